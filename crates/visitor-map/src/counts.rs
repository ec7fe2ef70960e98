use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use site::{Problem, Source};

use crate::Country;

mod fields;
mod read;

pub(crate) use fields::{Fields, day, quoted, whole};
pub(crate) use read::{counts, json};

/// The largest count: above it, programs that read JSON numbers as binary64 no
/// longer agree on what was written (RFC 7493, section 2.2).
pub(crate) const LARGEST: u64 = (1 << 53) - 1;

/// Counts that may be shown to anybody: of a closed window, capped, with noise
/// and a threshold. The only counts that a picture can be made of.
///
/// This is the file `counts.json`; `schema/counts.schema.json` describes it to
/// other programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// The days that were counted.
    pub window: Window,
    /// What one is one of.
    pub unit: Unit,
    /// How much one address adds to a window at most, over all countries; 0
    /// where nothing limits it, as in the totals of another service.
    pub cap: u32,
    /// A country is named from this many on.
    pub k: u64,
    /// The privacy loss of the window; `None` where no noise was added, as in
    /// totals that somebody else had published.
    pub epsilon: Option<f64>,
    /// Where the counts are from, for people: `access log`.
    pub source: String,
    /// The countries that reached the threshold.
    pub countries: BTreeMap<Country, u64>,
    /// What is known of no country.
    pub other: u64,
    /// How many countries were below the threshold, where that may be told.
    pub suppressed: Option<u64>,
}

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Distinct addresses in the window.
    Addresses,
    /// Visits, as another service defines them.
    Visits,
    /// Requests for pages.
    Requests,
}

/// A closed window of days, both ends counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Counts {
    /// Reads a `counts.json`, or says all that is wrong with it and where.
    ///
    /// Strict, because what is not as it should be was not published by these
    /// tools: a count below the threshold, a name that is given twice, a country
    /// that ISO 3166-1 does not know.
    ///
    /// ```
    /// use site::Source;
    /// use visitor_map::Counts;
    ///
    /// let text = r#"{
    ///   "window": {"from": "2026-11-16", "to": "2026-11-22"},
    ///   "unit": "addresses", "cap": 1, "k": 10, "epsilon": 1.0, "source": "access log",
    ///   "countries": {"DE": 31, "MT": 9}, "other": 0, "suppressed": null
    /// }"#;
    /// let problems = Counts::parse(&Source::new("counts.json", text)).unwrap_err();
    /// assert_eq!(
    ///     problems[0].to_string(),
    ///     "counts.json:4:33: error: MT has 9, which is below the threshold of 10 \
    ///      help: publish the counts again; nothing below `k` may be shown",
    /// );
    /// let counts = Counts::parse(&Source::new("counts.json", text.replace("9", "19"))).unwrap();
    /// assert_eq!(counts.total(), 50);
    /// ```
    pub fn parse(source: &Source) -> Result<Counts, Vec<Problem>> {
        let mut problems = Vec::new();
        let value = json(source, &mut problems);
        let counts = value.and_then(|value| read::counts(&value, source, &mut problems));
        match counts {
            Some(counts) if problems.is_empty() => Ok(counts),
            _ => Err(problems),
        }
    }

    /// The canonical form of the file: the same counts are the same bytes.
    ///
    /// ```
    /// # let text = r#"{"window": {"from": "2026-11-16", "to": "2026-11-22"},
    /// # "unit": "addresses", "cap": 1, "k": 10, "epsilon": 1.0, "source": "access log",
    /// # "countries": {"DE": 31}, "other": 0, "suppressed": null}"#;
    /// use visitor_map::Counts;
    ///
    /// let counts = Counts::parse(&site::Source::new("counts.json", text)).unwrap();
    /// let again = Counts::parse(&site::Source::new("counts.json", counts.to_json())).unwrap();
    /// assert_eq!(again, counts);
    /// ```
    pub fn to_json(&self) -> String {
        // Only a key that is no text could fail, and a country is one.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// What was counted in all: the named countries and the rest.
    pub fn total(&self) -> u64 {
        let named = self.countries.values();
        named.fold(self.other, |sum, count| sum.saturating_add(*count))
    }
}

impl Unit {
    /// The word for it in files: `addresses`.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Addresses => "addresses",
            Unit::Visits => "visits",
            Unit::Requests => "requests",
        }
    }

    pub(crate) fn of_name(name: &str) -> Option<Unit> {
        let units = [Unit::Addresses, Unit::Visits, Unit::Requests];
        units.into_iter().find(|unit| unit.name() == name)
    }
}

impl Window {
    /// Whether a day is counted.
    ///
    /// ```
    /// # use chrono::NaiveDate;
    /// let window: visitor_map::Window = "2026-W47".parse().unwrap();
    /// assert!(window.contains(NaiveDate::from_ymd_opt(2026, 11, 16).unwrap()));
    /// assert!(!window.contains(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()));
    /// ```
    pub fn contains(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Whether a day is in both.
    pub fn overlaps(&self, other: &Window) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} to {}", self.from, self.to)
    }
}

#[cfg(test)]
mod tests;
