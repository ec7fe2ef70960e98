//! The tree of a page as HTML: what its author wrote, fit for our pages.

use std::collections::BTreeSet;

use site::{Document, NodeId, Problem, Source, Step};

use crate::heading::{Levels, Taken};
use crate::html;
use crate::links::Place;
use crate::marks::{Mark, Marks};
use crate::notes::Notes;
use crate::styles::Styles;

mod attributes;
mod element;
mod left_out;

/// What is written so far of a page.
pub(crate) struct Writer<'a> {
    pub(crate) place: &'a Place<'a>,
    pub(crate) document: &'a Document,
    pub(crate) source: &'a Source,
    pub(crate) marks: &'a Marks<'a>,
    pub(crate) levels: Levels,
    pub(crate) html: String,
    pub(crate) styles: Styles,
    pub(crate) problems: Vec<Problem>,
    /// The map has found its place.
    pub(crate) has_map: bool,
    // Names that are taken, so that a heading gets another.
    ids: Taken,
    open: Vec<Open>,
    // The element that is left out, with all below it.
    skipped: Option<NodeId>,
    cut: Option<Cut>,
    notes: Notes,
}

// An element that has begun, and what is written when it ends.
struct Open {
    node: NodeId,
    end: End,
}

enum End {
    Html(String),
    // What was written before the footnote of that name.
    Note(String, String),
}

// The date of an item goes to its own place, so that it is left out where it
// was: so many characters that are no white space, and the elements that hold
// nothing else.
struct Cut {
    left: usize,
    pending: Vec<(NodeId, String)>,
}

/// Writes a page; the writer holds the HTML and all else.
pub(crate) fn write<'a>(
    place: &'a Place<'a>,
    document: &'a Document,
    source: &'a Source,
    marks: &'a Marks<'a>,
    levels: Levels,
) -> Writer<'a> {
    let mut writer = Writer {
        place,
        document,
        source,
        marks,
        levels,
        html: String::with_capacity(source.text.len() + source.text.len() / 2),
        styles: Styles::default(),
        has_map: false,
        problems: Vec::new(),
        ids: ids(document, marks),
        open: Vec::new(),
        skipped: None,
        cut: None,
        notes: Notes::default(),
    };
    for step in document.walk(document.root()) {
        match step {
            Step::Enter(node) => writer.enter(node),
            Step::Leave(node) => writer.leave(node),
        }
    }
    let notes = std::mem::take(&mut writer.notes);
    notes.write(&mut writer.html);
    writer
}

fn ids(document: &Document, marks: &Marks<'_>) -> Taken {
    let nodes = document.descendants(document.root());
    let written = nodes.filter_map(|node| document.attribute(node, "id"));
    let anchors = marks
        .items
        .values()
        .map(|mark| mark.anchor)
        .collect::<BTreeSet<_>>();
    // Those that the frame of a page has.
    let ours = ["content"];
    written
        .chain(anchors)
        .chain(ours)
        .map(|id| (id.to_owned(), 0))
        .collect()
}

impl<'a> Writer<'a> {
    fn enter(&mut self, node: NodeId) {
        if self.skipped.is_some() {
            return;
        }
        if let Some(characters) = self.document.characters(node) {
            self.text(characters);
        } else if let Some(name) = self.document.name(node) {
            self.element(node, name);
        }
    }

    fn leave(&mut self, node: NodeId) {
        if self.skipped == Some(node) {
            self.skipped = None;
        }
        if self.open.last().is_none_or(|open| open.node != node) {
            return;
        }
        let Some(open) = self.open.pop() else { return };
        if let Some(cut) = &mut self.cut
            && cut
                .pending
                .last()
                .is_some_and(|(pending, _)| *pending == node)
        {
            cut.pending.pop();
            return;
        }
        if self.marks.items.contains_key(&node) {
            self.cut = None;
        }
        match open.end {
            End::Html(end) => self.html.push_str(&end),
            End::Note(name, before) => {
                let note = std::mem::replace(&mut self.html, before);
                self.notes.add(name, note);
            }
        }
    }

    fn text(&mut self, characters: &str) {
        let rest = match &mut self.cut {
            Some(cut) => cut.rest(characters),
            None => characters,
        };
        if !rest.is_empty() {
            self.resume();
            html::push(rest, &mut self.html);
        }
    }

    // What follows is shown, so all that it stands in is.
    fn resume(&mut self) {
        for (_, tag) in self.cut.take().into_iter().flat_map(|cut| cut.pending) {
            self.html.push_str(&tag);
        }
    }

    /// Begins an element, and says what is written when it ends.
    fn open(&mut self, node: NodeId, start: String, mut end: String) {
        if !self.document.is_inline(node) {
            end.push('\n');
        }
        match &mut self.cut {
            Some(cut) => cut.pending.push((node, start)),
            None => self.html.push_str(&start),
        }
        let end = End::Html(end);
        self.open.push(Open { node, end });
    }

    fn void(&mut self, tag: &str) {
        self.resume();
        self.html.push_str(tag);
    }

    /// Leaves out an element and all that is in it.
    fn skip(&mut self, node: NodeId) {
        self.skipped = Some(node);
    }

    fn warn(&mut self, node: NodeId, code: &'static str, message: String, help: &str) {
        let offset = self.document.offset(node);
        let problem = Problem::warning(code, self.source, offset, message);
        self.problems.push(problem.help(help));
    }

    /// An item of the News begins: its date first, in its own place.
    fn item(&mut self, node: NodeId, name: &str, mark: &Mark<'a>) {
        let mut start = self.tag(node, name, Some(mark.anchor), "h-entry");
        let inner = if name == "p" { "span" } else { "div" };
        let datetime = mark.datetime.as_deref().unwrap_or_default();
        if let Some((label, _)) = &mark.label {
            start.push_str("<a");
            html::attribute("class", "u-url", &mut start);
            html::attribute("href", &["#", mark.anchor].concat(), &mut start);
            start.push_str("><time");
            html::attribute("class", "dt-published", &mut start);
            html::attribute("datetime", datetime, &mut start);
            start.push('>');
            html::push(label, &mut start);
            start.push_str("</time></a> ");
        }
        start.push_str(&format!("<{inner} class=\"e-content p-name\">"));
        self.open(node, start, format!("</{inner}></{name}>"));
        self.cut = mark.label.as_ref().map(|(_, count)| Cut {
            left: *count,
            pending: Vec::new(),
        });
    }

    /// A cell or term that is the date of an item.
    fn date(&mut self, node: NodeId, name: &str, mark: &Mark<'a>, is_item: bool) {
        let anchor = is_item.then_some(mark.anchor);
        let class = if is_item { "h-entry" } else { "" };
        let mut start = self.tag(node, name, anchor, class);
        start.push_str("<time");
        html::attribute("class", "dt-published", &mut start);
        html::attribute(
            "datetime",
            mark.datetime.as_deref().unwrap_or_default(),
            &mut start,
        );
        start.push('>');
        self.open(node, start, format!("</time></{name}>"));
    }
}

impl Cut {
    // What of a text is to be shown.
    fn rest<'t>(&mut self, characters: &'t str) -> &'t str {
        for (at, c) in characters.char_indices() {
            match c.is_whitespace() {
                true => {}
                false if self.left == 0 => return &characters[at..],
                false => self.left -= 1,
            }
        }
        ""
    }
}
