//! The ledger: one identity for each item, for good.
//!
//! A feed reader shows an entry as new when its id is one it has not seen
//! (RFC 4287 section 4.2.6 wants an id that no edit changes, and suggests to
//! store it). A line in a list has no id of its own, so one is minted when the
//! item is first seen and kept, with its stamps, in a file beside the page.
//! [`identify`] matches a list to that file and says what is new;
//! [`read_only_ids`] serves where there is none.
//!
//! # Which item is which
//!
//! Every rule pairs items and records one to one, and each sees only what the
//! rules before it left over:
//!
//! 1. the id that the author wrote: the one stored, or the last part of a
//!    record's id;
//! 2. the same text, links and date;
//! 3. the same words in the same order and the same date, whatever the links;
//! 4. **evidence**: the share of words in common, weighed by how rare they are
//!    in this list (boilerplate such as "is accepted at" says little, a
//!    project's name much), links in common, weighed the same way, how near the
//!    dates are, and whether the neighbours are the same. Best pair first;
//! 5. **elimination**: what is left of a date between the same two neighbours
//!    on the page and in the ledger was rewritten from top to bottom.
//!
//! So a *rewrite* keeps its date, or one a month away, and a fair share of its
//! rare words or one of its links, or it stands alone where the old item stood
//! with no link that says otherwise. Anything else is a *replacement*: one item
//! gone and one new. Two ways to pair that are as good as each other are
//! reported as `identity-tie`, and elimination without a word in common as
//! `identity-guess`.

mod candidates;
mod digest;
mod elimination;
mod evidence;
mod identify;
mod links;
mod matching;
mod mint;
mod parse;
mod problems;
mod render;
mod seed;
mod similarity;
mod slug;
mod stamps;
mod table;

pub use identify::{Change, Entry, Identified, Minting, identify};
pub use mint::read_only_ids;
pub use problems::item_problems;

use chrono::{DateTime, Utc};

use crate::PartialDate;

/// How many characters of an item's text a [`Record`] keeps; what lies beyond
/// counts for the digest alone.
pub const TEXT_LIMIT: usize = 500;

/// Every item that a News list ever had, with its permanent id and its stamps.
///
/// ```
/// use news::{Item, Ledger, Minting, identify};
/// use site::Source;
///
/// let item = Item { title: "We moved".into(), text: "We moved.".into(), ..Item::default() };
/// let now = "2025-12-04T09:30:00Z".parse().unwrap();
/// let minting = Minting { authority: "example.org", now };
/// let seen = identify(&[item], &Ledger::default(), &minting);
/// assert_eq!(seen.entries[0].id, "tag:example.org,2025-12-04:news/we-moved");
///
/// let file = Source::new("news.lock", seen.ledger.render());
/// assert_eq!(Ledger::parse(&file), Ok(seen.ledger));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    // Absent only while no list has been identified.
    feed: Option<String>,
    // Sorted by date, then id; no id twice.
    records: Vec<Record>,
}

impl Ledger {
    /// The records by date, those without one first, then by id.
    ///
    /// ```
    /// assert!(news::Ledger::default().records().is_empty());
    /// ```
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The permanent id of the list as a whole, which its feed goes by
    /// (RFC 4287 section 4.2.6); empty where no list has been identified yet.
    ///
    /// ```
    /// let minting = news::Minting {
    ///     authority: "example.org",
    ///     now: "2025-12-04T09:30:00Z".parse().unwrap(),
    /// };
    /// let seen = news::identify(&[], &news::Ledger::default(), &minting);
    /// assert_eq!(seen.ledger.feed_id(), "tag:example.org,2025-12-04:news");
    /// ```
    pub fn feed_id(&self) -> &str {
        self.feed.as_deref().unwrap_or_default()
    }

    fn new(feed: Option<String>, mut records: Vec<Record>) -> Ledger {
        records.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
        Ledger { feed, records }
    }
}

/// One item as it was when it was last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The permanent id, usually a `tag:` URI (RFC 4151).
    pub id: String,
    /// The date as written.
    pub date: Option<PartialDate>,
    /// When the item was first seen, or where its date puts it; whole seconds.
    pub published: DateTime<Utc>,
    /// When it last changed in substance; never before `published`.
    pub updated: DateTime<Utc>,
    /// FNV-1a (64 bits) of the whole text and the links.
    pub digest: u64,
    /// The targets of its links, as written.
    pub links: Vec<String>,
    /// The first [`TEXT_LIMIT`] characters of its text.
    pub text: String,
    /// The id that the author wrote on it.
    pub anchor: Option<String>,
    /// Whether it was missing from the list last time.
    pub gone: bool,
}
