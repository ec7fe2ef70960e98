//! Which records are worth comparing with an item.
//!
//! Comparing all with all would be quadratic. An item is compared with at most
//! [`MOST`] records: those that share its links and its rarest words, and those
//! that stand where it stands. Where a word has many records, only those
//! nearest to the item's place are looked at, so that a list of a hundred
//! thousand items with the same words costs no more than any other.

use std::collections::BTreeMap;

use super::similarity::Features;
use super::table::{Row, Table};
use crate::PartialDate;

const MOST: usize = 24;
const RAREST_WORDS: usize = 8;
const LINKS: usize = 4;
const FOR_EACH: usize = 16;

/// The free records by their words and links, and by their place.
pub(super) struct Candidates {
    // Where each bucket of hashes begins in `records`, and one past the last.
    starts: Vec<u32>,
    // Records in rank order in each bucket.
    records: Vec<u32>,
    // In rank order.
    free: Vec<u32>,
    // The first of each date, as a place in `free`.
    dates: BTreeMap<Option<PartialDate>, usize>,
}

impl Candidates {
    /// `features` belong to the table's `free` records, in the same order.
    pub(super) fn new(table: &Table, free: &[usize], features: &[Features]) -> Candidates {
        let postings = || {
            free.iter().zip(features).flat_map(|(&record, features)| {
                hashes(&table.records[record], features).map(move |hash| (hash, to_u32(record)))
            })
        };
        let buckets = postings().count().next_power_of_two();
        let mut starts = vec![0_u32; buckets + 1];
        for (hash, _) in postings() {
            starts[hash as usize % buckets + 1] += 1;
        }
        for bucket in 0..buckets {
            starts[bucket + 1] += starts[bucket];
        }
        let mut next = starts.clone();
        let mut records = vec![0; starts[buckets] as usize];
        for (hash, record) in postings() {
            let slot = &mut next[hash as usize % buckets];
            records[*slot as usize] = record;
            *slot += 1;
        }
        let mut dates = BTreeMap::new();
        for (nth, &record) in free.iter().enumerate() {
            dates.entry(table.records[record].date).or_insert(nth);
        }
        let free = free.iter().map(|&record| to_u32(record)).collect();
        Candidates {
            starts,
            records,
            free,
            dates,
        }
    }

    /// The records to compare an item with: those that share most first, then
    /// by rank. `nth` says which of its date's free items it is, from the top.
    pub(super) fn of(&self, row: &Row, features: &Features, nth: usize) -> Vec<u32> {
        let nth = self.dates.get(&row.date).map_or(0, |first| first + nth);
        let place = self
            .free
            .get(nth)
            .or(self.free.last())
            .copied()
            .unwrap_or(0);
        let mut words: Vec<&[u32]> = features
            .words
            .iter()
            .map(|&word| self.bucket(word))
            .collect();
        words.retain(|bucket| !bucket.is_empty());
        words.sort_by_key(|bucket| bucket.len());
        let links = row
            .links
            .iter()
            .take(LINKS)
            .map(|&link| self.bucket(link_hash(link)));
        let buckets = words.into_iter().take(RAREST_WORDS).chain(links);
        let mut found: Vec<u32> = buckets
            .flat_map(|bucket| nearest(bucket, place))
            .copied()
            .collect();
        found.extend(nearest(&self.free, place));
        most_often(found)
    }

    fn bucket(&self, hash: u32) -> &[u32] {
        let bucket = hash as usize % (self.starts.len() - 1);
        &self.records[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }
}

fn hashes(row: &Row, features: &Features) -> impl Iterator<Item = u32> {
    features
        .words
        .iter()
        .copied()
        .chain(row.links.iter().map(|&link| link_hash(link)))
}

fn link_hash(link: u64) -> u32 {
    (link >> 32) as u32
}

// At most FOR_EACH records around a place.
fn nearest(sorted: &[u32], place: u32) -> &[u32] {
    let at = sorted.partition_point(|&record| record < place);
    let first = at
        .saturating_sub(FOR_EACH / 2)
        .min(sorted.len().saturating_sub(FOR_EACH));
    &sorted[first..sorted.len().min(first + FOR_EACH)]
}

fn most_often(mut found: Vec<u32>) -> Vec<u32> {
    found.sort_unstable();
    let mut votes: Vec<(usize, u32)> = found
        .chunk_by(|a, b| a == b)
        .map(|same| (usize::MAX - same.len(), same[0]))
        .collect();
    votes.sort_unstable();
    votes
        .into_iter()
        .take(MOST)
        .map(|(_, record)| record)
        .collect()
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
