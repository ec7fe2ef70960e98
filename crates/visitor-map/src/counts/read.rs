//! Reading `counts.json`, with the place of everything that is wrong.

use std::collections::BTreeMap;

use site::{Data, Format, Problem, Source, Value, data};

use super::Counts;
use super::fields::{Fields, RESTORE, whole};
use crate::Country;

/// A file as JSON and nothing else. `site::data` alone would also take the rest
/// of YAML, and its places are wanted.
pub(crate) fn json(source: &Source, problems: &mut Vec<Problem>) -> Option<Value> {
    let syntax: Result<serde::de::IgnoredAny, _> = serde_json::from_str(&source.text);
    if let Err(error) = syntax {
        problems.push(no_json(source, &error));
        return None;
    }
    let (value, more) = data::parse(source, 0..source.text.len(), Format::Json);
    let is_sound = more.is_empty();
    // A name that is given twice is read differently by different programs.
    problems.extend(
        more.into_iter()
            .map(|problem| problem.severity(site::Severity::Error)),
    );
    is_sound.then_some(value)
}

fn no_json(source: &Source, error: &serde_json::Error) -> Problem {
    let mut lines = source.text.split_inclusive('\n');
    let before = lines.by_ref().take(error.line().saturating_sub(1));
    let line_start: usize = before.map(str::len).sum();
    let at = line_start + error.column().saturating_sub(1);
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let message = format!("this JSON cannot be read: {reason}");
    Problem::error("data-syntax", source, at, message).help(RESTORE)
}

pub(crate) fn counts(
    value: &Value,
    source: &Source,
    problems: &mut Vec<Problem>,
) -> Option<Counts> {
    let mut fields = Fields::of(value, source, problems)?;
    let window = fields.window("window");
    let (unit, cap, k) = (fields.unit(), fields.cap(), threshold(&mut fields));
    let epsilon = epsilon(&mut fields);
    let (title, placed) = (fields.text("source"), fields.countries());
    let (other, suppressed) = (fields.number("other"), suppressed(&mut fields));
    fields.end();
    let k = k?;
    problems.extend(below(&placed, k, source));
    let counts = placed
        .into_iter()
        .map(|(country, (count, _))| (country, count));
    Some(Counts {
        window: window?,
        unit: unit?,
        cap: cap?,
        k,
        epsilon: epsilon?,
        source: title?.to_owned(),
        countries: counts.collect(),
        other: other?,
        suppressed: suppressed?,
    })
}

fn threshold(fields: &mut Fields<'_, '_>) -> Option<u64> {
    let value = fields.take("k")?;
    let k = whole(value).filter(|k| *k > 0);
    fields.expected(k, value, "k", "a whole number from 1 on")
}

fn epsilon(fields: &mut Fields<'_, '_>) -> Option<Option<f64>> {
    let value = fields.take("epsilon")?;
    let epsilon = match &value.data {
        Data::Null => Some(None),
        Data::Number(text) => text.parse().ok().filter(is_epsilon).map(Some),
        _ => None,
    };
    fields.expected(epsilon, value, "epsilon", "a number above 0, or null")
}

fn is_epsilon(epsilon: &f64) -> bool {
    epsilon.is_finite() && *epsilon > 0.0
}

fn suppressed(fields: &mut Fields<'_, '_>) -> Option<Option<u64>> {
    let value = fields.take("suppressed")?;
    let suppressed = match &value.data {
        Data::Null => Some(None),
        _ => whole(value).map(Some),
    };
    fields.expected(suppressed, value, "suppressed", "a whole number, or null")
}

// What stands below the threshold was not published.
fn below(placed: &BTreeMap<Country, (u64, usize)>, k: u64, source: &Source) -> Vec<Problem> {
    let below = placed.iter().filter(|(_, (count, _))| *count < k);
    let problem = |(country, (count, at)): (&Country, &(u64, usize))| {
        let message = format!("{country} has {count}, which is below the threshold of {k}");
        let help = "publish the counts again; nothing below `k` may be shown";
        Problem::error("counts-threshold", source, *at, message).help(help)
    };
    below.map(problem).collect()
}
