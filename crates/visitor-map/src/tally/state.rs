use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::counter::span;
use super::{Options, Reason};
use crate::{Country, Window};

/// Exact counts, by window and country. They are raw: to publish them, or to
/// keep them where others read, would tell of single visitors.
///
/// Two tallies can be [merged](Tally::merge), in any order. As no tally holds
/// who was counted, an address that both counted in the same window is counted
/// twice in the merged one; `parts` and [`Tally::cap`] keep account of that, so
/// that the noise added later still covers all that one address can do. Where
/// tallies have no window in common, as with one for each month, merging loses
/// nothing. A sketch that can be merged without double counts (HyperLogLog and
/// its kin) is a digest of hashes: it would have to be kept with its key, and
/// one visitor can move its estimate by more than one, which no noise of a
/// known size covers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    pub(super) warning: Warning,
    /// What was counted.
    pub options: Options,
    /// The windows by their first days.
    pub windows: BTreeMap<NaiveDate, WindowTally>,
    /// What became of the lines.
    pub requests: Requests,
    /// The first and the last day that the logs have requests of, whether those
    /// count or not: a window that is not within them is not whole.
    pub days: Option<Window>,
}

/// The counts of one window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindowTally {
    /// The last day of the window.
    pub to: NaiveDate,
    /// How many tallies were merged into this one, each of which may have
    /// counted the same address.
    pub parts: u32,
    /// How many addresses were counted for each country.
    pub countries: BTreeMap<Country, u64>,
    /// How many addresses are of no country that is known.
    pub unknown: u64,
}

/// What became of the lines.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requests {
    /// Requests that count as visits.
    pub counted: u64,
    /// How many of them come from logs that do not tell which program asked, so
    /// that crawlers are among them.
    #[serde(default)]
    pub nameless: u64,
    /// Requests that do not, by the first reason.
    pub left_out: BTreeMap<Reason, u64>,
    /// Lines that are not of the format.
    pub rejected: u64,
}

impl Requests {
    /// All lines that should have been requests.
    pub fn lines(&self) -> u64 {
        let left_out = self.left_out.values();
        let all = left_out.fold(self.counted, |all, count| all.saturating_add(*count));
        all.saturating_add(self.rejected)
    }

    pub(super) fn leave_out(&mut self, reason: Reason) {
        *self.left_out.entry(reason).or_default() += 1;
    }

    pub(super) fn add(&mut self, other: &Requests) {
        self.counted = self.counted.saturating_add(other.counted);
        self.nameless = self.nameless.saturating_add(other.nameless);
        self.rejected = self.rejected.saturating_add(other.rejected);
        add_all(&mut self.left_out, &other.left_out);
    }
}

/// Two tallies that counted different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mismatch {
    /// What one counted.
    pub one: Options,
    /// What the other counted.
    pub other: Options,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mismatch { one, other } = self;
        write!(
            f,
            "one was counted by {:?} with a cap of {}, another by {:?} with a cap of {}",
            one.grain, one.cap, other.grain, other.cap
        )
    }
}

impl std::error::Error for Mismatch {}

impl Tally {
    /// Both as one: counts, parts and requests add up.
    ///
    /// # Errors
    /// If they did not count the same thing.
    ///
    /// ```
    /// use visitor_map::tally::Tally;
    ///
    /// let text = r#"{"warning":"", "options": {"grain": "month", "cap": 1}, "days": null,
    ///   "requests": {"counted": 5, "left_out": {"crawler": 3}, "rejected": 0},
    ///   "windows": {"2030-10-01": {"to": "2030-10-31", "parts": 1, "countries": {"DE": 4}, "unknown": 0}}}"#;
    /// let tally = Tally::from_json(text.as_bytes()).unwrap();
    /// let both = tally.clone().merge(&tally).unwrap();
    /// let october = "2030-10-01".parse().unwrap();
    /// assert_eq!(both.windows[&october].countries[&"DE".parse().unwrap()], 8);
    /// assert_eq!(both.cap(october), 2);
    /// ```
    pub fn merge(mut self, other: &Tally) -> Result<Tally, Mismatch> {
        if self.options != other.options {
            return Err(Mismatch {
                one: self.options,
                other: other.options,
            });
        }
        for (from, theirs) in &other.windows {
            match self.windows.get_mut(from) {
                Some(ours) => ours.add(theirs),
                None => {
                    self.windows.insert(*from, theirs.clone());
                }
            }
        }
        self.requests.add(&other.requests);
        self.days = span(self.days, other.days);
        Ok(self)
    }

    /// The most that one address adds to the window that begins on a day, over
    /// all countries: the cap, once for each part.
    pub fn cap(&self, from: NaiveDate) -> u32 {
        let parts = self.windows.get(&from).map_or(1, |window| window.parts);
        self.options.cap.saturating_mul(parts)
    }

    /// Whether the logs reach from the first to the last day of a window.
    pub fn is_whole(&self, window: Window) -> bool {
        self.days
            .is_some_and(|days| days.from <= window.from && window.to <= days.to)
    }

    /// The tally as JSON on one line, with its line end. Tallies one after
    /// another are JSON Lines, so that they can go through a pipe.
    pub fn to_json(&self) -> String {
        // Numbers, dates and letters are always written.
        let mut text = serde_json::to_string(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads a tally back.
    ///
    /// # Errors
    /// What is not right, for people. It holds none of the bytes.
    pub fn from_json(text: &[u8]) -> Result<Tally, String> {
        let read: Result<Tally, _> = serde_json::from_slice(text);
        let tally = read.map_err(|error| {
            format!("no tally: something is wrong at column {}", error.column())
        })?;
        match tally.is_sound() {
            true => Ok(tally),
            false => Err("no tally: its windows are none, or its cap is not 1 to 31".to_owned()),
        }
    }

    fn is_sound(&self) -> bool {
        let mut windows = self.windows.iter();
        (1..=31).contains(&self.options.cap)
            && windows.all(|(from, tally)| {
                let window = Window {
                    from: *from,
                    to: tally.to,
                };
                tally.parts > 0 && self.options.grain.window(*from) == Some(window)
            })
    }
}

impl WindowTally {
    fn add(&mut self, other: &WindowTally) {
        self.parts = self.parts.saturating_add(other.parts);
        self.unknown = self.unknown.saturating_add(other.unknown);
        add_all(&mut self.countries, &other.countries);
    }
}

fn add_all<K: Ord + Copy>(to: &mut BTreeMap<K, u64>, from: &BTreeMap<K, u64>) {
    for (key, count) in from {
        let sum = to.entry(*key).or_default();
        *sum = sum.saturating_add(*count);
    }
}

/// The first thing in the file, for whoever opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Warning;

const WARNING: &str = "Exact counts of visitors. Do not publish or commit this file: \
    `cargo xtask publish` makes counts that may be shown.";

impl Serialize for Warning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(WARNING)
    }
}

impl<'de> Deserialize<'de> for Warning {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Warning, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Warning)
    }
}
