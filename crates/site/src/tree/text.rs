//! The visible text of a tree.

use std::ops::ControlFlow;

use super::{Document, Kind, NodeId};
use crate::markdown;

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
        // Most texts that are asked for are an item's, or its beginning.
        let mut text = String::with_capacity(limit.min(128));
        let mut fold = Fold::default();
        self.pieces(nodes, |piece| {
            match piece {
                Piece::Text(characters) => fold.push(characters, |run, _| text.push_str(run)),
                Piece::Break => fold.space = true,
                Piece::Enter(_) | Piece::Leave(_) => {}
            }
            match text.len() > limit {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
        text
    }

    /// Whether nothing of several nodes is visible text.
    ///
    /// ```
    /// use site::{Document, Source, Syntax};
    ///
    /// let document = Document::parse(&Source::new("i.html", "<p> <b></b>"), 0, Syntax::Html);
    /// assert!(document.is_blank(&[document.root()]));
    /// ```
    pub fn is_blank(&self, nodes: &[NodeId]) -> bool {
        let mut blank = true;
        self.pieces(nodes, |piece| {
            if let Piece::Text(characters) = piece {
                Fold::default().push(characters, |_, _| blank = false);
            }
            match blank {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        });
        blank
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

    /// Hands over the pieces of several nodes until `visit` breaks off.
    pub(super) fn pieces<'a>(
        &'a self,
        nodes: &[NodeId],
        mut visit: impl FnMut(Piece<'a>) -> ControlFlow<()>,
    ) {
        let mut above: Option<NodeId> = None;
        for &node in nodes {
            // Neighbours are joined as they are; cells of a row are set apart.
            let joined = above.is_none() || above == self.parent(node);
            above = self.parent(node);
            let flow = match joined {
                true => ControlFlow::Continue(()),
                false => visit(Piece::Break),
            };
            if flow.is_break() || self.pieces_below(node, &mut visit).is_break() {
                return;
            }
        }
    }

    fn pieces_below<'a>(
        &'a self,
        top: NodeId,
        visit: &mut impl FnMut(Piece<'a>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut at = top;
        loop {
            if !self.is_never_shown(at) {
                self.entering(at, visit)?;
                if let Some(first) = self.node(at).first {
                    at = first;
                    continue;
                }
                self.leaving(at, visit)?;
            }
            while at != top && self.node(at).next.is_none() {
                let Some(parent) = self.parent(at) else {
                    break;
                };
                at = parent;
                self.leaving(at, visit)?;
            }
            match self.node(at).next {
                Some(next) if at != top => at = next,
                _ => return ControlFlow::Continue(()),
            }
        }
    }

    fn entering<'a>(
        &'a self,
        node: NodeId,
        visit: &mut impl FnMut(Piece<'a>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if let Some(characters) = self.characters(node) {
            return visit(Piece::Text(characters));
        }
        let Some(name) = self.name(node) else {
            return ControlFlow::Continue(());
        };
        if !is_inline(name) {
            visit(Piece::Break)?;
        }
        match is_written(name) {
            true => visit(Piece::Enter(node)),
            false => ControlFlow::Continue(()),
        }
    }

    fn leaving<'a>(
        &'a self,
        node: NodeId,
        visit: &mut impl FnMut(Piece<'a>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Some(name) = self.name(node) else {
            return ControlFlow::Continue(());
        };
        if is_written(name) {
            visit(Piece::Leave(node))?;
        }
        match is_inline(name) {
            true => ControlFlow::Continue(()),
            false => visit(Piece::Break),
        }
    }

    // Whether an element is for readers of another language.
    fn is_for_others(&self, node: NodeId) -> bool {
        let Some(own) = &self.language else {
            return false;
        };
        let language = self.attribute(node, "data-lang");
        language.is_some_and(|language| super::primary(language) != *own)
    }

    /// Whether no browser shows what is in a node, whatever the style sheet
    /// says: comments, scripts, templates.
    pub fn is_never_shown(&self, node: NodeId) -> bool {
        match &self.node(node).kind {
            Kind::Comment(_) => true,
            Kind::Element(_) => {
                let is_hidden = matches!(
                    self.name(node),
                    Some(
                        "script"
                            | "style"
                            | "template"
                            | "head"
                            | "title"
                            | "iframe"
                            | "noscript"
                            | markdown::FOOTNOTE
                    )
                );
                is_hidden || self.is_for_others(node)
            }
            Kind::Root | Kind::Text(_) | Kind::Resumed(_) => false,
        }
    }
}

/// What a tree is made of when it is written in a row.
pub(super) enum Piece<'a> {
    Text(&'a str),
    Break,
    Enter(NodeId),
    Leave(NodeId),
}

// The frame of a page is no part of what stands in it.
fn is_written(name: &str) -> bool {
    !matches!(name, "html" | "body")
}

/// Whether an element of this name stands in its line, so that no space
/// separates its text from its neighbours'.
fn is_inline(name: &str) -> bool {
    // A pattern, because the compiler tells names apart by their lengths first.
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "math"
            | "nobr"
            | "q"
            | "rb"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "svg"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "picture"
            | "source"
            | "mi"
            | "mn"
            | "mo"
            | "path"
            | "button"
    )
}

/// White space folded as it comes, across nodes.
#[derive(Default)]
pub(super) struct Fold {
    pub(super) space: bool,
    pub(super) length: usize,
}

impl Fold {
    /// Hands over the visible characters in stretches, a space between two that
    /// white space separates, and the offset of each in the folded text.
    pub(super) fn push(&mut self, characters: &str, mut emit: impl FnMut(&str, usize)) {
        let mut rest = characters;
        loop {
            let shown = shown(rest);
            if shown > 0 {
                if std::mem::take(&mut self.space) && self.length > 0 {
                    emit(" ", self.length);
                    self.length += 1;
                }
                emit(&rest[..shown], self.length);
                self.length += shown;
            }
            let mut hidden = rest[shown..].chars();
            let Some(c) = hidden.next() else {
                return;
            };
            self.space |= is_space(c);
            rest = hidden.as_str();
        }
    }
}

/// The length of the visible characters that a text begins with, and of those
/// after them that one space separates as it would the folded text.
fn shown(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let is_shown = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_graphic);
        while is_shown(at) || (at > 0 && bytes.get(at) == Some(&b' ') && is_shown(at + 1)) {
            at += 1;
        }
        match text[at..].chars().next() {
            Some(c) if !is_space(c) && !c.is_control() && c != '\u{FEFF}' => at += c.len_utf8(),
            _ => return at,
        }
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{200B}'
}
