//! The addresses of a site: its pages, its redirects, and when each changed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use news::News;
use site::config::{self, Addresses};
use site::redirects::{Surroundings, Target};
use site::{Files, Page, Problem, Redirects, Status, pages as all};
use sitemap::{Alternate, Entry};

use crate::common::Told;
use crate::history;
use crate::load::{self, Opened};
use crate::place::FRAGMENT;
use crate::write::contains;

/// What the plugins themselves write, so that no redirect takes its place.
pub(crate) const WRITTEN: [&str; 6] = [
    "feed.xml",
    "feed.json",
    "feed.css",
    "sitemap.xml",
    "robots.txt",
    "redirects.json",
];

/// The pages and redirects of a site, checked against each other.
pub(crate) struct Found {
    pub(crate) addresses: Addresses,
    pub(crate) pages: Vec<Page>,
    pub(crate) redirects: Redirects,
}

/// Gathers them; nothing where the site has no address of its own.
pub(crate) fn gather(opened: &Opened, told: &Told, problems: &mut Vec<Problem>) -> Option<Found> {
    let (addresses, more) = config::addresses(&opened.raw, &told.overrides);
    problems.extend(more);
    let addresses = addresses?;
    let options = options(told, &addresses);
    let (mut pages, more) = all::enumerate(&opened.folder, &opened.raw, &options);
    problems.extend(more);
    // A page that was given alone is the site.
    pages.retain(|page| opened.path.is_empty() || page.file == opened.path);
    pages.retain(|page| !is_written(opened, page));
    pages.retain(|page| !is_template(opened, page));
    problems.extend(all::clashes(&pages));
    let files = other_files(&pages);
    let around = Surroundings {
        base_url: &addresses.base_url,
        host: addresses.host,
        language: addresses.language.as_deref(),
        files: &files,
    };
    let (redirects, more) = site::redirects::graph(&pages, &addresses.redirects, around);
    problems.extend(more);
    Some(Found {
        addresses,
        pages,
        redirects,
    })
}

/// What `site` is told of a run to find the pages.
pub(crate) fn options(told: &Told, addresses: &Addresses) -> all::Options {
    let mut options = all::Options::new(told.now.date_naive());
    options.drafts = told.drafts;
    options.statics.clone_from(&addresses.sitemap.endings);
    options.statics.extend_from_slice(&told.statics);
    options
}

// What pages are made with, on sites that this project makes the pages of.
fn is_template(opened: &Opened, page: &Page) -> bool {
    load::is_native(opened.raw.kind) && page.file.starts_with(crate::pages::TEMPLATES)
}

// A redirect that was written into the site's own folder is no page of it, nor
// is the piece of a page with a map.
fn is_written(opened: &Opened, page: &Page) -> bool {
    const LONGEST: usize = 4096;
    let is_html = page.file.ends_with(".html") || page.file.ends_with(".htm");
    let start = is_html.then(|| opened.folder.head(&page.file, LONGEST));
    let is_map =
        |start: &[u8]| page.file.ends_with(FRAGMENT) && contains(start, "class=\"visitor-map\"");
    start
        .flatten()
        .is_some_and(|start| pages::is_stub(&start) || is_map(&start))
}

fn other_files(pages: &[Page]) -> BTreeSet<String> {
    let is_file = |page: &&Page| {
        let status = matches!(page.status, Status::Unlisted("file" | "not HTML"));
        status && page.redirect_to.is_none()
    };
    let files = pages.iter().filter(is_file).map(|page| page.output.clone());
    files.chain(WRITTEN.map(str::to_owned)).collect()
}

/// The entries of a sitemap: those of the pages, and those of old addresses
/// that lead to them, each sorted.
pub(crate) fn entries(found: &Found, changes: &Changes<'_>) -> (Vec<Entry>, Vec<Entry>) {
    let base = found.addresses.base_url.as_str().trim_end_matches('/');
    let address = |path: &str| format!("{base}{}", site::address::percent_encode(path));
    let listed = |page: &&Page| page.status == Status::Listed && page.redirect_to.is_none();
    let here = found.redirects.moved.is_none();
    let pages: Vec<&Page> = found.pages.iter().filter(|_| here).filter(listed).collect();
    let groups = translations(&pages);
    let entry = |page: &&Page| Entry {
        loc: address(&page.path),
        lastmod: changes.of(page),
        alternates: alternates(page, &groups, &address),
    };
    let mut entries: Vec<Entry> = pages.iter().map(entry).collect();
    entries.sort();
    entries.dedup_by(|later, earlier| later.loc == earlier.loc);
    let known: BTreeSet<&str> = entries.iter().map(|entry| entry.loc.as_str()).collect();
    let rules = found.redirects.rules.iter();
    // Once a whole site has moved, its addresses are what crawlers must visit
    // to learn of it.
    let inside = rules.filter(|rule| !here || matches!(rule.to, Target::Page { .. }));
    let hidden = found
        .pages
        .iter()
        .filter(|page| page.status != Status::Listed);
    let hidden = hidden.filter(|page| page.redirect_to.is_none());
    let hidden: BTreeSet<&str> = hidden.map(|page| page.path.as_str()).collect();
    let shown = inside.filter(|rule| !hidden.contains(rule.from.as_str()));
    let old = shown.map(|rule| Entry::new(address(&rule.from)));
    let mut old: Vec<Entry> = old
        .filter(|entry| !known.contains(entry.loc.as_str()))
        .collect();
    old.sort();
    old.dedup();
    (entries, old)
}

type Groups<'p> = BTreeMap<&'p str, Vec<&'p Page>>;

fn translations<'p>(pages: &[&'p Page]) -> Groups<'p> {
    let mut groups: Groups<'p> = BTreeMap::new();
    for page in pages {
        if let (Some(key), Some(_)) = (&page.translation, &page.language) {
            groups.entry(key).or_default().push(page);
        }
    }
    groups.retain(|_, pages| pages.len() > 1);
    groups
}

fn alternates(
    page: &Page,
    groups: &Groups<'_>,
    address: &impl Fn(&str) -> String,
) -> Vec<Alternate> {
    let group = page.translation.as_deref().and_then(|key| groups.get(key));
    let pages = group.into_iter().flatten();
    let alternates = pages.filter_map(|page| {
        let language = page.language.as_deref()?;
        Some(Alternate::new(language, address(&page.path)))
    });
    alternates.collect()
}

/// When the pages of a site changed.
#[derive(Default)]
pub(crate) struct Changes<'h> {
    by_git: Option<&'h History>,
    // The page with the News list, and the day of its newest item.
    news: Option<(String, NaiveDate)>,
}

/// The day of the last change of each file, as git knows it.
pub(crate) type History = BTreeMap<String, NaiveDate>;

/// Asks git for the files that do not tell it themselves.
pub(crate) fn history(opened: &Opened, found: &Found) -> (History, Option<Problem>) {
    let undated = found.pages.iter().filter(|page| page.modified.is_none());
    let files = undated.map(|page| page.file.as_str());
    history::last_changes(&opened.folder.shown(""), files)
}

impl<'h> Changes<'h> {
    /// What git knows, and the News list; nothing is asked of the clock.
    pub(crate) fn read(
        opened: &Opened,
        found: &Found,
        news: &News,
        today: NaiveDate,
        by_git: &'h History,
    ) -> Changes<'h> {
        let carrier = carrier(opened, found, news);
        // A month is no date of a sitemap, so only the newest item counts, and
        // only where its day is known.
        let newest = news.items.iter().filter_map(|item| item.date).max();
        let newest = newest.filter(|date| date.precision() == "day");
        let newest = newest
            .map(|date| date.first_day())
            .filter(|day| *day <= today);
        Changes {
            by_git: Some(by_git),
            news: carrier.zip(newest),
        }
    }

    /// The last change of a page: as its front matter says, else the day of its
    /// newest News item, else what git knows; none where nobody does.
    pub(crate) fn of(&self, page: &Page) -> Option<NaiveDate> {
        let news = self.news.as_ref().filter(|(file, _)| *file == page.file);
        page.modified
            .or(news.map(|(_, day)| *day))
            .or_else(|| self.by_git?.get(&page.file).copied())
    }
}

// The page that shows the list: the one it is written in, else the home page,
// which shows what stands in includes, data files and folders of items.
fn carrier(opened: &Opened, found: &Found, news: &News) -> Option<String> {
    let files: BTreeSet<&str> = news.items.iter().map(|item| item.file.as_str()).collect();
    let only = files.first().filter(|_| files.len() == 1);
    let is_page = |file: &&&str| {
        let mut pages = found.pages.iter();
        pages.any(|page| page.file == **file && page.status == Status::Listed)
    };
    match only.filter(is_page) {
        Some(file) => Some((*file).to_owned()),
        None => opened.home().0.map(|home| home.source.path),
    }
}
