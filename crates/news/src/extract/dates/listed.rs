//! Dates that only the rest of their list shows to be such, as the year in
//! `2018 Gave a talk`.

use std::collections::BTreeMap;

use super::{Dated, beginning};
use crate::PartialDate;
use crate::date::{self, Context, Evidence, Found, Order, Reading};
use crate::list::{self, Draft};

/// Adds them where an item has none: most items must begin with one of the same
/// form, and the rest of the list must bear it out.
pub(super) fn add(drafts: &[Draft], texts: &[String], dates: &mut [Option<Dated>]) {
    let is_open = |at: usize, dates: &[Option<Dated>]| is_open(&drafts[at], &dates[at]);
    if dates.len() < 2 || !(0..dates.len()).any(|at| is_open(at, dates)) {
        return;
    }
    let loose: Vec<Option<Loose>> = drafts
        .iter()
        .zip(texts)
        .map(|(draft, text)| loose(draft, text))
        .collect();
    let mut forms: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, loose) in loose.iter().enumerate() {
        if let Some(loose) = loose {
            forms
                .entry(loose.found.form_of_list())
                .or_default()
                .push(at);
        }
    }
    for (form, items) in forms {
        let is_most = items.len() > 1 && 3 * items.len() >= 2 * dates.len();
        let group = || items.iter().filter_map(|&at| loose[at]);
        if !is_most || !is_borne_out(form, &group().collect::<Vec<_>>()) {
            continue;
        }
        for &at in &items {
            if let Some(loose) = loose[at].filter(|_| is_open(at, dates)) {
                dates[at] = Some(beginning(loose.found, &texts[at]));
            }
        }
    }
}

// Whether an item has no date yet, or only the year it stands below.
fn is_open(draft: &Draft, dated: &Option<Dated>) -> bool {
    let Some(dated) = dated else {
        return true;
    };
    match dated.found.reading {
        Reading::NoYear => true,
        Reading::Date(date) => {
            let only_below = draft.year.is_some() && dated.own.start == 0;
            only_below && date.precision() == "year"
        }
        _ => false,
    }
}

/// What an item begins with.
#[derive(Clone, Copy)]
struct Loose<'t> {
    found: Found,
    date: PartialDate,
    text: &'t str,
}

fn loose<'t>(draft: &Draft, text: &'t str) -> Option<Loose<'t>> {
    let context = Context {
        listed: true,
        ..list::context(draft.year)
    };
    let found = date::leading(text, &context)?;
    // Read the way that the list must prove.
    let read = found.settle(Order::YearFirst).reading;
    let date = read.date().filter(|_| found.reading.date().is_some())?;
    Some(Loose { found, date, text })
}

fn is_borne_out(form: &str, group: &[Loose<'_>]) -> bool {
    let in_order =
        group.is_sorted_by(|a, b| a.date >= b.date) || group.is_sorted_by(|a, b| a.date <= b.date);
    let many = group.len() > 2;
    let bears_out = match date::evidence(form) {
        // `May I ask?`, `May we come?`: a word that is also a month.
        Evidence::Most => group.iter().all(Loose::has_number) || differ(group, Loose::date_text),
        Evidence::Order => in_order || group.iter().all(Loose::begins_a_sentence),
        Evidence::OrderOfMany => in_order && many,
        Evidence::OrderOfFirsts => in_order && many && differ(group, Loose::first_number),
    };
    bears_out && !group.iter().any(Loose::is_subject)
}

fn differ<'t>(group: &[Loose<'t>], of: fn(&Loose<'t>) -> &'t str) -> bool {
    group.windows(2).any(|two| of(&two[0]) != of(&two[1]))
}

// What follows a year that a sentence is about, `2024 was a good year`.
const VERBS: [&str; 22] = [
    "is", "was", "will", "has", "had", "saw", "sees", "brings", "brought", "marks", "marked",
    "ist", "war", "wird", "est", "sera", "es", "fue", "será", "foi", "è", "sarà",
];

impl<'t> Loose<'t> {
    fn date_text(&self) -> &'t str {
        let shown = self.text.get(self.found.start..self.found.end);
        shown.unwrap_or(self.text)
    }

    fn has_number(&self) -> bool {
        self.date_text().contains(char::is_numeric)
    }

    fn first_number(&self) -> &'t str {
        let shown = self.date_text();
        let shown = shown.trim_start_matches(|c: char| !c.is_ascii_digit());
        let end = shown.find(|c: char| !c.is_ascii_digit());
        &shown[..end.unwrap_or(shown.len())]
    }

    fn begins_a_sentence(&self) -> bool {
        let own = self.text.get(self.found.rest..).unwrap_or("");
        own.starts_with(char::is_uppercase)
    }

    fn is_subject(&self) -> bool {
        let after = self.text.get(self.found.end..).unwrap_or("");
        let word = after
            .strip_prefix(' ')
            .and_then(|after| after.split(' ').next());
        word.is_some_and(|word| VERBS.contains(&word))
    }
}
