//! Pages and files that are called News, wherever generators keep such.

use std::ops::Range;

use site::config::Kind;
use site::{Source, decode, front_matter};

use super::{Site, collection, is_news_file, is_titled_news, props, rows};
use crate::{News, Options, extract};

// The folders of pages.
const PAGES: [&str; 8] = [
    "",
    "_pages",
    "pages",
    "content",
    "content/news",
    "news",
    "docs",
    "source",
];
const PAGE_ENDINGS: [&str; 6] = ["md", "qmd", "html", "markdown", "jemdoc", "rst"];

/// A page that is called News.
pub(super) fn page(site: &Site<'_>, options: &Options) -> News {
    let folders = PAGES.iter().map(|folder| (*folder).to_owned());
    let called = ["", "content"]
        .iter()
        .flat_map(|folder| site.files.folders(folder))
        .filter(|folder| collection::is_news_folder(folder) && !folder.starts_with('_'))
        .filter(|folder| !PAGES.contains(&folder.as_str()));
    let indices = called
        .flat_map(|folder| site.files.list(&folder))
        .filter(|path| is_index(path));
    let pages = folders
        .flat_map(|folder| site.files.list(&folder))
        .chain(indices)
        .filter(|path| PAGE_ENDINGS.iter().any(|ending| path.ends_with(ending)));
    let named = |path: &String| {
        let in_pages = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        is_news_file(path)
            || is_titled(site, path)
            || path.starts_with("news/index.")
            || path.contains("/news/_index.")
            || (is_index(path) && !PAGES.contains(&in_pages))
    };
    let others = pages
        .filter(named)
        .filter(|path| *path != site.page.path && is_led_to(site, path));
    let mut news = others.map(|path| of_page(site, &path, options));
    news.find(|news| !news.items.is_empty()).unwrap_or_default()
}

// A page of hand-written HTML that no other leads to is one that its author
// gave up.
fn is_led_to(site: &Site<'_>, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let of_folder = path.strip_suffix("/index.html");
    let mentioned =
        |text: &str| text.contains(name) && (of_folder.is_none_or(|folder| text.contains(folder)));
    !matches!(site.raw.kind, Kind::Html | Kind::Bare)
        || !path.ends_with(".html")
        || !site.page.path.ends_with(".html")
        || of_folder.is_some_and(|folder| site.page.text.contains(folder))
        || mentioned(&site.page.text)
}

// The list's own page in a folder that is called News.
fn is_index(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with("index.") || name.starts_with("_index.")
}

// Whether the front matter of a page calls it News.
fn is_titled(site: &Site<'_>, path: &str) -> bool {
    let bytes = site.files.read(path);
    let bytes = bytes.filter(|bytes| bytes.starts_with(b"---"));
    bytes.is_some_and(|bytes| {
        let (front, _) = front_matter::split(&decode(path, &bytes).0);
        is_titled_news(&front.values)
    })
}

/// A page that is nothing but News.
pub(super) fn of_page(site: &Site<'_>, path: &str, options: &Options) -> News {
    let whole = Options {
        whole: true,
        ..options.clone()
    };
    of_piece(site, path, &whole)
}

/// A page, or a piece of one.
pub(super) fn of_piece(site: &Site<'_>, path: &str, options: &Options) -> News {
    let Some(bytes) = site.files.read(path) else {
        return News::default();
    };
    let (page, _) = decode(path, &bytes);
    let (front, _) = front_matter::split(&page);
    let values = &front.values;
    if values.bool("published") == Some(false) || values.bool("draft") == Some(true) {
        return News::default();
    }
    let own = Site::new(site.files, site.raw.clone(), page, front);
    let news = super::page_or_listing(&own, options);
    // `layout: news` and nothing below it: the layout has the list.
    match news.items.is_empty() && own.front.body(&own.page).trim().is_empty() {
        true => super::site_page::in_layouts(&own, options),
        false => news,
    }
}

// Components of a page that a script makes, and the pages made of them.
const COMPONENTS: [&str; 9] = [
    "src/components",
    "components",
    "app/components",
    "src/app/components",
    "src",
    "src/pages",
    "pages",
    "src/app",
    "app",
];
const COMPONENT_ENDINGS: [&str; 5] = ["jsx", "tsx", "vue", "svelte", "astro"];

/// News typed into the markup of a component.
pub(super) fn component(site: &Site<'_>, options: &Options) -> News {
    if !is_made_by_scripts(site) {
        return News::default();
    }
    let paths = COMPONENTS.iter().flat_map(|folder| site.files.list(folder));
    let mut paths: Vec<String> = paths.filter(|path| is_component(path)).collect();
    paths.sort_by_key(|path| match is_news_file(path) {
        true => name_length(path),
        false => usize::MAX,
    });
    let mut news = paths.iter().map(|path| of_component(site, path, options));
    news.find(|news| !news.items.is_empty()).unwrap_or_default()
}

fn is_component(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    COMPONENT_ENDINGS.contains(&ending)
}

// `News` comes before `AllNews`.
fn name_length(path: &str) -> usize {
    path.rsplit('/').next().map_or(0, str::len)
}

fn of_component(site: &Site<'_>, path: &str, options: &Options) -> News {
    let source = small(site, path);
    source.map_or_else(News::default, |source| of_component_text(&source, options))
}

// News typed into the markup of this component.
fn of_component_text(source: &Source, options: &Options) -> News {
    let path = &source.path;
    let stretches = markup(&source.text);
    let stretches: Vec<_> = stretches.into_iter().map(|range| (source, range)).collect();
    // It is HTML, whatever its name; its places stay those of the file.
    let page = Source::join(format!("{path}.html"), &stretches);
    let whole = Options {
        whole: options.whole || is_news_file(path),
        ..options.clone()
    };
    let news = extract(&page, 0, &whole);
    match news.items.is_empty() && whole.whole {
        true => props::items(source, options),
        false => news,
    }
}

// What is left of JSX without what stands in braces: its comments, its code.
fn markup(text: &str) -> Vec<Range<usize>> {
    let start = text.find("return (").map_or(0, |at| at + "return (".len());
    let (mut kept, mut from, mut depth) = (Vec::new(), start, 0_usize);
    for (at, c) in text.char_indices().filter(|(at, _)| *at >= start) {
        match c {
            '{' => {
                if depth == 0 {
                    kept.push(from..at);
                }
                depth += 1;
            }
            '}' => {
                if depth == 0 {
                    kept.push(from..at);
                }
                depth = depth.saturating_sub(1);
                from = at + 1;
            }
            _ => {}
        }
    }
    if depth == 0 {
        kept.push(from..text.len());
    }
    kept.retain(|range| range.start < range.end);
    kept
}

pub(super) fn is_made_by_scripts(site: &Site<'_>) -> bool {
    matches!(site.raw.kind, Kind::Html | Kind::Bare | Kind::Native)
}

// The folders of data, and of a script's constants.
const DATA: &[&str] = &[
    "data",
    "src/components",
    "components",
    "src/pages",
    "pages",
    "src/app",
    "src/assets",
    "content",
    "src/data",
    "src/content",
    "src/constants",
    "src/config",
    "src/lib",
    "src",
    "app/data",
    "app",
    "lib",
    "constants",
    "config",
    "public/data",
    "public",
    "assets/data",
    "assets/js",
    "assets",
    "src/utils",
    "scripts",
    "static/js",
    "js",
    "",
];
// Files larger than this are no lists.
const LARGEST: usize = 4 << 20;

/// A data file that is called News, or has a list that is.
pub(super) fn data_file(site: &Site<'_>, options: &Options) -> News {
    // Jekyll's data files are nothing until a page loops over them, and those
    // that one does have been followed.
    let theme_is_here = !site.files.list("_layouts").is_empty();
    let is_named = |path: &String| {
        let stem = path.trim_start_matches("_data/").split('.').next();
        stem.is_some_and(|stem| is_handed_on(&site.page.text, stem))
    };
    let jekyll = site.files.list("_data").into_iter();
    let jekyll = jekyll.filter(|path| !theme_is_here || is_named(path));
    // A site may be the work of a folder beside others.
    let inner = ["web", "site", "website", "frontend", "client"];
    let inner = inner
        .into_iter()
        .filter(|name| !site.files.folders(name).is_empty());
    let inner = inner.flat_map(|name| DATA.iter().map(move |folder| format!("{name}/{folder}")));
    let inner = inner.map(|folder| folder.trim_end_matches('/').to_owned());
    let paths: Vec<String> = DATA
        .iter()
        .map(|folder| (*folder).to_owned())
        .chain(inner)
        .flat_map(|folder| site.files.list(&folder))
        .chain(jekyll)
        .filter(|path| rows::is_data_file(path))
        .collect();
    let folders = site.files.folders("_data").into_iter();
    let mut folders = folders.filter(|folder| {
        let name = folder.trim_start_matches("_data/");
        rows::is_news_key(name) && is_handed_on(&site.page.text, name)
    });
    if let Some(folder) = folders.next() {
        return rows::of_folder(site.files, &folder, options);
    }
    let mut called: Vec<&String> = paths.iter().filter(|path| is_called_news(path)).collect();
    called.sort_by_key(|path| name_length(path));
    let mut called = called
        .into_iter()
        .filter_map(|path| Some(of_text(&small(site, path)?, options)));
    if let Some(news) = called.find(|news| !news.items.is_empty()) {
        return news;
    }
    // A page that its scripts fill: any of its files may hold the list.
    if !is_made_by_scripts(site) {
        return News::default();
    }
    let others = paths.iter().filter(|path| !is_called_news(path));
    let mut others = others.map(|path| of_key(site, path, options));
    others
        .find(|news| !news.items.is_empty())
        .unwrap_or_default()
}

const LONGEST_FILTERS: usize = 400;

// `{{ site.data.news | jsonify }}` hands the whole list to a script.
fn is_handed_on(page: &str, name: &str) -> bool {
    let mentions = page.match_indices("site.data.");
    mentions.into_iter().any(|(at, mention)| {
        let rest = page[at + mention.len()..].strip_prefix(name);
        // No filters are longer, and a page may mention it any number of times.
        let near = rest.map(|rest| &rest[..rest.floor_char_boundary(LONGEST_FILTERS)]);
        let filters = near.and_then(|rest| rest.split("}}").next());
        filters.is_some_and(|filters| {
            filters.trim_start().starts_with('|') && filters.contains("jsonify")
        })
    })
}

pub(super) fn is_called_news(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    rows::is_news_key(name.split('.').next().unwrap_or(name))
}

pub(super) fn of_file(site: &Site<'_>, path: &str, options: &Options) -> News {
    let source = small(site, path);
    source.map_or_else(News::default, |source| rows::of_file(&source, options))
}

// A file that is not too large for a list.
fn small(site: &Site<'_>, path: &str) -> Option<Source> {
    let bytes = site.files.read(path).filter(|bytes| bytes.len() <= LARGEST);
    bytes.map(|bytes| decode(path, &bytes).0)
}

/// The items of a data file, or of the markup of a script that has none.
pub(super) fn of_text(source: &Source, options: &Options) -> News {
    let rows = rows::of_file(source, options);
    if !rows.items.is_empty() || !is_component(&source.path) {
        return rows;
    }
    let news = of_component_text(source, options);
    match news.items.is_empty() {
        true => rows,
        false => news,
    }
}

pub(super) fn of_key(site: &Site<'_>, path: &str, options: &Options) -> News {
    let source = small(site, path);
    source.map_or_else(News::default, |source| rows::called_news(&source, options))
}
