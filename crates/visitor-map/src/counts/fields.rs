//! A table of JSON read field by field, with the place of everything that is
//! wrong.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use site::{Data, Entry, Map, Problem, Source, Value};

use super::{LARGEST, Unit, Window};
use crate::Country;
use crate::publish::is_listed;

// To make a ledger anew would be to draw its releases again.
pub(super) const RESTORE: &str = "restore the file from your version control";

const WHOLE: &str = "a whole number from 0 to 9007199254740991";

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
