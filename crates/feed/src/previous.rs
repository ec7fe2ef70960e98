//! The feed that is published now, taken for the ledger where none is kept.
//!
//! A feed carries an item's id and stamps, and its words, but not all that a
//! ledger keeps: links are absolute there, dates are stamps. What an entry was
//! made of is therefore looked up among the items as they are now: the entry of
//! an item that nobody touched is exactly what that item gives again. Only of an
//! item that was edited the entry itself has to tell what it was.

mod dictionary;
mod old;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use news::{Change, Item, Ledger, Minting, Record};
use site::{Problem, Severity, Source};

use dictionary::Dictionary;
use old::Old;
use read::Published;

use crate::Feed;

/// What is published of a site's News now.
#[derive(Debug, Clone, Copy)]
pub struct Live<'a> {
    /// The feed, Atom 1.0 or RSS 2.0, and, where it has them, its archives.
    pub feeds: &'a [Source],
    /// What the feed is to be from now on; its id counts for nothing here.
    pub feed: &'a Feed,
    /// The News items as they are now.
    pub items: &'a [Item],
}

/// The ledger with what the published feed knows and it does not: the ids and
/// stamps of items, so that these are no news to anybody.
///
/// The ledger wins: a record of its own is never changed, and an item that it
/// knows takes nothing from the feed. From an empty ledger comes one with which
/// [`news::identify`] gives what it would have given with the ledger that the
/// feed was made with, within what a feed can tell:
///
/// - what has left the page is not in the feed, and comes back as new, though
///   under the id it had if its words are the same;
/// - of a feed of summaries only the first link is known, so that only a change
///   of that counts as one of substance.
///
/// A feed of another program is welcome: an entry with the title of an item, or
/// leading where an item does, gives it its id and stamps, and an entry that is
/// like no item is left out. With a match its feed's id is kept too.
///
/// # Errors
///
/// A feed that cannot be read is the error `previous-feed`, and then the ledger
/// comes back as it was: going on would show old items as new. An entry without
/// a usable id or without a time is the warning `previous-entry` and left out.
///
/// ```
/// use feed::{Content, Entry, Feed, Live, Person};
/// use news::{Item, Ledger, Minting};
/// use site::Source;
///
/// let mut feed = Feed {
///     // …
/// #    id: "tag:example.org,2025:news".into(), title: "News".into(), subtitle: None,
/// #    base_url: "https://example.org/".into(), page_url: "https://example.org/".into(),
/// #    language: None, path: "feed.xml".into(), limit: None, content: Content::Full,
/// #    author: Person { name: "A. Placeholder".into(), uri: None, email: None },
/// #    categories: false, icon: None,
/// };
/// let item = Item { title: "We moved".into(), text: "We moved".into(), ..Item::default() };
/// let live = Source::new("feed.xml", r#"<feed xmlns="http://www.w3.org/2005/Atom">
///   <id>https://example.org/blog/</id>
///   <entry><id>https://example.org/blog/7</id><title>We moved</title>
///     <published>2025-12-04T10:00:00+01:00</published></entry></feed>"#);
///
/// let minting = Minting { authority: "example.org", now: "2026-02-01T08:00:00Z".parse().unwrap() };
/// let live = Live { feeds: &[live], feed: &feed, items: &[item.clone()] };
/// let (ledger, problems) = feed::known(live, &Ledger::default(), &minting);
/// assert_eq!(problems, []);
/// let seen = news::identify(&[item], &ledger, &minting);
/// assert_eq!(seen.entries[0].id, "https://example.org/blog/7");
/// assert_eq!(seen.entries[0].published.to_rfc3339(), "2025-12-04T09:00:00+00:00");
/// assert_eq!(ledger.feed_id(), "https://example.org/blog/");
/// ```
pub fn known(live: Live<'_>, ledger: &Ledger, minting: &Minting) -> (Ledger, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut feeds = Vec::new();
    for source in live.feeds {
        match read::read(source) {
            Ok(feed) => feeds.push((source, feed)),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        let ledger = filled(live, &feeds, ledger, minting, &mut problems);
        return (ledger, problems);
    }
    (ledger.clone(), problems)
}

fn filled(
    live: Live<'_>,
    feeds: &[(&Source, Published)],
    ledger: &Ledger,
    minting: &Minting,
    problems: &mut Vec<Problem>,
) -> Ledger {
    let unknown = unknown(live.items, ledger, minting);
    let dictionary = Dictionary::new(&unknown, live.feed);
    let taken: BTreeSet<&str> = ledger.records().iter().map(|it| it.id.as_str()).collect();
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for (source, feed) in feeds {
        let records = if feed.is_ours { &mut own } else { &mut others };
        let mut left_out = 0_usize;
        for old in &feed.entries {
            match record(old, feed.is_ours, &dictionary) {
                Some(record) if taken.contains(record.id.as_str()) => {}
                Some(record) => records.push(record),
                None => left_out += 1,
            }
        }
        problems.extend(unusable(source, left_out));
    }
    let from_others: BTreeSet<String> = others.iter().map(|record| record.id.clone()).collect();
    own.append(&mut others);
    let seed = Ledger::of_records(feed_id(feeds), own);
    let seen = news::identify(&unknown, &seed, minting);
    let here: BTreeSet<&str> = seen.entries.iter().map(|entry| entry.id.as_str()).collect();
    // What another program's feed has beside our items is not ours to keep, nor
    // what a ledger would have kept if it had been there.
    let is_kept = |record: &&Record| {
        let keeps_all = ledger.records().is_empty() && !from_others.contains(&record.id);
        keeps_all || here.contains(record.id.as_str())
    };
    let kept: Vec<Record> = seed.records().iter().filter(is_kept).cloned().collect();
    let knows = !kept.is_empty() || feeds.iter().any(|(_, feed)| feed.is_ours);
    let id = match ledger.feed_id() {
        "" => feed_id(feeds).filter(|_| knows),
        id => Some(id.to_owned()),
    };
    Ledger::of_records(id, ledger.records().iter().cloned().chain(kept))
}

// The items that the ledger does not know.
fn unknown(items: &[Item], ledger: &Ledger, minting: &Minting) -> Vec<Item> {
    let seen = news::identify(items, ledger, minting);
    let pairs = items.iter().zip(seen.entries);
    let new = pairs.filter(|(_, entry)| entry.change == Change::New);
    new.map(|(item, _)| item.clone()).collect()
}

fn feed_id(feeds: &[(&Source, Published)]) -> Option<String> {
    let (_, first) = feeds.iter().find(|(_, feed)| feed.id.is_some())?;
    first.id.clone().filter(|id| Record::is_id(id))
}

fn record(old: &Old, is_ours: bool, dictionary: &Dictionary<'_>) -> Option<Record> {
    let (published, updated) = old.stamps()?;
    let is_usable = Record::is_id(&old.id) && crate::address::is_id(&old.id);
    let item = is_usable.then(|| match is_ours {
        true => dictionary.of_ours(old),
        false => dictionary.of_others(old),
    })?;
    Some(Record::of(&item, old.id.clone(), published, updated))
}

fn unusable(source: &Source, count: usize) -> Option<Problem> {
    let message = match count {
        0 => return None,
        1 => "one entry has no usable id or no time, and is left out".to_owned(),
        count => format!("{count} entries have no usable id or no time, and are left out"),
    };
    let problem = Problem::in_file("previous-entry", source.path.as_str(), message);
    Some(problem.severity(Severity::Warning))
}
