//! `cargo xtask feed`: the feed of a site's News, and the ledger behind it.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::{Context, bail};
use feed::{Entry, Feed, Person};
use news::{Change, Identified, News};
use site::config::Content;
use site::{Output, Problem, Settings};

use crate::cli::{self, FeedArgs};
use crate::load::{self, LEDGER, Opened};
use crate::write::{Written, below, is_ours, write_or_verify};
use crate::{Outcome, Usage, clock, news as list, report};

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
    let news = opened.news(opened.heading(args.site.heading.as_deref()), false);
    problems.extend(news.problems.iter().cloned());
    let old = opened.ledger().map_err(|problem| problems.push(problem));
    let (Some(settings), Ok(old)) = (settings, old) else {
        return Ok(None);
    };
    let old = old.unwrap_or_default();
    load::refuse_nothing(opened, &news, &old, problems);
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

fn describe(settings: &Settings, identified: &Identified, args: &FeedArgs) -> Feed {
    let author = settings.author.clone();
    let limit = args
        .limit
        .or(settings.feed.limit.and_then(NonZeroUsize::new));
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
        limit,
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

// What every file of a feed contains, and no page of a site.
const MARKS: &[&str] = &[
    ">home-page plugins</generator>",
    "\"version\": \"https://jsonfeed.org/version/1",
    "/* How a browser shows this feed.",
];

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
        let path = below(&out, &output.path)?;
        is_ours(&path, MARKS)?;
        if files.iter().any(|(other, _)| *other == path) {
            bail!(Usage(format!(
                "{} would be written twice; give another --path",
                path.display()
            )));
        }
        files.push((path, &output.bytes));
    }
    for stale in stale_archives(&files) {
        eprintln!(
            "{}: warning: this archive is no longer part of the feed help: remove it",
            stale.display()
        );
    }
    let written = write_or_verify(files, args.out.check)?;
    Ok(tell(args, made, &written))
}

// Archives of an earlier limit, beside the feed and by no document named.
fn stale_archives(files: &[(PathBuf, &[u8])]) -> Vec<PathBuf> {
    let is_xml = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "xml");
    let Some(feed) = files.iter().map(|(path, _)| path).find(is_xml) else {
        return Vec::new();
    };
    let stem = feed.file_stem().unwrap_or_default().to_string_lossy();
    let prefix = format!("{stem}-archive-");
    let entries = std::fs::read_dir(feed.parent().unwrap_or(feed))
        .into_iter()
        .flatten()
        .flatten();
    let mut stale: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(&prefix) && name.ends_with(".xml")
        })
        .filter(|path| {
            !files
                .iter()
                .any(|(known, _)| known.file_name() == path.file_name())
        })
        .collect();
    stale.sort();
    stale
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
