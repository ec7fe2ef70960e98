//! The file read: TOML, one table an item, and nothing that is not understood.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use site::{Problem, Source};
use toml::Spanned;

use super::render::{END, HEADER, VERSION, written};
use super::{Ledger, Record};
use crate::PartialDate;

impl Ledger {
    /// Reads a ledger, strictly: an id that is lost or misread shows an old
    /// item as new to every subscriber.
    ///
    /// # Errors
    ///
    /// The first problem, with its line and its repair, when the file is
    /// `ledger-conflict` (a merge is unfinished), `ledger-version` (written by
    /// a newer version), `ledger-foreign` (no ledger at all), `ledger-truncated`
    /// (its last line is missing) or `ledger-damaged` (anything else: no TOML,
    /// unknown keys, an id twice, impossible dates).
    ///
    /// ```
    /// use news::Ledger;
    /// use site::Source;
    ///
    /// let cut = Ledger::default().render().replace("# End of the ledger.\n", "");
    /// let problem = Ledger::parse(&Source::new("news.lock", cut)).unwrap_err();
    /// assert_eq!(problem.code, "ledger-truncated");
    /// ```
    pub fn parse(file: &Source) -> Result<Ledger, Problem> {
        refuse_conflict(file)?;
        refuse_other_versions(file)?;
        let raw: RawLedger = toml::from_str(&file.text).map_err(|error| not_toml(file, &error))?;
        refuse_truncated(file)?;
        let records: Result<Vec<Record>, Problem> =
            raw.item.iter().map(|raw| record(raw, file)).collect();
        refuse_twins(&raw.item, file)?;
        Ok(Ledger::new(raw.feed, records?))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLedger {
    #[serde(rename = "version")]
    _version: i64,
    feed: Option<String>,
    #[serde(default)]
    item: Vec<Spanned<RawRecord>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRecord {
    id: Spanned<String>,
    date: Option<Spanned<String>>,
    published: Spanned<String>,
    updated: Spanned<String>,
    digest: Spanned<String>,
    #[serde(default)]
    links: Vec<String>,
    text: String,
    anchor: Option<String>,
    #[serde(default)]
    gone: bool,
}

#[derive(Deserialize)]
struct OnlyVersion {
    version: Option<Spanned<i64>>,
}

fn refuse_conflict(file: &Source) -> Result<(), Problem> {
    let mut offset = 0;
    for line in file.text.split_inclusive('\n') {
        if ["<<<<<<<", "|||||||", ">>>>>>>"]
            .iter()
            .any(|marker| line.starts_with(marker))
        {
            let what = "a merge left its conflict markers here";
            return Err(Problem::error("ledger-conflict", file, offset, what).help(
                "keep the [[item]] tables of both sides, each id once, and delete the marker lines",
            ));
        }
        offset += line.len();
    }
    Ok(())
}

// Read before the rest, because a newer file may have keys that this version
// does not know, and "unknown key" would mislead.
fn refuse_other_versions(file: &Source) -> Result<(), Problem> {
    let only: OnlyVersion = toml::from_str(&file.text).map_err(|error| not_toml(file, &error))?;
    let Some(version) = only.version else {
        let what = "this is no ledger of News items: it has no version";
        return Err(Problem::error("ledger-foreign", file, 0, what).help(
            "restore the ledger from version control, or move this file away to begin a new one",
        ));
    };
    if *version.get_ref() == VERSION {
        return Ok(());
    }
    let what = format!(
        "the ledger has version {}, and this program reads {VERSION}",
        version.get_ref()
    );
    Err(
        Problem::error("ledger-version", file, version.span().start, what)
            .help("use the newer program that wrote it"),
    )
}

fn refuse_truncated(file: &Source) -> Result<(), Problem> {
    if is_whole(file) {
        return Ok(());
    }
    let what = "the ledger's last line is missing, so items may be missing too";
    Err(
        Problem::error("ledger-truncated", file, file.text.trim_end().len(), what).help(format!(
            "restore the file from version control; if nothing is missing, add `{END}`"
        )),
    )
}

fn is_whole(file: &Source) -> bool {
    file.text.trim_end().ends_with(END)
}

fn refuse_twins(items: &[Spanned<RawRecord>], file: &Source) -> Result<(), Problem> {
    let mut seen = BTreeSet::new();
    match items
        .iter()
        .find(|raw| !seen.insert(raw.get_ref().id.get_ref()))
    {
        None => Ok(()),
        Some(twin) => {
            let id = &twin.get_ref().id;
            let what = format!("the id {} is here for the second time", id.get_ref());
            Err(
                Problem::error("ledger-damaged", file, id.span().start, what)
                    .help("delete one of the two [[item]] tables, the younger if they differ"),
            )
        }
    }
}

fn not_toml(file: &Source, error: &toml::de::Error) -> Problem {
    // What is cut in the middle of a table is no TOML; say why.
    if HEADER.lines().next() == file.text.lines().next()
        && let Err(truncated) = refuse_truncated(file)
    {
        return truncated;
    }
    let at = error.span().map_or(0, |span| span.start);
    // Newlines would break the one line that a problem is.
    let what = error
        .message()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    damaged(file, at, format!("the ledger cannot be read: {what}"))
}

fn damaged(file: &Source, at: usize, what: String) -> Problem {
    Problem::error("ledger-damaged", file, at, what)
        .help("undo the last change to this file, or restore it from version control")
}

fn record(spanned: &Spanned<RawRecord>, file: &Source) -> Result<Record, Problem> {
    let raw = spanned.get_ref();
    let published = stamp(&raw.published, file)?;
    let updated = stamp(&raw.updated, file)?;
    if updated < published {
        let what = "this item was updated before it was published".to_owned();
        return Err(damaged(file, raw.updated.span().start, what));
    }
    Ok(Record {
        id: id(&raw.id, file)?,
        date: raw.date.as_ref().map(|raw| date(raw, file)).transpose()?,
        published,
        updated,
        digest: digest(&raw.digest, file)?,
        links: raw.links.clone(),
        text: raw.text.clone(),
        anchor: raw.anchor.clone(),
        gone: raw.gone,
    })
}

// Any absolute URI will do, so that a feed from elsewhere can bring its ids.
fn id(raw: &Spanned<String>, file: &Source) -> Result<String, Problem> {
    let id = raw.get_ref();
    if Record::is_id(id) {
        return Ok(id.clone());
    }
    Err(damaged(
        file,
        raw.span().start,
        format!("{id:?} is no URI, as an id must be"),
    ))
}

fn date(raw: &Spanned<String>, file: &Source) -> Result<PartialDate, Problem> {
    PartialDate::parse(raw.get_ref()).ok_or_else(|| {
        let what = format!(
            "{:?} is no date like 2025, 2025-12 or 2025-12-04",
            raw.get_ref()
        );
        damaged(file, raw.span().start, what)
    })
}

fn stamp(raw: &Spanned<String>, file: &Source) -> Result<DateTime<Utc>, Problem> {
    let text = raw.get_ref();
    match text.parse::<DateTime<Utc>>() {
        Ok(stamp) if written(stamp) == *text => Ok(stamp),
        _ => {
            let what = format!("{text:?} is no time like 2025-12-04T12:00:00Z");
            Err(damaged(file, raw.span().start, what))
        }
    }
}

fn digest(raw: &Spanned<String>, file: &Source) -> Result<u64, Problem> {
    let text = raw.get_ref();
    let hex = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    u64::from_str_radix(text, 16)
        .ok()
        .filter(|_| hex)
        .ok_or_else(|| {
            damaged(
                file,
                raw.span().start,
                format!("{text:?} is no digest of 16 hexadecimal digits"),
            )
        })
}
