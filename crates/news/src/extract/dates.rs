//! The dates of a list's items.

use site::{Document, NodeId};

use crate::date::{self, Found};
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
    let whole = |date: &String| date::whole(date, &context);
    if let Some(found) = date::leading(text, &context) {
        let own = found.rest.min(text.len())..text.len();
        // Only a date: what it dates stands in pictures, or is missing.
        return Some(Dated { found, own });
    }
    if let Some(dated) = marked(document, draft, text) {
        return Some(dated);
    }
    let found = draft.date.as_ref().and_then(whole)?;
    Some(Dated {
        found,
        own: 0..text.len(),
    })
}

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
    let own = after.trim_start_matches([' ', ',', '.', ':', ';', '-', '–', '—', '|']);
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
