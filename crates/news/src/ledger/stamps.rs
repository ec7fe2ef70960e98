//! When an item was published and last changed, no two at the same second.
//!
//! RFC 4287 section 3.3 calls one stamp for several entries of a day
//! inappropriate, and readers that sort by it would shuffle the page.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::Record;
use crate::PartialDate;

/// The records with no two stamps alike, and the seconds they take.
///
/// Only two branches of a site that each added items can have minted the same
/// second; of the two records the later in the ledger moves to the next free
/// one. Otherwise no stamp ever moves.
pub(super) fn settled(records: &[Record]) -> (Vec<Record>, Seconds) {
    let mut records = records.to_vec();
    let mut seconds = Seconds::default();
    let mut clashing = Vec::new();
    for (place, record) in records.iter().enumerate() {
        let (published, updated) = (record.published, record.updated);
        let free = seconds.claim(published.timestamp());
        if !(free && (published == updated || seconds.claim(updated.timestamp()))) {
            clashing.push((place, free));
        }
    }
    for (place, keeps_published) in clashing {
        let record = &mut records[place];
        let unchanged = record.published == record.updated;
        if !keeps_published {
            record.published = time(seconds.take(record.published.timestamp()));
        }
        record.updated = match unchanged {
            true => record.published,
            false => time(seconds.take(record.updated.max(record.published).timestamp())),
        };
    }
    (records, seconds)
}

/// The seconds that are taken, as runs from a first to a last one, so that
/// finding a free one costs no more where a hundred thousand follow another.
#[derive(Default)]
pub(super) struct Seconds {
    runs: BTreeMap<i64, i64>,
}

impl Seconds {
    /// Takes the first free second from `wanted` on.
    pub(super) fn take(&mut self, wanted: i64) -> i64 {
        let before = self
            .runs
            .range(..=wanted)
            .next_back()
            .map(|(&first, &last)| (first, last));
        let (first, second) = match before {
            Some((first, last)) if last >= wanted => (first, last + 1),
            Some((first, last)) if last + 1 == wanted => (first, wanted),
            _ => (wanted, wanted),
        };
        let last = self.runs.remove(&(second + 1)).unwrap_or(second);
        self.runs.insert(first, last);
        second
    }

    fn claim(&mut self, second: i64) -> bool {
        let free = self.last_until(second) != Some(second);
        if free {
            self.take(second);
        }
        free
    }

    /// The last taken second that is not after `second`.
    pub(super) fn last_until(&self, second: i64) -> Option<i64> {
        let (_, &last) = self.runs.range(..=second).next_back()?;
        Some(last.min(second))
    }
}

/// What the stamp of a new item is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The minting: its date holds today, is to come, or is not known. With the
    /// first second that its date holds, where it has one.
    Now(Option<i64>),
    /// Its date, and its place among the items of the same date.
    Past(i64),
}

/// Where an item with `below` items of the same date beneath it belongs.
pub(super) fn origin(date: Option<PartialDate>, below: i64, now: DateTime<Utc>) -> Origin {
    let Some(date) = date else {
        return Origin::Now(None);
    };
    let noon = seconds(date.first_day(), 12).saturating_add(below);
    if date.contains(now.date_naive()) {
        return Origin::Now(Some(seconds(date.first_day(), 0)));
    }
    // Also where so many share a day that their seconds would run past now.
    if noon > now.timestamp() {
        Origin::Now(None)
    } else {
        Origin::Past(noon)
    }
}

/// Whether a date is to come wherever on earth its author may be: the day
/// begins 14 hours earlier in the Line Islands than at Greenwich.
pub(super) fn is_to_come(date: PartialDate, now: DateTime<Utc>) -> bool {
    seconds(date.first_day(), 0) - 14 * 3600 > now.timestamp()
}

/// Where `count` stamps of this minting begin, the lowest on the page first, so
/// that the last is now: later than what is there, unless that would put them
/// more than a minute ahead of the clock.
pub(super) fn begin(taken: &Seconds, count: i64, not_before: Option<i64>, now: i64) -> i64 {
    let begin = now - (count - 1);
    let after_others = taken.last_until(now).map_or(begin, |last| last + 1);
    let inside = not_before.filter(|&first| first <= now).unwrap_or(begin);
    let later = begin.max(after_others).max(inside);
    if later + count - 1 > now + 60 {
        begin
    } else {
        later
    }
}

/// A whole second as a time; the last one there is for those beyond.
pub(super) fn time(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

fn seconds(day: NaiveDate, hour: i64) -> i64 {
    (day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(hour)).timestamp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_next_free_second() {
        let mut seconds = Seconds::default();
        assert_eq!(
            [5, 5, 4, 4, 9, 8, 4].map(|second| seconds.take(second)),
            [5, 6, 4, 7, 9, 8, 10]
        );
        assert_eq!(seconds.runs, BTreeMap::from([(4, 10)]));
        assert_eq!(seconds.last_until(6), Some(6));
        assert_eq!(seconds.last_until(3), None);
    }
}
