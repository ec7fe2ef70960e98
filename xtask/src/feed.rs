//! `cargo xtask feed`: the feed of a site's News, and the ledger behind it.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::Context;
use feed::{Entry, Feed, Person};
use news::{Change, Identified, Ledger, News};
use site::config::Content;
use site::{Output, Problem, Settings, Severity};

use crate::cli::{self, FeedArgs};
use crate::load::{self, LEDGER, Opened};
use crate::write::{Written, below, write_or_verify};
use crate::{Outcome, clock, news as list, report};

pub(crate) fn run(args: &FeedArgs) -> anyhow::Result<Outcome> {
    let opened = load::open(&load::default_path(args.site.site.as_deref(), "content"))?;
    let mut problems = opened.problems.clone();
    let made = make(&opened, args, &mut problems)?;
    let outcome = report::problems(problems, &opened.folder, &args.site.show)
        .context("cannot write the problems")?;
    match made.filter(|_| outcome == Outcome::Fine) {
        Some(made) => publish(&opened, args, &made),
        None => Ok(Outcome::Problems),
    }
}

/// Everything that is to be written, and what there is to say about it.
struct Made {
    ledger: String,
    ledger_changed: bool,
    outputs: Vec<Output>,
    summary: String,
}

// Nothing where a problem that has been added forbids it.
fn make(
    opened: &Opened,
    args: &FeedArgs,
    problems: &mut Vec<Problem>,
) -> anyhow::Result<Option<Made>> {
    let (home, more) = opened.home();
    problems.extend(more);
    let Some(home) = home else { return Ok(None) };
    let (settings, more) = opened.settings(&home, &args.site);
    problems.extend(more);
    let news = opened.news(opened.heading(None), false);
    problems.extend(news.problems.iter().cloned());
    let old = opened.ledger().map_err(|problem| problems.push(problem));
    let (Some(settings), Ok(old)) = (settings, old) else {
        return Ok(None);
    };
    let old = old.unwrap_or_default();
    problems.extend(nothing_to_publish(opened, &news, &old));
    let identified = load::identify(&news, &old, Some(&settings), clock::now(args.now)?);
    problems.extend(identified.problems.iter().cloned());
    let description = describe(&settings, &identified, args);
    let (outputs, more) = feed::outputs(&description, &entries(&news, &identified));
    problems.extend(more);
    let ledger = identified.ledger.render();
    Ok(Some(Made {
        ledger_changed: identified.ledger != old
            || opened.ledger_text().as_deref() != Some(&ledger),
        ledger,
        outputs,
        summary: summary(&news, &identified),
    }))
}

// A list that is suddenly empty is a broken page far more often than the end
// of all news, and an empty feed cannot be taken back.
fn nothing_to_publish(opened: &Opened, news: &News, old: &Ledger) -> Option<Problem> {
    let is_known = |problem: &&Problem| matches!(problem.code, "no-news" | "empty-list");
    if !news.items.is_empty() {
        return None;
    }
    let known = old.records().len();
    let found = news.problems.iter().find(is_known);
    let mut problem = found.cloned().unwrap_or_else(|| {
        Problem::in_file("no-news", opened.path.as_str(), "no News item was found")
    });
    if known > 0 {
        let message = format!("; the ledger knows {known} items, so no feed is written");
        problem.message.push_str(&message);
    } else if problem.code == "empty-list" {
        return None;
    }
    Some(problem.severity(Severity::Error))
}

fn describe(settings: &Settings, identified: &Identified, args: &FeedArgs) -> Feed {
    let author = settings.author.clone();
    let limit = args.limit.or(settings.feed.limit);
    let content = args.content.unwrap_or(match settings.feed.content {
        Content::Full => cli::Content::Full,
        Content::Summary => cli::Content::Summary,
    });
    Feed {
        id: identified.ledger.feed_id().to_owned(),
        title: settings.title.clone(),
        subtitle: settings.description.clone(),
        base_url: settings.base_url.to_string(),
        page_url: settings.page_url.to_string(),
        language: settings.language.clone(),
        author: Person {
            name: author.name,
            uri: author.uri,
            email: author.email,
        },
        path: args
            .path
            .clone()
            .unwrap_or_else(|| settings.feed.path.clone()),
        limit: limit.and_then(NonZeroUsize::new),
        content: match content {
            cli::Content::Full => feed::Content::Full,
            cli::Content::Summary => feed::Content::Summary,
        },
        categories: args.categories || settings.feed.categories,
        icon: None,
    }
}

fn entries<'a>(news: &'a News, identified: &Identified) -> Vec<Entry<'a>> {
    let pairs = news.items.iter().zip(&identified.entries);
    pairs
        .map(|(item, entry)| Entry {
            item,
            id: entry.id.clone(),
            published: entry.published,
            updated: entry.updated,
        })
        .collect()
}

fn summary(news: &News, identified: &Identified) -> String {
    let count = |change| {
        identified
            .entries
            .iter()
            .filter(|entry| entry.change == change)
            .count()
    };
    let back = match count(Change::Restored) {
        0 => String::new(),
        back => format!(", {back} back"),
    };
    format!(
        "{} {}{}: {} new, {} changed{back}, {} gone",
        news.items.len(),
        if news.items.len() == 1 {
            "entry"
        } else {
            "entries"
        },
        list::span(&news.items),
        count(Change::New),
        count(Change::Edited),
        identified.gone,
    )
}

// The ledger first: if the run ends before the feed is written, the next one
// makes the same feed. The other way round, ids would be out that nobody keeps.
fn publish(opened: &Opened, args: &FeedArgs, made: &Made) -> anyhow::Result<Outcome> {
    let ledger = opened.folder.shown(LEDGER);
    if args.locked && made.ledger_changed {
        eprintln!(
            "{}: error: the ledger would change, and --locked forbids it: {} help: run the command without --locked and commit the ledger",
            ledger.display(),
            made.summary,
        );
        return Ok(Outcome::Problems);
    }
    let out = load::default_path(args.out.out.as_deref(), "dist");
    let mut files: Vec<(PathBuf, &[u8])> = vec![(ledger, made.ledger.as_bytes())];
    for output in &made.outputs {
        files.push((below(&out, &output.path)?, &output.bytes));
    }
    let written = write_or_verify(files, args.out.check)?;
    Ok(tell(args, made, &written))
}

fn tell(args: &FeedArgs, made: &Made, written: &Written) -> Outcome {
    let names: Vec<_> = written
        .changed
        .iter()
        .map(|path| report::shown(path))
        .collect();
    if args.out.check && !names.is_empty() {
        for name in &names {
            eprintln!("{name}: error: not up to date help: run the command without --check");
        }
        return Outcome::Problems;
    }
    if !args.site.show.quiet {
        let wrote = match names.is_empty() {
            true => "nothing to write".to_owned(),
            false => format!("wrote {}", names.join(", ")),
        };
        println!("{}; {wrote}", made.summary);
    }
    Outcome::Fine
}
