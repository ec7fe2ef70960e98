//! Parts of a tree as HTML.

use std::ops::{ControlFlow, Range};

use html5ever::Attribute;

use super::text::{Fold, Piece};
use super::{Document, NodeId};

impl Document {
    /// What is inside a node as HTML: comments, scripts and styles left out,
    /// nothing else changed.
    pub fn inner_html(&self, node: NodeId) -> String {
        let children: Vec<NodeId> = self.children(node).collect();
        self.html_of(&children, 0..usize::MAX)
    }

    /// Several nodes as HTML, cut to the bytes `range` of their visible text
    /// ([`Document::text_of`]). An element that spans an end of the range
    /// stays around what is left of it; one that is left empty goes.
    ///
    /// ```
    /// use site::{Document, Source, Syntax};
    ///
    /// let page = Source::new("i.html", "<p><b>[2024]</b> <i>: A <b>talk</b></i></p>");
    /// let document = Document::parse(&page, 0, Syntax::Html);
    /// let text = document.text(document.root());
    /// let start = text.find("A talk").unwrap();
    /// assert_eq!(
    ///     document.html_of(&[document.root()], start..text.len()),
    ///     "<p><i>A <b>talk</b></i></p>",
    /// );
    /// ```
    pub fn html_of(&self, nodes: &[NodeId], range: Range<usize>) -> String {
        let mut writer = Writer::new(self, range);
        self.pieces(nodes, |piece| {
            match piece {
                Piece::Text(characters) => writer.text(characters),
                Piece::Break => writer.fold.space = true,
                Piece::Enter(node) => writer.enter(node),
                Piece::Leave(node) => writer.leave(node),
            }
            ControlFlow::Continue(())
        });
        let mut html = writer.html;
        while let Some(rest) = html.trim_end().strip_suffix("<br>") {
            html.truncate(rest.len());
        }
        html.truncate(html.trim_end().len());
        html
    }
}

struct Writer<'a> {
    document: &'a Document,
    range: Range<usize>,
    fold: Fold,
    html: String,
    // What is being written of a text.
    kept: String,
    // Elements entered and not yet left; those from `written` on have no
    // start tag yet, because nothing of them may be left.
    open: Vec<NodeId>,
    written: usize,
}

impl<'a> Writer<'a> {
    fn new(document: &'a Document, range: Range<usize>) -> Writer<'a> {
        Writer {
            document,
            range,
            fold: Fold::default(),
            html: String::with_capacity(256),
            kept: String::new(),
            open: Vec::new(),
            written: 0,
        }
    }

    fn text(&mut self, characters: &str) {
        let mut kept = std::mem::take(&mut self.kept);
        kept.clear();
        let (before, range) = (self.html.is_empty(), self.range.clone());
        self.fold.push(characters, |run, at| {
            let leading = run == " " && before && kept.is_empty();
            if !leading {
                escape(cut(run, at, &range), false, &mut kept);
            }
        });
        // The space before a start tag belongs before it, once.
        if kept.starts_with(' ') && self.written < self.open.len() {
            kept.remove(0);
            if !self.html.ends_with(' ') {
                self.html.push(' ');
            }
        }
        if !kept.is_empty() {
            self.start_tags();
            self.html.push_str(&kept);
        }
        self.kept = kept;
    }

    fn enter(&mut self, node: NodeId) {
        self.open.push(node);
        if self.is_inside() && is_void(self.document.name(node).unwrap_or("")) {
            if self.fold.space && !self.html.is_empty() {
                self.html.push(' ');
            }
            self.start_tags();
        }
    }

    fn leave(&mut self, node: NodeId) {
        // One that is empty in the page as well (`<a id="x"></a>`) stays.
        let empty = self.document.node(node).first.is_none();
        if empty && self.is_inside() {
            self.start_tags();
        }
        self.open.pop();
        if self.written <= self.open.len() {
            return;
        }
        self.written = self.open.len();
        let name = self.document.name(node).unwrap_or("");
        if !is_void(name) {
            self.html.push_str("</");
            self.html.push_str(name);
            self.html.push('>');
        }
    }

    // At the very start nothing is inside: what comes before the first
    // character of a cut text goes with what was cut.
    fn is_inside(&self) -> bool {
        let at = self.fold.length;
        (self.range.start == 0 || self.range.start < at) && at < self.range.end
    }

    fn start_tags(&mut self) {
        for &node in &self.open[self.written..] {
            let Some(element) = self.document.element(node) else {
                continue;
            };
            self.html.push('<');
            self.html.push_str(&element.name);
            for (name, value) in &element.attributes {
                self.html.push(' ');
                self.html.push_str(name);
                self.html.push_str("=\"");
                escape(value, true, &mut self.html);
                self.html.push('"');
            }
            self.html.push('>');
        }
        self.written = self.open.len();
    }
}

/// A start tag as HTML.
pub(super) fn open_tag(name: &str, attributes: &[Attribute]) -> String {
    let mut html = format!("<{name}");
    for Attribute { name, value } in attributes {
        html.push(' ');
        html.push_str(&name.local);
        html.push_str("=\"");
        html.push_str(&text_in_html(value));
        html.push('"');
    }
    html.push('>');
    html
}

/// A text as HTML, in an attribute or not; every character stays.
pub(super) fn text_in_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
    html
}

/// Whether an element has no end tag, by its name in lower case
/// (<https://html.spec.whatwg.org/multipage/syntax.html#void-elements>).
///
/// ```
/// assert!(site::is_void("br") && !site::is_void("p"));
/// ```
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

// What of a stretch of text that begins at `at` is inside the range.
fn cut<'t>(run: &'t str, at: usize, range: &Range<usize>) -> &'t str {
    let start = range.start.saturating_sub(at).min(run.len());
    let end = range.end.saturating_sub(at).min(run.len());
    run.get(start..end).unwrap_or("")
}

fn escape(text: &str, in_attribute: bool, html: &mut String) {
    // Every other control, and the space that must not break, begins with 0xC2.
    let is_special = |byte: &u8| matches!(byte, ..b' ' | 0x7F | 0xC2 | b'&' | b'<' | b'>' | b'"');
    let mut rest = text;
    while let Some(at) = rest.as_bytes().iter().position(is_special) {
        let (plain, special) = rest.split_at(at);
        html.push_str(plain);
        let mut special = special.chars();
        match special.next() {
            Some('&') => html.push_str("&amp;"),
            Some('<') => html.push_str("&lt;"),
            Some('>') => html.push_str("&gt;"),
            Some('"') if in_attribute => html.push_str("&quot;"),
            Some('\u{A0}') => html.push_str("&nbsp;"),
            Some(c) if c.is_control() && c != '\n' && c != '\t' => {}
            c => html.extend(c),
        }
        rest = special.as_str();
    }
    html.push_str(rest);
}
