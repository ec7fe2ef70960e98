//! Matomo's report of countries.

use std::collections::BTreeSet;

use site::{Data, Problem, Source, Value};

use super::{Kind, csv, error, missing_days};
use crate::counts::{day, json, whole};
use crate::publish::Raw;
use crate::{Unit, Window};

pub(super) fn read(source: &Source, window: &Window, problems: &mut Vec<Problem>) -> Option<Raw> {
    match source.text.trim_start().starts_with(['{', '[']) {
        true => report(source, window, problems),
        false => table(source, problems),
    }
}

fn new() -> Raw {
    Raw::new(Unit::Visits, 0, Kind::Matomo.source())
}

// [{"label": "Germany", "nb_visits": 12, "code": "de"}], or such lists by day.
fn report(source: &Source, window: &Window, problems: &mut Vec<Problem>) -> Option<Raw> {
    let value = json(source, problems)?;
    let mut raw = new();
    match &value.data {
        Data::Map(map) if map.text("result") == Some("error") => {
            let message = "Matomo answered with an error instead of a report";
            problems.push(error(source, value.at, message, "read it, and ask again"));
            return None;
        }
        Data::Map(map) => {
            let mut days = BTreeSet::new();
            for entry in &map.entries {
                let Some(day) = day(&entry.key) else {
                    let message = "this is no list of countries, and none by day";
                    let help = "ask for UserCountry.getCountry of one site with format=JSON, \
                                and period=day or the period of the window";
                    problems.push(error(source, entry.at, message, help));
                    return None;
                };
                if window.contains(day) {
                    days.insert(day);
                    rows(&mut raw, &entry.value, source, problems);
                }
            }
            missing_days(source, window, &days, problems);
        }
        _ => rows(&mut raw, &value, source, problems),
    }
    Some(raw)
}

fn rows(raw: &mut Raw, value: &Value, source: &Source, problems: &mut Vec<Problem>) {
    for row in value.list() {
        let map = row.map();
        let count = map.and_then(|map| map.get("nb_visits")).and_then(whole);
        match (map.and_then(|map| map.text("code")), count) {
            (Some(code), Some(count)) => raw.add(code, count),
            _ => problems.push(error(
                source,
                row.at,
                "this is no country with its `code` and its `nb_visits`",
                "ask for UserCountry.getCountry with format=JSON",
            )),
        }
    }
}

// The heads are names of the API or, with translated columns, English.
fn table(source: &Source, problems: &mut Vec<Problem>) -> Option<Raw> {
    let table = csv::read(source, problems)?;
    let code = table.column(&["metadata_code", "Metadata: code", "code"]);
    let visits = table.column(&["nb_visits", "Visits"]);
    let (Some(code), Some(visits)) = (code, visits) else {
        let message = "the columns metadata_code and nb_visits are not both there";
        let help = "export the report with format=CSV and translateColumnNames=0";
        problems.push(error(source, 0, message, help));
        return None;
    };
    let mut raw = new();
    for row in &table.rows {
        let count = row.get(visits).and_then(csv::number);
        match (row.get(code), count) {
            (Some(code), Some(count)) => raw.add(code, count),
            _ => problems.push(error(
                source,
                row.at,
                "this row has no whole number of visits",
                "export the report again",
            )),
        }
    }
    Some(raw)
}
