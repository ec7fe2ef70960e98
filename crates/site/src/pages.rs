//! What a site publishes, and at which addresses.

use chrono::NaiveDate;

use crate::config::Written;

/// Whether a page is published, and whether a sitemap should name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Published, and for everybody to find.
    Listed,
    /// Published, but kept out of sitemaps; the word says why: `noindex`.
    Unlisted(&'static str),
    /// Not published at all; the word says why: `draft`.
    Unpublished(&'static str),
}

/// One page or file of a site, and the address that its generator gives it.
///
/// Paths are those of the site, below its base address, begin with `/` and are
/// written as people read them (`/é/`): whoever writes one down encodes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The file's path inside the site.
    pub file: String,
    /// The path of the page from the root of the site: `/talks/`.
    pub path: String,
    /// The file that holds it in the built site: `talks/index.html`.
    pub output: String,
    /// Where its address is written, if it is; else its file makes it.
    pub permalink: Option<Written>,
    /// Whether it is published and listed.
    pub status: Status,
    /// Its title.
    pub title: Option<String>,
    /// Its language, as a tag such as `en-US`, where it names one.
    pub language: Option<String>,
    /// What all translations of the page share, and no other page.
    pub translation: Option<String>,
    /// The last change that its front matter tells of.
    pub modified: Option<NaiveDate>,
    /// Old addresses that lead to it: `redirect_from`, `aliases`.
    pub redirect_from: Vec<Written>,
    /// Where it sends its visitors, which makes it a redirect itself.
    pub redirect_to: Option<Written>,
}
