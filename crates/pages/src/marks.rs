//! Which parts of a page are its News.

use std::collections::{HashMap, HashSet};

use news::Item;
use news::date::{self, Context};
use site::{Document, NodeId, Source};

use crate::Shared;

/// What is News on a page.
#[derive(Default)]
pub(crate) struct Marks<'a> {
    /// The element of each item.
    pub(crate) items: HashMap<NodeId, Mark<'a>>,
    /// The elements that hold nothing but items and their like.
    pub(crate) lists: HashSet<NodeId>,
    /// The heading above, or else the list itself.
    pub(crate) start: Option<NodeId>,
    /// A cell or term that is the date of the item with this mark.
    pub(crate) dates: HashMap<NodeId, NodeId>,
}

/// One item.
pub(crate) struct Mark<'a> {
    /// Its `id` on the page.
    pub(crate) anchor: &'a str,
    /// Its date for machines, no more exact than written.
    pub(crate) datetime: Option<String>,
    /// Its date for people, where it begins the item, and how many characters
    /// that are no white space are before the rest.
    pub(crate) label: Option<(String, usize)>,
}

/// Finds the News items of a page in its tree.
pub(crate) fn find<'a>(shared: &Shared<'a>, source: &Source, document: &Document) -> Marks<'a> {
    let mut marks = Marks::default();
    let Some(news) = shared.site.news else {
        return marks;
    };
    let headings = headings(shared, document);
    if headings.is_empty() && !shared.news_files.contains(&*source.path) {
        return marks;
    }
    let nodes = nodes(news.items, source, document);
    for ((item, id), node) in news.items.iter().zip(news.ids).zip(nodes) {
        if let (Some(node), Some(anchor)) = (node, item.anchor_of(id)) {
            add(&mut marks, document, node, item, anchor);
        }
    }
    let first = marks
        .items
        .keys()
        .min_by_key(|node| document.offset(**node))
        .copied();
    let above =
        |node: &NodeId| first.is_some_and(|first| document.offset(*node) <= document.offset(first));
    let heading = headings.iter().copied().rev().find(above);
    let list = first.map(|first| outermost(document, first));
    marks.start = heading.filter(|_| first.is_some()).or(list);
    marks
}

// The list, the table, or the block that an item stands in.
fn outermost(document: &Document, item: NodeId) -> NodeId {
    let name = match document.name(item) {
        Some("li") => return document.parent(item).unwrap_or(item),
        Some("tr") => "table",
        Some("dt") => "dl",
        _ => return item,
    };
    let mut above = std::iter::successors(Some(item), |&node| document.parent(node));
    above.find(|&node| document.is(node, name)).unwrap_or(item)
}

fn headings(shared: &Shared<'_>, document: &Document) -> Vec<NodeId> {
    if shared.headings.is_empty() {
        return Vec::new();
    }
    let nodes = document.descendants(document.root());
    let headings = nodes.filter(|&node| document.heading(node).is_some());
    let is_news = |node: &NodeId| shared.headings.contains(&*document.text(*node));
    headings.filter(is_news).collect()
}

// The element of each item: of those that begin at its place, the one that
// holds an item rather than a list or a part of one. Items made of data by one
// line of a template share their place; they come in the same order.
fn nodes(items: &[Item], source: &Source, document: &Document) -> Vec<Option<NodeId>> {
    let key = |item: &Item| (item.file.clone(), item.line, item.column);
    let wanted: HashSet<_> = items.iter().map(key).collect();
    let mut found: HashMap<_, Vec<(u8, NodeId)>> = HashMap::new();
    for node in document.descendants(document.root()) {
        let Some(rank) = rank(document, node) else {
            continue;
        };
        let place = source.place(document.offset(node));
        let place = (place.file, place.line, place.column);
        if wanted.contains(&place) {
            found.entry(place).or_default().push((rank, node));
        }
    }
    let mut taken: HashMap<_, usize> = HashMap::new();
    let node = |item: &Item| {
        let candidates = found.get(&key(item))?;
        let best = candidates.iter().map(|(rank, _)| *rank).min()?;
        let at = taken.entry(key(item)).or_default();
        let mut best = candidates.iter().filter(|(rank, _)| *rank == best);
        let node = best.nth(*at).map(|(_, node)| *node);
        *at += 1;
        node
    };
    items.iter().map(node).collect()
}

fn rank(document: &Document, node: NodeId) -> Option<u8> {
    Some(match document.name(node)? {
        "li" => 0,
        "tr" => 1,
        "dt" => 2,
        "article" | "details" => 3,
        "p" => 4,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => 5,
        "div" | "section" | "dd" | "blockquote" => 6,
        "html" | "head" | "body" | "ul" | "ol" | "dl" | "table" | "tbody" | "thead" => return None,
        _ if document.is_never_shown(node) => return None,
        _ => 7,
    })
}

fn add<'a>(marks: &mut Marks<'a>, document: &Document, node: NodeId, item: &Item, anchor: &'a str) {
    let context = Context {
        year: item
            .date
            .and_then(|date| date.to_string().get(..4)?.parse().ok()),
        listed: true,
        ..Context::default()
    };
    let label = match document.name(node) {
        Some("li" | "p" | "div") => label(&document.text(node), item, &context),
        _ => None,
    };
    if document.is(node, "li") {
        marks.lists.extend(document.parent(node));
    }
    if label.is_none() && item.date.is_some() {
        let mut cells = document.children(node).chain([node]);
        let is_cell = |cell: &NodeId| matches!(document.name(*cell), Some("td" | "th" | "dt"));
        let is_date = |cell: &NodeId| date::whole(&document.text(*cell), &context).is_some();
        if let Some(cell) = cells.find(|cell| is_cell(cell) && is_date(cell)) {
            marks.dates.insert(cell, node);
        }
    }
    let datetime = item.date.map(|date| date.to_string());
    let mark = Mark {
        anchor,
        datetime,
        label,
    };
    marks.items.insert(node, mark);
}

// The date at the beginning, as written but for its brackets, where nothing but
// separators is between it and what the item says.
fn label(text: &str, item: &Item, context: &Context) -> Option<(String, usize)> {
    let before = text.strip_suffix(&*item.text)?;
    let found = date::leading(text, context)?;
    let plain =
        |c: char| c.is_whitespace() || c.is_ascii_punctuation() || "–—・·：【】".contains(c);
    let written = before.get(found.start..found.end)?;
    let before_it = before.get(..found.start)?;
    if item.date.is_none() || !before_it.chars().all(plain) {
        return None;
    }
    let is_bracket = |c: char| c.is_whitespace() || "()[]{}【】〔〕:：,|".contains(c);
    let label = written.trim_matches(is_bracket).to_owned();
    let count = before.chars().filter(|c| !c.is_whitespace()).count();
    (!label.is_empty()).then_some((label, count))
}
