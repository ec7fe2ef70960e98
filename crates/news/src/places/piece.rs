//! Texts each of which is one item, and the dates of such a list.

use chrono::Datelike;
use site::{Document, Problem, Source, Syntax};

use crate::date::{self, Found, Reading};
use crate::list;
use crate::place::Page;
use crate::{Item, News, Options, text};

/// An item whose date is still to be settled with the others of its list.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) item: Item,
    pub(super) found: Option<Found>,
}

/// What is known of the date of a text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Dated<'a> {
    /// It stands in a field of its own, and the text does not show it.
    Beside(&'a str),
    /// It stands in a field of its own, and the text shows it too.
    Shown(&'a str),
    /// The text begins with it, if it has one.
    Leading,
    /// The text begins or ends with it, if it has one.
    Either,
}

/// Reads the text of one item, which begins at the byte `start` of its file.
pub(super) fn read(source: &Source, start: usize, dated: Dated<'_>, year: Option<i32>) -> Piece {
    let document = Document::parse(source, start, Syntax::of(&source.path));
    let draft = crate::extract::whole(&document, year);
    let text = document.text_of(&draft.roots);
    let (found, own) = find(&text, dated, year);
    let item = text::item(&document, &Page::new(source), &draft, &text, own);
    Piece { item, found }
}

type Own = std::ops::Range<usize>;

fn find(text: &str, dated: Dated<'_>, year: Option<i32>) -> (Option<Found>, Own) {
    let context = list::context(year);
    let field = |written: &str| {
        let written = written.trim();
        date::whole(written, &context).or_else(|| date::leading(written, &context))
    };
    let leading = || date::leading(text, &context);
    let all = 0..text.len();
    match dated {
        Dated::Beside(written) => match field(written) {
            Some(found) => (Some(found), all),
            None => without(text, leading()),
        },
        Dated::Shown(written) => match field(written) {
            Some(found) => (Some(found), not_shown_again(text, written.trim(), &found)),
            None => without(text, leading()),
        },
        Dated::Leading => without(text, leading()),
        Dated::Either => without(text, leading().or_else(|| date::trailing(text, &context))),
    }
}

// Where the field's date is at an end of the text, that is not part of it.
fn not_shown_again(text: &str, written: &str, field: &Found) -> Own {
    let year = field.reading.date().map(|date| date.first_day().year());
    let context = list::context(year);
    let leading = date::leading(text, &context);
    let is_same = |found: &Found| match (found.reading, field.reading) {
        (Reading::Date(shown), Reading::Date(date)) => {
            date.to_string().starts_with(&shown.to_string()) || shown == date
        }
        _ => true,
    };
    if let Some(found) = leading.filter(is_same) {
        return without(text, Some(found)).1;
    }
    if let Some(rest) = text.strip_prefix(written) {
        let rest = rest.trim_start_matches(is_separator);
        return text.len() - rest.len()..text.len();
    }
    if let Some(rest) = text.trim_end().strip_suffix(written) {
        return 0..rest.trim_end_matches(is_separator).len();
    }
    without(text, date::trailing(text, &context).filter(is_same)).1
}

fn without(text: &str, found: Option<Found>) -> (Option<Found>, Own) {
    let own = match &found {
        None => 0..text.len(),
        // A date at the end has nothing behind it.
        Some(found) if found.rest >= text.trim_end().len() && found.start > 0 => {
            0..text[..found.start].trim_end_matches(is_separator).len()
        }
        Some(found) => found.rest.min(text.len())..text.len(),
    };
    (found, own)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | '·' | ':' | ',' | '(' | '[')
}

/// The items of a list, each date read in the light of the others; sample
/// items are left out and missing dates told of.
pub(super) fn settled(pieces: Vec<Piece>, options: &Options) -> News {
    let order = date::order(pieces.iter().filter_map(|piece| piece.found.as_ref()));
    let mut news = News::default();
    for mut piece in pieces {
        let page = Source::new(piece.item.file.clone(), "");
        let at = |problem: Problem| Problem {
            line: piece.item.line,
            column: piece.item.column,
            ..problem
        };
        if let Some(problem) = crate::extract::placeholder_in(&piece.item, &page, 0)
            && !options.placeholders
        {
            news.problems.push(at(problem));
            continue;
        }
        let reading = piece.found.map(|found| found.settle(order).reading);
        let problem = crate::extract::undated(&Page::new(&page), 0, reading.as_ref());
        news.problems.extend(problem.map(at));
        piece.item.date = reading.and_then(|reading| reading.date());
        news.items.push(piece.item);
    }
    news.problems.extend(crate::extract::identical(&news.items));
    news
}
