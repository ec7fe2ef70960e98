//! The page that the home page links to as its News.

use std::collections::BTreeSet;

use site::{decode, front_matter};

use super::{Site, own};
use crate::heading::is_news_link;
use crate::{News, Options};

const FOLDERS: [&str; 5] = ["", "_pages/", "pages/", "content/", "docs/"];
const ENDINGS: [&str; 7] = [
    ".md",
    ".html",
    ".qmd",
    "/index.md",
    "/index.html",
    "/index.qmd",
    "/_index.md",
];
// How many links of a page are followed.
const MOST_LINKS: usize = 8;
// How many pages are asked for their address.
const MOST_PAGES: usize = 256;

/// A page of the site that a link of the home page calls News.
pub(super) fn page(site: &Site<'_>, options: &Options) -> News {
    let mut news = targets(site).into_iter().filter_map(|target| {
        let path = file(site, &target)?;
        Some(own::of_page(site, &path, options))
    });
    news.find(|news| !news.items.is_empty()).unwrap_or_default()
}

// Where the links lead that say News, each once, inside the site.
fn targets(site: &Site<'_>) -> Vec<String> {
    let document = site.written();
    let mut seen = BTreeSet::new();
    let links = document
        .descendants(document.root())
        .filter(|&node| document.is(node, "a") && is_news_link(&document.text_start(&[node], 60)));
    let targets = links.filter_map(|node| inside(document.attribute(node, "href")?));
    let targets = targets.filter(|target| seen.insert(target.clone()));
    targets.take(MOST_LINKS).collect()
}

// `/news/`, `news.html#2025`, `{{ site.baseurl }}/news/`, which Liquid has left
// as `/news/`; no other site's address.
fn inside(href: &str) -> Option<String> {
    let path = href.trim().split(['#', '?']).next()?;
    let foreign = path.contains(':') || path.starts_with("//") || path.contains("..");
    let path = path.trim_start_matches("./").trim_matches('/');
    let path = path.strip_suffix(".html").unwrap_or(path);
    (!foreign && !path.is_empty()).then(|| path.to_owned())
}

// The file with that name, or the one whose front matter gives it that address.
fn file(site: &Site<'_>, target: &str) -> Option<String> {
    let named = FOLDERS.iter().flat_map(|folder| {
        let endings = ENDINGS.iter();
        endings.map(move |ending| format!("{folder}{target}{ending}"))
    });
    let is_other = |path: &String| *path != site.page.path;
    let is_there = |path: &String| is_other(path) && site.files.read(path).is_some();
    named.into_iter().find(is_there).or_else(|| {
        let pages = ["", "_pages", "pages"]
            .iter()
            .flat_map(|folder| site.files.list(folder));
        let pages = pages.filter(|path| path.ends_with(".md") || path.ends_with(".html"));
        let mut pages = pages.filter(is_other).take(MOST_PAGES);
        pages.find(|path| has_address(site, path, target))
    })
}

fn has_address(site: &Site<'_>, path: &str, target: &str) -> bool {
    let Some(bytes) = site.files.read(path) else {
        return false;
    };
    let (front, _) = front_matter::split(&decode(path, &bytes).0);
    let address = front.values.text("permalink");
    address.is_some_and(|address| address.trim().trim_matches('/') == target)
}
