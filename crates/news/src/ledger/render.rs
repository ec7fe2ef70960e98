//! The file written: the same ledger is always the same bytes.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};

use super::{Ledger, Record};

pub(super) const VERSION: i64 = 1;

pub(super) const HEADER: &str = "\
# The identity of every News item: its permanent id, and when it was first
# published and last changed. Written by `cargo xtask feed`; commit it together
# with the page. Do not edit the ids: a changed id shows an old item as new to
# everyone who subscribed. Items that have left the page stay here.
";

// A file cut between two tables would still be good TOML, and an item missing
// from it would come back as new; so the last line says that it is the last.
pub(super) const END: &str = "# End of the ledger.";

impl Ledger {
    /// The ledger as a file; the same ledger is always the same bytes, and two
    /// branches that add items of different dates touch different lines.
    ///
    /// ```
    /// let text = news::Ledger::default().render();
    /// assert!(text.contains("version = 1\n"));
    /// ```
    pub fn render(&self) -> String {
        let mut out = format!("{HEADER}\nversion = {VERSION}\n");
        if let Some(feed) = &self.feed {
            line(&mut out, "feed", &quoted(feed));
        }
        out.push('\n');
        for record in &self.records {
            render_record(record, &mut out);
        }
        out.push_str(END);
        out.push('\n');
        out
    }
}

fn render_record(record: &Record, out: &mut String) {
    out.push_str("[[item]]\n");
    line(out, "id", &quoted(&record.id));
    if let Some(date) = record.date {
        line(out, "date", &quoted(&date.to_string()));
    }
    line(out, "published", &quoted(&written(record.published)));
    line(out, "updated", &quoted(&written(record.updated)));
    line(out, "digest", &format!("\"{:016x}\"", record.digest));
    if let Some(anchor) = &record.anchor {
        line(out, "anchor", &quoted(anchor));
    }
    if record.gone {
        line(out, "gone", "true");
    }
    let links: Vec<String> = record.links.iter().map(|link| quoted(link)).collect();
    line(out, "links", &format!("[{}]", links.join(", ")));
    line(out, "text", &quoted(&record.text));
    out.push('\n');
}

fn line(out: &mut String, key: &str, value: &str) {
    out.push_str(key);
    out.push_str(" = ");
    out.push_str(value);
    out.push('\n');
}

pub(super) fn written(stamp: DateTime<Utc>) -> String {
    stamp.to_rfc3339_opts(SecondsFormat::Secs, true)
}

// Our own, because a library may one day prefer another of TOML's four string
// forms, and the bytes of every ledger would change with it.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // What TOML forbids in a string, and what an editor or git may
            // take for the end of a line.
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}
