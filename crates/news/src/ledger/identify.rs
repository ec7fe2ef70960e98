//! A list and its ledger to entries, and to the ledger that follows.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use site::Problem;

use super::links::Hosts;
use super::matching::match_list;
use super::mint::{self, Mint};
use super::similarity::likeness;
use super::stamps::{self, Origin, Seconds};
use super::table::owned_anchors;
use super::{Ledger, Record, digest, problems};
use crate::{Item, PartialDate};

/// Less of its words in common with what it was, in thousandths, and an item
/// says mostly something else.
const MOSTLY_NEW: u64 = 500;

/// What a new id and a new stamp are made of.
#[derive(Debug, Clone, Copy)]
pub struct Minting<'a> {
    /// The site's DNS name, `example.org`.
    pub authority: &'a str,
    /// The time of this run.
    pub now: DateTime<Utc>,
}

/// A list with its identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    /// One for each item, in the same order.
    pub entries: Vec<Entry>,
    /// The ledger to keep from now on.
    pub ledger: Ledger,
    /// How many items have left the list since the last time.
    pub gone: usize,
    /// What the author should know, in page order.
    pub problems: Vec<Problem>,
}

/// The identity of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The permanent id.
    pub id: String,
    /// When the item was first seen, or where its date puts it.
    pub published: DateTime<Utc>,
    /// When it last changed in substance.
    pub updated: DateTime<Utc>,
    /// What happened to it since the last time.
    pub change: Change,
}

/// What happened to an item since the ledger was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Nothing.
    Kept,
    /// Its text, its links, its date or the author's id; the id stays.
    Edited,
    /// It came back after it had left; id and stamps stay.
    Restored,
    /// It was never here before.
    New,
}

/// Gives every item its permanent id and its stamps.
///
/// An item that the ledger knows keeps its id and `published`, whatever
/// happened to it; a new one gets an id that no record ever had. `published`
/// is now where now lies inside the item's date, where that is to come or not
/// known; otherwise its first day at 12:00 UTC and one second for each item of
/// the same date below. `updated` is `published` until the item gets a new link
/// or mostly new text (less than half of its three-letter runs in common).
/// No two records share a second. With the same items the ledger returned is
/// returned again, at any later time.
///
/// The problems are warnings `future-date`, `duplicate-anchor`, `identity-tie`
/// and `bad-authority` (an error: ids are then minted under `invalid`) and the
/// note `identity-guess`. Takes time in n log n of the items and records.
///
/// ```
/// use news::{Change, Item, Ledger, Minting, PartialDate, identify};
///
/// let mut item = Item {
///     date: PartialDate::month(2025, 12),
///     title: "WebSTAR is released".into(),
///     text: "WebSTAR is relaesed! Try it.".into(),
///     ..Item::default()
/// };
/// let minting = Minting { authority: "example.org", now: "2026-02-01T08:00:00Z".parse().unwrap() };
/// let first = identify(std::slice::from_ref(&item), &Ledger::default(), &minting);
/// assert_eq!(first.entries[0].id, "tag:example.org,2025-12:news/webstar-is-released");
/// assert_eq!(first.entries[0].published.to_rfc3339(), "2025-12-01T12:00:00+00:00");
///
/// item.text = "WebSTAR is released! Try it.".into();
/// let second = identify(&[item], &first.ledger, &minting);
/// assert_eq!(second.entries[0].change, Change::Edited);
/// assert_eq!(second.entries[0].id, first.entries[0].id);
/// assert_eq!(second.entries[0].updated, first.entries[0].updated);
/// ```
pub fn identify(items: &[Item], ledger: &Ledger, minting: &Minting) -> Identified {
    let ids = || ledger.records.iter().map(|record| record.id.as_str());
    let hosts = Hosts::new(minting.authority, ids());
    let matching = match_list(items, ledger, &hosts);
    let problems = problems::all(items, ledger, &matching.doubts, minting);
    let (mut records, mut seconds) = stamps::settled(&ledger.records);
    let stamps = stamp(
        items,
        &records,
        &matching.record_of,
        &hosts,
        &mut seconds,
        minting.now,
    );
    let gone = mark_gone(&mut records, &matching.record_of);
    let authority = mint::authority_of(minting.authority).unwrap_or_else(|| "invalid".to_owned());
    let feed = ledger.feed.clone();
    let feed = feed.unwrap_or_else(|| mint::feed_id(&authority, minting.now));
    let mut mint = Mint::new(ids());
    let anchors = owned_anchors(items);
    let mut entries = Vec::with_capacity(items.len());
    // From the bottom, so that of two new twins the older has the plain id.
    for (place, item) in items.iter().enumerate().rev() {
        let (anchor, known) = (anchors[place], matching.record_of[place]);
        let id = match known {
            Some(known) => records[known].id.clone(),
            None => mint.id(item, anchor, &authority, minting.now),
        };
        let record = record(item, anchor, id, stamps[place]);
        entries.push(entry(&record, known.map(|known| &ledger.records[known])));
        match known {
            Some(known) => records[known] = record,
            None => records.push(record),
        }
    }
    entries.reverse();
    Identified {
        entries,
        ledger: Ledger::new(Some(feed), records),
        gone,
        problems,
    }
}

fn record(item: &Item, anchor: Option<&str>, id: String, stamps: Stamps) -> Record {
    Record {
        anchor: anchor.map(str::to_owned),
        ..Record::of(item, id, stamps.published, stamps.updated)
    }
}

fn entry(record: &Record, before: Option<&Record>) -> Entry {
    let content = |record: &Record| (record.digest, record.date, record.anchor.clone());
    let change = match before {
        None => Change::New,
        Some(before) if before.gone => Change::Restored,
        Some(before) if content(before) == content(record) => Change::Kept,
        Some(_) => Change::Edited,
    };
    Entry {
        id: record.id.clone(),
        published: record.published,
        updated: record.updated,
        change,
    }
}

fn mark_gone(records: &mut [Record], record_of: &[Option<usize>]) -> usize {
    let mut here = vec![false; records.len()];
    for &record in record_of.iter().flatten() {
        here[record] = true;
    }
    let mut gone = 0;
    for (record, here) in records.iter_mut().zip(here) {
        gone += usize::from(!here && !record.gone);
        record.gone = !here;
    }
    gone
}

/// What of an item's entry is stamped when.
#[derive(Debug, Clone, Copy)]
struct Stamps {
    published: DateTime<Utc>,
    updated: DateTime<Utc>,
}

fn stamp(
    items: &[Item],
    records: &[Record],
    record_of: &[Option<usize>],
    hosts: &Hosts,
    seconds: &mut Seconds,
    now: DateTime<Utc>,
) -> Vec<Stamps> {
    let mut stamps = vec![
        Stamps {
            published: now,
            updated: now
        };
        items.len()
    ];
    // What happens now, from the bottom of the page.
    let mut pending = Vec::new();
    let mut not_before = None;
    let mut below: BTreeMap<Option<PartialDate>, i64> = BTreeMap::new();
    for (place, item) in items.iter().enumerate().rev() {
        let count = below.entry(item.date).or_default();
        let origin = stamps::origin(item.date, *count, now);
        *count += 1;
        match (record_of[place].map(|record| &records[record]), origin) {
            (Some(record), _) => {
                stamps[place] = Stamps {
                    published: record.published,
                    updated: record.updated,
                };
                if is_significant(item, record, hosts) {
                    pending.push(place);
                }
            }
            (None, Origin::Past(second)) => {
                let time = stamps::time(seconds.take(second));
                stamps[place] = Stamps {
                    published: time,
                    updated: time,
                };
            }
            (None, Origin::Now(first)) => {
                not_before = not_before.max(first);
                pending.push(place);
            }
        }
    }
    stamp_now(&pending, not_before, record_of, &mut stamps, seconds, now);
    stamps
}

/// Stamps what is new, and what changed in substance, with this minting.
fn stamp_now(
    pending: &[usize],
    not_before: Option<i64>,
    record_of: &[Option<usize>],
    stamps: &mut [Stamps],
    seconds: &mut Seconds,
    now: DateTime<Utc>,
) {
    let count = i64::try_from(pending.len()).unwrap_or(i64::MAX);
    let mut next = stamps::begin(seconds, count, not_before, now.timestamp());
    for &place in pending {
        if record_of[place].is_none() {
            let second = seconds.take(next);
            next = second + 1;
            let time = stamps::time(second);
            stamps[place] = Stamps {
                published: time,
                updated: time,
            };
        } else {
            // A clock set back moves nothing back.
            let after = stamps[place].updated.timestamp() + 1;
            let second = seconds.take(next.max(after));
            next += 1;
            stamps[place].updated = stamps::time(second);
        }
    }
}

fn is_significant(item: &Item, record: &Record, hosts: &Hosts) -> bool {
    if record.digest == digest::of_item(&item.text, &item.links) {
        return false;
    }
    let known = hosts.keys(&record.links);
    let is_new = |link: &u64| known.binary_search(link).is_err();
    hosts.keys(&item.links).iter().any(is_new) || likeness(&item.text, &record.text) < MOSTLY_NEW
}
