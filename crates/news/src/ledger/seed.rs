//! A ledger made of what another source remembers, such as a feed that was
//! published.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Ledger, Record, TEXT_LIMIT, digest};
use crate::Item;

impl Ledger {
    /// A ledger of these records, of two with one id the first; `feed` is the
    /// permanent id of the list, where it has one.
    ///
    /// ```
    /// use news::{Item, Ledger, Record};
    ///
    /// let item = Item { text: "We moved.".into(), ..Item::default() };
    /// let noon = "2025-12-04T12:00:00Z".parse().unwrap();
    /// let record = Record::of(&item, "tag:example.org,2025:news/we-moved".into(), noon, noon);
    /// let ledger = Ledger::of_records(None, [record.clone(), record]);
    /// assert_eq!(ledger.records().len(), 1);
    /// ```
    pub fn of_records(feed: Option<String>, records: impl IntoIterator<Item = Record>) -> Ledger {
        let mut seen = BTreeSet::new();
        let records = records.into_iter();
        let once = records.filter(|record| seen.insert(record.id.clone()));
        Ledger::new(feed, once.collect())
    }
}

impl Record {
    /// What a ledger keeps of an item that is on its page. An `updated` before
    /// `published` is taken for it.
    ///
    /// ```
    /// # use news::{Item, Record};
    /// let item = Item { text: "We moved.".into(), ..Item::default() };
    /// let noon = "2025-12-04T12:00:00Z".parse().unwrap();
    /// assert_eq!(Record::of(&item, "tag:x,2025:1".into(), noon, noon).text, "We moved.");
    /// ```
    pub fn of(item: &Item, id: String, published: DateTime<Utc>, updated: DateTime<Utc>) -> Record {
        Record {
            id,
            date: item.date,
            published,
            updated: updated.max(published),
            digest: digest::of_item(&item.text, &item.links),
            links: item.links.clone(),
            text: item.text.chars().take(TEXT_LIMIT).collect(),
            anchor: item.anchor.clone().filter(|anchor| !anchor.is_empty()),
            gone: false,
        }
    }

    /// Whether an id can stand in a ledger: an absolute URI, in ASCII.
    ///
    /// ```
    /// assert!(news::Record::is_id("https://example.org/2025/we-moved.html"));
    /// assert!(!news::Record::is_id("we moved"));
    /// ```
    pub fn is_id(id: &str) -> bool {
        let scheme = id.split_once(':').map_or("", |(scheme, _)| scheme);
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && id.bytes().all(|byte| byte.is_ascii_graphic())
    }
}
