//! Cloudflare's GraphQL API: requests by country and day.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use site::{Data, Map, Problem, Source, Value};

use super::{Kind, error, missing_days};
use crate::counts::{day, json, whole};
use crate::publish::Raw;
use crate::{Unit, Window};

pub(super) fn read(source: &Source, window: &Window, problems: &mut Vec<Problem>) -> Option<Raw> {
    let value = json(source, problems)?;
    if let Some(errors) = value.map().and_then(|map| map.get("errors"))
        && !errors.list().is_empty()
    {
        let message = "Cloudflare answered with errors instead of counts";
        let help = "read them, and ask again";
        problems.push(error(source, errors.at, message, help));
        return None;
    }
    let mut raw = Raw::new(Unit::Requests, 0, Kind::Cloudflare.source());
    let mut days = BTreeSet::new();
    let groups = groups(&value);
    for (date, rows) in &groups {
        if date.is_some_and(|date| !window.contains(date)) {
            continue;
        }
        days.extend(*date);
        for row in rows.list() {
            add(&mut raw, row, source, problems);
        }
    }
    if groups.is_empty() {
        let message = "there is no `countryMap` in this";
        let help = "ask for httpRequests1dGroups { dimensions { date } \
                    sum { countryMap { clientCountryName requests } } }";
        problems.push(error(source, value.at, message, help));
        return None;
    }
    if groups.iter().any(|(date, _)| date.is_some()) {
        missing_days(source, window, &days, problems);
    }
    Some(raw)
}

// Every country map with the date beside it, wherever it is: people save the
// whole answer, a zone of it, or the groups alone. Values nest no deeper than
// they may, but a stack costs no more.
fn groups(value: &Value) -> Vec<(Option<NaiveDate>, &Value)> {
    let mut groups = Vec::new();
    let mut left = vec![(value, None)];
    while let Some((value, date)) = left.pop() {
        match &value.data {
            Data::List(values) => left.extend(values.iter().rev().map(|value| (value, date))),
            Data::Map(map) => {
                let date = map
                    .find("dimensions.date")
                    .and_then(Value::text)
                    .and_then(day)
                    .or(date);
                let (maps, others) = parts(map);
                groups.extend(maps.map(|rows| (date, rows)));
                left.extend(others.map(|value| (value, date)));
            }
            _ => {}
        }
    }
    groups
}

fn parts(map: &Map) -> (impl Iterator<Item = &Value>, impl Iterator<Item = &Value>) {
    let is_map = |key: &str| key == "countryMap";
    let maps = map.entries.iter().filter(move |entry| is_map(&entry.key));
    let others = map
        .entries
        .iter()
        .rev()
        .filter(move |entry| !is_map(&entry.key));
    (
        maps.map(|entry| &entry.value),
        others.map(|entry| &entry.value),
    )
}

fn add(raw: &mut Raw, row: &Value, source: &Source, problems: &mut Vec<Problem>) {
    let map = row.map();
    let code = map.and_then(|map| map.text("clientCountryName"));
    let count = map.and_then(|map| map.get("requests")).and_then(whole);
    match (code, count) {
        (Some(code), Some(count)) => raw.add(code, count),
        _ => problems.push(error(
            source,
            row.at,
            "this is no country with its number of requests",
            r#"rows are {"clientCountryName": "DE", "requests": 12}"#,
        )),
    }
}
