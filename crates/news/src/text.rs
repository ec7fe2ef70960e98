//! From the draft of an item to the item: its words, its HTML, its links.

use std::collections::HashSet;

use site::{Document, NodeId};

use crate::Item;
use crate::list::Draft;
use crate::place::Page;
use crate::title::title;

/// Texts that page templates come with, and that nobody means; matched at the
/// beginning of an item, in lower case.
pub(crate) const PLACEHOLDERS: &[&str] = &[
    "lorem ipsum",
    "a simple inline announcement",
    "a long announcement with details",
    "announcement with details",
    "this is a placeholder",
    "placeholder",
    "your news here",
    "add your news",
    "news item 1",
    "todo",
    "example news",
];

/// Whether a template's own text was left in place.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let end = text.char_indices().nth(60).map_or(text.len(), |(at, _)| at);
    let start = &text[..end];
    let start = match start.is_ascii() {
        true => start.to_ascii_lowercase(),
        false => start.to_lowercase(),
    };
    let start = start.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins = PLACEHOLDERS.iter().any(|placeholder| {
        let rest = start.strip_prefix(placeholder);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    begins || start.contains("lorem ipsum")
}

/// The item of a draft, whose own text is the bytes `range` of its visible
/// text `text`; its date is still to be set.
pub(crate) fn item(
    document: &Document,
    page: &Page<'_>,
    draft: &Draft,
    text: &str,
    range: std::ops::Range<usize>,
) -> Item {
    let text = text[range.clone()].trim();
    let html_range = match range.end {
        end if end < text.len() => range,
        _ => range.start..usize::MAX,
    };
    let place = page.place(document.offset(draft.node));
    let (links, anchor) = links_and_anchor(document, draft);
    Item {
        date: None,
        title: title(text),
        text: text.to_owned(),
        html: document.html_of(&draft.roots, html_range),
        links,
        anchor,
        file: place.file,
        line: place.line,
        column: place.column,
    }
}

// Where the links lead, and the id on the item, or on the first thing in it that
// has one.
fn links_and_anchor(document: &Document, draft: &Draft) -> (Vec<String>, Option<String>) {
    let mut seen = Seen::default();
    let mut links = Vec::new();
    let mut id = document.attribute(draft.node, "id");
    for node in below(document, &draft.roots) {
        let is_link = document.is(node, "a");
        let name = || document.attribute(node, "name").filter(|_| is_link);
        id = id.or_else(|| document.attribute(node, "id").or_else(name));
        let target = document.attribute(node, "href").filter(|_| is_link);
        let target = target.map(str::trim).filter(|target| !target.is_empty());
        links.extend(
            target
                .filter(|&target| seen.insert(target))
                .map(str::to_owned),
        );
    }
    let id = id.map(str::trim).filter(|id| !id.is_empty());
    (links, id.map(str::to_owned))
}

/// The targets there were; most items have but a few, and need no hash table.
#[derive(Default)]
struct Seen<'t> {
    few: Vec<&'t str>,
    many: HashSet<&'t str>,
}

impl<'t> Seen<'t> {
    // Whether it is new.
    fn insert(&mut self, target: &'t str) -> bool {
        if self.few.contains(&target) {
            return false;
        }
        if self.few.len() < 8 {
            self.few.push(target);
            return true;
        }
        self.many.insert(target)
    }
}

fn below<'a>(document: &'a Document, roots: &'a [NodeId]) -> impl Iterator<Item = NodeId> + 'a {
    let below = |&root: &NodeId| std::iter::once(root).chain(document.descendants(root));
    roots.iter().flat_map(below)
}
