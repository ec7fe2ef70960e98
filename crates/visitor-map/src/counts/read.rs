//! Reading JSON strictly, with the place of everything that is wrong.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use site::{Data, Entry, Format, Map, Problem, Source, Value, data};

use super::{Counts, LARGEST, Unit, Window};
use crate::Country;
use crate::publish::is_listed;

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

/// A table whose fields are all taken, or reported.
pub(crate) struct Fields<'a, 'p> {
    at: usize,
    map: &'a Map,
    taken: BTreeSet<&'static str>,
    source: &'a Source,
    pub(crate) problems: &'p mut Vec<Problem>,
}

impl<'a, 'p> Fields<'a, 'p> {
    /// The fields of what should be a table.
    pub(crate) fn of(
        value: &'a Value,
        source: &'a Source,
        problems: &'p mut Vec<Problem>,
    ) -> Option<Fields<'a, 'p>> {
        let Some(map) = value.map() else {
            let message = format!("this is {}, not a table", value.describe());
            problems.push(error(source, value.at, message, "write {…}"));
            return None;
        };
        let taken = BTreeSet::new();
        Some(Fields {
            at: value.at,
            map,
            taken,
            source,
            problems,
        })
    }

    /// A field, which has to be there.
    pub(crate) fn take(&mut self, name: &'static str) -> Option<&'a Value> {
        let value = self.take_if_any(name);
        if value.is_none() {
            let message = format!("`{name}` is missing");
            self.problems
                .push(error(self.source, self.at, message, RESTORE));
        }
        value
    }

    /// A field, where it is there.
    pub(crate) fn take_if_any(&mut self, name: &'static str) -> Option<&'a Value> {
        self.taken.insert(name);
        self.map.get(name)
    }

    pub(crate) fn text(&mut self, name: &'static str) -> Option<&'a str> {
        let value = self.take(name)?;
        let text = match &value.data {
            Data::Text(text) => Some(&**text),
            _ => None,
        };
        self.expected(text, value, name, "a text")
    }

    pub(crate) fn number(&mut self, name: &'static str) -> Option<u64> {
        let value = self.take(name)?;
        self.expected(whole(value), value, name, WHOLE)
    }

    /// What the field's text reads as.
    pub(crate) fn read<T>(
        &mut self,
        name: &'static str,
        what: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.take(name)?;
        self.expected(value.text().and_then(read), value, name, what)
    }

    pub(crate) fn expected<T>(
        &mut self,
        read: Option<T>,
        value: &Value,
        name: &str,
        what: &str,
    ) -> Option<T> {
        if read.is_none() {
            let message = format!("`{name}` is {}, not {what}", shown(value));
            let help = format!("write {what}");
            self.problems
                .push(error(self.source, value.at, message, &help));
        }
        read
    }

    pub(crate) fn window(&mut self, name: &'static str) -> Option<Window> {
        let value = self.take(name)?;
        let mut fields = Fields::of(value, self.source, self.problems)?;
        let (from, to) = (fields.day("from"), fields.day("to"));
        fields.end();
        let window = Window {
            from: from?,
            to: to?,
        };
        if window.to < window.from {
            let message = format!("the window ends on {} before it begins", window.to);
            let help = "write the first day as `from` and the last as `to`";
            self.problems
                .push(error(self.source, value.at, message, help));
            return None;
        }
        Some(window)
    }

    fn day(&mut self, name: &'static str) -> Option<NaiveDate> {
        self.read(name, "a day such as 2026-01-31", day)
    }

    pub(crate) fn unit(&mut self) -> Option<Unit> {
        self.read("unit", "`addresses`, `visits` or `requests`", Unit::of_name)
    }

    pub(crate) fn cap(&mut self) -> Option<u32> {
        let value = self.take("cap")?;
        let cap = whole(value).and_then(|cap| u32::try_from(cap).ok());
        self.expected(cap, value, "cap", "a whole number")
    }

    /// Numbers by country, each with its place.
    pub(crate) fn countries(&mut self) -> BTreeMap<Country, (u64, usize)> {
        let Some(value) = self.take("countries") else {
            return BTreeMap::new();
        };
        let Some(map) = value.map() else {
            let message = format!("`countries` is {}, not a table", value.describe());
            let help = r#"write {"DE": 12}"#;
            self.problems
                .push(error(self.source, value.at, message, help));
            return BTreeMap::new();
        };
        let entries = map.entries.iter();
        entries.filter_map(|entry| self.country(entry)).collect()
    }

    fn country(&mut self, entry: &Entry) -> Option<(Country, (u64, usize))> {
        // Small letters would make one country two names.
        let country = entry.key.parse::<Country>().ok();
        let country = country.filter(|country| country.code() == entry.key);
        let Some(country) = country.filter(is_listed) else {
            let message = format!("{} is no country of ISO 3166-1", quoted(&entry.key));
            let help = "write its two letters, large, or count it as `other`";
            self.problems
                .push(error(self.source, entry.at, message, help));
            return None;
        };
        let count = whole(&entry.value);
        let count = self.expected(count, &entry.value, country.code(), WHOLE)?;
        Some((country, (count, entry.value.at)))
    }

    /// Reports what is left.
    pub(crate) fn end(self) {
        let unknown = self.map.entries.iter();
        let unknown = unknown.filter(|entry| !self.taken.contains(&*entry.key));
        let problems = unknown.map(|entry| {
            let message = format!("{} means nothing here", quoted(&entry.key));
            error(self.source, entry.at, message, "remove it")
        });
        self.problems.extend(problems);
    }
}

// To make a ledger anew would be to draw its releases again.
const RESTORE: &str = "restore the file from your version control";

const WHOLE: &str = "a whole number from 0 to 9007199254740991";

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

/// A whole number that every program reads as the same.
pub(crate) fn whole(value: &Value) -> Option<u64> {
    let Data::Number(text) = &value.data else {
        return None;
    };
    text.parse().ok().filter(|number| *number <= LARGEST)
}

/// A day as RFC 3339 writes it.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    let is_plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    day.filter(|_| is_plain)
}

fn error(source: &Source, at: usize, message: String, help: &str) -> Problem {
    Problem::error("counts", source, at, message).help(help)
}

fn shown(value: &Value) -> String {
    match (&value.data, value.text()) {
        (Data::Text(text), _) => format!("the text {}", quoted(text)),
        (_, Some(text)) => quoted(text),
        (_, None) => value.describe().to_owned(),
    }
}

/// Text from a file for a message: short, and without what would change a
/// terminal.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let is_plain = |c: &char| !c.is_control() && *c != '\u{202e}';
    let mut shown: String = text.chars().filter(is_plain).take(LONGEST).collect();
    if shown.len() < text.len() && text.chars().count() > LONGEST {
        shown.push('…');
    }
    format!("`{shown}`")
}
