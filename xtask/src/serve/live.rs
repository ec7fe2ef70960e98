//! The site in memory, brought up to date with what changed in its folder.
//!
//! Most saves change the words of one page: then that page is made again and,
//! where it carries the News, what is made of those. Whatever else changes (a
//! title, which the navigation has; a template; the settings) may be anywhere,
//! and everything is made again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::Result;
use chrono::{DateTime, Utc};
use site::{Output, Problem};

use super::preview::{Body, Files, Shown, Update};
use super::watch::Changed;
use crate::build::whole::{self, Run};
use crate::check::levels::For;
use crate::common::{Common, Told};
use crate::files::Folder;
use crate::load::{self, Opened};
use crate::plugins::{Made, Plugin};
use crate::{clock, pages, tell};

mod some;

/// A site that is looked at while it is written.
pub(super) struct Live {
    site: PathBuf,
    folder: Folder,
    told: Told,
    /// The time that was given instead of the clock's.
    clock: Option<DateTime<Utc>>,
    common: Common,
    /// What each plugin complained about when it last ran.
    problems: BTreeMap<&'static str, Vec<Problem>>,
}

impl Live {
    /// Opens a site; nothing is made of it yet.
    pub(super) fn open(site: &Path, told: Told, clock: Option<DateTime<Utc>>) -> Result<Live> {
        let opened = load::open(site)?;
        let output = load::default_path(None, "dist");
        let folder = opened.folder.remembering().without(&output);
        let opened = Opened {
            folder: folder.clone(),
            ..load::open(site)?
        };
        Ok(Live {
            site: site.to_path_buf(),
            folder,
            common: Common::new(opened, told.clone()),
            told,
            clock,
            problems: BTreeMap::new(),
        })
    }

    /// The folder to watch.
    pub(super) fn root(&self) -> &Path {
        self.folder.root()
    }

    pub(super) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Makes everything.
    pub(super) fn everything(&mut self) -> Result<Update> {
        self.problems.clear();
        if let Some(problem) = whole::foreign(&self.common) {
            self.problems.insert("", vec![problem]);
            return Ok(self.update(Files::new(), Vec::new(), String::new()));
        }
        let mut files = Files::new();
        let mut whole = Vec::new();
        let mut made_pages = 0;
        for run in whole::run_all(&self.common) {
            let made = self.note(run);
            let Some((plugin, made)) = made else { continue };
            whole.push(plugin.name);
            if plugin.name == pages::PLUGIN.name {
                made_pages = made.outputs.len();
            }
            files.extend(shown(plugin, made));
        }
        let what = format!("made {}", tell::count(made_pages, "page", "pages"));
        Ok(self.update(files, whole, what))
    }

    /// Makes what a change touches; nothing where it touches nothing of the
    /// site.
    pub(super) fn change(&mut self, changed: &Changed) -> Result<Option<Update>> {
        match self.inside(changed) {
            Some(paths) if paths.is_empty() => Ok(None),
            Some(paths) => {
                self.folder.forget(paths.iter().map(String::as_str));
                match some::pages(self, &paths) {
                    Some(update) => Ok(Some(update)),
                    None => self.anew().map(Some),
                }
            }
            None => {
                self.folder.forget_all();
                self.anew().map(Some)
            }
        }
    }

    fn anew(&mut self) -> Result<Update> {
        self.told.now = clock::now(self.clock)?;
        let opened = Opened {
            folder: self.folder.clone(),
            ..load::open(&self.site)?
        };
        self.common = self.common.anew(opened, self.told.clone());
        self.everything()
    }

    // The files of the site that changed; nothing where it may be any.
    fn inside(&self, changed: &Changed) -> Option<BTreeSet<String>> {
        let Changed::Paths(paths) = changed else {
            return None;
        };
        let mut files = BTreeSet::new();
        for path in paths {
            let Some(inside) = path.strip_prefix(self.root()).ok().and_then(Path::to_str) else {
                continue;
            };
            let inside = inside.replace('\\', "/");
            if is_hidden(&inside) || self.folder.is_left_out(&inside) {
                continue;
            }
            // Nobody tells what is in a folder that came or went.
            match std::fs::symlink_metadata(path) {
                Ok(about) if about.is_dir() => return None,
                Ok(_) => drop(files.insert(inside)),
                Err(_) if self.has_folder(&inside) => return None,
                Err(_) if self.has_file(&inside) => drop(files.insert(inside)),
                // An editor's own file, come and gone.
                Err(_) => {}
            }
        }
        Some(files)
    }

    fn has_file(&self, inside: &str) -> bool {
        let found = self.common.found(&mut Vec::new());
        let mut pages = found.into_iter().flat_map(|found| &found.pages);
        self.folder.is_remembered(inside) || pages.any(|page| page.file == inside)
    }

    fn has_folder(&self, inside: &str) -> bool {
        let below = format!("{inside}/");
        let found = self.common.found(&mut Vec::new());
        let mut pages = found.into_iter().flat_map(|found| &found.pages);
        self.folder.remembers_below(&below) || pages.any(|page| page.file.starts_with(&below))
    }

    // Remembers what a plugin complained about, and hands over what it made.
    fn note(&mut self, run: Run) -> Option<(&'static Plugin, Made)> {
        let mut problems = run.problems;
        let made = run.made.unwrap_or_else(|error| {
            let problem = Problem::in_file("failed", "", format!("{error:#}"));
            problems.push(problem);
            None
        });
        self.problems.insert(run.plugin.name, problems);
        made.map(|made| (run.plugin, made))
    }

    fn update(&self, changed: Files, whole: Vec<&'static str>, what: String) -> Update {
        let mut found = self.common.opened.problems.clone();
        found.extend(self.problems.values().flatten().cloned());
        let levels = &self.common.opened.levels;
        let mut problems = levels.apply(found, For::Working);
        problems.sort();
        problems.dedup();
        let found = self.common.found(&mut Vec::new());
        let base = found.map_or("/", |found| found.addresses.base_url.path());
        Update {
            changed,
            whole,
            problems,
            base: base.to_owned(),
            what,
        }
    }
}

// Editors put their own files beside those they edit.
fn is_hidden(inside: &str) -> bool {
    let mut names = inside.split('/');
    names.any(|name| name.starts_with(['.', '#']) || name.ends_with('~'))
}

fn shown(plugin: &'static Plugin, made: Made) -> impl Iterator<Item = (String, Shown)> {
    let now = SystemTime::now();
    let shown = move |path: String, body: Body| {
        let shown = Shown {
            body,
            modified: now,
            by: plugin.name,
        };
        (path, shown)
    };
    let copies = made.copies.into_iter();
    let copies = copies.map(move |copied| shown(copied.path, Body::File(copied.from)));
    let outputs = made.outputs.into_iter();
    copies
        .chain(outputs.map(move |Output { path, bytes }| shown(path, Body::Bytes(Arc::new(bytes)))))
}
