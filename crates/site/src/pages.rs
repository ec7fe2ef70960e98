//! What a site publishes, and at which addresses.

use chrono::NaiveDate;

use crate::config::{Kind, RawConfig, Written};
use crate::{Files, Problem};

mod address;
mod clash;
mod date;
mod facts;
mod glob;
mod head;
mod html;
mod hugo;
mod jekyll;
mod plain;
#[cfg(test)]
mod tests;
mod walk;
mod zola;

pub use clash::clashes;

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

/// What the files of a site do not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The day of the build: what is dated later is not published yet.
    pub today: NaiveDate,
    /// Which files without front matter are listed: an extension such as `pdf`,
    /// or a pattern of paths such as `papers/*.html` (`**` for any folders).
    pub statics: Vec<String>,
    /// Whether drafts are published too.
    pub drafts: bool,
}

impl Options {
    /// The usual: no drafts, and no file listed that is not a page.
    ///
    /// ```
    /// let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
    /// assert!(!site::pages::Options::new(today).drafts);
    /// ```
    pub fn new(today: NaiveDate) -> Options {
        Options {
            today,
            statics: Vec::new(),
            drafts: false,
        }
    }
}

/// Every page and file of a site at the address that its generator gives it,
/// sorted by path.
///
/// What is a draft, future or switched off is there too, with its
/// [`Status`]. Only front matter is read, and each file once. Pages that a
/// plugin or theme makes of no file (archives, pagination, tags in Jekyll) are
/// not there.
///
/// ```
/// use site::{MemoryFiles, Status, config, pages};
///
/// let files = MemoryFiles::from([
///     ("_config.yml", "permalink: pretty\n"),
///     ("_posts/2024-05-01-first-steps.md", "---\ntitle: First steps\n---\n"),
///     ("_drafts/idea.md", "---\n---\n"),
///     ("talks.md", "---\npermalink: /talks/\nredirect_from: /talk.html\n---\n"),
/// ]);
/// let (raw, _) = config::read(&files);
/// let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
/// let (pages, problems) = pages::enumerate(&files, &raw, &pages::Options::new(today));
/// let listed = pages.iter().filter(|page| page.status == Status::Listed);
/// let paths: Vec<_> = listed.map(|page| &*page.path).collect();
/// assert_eq!(paths, ["/2024/05/01/first-steps/", "/talks/"]);
/// assert!(problems.is_empty());
/// ```
pub fn enumerate(
    files: &dyn Files,
    raw: &RawConfig,
    options: &Options,
) -> (Vec<Page>, Vec<Problem>) {
    let mut found = Found::default();
    match raw.kind {
        Kind::Jekyll => jekyll::enumerate(files, options, &mut found),
        Kind::Hugo => hugo::enumerate(files, options, &mut found),
        Kind::Zola => zola::enumerate(files, options, &mut found),
        Kind::Quarto | Kind::Native | Kind::Bare | Kind::Html => {
            plain::enumerate(files, raw.kind, options, &mut found);
        }
    }
    found
        .pages
        .sort_by(|a, b| (&a.path, &a.file).cmp(&(&b.path, &b.file)));
    (found.pages, found.problems)
}

/// The path of a page of a site without a generator of its own, or of Quarto's,
/// which its own values and the path of its file make.
pub(crate) fn plain_path(kind: Kind, path: &str, permalink: Option<&str>) -> String {
    plain::address_of(kind, path, permalink).path
}

// What was found so far.
#[derive(Default)]
struct Found {
    pages: Vec<Page>,
    problems: Vec<Problem>,
}
