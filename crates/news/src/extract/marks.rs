use site::{Document, NodeId, NodeSet, Step};

use super::blocks::LONGEST_HEADING;
use crate::heading::{self, Meaning};

/// What lies below a node, known before it is entered.
pub(super) struct Marks {
    pub(super) holds_block: NodeSet,
    pub(super) holds_section: NodeSet,
    /// Tables that only arrange: they have more bullets than rows.
    pub(super) arranges: NodeSet,
    // Bullets and rows of the tables that are open.
    tables: Vec<(usize, usize)>,
}

impl Marks {
    pub(super) fn new(document: &Document, named: Option<&str>) -> Marks {
        let mut marks = Marks {
            holds_block: NodeSet::of(document),
            holds_section: NodeSet::of(document),
            arranges: NodeSet::of(document),
            tables: Vec::new(),
        };
        for step in document.walk(document.root()) {
            match step {
                Step::Enter(node) => marks.enter(document, node, named),
                Step::Leave(node) => marks.leave(document, node),
            }
        }
        marks
    }

    fn enter(&mut self, document: &Document, node: NodeId, named: Option<&str>) {
        let name = document.name(node).unwrap_or("br");
        if document.is_inline(node) || name == "br" {
            return;
        }
        mark_above(document, node, &mut self.holds_block);
        match (name, self.tables.last_mut()) {
            ("table", _) => self.tables.push((0, 0)),
            ("li", Some((items, _))) => *items += 1,
            ("tr", Some((_, rows))) => *rows += 1,
            _ => {}
        }
        if document.heading(node).is_some() || name == "summary" {
            let text = document.text_start(&[node], LONGEST_HEADING);
            let meaning = heading::meaning(&text, named);
            if matches!(meaning, Meaning::News(_) | Meaning::Other) {
                mark_above(document, node, &mut self.holds_section);
            }
        }
    }

    fn leave(&mut self, document: &Document, node: NodeId) {
        if !document.is(node, "table") {
            return;
        }
        let (items, rows) = self.tables.pop().unwrap_or_default();
        if items > rows {
            self.arranges.insert(node);
        }
        if let Some(outer) = self.tables.last_mut() {
            *outer = (outer.0 + items, outer.1 + rows);
        }
    }
}

/// Marks what is around a node. Stops where another has been, so that all marks
/// together cost linear time.
pub(super) fn mark_above(document: &Document, node: NodeId, marks: &mut NodeSet) {
    let mut above = document.parent(node);
    while let Some(node) = above.filter(|&node| marks.insert(node)) {
        above = document.parent(node);
    }
}
