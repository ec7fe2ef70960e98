//! Columns that a heading names: the W3C Extended Log File Format
//! (<https://www.w3.org/TR/WD-logfile.html>) of IIS and others, and CloudFront.

use super::clf::quoted;
use super::parts::Parts;
use super::{Escapes, Request};

/// No log that we know of has more columns of use than this.
const MOST: usize = 64;

/// What each column holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    fields: [Field; MOST],
    /// How many a heading has named.
    named: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Other,
    Peer,
    Forwarded,
    Date,
    Time,
    /// Both at once.
    Instant,
    Method,
    Path,
    Status,
    Agent,
    Purpose,
    Gpc,
    Dnt,
}

impl Columns {
    /// Nothing is known before a heading.
    pub(super) const UNKNOWN: Columns = Columns {
        fields: [Field::Other; MOST],
        named: 0,
    };

    /// CloudFront's standard logs, whose parts are often passed on without
    /// their headings.
    pub(super) const CLOUDFRONT: Columns = {
        let mut fields = [Field::Other; MOST];
        fields[0] = Field::Date;
        fields[1] = Field::Time;
        fields[4] = Field::Peer;
        fields[5] = Field::Method;
        fields[7] = Field::Path;
        fields[8] = Field::Status;
        fields[10] = Field::Agent;
        fields[19] = Field::Forwarded;
        Columns { fields, named: 0 }
    };

    /// Takes a heading up: `#Fields: date time c-ip`; others are passed over.
    pub(super) fn heading(&mut self, line: &[u8]) {
        let Some(names) = line.strip_prefix(b"#Fields:") else {
            return;
        };
        *self = Columns::UNKNOWN;
        let names = names.split(u8::is_ascii_whitespace);
        let names = names.filter(|name| !name.is_empty());
        for name in names {
            if let Some(field) = self.fields.get_mut(self.named) {
                *field = Field::named(name);
            }
            self.named += 1;
        }
    }

    fn fill<'a>(&self, values: impl Iterator<Item = &'a [u8]>, escapes: Escapes) -> Parts<'a> {
        let mut parts = Parts::new(escapes);
        let mut instant: &[u8] = b"";
        for (field, value) in self.fields.iter().zip(values) {
            match field {
                Field::Other => {}
                Field::Peer => parts.peer = value,
                Field::Forwarded => parts.forwarded = value,
                Field::Date => parts.date = value,
                Field::Time => parts.time = value,
                Field::Instant => instant = value,
                Field::Method => parts.method = value,
                Field::Path => parts.path = value,
                Field::Status => parts.status = value,
                Field::Agent => parts.agent = Some(value),
                Field::Purpose => parts.purpose = value,
                Field::Gpc => parts.privacy[0] = value,
                Field::Dnt => parts.privacy[1] = value,
            }
        }
        if parts.date.is_empty() {
            parts.time = instant;
        }
        parts
    }
}

impl Field {
    fn named(name: &[u8]) -> Field {
        match name.to_ascii_lowercase().as_slice() {
            b"c-ip" => Field::Peer,
            b"x-forwarded-for" | b"cs(x-forwarded-for)" => Field::Forwarded,
            b"date" => Field::Date,
            b"time" => Field::Time,
            b"timestamp" | b"timestamp(ms)" => Field::Instant,
            b"cs-method" => Field::Method,
            b"cs-uri-stem" | b"cs-uri" => Field::Path,
            b"sc-status" => Field::Status,
            b"cs(user-agent)" => Field::Agent,
            b"cs(sec-purpose)" | b"cs(purpose)" => Field::Purpose,
            b"cs(sec-gpc)" => Field::Gpc,
            b"cs(dnt)" => Field::Dnt,
            _ => Field::Other,
        }
    }
}

/// Values apart by spaces; those that hold spaces are in quotes, or have `+`
/// in their place.
///
/// IIS sets no quotes, so that a stranger may open a string in one column and
/// close it in another, to move what follows to where addresses are read. Such
/// a line has not as many values as the heading has names.
pub(super) fn w3c<'a>(line: &'a [u8], columns: &Columns) -> Option<Request<'a>> {
    let is_whole = spaced(line).count() == columns.named;
    let parts = columns.fill(spaced(line), Escapes::Plus);
    parts.request().filter(|_| is_whole)
}

/// Values apart by tabs, with `%20` for what might confuse.
pub(super) fn cloudfront<'a>(line: &'a [u8], columns: &Columns) -> Option<Request<'a>> {
    let values = line.split(|byte| *byte == b'\t');
    columns.fill(values, Escapes::Percent).request()
}

/// Values apart by a space, in quotes or not.
pub(super) fn spaced(mut line: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        line = line.trim_ascii_start();
        if line.is_empty() {
            return None;
        }
        let (value, rest) = quoted(line).unwrap_or_else(|| {
            let end = memchr::memchr2(b' ', b'\t', line).unwrap_or(line.len());
            line.split_at(end)
        });
        line = rest;
        Some(value)
    })
}
