//! The file that `cargo xtask tally` writes.

use site::{Map, Problem, Source, Value};

use super::{Kind, error};
use crate::counts::{day, json, whole};
use crate::publish::Raw;
use crate::{Unit, Window};

pub(super) fn read(source: &Source, window: &Window, problems: &mut Vec<Problem>) -> Option<Raw> {
    let value = json(source, problems)?;
    let raw = value.map().and_then(|map| raw(map, window));
    if raw.is_none() {
        let message = format!("this is no tally of {window}");
        let help = "tally the logs of that week or month, and give the file it writes";
        problems.push(error(source, value.at, message, help));
    }
    let days = value.map().and_then(|map| map.get("days"));
    problems.extend(days.and_then(|days| not_whole(source, window, days)));
    raw
}

fn raw(map: &Map, window: &Window) -> Option<Raw> {
    let cap = map.find("options.cap").and_then(whole)?;
    let from = window.from.to_string();
    let tally = map.get("windows")?.map()?.get(&from)?.map()?;
    if tally.text("to").and_then(day) != Some(window.to) {
        return None;
    }
    // Each part may have counted the same address again.
    let parts = whole(tally.get("parts")?)?;
    let cap = u32::try_from(cap.checked_mul(parts)?).ok()?;
    let mut raw = Raw::new(Unit::Addresses, cap, Kind::Tally.source());
    for entry in &tally.get("countries")?.map()?.entries {
        raw.add(&entry.key, whole(&entry.value)?);
    }
    raw.add("", whole(tally.get("unknown")?)?);
    (cap > 0).then_some(raw)
}

// Logs that begin or end inside the window.
fn not_whole(source: &Source, window: &Window, days: &Value) -> Option<Problem> {
    let end = |name| days.map()?.text(name).and_then(day);
    let (from, to) = (end("from")?, end("to")?);
    if from <= window.from && window.to <= to {
        return None;
    }
    let message = format!("the logs reach from {from} to {to} only, not over {window}");
    let problem = Problem::warning("import-days", source, days.at, message);
    Some(problem.help("tally all logs of the window: what is published stays as it is"))
}
