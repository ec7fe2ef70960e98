use std::collections::{BTreeMap, BTreeSet};

use super::{Epsilon, is_listed};
use crate::{Country, Unit, Window};

/// Exact counts of one window, never to be written where others can read them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    /// What one is one of.
    pub unit: Unit,
    /// How much one address added at most; 0 where nothing limited it.
    pub cap: u32,
    /// Where the counts are from, for people: `access log`.
    pub source: String,
    /// The countries of the fixed list; see [`Raw::add`].
    pub countries: BTreeMap<Country, u64>,
    /// What is known of no country.
    pub other: u64,
}

impl Raw {
    /// Nothing yet.
    pub fn new(unit: Unit, cap: u32, source: impl Into<String>) -> Raw {
        Raw {
            unit,
            cap,
            source: source.into(),
            countries: BTreeMap::new(),
            other: 0,
        }
    }

    /// Adds to a country by its letters, small or large; what is not one of
    /// [`countries`](super::countries) is known of no country.
    ///
    /// ```
    /// use visitor_map::Unit;
    /// use visitor_map::publish::Raw;
    ///
    /// let mut raw = Raw::new(Unit::Addresses, 1, "access log");
    /// raw.add("de", 2);
    /// raw.add("DE", u64::MAX);
    /// raw.add("T1", 5);
    /// assert_eq!(raw.countries.into_values().collect::<Vec<_>>(), [u64::MAX]);
    /// assert_eq!(raw.other, 5);
    /// ```
    pub fn add(&mut self, code: &str, count: u64) {
        let country = code.parse().ok().filter(is_listed);
        let sum = match country {
            Some(country) => self.countries.entry(country).or_default(),
            None => &mut self.other,
        };
        *sum = sum.saturating_add(count);
    }
}

/// What is asked of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The week or month.
    pub window: Window,
    /// The privacy loss for one unit.
    pub epsilon: Epsilon,
    /// A country is named from this many on, after the noise.
    pub k: u64,
    /// Countries of which nothing is ever published, not even within a sum.
    /// Not recorded, since it would tell what it is there to hide.
    pub never: BTreeSet<Country>,
}

impl Terms {
    /// The defaults for a window: ε 1 and k 10, with which one map in a hundred
    /// names a country that nobody came from.
    pub fn new(window: Window) -> Terms {
        Terms {
            window,
            epsilon: Epsilon::ONE,
            k: 10,
            never: BTreeSet::new(),
        }
    }
}
