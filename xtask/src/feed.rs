//! `cargo xtask feed`: the feed of a site's News, and the ledger behind it.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::bail;
use feed::{Entry, Feed, Person};
use news::{Change, Identified, News};
use site::config::{Content, Kind};
use site::{Output, Problem, Settings, Source};

use crate::cli::{self, FeedArgs, FeedWishes};
use crate::common::{Common, Told};
use crate::load::{self, LEDGER};
use crate::place::Place;
use crate::plugins::{self, Kept, Made, Plugin, Writing};
use crate::write::contains;
use crate::{Outcome, Usage, advice, clock, news as list, tell};

/// Larger than any feed; one of 64 megabytes is something else.
const LARGEST_FEED: u64 = 64 << 20;

pub(crate) const PLUGIN: Plugin = Plugin {
    name: "feed",
    make: |common, problems| Ok(make_of_site(common, problems)),
    is_ours: |_, bytes| MARKS.iter().any(|mark| contains(bytes, mark)),
    stale,
    why_stale: "this archive is no longer part of the feed",
};

pub(crate) fn run(args: &FeedArgs) -> anyhow::Result<Outcome> {
    let opened = load::open(&load::default_path(args.site.site.as_deref(), "content"))?;
    let told = Told {
        overrides: args.site.overrides(),
        heading: args.site.heading.clone(),
        previous: previous(&args.previous)?,
        ..Told::at(clock::now(args.now)?)
    };
    let common = Common::new(opened, told);
    let writing = Writing {
        out: &args.out,
        place: Place::of(&common.opened, args.out.out.as_deref()),
        show: &args.site.show,
        locked: args.locked,
    };
    let outcome = plugins::run(&PLUGIN, &common, &writing, |problems| {
        Ok(make(&common, &args.feed, problems))
    })?;
    let notes = notes(&common, &args.feed, &writing.place);
    Ok(tell::notes(&args.site.show, outcome, &notes))
}

// Where nothing but a folder was asked for, its owner knows what for.
fn notes(common: &Common, wishes: &FeedWishes, place: &Place) -> Vec<String> {
    let Some(settings) = common.settings(&mut Vec::new()) else {
        return Vec::new();
    };
    let feed = describe(settings, "", wishes);
    let folder = settings.base_url.path().trim_end_matches('/');
    let escape = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
    let link = format!(
        "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{}\" href=\"{}\">",
        escape(&feed.title),
        escape(&format!("{folder}/{}", feed.path)),
    );
    match common.opened.raw.kind {
        Kind::Native => Vec::new(),
        _ => advice::of_feed(&common.opened, place, &feed.path, &link),
    }
}

// As a part of a whole site, which may have no News and never have had any.
fn make_of_site(common: &Common, problems: &mut Vec<Problem>) -> Option<Made> {
    let news = common.news();
    let ledger = common.ledger(problems)?;
    if news.items.is_empty() && ledger.records().is_empty() {
        problems.extend(news.problems.iter().cloned());
        return None;
    }
    make(common, &FeedWishes::default(), problems)
}

// Nothing where a problem that has been added forbids it.
fn make(common: &Common, wishes: &FeedWishes, problems: &mut Vec<Problem>) -> Option<Made> {
    common.home(problems)?;
    let settings = common.settings(problems);
    let news = common.news();
    problems.extend(news.problems.iter().cloned());
    let old = common.ledger(problems);
    let (settings, old) = (settings?, old?);
    let known = common.known(problems)?;
    load::refuse_nothing(&common.opened, news, known, problems);
    let identified = common.identified(problems)?;
    let description = describe(settings, identified.ledger.feed_id(), wishes);
    let (outputs, more) = feed::outputs(&description, &entries(news, identified));
    problems.extend(more);
    let ledger = identified.ledger.render();
    let is_new =
        identified.ledger != *old || common.opened.ledger_text().as_deref() != Some(&ledger);
    Some(Made {
        outputs,
        kept: Some(Kept {
            path: common.opened.folder.shown(LEDGER),
            text: ledger,
            is_new,
        }),
        summary: summary(news, identified),
        ..Made::default()
    })
}

/// The feed's files as they are published now, whole: of a feed that is cut
/// short, what is missing would come back as new.
fn previous(paths: &[PathBuf]) -> anyhow::Result<Vec<Source>> {
    let read = |path: &PathBuf| {
        let unreadable = |why: String| Usage(format!("cannot open {}: {why}", path.display()));
        let about = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?;
        if !about.is_file() || about.len() > LARGEST_FEED {
            bail!(unreadable("it is no file of a feed's size".to_owned()));
        }
        let bytes = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
        let text = String::from_utf8(bytes);
        let text = text.map_err(|_| unreadable("it is not UTF-8".to_owned()))?;
        // A whole path is shown as it is, and not below the site.
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        Ok(Source::new(path.to_string_lossy(), text))
    };
    paths.iter().map(read).collect()
}

/// What a feed is to say of itself, as the site and the wishes want it.
pub(crate) fn describe(settings: &Settings, id: &str, wishes: &FeedWishes) -> Feed {
    let author = settings.author.clone();
    let limit = wishes
        .limit
        .or(settings.feed.limit.and_then(NonZeroUsize::new));
    let content = wishes.content.unwrap_or(match settings.feed.content {
        Content::Full => cli::Content::Full,
        Content::Summary => cli::Content::Summary,
    });
    Feed {
        id: id.to_owned(),
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
        path: wishes
            .path
            .clone()
            .unwrap_or_else(|| settings.feed.path.clone()),
        limit,
        content: match content {
            cli::Content::Full => feed::Content::Full,
            cli::Content::Summary => feed::Content::Summary,
        },
        categories: wishes.categories || settings.feed.categories,
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

// Archives of an earlier limit, beside the feed and by no document named.
fn stale(out: &Path, outputs: &[Output]) -> Vec<PathBuf> {
    let Some(feed) = outputs.iter().find(|output| output.path.ends_with(".xml")) else {
        return Vec::new();
    };
    let feed = out.join(&feed.path);
    let stem = feed.file_stem().unwrap_or_default().to_string_lossy();
    let prefix = format!("{stem}-archive-");
    let is_written = |path: &Path| outputs.iter().any(|output| out.join(&output.path) == path);
    let entries = std::fs::read_dir(feed.parent().unwrap_or(out));
    let paths = entries.into_iter().flatten().flatten();
    let mut stale: Vec<PathBuf> = paths
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(&prefix) && name.ends_with(".xml") && !is_written(path)
        })
        .collect();
    stale.sort();
    stale
}
