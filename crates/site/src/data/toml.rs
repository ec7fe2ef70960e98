use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Data, Entry, Format, Map, Value};
use crate::{Problem, Source};

/// Reads `text`, which stands at the byte `start` of `source`.
pub(super) fn parse(
    source: &Source,
    text: &str,
    start: usize,
    problems: &mut Vec<Problem>,
) -> Option<Value> {
    let reader = Reader { text, start };
    match DeTable::parse(text) {
        Ok(table) => {
            let at = table.span().start;
            Some(reader.at(at, Data::Map(reader.map(table.into_inner()))))
        }
        Err(error) => {
            let at = start + error.span().map_or(0, |span| span.start);
            problems.push(problem(source, at, error.message()));
            None
        }
    }
}

fn problem(source: &Source, at: usize, message: &str) -> Problem {
    let message = format!("this {} cannot be read: {message}", Format::Toml.name());
    Problem::error("data-syntax", source, at, message)
        .help("write key = \"value\", texts in quotes, each key once")
}

struct Reader<'t> {
    text: &'t str,
    start: usize,
}

// The recursion is no deeper than the parser's own limit of 80 levels.
impl Reader<'_> {
    fn at(&self, at: usize, data: Data) -> Value {
        let at = self.start + at;
        Value { at, data }
    }

    // The parser sorts by name; the places tell the order they were written in.
    fn map(&self, table: DeTable<'_>) -> Map {
        let mut entries: Vec<Entry> = table
            .into_iter()
            .map(|(key, value)| Entry {
                at: self.start + key.span().start,
                key: key.into_inner().into_owned(),
                value: self.value(value),
            })
            .collect();
        entries.sort_by_key(|entry| entry.at);
        Map { entries }
    }

    fn value(&self, value: Spanned<DeValue<'_>>) -> Value {
        let span = value.span();
        let spelling = || self.text.get(span.clone()).unwrap_or_default().to_owned();
        let data = match value.into_inner() {
            DeValue::String(text) => Data::Text(text.into_owned()),
            DeValue::Integer(_) | DeValue::Float(_) => Data::Number(spelling()),
            DeValue::Boolean(value) => Data::Bool(value),
            DeValue::Datetime(_) => Data::Text(spelling()),
            DeValue::Array(list) => Data::List(list.into_iter().map(|v| self.value(v)).collect()),
            DeValue::Table(table) => Data::Map(self.map(table)),
        };
        self.at(span.start, data)
    }
}
