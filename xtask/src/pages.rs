//! The pages of a site: what they are made of, gathered for the crate of that
//! name.

use std::collections::{BTreeMap, BTreeSet};

use pages::{Content, FeedLink, Link, NewsList, Shared};
use site::config::{self, Profile};
use site::{Files, Output, Page, Problem, Settings, Source, Status};

use crate::addresses::Found;
use crate::common::Common;
use crate::plugins::{Made, Plugin};
use crate::{assets, parallel, tell};

pub(crate) mod pictures;
mod prepare;

pub(crate) use prepare::{Prepared, prepare};

pub(crate) const PLUGIN: Plugin = Plugin {
    name: "pages",
    make: |common, problems| Ok(make(common, problems)),
    // The build's record knows them.
    is_ours: |_, _| false,
    stale: |_, _| Vec::new(),
    why_stale: "",
};

/// The author's own style sheet, which becomes a part of the site's.
pub(crate) const STYLES: &str = "custom.css";

/// The folder of templates that take the place of the built-in ones.
pub(crate) const TEMPLATES: &str = "templates/";

fn make(common: &Common, problems: &mut Vec<Problem>) -> Option<Made> {
    let inputs = Inputs::gather(common, problems)?;
    let pages = published(inputs.found);
    let prepared = parallel::map(&pages, |page| prepare(common, page, inputs.map));
    let site = inputs.site();
    let (shared, more) = pages::prepare(&site);
    problems.extend(more);
    let (mut outputs, more) = shared_files(&shared, inputs.found);
    problems.extend(more);
    let rendered = parallel::map(&prepared, |prepared| render(&shared, prepared));
    for (output, more) in rendered {
        outputs.push(output);
        problems.extend(more);
    }
    Some(Made {
        outputs,
        summary: tell::count(pages.len(), "page", "pages"),
        ..Made::default()
    })
}

/// What all pages of a site depend on, beside their own texts.
pub(crate) struct Inputs<'c> {
    pub(crate) settings: &'c Settings,
    pub(crate) found: &'c Found,
    /// What stands where a visitor map stood, else at the end of the home page.
    pub(crate) map: Option<&'c str>,
    profile: Profile,
    navigation: Vec<Link>,
    news: Option<(&'c news::News, Vec<String>)>,
    pictures: &'c BTreeMap<String, (u32, u32)>,
    templates: BTreeMap<String, Source>,
    styles: Option<String>,
    icon: Option<String>,
}

impl<'c> Inputs<'c> {
    /// Gathers them; nothing where the site does not say what it is.
    pub(crate) fn gather(common: &'c Common, problems: &mut Vec<Problem>) -> Option<Inputs<'c>> {
        let settings = common.settings(problems);
        let found = common.found(problems);
        let (settings, found) = (settings?, found?);
        let (profile, more) = config::profile(&common.opened.raw);
        problems.extend(more);
        // What is wrong with the list is told by the feed.
        let identified = common.identified(&mut Vec::new());
        let news = common.news();
        let ids = identified.map(|identified| {
            let ids = identified.entries.iter().map(|entry| entry.id.clone());
            (news, ids.collect())
        });
        let (templates, more) = templates(common);
        problems.extend(more);
        let map = common.map(problems);
        Some(Inputs {
            settings,
            found,
            map: map.map(|map| map.fragment.as_str()),
            profile,
            navigation: pages::navigation(&common.opened.raw, &found.pages),
            news: ids.filter(|_| !news.items.is_empty()),
            pictures: common
                .pictures
                .get_or_init(|| pictures::sizes(common, found)),
            templates,
            styles: text(common, STYLES),
            icon: icon(found),
        })
    }

    /// The site as the pages see it.
    pub(crate) fn site(&self) -> pages::Site<'_> {
        pages::Site {
            settings: self.settings,
            profile: &self.profile,
            navigation: self.navigation.clone(),
            pages: &self.found.pages,
            news: self.news.as_ref().map(|(news, ids)| NewsList {
                items: &news.items,
                ids,
                headings: &news.headings,
            }),
            feeds: match self.news {
                Some(_) => feeds(self.settings),
                None => Vec::new(),
            },
            map: self.map,
            pictures: self.pictures,
            templates: &self.templates,
            custom_css: self.styles.as_deref(),
            icon: self.icon.clone(),
        }
    }
}

/// The pages that are made of files. Where a redirect takes the place of one,
/// as after a move of the whole site, there is none.
pub(crate) fn published(found: &Found) -> Vec<&Page> {
    let stubs = found.redirects.rules.iter();
    let stubs: BTreeSet<&str> = stubs
        .filter(|_| found.addresses.host.needs_stubs())
        .map(|rule| rule.file.as_str())
        .collect();
    let is_public = |page: &&Page| !matches!(page.status, Status::Unpublished(_));
    let pages = found.pages.iter().filter(is_public);
    pages
        .filter(|page| page.redirect_to.is_none() && assets::is_page(page))
        .filter(|page| !stubs.contains(page.output.as_str()))
        .collect()
}

/// The files of no one page. After a move of the whole site its redirects have
/// the page for errors.
pub(crate) fn shared_files(shared: &Shared<'_>, found: &Found) -> (Vec<Output>, Vec<Problem>) {
    let (mut outputs, problems) = pages::files(shared);
    if found.redirects.moved.is_some() {
        outputs.retain(|output| output.path != "404.html");
    }
    (outputs, problems)
}

/// One page. A whole HTML page stays as its author wrote it, but for its map.
pub(crate) fn render(shared: &Shared<'_>, prepared: &Prepared<'_>) -> (Output, Vec<Problem>) {
    let (output, more) = match &prepared.verbatim {
        Some(bytes) => (
            Output::new(prepared.page.output.as_str(), bytes.clone()),
            Vec::new(),
        ),
        None => pages::page(
            shared,
            &Content {
                page: prepared.page,
                source: &prepared.source,
                front: &prepared.front,
            },
        ),
    };
    let mut problems = prepared.problems.clone();
    problems.extend(more);
    (output, problems)
}

fn feeds(settings: &Settings) -> Vec<FeedLink> {
    let atom = settings.feed.path.clone();
    let stem = match atom.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => stem,
        _ => &atom,
    };
    let link = |path: String, media_type: &str| FeedLink {
        path,
        media_type: media_type.to_owned(),
    };
    let json = link(format!("{stem}.json"), "application/feed+json");
    vec![link(atom, "application/atom+xml"), json]
}

fn templates(common: &Common) -> (BTreeMap<String, Source>, Vec<Problem>) {
    let mut problems = Vec::new();
    let folder = &common.opened.folder;
    let paths = folder.list(TEMPLATES.trim_end_matches('/')).into_iter();
    let templates = paths.filter_map(|path| {
        let (source, more) = site::decode(&path, &folder.read(&path)?);
        problems.extend(more);
        Some((path.strip_prefix(TEMPLATES)?.to_owned(), source))
    });
    let templates = templates.collect();
    (templates, problems)
}

fn text(common: &Common, path: &str) -> Option<String> {
    let bytes = common.opened.folder.read(path)?;
    Some(site::decode(path, &bytes).0.text)
}

// What browsers ask for, the best first.
fn icon(found: &Found) -> Option<String> {
    const NAMES: [&str; 5] = [
        "favicon.svg",
        "favicon.png",
        "favicon.ico",
        "images/favicon.ico",
        "assets/favicon.ico",
    ];
    let is_there = |name: &&str| found.pages.iter().any(|page| page.output == *name);
    NAMES
        .into_iter()
        .find(|name| is_there(name))
        .map(str::to_owned)
}
