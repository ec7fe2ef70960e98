use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};

use super::sink::Arena;
use super::{Kind, NodeId};
use crate::dialect::CARRIER;

impl Arena {
    /// Gives what kramdown's attribute lists name to the elements they are
    /// about.
    pub(super) fn apply_attribute_lists(&self) {
        let elements = self.elements.borrow();
        if !elements.iter().any(|element| *element.name == *CARRIER) {
            return;
        }
        drop(elements);
        let count = self.nodes.borrow().len();
        for index in 0..count {
            let carrier = NodeId::new(index);
            let Some(attributes) = self.carried(carrier) else {
                continue;
            };
            if let Some(target) = self.target(carrier) {
                self.add_attrs_if_missing(&target, attributes);
            }
            self.remove_from_parent(&carrier);
        }
    }

    fn carried(&self, node: NodeId) -> Option<Vec<Attribute>> {
        let Kind::Element(at) = self.nodes.borrow()[node.index()].kind else {
            return None;
        };
        let element = &self.elements.borrow()[at];
        let attributes = element.attributes.iter().filter(|(name, value)| {
            let empty = matches!(&**name, "id" | "alone") && value.is_empty();
            !empty
        });
        let attribute = |(name, value): &(LocalName, String)| Attribute {
            name: QualName::new(None, Namespace::from(""), name.clone()),
            value: StrTendril::from(value.as_str()),
        };
        (*element.name == *CARRIER).then(|| attributes.map(attribute).collect())
    }

    // What a list is about: the span it touches; the block above it where it
    // has a line of its own; else the block it stands in.
    fn target(&self, carrier: NodeId) -> Option<NodeId> {
        let (nodes, elements) = (self.nodes.borrow(), self.elements.borrow());
        let element = |node: NodeId| match nodes[node.index()].kind {
            Kind::Element(at) => Some(&elements[at]),
            _ => None,
        };
        let name = |node: NodeId| element(node).map_or("", |element| &*element.name);
        let parent = nodes[carrier.index()].parent?;
        let previous = nodes[carrier.index()].previous;
        if let Some(previous) = previous
            && !name(previous).is_empty()
        {
            return Some(previous);
        }
        if previous.is_none() && nodes[carrier.index()].next.is_none() && name(parent) == "p" {
            let above = std::iter::successors(nodes[parent.index()].previous, |node| {
                nodes[node.index()].previous
            });
            return above.into_iter().find(|&node| !name(node).is_empty());
        }
        let alone = |(name, _): &(LocalName, String)| &**name == "alone";
        let alone = element(carrier).is_some_and(|element| element.attributes.iter().any(alone));
        let above = std::iter::successors(Some(parent), |node| nodes[node.index()].parent);
        let wanted: &[&str] = if alone {
            &["ul", "ol", "p"]
        } else {
            &["li", "dd", "td"]
        };
        above
            .into_iter()
            .find(|&node| wanted.contains(&name(node)))
            .or(Some(parent))
    }
}
