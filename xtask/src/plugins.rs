//! The plugins: each makes files of a site. `build` runs the list, and each
//! command runs one of them.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use site::{Output, Problem};

use crate::cli::{OutArgs, ShowArgs};
use crate::common::Common;
use crate::place::Place;
use crate::write::{keep_others, write_or_verify};
use crate::{Outcome, Usage, assets, feed, map, pages, redirects, report, sitemap, tell};

/// A function from a site to files, and what it knows of files it made before.
pub(crate) struct Plugin {
    /// The name of its command.
    pub(crate) name: &'static str,
    /// Makes everything, as the site's settings want it.
    pub(crate) make: Make,
    /// Whether the file with this path below the folder for output, and these
    /// bytes, was made by it: no other is ever replaced.
    pub(crate) is_ours: fn(&str, &[u8]) -> bool,
    /// The files below the folder for output that it made before and makes no
    /// longer.
    pub(crate) stale: fn(&Path, &[Output]) -> Vec<PathBuf>,
    /// What to say of those.
    pub(crate) why_stale: &'static str,
}

/// Nothing where the site is too broken for it, or has nothing to make it of;
/// the problems tell which.
pub(crate) type Make = fn(&Common, &mut Vec<Problem>) -> anyhow::Result<Option<Made>>;

/// All of them; what leads to a file comes after it, so that it is written after
/// it too. A new one is a line.
pub(crate) const PLUGINS: &[&Plugin] = &[
    &assets::PLUGIN,
    &pages::PLUGIN,
    &redirects::PLUGIN,
    &map::PLUGIN,
    &feed::PLUGIN,
    &sitemap::PLUGIN,
];

/// What a plugin made.
#[derive(Default)]
pub(crate) struct Made {
    /// Files below the folder for output.
    pub(crate) outputs: Vec<Output>,
    /// Files of the site that go there as they are.
    pub(crate) copies: Vec<Copied>,
    /// A file in the site itself that must be written before them.
    pub(crate) kept: Option<Kept>,
    /// What there is to say: `3 pages`.
    pub(crate) summary: String,
}

/// A file of the site that is published as it is.
pub(crate) struct Copied {
    /// Its path below the folder for output.
    pub(crate) path: String,
    /// Its path in the site.
    pub(crate) file: String,
    /// Where it is on disk.
    pub(crate) from: PathBuf,
}

/// What a plugin remembers from one run to the next.
pub(crate) struct Kept {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    /// Whether it is other than what it was before.
    pub(crate) is_new: bool,
}

/// How a command writes.
pub(crate) struct Writing<'a> {
    pub(crate) out: &'a OutArgs,
    pub(crate) place: Place,
    pub(crate) show: &'a ShowArgs,
    /// Whether what is kept must not change.
    pub(crate) locked: bool,
}

/// Runs one plugin as a command: tells the problems and, where there is no
/// error among them, writes or verifies what it made.
pub(crate) fn run(
    plugin: &Plugin,
    common: &Common,
    writing: &Writing<'_>,
    make: impl FnOnce(&mut Vec<Problem>) -> anyhow::Result<Option<Made>>,
) -> anyhow::Result<Outcome> {
    let mut problems = common.opened.problems.clone();
    let made = make(&mut problems)?;
    let outcome = report::of_site(problems, &common.opened, writing.show)
        .context("cannot write the problems")?;
    match made.filter(|_| outcome == Outcome::Fine) {
        Some(made) => publish(plugin, &made, writing),
        None => Ok(Outcome::Problems),
    }
}

/// Writes or verifies what a plugin made.
///
/// What is kept comes first: if the run ends before the rest is written, the
/// next one makes the same. The other way round, ids would be out that nobody
/// keeps.
pub(crate) fn publish(
    plugin: &Plugin,
    made: &Made,
    writing: &Writing<'_>,
) -> anyhow::Result<Outcome> {
    if let Some(kept) = made
        .kept
        .as_ref()
        .filter(|kept| kept.is_new && writing.locked)
    {
        tell_locked(kept, &made.summary);
        return Ok(Outcome::Problems);
    }
    let kept = made.kept.iter();
    let mut files: Vec<(PathBuf, Cow<'_, [u8]>)> = kept
        .map(|kept| (kept.path.clone(), Cow::from(kept.text.as_bytes())))
        .collect();
    let mut paths: std::collections::BTreeSet<PathBuf> =
        files.iter().map(|(path, _)| path.clone()).collect();
    for output in &made.outputs {
        let (path, bytes) = writing.place.put(output)?;
        keep_others(&path, |old| (plugin.is_ours)(&output.path, old))?;
        if !paths.insert(path.clone()) {
            bail!(Usage(format!(
                "{} would be written twice; give another --path",
                path.display()
            )));
        }
        files.push((path, bytes));
    }
    tell::stale(
        &(plugin.stale)(&writing.place.files, &made.outputs),
        plugin.why_stale,
    );
    let check = writing.out.check;
    let files = files.iter().map(|(path, bytes)| (path.clone(), &**bytes));
    let written = write_or_verify(files, check)?;
    Ok(tell::written(writing.show, check, &made.summary, &written))
}

/// Says that what is kept would change, and must not.
pub(crate) fn tell_locked(kept: &Kept, summary: &str) {
    eprintln!(
        "{}: error: the ledger would change, and --locked forbids it: {} \
         help: run the command without --locked and commit the ledger",
        report::shown(&kept.path),
        summary,
    );
}
