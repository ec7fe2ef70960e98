use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{Tracer, TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, TokenizerResult};

use super::{Document, Element, Kind, Node, NodeId};
use crate::dialect::CARRIER;

/// As deep as Chromium lets a tree become; the tree builder's work for one
/// tag grows with the number of open elements.
const MAX_DEPTH: usize = 512;

/// Elements that browsers reopen in the next block when they are not closed
/// in this one ("formatting" in the HTML standard, 13.2.4.3).
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Marks a formatting element's name on its way through the tree builder,
/// which then takes it for an element like any other.
const PLAIN: &str = "_";

/// Text to a [`Document`], piece by piece.
pub(crate) struct Builder {
    tokenizer: Tokenizer<Gate>,
    input: BufferQueue,
}

impl Builder {
    pub(crate) fn new() -> Builder {
        let options = TreeBuilderOpts {
            scripting_enabled: false,
            drop_doctype: true,
            ..TreeBuilderOpts::default()
        };
        let gate = Gate {
            trees: TreeBuilder::new(Arena::new(), options),
            piece: Cell::default(),
            opened: Cell::default(),
            dropped: RefCell::default(),
        };
        Builder {
            tokenizer: Tokenizer::new(gate, TokenizerOpts::default()),
            input: BufferQueue::default(),
        }
    }

    /// Feeds text, all of which began at one place in the source.
    pub(crate) fn feed(&self, text: &str, offset: usize) {
        let gate = &self.tokenizer.sink;
        gate.piece.set(offset);
        if text.starts_with('<') && gate.opened.get().is_none() {
            gate.opened.set(Some(offset));
        }
        self.input.push_back(StrTendril::from(text));
        // Anything but `Done` asks to run a script or to change the encoding.
        while !matches!(self.tokenizer.feed(&self.input), TokenizerResult::Done) {}
    }

    pub(crate) fn finish(self) -> Document {
        self.tokenizer.end();
        let arena = self.tokenizer.sink.trees.sink;
        arena.name_formatting();
        arena.apply_attribute_lists();
        let nodes = arena.nodes.into_inner();
        Document { nodes }
    }
}

/// Stands before the tree builder: tells it where each token began, keeps the
/// tree from becoming too deep, and closes formatting with its block.
struct Gate {
    trees: TreeBuilder<NodeId, Arena>,
    // Where the text being fed began.
    piece: Cell<usize>,
    // Where the tag or comment being read began.
    opened: Cell<Option<usize>>,
    // Start tags not passed on, whose end tags must not be either.
    dropped: RefCell<Vec<LocalName>>,
}

impl TokenSink for Gate {
    type Handle = NodeId;

    fn process_token(&self, mut token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if !matches!(token, Token::ParseError(_)) {
            let begun = self.opened.take();
            let offset = begun.unwrap_or_else(|| self.piece.get());
            self.trees.sink.offset.set(offset);
        }
        if let Token::TagToken(tag) = &mut token {
            if self.is_too_deep(tag) {
                return TokenSinkResult::Continue;
            }
            if FORMATTING.contains(&&*tag.name) {
                tag.name = LocalName::from([&*tag.name, PLAIN].concat());
            }
        }
        self.trees.process_token(token, line)
    }

    fn end(&self) {
        self.trees.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.trees
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Gate {
    fn is_too_deep(&self, tag: &Tag) -> bool {
        let mut dropped = self.dropped.borrow_mut();
        match tag.kind {
            TagKind::EndTag if dropped.last() == Some(&tag.name) => dropped.pop().is_some(),
            TagKind::EndTag => {
                dropped.clear();
                false
            }
            TagKind::StartTag if is_leaf(&tag.name) || self.has_room() => false,
            TagKind::StartTag => {
                dropped.push(tag.name.clone());
                true
            }
        }
    }

    // Every element made may still be open; only when so many have been made
    // is it worth counting those that are.
    fn has_room(&self) -> bool {
        let bound = &self.trees.sink.open_at_most;
        if bound.get() >= MAX_DEPTH {
            let count = Count::default();
            self.trees.trace_handles(&count);
            bound.set(count.0.get());
        }
        bound.get() < MAX_DEPTH
    }
}

/// Elements without elements in them; the tokenizer must see some of these to
/// know that what follows is not markup.
fn is_leaf(name: &str) -> bool {
    let leaves = [
        "area",
        "br",
        "col",
        "embed",
        "hr",
        "iframe",
        "img",
        "input",
        "link",
        "meta",
        "noembed",
        "noframes",
        "plaintext",
        "script",
        "source",
        "style",
        "textarea",
        "title",
        "track",
        "wbr",
        "xmp",
    ];
    leaves.contains(&name)
}

#[derive(Default)]
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = NodeId;

    fn trace_handle(&self, _: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}

/// The nodes while they are being linked.
struct Arena {
    nodes: RefCell<Vec<Node>>,
    // Where the token being processed began.
    offset: Cell<usize>,
    open_at_most: Cell<usize>,
}

impl Arena {
    fn new() -> Arena {
        let arena = Arena {
            nodes: RefCell::default(),
            offset: Cell::default(),
            open_at_most: Cell::default(),
        };
        arena.create(Kind::Root);
        arena
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
        if let Some(neighbour) = neighbour
            && let Kind::Text(text) = &mut self.nodes.borrow_mut()[neighbour.index()].kind
            && !text.ends_with('\n')
        {
            text.push_str(line);
            return;
        }
        let node = self.create(Kind::Text(line.to_owned()));
        self.link(parent, before, node);
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

    // Undoes what the gate did to the names.
    fn name_formatting(&self) {
        for node in self.nodes.borrow_mut().iter_mut() {
            if let Kind::Element(element) = &mut node.kind
                && let Some(name) = element.name.strip_suffix(PLAIN)
            {
                element.name = LocalName::from(name);
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

/// Gives the ids of kramdown attribute lists to the elements they are about.
impl Arena {
    fn apply_attribute_lists(&self) {
        let count = self.nodes.borrow().len();
        for index in 0..count {
            let carrier = NodeId::new(index);
            let Some(id) = self.carried(carrier) else {
                continue;
            };
            if let Some(target) = self.target(carrier) {
                let id = Attribute {
                    name: QualName::new(None, Namespace::from(""), LocalName::from("id")),
                    value: StrTendril::from(id),
                };
                self.add_attrs_if_missing(&target, vec![id]);
            }
            self.remove_from_parent(&carrier);
        }
    }

    fn carried(&self, node: NodeId) -> Option<String> {
        match &self.nodes.borrow()[node.index()].kind {
            Kind::Element(element) if *element.name == *CARRIER => {
                element.attributes.first().map(|(_, id)| id.clone())
            }
            _ => None,
        }
    }

    // What a list is about: the span it touches; the block above it where it
    // has a line of its own; else the block it stands in.
    fn target(&self, carrier: NodeId) -> Option<NodeId> {
        let nodes = self.nodes.borrow();
        let name = |node: NodeId| match &nodes[node.index()].kind {
            Kind::Element(element) => &*element.name,
            _ => "",
        };
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
        let alone = matches!(&nodes[carrier.index()].kind,
            Kind::Element(element) if element.attributes.len() > 1);
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

/// A name of its own, because a borrowed one would lock the nodes.
#[derive(Debug)]
struct Name(Namespace, LocalName);

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
        match &self.nodes.borrow()[node.index()].kind {
            Kind::Element(element) => Name(element.space.clone(), element.name.clone()),
            _ => Name(Namespace::from(""), LocalName::from("")),
        }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.open_at_most.set(self.open_at_most.get() + 1);
        let attributes = attrs.into_iter().map(|attribute| {
            let Attribute { name, value } = attribute;
            (name.local, String::from(value))
        });
        self.create(Kind::Element(Box::new(Element {
            space: name.ns,
            name: name.local,
            attributes: attributes.collect(),
        })))
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
        let mut nodes = self.nodes.borrow_mut();
        let Kind::Element(element) = &mut nodes[target.index()].kind else {
            return;
        };
        for Attribute { name, value } in attrs {
            // Each costs a look at all the others.
            if element.attributes.len() >= MAX_DEPTH {
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
