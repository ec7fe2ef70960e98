use chrono::NaiveDate;
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use quick_xml::events::attributes::Attribute;
use quick_xml::name::QName;
use site::{Problem, Severity};

use super::Document;
use crate::faults::{Faults, shown};
use crate::xml::{Kind, SITEMAP};
use crate::{Alternate, Entry, Limits, address};

/// No sitemap nests deeper than five; images and videos a little more.
const DEEPEST: usize = 32;

/// What has been read so far, and where in the document that is.
pub(super) struct State {
    file: String,
    pub(super) is_ours: bool,
    kind: Option<Kind>,
    /// The prefix of the sitemap's own elements; mostly none.
    prefix: Vec<u8>,
    depth: usize,
    entry: Option<Entry>,
    field: Option<Field>,
    text: String,
    entries: Vec<Entry>,
    faults: Faults,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Loc,
    Lastmod,
}

impl State {
    pub(super) fn new(file: &str) -> State {
        State {
            file: file.to_owned(),
            is_ours: false,
            kind: None,
            prefix: Vec::new(),
            depth: 0,
            entry: None,
            field: None,
            text: String::new(),
            entries: Vec::new(),
            faults: Faults::default(),
        }
    }

    pub(super) fn into_document(self) -> (Document, Vec<Problem>) {
        let document = Document {
            is_index: self.kind == Some(Kind::Index),
            is_ours: self.is_ours,
            entries: self.entries,
        };
        (document, self.faults.into_problems(&self.file))
    }

    pub(super) fn fault(&mut self, line: u32, code: &'static str, message: &str) {
        self.problem(line, Severity::Error, code, message);
    }

    fn problem(&mut self, line: u32, severity: Severity, code: &'static str, message: &str) {
        let problem = Problem::in_file(code, &self.file, message).severity(severity);
        self.faults.push(Problem { line, ..problem });
    }

    /// An element begins; `None` where the document cannot be read on.
    pub(super) fn start(&mut self, line: u32, tag: &BytesStart<'_>) -> Option<()> {
        let is_own = self.depth == 0 || prefix(tag.name()) == self.prefix;
        let name = tag.local_name();
        match (self.depth, name.as_ref()) {
            (0, name) => self.root(line, name, tag)?,
            (1, name) if is_own && self.is_element(name) => {
                self.begin_entry(line)?;
            }
            (2, b"loc") if is_own => self.begin_field(Field::Loc),
            (2, b"lastmod") if is_own => self.begin_field(Field::Lastmod),
            (2, b"link") if !is_own => self.link(line, tag),
            _ => {}
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            self.fault(line, "too-deep", "the elements nest too deep for a sitemap");
            return None;
        }
        Some(())
    }

    pub(super) fn close(&mut self, line: u32) {
        self.depth = self.depth.saturating_sub(1);
        match self.depth {
            2 => self.end_field(line),
            1 => self.end_entry(line),
            _ => {}
        }
    }

    /// Text of whatever element; only that of a field is kept. One part of it
    /// may be long, but nothing is gathered beyond what an address may have.
    pub(super) fn text(&mut self, line: u32, text: Option<&str>) -> Option<()> {
        let Some(text) = text else {
            self.fault(line, "not-utf8", "a sitemap is written in UTF-8");
            return None;
        };
        let is_wanted = self.field.is_some() && self.depth == 3;
        if is_wanted && self.text.len() <= address::LONGEST {
            self.text += text;
        }
        Some(())
    }

    /// The document has ended.
    pub(super) fn end(&mut self, line: u32) {
        if self.kind.is_none() {
            self.fault(line, "no-sitemap", "this is empty, not a sitemap");
        } else if self.depth > 0 {
            self.fault(line, "not-well-formed", "this is no XML: it ends too early");
        } else if self.entries.is_empty() {
            self.fault(line, "empty-sitemap", "this sitemap lists nothing");
        }
    }

    fn root(&mut self, line: u32, name: &[u8], tag: &BytesStart<'_>) -> Option<()> {
        let kinds = [Kind::Addresses, Kind::Index];
        let kind = kinds.iter().find(|kind| kind.root().as_bytes() == name);
        if kind.is_none() || self.kind.is_some() {
            self.fault(line, "no-sitemap", "this is neither a sitemap nor an index");
            return None;
        }
        self.kind = kind.copied();
        self.prefix = prefix(tag.name()).to_owned();
        let declared = match self.prefix.as_slice() {
            [] => attribute(tag, b"xmlns"),
            prefix => attribute(tag, &[b"xmlns:", prefix].concat()),
        };
        if declared.as_deref() != Some(SITEMAP) {
            let message = format!("the namespace must be {SITEMAP}");
            self.fault(line, "wrong-namespace", &message);
        }
        Some(())
    }

    fn is_element(&self, name: &[u8]) -> bool {
        self.kind
            .is_some_and(|kind| kind.element().as_bytes() == name)
    }

    fn begin_entry(&mut self, line: u32) -> Option<()> {
        let most = Limits::PROTOCOL.addresses;
        if self.entries.len() == most {
            let message = format!("a sitemap may list {most} addresses; the rest is not read");
            self.fault(line, "too-many-addresses", &message);
            return None;
        }
        self.entry = Some(Entry::default());
        Some(())
    }

    fn begin_field(&mut self, field: Field) {
        self.field = Some(field);
        self.text.clear();
    }

    fn end_field(&mut self, line: u32) {
        let Some(field) = self.field.take() else {
            return;
        };
        let text = self.text.trim_ascii().to_owned();
        match field {
            Field::Loc => self.set_loc(line, text),
            Field::Lastmod => self.set_lastmod(line, &text),
        }
    }

    fn set_loc(&mut self, line: u32, text: String) {
        if text.len() > address::LONGEST {
            let message = format!("{} is too long for the protocol", shown(&text));
            self.fault(line, "address-too-long", &message);
        } else if let Some(entry) = &mut self.entry {
            entry.loc = text;
        }
    }

    fn set_lastmod(&mut self, line: u32, text: &str) {
        let day = day(text);
        if day.is_none() {
            let message = format!("`{}` is no whole date", shown(text));
            self.problem(line, Severity::Warning, "bad-lastmod", &message);
        }
        if let Some(entry) = &mut self.entry {
            entry.lastmod = day;
        }
    }

    fn link(&mut self, line: u32, tag: &BytesStart<'_>) {
        if attribute(tag, b"rel").as_deref() != Some("alternate") {
            return;
        }
        let (lang, loc) = (attribute(tag, b"hreflang"), attribute(tag, b"href"));
        match (&mut self.entry, lang, loc) {
            (Some(entry), Some(lang), Some(loc)) => {
                entry.alternates.push(Alternate::new(lang, loc));
            }
            _ => self.fault(
                line,
                "bad-alternate",
                "an alternate needs hreflang and href",
            ),
        }
    }

    fn end_entry(&mut self, line: u32) {
        match self.entry.take() {
            Some(entry) if entry.loc.is_empty() => {
                self.fault(line, "no-address", "an entry without an address");
            }
            Some(entry) => self.entries.push(entry),
            None => {}
        }
    }
}

// The first of that name; that there is no second is no matter here, and to
// make sure of it would take quadratic time.
fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|each| each.key.as_ref() == name)?;
    value(&found)
}

// Only the five entities of XML itself are known.
fn value(attribute: &Attribute<'_>) -> Option<String> {
    std::str::from_utf8(&attribute.value).ok()?;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

fn prefix(name: QName<'_>) -> &[u8] {
    let name = name.into_inner();
    let colon = name.iter().position(|&byte| byte == b':').unwrap_or(0);
    &name[..colon]
}

/// The day of a W3C date and time, as it is written there.
fn day(text: &str) -> Option<NaiveDate> {
    let (date, time) = text.split_at_checked(10)?;
    let has_form = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let is_whole = has_form && (time.is_empty() || time.starts_with('T'));
    is_whole.then(|| date.parse().ok()).flatten()
}
