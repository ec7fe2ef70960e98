//! The dates of a list's items.

use std::collections::BTreeMap;

use site::{Document, NodeId};

use crate::date::{self, Context, Found, Order, Reading};
use crate::list::{self, Draft};

/// A date, and what it leaves of its item.
pub(super) struct Dated {
    pub(super) found: Found,
    /// The bytes of the item's text that are not its date.
    pub(super) own: std::ops::Range<usize>,
}

/// The dates of a list, each read in the light of the others.
pub(super) fn dates(document: &Document, drafts: &[Draft], texts: &[String]) -> Vec<Option<Dated>> {
    let mut dates: Vec<Option<Dated>> = drafts
        .iter()
        .zip(texts)
        .map(|(draft, text)| leading(document, draft, text))
        .collect();
    listed(drafts, texts, &mut dates);
    if dates.iter().all(Option::is_none) {
        let trailing = drafts
            .iter()
            .zip(texts)
            .map(|(draft, text)| trailing(draft, text));
        dates = trailing.collect();
    }
    let order = date::order(dates.iter().flatten().map(|dated| &dated.found));
    for dated in dates.iter_mut().flatten() {
        dated.found = dated.found.clone().settle(order);
    }
    dates
}

fn leading(document: &Document, draft: &Draft, text: &str) -> Option<Dated> {
    let context = list::context(draft.year);
    let beside = draft
        .date
        .as_ref()
        .and_then(|date| date::whole(date, &context));
    if let Some(dated) = timed(document, draft, text) {
        return Some(dated);
    }
    let begins = date::leading(text, &context).filter(|found| is_nearer(found, beside.as_ref()));
    if let Some(found) = begins {
        return Some(beginning(found, text));
    }
    if let Some(dated) = marked(document, draft, text) {
        return Some(dated);
    }
    Some(Dated {
        found: beside?,
        own: 0..text.len(),
    })
}

fn beginning(found: Found, text: &str) -> Dated {
    // Only a date: what it dates stands in pictures, or is missing.
    let own = found.rest.min(text.len())..text.len();
    Dated { found, own }
}

// Whether the date that a text begins with is at least as exact as that beside
// it: below `2022-02-15`, `In December 2021 …` begins a sentence.
fn is_nearer(found: &Found, beside: Option<&Found>) -> bool {
    let Some(beside) = beside.and_then(|beside| beside.reading.date()) else {
        return true;
    };
    match found.reading {
        Reading::Date(date) => date.to_string().len() >= beside.to_string().len(),
        Reading::Ambiguous { .. } => beside.precision() != "day",
        Reading::NoYear | Reading::Impossible => false,
    }
}

/// Dates that only the rest of the list shows to be such, as the year in
/// `2018 Gave a talk`: most items must begin with one of the same form.
fn listed(drafts: &[Draft], texts: &[String], dates: &mut [Option<Dated>]) {
    let is_open = |dated: &Option<Dated>| {
        let reading = dated.as_ref().map(|dated| dated.found.reading);
        matches!(reading, None | Some(Reading::NoYear))
    };
    if dates.len() < 2 || !dates.iter().any(is_open) {
        return;
    }
    let read = |(draft, text): (&Draft, &String)| {
        let context = Context {
            listed: true,
            ..list::context(draft.year)
        };
        date::leading(text, &context).filter(|found| found.reading.date().is_some())
    };
    let loose: Vec<Option<Found>> = drafts.iter().zip(texts).map(read).collect();
    let mut forms: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, found) in loose.iter().enumerate() {
        if let Some(found) = found {
            forms.entry(found.form_of_list()).or_default().push(at);
        }
    }
    for (form, items) in forms {
        let most = items.len() > 1 && 3 * items.len() >= 2 * dates.len();
        let found = || items.iter().filter_map(|&at| loose[at]);
        if !most || (date::needs_order(form) && !is_in_order(found())) {
            continue;
        }
        for at in items {
            if is_open(&dates[at]) {
                dates[at] = loose[at].map(|found| beginning(found, &texts[at]));
            }
        }
    }
}

// Three dates or more, the newest first or last: days and months are seldom so.
fn is_in_order(found: impl Iterator<Item = Found>) -> bool {
    let dates: Vec<String> = found
        .filter_map(|found| found.settle(Order::YearFirst).reading.date())
        .map(|date| date.to_string())
        .collect();
    let falls = dates.is_sorted_by(|a, b| a >= b);
    dates.len() > 2 && (falls || dates.is_sorted())
}

/// A `<time>` that shows less than its `datetime` says.
fn timed(document: &Document, draft: &Draft, text: &str) -> Option<Dated> {
    let shown = |node: &&NodeId| !document.text_start(&[**node], 0).is_empty();
    let first = *draft.roots.iter().find(shown)?;
    let date = document.text_start(&[first], 60);
    let machine = list::date_text(document, &[first], 60);
    let after = text
        .strip_prefix(date.as_str())
        .filter(|_| machine != date)?;
    let found = date::whole(&machine, &list::context(draft.year))?;
    let own = text.len() - after.trim_start_matches(SEPARATORS).len()..text.len();
    Some(Dated { found, own })
}

const SEPARATORS: [char; 9] = [' ', ',', '.', ':', ';', '-', '–', '—', '|'];

/// A date that only its markup sets apart: `**2024** 100 examples`.
fn marked(document: &Document, draft: &Draft, text: &str) -> Option<Dated> {
    let shown = |node: &&NodeId| !document.text_start(&[**node], 0).is_empty();
    let first = *draft.roots.iter().find(shown)?;
    let marks = [
        "b", "strong", "em", "i", "code", "span", "u", "time", "small", "font",
    ];
    if !document
        .name(first)
        .is_some_and(|name| marks.contains(&name))
    {
        return None;
    }
    let date = document.text_start(&[first], 60);
    let after = text.strip_prefix(date.as_str())?;
    let found = date::whole(&date, &list::context(draft.year))?;
    let own = after.trim_start_matches(SEPARATORS);
    Some(Dated {
        found,
        own: text.len() - own.len()..text.len(),
    })
}

fn trailing(draft: &Draft, text: &str) -> Option<Dated> {
    let found = date::trailing(text, &list::context(draft.year))?;
    let own = 0..found.start.min(text.len());
    Some(Dated { found, own })
}
