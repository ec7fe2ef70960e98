//! `cargo xtask news`: what was understood of a News list.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};

use anyhow::Context;
use chrono::{DateTime, SecondsFormat, Utc};
use news::{Change, Entry, Item, News};
use serde::Serialize;
use site::Problem;

use crate::cli::NewsArgs;
use crate::load::{self, Opened};
use crate::{Outcome, clock, report};

pub(crate) fn run(args: &NewsArgs) -> anyhow::Result<Outcome> {
    let (opened, news) = read(args)?;
    let mut problems = opened.problems.clone();
    problems.extend(news.problems.iter().cloned());
    let ledger = opened.ledger().unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    let now = clock::now(None)?;
    let known: Vec<Option<Entry>> = match ledger {
        Some(ledger) => {
            let identified = load::identify(&news, &ledger, None, now);
            problems.extend(identified.problems);
            identified.entries.into_iter().map(Some).collect()
        }
        None => {
            let doubts = news::item_problems(&news.items, &load::minting(None, now));
            problems.extend(doubts);
            vec![None; news.items.len()]
        }
    };
    let written = match args.json {
        true => json(&news, &known),
        false => table(&news, &opened, &problems),
    };
    // Whoever reads the first lines only is not an error.
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(Outcome::Fine),
        written => written.context("cannot write the items")?,
    }
    report::of_site(problems, &opened, &args.show).context("cannot write the problems")?;
    // This command shows and does not judge; `check` does.
    Ok(Outcome::Fine)
}

// A folder is a site or, where that has no news, a part of one.
fn read(args: &NewsArgs) -> anyhow::Result<(Opened, News)> {
    let given = args.path.as_deref().or(args.site.as_deref());
    let path = load::default_path(given, "content");
    let news =
        |opened: &Opened| opened.news(opened.heading(args.heading.as_deref()), args.placeholders);
    let site = load::open(&path)?;
    let found = news(&site);
    if found.items.is_empty()
        && let Some(part) = load::open_as_part(&path)?
    {
        let items = news(&part);
        if !items.items.is_empty() {
            return Ok((part, items));
        }
    }
    Ok((site, found))
}

/// One line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    date: Option<String>,
    precision: Option<&'static str>,
    published: Option<String>,
    updated: Option<String>,
    title: &'a str,
    text: &'a str,
    html: &'a str,
    links: &'a [String],
    file: &'a str,
    line: u32,
}

fn json(news: &News, known: &[Option<Entry>]) -> io::Result<()> {
    let ids = news::read_only_ids(&news.items, None);
    let mut out = BufWriter::new(io::stdout().lock());
    for ((item, known), id) in news.items.iter().zip(known).zip(&ids) {
        // What the ledger does not hold yet has no stamps yet.
        let known = known.as_ref().filter(|entry| entry.change != Change::New);
        serde_json::to_writer(&mut out, &line(item, known, id))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn line<'a>(item: &'a Item, known: Option<&'a Entry>, id: &'a str) -> Line<'a> {
    let stamp = |stamp: DateTime<Utc>| stamp.to_rfc3339_opts(SecondsFormat::Secs, true);
    Line {
        id: known.map_or(id, |entry| &entry.id),
        date: item.date.map(|date| date.to_string()),
        precision: item.date.map(|date| date.precision()),
        published: known.map(|entry| stamp(entry.published)),
        updated: known.map(|entry| stamp(entry.updated)),
        title: &item.title,
        text: &item.text,
        html: &item.html,
        links: &item.links,
        file: &item.file,
        line: item.line,
    }
}

// The title comes last, so that no width of any script matters.
fn table<'p>(news: &'p News, opened: &Opened, problems: &'p [Problem]) -> io::Result<()> {
    let place = |item: &Item| {
        format!(
            "{}:{}",
            opened.folder.shown(&item.file).display(),
            item.line
        )
    };
    let places: Vec<String> = news.items.iter().map(place).collect();
    let width = places
        .iter()
        .map(|place| place.chars().count())
        .max()
        .unwrap_or(0);
    // What a problem is about is doubtful, and marked.
    let about = |problem: &'p Problem| (problem.file.as_str(), problem.line);
    let doubts: BTreeSet<_> = problems.iter().map(about).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    for (item, place) in news.items.iter().zip(&places) {
        let date = item
            .date
            .map_or("undated".to_owned(), |date| date.to_string());
        let is_doubtful = doubts.contains(&(item.file.as_str(), item.line));
        let mark = if is_doubtful || item.date.is_none() {
            '?'
        } else {
            ' '
        };
        writeln!(out, "{date:<10} {mark} {place:<width$}  {}", item.title)?;
    }
    if !news.items.is_empty() {
        writeln!(out, "{}", summary(news))?;
    }
    out.flush()
}

fn summary(news: &News) -> String {
    let count = news.items.len();
    let undated = news.items.iter().filter(|item| item.date.is_none()).count();
    let doubts = match undated {
        0 => String::new(),
        _ => format!(", {undated} without a date"),
    };
    format!(
        "{count} {}{}{doubts}",
        if count == 1 { "item" } else { "items" },
        span(&news.items)
    )
}

/// `, 2023-05 to 2025-12`: the dates from the first to the last.
pub(crate) fn span(items: &[Item]) -> String {
    let dates = || items.iter().filter_map(|item| item.date);
    match (dates().min(), dates().max()) {
        (Some(first), Some(last)) if first == last => format!(", {first}"),
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    }
}
