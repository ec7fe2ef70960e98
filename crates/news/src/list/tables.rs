//! Tables and definition lists.

use site::{Document, NodeId};

use super::{Draft, context, date_text, is_button, unwrapped};
use crate::date;
use crate::heading::{self, Meaning};

/// The rows of a table; a row of one year or date is that of those below it.
pub(crate) fn rows(document: &Document, table: NodeId, mut year: Option<i32>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut shared = Shared::default();
    for row in table_rows(document, table) {
        let is_filled = |cell: &NodeId| !document.is_blank(&[*cell]);
        let all = document.children(row);
        let all = all.filter(|&cell| matches!(document.name(cell), Some("td" | "th")));
        let all: Vec<NodeId> = all.collect();
        let cells: Vec<NodeId> = all.iter().copied().filter(is_filled).collect();
        match &cells[..] {
            [] => {}
            [cell] if year_of(document, *cell).is_some() => {
                year = year_of(document, *cell);
                shared = Shared::default();
            }
            // Below a row without a date it would be the date of that.
            [cell] if is_dated(&drafts) && date_of(document, *cell, year).is_some() => {
                shared = Shared::below(date_of(document, *cell, year));
            }
            _ => {
                if let Some((draft, dated)) = row_draft(document, row, &cells, year) {
                    let column = dated.and_then(|cell| all.iter().position(|each| *each == cell));
                    let is_blank = |column: usize| all.get(column).is_some_and(|c| !is_filled(c));
                    let rows = dated.map_or(1, |cell| span(document, cell));
                    drafts.push(shared.dated(draft, column, rows, is_blank));
                }
            }
        }
    }
    drafts
}

/// The date of the rows above, for those that share its cell or leave theirs
/// empty.
#[derive(Default)]
struct Shared {
    date: Option<String>,
    /// Which cell of its row it is.
    column: usize,
    /// How many rows more its cell spans.
    rows: usize,
}

impl Shared {
    // A date with a row of its own, for all up to the next.
    fn below(date: Option<String>) -> Shared {
        Shared {
            date,
            column: 0,
            rows: usize::MAX,
        }
    }

    fn dated(
        &mut self,
        mut draft: Draft,
        column: Option<usize>,
        rows: usize,
        is_blank: impl Fn(usize) -> bool,
    ) -> Draft {
        match column {
            Some(column) => {
                self.date = draft.date.clone();
                (self.column, self.rows) = (column, rows.saturating_sub(1));
            }
            None if self.rows > 0 || is_blank(self.column) => {
                self.rows = self.rows.saturating_sub(1);
                draft.date = self.date.clone();
            }
            None => self.date = None,
        }
        draft
    }
}

// How many rows a cell spans.
fn span(document: &Document, cell: NodeId) -> usize {
    let span = document.attribute(cell, "rowspan");
    let span = span.and_then(|span| span.trim().parse().ok());
    span.unwrap_or(1).max(1)
}

fn year_of(document: &Document, cell: NodeId) -> Option<i32> {
    match heading::meaning(&document.text_start(&[cell], 40), None) {
        Meaning::Year(year) => Some(year),
        _ => None,
    }
}

fn is_dated(drafts: &[Draft]) -> bool {
    drafts.last().is_none_or(|draft| draft.date.is_some())
}

fn date_of(document: &Document, cell: NodeId, year: Option<i32>) -> Option<String> {
    let text = date_text(document, &[cell], 60);
    date::whole(&text, &context(year)).map(|_| text)
}

fn table_rows(document: &Document, table: NodeId) -> Vec<NodeId> {
    let parts = document.children(table).flat_map(|part| {
        let direct = document.is(part, "tr").then_some(part);
        let in_part = document
            .children(part)
            .filter(|&row| document.is(row, "tr"));
        direct.into_iter().chain(in_part)
    });
    parts.collect()
}

// The item of a row, and its cell that is the date.
fn row_draft(
    document: &Document,
    row: NodeId,
    cells: &[NodeId],
    year: Option<i32>,
) -> Option<(Draft, Option<NodeId>)> {
    // The date is the first cell more often than the last, and that more
    // often than one between.
    let order = [0, cells.len() - 1].into_iter().chain(1..cells.len());
    let dated = order
        .into_iter()
        .find_map(|i| Some((i, date_of(document, cells[i], year)?)));
    let dated = dated.filter(|_| cells.len() > 1);
    let header = cells.iter().all(|&cell| document.is(cell, "th"));
    if dated.is_none() && header {
        return None;
    }
    let without = dated.as_ref().map(|(index, _)| *index);
    let texts = cells
        .iter()
        .enumerate()
        .filter(|(index, _)| Some(*index) != without);
    let roots: Vec<NodeId> = texts
        .flat_map(|(_, &cell)| unwrapped(document, cell))
        .collect();
    let cell = without.map(|index| cells[index]);
    let draft = Draft {
        node: row,
        date: dated.map(|(_, text)| text),
        year,
        roots,
        read: None,
    };
    (!is_button(document, &draft.roots)).then_some((draft, cell))
}

/// The entries of a definition list: a date and what it dates, or a title and
/// more about it.
pub(crate) fn definitions(document: &Document, list: NodeId, mut year: Option<i32>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut term: Option<(NodeId, String)> = None;
    let mut used = false;
    let parts = document.descendants(list);
    let parts = parts.filter(|&node| matches!(document.name(node), Some("dt" | "dd")));
    for node in parts {
        let whole = |text: &String| date::whole(text, &context(year)).is_some();
        if document.is(node, "dt") {
            let text = date_text(document, &[node], 300);
            // Of several dates of one text the first counts, as of a range.
            let goes_on = matches!(&term, Some((_, above)) if !used && whole(above));
            if !(goes_on && whole(&text)) {
                year = year_of(document, node).or(year);
                term = Some((node, text));
            }
            used = false;
            continue;
        }
        used = true;
        let roots = unwrapped(document, node);
        match &term {
            Some((_, text)) if whole(text) => drafts.push(Draft {
                node,
                roots,
                date: Some(text.clone()),
                year,
                read: None,
            }),
            Some((term, _)) => {
                let roots = unwrapped(document, *term)
                    .into_iter()
                    .chain(roots)
                    .collect();
                drafts.push(Draft {
                    node: *term,
                    roots,
                    date: None,
                    year,
                    read: None,
                });
            }
            None => {}
        }
    }
    drafts
}
