//! The visible text of a tree.

use super::{Document, NodeId, Step};

impl Document {
    /// The visible text of a node, white space folded, blocks and line breaks
    /// set apart by a space. Scripts, styles, templates and comments are not
    /// text, nor is what stands in for a picture.
    ///
    /// ```
    /// use site::{Document, Source, Syntax};
    ///
    /// let page = Source::new("i.html", "<p>One<br>two <!-- three --></p><p>four</p>");
    /// let document = Document::parse(&page, 0, Syntax::Html);
    /// assert_eq!(document.text(document.root()), "One two four");
    /// ```
    pub fn text(&self, node: NodeId) -> String {
        self.text_of(&[node])
    }

    /// The visible text of several nodes, as [`Document::text`].
    pub fn text_of(&self, nodes: &[NodeId]) -> String {
        self.text_start(nodes, usize::MAX)
    }

    /// The beginning of the visible text of several nodes: it stops soon
    /// after `limit` bytes.
    pub fn text_start(&self, nodes: &[NodeId], limit: usize) -> String {
        let mut text = String::new();
        let mut fold = Fold::default();
        for piece in self.pieces(nodes) {
            if text.len() > limit {
                break;
            }
            match piece {
                Piece::Text(characters) => fold.push(characters, |c, _| text.push(c)),
                Piece::Break => fold.space = true,
                Piece::Enter(_) | Piece::Leave(_) => {}
            }
        }
        text
    }

    /// Whether a node stands in its line: text, a comment, or an element such
    /// as `<b>`, whose text no space separates from its neighbours'.
    ///
    /// ```
    /// use site::{Document, Source, Syntax};
    ///
    /// let page = Source::new("i.html", "<p><b>x</b></p>");
    /// let document = Document::parse(&page, 0, Syntax::Html);
    /// let inline = |name| {
    ///     let mut nodes = document.descendants(document.root());
    ///     nodes.find(|&node| document.is(node, name)).map(|node| document.is_inline(node))
    /// };
    /// assert_eq!((inline("b"), inline("p")), (Some(true), Some(false)));
    /// ```
    pub fn is_inline(&self, node: NodeId) -> bool {
        self.name(node).is_none_or(is_inline)
    }

    pub(super) fn pieces<'a>(&'a self, nodes: &'a [NodeId]) -> impl Iterator<Item = Piece<'a>> {
        let mut hidden: Option<NodeId> = None;
        let mut above: Option<NodeId> = None;
        let steps = nodes.iter().flat_map(move |&node| {
            // Neighbours are joined as they are; cells of a row are set apart.
            let joined = above.is_none() || above == self.parent(node);
            above = self.parent(node);
            let gap = (!joined).then_some(None);
            gap.into_iter().chain(self.walk(node).map(Some))
        });
        steps
            .flat_map(move |step| {
                let Some(step) = step else {
                    return [Some(Piece::Break), None];
                };
                let node = match step {
                    Step::Enter(node) | Step::Leave(node) => node,
                };
                match (hidden, step) {
                    (Some(top), Step::Leave(_)) if top == node => hidden = None,
                    (Some(_), _) => {}
                    (None, Step::Enter(_)) if self.is_never_shown(node) => hidden = Some(node),
                    (None, step) => return self.piece(step),
                }
                [None, None]
            })
            .flatten()
    }

    fn piece(&self, step: Step) -> [Option<Piece<'_>>; 2] {
        let (node, edge) = match step {
            Step::Enter(node) => match self.characters(node) {
                Some(characters) => return [Some(Piece::Text(characters)), None],
                None => (node, Piece::Enter(node)),
            },
            Step::Leave(node) => (node, Piece::Leave(node)),
        };
        // The frame of a page is no part of what stands in it.
        let frame = matches!(self.name(node), None | Some("html" | "body"));
        let edge = (!frame).then_some(edge);
        let apart = self.name(node).is_some_and(|name| !is_inline(name));
        let space = apart.then_some(Piece::Break);
        match step {
            Step::Enter(_) => [space, edge],
            Step::Leave(_) => [edge, space],
        }
    }

    /// Whether no browser shows what is in a node, whatever the style sheet
    /// says: comments, scripts, templates.
    pub fn is_never_shown(&self, node: NodeId) -> bool {
        let hidden = ["script", "style", "template", "head", "title", "iframe"];
        self.comment(node).is_some() || self.name(node).is_some_and(|name| hidden.contains(&name))
    }
}

/// What a tree is made of when it is written in a row.
pub(super) enum Piece<'a> {
    Text(&'a str),
    Break,
    Enter(NodeId),
    Leave(NodeId),
}

/// Whether an element of this name stands in its line, so that no space
/// separates its text from its neighbours'.
fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 48] = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
        "em", "font", "i", "img", "ins", "kbd", "label", "mark", "math", "nobr", "q", "rb", "rp",
        "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "svg",
        "time", "tt", "u", "var", "wbr", "picture", "source", "mi", "mn", "mo", "path", "button",
    ];
    INLINE.contains(&name)
}

/// White space folded as it comes, across nodes.
#[derive(Default)]
pub(super) struct Fold {
    pub(super) space: bool,
    pub(super) length: usize,
}

impl Fold {
    /// Hands over each visible character and its offset in the folded text.
    pub(super) fn push(&mut self, characters: &str, mut emit: impl FnMut(char, usize)) {
        for c in characters.chars() {
            if is_space(c) {
                self.space = true;
                continue;
            }
            if c.is_control() || c == '\u{FEFF}' {
                continue;
            }
            if std::mem::take(&mut self.space) && self.length > 0 {
                emit(' ', self.length);
                self.length += 1;
            }
            emit(c, self.length);
            self.length += c.len_utf8();
        }
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{200B}'
}
