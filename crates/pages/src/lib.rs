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

/// All files of the pages: those of [`files`], and a page of each content.
pub fn render(site: &Site<'_>, contents: &[Content<'_>]) -> (Vec<Output>, Vec<Problem>) {
    let (shared, mut problems) = prepare(site);
    let (mut outputs, more) = files(&shared);
    problems.extend(more);
    for content in contents {
        let (output, more) = page(&shared, content);
        outputs.push(output);
        problems.extend(more);
    }
    (outputs, problems)
}
