//! A site to HTML pages, redirect stubs and redirect rules.
//!
//! [`render`] turns the pages that an author wrote into pages for a browser.
//! [`redirects`] turns a checked graph of redirects into what one host
//! understands: pages that send their visitors on where a host takes no rules,
//! or its own kind of rules, never both.

mod body;
mod head;
mod heading;
mod html;
mod icon;
mod links;
mod marks;
mod math;
mod model;
mod notes;
mod page;
mod profile;
mod redirects;
mod shared;
mod styles;
mod templates;

pub use links::{LinkOnPage, links};
pub use model::{Content, FeedLink, Link, NewsList, Site};
pub use page::page;
pub use redirects::{RULES, is_ours, is_stub, redirects, rules, stubs};
pub use shared::{Shared, files, navigation, prepare};
pub use templates::TEMPLATES;

use site::{Output, Problem};

/// What stands in a page's source where the map belongs.
///
/// ```
/// let old = "<script src=\"https://maps.example/w.js\"></script>";
/// let page = format!("# Visitors\n\n{old}\n").replace(old, pages::MAP_PLACE);
/// assert_eq!(page, "# Visitors\n\n<div data-visitor-map></div>\n");
/// ```
pub const MAP_PLACE: &str = "<div data-visitor-map></div>";

/// All files of the pages: those of [`files`], and the [`page`] of each content.
///
/// Links on pages are relative, so that a site can be looked at from a folder,
/// and at any address. Each page has a policy (CSP) by which it loads nothing
/// but what the site has and runs nothing at all; what its author wrote against
/// that is left out with a warning each.
///
/// Of several pages with one output, all are there, in their order.
///
/// ```
/// use std::collections::BTreeMap;
/// use site::{MemoryFiles, Source, config};
///
/// let text = "---\ntitle: About me\n---\n## News\n\n* [Dec 2025] I gave a talk.\n";
/// let files = MemoryFiles::from([
///     ("site.toml", "base_url = 'https://home.test'\ntitle = 'Home'\nauthor = {name = 'A. Placeholder'}"),
///     ("index.md", text),
/// ]);
/// let (raw, _) = config::read(&files);
/// let (settings, _) = config::resolve(&raw, "/", &config::Overrides::default());
/// let (profile, _) = config::profile(&raw);
/// let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
/// let (all, _) = site::pages::enumerate(&files, &raw, &site::pages::Options::new(today));
/// let source = Source::new("index.md", text);
/// let (front, _) = site::front_matter::split(&source);
/// let news = news::extract(&source, front.body_start, &news::Options::default());
///
/// let site = pages::Site {
///     settings: &settings.unwrap(),
///     profile: &profile,
///     navigation: pages::navigation(&raw, &all),
///     pages: &all,
///     news: Some(pages::NewsList {
///         items: &news.items,
///         ids: &["tag:home.test,2025-12-04:news/i-gave-a-talk".to_owned()],
///         headings: &news.headings,
///     }),
///     feeds: Vec::new(),
///     map: None,
///     pictures: &BTreeMap::new(),
///     templates: &BTreeMap::new(),
///     custom_css: None,
///     icon: None,
/// };
/// let content = pages::Content { page: &all[0], source: &source, front: &front };
/// let (outputs, problems) = pages::render(&site, &[content]);
/// assert_eq!(problems, []);
/// let paths: Vec<&str> = outputs.iter().map(|output| &*output.path).collect();
/// assert_eq!(paths, ["style.css", "favicon.svg", "404.html", "index.html"]);
/// let html = String::from_utf8_lossy(&outputs[3].bytes);
/// assert!(html.contains("<li id=\"i-gave-a-talk\" class=\"h-entry\">"));
/// ```
pub fn render(site: &Site<'_>, contents: &[Content<'_>]) -> (Vec<Output>, Vec<Problem>) {
    let (shared, mut problems) = prepare(site);
    let (mut outputs, more) = files(&shared);
    problems.extend(more);
    // A template that fails does so on each page.
    let mut templates = std::collections::BTreeSet::new();
    for content in contents {
        let (output, more) = page(&shared, content);
        outputs.push(output);
        let new =
            |problem: &Problem| problem.code != "template" || templates.insert(problem.clone());
        problems.extend(more.into_iter().filter(new));
    }
    (outputs, problems)
}

#[cfg(test)]
mod tests;
