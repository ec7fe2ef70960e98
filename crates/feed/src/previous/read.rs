//! A feed read: Atom 1.0 or RSS 2.0, whoever wrote it.

use chrono::{DateTime, FixedOffset};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use site::{Problem, Source};

use super::old::{Markup, Old, Syntax};
use crate::atom::GENERATOR;

/// More entries than this are no News list.
const MOST_ENTRIES: usize = 100_000;

/// Bytes of one field that are read; what a feed of ours holds is shorter, and
/// of what others hold the beginning tells.
const LONGEST: usize = 100_000;

/// No feed nests deeper, but for markup that nobody wrote by hand.
const DEEPEST: usize = 512;

/// A feed as it was published.
#[derive(Debug, Default)]
pub(crate) struct Published {
    pub(crate) id: Option<String>,
    /// Whether these plugins wrote it.
    pub(crate) is_ours: bool,
    pub(crate) entries: Vec<Old>,
}

/// Reads a feed; entities other than XML's own five, and document types, are
/// refused.
pub(crate) fn read(source: &Source) -> Result<Published, Problem> {
    let mut reader = Reader::from_str(&source.text);
    reader.config_mut().check_end_names = true;
    let mut state = State::default();
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).unwrap_or(0);
        let refused = |why: &str| refuse(source, at, why);
        match event {
            Ok(Event::Eof) => break,
            Ok(event) => state.step(event).map_err(refused)?,
            Err(error) => return Err(refused(&format!("it is no XML: {error}"))),
        }
    }
    match (state.is_feed, state.path.is_empty()) {
        (true, true) => Ok(state.feed),
        (true, false) => Err(refuse(source, source.text.len(), "it ends too early")),
        (false, _) => Err(refuse(source, 0, "it is neither Atom nor RSS")),
    }
}

fn refuse(source: &Source, at: usize, why: &str) -> Problem {
    let at = source.text.floor_char_boundary(at);
    Problem::error(
        "previous-feed",
        source,
        at,
        format!("this feed cannot be read: {why}"),
    )
    .help("give the file as the server sends it; where nothing is published yet, leave it out")
}

/// A field of the feed or of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Id,
    Title,
    Generator,
    Published,
    Updated,
    /// The address of an entry, where RSS writes it as text.
    Link,
    Summary,
    Content,
}

#[derive(Default)]
struct State {
    feed: Published,
    is_feed: bool,
    /// The local names of the open elements outside of a field.
    path: Vec<Vec<u8>>,
    entry: Option<Old>,
    field: Option<Field>,
    /// Elements open inside the field.
    inside: usize,
    syntax: Syntax,
    text: String,
}

impl State {
    fn step(&mut self, event: Event<'_>) -> Result<(), &'static str> {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::Empty(tag) => {
                self.start(&tag)?;
                self.end();
                Ok(())
            }
            Event::End(_) => {
                self.end();
                Ok(())
            }
            Event::Text(text) => self.characters(text.xml10_content().ok().as_deref()),
            Event::CData(text) => self.characters(text.xml10_content().ok().as_deref()),
            Event::GeneralRef(name) => {
                let c = resolve(&name).ok_or("XML itself knows no such entity")?;
                self.characters(Some(c.encode_utf8(&mut [0; 4])))
            }
            Event::DocType(_) => Err("a feed has no document type"),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), &'static str> {
        if self.path.len() + self.inside > DEEPEST {
            return Err("its elements nest too deep");
        }
        if self.field.is_some() {
            self.inside += 1;
            self.markup(tag);
            return Ok(());
        }
        let name = tag.local_name().as_ref().to_vec();
        match (self.path.len(), name.as_slice()) {
            (0, b"feed" | b"rss") => self.is_feed = true,
            (0, _) => return Err("it is neither Atom nor RSS"),
            // RFC 5005, section 4: of ours only archives have the mark, and no
            // generator.
            (1, b"archive") => self.feed.is_ours = true,
            (1, b"entry") | (2, b"item") => self.entry = Some(Old::default()),
            (_, b"link") => self.link(tag),
            _ => {}
        }
        match self.field_of(tag, &name) {
            Some(field) => self.begin(field, tag),
            None => self.path.push(name),
        }
        Ok(())
    }

    /// The field that an element is, by where it stands.
    fn field_of(&self, tag: &BytesStart<'_>, name: &[u8]) -> Option<Field> {
        let is_atom = self.path.first().is_some_and(|root| root == b"feed");
        let depth = self.path.len() - usize::from(!is_atom).min(self.path.len());
        let field = match (is_atom, name) {
            (true, b"id") | (false, b"guid") => Field::Id,
            (true, b"generator") => Field::Generator,
            (_, b"title") => Field::Title,
            (true, b"published") | (false, b"pubDate") => Field::Published,
            (true, b"updated") => Field::Updated,
            (false, b"link") if attribute(tag, b"href").is_none() => Field::Link,
            (true, b"summary") | (false, b"description") => Field::Summary,
            (true, b"content") | (false, b"encoded") => Field::Content,
            _ => return None,
        };
        let of_feed = matches!(field, Field::Id | Field::Generator) && depth == 1;
        let of_entry = self.entry.is_some() && depth == 2 && field != Field::Generator;
        (of_feed || of_entry).then_some(field)
    }

    fn begin(&mut self, field: Field, tag: &BytesStart<'_>) {
        self.field = Some(field);
        self.inside = 0;
        self.text.clear();
        let is_atom = self.path.first().is_some_and(|root| root == b"feed");
        self.syntax = match attribute(tag, b"type").as_deref() {
            Some("html" | "text/html") => Syntax::Html,
            Some("xhtml" | "application/xhtml+xml") => Syntax::Xhtml,
            _ if is_atom || field == Field::Title => Syntax::Text,
            _ => Syntax::Html,
        };
    }

    fn end(&mut self) {
        match self.field {
            Some(_) if self.inside > 0 => self.inside -= 1,
            Some(field) => self.keep(field),
            None => {
                let name = self.path.pop();
                let is_entry = matches!(name.as_deref(), Some(b"entry" | b"item"));
                if is_entry
                    && self.feed.entries.len() < MOST_ENTRIES
                    && let Some(entry) = self.entry.take()
                {
                    self.feed.entries.push(entry);
                }
            }
        }
    }

    fn characters(&mut self, text: Option<&str>) -> Result<(), &'static str> {
        let text = text.ok_or("it is not UTF-8")?;
        if self.field.is_none() {
            return Ok(());
        }
        match self.syntax {
            Syntax::Xhtml => text.chars().for_each(|c| match c {
                '<' => self.text += "&lt;",
                '&' => self.text += "&amp;",
                _ => self.text.push(c),
            }),
            Syntax::Html | Syntax::Text => self.text += text,
        }
        let end = self.text.floor_char_boundary(LONGEST);
        self.text.truncate(end);
        Ok(())
    }

    // Elements inside a field are markup; only links tell anything there.
    fn markup(&mut self, tag: &BytesStart<'_>) {
        if self.syntax != Syntax::Xhtml || self.text.len() >= LONGEST {
            return;
        }
        let address = attribute(tag, b"href").filter(|_| tag.local_name().as_ref() == b"a");
        match address {
            Some(address) => {
                let address = address.replace('&', "&amp;").replace('"', "&quot;");
                self.text += &format!("<a href=\"{address}\">");
            }
            None => self.text += "<wbr>",
        }
    }

    fn link(&mut self, tag: &BytesStart<'_>) {
        let (Some(entry), Some(address)) = (&mut self.entry, attribute(tag, b"href")) else {
            return;
        };
        let place = match attribute(tag, b"rel").as_deref() {
            None | Some("alternate") => &mut entry.link,
            Some("related") => &mut entry.related,
            Some(_) => return,
        };
        place.get_or_insert(address);
    }

    fn keep(&mut self, field: Field) {
        self.field = None;
        let text = std::mem::take(&mut self.text);
        let plain = || text.trim().to_owned();
        let markup = || Markup {
            text: text.clone(),
            syntax: self.syntax,
        };
        let Some(entry) = &mut self.entry else {
            match field {
                Field::Id => self.feed.id = Some(plain()),
                Field::Generator => self.feed.is_ours |= plain() == GENERATOR,
                _ => {}
            }
            return;
        };
        match field {
            Field::Id => entry.id = plain(),
            Field::Title => entry.title = markup(),
            Field::Published => entry.published = stamp(&plain()),
            Field::Updated => entry.updated = stamp(&plain()),
            Field::Link => entry.link = Some(plain()),
            Field::Summary => entry.summary = Some(markup()),
            Field::Content => entry.content = Some(markup()),
            Field::Generator => {}
        }
    }
}

fn stamp(text: &str) -> Option<DateTime<FixedOffset>> {
    let stamp = DateTime::parse_from_rfc3339(text);
    stamp.or_else(|_| DateTime::parse_from_rfc2822(text)).ok()
}

fn resolve(name: &BytesRef<'_>) -> Option<char> {
    if let Some(c) = name.resolve_char_ref().ok()? {
        return Some(c);
    }
    let name = name.decode().ok()?;
    quick_xml::escape::resolve_predefined_entity(&name)?
        .chars()
        .next()
}

// The first of that name, as in a sitemap: to look for a second would take
// quadratic time.
fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|each| each.key.as_ref() == name)?;
    std::str::from_utf8(&found.value).ok()?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
