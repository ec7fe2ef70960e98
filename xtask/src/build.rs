//! `cargo xtask build`: the whole home page, by every plugin in one pass.

use std::io::IsTerminal;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, bail};

use crate::cli::BuildArgs;
use crate::common::{Common, Told};
use crate::plugins::{self, Kept};
use crate::write::write_or_verify;
use crate::{Outcome, Usage, clock, load, report, tell};

mod ground;
pub(crate) mod manifest;
pub(crate) mod publish;
pub(crate) mod whole;

use publish::Plan;
use whole::Whole;

pub(crate) fn run(args: &BuildArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let out = load::default_path(args.out.out.as_deref(), "dist");
    let common = open(args, &out)?;
    let mut whole = whole::make(&common)?;
    let problems = std::mem::take(&mut whole.problems);
    let outcome = report::of_site(problems, &common.opened, &args.site.show)
        .context("cannot write the problems")?;
    if outcome == Outcome::Problems || (args.locked && whole.kept_changes()) {
        return Ok(Outcome::Problems);
    }
    let plan = match publish::plan(&out, &whole.pieces)? {
        Ok(plan) => plan,
        Err(mut problem) => {
            problem.file = out.join(&problem.file).display().to_string();
            eprintln!("{problem}");
            return Ok(Outcome::Problems);
        }
    };
    if tell_foreign(&plan) {
        return Ok(Outcome::Problems);
    }
    tell_edited(&plan);
    if args.out.check {
        return verify(args, &whole, &plan);
    }
    // The ledger first: if the run ends before the feed is written, the next
    // one makes the same feed.
    keep(whole.kept.as_ref(), false)?;
    plan.apply()?;
    tell(args, &whole, &plan, start);
    Ok(Outcome::Fine)
}

fn open(args: &BuildArgs, out: &Path) -> anyhow::Result<Common> {
    let site = load::default_path(args.site.site.as_deref(), "content");
    let mut opened = load::open(&site)?;
    if !opened.path.is_empty() {
        bail!(Usage(format!(
            "{} is one page; give the folder it is in",
            site.display()
        )));
    }
    if is_same_folder(&site, out) {
        bail!(Usage(format!(
            "the site and its output are both in {}; give another --out",
            out.display()
        )));
    }
    opened.folder = opened.folder.remembering().without(out);
    let told = Told {
        overrides: args.site.overrides(),
        heading: args.site.heading.clone(),
        drafts: args.drafts,
        ..Told::at(clock::now(args.now)?)
    };
    Ok(Common::new(opened, told))
}

fn is_same_folder(site: &Path, out: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(out).is_some_and(|out| real(site) == Some(out))
}

// The files that changed or, with `check`, would.
fn keep(kept: Option<&Kept>, check: bool) -> anyhow::Result<usize> {
    let files = kept.map(|kept| (kept.path.clone(), kept.text.as_bytes()));
    Ok(write_or_verify(files, check)?.changed.len())
}

fn tell_foreign(plan: &Plan<'_>) -> bool {
    for path in &plan.foreign {
        eprintln!(
            "{}: error: no build wrote this, so it stays as it is \
             help: give another --out, or move it away",
            report::shown(&plan.shown(path))
        );
    }
    !plan.foreign.is_empty()
}

fn tell_edited(plan: &Plan<'_>) {
    for path in &plan.edited {
        eprintln!(
            "{}: warning: this was changed by hand, and a build makes it anew \
             help: change what it is made of",
            report::shown(&plan.shown(path))
        );
    }
    for path in &plan.kept {
        eprintln!(
            "{}: warning: the site no longer has this, but it was changed by hand and stays \
             help: remove it if nobody needs it",
            report::shown(&plan.shown(path))
        );
    }
}

fn verify(args: &BuildArgs, whole: &Whole, plan: &Plan<'_>) -> anyhow::Result<Outcome> {
    let is_kept_old = keep(whole.kept.as_ref(), true)? > 0;
    let kept = whole.kept.as_ref().filter(|_| is_kept_old);
    let mut stale = Vec::new();
    stale.extend(kept.map(|kept| (kept.path.clone(), "not up to date")));
    let inside = |path: &str| plan.shown(path);
    let fresh = plan.fresh.iter();
    stale.extend(fresh.map(|piece| (inside(&piece.path), "not there yet")));
    let differing = plan.differing.iter();
    stale.extend(differing.map(|piece| (inside(&piece.path), "not up to date")));
    let gone = plan.stale.iter();
    stale.extend(gone.map(|path| (inside(path), "no longer part of the site")));
    if stale.is_empty() && !plan.is_done() {
        stale.push((inside(manifest::NAME), "not up to date"));
    }
    for (path, what) in &stale {
        let path = report::shown(path);
        eprintln!("{path}: error: {what} help: run the command without --check");
    }
    if !stale.is_empty() {
        return Ok(Outcome::Problems);
    }
    if !args.site.show.quiet {
        println!(
            "{} up to date",
            tell::count(plan.unchanged, "file is", "files are")
        );
    }
    Ok(Outcome::Fine)
}

fn tell(args: &BuildArgs, whole: &Whole, plan: &Plan<'_>, start: Instant) {
    if args.site.show.quiet {
        return;
    }
    for (name, summary) in &whole.summaries {
        println!("{:<11}{summary}", format!("{name}:"));
    }
    let written = plan.fresh.len() + plan.differing.len();
    println!(
        "{:<11}{} written, {} unchanged, {} removed",
        format!("{}:", plan.out().display()),
        tell::count(written, "file", "files"),
        plan.unchanged,
        plan.stale.len(),
    );
    // On standard output it would make each run's another.
    if std::io::stderr().is_terminal() {
        eprintln!("built in {:.2} s", start.elapsed().as_secs_f64());
    }
}

impl Whole {
    // Then it is told that it must not.
    fn kept_changes(&self) -> bool {
        let kept = self.kept.as_ref().filter(|kept| kept.is_new);
        kept.is_some_and(|kept| {
            plugins::tell_locked(kept, &self.summary("feed"));
            true
        })
    }
}
