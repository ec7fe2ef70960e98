//! GoatCounter: its locations by API, or its export of single page views.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate};
use site::{Problem, Source};

use super::csv::{self, Table};
use super::{Kind, error, missing_days};
use crate::counts::{json, whole};
use crate::publish::Raw;
use crate::{Unit, Window};

pub(super) fn read(source: &Source, window: &Window, problems: &mut Vec<Problem>) -> Option<Raw> {
    match source.text.trim_start().starts_with(['{', '[']) {
        true => locations(source, problems),
        false => export(source, window, problems),
    }
}

fn new() -> Raw {
    Raw::new(Unit::Visits, 0, Kind::GoatCounter.source())
}

// {"stats": [{"id": "DE", "name": "Germany", "count": 12}], "more": false}
fn locations(source: &Source, problems: &mut Vec<Problem>) -> Option<Raw> {
    let value = json(source, problems)?;
    let Some(stats) = value.map().and_then(|map| map.get("stats")) else {
        let message = "there are no `stats` in this";
        let help = "save the answer of /api/v0/stats/locations";
        problems.push(error(source, value.at, message, help));
        return None;
    };
    let mut raw = new();
    for row in stats.list() {
        let map = row.map();
        let count = map.and_then(|map| map.get("count")).and_then(whole);
        match (map.and_then(|map| map.text("id")), count) {
            (Some(id), Some(count)) => raw.add(country(id), count),
            _ => problems.push(error(
                source,
                row.at,
                "this is no location with its count",
                r#"rows are {"id": "DE", "name": "Germany", "count": 12}"#,
            )),
        }
    }
    let more = value.map().and_then(|map| map.bool("more"));
    if more == Some(true) {
        let problem = Problem::warning("import-more", source, value.at, "there are more locations");
        problems.push(problem.help("ask with a higher `limit`, and save that answer"));
    }
    Some(raw)
}

// A region is `US-CA` (ISO 3166-2).
fn country(location: &str) -> &str {
    location.split('-').next().unwrap_or_default()
}

// One row a page view. A session is one visit: it counts once, where it was
// first seen, or a reader of ten pages would be ten.
fn export(source: &Source, window: &Window, problems: &mut Vec<Problem>) -> Option<Raw> {
    let table = csv::read(source, problems)?;
    let columns = ["Session", "Location", "Date"].map(|name| table.column(&[name]));
    let [Some(session), Some(location), Some(date)] = columns else {
        let message = "the columns Session, Location and Date are not all there";
        let help = "give the CSV that GoatCounter exports, unpacked";
        problems.push(error(source, 0, message, help));
        return None;
    };
    let mut visits: BTreeMap<&str, &str> = BTreeMap::new();
    let mut days = BTreeSet::new();
    for row in table.rows.iter().filter(|row| is_visit(&table, row)) {
        let Some(day) = row.get(date).and_then(day) else {
            let message = "this row has no date";
            let help = "export the file again";
            problems.push(error(source, row.at, message, help));
            return None;
        };
        if window.contains(day) {
            days.insert(day);
            let place = row.get(location).unwrap_or_default();
            let id = row.get(session).unwrap_or_default();
            visits.entry(id).or_insert(place);
        }
    }
    let mut raw = new();
    for place in visits.values() {
        raw.add(country(place), 1);
    }
    if days.is_empty() {
        missing_days(source, window, &days, problems);
    }
    Some(raw)
}

fn is_visit(table: &Table, row: &csv::Row) -> bool {
    let is = |name: &str, values: &[&str]| {
        let column = table.column(&[name]);
        let value = column.and_then(|column| row.get(column));
        value.is_none_or(|value| values.contains(&value))
    };
    is("Bot", &["0", ""]) && is("Event", &["false", "0", ""])
}

fn day(text: &str) -> Option<NaiveDate> {
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    Some(time.to_utc().date_naive())
}
