use super::{Document, NodeId};

/// Some of the nodes of one [`Document`], a bit for each.
///
/// ```
/// use site::{Document, NodeSet, Source, Syntax};
///
/// let document = Document::parse(&Source::new("a.md", "x"), 0, Syntax::Markdown);
/// let mut seen = NodeSet::of(&document);
/// assert!(seen.insert(document.root()));
/// assert!(!seen.insert(document.root()));
/// assert!(seen.contains(document.root()));
/// ```
#[derive(Debug, Clone)]
pub struct NodeSet {
    bits: Vec<u64>,
}

impl NodeSet {
    /// None of the document's nodes.
    pub fn of(document: &Document) -> NodeSet {
        NodeSet {
            bits: vec![0; document.nodes.len().div_ceil(64)],
        }
    }

    /// Adds a node; true where it was not there. A node of another document
    /// may have no place here, and then never is.
    pub fn insert(&mut self, node: NodeId) -> bool {
        let (word, bit) = place(node);
        let Some(word) = self.bits.get_mut(word) else {
            return true;
        };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Whether a node was added.
    pub fn contains(&self, node: NodeId) -> bool {
        let (word, bit) = place(node);
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }
}

fn place(node: NodeId) -> (usize, u64) {
    (node.index() / 64, 1 << (node.index() % 64))
}
