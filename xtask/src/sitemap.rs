//! `cargo xtask sitemap`: every address of a site, for crawlers and for people.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use site::config::SitemapRedirects;
use site::redirects::Target;
use site::{Files, Output, Page, Problem, Status};
use sitemap::{Options, robots};

use crate::addresses::{self, Changes, Found};
use crate::cli::{self, SitemapArgs};
use crate::load::{self, Opened};
use crate::write::{below, is_ours, write_or_verify};
use crate::{Outcome, clock, report, tell};

pub(crate) fn run(args: &SitemapArgs) -> anyhow::Result<Outcome> {
    let opened = load::open(&load::default_path(args.site.site.as_deref(), "content"))?;
    let mut problems = opened.problems.clone();
    let now = clock::now(args.now)?;
    let found = addresses::gather(&opened, &args.site, &args.statics, now, &mut problems);
    let made = match &found {
        Some(found) => {
            // What is wrong with the list is told by other commands.
            let news = opened.news(opened.heading(args.site.heading.as_deref()), false);
            let today = now.date_naive();
            let changes = Changes::read(&opened, found, &news, today, &mut problems);
            let made = make(&opened, found, &changes, args, &mut problems)?;
            Some((changes, made))
        }
        None => None,
    };
    let outcome = report::problems(problems, &opened.folder, &args.site.show)
        .context("cannot write the problems")?;
    match (&found, made) {
        (Some(found), Some((changes, _))) if args.list => {
            list(found, &changes)?;
            Ok(outcome)
        }
        (Some(_), Some((_, made))) if outcome == Outcome::Fine => publish(args, made),
        _ => Ok(Outcome::Problems),
    }
}

/// The files, and how many addresses they name.
struct Made {
    outputs: Vec<Output>,
    pages: usize,
    redirects: usize,
    robots: String,
}

fn make(
    opened: &Opened,
    found: &Found,
    changes: &Changes,
    args: &SitemapArgs,
    problems: &mut Vec<Problem>,
) -> anyhow::Result<Made> {
    let settings = &found.addresses.sitemap;
    let (mut pages, mut old) = addresses::entries(found, changes);
    let counts = (pages.len(), old.len());
    match args.redirects.map_or(settings.redirects, redirects_of) {
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
    let summary = sitemap::write(&options, pages.clone(), old.clone(), &mut outputs)?;
    problems.extend(summary.problems);
    let address = options.address();
    if args.gzip || settings.gzip {
        options.gzip = true;
        let mut packed: Vec<Output> = Vec::new();
        sitemap::write(&options, pages, old, &mut packed)?;
        for file in packed {
            outputs.push(Output::new(file.path, compressed(&file.bytes)?));
        }
    }
    let existing = opened.folder.read(robots::FILE);
    let existing = existing.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let (text, more) = robots::ensure(existing.as_deref(), &address);
    problems.extend(more.into_iter().map(|problem| problem.in_robots()));
    outputs.extend(text.map(|text| Output::new(robots::FILE, text)));
    Ok(Made {
        outputs,
        pages: counts.0,
        redirects: counts.1,
        robots: robots::line(&address),
    })
}

// The file's problems name no file of their own accord.
trait InRobots {
    fn in_robots(self) -> Problem;
}

impl InRobots for Problem {
    fn in_robots(mut self) -> Problem {
        if self.file.is_empty() && self.line > 0 {
            robots::FILE.clone_into(&mut self.file);
        }
        self
    }
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

fn publish(args: &SitemapArgs, made: Made) -> anyhow::Result<Outcome> {
    let out = load::default_path(args.out.out.as_deref(), "dist");
    let mut files: Vec<(PathBuf, &[u8])> = Vec::new();
    for output in &made.outputs {
        let path = below(&out, &output.path)?;
        if !output.path.ends_with(".gz") {
            is_ours(&path, &[sitemap::MARK, made.robots.as_str()])?;
        }
        files.push((path, &output.bytes));
    }
    tell::stale(
        &stale(&out, &made.outputs),
        "this sitemap is no longer part of the set",
    );
    let written = write_or_verify(files, args.out.check)?;
    let summary = format!(
        "{} and {}",
        tell::count(made.pages, "page", "pages"),
        tell::count(made.redirects, "redirect", "redirects"),
    );
    Ok(tell::written(
        &args.site.show,
        args.out.check,
        &summary,
        &written,
    ))
}

// Parts of an earlier, larger sitemap.
fn stale(out: &Path, outputs: &[Output]) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(out).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let old = names.filter(|name| {
        sitemap::is_file_name(name) && !outputs.iter().any(|output| output.path == *name)
    });
    let mut old: Vec<PathBuf> = old.map(|name| out.join(name)).collect();
    old.sort();
    old
}

/// Every address, what it is, when it changed and which file makes it.
fn list(found: &Found, changes: &Changes) -> anyhow::Result<()> {
    let mut rows: Vec<[String; 4]> = found.pages.iter().map(|page| row(page, changes)).collect();
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

fn row(page: &Page, changes: &Changes) -> [String; 4] {
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
