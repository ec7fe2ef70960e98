use std::num::NonZeroU32;

use html5ever::{LocalName, Namespace};

use crate::{Source, dialect, html, markdown};

mod carriers;
mod gate;
mod set;
mod sink;
#[cfg(test)]
mod tests;
mod text;
mod write;

pub use write::is_void;

pub(crate) use gate::Builder;
pub use set::NodeSet;

/// How a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Syntax {
    /// Markdown with what Jekyll, Hugo, Quarto and MyST add to it; also jemdoc
    /// and reStructuredText, told by the name of the file.
    Markdown,
    /// HTML as browsers read it.
    Html,
}

impl Syntax {
    /// HTML where the name ends in `.html`, `.htm` or `.xhtml`, else Markdown.
    ///
    /// ```
    /// use site::Syntax;
    ///
    /// assert_eq!(Syntax::of("docs/index.HTM"), Syntax::Html);
    /// assert_eq!(Syntax::of("_pages/about.md"), Syntax::Markdown);
    /// ```
    pub fn of(path: &str) -> Syntax {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        let html = ["html", "htm", "xhtml"];
        match html.iter().any(|html| extension.eq_ignore_ascii_case(html)) {
            true => Syntax::Html,
            false => Syntax::Markdown,
        }
    }
}

/// A page as one tree, whether Markdown or HTML: what a browser would show
/// of it, each node with its place in the source.
///
/// Two things differ from a browser's tree. No element lies deeper than about
/// 512 others, as in Chromium; and an unclosed `<b>` or `<a>` ends with the
/// block it stands in instead of going on in the next, so that a slip of the
/// pen in one item does not reach the others and no input costs more than
/// linear time.
///
/// ```
/// use site::{Document, Source, Syntax};
///
/// let page = Source::new("about.md", "# News\n\n* [Dec 2025] A *talk*\n");
/// let document = Document::parse(&page, 0, Syntax::Markdown);
/// let item = document.descendants(document.root()).find(|&node| document.is(node, "li")).unwrap();
/// assert_eq!(document.text(item), "[Dec 2025] A talk");
/// assert_eq!(document.inner_html(item), "[Dec 2025] A <em>talk</em>");
/// assert_eq!(page.position(document.offset(item)), (3, 1));
/// ```
#[derive(Debug)]
pub struct Document {
    nodes: Vec<Node>,
    elements: Vec<Element>,
    // What the text nodes say, one behind the other.
    text: String,
    // Of a page that shows one of several languages, the one it shows.
    language: Option<String>,
}

// `pt` of `pt-BR`.
fn primary(language: &str) -> String {
    let first = language.split('-').next().unwrap_or(language);
    first.trim().to_ascii_lowercase()
}

/// A node of one [`Document`]; means nothing in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(NonZeroU32);

/// A step of the walk through a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Before a node's children.
    Enter(NodeId),
    /// After them.
    Leave(NodeId),
}

#[derive(Debug)]
struct Node {
    parent: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    offset: usize,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Root,
    // Its place among the elements.
    Element(usize),
    // A stretch of the tree's text.
    Text(std::ops::Range<usize>),
    // Text that went on after other text had begun.
    Resumed(String),
    Comment(String),
}

#[derive(Debug)]
struct Element {
    space: Namespace,
    name: LocalName,
    attributes: Vec<(LocalName, String)>,
}

impl Document {
    /// Reads the body of a page, which begins at the byte `body_start` (after
    /// its front matter). Any text gives a tree.
    pub fn parse(source: &Source, body_start: usize, syntax: Syntax) -> Document {
        let body_start = source.text.floor_char_boundary(body_start);
        let plain = dialect::plain(&source.text[body_start..], &source.path, syntax);
        let builder = Builder::new();
        let place = |offset| body_start + plain.original(offset);
        match syntax {
            Syntax::Html => html::feed(&builder, &plain.text, &place),
            Syntax::Markdown => markdown::feed(&builder, &plain.text, &place),
        }
        let mut document = builder.finish();
        // Text can be longer than what it was read from.
        for node in &mut document.nodes {
            node.offset = node.offset.min(source.text.len());
        }
        document.language = document.one_of_several();
        document
    }

    // The language of a page whose elements say which language each is for; its
    // script shows those of one.
    fn one_of_several(&self) -> Option<String> {
        let attribute = |element: &Element, name: &str| {
            let mut attributes = element.attributes.iter();
            attributes.find_map(|(key, value)| (&**key == name).then(|| primary(value)))
        };
        let html = self
            .elements
            .iter()
            .find(|element| &*element.name == "html")?;
        let own = attribute(html, "lang")?;
        let mut marked = self.elements.iter();
        let is_shown = marked.any(|element| attribute(element, "data-lang").as_ref() == Some(&own));
        is_shown.then_some(own)
    }

    /// The node that holds all others.
    pub fn root(&self) -> NodeId {
        NodeId::new(0)
    }

    /// An element's name in lower case; `None` for text and comments.
    pub fn name(&self, node: NodeId) -> Option<&str> {
        self.element(node).map(|element| &*element.name)
    }

    /// Whether the node is an element of that name.
    pub fn is(&self, node: NodeId, name: &str) -> bool {
        self.name(node) == Some(name)
    }

    /// The value of an element's attribute.
    pub fn attribute(&self, node: NodeId, name: &str) -> Option<&str> {
        let attributes = &self.element(node)?.attributes;
        let found = attributes.iter().find(|(key, _)| &**key == name)?;
        Some(&found.1)
    }

    /// All attributes of an element, names in lower case, in the order written.
    ///
    /// ```
    /// use site::{Document, Source, Syntax};
    ///
    /// let document = Document::parse(&Source::new("i.html", "<b id=a class=c>"), 0, Syntax::Html);
    /// let b = document.descendants(document.root()).find(|&node| document.is(node, "b")).unwrap();
    /// let attributes: Vec<_> = document.attributes(b).collect();
    /// assert_eq!(attributes, [("id", "a"), ("class", "c")]);
    /// ```
    pub fn attributes(&self, node: NodeId) -> impl Iterator<Item = (&str, &str)> + '_ {
        let attributes = self.element(node).map(|element| &element.attributes);
        let attributes = attributes.into_iter().flatten();
        attributes.map(|(name, value)| (&**name, &**value))
    }

    /// The characters of a text node. A node holds one line of its source at
    /// most, with the line feed at its end.
    pub fn characters(&self, node: NodeId) -> Option<&str> {
        self.characters_of(&self.node(node).kind)
    }

    fn characters_of<'a>(&'a self, kind: &'a Kind) -> Option<&'a str> {
        match kind {
            Kind::Text(range) => self.text.get(range.clone()),
            Kind::Resumed(text) => Some(text),
            _ => None,
        }
    }

    /// What a comment says.
    pub fn comment(&self, node: NodeId) -> Option<&str> {
        match &self.node(node).kind {
            Kind::Comment(text) => Some(text),
            _ => None,
        }
    }

    /// The byte offset in the source at which the node began.
    pub fn offset(&self, node: NodeId) -> usize {
        self.node(node).offset
    }

    /// The level of a heading, 1 to 6: of `<h1>` to `<h6>`, of an element with
    /// `role="heading"`, or of `<heading>`, which a widely copied page design
    /// uses for section titles.
    ///
    /// ```
    /// use site::{Document, Source, Syntax};
    ///
    /// let page = Source::new("i.html", "<h2>News</h2>");
    /// let document = Document::parse(&page, 0, Syntax::Html);
    /// let levels = document.descendants(document.root()).filter_map(|node| document.heading(node));
    /// assert_eq!(levels.collect::<Vec<_>>(), [2]);
    /// ```
    pub fn heading(&self, node: NodeId) -> Option<u8> {
        match self.name(node)?.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
            b"heading" => Some(2),
            _ if self.attribute(node, "role") == Some("heading") => {
                let level = self.attribute(node, "aria-level").unwrap_or("2");
                Some(level.parse().unwrap_or(2).clamp(1, 6))
            }
            _ => None,
        }
    }

    /// The node above.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.node(node).parent
    }

    /// The node before, under the same parent.
    pub fn previous(&self, node: NodeId) -> Option<NodeId> {
        self.node(node).previous
    }

    /// The node after, under the same parent.
    pub fn next(&self, node: NodeId) -> Option<NodeId> {
        self.node(node).next
    }

    /// The nodes directly under a node, in order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(node).first, |&child| self.next(child))
    }

    /// The nodes under a node at any depth, in document order.
    pub fn descendants(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.walk(node).skip(1).filter_map(|step| match step {
            Step::Enter(node) => Some(node),
            Step::Leave(_) => None,
        })
    }

    /// Enters and leaves a node and all below it, without recursion.
    pub fn walk(&self, node: NodeId) -> impl Iterator<Item = Step> + '_ {
        std::iter::successors(Some(Step::Enter(node)), move |&step| match step {
            Step::Leave(at) if at == node => None,
            Step::Enter(at) => Some(match self.node(at).first {
                Some(child) => Step::Enter(child),
                None => Step::Leave(at),
            }),
            Step::Leave(at) => match self.node(at) {
                Node {
                    next: Some(next), ..
                } => Some(Step::Enter(*next)),
                Node { parent, .. } => parent.map(Step::Leave),
            },
        })
    }

    fn element(&self, node: NodeId) -> Option<&Element> {
        match self.node(node).kind {
            Kind::Element(at) => self.elements.get(at),
            _ => None,
        }
    }

    fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.index()]
    }
}

impl NodeId {
    // Four thousand million nodes are more than memory holds.
    fn new(index: usize) -> NodeId {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        NodeId(NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN))
    }

    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}
