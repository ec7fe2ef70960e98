//! Which records are worth comparing with an item.
//!
//! Comparing all with all would be quadratic. An item is compared with at most
//! [`MOST`] records: those that share its links, its rarest words or its whole
//! wording, and those that stand where it stands. Where a word has many
//! records, only those nearest to the item's place are looked at, so that a
//! list of a hundred thousand items with the same words costs no more than any
//! other.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::similarity::Features;
use super::table::Row;
use crate::PartialDate;

const MOST: usize = 16;
const RAREST_WORDS: usize = 8;
const LINKS: usize = 4;
const FOR_EACH: usize = 16;

/// Records, newest first, by their words and links, and by their place.
pub(super) struct Candidates {
    // Where each bucket of hashes begins in `places`, and one past the last.
    starts: Vec<u32>,
    // Ascending in each bucket.
    places: Vec<u32>,
    // The first of each date.
    dates: BTreeMap<Option<PartialDate>, usize>,
    count: usize,
}

impl Candidates {
    /// `features` are those of the rows' texts.
    pub(super) fn new(rows: &[&Row], features: &[Features]) -> Candidates {
        let hashes = || {
            rows.iter()
                .zip(features)
                .zip(0_u32..)
                .flat_map(|((row, features), place)| {
                    let links = row
                        .links
                        .iter()
                        .copied()
                        .chain(row.wording())
                        .map(shortened);
                    features
                        .words
                        .iter()
                        .copied()
                        .chain(links)
                        .map(move |hash| (hash, place))
                })
        };
        let buckets = hashes().count().next_power_of_two();
        let mut starts = vec![0_u32; buckets + 1];
        for (hash, _) in hashes() {
            starts[hash as usize % buckets + 1] += 1;
        }
        for bucket in 0..buckets {
            starts[bucket + 1] += starts[bucket];
        }
        let mut next = starts.clone();
        let mut places = vec![0; starts[buckets] as usize];
        for (hash, place) in hashes() {
            let slot = &mut next[hash as usize % buckets];
            places[*slot as usize] = place;
            *slot += 1;
        }
        let mut dates = BTreeMap::new();
        for (place, row) in rows.iter().enumerate() {
            dates.entry(row.date).or_insert(place);
        }
        Candidates {
            starts,
            places,
            dates,
            count: rows.len(),
        }
    }

    /// The places of the records to compare an item with: those that share
    /// most and rarest first, then in order. `nth` says which of its date's items that
    /// have no record yet it is, from the top.
    pub(super) fn of(&self, row: &Row, words: &[u32], nth: usize) -> Vec<usize> {
        let place = self.dates.get(&row.date).map_or(0, |first| first + nth);
        let mut words: Vec<&[u32]> = words.iter().map(|&word| self.bucket(word)).collect();
        words.retain(|bucket| !bucket.is_empty());
        words.sort_by_key(|bucket| bucket.len());
        let links = row.links.iter().copied().take(LINKS).chain(row.wording());
        let links = links.map(|hash| self.bucket(shortened(hash)));
        let buckets = words.into_iter().take(RAREST_WORDS).chain(links);
        let mut found: Vec<(usize, usize)> =
            around(place, self.count).map(|place| (place, 1)).collect();
        for bucket in buckets {
            // A word that only one record has says as much as many common ones.
            let votes = 1 + FOR_EACH / bucket.len().max(1);
            let at = bucket.partition_point(|&other| (other as usize) < place);
            found.extend(around(at, bucket.len()).map(|at| (bucket[at] as usize, votes)));
        }
        most_voted(found)
    }

    fn bucket(&self, hash: u32) -> &[u32] {
        let bucket = hash as usize % (self.starts.len() - 1);
        &self.places[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }
}

fn shortened(hash: u64) -> u32 {
    (hash >> 32) as u32
}

// At most FOR_EACH of `count` places around one.
fn around(place: usize, count: usize) -> Range<usize> {
    let first = place
        .saturating_sub(FOR_EACH / 2)
        .min(count.saturating_sub(FOR_EACH));
    first..count.min(first + FOR_EACH)
}

fn most_voted(mut found: Vec<(usize, usize)>) -> Vec<usize> {
    found.sort_unstable();
    let alike = found.chunk_by(|a, b| a.0 == b.0);
    let count = |votes: &[(usize, usize)]| votes.iter().map(|&(_, votes)| votes).sum::<usize>();
    let mut ranked: Vec<_> = alike
        .map(|votes| (Reverse(count(votes)), votes[0].0))
        .collect();
    ranked.sort_unstable();
    // What has a quarter of the first one's votes will not outscore it.
    let first = ranked.first().map_or(0, |&(Reverse(votes), _)| votes);
    ranked.retain(|&(Reverse(votes), _)| 4 * votes >= first);
    ranked
        .into_iter()
        .take(MOST)
        .map(|(_, place)| place)
        .collect()
}
