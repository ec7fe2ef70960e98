//! `cargo xtask sitemap`: every address of a site, for crawlers and for people.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use site::config::SitemapRedirects;
use site::redirects::Target;
use site::{Files, Output, Page, Problem, Status};
use sitemap::{Options, robots};

use crate::addresses::{self, Changes, Found};
use crate::cli::{self, SitemapArgs, SitemapWishes};
use crate::common::{Common, Told};
use crate::load::{self, Opened};
use crate::place::Place;
use crate::plugins::{self, Made, Plugin, Writing};
use crate::write::contains;
use crate::{Outcome, advice, clock, report, tell};

pub(crate) const PLUGIN: Plugin = Plugin {
    name: "sitemap",
    make: |common, problems| make(common, &SitemapWishes::default(), problems),
    is_ours,
    stale,
    why_stale: "this sitemap is no longer part of the set",
};

pub(crate) fn run(args: &SitemapArgs) -> anyhow::Result<Outcome> {
    let opened = load::open(&load::default_path(args.site.site.as_deref(), "content"))?;
    let place = Place::of(&opened, args.out.out.as_deref());
    let told = Told {
        overrides: args.site.overrides(),
        heading: args.site.heading.clone(),
        statics: args.sitemap.statics.clone(),
        out: Some(place.files.clone()),
        ..Told::at(clock::now(args.now)?)
    };
    let common = Common::new(opened, told);
    if args.list {
        return list(args, &common);
    }
    let writing = Writing {
        out: &args.out,
        place,
        show: &args.site.show,
        locked: false,
    };
    let outcome = plugins::run(&PLUGIN, &common, &writing, |problems| {
        make(&common, &args.sitemap, problems)
    })?;
    let notes = advice::of_sitemap(&common.opened, &writing.place);
    Ok(tell::notes(&args.site.show, outcome, &notes))
}

fn make(
    common: &Common,
    wishes: &SitemapWishes,
    problems: &mut Vec<Problem>,
) -> anyhow::Result<Option<Made>> {
    let (Some(found), Some(changes)) = (common.found(problems), common.changes(problems)) else {
        return Ok(None);
    };
    let settings = &found.addresses.sitemap;
    let (mut pages, mut old) = addresses::entries(found, &changes);
    let summary = format!(
        "{} and {}",
        tell::count(pages.len(), "page", "pages"),
        tell::count(old.len(), "redirect", "redirects"),
    );
    match wishes.redirects.map_or(settings.redirects, redirects_of) {
        SitemapRedirects::Include => pages.append(&mut old),
        SitemapRedirects::Separate => {}
        SitemapRedirects::Omit => old.clear(),
    }
    let mut options = match Options::new(found.addresses.base_url.as_str()) {
        Ok(options) => options,
        Err(problem) => {
            problems.push(problem);
            bail!("the site's address is no folder");
        }
    };
    let mut outputs: Vec<Output> = Vec::new();
    let written = sitemap::write(&options, pages.clone(), old.clone(), &mut outputs)?;
    problems.extend(written.problems);
    let address = options.address();
    if wishes.gzip || settings.gzip {
        options.gzip = true;
        let mut packed: Vec<Output> = Vec::new();
        sitemap::write(&options, pages, old, &mut packed)?;
        for file in packed {
            outputs.push(Output::new(file.path, compressed(&file.bytes)?));
        }
    }
    let out = common.told.out.as_deref();
    let (text, more) = crawlers(&common.opened, found, out, &address);
    problems.extend(more);
    outputs.extend(text.map(|text| Output::new(robots::FILE, text)));
    Ok(Some(Made {
        outputs,
        summary,
        ..Made::default()
    }))
}

/// What is wrong with the addresses as a sitemap, and with what crawlers are
/// told of it.
pub(crate) fn faults(opened: &Opened, found: &Found) -> anyhow::Result<Vec<Problem>> {
    let (pages, old) = addresses::entries(found, &Changes::default());
    let options = match Options::new(found.addresses.base_url.as_str()) {
        Ok(options) => options,
        Err(problem) => return Ok(vec![problem]),
    };
    let mut kept_nowhere: Vec<Output> = Vec::new();
    let mut problems = sitemap::write(&options, pages, old, &mut kept_nowhere)?.problems;
    problems.extend(crawlers(opened, found, None, &options.address()).1);
    Ok(problems)
}

// The text of a robots.txt where there is none, and what is wrong with one that
// is there, in the site or in the folder for output.
fn crawlers(
    opened: &Opened,
    found: &Found,
    out: Option<&Path>,
    address: &str,
) -> (Option<String>, Vec<Problem>) {
    let others = |text: &String| !robots::is_ours(text);
    let page = found.pages.iter().find(|page| page.output == robots::FILE);
    let inside = page.map_or(robots::FILE, |page| page.file.as_str());
    let bytes = opened.folder.read(inside);
    let of_site = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let of_site = of_site.filter(others).map(|text| (inside.to_owned(), text));
    let of_out = || {
        let path = std::fs::canonicalize(out?.join(robots::FILE)).ok()?;
        let bytes = std::fs::read(&path).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        // A whole path is shown as it is, and not below the site.
        Some((path.display().to_string(), text)).filter(|(_, text)| others(text))
    };
    let (file, existing) = of_site.or_else(of_out).unzip();
    let (text, mut problems) = robots::ensure(existing.as_deref(), address);
    // Of their own accord they name no file.
    for problem in &mut problems {
        problem.file = file.clone().unwrap_or_else(|| robots::FILE.to_owned());
    }
    (text, problems)
}

fn redirects_of(given: cli::SitemapRedirects) -> SitemapRedirects {
    match given {
        cli::SitemapRedirects::Include => SitemapRedirects::Include,
        cli::SitemapRedirects::Separate => SitemapRedirects::Separate,
        cli::SitemapRedirects::Omit => SitemapRedirects::Omit,
    }
}

// Without a time in it, so that the same sitemap is the same bytes.
fn compressed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn is_ours(name: &str, bytes: &[u8]) -> bool {
    if name == robots::FILE {
        return std::str::from_utf8(bytes).is_ok_and(robots::is_ours);
    }
    // The mark stands at the beginning; what follows may be large, or a bomb.
    const START: u64 = 4096;
    let mut start = Vec::new();
    let read = match name.ends_with(".gz") {
        true => flate2::read::GzDecoder::new(bytes)
            .take(START)
            .read_to_end(&mut start),
        false => bytes.take(START).read_to_end(&mut start),
    };
    read.is_ok() && contains(&start, sitemap::MARK)
}

// Parts of an earlier, larger sitemap.
fn stale(out: &Path, outputs: &[Output]) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(out).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let old = names.filter(|name| {
        let is_new = outputs.iter().any(|output| output.path == *name);
        let ours = || std::fs::read(out.join(name)).is_ok_and(|bytes| is_ours(name, &bytes));
        sitemap::is_file_name(name) && !is_new && ours()
    });
    let mut old: Vec<PathBuf> = old.map(|name| out.join(name)).collect();
    old.sort();
    old
}

// The table of all addresses; what would be wrong with the files is told too.
fn list(args: &SitemapArgs, common: &Common) -> anyhow::Result<Outcome> {
    let mut problems = common.opened.problems.clone();
    make(common, &args.sitemap, &mut problems)?;
    let outcome = report::of_site(problems, &common.opened, &args.site.show)
        .context("cannot write the problems")?;
    let unheard = &mut Vec::new();
    match (common.found(unheard), common.changes(unheard)) {
        (Some(found), Some(changes)) => {
            print(found, &changes)?;
            Ok(outcome)
        }
        _ => Ok(Outcome::Problems),
    }
}

/// Every address, what it is, when it changed and which file makes it.
fn print(found: &Found, changes: &Changes<'_>) -> anyhow::Result<()> {
    let rules = found.redirects.rules.iter();
    let sent_on: BTreeSet<&str> = rules.map(|rule| rule.from.as_str()).collect();
    // A page that only sends its visitors on is told as the redirect it is.
    let answers = |page: &&Page| {
        matches!(page.status, Status::Unpublished(_)) || !sent_on.contains(page.path.as_str())
    };
    let pages = found.pages.iter().filter(answers);
    let mut rows: Vec<[String; 4]> = pages.map(|page| row(page, changes)).collect();
    for rule in &found.redirects.rules {
        let to = match &rule.to {
            Target::Page { path, tail } => format!("{path}{tail}"),
            Target::Url(url) => url.clone(),
        };
        let origin = format!("{}:{}", rule.origin.file, rule.origin.line);
        rows.push([
            rule.from.clone(),
            format!("redirect to {to}"),
            String::new(),
            origin,
        ]);
    }
    rows.sort();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<usize> = (0..3)
        .map(|column| width(column).unwrap_or(0).min(60))
        .collect();
    let mut out = std::io::stdout().lock();
    for [address, what, day, file] in &rows {
        writeln!(
            out,
            "{address:a$}  {what:b$}  {day:c$}  {file}",
            a = widths[0],
            b = widths[1],
            c = widths[2],
        )?;
    }
    Ok(())
}

fn row(page: &Page, changes: &Changes<'_>) -> [String; 4] {
    let what = match page.status {
        Status::Listed => "listed".to_owned(),
        Status::Unlisted("file") => "file".to_owned(),
        Status::Unlisted(reason) => format!("not listed: {reason}"),
        Status::Unpublished(reason) => format!("not published: {reason}"),
    };
    let day = changes.of(page).map(|day| day.to_string());
    [
        page.path.clone(),
        what,
        day.unwrap_or_default(),
        page.file.clone(),
    ]
}
