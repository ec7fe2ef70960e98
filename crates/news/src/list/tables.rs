//! Tables and definition lists.

use site::{Document, NodeId};

use super::{Draft, context, is_button, unwrapped};
use crate::date;
use crate::heading::{self, Meaning};

/// The rows of a table; a row of one year names the year of those below it.
pub(crate) fn rows(document: &Document, table: NodeId, mut year: Option<i32>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for row in table_rows(document, table) {
        let cells: Vec<NodeId> = document
            .children(row)
            .filter(|&cell| matches!(document.name(cell), Some("td" | "th")))
            .filter(|&cell| !document.text_start(&[cell], 0).is_empty())
            .collect();
        match &cells[..] {
            [] => {}
            [cell] if year_of(document, *cell).is_some() => year = year_of(document, *cell),
            _ => drafts.extend(row_draft(document, row, &cells, year)),
        }
    }
    drafts
}

fn year_of(document: &Document, cell: NodeId) -> Option<i32> {
    match heading::meaning(&document.text_start(&[cell], 40), None) {
        Meaning::Year(year) => Some(year),
        _ => None,
    }
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

fn row_draft(
    document: &Document,
    row: NodeId,
    cells: &[NodeId],
    year: Option<i32>,
) -> Option<Draft> {
    let context = context(year);
    let whole = |cell: &NodeId| {
        let text = document.text_start(&[*cell], 60);
        date::whole(&text, &context).map(|_| text)
    };
    // The date is the first cell more often than the last, and that more
    // often than one between.
    let order = [0, cells.len() - 1].into_iter().chain(1..cells.len());
    let dated = order.into_iter().find_map(|i| Some((i, whole(&cells[i])?)));
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
    (!is_button(document, &roots)).then_some(Draft {
        node: row,
        roots,
        date: dated.map(|(_, text)| text),
        year,
    })
}

/// The entries of a definition list: a date and what it dates, or a title and
/// more about it.
pub(crate) fn definitions(document: &Document, list: NodeId, mut year: Option<i32>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut term: Option<(NodeId, String)> = None;
    let parts = document.descendants(list);
    let parts = parts.filter(|&node| matches!(document.name(node), Some("dt" | "dd")));
    for node in parts {
        if document.is(node, "dt") {
            let text = document.text_start(&[node], 300);
            year = year_of(document, node).or(year);
            term = Some((node, text));
            continue;
        }
        let roots = unwrapped(document, node);
        let whole = |text: &String| date::whole(text, &context(year)).is_some();
        match &term {
            Some((_, text)) if whole(text) => drafts.push(Draft {
                node,
                roots,
                date: Some(text.clone()),
                year,
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
                });
            }
            None => {}
        }
    }
    drafts
}
