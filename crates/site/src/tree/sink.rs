//! The nodes of a tree, and how the tree builder links them.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};

use super::{Document, Element, Kind, Node, NodeId};

/// More than any page has on one element, however often its tag comes.
const MAX_ATTRIBUTES: usize = 1000;

/// The nodes while they are being linked.
pub(super) struct Arena {
    pub(super) nodes: RefCell<Vec<Node>>,
    pub(super) elements: RefCell<Vec<Element>>,
    text: RefCell<String>,
    // Where the token being processed began.
    pub(super) offset: Cell<usize>,
    pub(super) open_at_most: Cell<usize>,
}

impl Arena {
    pub(super) fn new() -> Arena {
        let arena = Arena {
            nodes: RefCell::default(),
            elements: RefCell::default(),
            text: RefCell::default(),
            offset: Cell::default(),
            open_at_most: Cell::default(),
        };
        arena.create(Kind::Root);
        arena
    }

    pub(super) fn into_document(self) -> Document {
        Document {
            nodes: self.nodes.into_inner(),
            elements: self.elements.into_inner(),
            text: self.text.into_inner(),
            language: None,
        }
    }

    fn create(&self, kind: Kind) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            parent: None,
            previous: None,
            next: None,
            first: None,
            last: None,
            offset: self.offset.get(),
            kind,
        });
        NodeId::new(nodes.len() - 1)
    }

    /// Puts a node under a parent, before a sibling or last.
    fn insert(&self, parent: NodeId, before: Option<NodeId>, new: NodeOrText<NodeId>) {
        match new {
            NodeOrText::AppendNode(node) => {
                self.remove_from_parent(&node);
                self.link(parent, before, node);
            }
            NodeOrText::AppendText(text) => {
                for line in text.split_inclusive('\n') {
                    self.insert_line(parent, before, line);
                    self.offset.set(self.offset.get() + line.len());
                }
            }
        }
    }

    fn insert_line(&self, parent: NodeId, before: Option<NodeId>, line: &str) {
        let neighbour = {
            let nodes = self.nodes.borrow();
            match before {
                Some(sibling) => nodes[sibling.index()].previous,
                None => nodes[parent.index()].last,
            }
        };
        if neighbour.is_some_and(|neighbour| self.goes_on(neighbour, line)) {
            return;
        }
        let mut text = self.text.borrow_mut();
        let start = text.len();
        text.push_str(line);
        let node = self.create(Kind::Text(start..text.len()));
        self.link(parent, before, node);
    }

    /// Adds to a text whose line has not ended; false where it is none.
    fn goes_on(&self, node: NodeId, more: &str) -> bool {
        let mut text = self.text.borrow_mut();
        let kind = &mut self.nodes.borrow_mut()[node.index()].kind;
        match kind {
            Kind::Text(range) if text[range.clone()].ends_with('\n') => return false,
            Kind::Text(range) if range.end == text.len() => {
                text.push_str(more);
                range.end = text.len();
            }
            Kind::Text(range) => *kind = Kind::Resumed([&text[range.clone()], more].concat()),
            Kind::Resumed(text) if !text.ends_with('\n') => text.push_str(more),
            _ => return false,
        }
        true
    }

    fn link(&self, parent: NodeId, before: Option<NodeId>, node: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let previous = match before {
            Some(sibling) => nodes[sibling.index()].previous,
            None => nodes[parent.index()].last,
        };
        let new = &mut nodes[node.index()];
        (new.parent, new.previous, new.next) = (Some(parent), previous, before);
        match previous {
            Some(previous) => nodes[previous.index()].next = Some(node),
            None => nodes[parent.index()].first = Some(node),
        }
        match before {
            Some(sibling) => nodes[sibling.index()].previous = Some(node),
            None => nodes[parent.index()].last = Some(node),
        }
    }

    /// Undoes what the gate did to the names.
    pub(super) fn name_formatting(&self, names: &[(LocalName, LocalName)]) {
        for element in self.elements.borrow_mut().iter_mut() {
            if let Some((name, _)) = names.iter().find(|(_, plain)| *plain == element.name) {
                element.name = name.clone();
            }
        }
    }

    fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.nodes.borrow()[node.index()].parent
    }

    fn first(&self, node: NodeId) -> Option<NodeId> {
        self.nodes.borrow()[node.index()].first
    }
}

/// A name of its own, because a borrowed one would lock the nodes.
#[derive(Debug)]
pub(super) struct Name(Namespace, LocalName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0
    }

    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl TreeSink for Arena {
    type Handle = NodeId;
    type Output = ();
    type ElemName<'a> = Name;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_document(&self) -> NodeId {
        NodeId::new(0)
    }

    fn same_node(&self, a: &NodeId, b: &NodeId) -> bool {
        a == b
    }

    // A template's content is kept in the template itself.
    fn get_template_contents(&self, template: &NodeId) -> NodeId {
        *template
    }

    fn elem_name(&self, node: &NodeId) -> Name {
        match self.nodes.borrow()[node.index()].kind {
            Kind::Element(at) => {
                let element = &self.elements.borrow()[at];
                Name(element.space.clone(), element.name.clone())
            }
            _ => Name(Namespace::from(""), LocalName::from("")),
        }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.open_at_most.set(self.open_at_most.get() + 1);
        let attributes = attrs.into_iter().map(|attribute| {
            let Attribute { name, value } = attribute;
            (name.local, String::from(value))
        });
        let mut elements = self.elements.borrow_mut();
        elements.push(Element {
            space: name.ns,
            name: name.local,
            attributes: attributes.collect(),
        });
        self.create(Kind::Element(elements.len() - 1))
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.create(Kind::Comment(String::from(text)))
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> NodeId {
        self.create(Kind::Comment(String::from(data)))
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, None, child);
    }

    fn append_before_sibling(&self, sibling: &NodeId, new: NodeOrText<NodeId>) {
        if let Some(parent) = self.parent(*sibling) {
            self.insert(parent, Some(*sibling), new);
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        match self.parent(*element) {
            Some(parent) => self.insert(parent, Some(*element), child),
            None => self.insert(*previous, None, child),
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        let Kind::Element(at) = self.nodes.borrow()[target.index()].kind else {
            return;
        };
        let element = &mut self.elements.borrow_mut()[at];
        for Attribute { name, value } in attrs {
            // Each costs a look at all the others.
            if element.attributes.len() >= MAX_ATTRIBUTES {
                return;
            }
            if !element.attributes.iter().any(|(key, _)| *key == name.local) {
                element.attributes.push((name.local, String::from(value)));
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let node = &mut nodes[target.index()];
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => nodes[previous.index()].next = next,
            None => nodes[parent.index()].first = next,
        }
        match next {
            Some(next) => nodes[next.index()].previous = previous,
            None => nodes[parent.index()].last = previous,
        }
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        while let Some(child) = self.first(*node) {
            self.remove_from_parent(&child);
            self.link(*new_parent, None, child);
        }
    }
}
