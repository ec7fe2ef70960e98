//! The forms of a list: from a block of the page to the drafts of its items.

use site::{Document, NodeId};

use crate::date::{self, Context, Found, Reading};
use crate::extract::entries;
use crate::heading::{self, Meaning};

/// How an item may be written, each with two items of December and
/// November 2025. The documentation's table and a test are made from it.
pub const LIST_FORMS: &[(&str, &str)] = &[
    ("Markdown bullets", "* [Dec 2025] One\n* [Nov 2025] Two\n"),
    (
        "Markdown bullets, apart",
        "- [Dec 2025] One\n\n- [Nov 2025] Two\n",
    ),
    ("Markdown numbers", "1. [Dec 2025] One\n2. [Nov 2025] Two\n"),
    (
        "nested bullets",
        "- [Dec 2025] One\n  - more\n- [Nov 2025] Two\n",
    ),
    ("years as bullets", "- 2025\n  - [Dec] One\n  - [Nov] Two\n"),
    (
        "HTML list",
        "<ul><li>[Dec 2025] One</li><li>[Nov 2025] Two</ul>\n",
    ),
    (
        "items without a list",
        "<li>[Dec 2025] One\n<li>[Nov 2025] Two\n",
    ),
    (
        "list with wrappers",
        "<ul><li>[Dec 2025] One<div style=\"display:none\"><li>[Nov 2025] Two</div></ul>\n",
    ),
    (
        "Markdown table",
        "| Date | News |\n|---|---|\n| Dec 2025 | One |\n| Nov 2025 | Two |\n",
    ),
    (
        "HTML table",
        "<table><tr><td>Dec 2025</td><td>One</td></tr><tr><td>Nov 2025<td>Two</table>\n",
    ),
    (
        "table without rows",
        "<table><td>Dec 2025</td><td>One</td></tr><td>Nov 2025</td><td>Two</table>\n",
    ),
    (
        "date in the last cell",
        "<table><tr><td>One<td>Dec 2025<tr><td>Two<td>Nov 2025</table>\n",
    ),
    (
        "definition list",
        "<dl><dt>Dec 2025<dd>One<dt>Nov 2025<dd>Two</dl>\n",
    ),
    (
        "Markdown definitions",
        "Dec 2025\n: One\n\nNov 2025\n: Two\n",
    ),
    (
        "bare paragraphs",
        "**[Dec 2025]** One\n\n**[Nov 2025]** Two\n",
    ),
    (
        "HTML paragraphs",
        "<p><b>Dec 2025:</b> One</p>\n<p><b>Nov 2025:</b> Two</p>\n",
    ),
    (
        "one element an item",
        "<div>[Dec 2025] One</div><div>[Nov 2025] Two</div>\n",
    ),
    ("line breaks", "[Dec 2025] One<br>[Nov 2025] Two\n"),
    ("lines", "[Dec 2025] One\n[Nov 2025] Two\n"),
    (
        "cards",
        "<div><span>Dec 2025</span><p>One</p></div><div><span>Nov 2025</span><p>Two</p></div>\n",
    ),
    (
        "cards, date last",
        "<div><p>One</p><p>Dec 2025</p></div><div><p>Two</p><p>Nov 2025</p></div>\n",
    ),
    (
        "date above its text",
        "<p>Dec 2025</p><p>One</p><p>Nov 2025</p><p>Two</p>\n",
    ),
    (
        "months as headings",
        "### Dec 2025\n\nOne\n\n### Nov 2025\n\n- Two\n",
    ),
    (
        "items as headings",
        "### [Dec 2025] One\n\n### [Nov 2025] Two\n",
    ),
    (
        "years as headings",
        "### 2025\n\n- [Dec] One\n- [Nov] Two\n",
    ),
    (
        "folded",
        "* [Dec 2025] One\n\n<details><summary>Older</summary>\n\n* [Nov 2025] Two\n\n</details>\n",
    ),
    (
        "scroll box",
        "<div style=\"height:9em;overflow-y:scroll\">\n\n- [Dec 2025] One\n- [Nov 2025] Two\n\n</div>\n",
    ),
    (
        "fenced div",
        "::: {.news}\n- [Dec 2025] One\n- [Nov 2025] Two\n:::\n",
    ),
];

/// An item before its date and its text are told apart.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// The element that is the item, for its place and its id.
    pub(crate) node: NodeId,
    /// What is shown of it; without the date where that has an element of its
    /// own.
    pub(crate) roots: Vec<NodeId>,
    /// The date where it stands in its own cell, or in the heading above.
    pub(crate) date: Option<String>,
    /// The year of the heading above, for dates without one.
    pub(crate) year: Option<i32>,
}

/// What `date` calls this context.
pub(crate) fn context(year: Option<i32>) -> Context {
    Context {
        year,
        ..Context::default()
    }
}

/// Enough of an item to see its date.
pub(crate) fn beginning(document: &Document, roots: &[NodeId]) -> String {
    document.text_start(roots, 300)
}

/// The items of a list; bullets that are only a year hold the items of that
/// year.
pub(crate) fn items(document: &Document, list: &[NodeId], year: Option<i32>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut waiting: Vec<(NodeId, Option<i32>)> = list.iter().rev().map(|&li| (li, year)).collect();
    while let Some((node, year)) = waiting.pop() {
        if let Some((year, nested)) = year_bullet(document, node) {
            let nested = nested.into_iter().rev().map(|li| (li, Some(year)));
            waiting.extend(nested);
            continue;
        }
        let roots = unwrapped(document, node);
        if !is_button(document, &roots) {
            drafts.push(Draft {
                node,
                roots,
                date: None,
                year,
            });
        }
    }
    drafts
}

// `- 2025` with bullets below it.
fn year_bullet(document: &Document, node: NodeId) -> Option<(i32, Vec<NodeId>)> {
    let is_list = |node: &NodeId| matches!(document.name(*node), Some("ul" | "ol"));
    let own: Vec<NodeId> = document
        .children(node)
        .take_while(|node| !is_list(node))
        .collect();
    let Meaning::Year(year) = heading::meaning(&document.text_start(&own, 40), None) else {
        return None;
    };
    let lists = document.children(node).filter(is_list);
    let nested: Vec<NodeId> = lists.flat_map(|list| entries(document, list)).collect();
    (!nested.is_empty()).then_some((year, nested))
}

/// What is in an element, without a paragraph that is all of it.
pub(crate) fn unwrapped(document: &Document, node: NodeId) -> Vec<NodeId> {
    let children: Vec<NodeId> = document.children(node).collect();
    let is_blank = |node: &NodeId| {
        document.comment(*node).is_some()
            || document
                .characters(*node)
                .is_some_and(|text| text.trim().is_empty())
    };
    let mut filled = children.iter().filter(|node| !is_blank(node));
    match (filled.next(), filled.next()) {
        (Some(&only), None) if document.is(only, "p") => document.children(only).collect(),
        _ => children,
    }
}

/// `Show more` among the items, and items with nothing in them.
fn is_button(document: &Document, roots: &[NodeId]) -> bool {
    let text = document.text_start(roots, 60);
    if text.is_empty() {
        return true;
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    if text.len() > 60 || date::leading(bare, &Context::default()).is_some() {
        return false;
    }
    const BUTTONS: &[&str] = &[
        "show",
        "see",
        "view",
        "load",
        "read",
        "click",
        "more",
        "older",
        "all",
        "hide",
        "less",
        "toggle",
        "expand",
        "archive",
        "mehr",
        "voir",
        "ver",
        "更多",
        "查看更多",
        "展开",
        "もっと見る",
        "더보기",
    ];
    const BESIDE: &[&str] = &[
        "show", "see", "view", "load", "read", "click", "here", "to", "for", "more", "older",
        "less", "all", "news", "items", "updates", "the", "full", "list", "archive", "hide",
        "expand", "toggle", "earlier", "previous", "past", "anzeigen", "plus", "más", "mais",
        "tout", "todas", "todos", "old", "entries", "of", "and",
    ];
    let lower = bare.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let first = words.next().unwrap_or("");
    BUTTONS.contains(&first) && words.all(|word| BESIDE.contains(&word) || BUTTONS.contains(&word))
}

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

/// The items of a paragraph: one for each line that begins with a date.
/// Empty where none does.
pub(crate) fn lines(document: &Document, roots: &[NodeId], year: Option<i32>) -> Vec<Draft> {
    let roots = inner(document, roots);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut form = None;
    for (line, broken) in split(document, &roots) {
        let text = beginning(document, &line);
        let found = date::leading(&text, &context(year)).filter(|found| is_firm(found, &text));
        let begins = match (&found, form) {
            (None, _) => false,
            (Some(_), None) => true,
            // A line that only happens to be broken before a date.
            (Some(found), Some(form)) => broken || found.form == form,
        };
        match drafts.last_mut() {
            _ if begins => {
                form = form.or(found.map(|found| found.form));
                drafts.push(Draft {
                    node: line[0],
                    roots: line,
                    date: None,
                    year,
                });
            }
            Some(draft) => draft.roots.extend(line),
            None => {}
        }
    }
    drafts
}

// In prose a year or a month may begin a sentence; a date of an item stands
// apart from its text or is more exact.
pub(crate) fn is_firm(found: &Found, text: &str) -> bool {
    let apart = text[found.start..found.rest]
        .contains([']', ')', ':', '-', '–', '—', '|', '.', '】', '：']);
    let exact = matches!(&found.reading, Reading::Date(date) if date.precision() != "year");
    apart || exact || found.rest == text.len()
}

// The one element that wraps a whole paragraph is not in the way.
fn inner(document: &Document, roots: &[NodeId]) -> Vec<NodeId> {
    let mut roots = roots.to_vec();
    let holds_break = |node: NodeId| {
        document
            .children(node)
            .any(|child| document.is(child, "br"))
    };
    while let [only] = roots[..]
        && document.name(only).is_some()
        && (holds_break(only) || document.children(only).count() == 1)
        && !document.is(only, "a")
    {
        roots = document.children(only).collect();
    }
    roots
}

/// Lines, and whether a `<br>` is before each.
fn split(document: &Document, roots: &[NodeId]) -> Vec<(Vec<NodeId>, bool)> {
    let mut lines = Vec::new();
    let (mut line, mut broken) = (Vec::new(), true);
    for &node in roots {
        let is_break = document.is(node, "br");
        let ends = document
            .characters(node)
            .is_some_and(|text| text.ends_with('\n'));
        line.push(node);
        if is_break || ends {
            let line = std::mem::take(&mut line);
            // White space between a break and the line feed after it.
            match document.text_start(&line, 0).is_empty() && !is_break {
                true => {}
                false => lines.push((line, std::mem::replace(&mut broken, is_break))),
            }
        }
    }
    if !line.is_empty() {
        lines.push((line, broken));
    }
    lines
}
