use std::num::NonZeroUsize;

use chrono::{DateTime, Utc};
use news::Item;

/// Whose news it is, and where the feed will stand.
///
/// Any value may be given; [`outputs`](crate::outputs) checks it and says what
/// is wrong. See the [crate's example](crate).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// The permanent id, an absolute IRI (RFC 4287, section 4.2.6): a `tag:`
    /// URI, so that it outlives a change of domain. Readers compare it
    /// character by character.
    pub id: String,
    /// The name of the feed, plain text.
    pub title: String,
    /// A description, plain text.
    pub subtitle: Option<String>,
    /// The root of the site, absolute, `http` or `https`, ending with `/`.
    pub base_url: String,
    /// The absolute address of the page that shows the News list.
    pub page_url: String,
    /// The language of the news as a BCP 47 tag: `en`, `pt-BR`.
    pub language: Option<String>,
    /// Who writes the news.
    pub author: Person,
    /// Where the Atom feed will stand, relative to the site's root:
    /// `feed.xml`. The other files stand beside it and are named after it.
    pub path: String,
    /// How many entries the feed holds at most; all where `None`.
    pub limit: Option<NonZeroUsize>,
    /// How much of each item the feed carries.
    pub content: Content,
    /// Whether a leading emoji (🏆, 📄, …) makes a category (`award`, `paper`, …).
    pub categories: bool,
    /// The address of a small square picture, relative to the site's root or
    /// absolute.
    pub icon: Option<String>,
}

/// An author.
///
/// ```
/// let author = feed::Person {
///     name: "A. Placeholder".into(),
///     uri: Some("https://example.org/".into()),
///     email: None,
/// };
/// assert!(author.email.is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name, plain text; must not be blank (RFC 4287, section 3.2.1).
    pub name: String,
    /// A home page, relative to the site's root or absolute.
    pub uri: Option<String>,
    /// An e-mail address, which everyone will be able to read.
    pub email: Option<String>,
}

/// How much of each item a feed carries.
///
/// ```
/// assert_eq!(feed::Content::default(), feed::Content::Full);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Content {
    /// The whole item with its links, and a summary.
    #[default]
    Full,
    /// Plain text only, at most a paragraph.
    Summary,
}

/// A News item with what must never change: its id and its stamps.
///
/// See the [crate's example](crate).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What the page says.
    pub item: &'a Item,
    /// The permanent id, an absolute IRI: `tag:example.org,2025:news/a-talk`.
    /// What follows `news/` is the item's anchor on the page unless the item
    /// has one of its author's.
    pub id: String,
    /// When it became news; decides the order.
    pub published: DateTime<Utc>,
    /// When it last changed in a way that matters to readers.
    pub updated: DateTime<Utc>,
}
