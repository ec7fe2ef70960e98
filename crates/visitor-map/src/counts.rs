use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Country;

/// Counts that may be shown to anybody: of a closed window, capped, with noise
/// and a threshold. The only counts that a picture can be made of.
///
/// This is the file `counts.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// The days that were counted.
    pub window: Window,
    /// What one is one of.
    pub unit: Unit,
    /// How much one address adds to a window at most, over all countries.
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
