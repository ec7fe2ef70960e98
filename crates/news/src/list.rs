//! The forms of a list: from a block of the page to the drafts of its items.

use site::{Document, NodeId};

use crate::date::{self, Context};
use crate::extract::entries;
use crate::heading::{self, Meaning};

mod forms;
mod lines;
mod tables;

pub use forms::LIST_FORMS;
pub(crate) use lines::{is_firm, lines};
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
    if !document.children(node).any(|child| is_list(&child)) {
        return None;
    }
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
