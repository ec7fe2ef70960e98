//! The XML of a sitemap. Only quick-xml escapes.

use std::io;

use chrono::NaiveDate;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

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
pub(crate) fn entry(bytes: &mut Vec<u8>, kind: Kind, entry: &Entry) -> io::Result<()> {
    let mut writer = Writer::new(bytes);
    let name = kind.element();
    writer.write_event(Event::Start(BytesStart::new(name)))?;
    text(&mut writer, "loc", &entry.loc)?;
    if let Some(day) = entry.lastmod {
        text(&mut writer, "lastmod", &written(day))?;
    }
    for each in &entry.alternates {
        alternate(&mut writer, each)?;
    }
    writer.write_event(Event::End(BytesEnd::new(name)))?;
    writer.get_mut().push(b'\n');
    Ok(())
}

fn text(writer: &mut Writer<&mut Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    writer.write_event(Event::Start(BytesStart::new(name)))?;
    writer.write_event(Event::Text(BytesText::new(text)))?;
    writer.write_event(Event::End(BytesEnd::new(name)))
}

fn alternate(writer: &mut Writer<&mut Vec<u8>>, alternate: &Alternate) -> io::Result<()> {
    let mut link = BytesStart::new("xhtml:link");
    link.push_attribute(("rel", "alternate"));
    link.push_attribute(("hreflang", alternate.lang.as_str()));
    link.push_attribute(("href", alternate.loc.as_str()));
    writer.write_event(Event::Empty(link))
}

// Always a whole day: the schema takes nothing shorter, and readers take
// `2031-03` for some day of March.
fn written(day: NaiveDate) -> String {
    day.to_string()
}
