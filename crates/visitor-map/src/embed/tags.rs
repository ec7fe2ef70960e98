//! A text as the pieces that matter to embeds: what loads something, told from
//! what only looks so.

use std::ops::Range;

use super::token::{Read, Tag, tag};
use super::{Embed, Look, Service};

/// A stretch of the text that is not read as HTML.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub(super) range: Range<usize>,
    /// The picture that it is.
    pub(super) embed: Option<Embed>,
    /// Whether a reader sees something there.
    pub(super) is_shown: bool,
}

impl Span {
    pub(super) fn shown(range: Range<usize>) -> Span {
        Span {
            range,
            embed: None,
            is_shown: true,
        }
    }

    pub(super) fn hidden(range: Range<usize>) -> Span {
        Span {
            is_shown: false,
            ..Span::shown(range)
        }
    }
}

/// What a text is made of, as far as embeds are concerned; comments and white
/// space are nothing.
#[derive(Debug)]
pub(super) enum Piece {
    /// Tags that load a map.
    Embed(Embed),
    /// The start of an element that may hold nothing else.
    Open {
        name: &'static str,
        start: usize,
        placeholder: Option<Service>,
    },
    /// The end of one.
    Close { name: &'static str, end: usize },
    /// Text, and all other tags.
    Other,
}

/// The pieces of a text, in order; `spans` are in order too.
pub(super) fn pieces(text: &str, spans: Vec<Span>) -> Vec<Piece> {
    let mut reader = Reader {
        text,
        at: 0,
        pieces: Vec::new(),
        missing: Vec::new(),
        unclosed: 0,
    };
    for span in spans {
        // One inside another, or inside a tag that has been read.
        if span.range.start < reader.at {
            continue;
        }
        reader.read_to(span.range.start);
        if span.range.start < reader.at {
            continue;
        }
        match span.embed {
            Some(embed) => reader.pieces.push(Piece::Embed(embed)),
            None if span.is_shown => reader.pieces.push(Piece::Other),
            None => {}
        }
        reader.at = span.range.end;
    }
    reader.read_to(text.len());
    reader.pieces
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    pieces: Vec<Piece>,
    // End tags that do not come up any more; without it a page of a thousand
    // starts would be searched a thousand times.
    missing: Vec<&'static str>,
    // Tags that went on to the end of the text.
    unclosed: u32,
}

// Elements whose content is text.
const RAW: [&str; 7] = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noframes",
];

// Elements that go with the map when it is all they hold.
const AROUND: [&str; 4] = ["a", "noscript", "div", "span"];

// Elements that load, and by which attribute.
const LOADING: [(&str, &str); 8] = [
    ("script", "src"),
    ("img", "src"),
    ("img", "data-src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("link", "href"),
    ("input", "src"),
];

// To a browser, nothing after a tag without an end is one. An author who forgot
// a quotation mark is forgiven, a page made of such tags is not: each is read to
// the end of the text.
const MOST_UNCLOSED: u32 = 16;

// A script that only loads a map is shorter.
const LONGEST_LOADER: usize = 1500;

impl<'t> Reader<'t> {
    // A tag that begins before `end` is read whole.
    fn read_to(&mut self, end: usize) {
        while self.at < end {
            let rest = &self.text[self.at..end];
            let open = rest.find('<').map_or(end, |at| self.at + at);
            let is_blank = self.text[self.at..open].trim().is_empty();
            if !is_blank {
                self.pieces.push(Piece::Other);
            }
            self.at = open;
            if open < end {
                self.markup();
            }
        }
    }

    fn markup(&mut self) {
        let rest = &self.text[self.at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            // `<!-->` is one, too.
            let comment = match comment.starts_with('>') || comment.starts_with("->") {
                true => comment.find('>').map(|end| end + 1),
                false => comment.find("-->").map(|end| end + 3),
            };
            self.at = comment.map_or(self.text.len(), |length| self.at + 4 + length);
            return;
        }
        match tag(self.text, self.at) {
            Read::Tag(tag) if self.unclosed < MOST_UNCLOSED => {
                self.at = tag.range.end;
                self.tag(&tag);
                return;
            }
            Read::Unclosed => self.unclosed += 1,
            _ => {}
        }
        self.pieces.push(Piece::Other);
        self.at += 1;
    }

    fn tag(&mut self, tag: &Tag<'t>) {
        let around = AROUND.iter().find(|name| tag.is(name)).copied();
        if tag.is_end {
            let end = tag.range.end;
            let close = around.map(|name| Piece::Close { name, end });
            return self.pieces.push(close.unwrap_or(Piece::Other));
        }
        let content = self.content(tag);
        let mut embed = loaded(tag).or_else(|| written(tag, &self.text[content.clone()]));
        if let Some(embed) = &mut embed {
            embed.range.end = self.at;
        }
        self.pieces.push(match (embed, around) {
            (Some(embed), _) => Piece::Embed(embed),
            (None, Some(name)) => opened(tag, name),
            (None, None) => Piece::Other,
        });
    }

    // Moves past the end tag of what has text alone in it, or counts as one.
    fn content(&mut self, tag: &Tag<'t>) -> Range<usize> {
        let start = tag.range.end;
        let raw = RAW.iter().chain(&["object"]);
        let Some(name) = raw.copied().find(|name| tag.is(name)) else {
            return start..start;
        };
        // An object whose end is missing is its tag; other elements go on to
        // the end of the text.
        let is_loading_object = loaded(tag).is_some();
        if name == "object" && !is_loading_object {
            return start..start;
        }
        match self.end_tag(name) {
            Some(end) => {
                let after = self.text[end..].find('>').map(|at| end + at + 1);
                self.at = after.unwrap_or(self.text.len());
                start..end
            }
            None if name == "object" => start..start,
            None => {
                self.at = self.text.len();
                start..self.at
            }
        }
    }

    fn end_tag(&mut self, name: &'static str) -> Option<usize> {
        if self.missing.contains(&name) {
            return None;
        }
        let bytes = self.text.as_bytes();
        let mut ends = self.text[self.at..].match_indices("</");
        let found = ends.find_map(|(at, _)| {
            let at = self.at + at;
            let after = bytes.get(at + 2..at + 2 + name.len())?;
            let next = bytes.get(at + 2 + name.len());
            let is_whole = next.is_none_or(|next| !next.is_ascii_alphanumeric());
            (after.eq_ignore_ascii_case(name.as_bytes()) && is_whole).then_some(at)
        });
        if found.is_none() {
            self.missing.push(name);
        }
        found
    }
}

// A tag that loads a map by its address.
fn loaded(tag: &Tag<'_>) -> Option<Embed> {
    let addresses = LOADING.iter().filter(|(name, _)| tag.is(name));
    let mut addresses = addresses.filter_map(|(_, attribute)| tag.attribute(attribute));
    let (service, address) =
        addresses.find_map(|address| Service::of(address).map(|service| (service, address)))?;
    let mut look = Look::of(address);
    let asks_for_width = ["?w=", "&w=", "&amp;w="]
        .iter()
        .any(|w| address.contains(w));
    if let Some(width) = tag.attribute("width").filter(|_| !asks_for_width) {
        look.take_width(width);
    }
    Some(Embed {
        service,
        range: tag.range.clone(),
        look,
        is_alone: true,
    })
}

// A script that makes such a tag.
fn written(tag: &Tag<'_>, content: &str) -> Option<Embed> {
    if !tag.is("script") || tag.attribute("src").is_some() {
        return None;
    }
    let (service, address) = Service::within(content)?;
    Some(Embed {
        service,
        range: tag.range.clone(),
        look: Look::of(address),
        is_alone: content.len() <= LONGEST_LOADER,
    })
}

fn opened(tag: &Tag<'_>, name: &'static str) -> Piece {
    let start = tag.range.start;
    let leads_there = tag.attribute("href").and_then(Service::of).is_some();
    let placeholder = tag.attribute("id").and_then(Service::of_id);
    match name {
        "noscript" => {}
        "a" if leads_there => {}
        "div" | "span" if placeholder.is_some() => {}
        _ => return Piece::Other,
    }
    Piece::Open {
        name,
        start,
        placeholder,
    }
}
