use std::collections::BTreeMap;

use news::Item;
use site::config::Profile;
use site::{FrontMatter, Page, Settings, Source};

/// What all pages of a site share.
///
/// Any value is a valid one: what cannot be used is left out, and reported.
#[derive(Debug, Clone)]
pub struct Site<'a> {
    /// What the site is called, where it stands, whose it is.
    pub settings: &'a Settings,
    /// Who the pages with `author_profile: true` are about.
    pub profile: &'a Profile,
    /// The pages that each page leads to, in order; see [`crate::navigation`].
    pub navigation: Vec<Link>,
    /// All pages that are published, so that a link to a file such as
    /// `papers.md` leads to the page made of it.
    pub pages: &'a [Page],
    /// The News of the site, shown as such on the pages that carry it.
    pub news: Option<NewsList<'a>>,
    /// The feeds, the best one first; each page announces them.
    pub feeds: Vec<FeedLink>,
    /// The map, HTML that is read as the author's own is. It stands where a page
    /// has [`crate::MAP_PLACE`], as in the place of an old map's embed; where the
    /// home page has none, at its end.
    pub map: Option<&'a str>,
    /// Width and height in pixels of the pictures of the site, by their paths
    /// in it without a leading `/`.
    pub pictures: &'a BTreeMap<String, (u32, u32)>,
    /// Templates that take the place of the built-in ones, by name; see
    /// [`crate::TEMPLATES`].
    pub templates: &'a BTreeMap<String, Source>,
    /// The author's own style sheet, added behind the built-in one.
    pub custom_css: Option<&'a str>,
    /// The site's own icon by its path in it; without one, a letter is drawn.
    pub icon: Option<String>,
}

/// A page to be made.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    /// Where it comes from and where it goes.
    pub page: &'a Page,
    /// Its text, includes expanded, Liquid rendered and old map embeds replaced.
    pub source: &'a Source,
    /// Its front matter, whose `body_start` counts in `source`.
    pub front: &'a FrontMatter,
}

/// A link in the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub title: String,
    /// A path from the root of the site, or an address.
    pub href: String,
}

/// A feed of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedLink {
    /// Its path in the site: `feed.xml`.
    pub path: String,
    /// Its media type: `application/atom+xml`.
    pub media_type: String,
}

/// The News items, and where each is found on the page.
#[derive(Debug, Clone, Copy)]
pub struct NewsList<'a> {
    /// The items, in page order.
    pub items: &'a [Item],
    /// The permanent id of each, in the same order: the ids that the feed's
    /// entries have, so that their links lead to these very items.
    pub ids: &'a [String],
    /// The headings that they stand under, as the page shows them.
    pub headings: &'a [String],
}
