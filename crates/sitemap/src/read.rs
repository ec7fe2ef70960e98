//! Sitemaps and indexes as anybody may have written them, for checks.

mod lines;
mod state;

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::Event;
use site::Problem;

use crate::{Entry, Limits, MARK};
use lines::Lines;
use state::State;

/// What a sitemap says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Whether it is an index: its entries are sitemaps then.
    pub is_index: bool,
    /// Whether [`write()`](crate::write()) made it, by its [`MARK`].
    pub is_ours: bool,
    /// What it lists, in its order.
    pub entries: Vec<Entry>,
}

/// Reads a sitemap or an index (not compressed) that the problems call `file`.
///
/// It is read as far as it is well-formed and within the limits of the
/// protocol: 50,000 entries in 50 MiB, which also bounds the memory. Document
/// types are refused, so that there are no entities to expand; elements may
/// nest 32 deep. Foreign elements, `changefreq` and `priority` are passed over.
/// Of a date and time the day remains, as it is written; a date without its
/// day is left out with a warning, for readers disagree about it.
///
/// ```
/// let xml = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>
///   <url><loc> https://example.org/?a&amp;b </loc><lastmod>2031-03-10T08:30:00Z</lastmod></url>
/// </urlset>";
/// let (document, problems) = sitemap::parse("sitemap.xml", xml.as_bytes());
/// assert_eq!(problems, []);
/// assert_eq!(document.entries[0].loc, "https://example.org/?a&b");
/// assert_eq!(document.entries[0].lastmod.unwrap().to_string(), "2031-03-10");
/// assert!(!document.is_index && !document.is_ours);
/// ```
pub fn parse(file: &str, reader: impl BufRead) -> (Document, Vec<Problem>) {
    let most = Limits::PROTOCOL.bytes as u64;
    // One byte more tells a file of just the limit from a longer one.
    let mut xml = Reader::from_reader(Lines::new(reader.take(most + 1)));
    let mut state = State::new(file);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer);
        let line = xml.get_ref().line();
        if xml.buffer_position() > most {
            state.fault(line, "sitemap-too-large", "a sitemap may have 50 MiB");
            break;
        }
        match event {
            Ok(Event::Eof) => {
                state.end(line);
                break;
            }
            Ok(event) => {
                if step(&mut state, line, event).is_none() {
                    break;
                }
            }
            Err(error) => {
                state.fault(line, "not-well-formed", &format!("this is no XML: {error}"));
                break;
            }
        }
    }
    state.into_document()
}

// `None` where it cannot be read on.
fn step(state: &mut State, line: u32, event: Event<'_>) -> Option<()> {
    match event {
        Event::Start(tag) => {
            state.start(line, &tag)?;
        }
        Event::Empty(tag) => {
            state.start(line, &tag)?;
            state.close(line);
        }
        Event::End(_) => state.close(line),
        Event::Text(text) => state.text(line, text.xml10_content().ok().as_deref())?,
        Event::CData(text) => state.text(line, text.xml10_content().ok().as_deref())?,
        Event::GeneralRef(name) => {
            let resolved = resolve(&name);
            if resolved.is_none() {
                state.fault(line, "unknown-entity", "XML itself knows no such entity");
            }
            state.text(line, Some(resolved?.encode_utf8(&mut [0; 4])))?;
        }
        Event::Comment(comment) => state.is_ours |= comment.trim_ascii() == MARK.as_bytes(),
        Event::DocType(_) => {
            state.fault(line, "document-type", "a sitemap has no document type");
            return None;
        }
        Event::Decl(_) | Event::PI(_) | Event::Eof => {}
    }
    Some(())
}

fn resolve(name: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    match name.resolve_char_ref() {
        Ok(Some(c)) => Some(c),
        Ok(None) => {
            let name = name.decode().ok()?;
            let text = quick_xml::escape::resolve_predefined_entity(&name)?;
            text.chars().next()
        }
        Err(_) => None,
    }
}
