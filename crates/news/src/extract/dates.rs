//! The dates of a list's items.

use site::{Document, NodeId};

use crate::date::{self, Found, Reading};
use crate::list::{self, Draft};

mod listed;
mod ordered;

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
    if dates.iter().all(Option::is_none) {
        dates = trailing_or_listed(document, drafts, texts);
    } else {
        listed::add(drafts, texts, &mut dates);
    }
    let order = date::order(dates.iter().flatten().map(|dated| &dated.found));
    for dated in dates.iter_mut().flatten() {
        dated.found = dated.found.clone().settle(order);
    }
    if order.is_none() {
        ordered::settle(&mut dates);
    }
    dates
}

// Where some item does not end with a date, the year that all begin with may be
// one: `2000 people came (Feb 2025)`.
fn trailing_or_listed(
    document: &Document,
    drafts: &[Draft],
    texts: &[String],
) -> Vec<Option<Dated>> {
    let items = drafts.iter().zip(texts);
    let at_end =
        items.map(|(draft, text)| last(document, draft, text).or_else(|| trailing(draft, text)));
    let at_end: Vec<Option<Dated>> = at_end.collect();
    if at_end.iter().all(Option::is_some) {
        return at_end;
    }
    let mut dates: Vec<Option<Dated>> = texts.iter().map(|_| None).collect();
    listed::add(drafts, texts, &mut dates);
    if dates.iter().any(Option::is_some) {
        return dates;
    }
    bracketed(drafts, texts, at_end)
}

// `A tool is out (5 Dec 2025): what it does`, where most items are written so.
fn bracketed(drafts: &[Draft], texts: &[String], at_end: Vec<Option<Dated>>) -> Vec<Option<Dated>> {
    let items = drafts.iter().zip(texts).zip(&at_end);
    let inside = items.map(|((draft, text), end)| match end {
        Some(_) => None,
        None => date::bracketed(text, &list::context(draft.year)),
    });
    let inside: Vec<Option<Found>> = inside.collect();
    let found = inside.iter().filter(|found| found.is_some()).count();
    let ends = at_end.iter().filter(|dated| dated.is_some()).count();
    if found < 2 || 3 * (found + ends) < 2 * texts.len() {
        return at_end;
    }
    let dates = at_end.into_iter().zip(inside).zip(texts);
    let dates = dates.map(|((end, inside), text)| {
        let inside = inside.map(|found| Dated {
            found,
            own: 0..text.len(),
        });
        end.or(inside)
    });
    dates.collect()
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
    let begins = draft
        .leading(text)
        .filter(|found| is_nearer(found, beside.as_ref()));
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

/// A `<time>` that shows less than its `datetime` says.
fn timed(document: &Document, draft: &Draft, text: &str) -> Option<Dated> {
    let shown = |node: &&NodeId| !document.is_blank(&[**node]);
    let first = *draft.roots.iter().find(shown)?;
    let machine = list::machine_text(document, &[first], 60)?;
    let date = document.text_start(&[first], 60);
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
    let shown = |node: &&NodeId| !document.is_blank(&[**node]);
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

/// A date in an element of its own that ends an item: `<time>July 2026</time>`.
fn last(document: &Document, draft: &Draft, text: &str) -> Option<Dated> {
    let shown = |node: &&NodeId| !document.text_start(&[**node], 0).is_empty();
    let last = *draft.roots.iter().rev().find(shown)?;
    // A link that ends with a year names a venue.
    document.name(last).filter(|name| *name != "a")?;
    let date = document.text_start(&[last], 60);
    let before = text.strip_suffix(date.as_str())?;
    let found = date::whole(&date, &list::context(draft.year))?;
    Some(Dated {
        found,
        own: 0..before
            .trim_end_matches([' ', ',', '-', '–', '—', '|', '('])
            .len(),
    })
}

fn trailing(draft: &Draft, text: &str) -> Option<Dated> {
    let found = date::trailing(text, &list::context(draft.year))?;
    let own = 0..found.start.min(text.len());
    Some(Dated { found, own })
}
