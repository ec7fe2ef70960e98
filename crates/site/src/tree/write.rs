use std::ops::Range;

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
        for piece in self.pieces(nodes) {
            match piece {
                Piece::Text(characters) => writer.text(characters),
                Piece::Break => writer.fold.space = true,
                Piece::Enter(node) => writer.enter(node),
                Piece::Leave(node) => writer.leave(node),
            }
        }
        let mut html = writer.html;
        while let Some(rest) = html.trim_end().strip_suffix("<br>") {
            html.truncate(rest.len());
        }
        html.truncate(html.trim_end().len());
        html
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

    fn pieces<'a>(&'a self, nodes: &'a [NodeId]) -> impl Iterator<Item = Piece<'a>> {
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

enum Piece<'a> {
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
struct Fold {
    space: bool,
    length: usize,
}

impl Fold {
    /// Hands over each visible character and its offset in the folded text.
    fn push(&mut self, characters: &str, mut emit: impl FnMut(char, usize)) {
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

struct Writer<'a> {
    document: &'a Document,
    range: Range<usize>,
    fold: Fold,
    html: String,
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
            html: String::new(),
            open: Vec::new(),
            written: 0,
        }
    }

    fn text(&mut self, characters: &str) {
        let mut kept = String::new();
        let (before, range) = (self.html.is_empty(), self.range.clone());
        self.fold.push(characters, |c, at| {
            let leading = c == ' ' && before && kept.is_empty();
            if range.contains(&at) && !leading {
                escape(c, false, &mut kept);
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
                value.chars().for_each(|c| escape(c, true, &mut self.html));
                self.html.push('"');
            }
            self.html.push('>');
        }
        self.written = self.open.len();
    }
}

// https://html.spec.whatwg.org/multipage/syntax.html#void-elements
fn is_void(name: &str) -> bool {
    let void = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr",
    ];
    void.contains(&name)
}

fn escape(c: char, in_attribute: bool, html: &mut String) {
    match c {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' if in_attribute => html.push_str("&quot;"),
        '\u{A0}' => html.push_str("&nbsp;"),
        c if c.is_control() && c != '\n' && c != '\t' => {}
        c => html.push(c),
    }
}
