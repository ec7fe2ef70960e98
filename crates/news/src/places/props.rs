//! Items that are given to a component as its properties:
//! `<NewsItem date="Feb. 2024" title="A talk" content={<p>…</p>} />`.

use std::collections::BTreeMap;

use site::{Data, Entry, Map, Source, Value};

use super::rows;
use crate::date::{self, Context};
use crate::{News, Options};

/// The longest property that is read, in bytes.
const LONGEST: usize = 20_000;

/// The items of the component that is written most often with a date.
pub(super) fn items(source: &Source, options: &Options) -> News {
    let mut by_name: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut at = 0;
    while let Some(tag) = tag(&source.text, at) {
        at = tag.end;
        let row = Value {
            at: tag.start,
            data: Data::Map(Map {
                entries: tag.properties,
            }),
        };
        if is_dated(&row) {
            by_name.entry(tag.name).or_default().push(row);
        }
    }
    let lists = by_name.into_values().filter(|rows| rows.len() > 1);
    let longest = lists.max_by_key(Vec::len).unwrap_or_default();
    let list = Value {
        at: 0,
        data: Data::List(longest),
    };
    rows::of_value(source, &list, options)
}

fn is_dated(row: &Value) -> bool {
    let date = row.map().and_then(|map| map.text("date"));
    date.is_some_and(|date| date::whole(date, &Context::default()).is_some())
}

/// A component in the markup of a script, with what is written in place.
struct Tag<'t> {
    name: &'t str,
    start: usize,
    end: usize,
    properties: Vec<Entry>,
}

fn tag(text: &str, from: usize) -> Option<Tag<'_>> {
    let rest = text.get(from..)?;
    let begins = |at: &usize| rest[at + 1..].starts_with(|c: char| c.is_ascii_uppercase());
    let opens = rest.match_indices('<').map(|(at, _)| at);
    let start = from + opens.into_iter().find(begins)?;
    let name = word(text, start + 1);
    let mut at = start + 1 + name.len();
    let mut properties = Vec::new();
    loop {
        at += blank(&text[at..]);
        let key = word(text, at);
        if key.is_empty() {
            break;
        }
        let begin = at;
        at += key.len();
        let Some(value) = text[at..].strip_prefix('=') else {
            continue;
        };
        let Some(length) = length(value) else {
            break;
        };
        properties.push(Entry {
            key: key.to_owned(),
            at: begin,
            value: Value {
                at: at + 1,
                data: Data::Text(plain(&value[..length])),
            },
        });
        at += 1 + length;
    }
    Some(Tag {
        name,
        start,
        end: at,
        properties,
    })
}

fn word(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())]
}

fn blank(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

// How long a value is, with its quotes or braces.
fn length(value: &str) -> Option<usize> {
    let near = &value[..value.floor_char_boundary(LONGEST)];
    let open = near.chars().next()?;
    if matches!(open, '"' | '\'') {
        return near[1..].find(open).map(|at| at + 2);
    }
    let mut depth = 0_usize;
    for (at, c) in near.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return (open == '{').then_some(at + 1);
        }
    }
    None
}

// The text or the markup of a value, without what is computed in it.
fn plain(value: &str) -> String {
    let inner = |text: &str| {
        text.len()
            .checked_sub(1)
            .map_or(String::new(), |end| text[1..end].to_owned())
    };
    if !value.starts_with('{') {
        return inner(value);
    }
    let value = inner(value);
    let value = value.trim();
    if value.starts_with(['"', '\'', '`']) {
        return inner(value);
    }
    let value = value.trim_start_matches('(').trim_end_matches(')');
    let (mut text, mut depth) = (String::with_capacity(value.len()), 0_usize);
    for c in value.chars() {
        match c {
            '{' => {
                // An attribute without a value would swallow what follows.
                if depth == 0 && text.ends_with('=') {
                    text.push_str("\"\"");
                }
                depth += 1;
            }
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => text.push(c),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_the_fields_of_an_item() {
        let text = "import Item from './Item'\nexport default () => <Box>\n\
            <Item date=\"Feb. 2024\" title='A talk' content={<p>See <Link href=\"a\" onClick={() => { go() }}>it</Link>.</p>} open />\n\
            <Item\n date={\"Jan 2024\"} title={`We're here`}></Item>\n<Other date=\"Jan 2023\" title=\"x\"/><Box date=\"soon\"/></Box>";
        let news = items(&Source::new("News.tsx", text), &Options::default());
        let found: Vec<_> = news
            .items
            .iter()
            .map(|item| (item.line, item.text.as_str()))
            .collect();
        assert_eq!(found, [(3, "A talk See it."), (4, "We're here")]);
        for text in [
            "",
            "<",
            "<A",
            "<A date=",
            "<A date={{",
            "<A date='",
            "<A date={}/><A date={}}/>",
            "<Ü date=\"Jan 2024\">",
        ] {
            assert_eq!(
                items(&Source::new("a.tsx", text), &Options::default()).items,
                []
            );
        }
    }
}
