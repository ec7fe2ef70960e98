//! News items to Atom 1.0 and JSON Feed 1.1.
//!
//! [`outputs`] takes a [`Feed`] (whose news it is, where it will stand) and
//! the [`Entry`]s (a News item with its permanent id and stamps), and returns
//! the files to publish:
//!
//! - `feed.xml`, Atom 1.0 (RFC 4287), the newest entries;
//! - `feed.json`, the same as JSON Feed 1.1;
//! - `feed-archive-1.xml`, … where a limit leaves entries out (RFC 5005, section 4);
//! - `feed.css`, which makes all of these pleasant to look at in a browser.
//!
//! The content is taken to be hostile: markup is sanitised, every address is
//! made absolute, characters that XML forbids are removed, and what cannot be
//! published is left out and reported as a [`Problem`]. The same arguments
//! give the same bytes.
//!
//! ```
//! use feed::{Content, Entry, Feed, Person};
//!
//! let feed = Feed {
//!     id: "tag:example.org,2025:news".into(),
//!     title: "News of A. Placeholder".into(),
//!     subtitle: None,
//!     base_url: "https://example.org/".into(),
//!     page_url: "https://example.org/".into(),
//!     language: Some("en".into()),
//!     author: Person { name: "A. Placeholder".into(), uri: None, email: None },
//!     path: "feed.xml".into(),
//!     limit: None,
//!     content: Content::Full,
//!     categories: false,
//!     icon: None,
//! };
//! let item = news::Item {
//!     title: "A talk at Example Hall.".into(),
//!     text: "A talk at Example Hall.".into(),
//!     html: r#"A talk at <a href="/hall">Example Hall</a>."#.into(),
//!     ..news::Item::default()
//! };
//! let noon = chrono::DateTime::from_timestamp(1_764_590_400, 0).unwrap();
//! let entry = Entry {
//!     item: &item,
//!     id: "tag:example.org,2025:news/a-talk".into(),
//!     published: noon,
//!     updated: noon,
//! };
//!
//! let (outputs, problems) = feed::outputs(&feed, &[entry]);
//! assert_eq!(problems, []);
//! let paths: Vec<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
//! assert_eq!(paths, ["feed.xml", "feed.json", "feed.css"]);
//! let xml = String::from_utf8(outputs[0].bytes.clone()).unwrap();
//! assert!(xml.contains("https://example.org/#a-talk"));
//! assert!(xml.contains("https://example.org/hall"));
//! ```

mod address;
mod archive;
mod atom;
mod category;
mod channel;
mod html;
mod json;
mod model;
mod paths;
mod previous;
mod story;
mod style;
mod text;

#[cfg(test)]
mod tests;

pub use model::{Content, Entry, Feed, Person};
pub use previous::{Live, known};
use site::{Output, Problem};

/// The files of a feed, in a fixed order: Atom, JSON Feed, style sheet, then
/// the archives from the oldest on.
///
/// Entries are put newest `published` first, whatever their order here;
/// entries of one moment go by id, so that nothing depends on the page.
///
/// **Limit.** The feed and the JSON Feed hold the newest `limit` entries.
/// Where there are more, the older ones are found in archive documents of
/// exactly `limit` entries each, filled from the oldest entry on, so that an
/// entry newer than all others never changes what an archive holds: it waits
/// in the feed until a whole new archive can be made (the newest archive and
/// the feed may overlap; readers know entries by id). An entry *backfilled*
/// among old ones, or an old one removed, shifts the entries after it from
/// archive to archive by one place. That is the price of archives of one
/// size: a subscriber that has kept the old archives misses the backfilled
/// entry; nobody gets one twice, because ids stay.
///
/// **Empty.** A feed without entries is valid too; its `updated` is
/// 2005-12-01, the month of Atom's own publication, until an entry comes.
///
/// # Errors
///
/// Without a usable base URL, page URL, feed id and path nothing is made: the
/// list is empty and the problems say why. An entry without a usable id, with
/// an id that another entry has, or with a stamp that RFC 3339 cannot write is
/// left out with an error. Smaller faults (an author address that is none, a
/// link that leads nowhere) are left out with a warning. Problems of the feed
/// as a whole name no file, since a [`Feed`] does not know where it was set.
///
/// ```
/// # use feed::{Content, Feed, Person};
/// # let author = Person { name: "A. Placeholder".into(), uri: None, email: None };
/// let feed = Feed {
///     base_url: "example.org".into(),
///     // …
/// #    id: "tag:example.org,2025:news".into(), title: "News".into(), subtitle: None,
/// #    page_url: "https://example.org/".into(), language: None, author,
/// #    path: "feed.xml".into(), limit: None, content: Content::Full,
/// #    categories: false, icon: None,
/// };
/// let (outputs, problems) = feed::outputs(&feed, &[]);
/// assert!(outputs.is_empty());
/// assert_eq!(problems[0].code, "bad-base-url");
/// ```
pub fn outputs(feed: &Feed, entries: &[Entry<'_>]) -> (Vec<Output>, Vec<Problem>) {
    let mut problems = Vec::new();
    let Some(channel) = channel::resolve(feed, &mut problems) else {
        return (Vec::new(), problems);
    };
    let stories = story::resolve(feed, &channel, entries, &mut problems);
    let mut outputs = documents(feed, &channel, &stories, &mut problems);
    outputs.insert(outputs.len().min(2), style::sheet(&channel, entries));
    (outputs, problems)
}

fn documents(
    feed: &Feed,
    channel: &channel::Channel,
    stories: &[story::Story],
    problems: &mut Vec<Problem>,
) -> Vec<Output> {
    let plan = archive::plan(stories, feed.limit);
    let archives = plan.archives.len();
    let current = atom::Document::current(channel, plan.current, archives);
    let older = plan.archives.iter().enumerate();
    let older =
        older.map(|(n, stories)| atom::Document::archive(channel, stories, n + 1, archives));

    let mut made = vec![atom::write(&current), json::write(channel, plan.current)];
    made.extend(older.map(|document| atom::write(&document)));
    let mut outputs = Vec::with_capacity(made.len() + 1);
    for result in made {
        match result {
            Ok(output) => outputs.push(output),
            Err(problem) => problems.push(problem),
        }
    }
    outputs
}
