//! `for`, over all of its list.

use std::ops::Range;

use super::Shown;
use super::expression;
use super::render::{Renderer, Template};
use super::value::Value;

// No News list is longer.
const MOST_ENTRIES: usize = 50_000;

impl Renderer<'_> {
    // `for item in list reversed limit: 5`: all of the list.
    pub(super) fn each(
        &mut self,
        template: &Template<'_>,
        at: usize,
        arguments: &str,
        range: &Range<usize>,
    ) {
        let Some((name, rest)) = arguments.split_once(" in ") else {
            return;
        };
        let (list, modifiers) = rest
            .trim()
            .split_once(char::is_whitespace)
            .unwrap_or((rest, ""));
        let list = list.trim();
        let values = match list.starts_with('(') {
            true => self.counted(list),
            false => expression::evaluate(self, list).values().to_vec(),
        };
        let mut values = values;
        if modifiers.split_whitespace().any(|word| word == "reversed") {
            values.reverse();
        }
        let body = at + 1..template.tokens[at].next.min(range.end);
        let (name, list) = (name.trim(), self.origin(list));
        if let Some(list) = &list {
            self.origins.insert(name.to_owned(), list.clone());
        }
        let number = self.loops;
        self.loops += 1;
        for value in values {
            let kept = list.as_ref().filter(|_| self.entries.len() < MOST_ENTRIES);
            let shown = kept.map(|list| Shown {
                range: self.output.len()..self.output.len(),
                of: number,
                list: list.clone(),
                place: value.place().cloned(),
                fields: value.short_fields(),
            });
            let (at, is_kept) = (self.entries.len(), shown.is_some());
            self.entries.extend(shown);
            self.entry_of_list(template, body.clone(), name, value);
            let end = self.output.len();
            if let Some(entry) = self.entries.get_mut(at).filter(|_| is_kept) {
                entry.range.end = end;
            }
        }
    }

    // `(2020..2025)`
    fn counted(&self, range: &str) -> Vec<Value> {
        const MOST: i64 = 1000;
        let inner = range.trim_matches(['(', ')']);
        let Some((from, to)) = inner.split_once("..") else {
            return Vec::new();
        };
        let number = |text| expression::written(self, text).trim().parse::<i64>().ok();
        let (Some(from), Some(to)) = (number(from), number(to)) else {
            return Vec::new();
        };
        let numbers = from..=to.min(from.saturating_add(MOST));
        numbers
            .map(|number| Value::text(&number.to_string()))
            .collect()
    }

    // `site.data.news | sort: "date"`, or a name that was assigned that.
    pub(super) fn origin(&self, expression: &str) -> Option<String> {
        let name = expression.split('|').next().unwrap_or("").trim();
        if name.starts_with("site.") || name == "paginator.posts" {
            return Some(name.to_owned());
        }
        let first = name.split(['.', '[']).next().unwrap_or(name);
        self.origins.get(first).cloned()
    }

    fn entry_of_list(
        &mut self,
        template: &Template<'_>,
        body: Range<usize>,
        name: &str,
        value: Value,
    ) {
        let outer = self.entry.clone();
        if let Some(place) = value.place() {
            self.entry = Some(place.clone());
        }
        let names = self.variables.len();
        self.variables.push(("forloop".to_owned(), Value::Unknown));
        self.variables.push((name.to_owned(), value));
        self.block(template, body);
        // What the body assigned stays, as in Liquid; the loop's own names go.
        self.variables.drain(names..names + 2);
        self.entry = outer;
    }
}
