use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{
    DuplicateKeyPolicy, Error, Location, NonFiniteFloatPolicy, Options, Spanned,
    UserMessageFormatter,
};

use super::{Data, Entry, Format, Map, Value};
use crate::{Problem, Source};

mod plain;

/// Reads `text`, which stands at the byte `start` of `source`.
pub(super) fn parse(
    source: &Source,
    text: &str,
    start: usize,
    format: Format,
    problems: &mut Vec<Problem>,
) -> Option<Value> {
    let blank = |line: &str| line.is_empty() || line.starts_with('#');
    if text.lines().map(str::trim).all(blank) {
        return None;
    }
    let plain = match format {
        Format::Yaml => plain::list(text, start),
        _ => None,
    };
    plain.or_else(|| whole(source, text, start, format, problems))
}

// The same, by a parser of the whole language.
fn whole(
    source: &Source,
    text: &str,
    start: usize,
    format: Format,
    problems: &mut Vec<Problem>,
) -> Option<Value> {
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(text, options()) {
        Ok(raw) => Some(
            Reader {
                source,
                start,
                format,
            }
            .value(raw, problems),
        ),
        Err(error) => {
            problems.push(problem(source, text, start, format, &error));
            None
        }
    }
}

fn problem(source: &Source, text: &str, start: usize, format: Format, error: &Error) -> Problem {
    let reason = error.render_with_formatter(&UserMessageFormatter);
    let reason = reason
        .rfind(" at line ")
        .map_or(&*reason, |end| &reason[..end]);
    let mut at = error.location().map_or(0, |place| offset(text, place));
    // The parser stumbles over a tab right after it or on the line before.
    if reason.contains("tab") {
        let line_start = line_start(text, at);
        let tab = text[line_start..].find('\t');
        at = tab.map_or(at, |tab| line_start + tab);
    }
    let message = format!("this {} cannot be read: {reason}", format.name());
    Problem::error("data-syntax", source, start + at, message).help(repair(text, at))
}

// What nearly every author's mistake comes down to: text that begins with or
// contains a character that YAML reserves, and is not in quotes.
fn repair(text: &str, at: usize) -> String {
    if text[at..].starts_with('\t') {
        return "indent with spaces instead of tabs".to_owned();
    }
    let line = text[line_start(text, at)..]
        .lines()
        .next()
        .unwrap_or_default();
    match line.split_once(": ") {
        Some((key, value)) if line.len() < 200 && needs_quotes(value.trim()) => {
            let value = value.trim().trim_matches(['"', '\'']).replace('"', "'");
            format!("put the text in quotes: {}: \"{value}\"", key.trim())
        }
        _ => "check the indentation, the quotes and the colons of this line and the one before"
            .to_owned(),
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn needs_quotes(value: &str) -> bool {
    value.contains(": ")
        || value.ends_with(':')
        || value.starts_with(['@', '`', '%', '*', '&', '!', '{', '\'', '"'])
}

// A data file may hold a hundred thousand items of several values each; the
// limits on depth and aliases stop what grows faster than its text, and what
// would need more stack than a test's thread has.
fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: 24,
            flow_nesting_limit: 24,
            max_events: 10_000_000,
            max_nodes: 5_000_000,
        },
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: 100_000 },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        strict_booleans: true,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        with_snippet: false,
    }
}

// Values know their byte, mistakes only their line and column.
fn offset(text: &str, place: Location) -> usize {
    let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    if let Some(byte) = place.span().byte_offset() {
        return text.floor_char_boundary(number(byte));
    }
    let before = number(place.line()).saturating_sub(1);
    let mut lines = text.split_inclusive('\n');
    let line_start: usize = lines.by_ref().take(before).map(str::len).sum();
    let line = lines.next().unwrap_or_default().char_indices();
    let column = line
        .map(|(at, _)| at)
        .nth(number(place.column()).saturating_sub(1));
    line_start + column.unwrap_or(0)
}

// What the text says, before its numbers get their spelling back.
enum Raw {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Raw, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Raw::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

struct Reader<'s> {
    source: &'s Source,
    start: usize,
    format: Format,
}

// The recursion is no deeper than `max_depth`.
impl Reader<'_> {
    fn text(&self) -> &str {
        self.source.text.get(self.start..).unwrap_or_default()
    }

    fn at(&self, place: Location) -> usize {
        self.start + offset(self.text(), place)
    }

    fn spelling(&self, place: Location) -> String {
        let length = place
            .span()
            .byte_len()
            .and_then(|length| usize::try_from(length).ok());
        let at = self.at(place);
        let text = self.source.text.get(at..at + length.unwrap_or(0));
        text.unwrap_or_default().trim_end().to_owned()
    }

    fn value(&self, raw: Spanned<Raw>, problems: &mut Vec<Problem>) -> Value {
        let at = self.at(raw.referenced);
        let data = match raw.value {
            Raw::Null => Data::Null,
            Raw::Bool(value) => Data::Bool(value),
            Raw::Number => Data::Number(self.spelling(raw.defined)),
            Raw::Text(text) => Data::Text(text),
            Raw::List(list) => Data::List(
                list.into_iter()
                    .map(|value| self.value(value, problems))
                    .collect(),
            ),
            Raw::Map(entries) => Data::Map(self.map(entries, problems)),
        };
        Value { at, data }
    }

    fn map(
        &self,
        entries: Vec<(Spanned<String>, Spanned<Raw>)>,
        problems: &mut Vec<Problem>,
    ) -> Map {
        let entries = entries
            .into_iter()
            .map(|(key, value)| Entry {
                at: self.at(key.referenced),
                key: key.value,
                value: self.value(value, problems),
            })
            .collect();
        Map::from_entries(entries, self.source, self.format, problems)
    }
}
