//! A page as a flat row of headings, lists, tables and lines, whatever
//! wrappers they stand in.

use std::collections::HashMap;

use site::{Document, NodeId};

use super::marks::Marks;
use super::tabs;
use crate::date::{self, Context};
use crate::heading::{self, Meaning};
use crate::list::Beginning;

/// A heading that is only bold, or a `<summary>`, is below all that are real.
pub(crate) const PSEUDO: u8 = 7;

/// The longest line that can be a heading, in bytes of its text.
pub(super) const LONGEST_HEADING: usize = 80;

#[derive(Debug)]
pub(crate) enum Block {
    Heading(Heading),
    /// The `<li>`s of a list, with those in wrappers between them.
    List {
        node: NodeId,
        items: Vec<NodeId>,
    },
    Table(NodeId),
    Definitions(NodeId),
    /// A paragraph, or text that stands between blocks, and what it begins with
    /// where that has been read.
    Line(Vec<NodeId>, Option<Beginning>),
    /// Several blocks in one wrapper that together are an item: the line that
    /// is its date, and the others.
    Card {
        node: NodeId,
        date: String,
        roots: Vec<NodeId>,
    },
    /// The end of a `<details>`.
    Leave(NodeId),
}

#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) node: NodeId,
    pub(crate) roots: Vec<NodeId>,
    pub(crate) level: u8,
    pub(crate) meaning: Meaning,
    pub(crate) text: String,
    /// The `<details>` that a `<summary>` is the heading of, or the pane of a tab.
    pub(crate) scope: Option<NodeId>,
}

pub(crate) fn blocks(document: &Document, named: Option<&str>) -> Vec<Block> {
    read(document, named, false)
}

/// The same of a page without a News heading, where the name of a box may say
/// what it holds: `<section aria-label="News">`, `<div id="news">`.
pub(crate) fn labelled(document: &Document, named: Option<&str>) -> Vec<Block> {
    read(document, named, true)
}

fn read(document: &Document, named: Option<&str>, labels: bool) -> Vec<Block> {
    let mut flow = Flow {
        document,
        named,
        marks: Marks::new(document, named),
        tabs: tabs::panes(document, named),
        run: Vec::new(),
        blocks: Vec::new(),
        labels,
        labelled: Vec::new(),
    };
    let mut at = document.children(document.root()).next();
    while let Some(node) = at {
        at = match flow.enter(node) {
            true => document.children(node).next(),
            false => None,
        };
        at = at.or_else(|| flow.past(node));
    }
    flow.end_run();
    flow.blocks
}

struct Flow<'a> {
    document: &'a Document,
    named: Option<&'a str>,
    marks: Marks,
    // The panes of tabs that say News, and what their tabs say.
    tabs: HashMap<NodeId, String>,
    run: Vec<NodeId>,
    blocks: Vec<Block>,
    // Whether the names of boxes count, and the boxes that are open.
    labels: bool,
    labelled: Vec<NodeId>,
}

impl Flow<'_> {
    /// Takes a node in; true where its children are to be taken in instead.
    fn enter(&mut self, node: NodeId) -> bool {
        let document = self.document;
        let name = document.name(node).unwrap_or("");
        if document.is_never_shown(node) && !document.is(node, "head") {
            return false;
        }
        let inline = document.is_inline(node) || name == "br";
        if inline && !self.marks.holds_block.contains(node) {
            self.run.push(node);
            return false;
        }
        self.end_run();
        if let Some(tab) = self.tabs.get(&node) {
            let (text, roots) = (tab.clone(), Vec::new());
            self.heading(node, roots, PSEUDO, text, Some(node));
        }
        if let Some(level) = document.heading(node) {
            let text = document.text(node);
            self.heading(node, vec![node], level, text, None);
            return false;
        }
        if turns_the_page(document, node) {
            return false;
        }
        self.label(node, name);
        let layout = self.marks.holds_section.contains(node);
        match name {
            "head" | "nav" | "footer" | "select" | "textarea" => false,
            "summary" => {
                let scope = document.parent(node);
                self.heading(node, vec![node], PSEUDO, document.text(node), scope);
                false
            }
            "ul" | "ol" | "menu" if !layout => self.list(node),
            "table" if !layout && !self.marks.arranges.contains(node) => {
                self.push(Block::Table(node))
            }
            "dl" if !layout => self.push(Block::Definitions(node)),
            "li" if !layout => {
                let items = vec![node];
                self.push(Block::List { node, items })
            }
            _ => true,
        }
    }

    /// The node after this one and all below it.
    fn past(&mut self, node: NodeId) -> Option<NodeId> {
        let mut at = node;
        loop {
            if let Some(next) = self.document.next(at) {
                return Some(next);
            }
            at = self.document.parent(at)?;
            self.end_run();
            let is_labelled = self.labelled.pop_if(|last| *last == at).is_some();
            let is_box = self.document.is(at, "details") || self.tabs.contains_key(&at);
            if is_labelled || is_box {
                self.blocks.push(Block::Leave(at));
            }
        }
    }

    // A box that is called News is a heading of its own, above all in it.
    fn label(&mut self, node: NodeId, name: &str) {
        const BOXES: [&str; 5] = ["section", "div", "aside", "article", "main"];
        if !self.labels || !BOXES.contains(&name) {
            return;
        }
        let names = ["aria-label", "id", "class"];
        let values = names
            .iter()
            .filter_map(|name| self.document.attribute(node, name));
        let mut words = values.flat_map(|value| {
            let whole = value.replace(['-', '_'], " ");
            let each = value
                .split_whitespace()
                .map(|word| word.replace(['-', '_'], " "));
            std::iter::once(whole).chain(each).collect::<Vec<_>>()
        });
        let is_news = |text: &String| heading::is_news_heading(text.trim());
        if let Some(text) = words.find(is_news) {
            self.heading(node, Vec::new(), 0, text, Some(node));
            self.labelled.push(node);
        }
    }

    fn push(&mut self, block: Block) -> bool {
        self.blocks.push(block);
        false
    }

    fn list(&mut self, node: NodeId) -> bool {
        let items = entries(self.document, node);
        self.push(Block::List { node, items })
    }

    fn heading(
        &mut self,
        node: NodeId,
        roots: Vec<NodeId>,
        level: u8,
        text: String,
        scope: Option<NodeId>,
    ) {
        let meaning = heading::meaning(&text, self.named);
        let heading = Heading {
            node,
            roots,
            level,
            meaning,
            text,
            scope,
        };
        self.blocks.push(Block::Heading(heading));
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let mut rest = &run[..];
        // `<p><b>News</b><br>` and the items after it.
        while let Some(end) = rest.iter().position(|&node| self.document.is(node, "br")) {
            if !self.is_bold(&rest[..end]) || !self.line(&rest[..end], true) {
                break;
            }
            rest = &rest[end + 1..];
        }
        self.line(rest, false);
    }

    /// Takes a line in; with `only_heading`, if it is a heading. Whether it
    /// was taken in.
    fn line(&mut self, run: &[NodeId], only_heading: bool) -> bool {
        let text = self.document.text_start(run, LONGEST_HEADING);
        let heading = text.len() <= LONGEST_HEADING && self.is_heading(run, &text);
        if text.is_empty() || (only_heading && !heading) {
            return false;
        }
        match heading {
            true => self.heading(run[0], run.to_vec(), PSEUDO, text, None),
            false => self.blocks.push(Block::Line(run.to_vec(), None)),
        }
        true
    }

    /// Whether a line is a heading by looks alone: bold throughout, or nothing
    /// but the words of one. A link to a News section is not.
    fn is_heading(&self, run: &[NodeId], text: &str) -> bool {
        let meaning = heading::meaning(text, self.named);
        if let Meaning::Year(_) = meaning {
            return true;
        }
        if text.is_empty() || date::leading(text, &Context::default()).is_some() {
            return false;
        }
        let short = match meaning {
            Meaning::News(_) => true,
            Meaning::Other => text.split(' ').count() <= 3,
            _ => false,
        };
        self.is_bold(run) || (short && !self.are_all_in(run, &["a"]))
    }

    fn is_bold(&self, run: &[NodeId]) -> bool {
        self.are_all_in(run, &["b", "strong", "u", "big"])
    }

    fn are_all_in(&self, run: &[NodeId], names: &[&str]) -> bool {
        let mut texts = run.iter().flat_map(|&node| {
            let own = self.document.characters(node).is_some().then_some(node);
            own.into_iter().chain(self.document.descendants(node))
        });
        texts.all(|node| self.is_blank(node) || self.is_in(node, names))
    }

    fn is_blank(&self, node: NodeId) -> bool {
        let text = self.document.characters(node);
        text.is_none_or(|text| text.chars().all(|c| !c.is_alphanumeric()))
    }

    fn is_in(&self, node: NodeId, names: &[&str]) -> bool {
        let above = std::iter::successors(Some(node), |&node| self.document.parent(node));
        let mut above = above.take_while(|&node| self.document.is_inline(node));
        above.any(|node| {
            self.document
                .name(node)
                .is_some_and(|name| names.contains(&name))
        })
    }
}

// A box that leads to the page before or after, by name.
fn turns_the_page(document: &Document, node: NodeId) -> bool {
    let is_link = document.is(node, "a");
    let names = ["rel", "class"];
    let values = names
        .iter()
        .filter_map(|name| document.attribute(node, name))
        .filter(|_| is_link);
    let mut words = values.flat_map(|value| value.split([' ', '-', '_']));
    words.any(|word| matches!(word, "prev" | "previous" | "next"))
}

/// The items of a list; wrappers between the list and its items do not matter.
pub(crate) fn entries(document: &Document, list: NodeId) -> Vec<NodeId> {
    let mut items = Vec::new();
    let mut wrappers: Vec<NodeId> = document.children(list).collect();
    wrappers.reverse();
    while let Some(node) = wrappers.pop() {
        if document.is(node, "li") {
            items.push(node);
        } else if document.name(node).is_some() && !document.is_never_shown(node) {
            let at = wrappers.len();
            wrappers.extend(document.children(node));
            wrappers[at..].reverse();
        }
    }
    items
}
