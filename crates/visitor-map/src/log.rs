//! Access logs: lines of bytes in, requests out.
//!
//! Every parser is total: whatever the bytes are, a line is a request, nothing,
//! or rejected. None of them allocates, but for what `serde_json` needs for a
//! line of JSON with deeply nested values that nobody asked for.
//!
//! ```
//! use visitor_map::log::{Line, Parser};
//!
//! let line = br#"192.0.2.7 - - [10/Oct/2030:13:55:36 +0200] "GET /talks/ HTTP/1.1" 200 512 "-" "Mozilla/5.0""#;
//! let mut parser = Parser::detect(line).unwrap();
//! assert_eq!(parser.format().name, "combined");
//! let Line::Request(request) = parser.line(line) else { panic!() };
//! assert_eq!(request.peer, std::net::IpAddr::from([192, 0, 2, 7]));
//! assert_eq!(request.method, b"GET");
//! assert_eq!(request.status, 200);
//! ```

mod chunks;
mod clf;
mod columns;
mod delimited;
mod formats;
mod json;
mod parts;
mod text;
mod time;

pub use chunks::{Chunk, Chunks};
pub use formats::{FORMATS, Format};
pub(crate) use parts::address;
pub use text::{Escapes, Text};

use std::net::IpAddr;

use memchr::memchr;

use self::columns::Columns;

/// The longest line that is read, in bytes. Servers bound what they log of a
/// request to some 8 KiB a header; a longer line is damage or an attack.
pub const LONGEST_LINE: usize = 64 << 10;

/// What a log tells of one request, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request<'a> {
    /// Who was at the other end of the connection.
    pub peer: IpAddr,
    /// The header `X-Forwarded-For`; empty where it was not sent or not logged.
    pub forwarded: Text<'a>,
    /// Seconds since 1970-01-01 00:00 UTC.
    pub time: i64,
    /// The method as it was sent; empty where the format has none.
    pub method: &'a [u8],
    /// The path with its query.
    pub path: &'a [u8],
    /// The status that was answered.
    pub status: u16,
    /// The header `User-Agent`; `None` where the format has none.
    pub agent: Option<Text<'a>>,
    /// The header `Sec-Purpose`, or `Purpose`; empty where it was not logged.
    pub purpose: &'a [u8],
    /// Whether `Sec-GPC` or `DNT` was logged and said 1.
    pub opts_out: bool,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'a> {
    /// A request.
    Request(Request<'a>),
    /// No request and no damage: an empty line, or a heading such as `#Fields:`.
    Nothing,
    /// Not of this format.
    Rejected,
}

/// Reads the lines of one log. It is small, and a copy of it reads on from the
/// same place, so that parts of a log may be read at once: see [`Parser::pass`].
#[derive(Debug, Clone, Copy)]
pub struct Parser {
    format: &'static Format,
    columns: Columns,
}

impl Parser {
    /// The parser of a format by its [name](Format::name).
    ///
    /// ```
    /// assert!(visitor_map::log::Parser::named("caddy").is_some());
    /// assert!(visitor_map::log::Parser::named("morse").is_none());
    /// ```
    pub fn named(name: &str) -> Option<Parser> {
        let format = FORMATS.iter().find(|format| format.name == name)?;
        Some(Parser::of(format))
    }

    /// The parser of a format.
    pub fn of(format: &'static Format) -> Parser {
        Parser {
            format,
            columns: format.columns,
        }
    }

    /// The parser that understands most of the first lines, or one before it in
    /// [`FORMATS`], and so more telling, that understands more than half as many:
    /// a few damaged lines shall not make a log without agents of one that has
    /// them. `None` where none understands any.
    ///
    /// `head` is the beginning of a log. Its last line counts only where no
    /// other is understood: cut off in the middle, it may look like a line of
    /// a shorter format.
    pub fn detect(head: &[u8]) -> Option<Parser> {
        let end = memchr::memrchr(b'\n', head).unwrap_or(0);
        best(&head[..end])
            .or_else(|| best(head))
            .or_else(|| by_heading(head))
    }

    /// The format that is read.
    pub fn format(&self) -> &'static Format {
        self.format
    }

    /// Reads one line, without its line end.
    pub fn line<'a>(&mut self, line: &'a [u8]) -> Line<'a> {
        if line.len() > LONGEST_LINE {
            return Line::Rejected;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            return Line::Nothing;
        }
        if self.format.has_headings && line.starts_with(b"#") {
            self.columns.heading(line);
            return Line::Nothing;
        }
        match (self.format.parse)(line, &self.columns) {
            Some(request) => Line::Request(request),
            None => Line::Rejected,
        }
    }

    /// Goes past lines that a copy of this parser reads, taking up the headings
    /// that hold for the lines after them.
    pub fn pass(&mut self, chunk: &[u8]) {
        if !self.format.has_headings {
            return;
        }
        for at in memchr::memmem::find_iter(chunk, b"#Fields:") {
            if at == 0 || chunk[at - 1] == b'\n' {
                let line = lines(&chunk[at..]).next().unwrap_or_default();
                self.columns.heading(line);
            }
        }
    }
}

fn best(head: &[u8]) -> Option<Parser> {
    const LINES: usize = 64;
    let understood = |format: &'static Format| {
        let mut parser = Parser::of(format);
        let lines = lines(head).take(LINES);
        let requests = lines.filter(|line| matches!(parser.line(line), Line::Request(_)));
        requests.count()
    };
    let counts: Vec<usize> = FORMATS.iter().map(understood).collect();
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    let first = counts.iter().position(|count| count * 2 > most)?;
    Some(Parser::of(&FORMATS[first]))
}

// A server that nobody has visited yet has written no more than headings.
fn by_heading(head: &[u8]) -> Option<Parser> {
    let heading = lines(head).find(|line| line.starts_with(b"#Fields:"))?;
    let is_cloudfront = memchr::memmem::find(heading, b"x-edge-location").is_some();
    Parser::named(if is_cloudfront { "cloudfront" } else { "w3c" })
}

/// The lines of some bytes, without their ends (LF or CR LF).
pub fn lines(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        if bytes.is_empty() {
            return None;
        }
        let (line, rest) = match memchr(b'\n', bytes) {
            Some(end) => (&bytes[..end], &bytes[end + 1..]),
            None => (bytes, &bytes[..0]),
        };
        bytes = rest;
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    })
}

#[cfg(test)]
mod tests;
