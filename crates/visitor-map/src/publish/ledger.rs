use chrono::NaiveDate;
use serde::Serialize;
use site::{Problem, Source};

use super::Epsilon;
use crate::counts::{Fields, counts, day, json};
use crate::{Counts, Window};

/// Every release so far: the file `map.lock`, kept beside the site and
/// committed with it.
///
/// It holds what was shown and nothing else. In particular no digest of the
/// exact counts: those are small numbers, and a digest of them can be tried out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ledger {
    // In the order of their windows, which share no day.
    releases: Vec<Release>,
}

/// One release.
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    /// The day it was drawn.
    pub released: NaiveDate,
    /// The exact privacy loss, of which the counts have the nearest number.
    pub epsilon: Epsilon,
    /// What was released.
    pub counts: Counts,
}

const VERSION: u64 = 1;

impl Ledger {
    /// Reads a ledger, or says all that is wrong with it and where.
    ///
    /// ```
    /// use site::Source;
    /// use visitor_map::publish::Ledger;
    ///
    /// let none = Ledger::default().to_json();
    /// assert_eq!(Ledger::parse(&Source::new("map.lock", none)), Ok(Ledger::default()));
    /// // An empty file is no ledger: it may have been one.
    /// assert!(Ledger::parse(&Source::new("map.lock", "")).is_err());
    /// ```
    pub fn parse(source: &Source) -> Result<Ledger, Vec<Problem>> {
        let mut problems = Vec::new();
        let ledger = read(source, &mut problems);
        match ledger {
            Some(ledger) if problems.is_empty() => Ok(ledger),
            _ => Err(problems),
        }
    }

    /// The canonical form of the file.
    pub fn to_json(&self) -> String {
        let releases = self.releases.iter().map(|release| Entry {
            released: release.released,
            epsilon: release.epsilon.to_string(),
            counts: &release.counts,
        });
        let file = File {
            version: VERSION,
            releases: releases.collect(),
        };
        // Only a key that is no text could fail, and a country is one.
        let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The releases, the oldest window first.
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// The release of a window.
    pub fn find(&self, window: &Window) -> Option<&Release> {
        let mut releases = self.releases.iter();
        releases.find(|release| release.counts.window == *window)
    }

    pub(super) fn overlapping(&self, window: &Window) -> Option<&Release> {
        let mut releases = self.releases.iter();
        releases.find(|release| release.counts.window.overlaps(window))
    }

    pub(super) fn with(&self, release: Release) -> Ledger {
        let mut releases = self.releases.clone();
        let is_before = |old: &Release| old.counts.window.from < release.counts.window.from;
        releases.insert(releases.partition_point(is_before), release);
        Ledger { releases }
    }
}

#[derive(Serialize)]
struct File<'a> {
    version: u64,
    releases: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    released: NaiveDate,
    epsilon: String,
    counts: &'a Counts,
}

fn read(source: &Source, problems: &mut Vec<Problem>) -> Option<Ledger> {
    let value = json(source, problems)?;
    let mut fields = Fields::of(&value, source, problems)?;
    let (version, list) = (fields.number("version"), fields.take("releases"));
    fields.end();
    if version? != VERSION {
        let problem = Problem::in_file("map-ledger", &*source.path, "this ledger is a newer one");
        problems.push(problem.help("use the tools that wrote it"));
        return None;
    }
    let mut releases: Vec<Release> = Vec::new();
    for value in list?.list() {
        let Some(release) = release(value, source, problems) else {
            continue;
        };
        let last = releases.last().map(|last| last.counts.window.to);
        if last.is_some_and(|last| release.counts.window.from <= last) {
            let message = format!("{} does not follow the one before", release.counts.window);
            problems.push(damaged(source, value.at, message));
        }
        releases.push(release);
    }
    Some(Ledger { releases })
}

fn release(value: &site::Value, source: &Source, problems: &mut Vec<Problem>) -> Option<Release> {
    let mut fields = Fields::of(value, source, problems)?;
    let released = fields.read("released", "a day such as 2026-01-31", day);
    let epsilon = fields.read("epsilon", "a fraction such as 1 or 1/2", |text| {
        text.parse::<Epsilon>().ok()
    });
    let inner = fields.take("counts");
    fields.end();
    let (inner, released, epsilon) = (inner?, released?, epsilon?);
    let counts = counts(inner, source, problems)?;
    if counts.epsilon != Some(epsilon.as_f64()) {
        let message = format!("the counts are not those of epsilon {epsilon}");
        problems.push(damaged(source, value.at, message));
    }
    Some(Release {
        released,
        epsilon,
        counts,
    })
}

fn damaged(source: &Source, at: usize, message: String) -> Problem {
    Problem::error("map-ledger", source, at, message)
        .help("restore the ledger from your version control")
}
