//! The XML of a sitemap. Only quick-xml escapes.

use std::io::{self, Write};

use chrono::NaiveDate;
use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};

use crate::{Alternate, Entry};

/// What every file of ours contains near its beginning, in a comment, so that a
/// file that somebody else wrote is never replaced.
///
/// ```
/// let options = sitemap::Options::new("https://example.org/").unwrap();
/// let pages = [sitemap::Entry::new("https://example.org/")];
/// let mut files: Vec<site::Output> = Vec::new();
/// sitemap::write(&options, pages, [], &mut files).unwrap();
/// assert!(String::from_utf8_lossy(&files[0].bytes).contains(sitemap::MARK));
/// ```
pub const MARK: &str = "sitemap by home-page plugins";

pub(crate) const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// The two kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Addresses,
    Index,
}

impl Kind {
    pub(crate) fn root(self) -> &'static str {
        match self {
            Kind::Addresses => "urlset",
            Kind::Index => "sitemapindex",
        }
    }

    pub(crate) fn element(self) -> &'static str {
        match self {
            Kind::Addresses => "url",
            Kind::Index => "sitemap",
        }
    }

    /// The bytes before the address of an entry, and those that end its line.
    fn around_entry(self) -> (&'static [u8], &'static [u8]) {
        match self {
            Kind::Addresses => (b"<url><loc>", b"</url>\n"),
            Kind::Index => (b"<sitemap><loc>", b"</sitemap>\n"),
        }
    }

    /// The bytes after the last entry.
    pub(crate) fn foot(self) -> &'static [u8] {
        match self {
            Kind::Addresses => b"</urlset>\n",
            Kind::Index => b"</sitemapindex>\n",
        }
    }
}

/// The bytes before the first entry. The names for alternates are declared even
/// where no page has any: that is known only at the end.
pub(crate) fn head(kind: Kind) -> io::Result<Vec<u8>> {
    let mut root = BytesStart::new(kind.root());
    root.push_attribute(("xmlns", SITEMAP));
    if kind == Kind::Addresses {
        root.push_attribute(("xmlns:xhtml", XHTML));
    }
    let mark = format!(" {MARK} ");
    let mut writer = Writer::new(Vec::new());
    for event in [
        Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)),
        Event::Comment(BytesText::from_escaped(mark)),
        Event::Start(root),
    ] {
        writer.write_event(event)?;
        writer.get_mut().push(b'\n');
    }
    Ok(writer.into_inner())
}

/// Appends an entry, which is a line of its own.
///
/// Of all that is written this alone is there millions of times. Its tags never
/// change, so that they are whole pieces here, and only texts go to quick-xml:
/// a third of the time that an event for each tag takes.
pub(crate) fn entry(bytes: &mut Vec<u8>, kind: Kind, entry: &Entry) {
    let (start, end) = kind.around_entry();
    bytes.extend_from_slice(start);
    text(bytes, &entry.loc);
    bytes.extend_from_slice(b"</loc>");
    if let Some(day) = entry.lastmod {
        lastmod(bytes, day);
    }
    for each in &entry.alternates {
        alternate(bytes, each);
    }
    bytes.extend_from_slice(end);
}

// Escaped for text and for attributes.
fn text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(escape(text).as_bytes());
}

// Always a whole day: the schema takes nothing shorter, and readers take
// `2031-03` for some day of March. Writing to a vector cannot fail.
fn lastmod(bytes: &mut Vec<u8>, day: NaiveDate) {
    let _ = write!(bytes, "<lastmod>{day}</lastmod>");
}

fn alternate(bytes: &mut Vec<u8>, alternate: &Alternate) {
    bytes.extend_from_slice(b"<xhtml:link rel=\"alternate\" hreflang=\"");
    text(bytes, &alternate.lang);
    bytes.extend_from_slice(b"\" href=\"");
    text(bytes, &alternate.loc);
    bytes.extend_from_slice(b"\"/>");
}
