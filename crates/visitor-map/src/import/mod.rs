//! Totals by country that others counted, as [`Raw`] counts of a window: the
//! tally of access logs, and what Cloudflare, GoatCounter and Matomo export.
//!
//! They are exact, and published like any others. Only the tally knows how much
//! one address added; the noise on the rest covers one visit or one request.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use site::{Problem, Source};

use crate::Window;
use crate::publish::Raw;

mod cloudflare;
mod csv;
mod goatcounter;
mod matomo;
mod tally;

/// What wrote a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `cargo xtask tally`: distinct addresses in access logs.
    Tally,
    /// Cloudflare's GraphQL API: `httpRequests1dGroups` with
    /// `sum { countryMap { clientCountryName requests } }`.
    Cloudflare,
    /// GoatCounter: `GET /api/v0/stats/locations`, or the CSV export.
    GoatCounter,
    /// Matomo: the report `UserCountry.getCountry` as JSON or CSV.
    Matomo,
}

/// Counts, and what may be wrong with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The counts of the window.
    pub raw: Raw,
    /// Days that the file has nothing of, pages that are missing.
    pub warnings: Vec<Problem>,
}

/// Reads the counts of a window from a file, or says why it cannot.
///
/// Where a file has days, those of the window are added up and others are left
/// out; where it has none, it is taken to be of the window.
///
/// ```
/// use site::Source;
/// use visitor_map::import::{self, Kind};
///
/// let answer = r#"{"data": {"viewer": {"zones": [{"httpRequests1dGroups": [
///   {"dimensions": {"date": "2026-10-31"},
///    "sum": {"countryMap": [{"clientCountryName": "DE", "requests": 12}]}},
///   {"dimensions": {"date": "2026-11-01"},
///    "sum": {"countryMap": [{"clientCountryName": "DE", "requests": 900}]}}
/// ]}]}}, "errors": null}"#;
/// let window = "2026-10".parse().unwrap();
/// let imported = import::read(Kind::Cloudflare, &Source::new("answer.json", answer), &window).unwrap();
/// assert_eq!(imported.raw.countries[&"DE".parse().unwrap()], 12);
/// assert_eq!(imported.warnings[0].message, "it has 1 of the 31 days from 2026-10-01 to 2026-10-31");
/// ```
pub fn read(kind: Kind, source: &Source, window: &Window) -> Result<Imported, Vec<Problem>> {
    let mut problems = Vec::new();
    let read = match kind {
        Kind::Tally => tally::read,
        Kind::Cloudflare => cloudflare::read,
        Kind::GoatCounter => goatcounter::read,
        Kind::Matomo => matomo::read,
    };
    let raw = read(source, window, &mut problems);
    let is_error = |problem: &Problem| problem.severity == site::Severity::Error;
    match raw {
        Some(raw) if !problems.iter().any(is_error) => Ok(Imported {
            raw,
            warnings: problems,
        }),
        _ => Err(problems),
    }
}

impl Kind {
    /// What the source is called in `counts.json`.
    pub fn source(self) -> &'static str {
        match self {
            Kind::Tally => "access log",
            Kind::Cloudflare => "Cloudflare",
            Kind::GoatCounter => "GoatCounter",
            Kind::Matomo => "Matomo",
        }
    }
}

fn error(source: &Source, at: usize, message: impl Into<String>, help: &str) -> Problem {
    Problem::error("import", source, at, message).help(help)
}

/// Says that days of the window are missing, where there are days at all.
fn missing_days(
    source: &Source,
    window: &Window,
    days: &BTreeSet<NaiveDate>,
    problems: &mut Vec<Problem>,
) {
    let wanted = (window.to - window.from).num_days() + 1;
    let has = days.len();
    if usize::try_from(wanted).is_ok_and(|wanted| has < wanted) {
        let message = format!("it has {has} of the {wanted} days from {window}");
        let problem = Problem::warning("import-days", source, 0, message);
        problems.push(problem.help("export the whole window: what is published stays as it is"));
    }
}

#[cfg(test)]
mod tests;
