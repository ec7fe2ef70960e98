//! The forms of a list: from a block of the page to the drafts of its items.

use site::{Document, NodeId};

use crate::date::{self, Context, Found};
use crate::extract::entries;
use crate::heading::{self, Meaning};

mod forms;
mod lines;
mod tables;

pub use forms::LIST_FORMS;
pub(crate) use lines::{field_date, is_firm, lines};
pub(crate) use tables::{definitions, rows};

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
    /// What has been read already.
    pub(crate) read: Option<Read>,
}

/// The date that the text of some nodes begins with, so that a draft of the same
/// nodes need not be read again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Read {
    // The number of the nodes, to which others may come, and of the bytes.
    roots: usize,
    length: usize,
    found: Option<Found>,
}

impl Draft {
    /// The date that its visible text begins with.
    pub(crate) fn leading(&self, text: &str) -> Option<Found> {
        match self.read {
            Some(read) if (read.roots, read.length) == (self.roots.len(), text.len()) => read.found,
            _ => date::leading(text, &context(self.year)),
        }
    }
}

/// What a text begins with: the date, and whether that is all.
#[derive(Debug, Clone)]
pub(crate) struct Beginning {
    pub(crate) text: String,
    pub(crate) found: Option<Found>,
    pub(crate) alone: bool,
}

impl Beginning {
    pub(crate) fn of(text: String, year: Option<i32>) -> Beginning {
        let read = date::leading_or_whole(&text, &context(year));
        Beginning {
            text,
            found: read.map(|(found, _)| found),
            alone: read.is_some_and(|(_, alone)| alone),
        }
    }
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

/// The text of what may be a date alone: as it is shown, or as the `datetime`
/// of a `<time>` says it where what is shown is no whole date.
pub(crate) fn date_text(document: &Document, roots: &[NodeId], limit: usize) -> String {
    machine_text(document, roots, limit).unwrap_or_else(|| document.text_start(roots, limit))
}

/// What the `datetime` of a `<time>` says where what is shown is no whole date.
pub(crate) fn machine_text(document: &Document, roots: &[NodeId], limit: usize) -> Option<String> {
    let below = roots
        .iter()
        .flat_map(|&root| std::iter::once(root).chain(document.descendants(root)));
    let mut below = below.take(MOST_WRAPPERS);
    let time = below.find(|&node| document.is(node, "time"))?;
    let text = document.text_start(roots, limit);
    machine_date(document, time, &text)
}

/// The items of a paragraph: its lines that begin with a date, or all of it
/// where it ends with one in brackets. `known` is a beginning that may be its.
pub(crate) fn paragraph(
    document: &Document,
    roots: &[NodeId],
    year: Option<i32>,
    known: Beginning,
) -> Vec<Draft> {
    let drafts = lines(document, roots, year, known);
    // After a comma it may be part of the sentence: `Last changed on Monday, May 5`.
    let ends = || {
        let text = document.text_of(roots);
        let found = date::trailing(&text, &context(year));
        found.is_some_and(|found| found.start > 0 && text[found.start..].starts_with(['(', '[']))
    };
    match roots.first().filter(|_| drafts.is_empty() && ends()) {
        None => drafts,
        Some(&node) => vec![Draft {
            node,
            roots: roots.to_vec(),
            date: None,
            year,
            read: None,
        }],
    }
}

// How many nodes a date may be wrapped in.
const MOST_WRAPPERS: usize = 16;

fn machine_date(document: &Document, time: NodeId, text: &str) -> Option<String> {
    let is_date = |text: &str| {
        let found = date::whole(text, &Context::default());
        found.is_some_and(|found| found.reading.date().is_some())
    };
    let machine = document.attribute(time, "datetime")?.trim();
    let alone = document.text_start(&[time], 60) == text;
    (alone && !is_date(text) && is_date(machine)).then(|| machine.to_owned())
}

/// The items of a list; bullets that are only a year or a date hold the items
/// of that date.
pub(crate) fn items(document: &Document, list: &[NodeId], year: Option<i32>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut waiting: Vec<Waiting> = list.iter().rev().map(|&li| (li, year, None)).collect();
    while let Some((node, year, date)) = waiting.pop() {
        if let Some((year, date, nested)) = date_bullet(document, node, year) {
            let nested = nested.into_iter().rev();
            waiting.extend(nested.map(|li| (li, year, date.clone())));
            continue;
        }
        let roots = unwrapped(document, node);
        if !is_button(document, &roots) {
            drafts.push(Draft {
                node,
                roots,
                date,
                year,
                read: None,
            });
        }
    }
    drafts
}

// A bullet with the year and the date of the bullets that it is in.
type Waiting = (NodeId, Option<i32>, Option<String>);

// `- 2025` or `- March` with bullets below it: what they are dated by.
fn date_bullet(
    document: &Document,
    node: NodeId,
    year: Option<i32>,
) -> Option<(Option<i32>, Option<String>, Vec<NodeId>)> {
    let is_list = |node: &NodeId| matches!(document.name(*node), Some("ul" | "ol"));
    if !document.children(node).any(|child| is_list(&child)) {
        return None;
    }
    let own: Vec<NodeId> = document
        .children(node)
        .take_while(|node| !is_list(node))
        .collect();
    let text = document.text_start(&own, 40);
    let (year, date) = match heading::meaning(&text, None) {
        // Items below it that have no date of their own are of that year.
        Meaning::Year(year) => (Some(year), Some(year.to_string())),
        _ => (
            year,
            Some(date::whole(&text, &context(year)).map(|_| text)?),
        ),
    };
    let lists = document.children(node).filter(is_list);
    let nested: Vec<NodeId> = lists.flat_map(|list| entries(document, list)).collect();
    (!nested.is_empty()).then_some((year, date, nested))
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
pub(crate) fn is_button(document: &Document, roots: &[NodeId]) -> bool {
    let text = document.text_start(roots, 60);
    if text.chars().all(|c| c == '.' || c == '…') {
        return true;
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    if text.len() > 60 {
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
    BUTTONS.contains(&first)
        && words.all(|word| BESIDE.contains(&word) || BUTTONS.contains(&word))
        && date::leading(bare, &Context::default()).is_none()
}
