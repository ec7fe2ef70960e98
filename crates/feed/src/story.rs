//! An [`Entry`] made ready: what both formats write.

use std::collections::HashSet;

use ammonia::Builder;
use chrono::{DateTime, Datelike, Utc};
use news::Item;
use site::{Problem, Severity};
use url::Url;

use crate::channel::Channel;
use crate::{Content, Entry, Feed, address, category, html, text};

/// Characters of a summary; a paragraph. Whoever wants more reads the content.
const SUMMARY_LIMIT: usize = 500;

/// One entry, fit to be written as it is.
#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) related: Option<String>,
    pub(crate) title: String,
    /// What the text says beyond the title.
    pub(crate) summary: Option<String>,
    pub(crate) body: Option<Body>,
    pub(crate) category: Option<(&'static str, char)>,
    pub(crate) published: DateTime<Utc>,
    pub(crate) updated: DateTime<Utc>,
}

#[derive(Debug)]
pub(crate) enum Body {
    Html(String),
    Text(String),
}

/// The entries that can be published, newest first.
pub(crate) fn resolve(
    feed: &Feed,
    channel: &Channel,
    entries: &[Entry<'_>],
    problems: &mut Vec<Problem>,
) -> Vec<Story> {
    let sanitiser = html::sanitiser(&channel.page);
    let mut ids = HashSet::with_capacity(entries.len());
    let mut stories = Vec::with_capacity(entries.len());
    for entry in entries {
        match fault(entry, &mut ids) {
            Some(problem) => problems.push(problem),
            None => stories.push(story(feed, channel, &sanitiser, entry, problems)),
        }
    }
    stories.sort_by(|a, b| b.published.cmp(&a.published).then_with(|| a.id.cmp(&b.id)));
    stories
}

/// Why an entry cannot be published at all.
fn fault<'a>(entry: &'a Entry<'_>, ids: &mut HashSet<&'a str>) -> Option<Problem> {
    let id = &entry.id;
    // RFC 3339, section 5.6: a year has four digits.
    let writable = |stamp: &DateTime<Utc>| (0..=9999).contains(&stamp.year());
    let (code, message) = if !address::is_id(id) {
        ("bad-entry-id", format!("the id “{id}” is no absolute IRI"))
    } else if !writable(&entry.published) || !writable(&entry.updated) {
        (
            "bad-entry-stamp",
            format!("the stamps of “{id}” lie outside the years 0 to 9999"),
        )
    } else if !ids.insert(id) {
        ("same-entry-id", format!("two entries have the id “{id}”"))
    } else {
        return None;
    };
    Some(entry.item.problem(
        Severity::Error,
        code,
        message + "; the item is left out of the feed",
    ))
}

fn story(
    feed: &Feed,
    channel: &Channel,
    sanitiser: &Builder<'_>,
    entry: &Entry<'_>,
    problems: &mut Vec<Problem>,
) -> Story {
    let item = entry.item;
    check_links(item, &channel.page, problems);
    let title = title(item, &channel.title);
    let body = match feed.content {
        Content::Full => body(item, sanitiser, problems),
        Content::Summary => None,
    };
    // An entry without content must say something, if only its title again.
    let spare = || body.is_none().then(|| title.clone());
    Story {
        url: url(entry, channel),
        related: related(item, &channel.page),
        summary: summary(&title, &item.text).or_else(spare),
        category: category::of(&item.text).filter(|_| feed.categories),
        published: entry.published,
        updated: entry.updated,
        id: entry.id.clone(),
        title,
        body,
    }
}

/// Never empty: an item without words (a picture) is called by its date, and
/// without a date by the feed.
pub(crate) fn title(item: &Item, spare: &str) -> String {
    let title = text::plain(&item.title);
    if !title.is_empty() {
        return title;
    }
    item.date
        .map_or_else(|| spare.to_owned(), |date| date.to_string())
}

/// The text after the title, because readers show both, and RFC 4287, section
/// 4.2.13, advises against saying the same twice; the whole text where the
/// title is not its beginning (a title that was cut short).
pub(crate) fn summary(title: &str, item_text: &str) -> Option<String> {
    let whole = text::plain(item_text);
    let after = whole.strip_prefix(title);
    let after = after.filter(|rest| rest.is_empty() || rest.starts_with(' '));
    let summary = text::cut(after.unwrap_or(&whole).trim(), SUMMARY_LIMIT);
    (!summary.is_empty()).then_some(summary)
}

fn body(item: &Item, sanitiser: &Builder<'_>, problems: &mut Vec<Problem>) -> Option<Body> {
    let html = html::clean(sanitiser, &item.html);
    if html.is_none() {
        let message =
            "this item is too long, or has too much markup, for a feed, which gets its plain text";
        problems.push(item.problem(Severity::Warning, "too-much-markup", message.to_owned()));
    }
    match html.filter(|html| !html.is_empty()) {
        Some(html) => Some(Body::Html(html)),
        // Plain as a title is: some readers take any content for HTML.
        None => Some(text::plain(&item.text))
            .filter(|text| !text.is_empty())
            .map(Body::Text),
    }
}

/// The item's own place on the page, so that each entry has its own address.
fn url(entry: &Entry<'_>, channel: &Channel) -> String {
    match entry.item.anchor_of(&entry.id) {
        Some(anchor) => address::fragment(&channel.page, anchor),
        None => channel.page_address(),
    }
}

/// The first link that leads to another page.
fn related(item: &Item, page: &Url) -> Option<String> {
    let elsewhere = item
        .links
        .iter()
        .filter(|link| !link.trim_start().starts_with('#'));
    elsewhere.filter_map(|link| address::web(page, link)).next()
}

fn check_links(item: &Item, page: &Url, problems: &mut Vec<Problem>) {
    let dead = item
        .links
        .iter()
        .filter(|link| address::absolute(page, link).is_none());
    problems.extend(dead.map(|link| {
        let link = text::cut(&text::plain(link), 80);
        let message = format!("the link “{link}” cannot be followed from a feed; its text is kept");
        item.problem(Severity::Warning, "bad-link", message)
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_goes_on_where_the_title_ends() {
        let rest = |title, text| summary(title, text).unwrap_or_default();
        assert_eq!(
            rest("X is out!", "X is out! It is the first."),
            "It is the first."
        );
        assert_eq!(rest("X is out!", "X is out!"), "");
        assert_eq!(rest("X is", "X isn’t out."), "X isn’t out.");
        assert_eq!(
            rest("A long one…", "A long one that goes on."),
            "A long one that goes on."
        );
        assert!(rest("t", &"word ".repeat(1000)).ends_with("word…"));
    }
}
