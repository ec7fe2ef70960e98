use std::collections::{HashMap, HashSet};

use minijinja::{Value, context};
use site::config::RawConfig;
use site::{Document, Output, Page, Problem, Source, Status, Syntax};

use crate::heading::Levels;
use crate::links::Place;
use crate::marks::Marks;
use crate::templates::{self, Templates};
use crate::{Link, Site, body, head, icon, styles};

/// What is worked out once for all pages of a site; see [`prepare`].
pub struct Shared<'a> {
    pub(crate) site: &'a Site<'a>,
    pub(crate) templates: Templates,
    /// `site` in the templates.
    pub(crate) values: Value,
    /// The link to the feed that stands beside the News heading.
    pub(crate) feed: String,
    /// The address of each page by its source file.
    pub(crate) paths: HashMap<&'a str, &'a str>,
    /// The files that News items stand in.
    pub(crate) news_files: HashSet<&'a str>,
    pub(crate) headings: HashSet<&'a str>,
    /// The map, HTML.
    pub(crate) map: String,
    css: String,
}

/// Works out what all pages share: templates are read, values put together.
///
/// # Errors
///
/// A template that cannot be read is an error, and the built-in one is used.
///
/// See [`crate::render`] for an example.
pub fn prepare<'a>(site: &'a Site<'a>) -> (Shared<'a>, Vec<Problem>) {
    let (templates, mut problems) = templates::read(site.templates);
    let (map, map_css) = map(site, &mut problems);
    let css = styles::sheet(&map_css, site.custom_css);
    let values = site_values(site, &css);
    let feed = match site.feeds.is_empty() {
        true => String::new(),
        false => {
            let values = context! { site => values.clone() };
            templates.render("feed.html", &values, &mut problems)
        }
    };
    let pages = site.pages.iter();
    let news = site.news.iter();
    let shared = Shared {
        templates,
        values,
        feed,
        paths: pages.map(|page| (&*page.file, &*page.path)).collect(),
        news_files: news
            .clone()
            .flat_map(|news| news.items)
            .map(|item| &*item.file)
            .collect(),
        headings: news
            .flat_map(|news| news.headings)
            .map(|heading| &**heading)
            .collect(),
        map,
        css,
        site,
    };
    (shared, problems)
}

// The map as it stands in pages, and its styles, which go to the sheet.
fn map(site: &Site<'_>, problems: &mut Vec<Problem>) -> (String, String) {
    let Some(map) = site.map else {
        return (String::new(), String::new());
    };
    let source = Source::new("map", map);
    let document = Document::parse(&source, 0, Syntax::Html);
    let place = Place::home(site);
    let marks = Marks::default();
    let mut written = body::write(&place, &document, &source, &marks, Levels::default());
    problems.append(&mut written.problems);
    (written.html, written.styles.css)
}

/// The files that belong to no one page: the style sheet, the icon where the
/// site has none, and `404.html` where no page is that.
///
/// See [`crate::render`] for an example.
pub fn files(shared: &Shared<'_>) -> (Vec<Output>, Vec<Problem>) {
    let site = shared.site;
    let mut problems = Vec::new();
    let mut outputs = vec![Output::new(styles::FILE, &*shared.css)];
    if site.icon.is_none() {
        let name = match site.profile.name.trim() {
            "" => &site.settings.title,
            name => name,
        };
        outputs.push(Output::new(icon::FILE, icon::letter(name)));
    }
    if !site.pages.iter().any(|page| page.output == NOT_FOUND) {
        outputs.push(not_found(shared, &mut problems));
    }
    (outputs, problems)
}

/// The page that hosts show where there is none.
const NOT_FOUND: &str = "404.html";

fn not_found(shared: &Shared<'_>, problems: &mut Vec<Problem>) -> Output {
    // It is shown at any address, so that its links begin at the root.
    let root = shared.site.settings.base_url.path();
    let values = context! { site => shared.values.clone(), root => root };
    let body = shared.templates.render(NOT_FOUND, &values, problems);
    let values = context! {
        site => shared.values.clone(),
        root => root,
        page => context! {
            title => "Page not found",
            heading => "Page not found",
            language => language(shared.site),
            noindex => true,
            values => context! {},
            csp => head::policy(""),
            body => Value::from_safe_string(body),
        },
    };
    Output::new(
        NOT_FOUND,
        shared.templates.render("page.html", &values, problems),
    )
}

/// The language of pages that name none.
pub(crate) fn language<'a>(site: &'a Site<'_>) -> &'a str {
    site.settings.language.as_deref().unwrap_or("en")
}

/// The links that each page of a site has to others: the table `[navigation]`
/// of `site.toml`, else the home page and the listed pages right below the root
/// that have a title, of which there are twelve at most.
///
/// ```
/// use site::{MemoryFiles, config, pages::Options};
///
/// let files = MemoryFiles::from([
///     ("site.toml", "title = 'Home'\n"),
///     ("index.md", "---\ntitle: About me\n---\n"),
///     ("papers.md", "---\ntitle: Papers\npermalink: /papers/\n---\n"),
///     ("notes/one.md", "---\ntitle: One\n---\n"),
/// ]);
/// let (raw, _) = config::read(&files);
/// let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
/// let (pages, _) = site::pages::enumerate(&files, &raw, &Options::new(today));
/// let links = pages::navigation(&raw, &pages);
/// let links = links.iter().map(|link| (&*link.title, &*link.href));
/// assert_eq!(links.collect::<Vec<_>>(), [("About me", "/"), ("Papers", "/papers/")]);
/// ```
pub fn navigation(raw: &RawConfig, pages: &[Page]) -> Vec<Link> {
    if !raw.navigation.is_empty() {
        let rows = raw.navigation.iter();
        let link = |(title, href): &(site::config::Written, site::config::Written)| Link {
            title: title.text.clone(),
            href: href.text.clone(),
        };
        return rows.map(link).collect();
    }
    let listed = pages
        .iter()
        .filter(|page| page.status == Status::Listed && page.redirect_to.is_none());
    let top = listed.filter(|page| !page.path.trim_matches('/').contains('/'));
    let link = |page: &Page| {
        Some(Link {
            title: page.title.clone()?,
            href: page.path.clone(),
        })
    };
    top.filter_map(link).take(MOST_LINKS).collect()
}

// More are no navigation but a list, for which an author makes a page.
const MOST_LINKS: usize = 12;

fn site_values(site: &Site<'_>, css: &str) -> Value {
    let settings = site.settings;
    let feeds = site.feeds.iter().map(|feed| {
        context! {
            href => site::address::on_site(&settings.base_url, &feed.path),
            media_type => &*feed.media_type,
            name => match feed.media_type.contains("json") { true => "JSON Feed", false => "Atom" },
        }
    });
    let navigation = site.navigation.iter().map(|link| {
        context! { title => &*link.title, path => below_root(&link.href), href => &*link.href }
    });
    context! {
        title => &*settings.title,
        description => settings.description.as_deref(),
        url => settings.base_url.as_str(),
        author => &*site.profile.name,
        feeds => feeds.collect::<Value>(),
        navigation => navigation.collect::<Value>(),
        style => styles::address(css),
        icon => site.icon.as_deref().map_or(icon::FILE.to_owned(), site::address::percent_encode),
    }
}

// A page of the site as a path below its root, to stand behind `root`; `None`
// for an address elsewhere.
fn below_root(href: &str) -> Option<String> {
    let is_path = href.starts_with('/') && !href.starts_with("//");
    is_path.then(|| site::address::encode(href.trim_start_matches('/')))
}
