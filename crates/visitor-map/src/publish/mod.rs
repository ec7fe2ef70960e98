//! From what was counted to what may be shown: noise, a threshold, and a record
//! that keeps either from being done twice.
//!
//! The guarantee: a release is ε-differentially private for one unit in one
//! window, where a unit is what [`Unit`] says. Noise goes on each key of a
//! fixed list, zeros too; the threshold and all else come after it and can
//! take nothing back. A release is drawn once, since the mean of many draws is
//! the exact count. Windows do not overlap, so that a unit is in one of them;
//! a person who comes in many is covered by each alone, and no more is claimed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use site::Problem;

use crate::counts::LARGEST;
use crate::{Country, Counts, Unit, Window};

mod codes;
mod epsilon;
mod ledger;
mod noise;
mod notice;
mod raw;
mod window;

pub use codes::{countries, is_listed};
pub use epsilon::Epsilon;
pub use ledger::{Ledger, Release};
pub use noise::{Random, noise};
pub use notice::{LANGUAGES, notice};
pub use raw::{Raw, Terms};
pub use window::Period;

/// What may be shown, and the record of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// The counts.
    pub counts: Counts,
    /// The ledger to be kept, before the counts are written anywhere: a release
    /// that is shown and not recorded would be drawn again.
    pub ledger: Ledger,
    /// Whether they were drawn now, as opposed to earlier.
    pub is_new: bool,
    /// Terms that were asked for and are not those of the release, or that hide
    /// little.
    pub warnings: Vec<Problem>,
}

/// Publishes a closed window: adds noise on every key, names what reaches the
/// threshold, and records it; or gives what the ledger has for the window.
///
/// Refused is a window that is no week or month, is not over, shares a day with
/// another release, or was published from another source.
///
/// ```
/// use visitor_map::publish::{Ledger, Raw, Terms, publish};
/// use visitor_map::{Unit, Window};
///
/// let mut raw = Raw::new(Unit::Addresses, 1, "access log");
/// raw.add("DE", 4000);
/// raw.add("MT", 1);
/// let terms = Terms::new("2026-W47".parse().unwrap());
/// let now = "2026-11-24T08:00:00Z".parse().unwrap();
/// // Not a random source: a caller gives the operating system's.
/// let mut state = 1_u8;
/// let mut random = |bytes: &mut [u8]| {
///     for byte in bytes {
///         state = state.wrapping_mul(77).wrapping_add(41);
///         *byte = state.rotate_left(3);
///     }
///     Ok(())
/// };
/// let first = publish(&raw, &terms, &Ledger::default(), now, &mut random).unwrap();
/// assert!(first.counts.countries.contains_key(&"DE".parse().unwrap()));
///
/// // The next day it is the same release, whatever was counted since.
/// raw.add("DE", 1000);
/// let again = publish(&raw, &terms, &first.ledger, now, &mut random).unwrap();
/// assert_eq!(again.counts, first.counts);
/// ```
pub fn publish(
    raw: &Raw,
    terms: &Terms,
    ledger: &Ledger,
    now: DateTime<Utc>,
    random: &mut Random<'_>,
) -> Result<Published, Problem> {
    check_terms(raw, terms, now)?;
    if let Some(release) = ledger.find(&terms.window) {
        return stored(raw, terms, ledger, release);
    }
    if let Some(release) = ledger.overlapping(&terms.window) {
        let message = format!(
            "{} shares days with {}, which is published already",
            terms.window, release.counts.window
        );
        return Err(refusal("publish-overlap", message)
            .help("keep to weeks or to months: two views of a day tell who came on it"));
    }
    let counts = drawn(raw, terms, random).map_err(no_random)?;
    let release = Release {
        released: now.date_naive(),
        epsilon: terms.epsilon,
        counts: counts.clone(),
    };
    Ok(Published {
        counts,
        ledger: ledger.with(release),
        is_new: true,
        warnings: threshold_warning(raw, terms).into_iter().collect(),
    })
}

/// Refuses a window that is no week or month, or that is not over: by UTC, the
/// clock of all sources.
///
/// ```
/// use visitor_map::publish::check_window;
///
/// let week = "2026-W47".parse().unwrap();
/// assert!(check_window(&week, "2026-11-22T23:59:59Z".parse().unwrap()).is_err());
/// assert!(check_window(&week, "2026-11-23T00:00:00Z".parse().unwrap()).is_ok());
/// ```
pub fn check_window(window: &Window, now: DateTime<Utc>) -> Result<(), Problem> {
    if Period::of(window).is_none() {
        let message = format!("{window} is neither a week from Monday to Sunday nor a month");
        return Err(refusal("publish-window", message).help("publish whole weeks or whole months"));
    }
    if !window::is_closed(window, now) {
        let message = format!("{window} is not over yet");
        return Err(refusal("publish-open", message)
            .help("wait until the day after its last: an open window tells who came since"));
    }
    Ok(())
}

/// Totals that are public already, as they are: no noise, no record. Countries
/// below `k` are counted in `suppressed` and in no sum.
///
/// ```
/// use visitor_map::publish::{Raw, as_public};
/// use visitor_map::Unit;
///
/// let mut raw = Raw::new(Unit::Visits, 0, "GoatCounter");
/// raw.add("DE", 12);
/// raw.add("MT", 1);
/// let counts = as_public(&raw, "2026-10".parse().unwrap(), 5, &Default::default());
/// assert_eq!((counts.total(), counts.suppressed, counts.epsilon), (12, Some(1), None));
/// ```
pub fn as_public(raw: &Raw, window: Window, k: u64, never: &BTreeSet<Country>) -> Counts {
    let k = k.max(1);
    let shown = |(country, _): &(&Country, &u64)| is_listed(country) && !never.contains(country);
    let counted = raw.countries.iter().filter(shown);
    let counted = counted.filter(|(_, count)| **count > 0);
    let (named, few): (Vec<_>, Vec<_>) = counted.partition(|(_, count)| **count >= k);
    let named = named.into_iter();
    Counts {
        window,
        unit: raw.unit,
        cap: raw.cap,
        k,
        epsilon: None,
        source: raw.source.clone(),
        countries: named
            .map(|(country, count)| (*country, (*count).min(LARGEST)))
            .collect(),
        other: at_least(k, raw.other.into()).unwrap_or(0),
        suppressed: u64::try_from(few.len()).ok(),
    }
}

fn drawn(raw: &Raw, terms: &Terms, random: &mut Random<'_>) -> Result<Counts, String> {
    let mut noisy = |count: u64| -> Result<Option<u64>, String> {
        let noise = noise(terms.epsilon, raw.cap, random)?;
        Ok(at_least(terms.k, i128::from(count).saturating_add(noise)))
    };
    let mut named = BTreeMap::new();
    for country in countries() {
        let count = raw.countries.get(country).copied().unwrap_or(0);
        // Drawn for those that are never shown, too: less to reason about.
        let count = noisy(count)?.filter(|_| !terms.never.contains(country));
        named.extend(count.map(|count| (*country, count)));
    }
    Ok(Counts {
        window: terms.window,
        unit: raw.unit,
        cap: raw.cap,
        k: terms.k,
        epsilon: Some(terms.epsilon.as_f64()),
        source: raw.source.clone(),
        countries: named,
        other: noisy(raw.other)?.unwrap_or(0),
        // How many truly were below would need noise of its own.
        suppressed: None,
    })
}

// A count that may be named.
fn at_least(k: u64, count: i128) -> Option<u64> {
    let count = u64::try_from(count.max(0)).unwrap_or(LARGEST);
    (count >= k).then_some(count.min(LARGEST))
}

fn check_terms(raw: &Raw, terms: &Terms, now: DateTime<Utc>) -> Result<(), Problem> {
    check_window(&terms.window, now)?;
    if !(1..=LARGEST).contains(&terms.k) {
        let message = format!("{} is no threshold", terms.k);
        return Err(refusal("publish-threshold", message).help("give a --k from 1 on"));
    }
    if raw.unit == Unit::Addresses && raw.cap == 0 {
        let message = "these counts do not say how much one address adds to them at most";
        return Err(refusal("publish-cap", message).help("count each address once in a window"));
    }
    Ok(())
}

fn stored(
    raw: &Raw,
    terms: &Terms,
    ledger: &Ledger,
    release: &Release,
) -> Result<Published, Problem> {
    let mut counts = release.counts.clone();
    if (counts.unit, &counts.source) != (raw.unit, &raw.source) {
        let message = format!(
            "{} was published already, as {} from {}",
            terms.window,
            counts.unit.name(),
            crate::counts::quoted(&counts.source)
        );
        return Err(refusal("publish-source", message)
            .help("keep to one source: two counts of the same people tell more than either"));
    }
    // Taking away can tell nothing new.
    counts
        .countries
        .retain(|country, _| !terms.never.contains(country));
    let asked = (terms.epsilon, terms.k, raw.cap);
    let is_as_asked = asked == (release.epsilon, counts.k, counts.cap);
    let warning = (!is_as_asked).then(|| {
        let message = format!(
            "{} stays as it was published, with epsilon {}, k {} and cap {}",
            terms.window, release.epsilon, counts.k, counts.cap
        );
        let problem = refusal("publish-terms", message).severity(site::Severity::Warning);
        problem.help("give other terms for the next window: a second draw would undo the first")
    });
    Ok(Published {
        counts,
        ledger: ledger.clone(),
        is_new: false,
        warnings: warning.into_iter().collect(),
    })
}

// Below 10 / ε, noise alone lifts countries over the threshold that nobody came
// from.
fn threshold_warning(raw: &Raw, terms: &Terms) -> Option<Problem> {
    let cap = u128::from(raw.cap.max(1));
    let least = (10 * cap * u128::from(terms.epsilon.denominator()))
        .div_ceil(u128::from(terms.epsilon.numerator()));
    (u128::from(terms.k) < least).then(|| {
        let message = format!(
            "with epsilon {} a threshold of {} can name countries that nobody came from",
            terms.epsilon, terms.k
        );
        let problem = refusal("publish-threshold", message).severity(site::Severity::Warning);
        problem.help(format!("give a --k of {least} or more"))
    })
}

fn no_random(reason: String) -> Problem {
    let message = format!("no noise can be drawn: {reason}");
    refusal("publish-random", message).help("run it where the system has a random source")
}

fn refusal(code: &'static str, message: impl Into<String>) -> Problem {
    Problem::in_file(code, "", message)
}

#[cfg(test)]
pub(crate) mod tests;
