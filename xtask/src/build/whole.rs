//! Everything that is made of a site, by all plugins.

use std::collections::BTreeMap;

use anyhow::Result;
use site::Problem;

use super::publish::{Body, Piece};
use crate::common::Common;
use crate::load;
use crate::plugins::{Kept, Made, PLUGINS, Plugin};

/// A site as it is to be published.
#[derive(Default)]
pub(crate) struct Whole {
    /// The files, in the order they are to be written.
    pub(crate) pieces: Vec<Piece>,
    pub(crate) kept: Option<Kept>,
    /// What each plugin that made anything says of it.
    pub(crate) summaries: Vec<(&'static str, String)>,
    pub(crate) problems: Vec<Problem>,
    // What makes the file at each path, and the file of the site it is.
    taken: BTreeMap<String, (&'static str, String)>,
}

/// Runs all plugins at once; what they share is worked out by the first that
/// asks while the others wait.
pub(crate) fn make(common: &Common) -> Result<Whole> {
    if let Some(problem) = foreign(common) {
        return Ok(Whole {
            problems: vec![problem],
            ..Whole::default()
        });
    }
    let mut whole = Whole {
        problems: common.opened.problems.clone(),
        ..Whole::default()
    };
    for run in run_all(common) {
        whole.problems.extend(run.problems);
        if let Some(made) = run.made? {
            whole.add(run.plugin, made);
        }
    }
    whole.folders_apart();
    Ok(whole)
}

/// What became of one plugin.
pub(crate) struct Run {
    pub(crate) plugin: &'static Plugin,
    pub(crate) made: Result<Option<Made>>,
    pub(crate) problems: Vec<Problem>,
}

/// Runs one plugin.
pub(crate) fn run(plugin: &'static Plugin, common: &Common) -> Run {
    let mut problems = Vec::new();
    let made = (plugin.make)(common, &mut problems);
    Run {
        plugin,
        made,
        problems,
    }
}

/// Runs all plugins, in their order.
pub(crate) fn run_all(common: &Common) -> Vec<Run> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = PLUGINS
            .iter()
            .map(|plugin| scope.spawn(|| run(plugin, common)))
            .collect();
        let joined = threads.into_iter().map(|thread| {
            let joined = thread.join();
            joined.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        joined.collect()
    })
}

/// The problem of a site whose pages another generator makes.
pub(crate) fn foreign(common: &Common) -> Option<Problem> {
    let kind = common.opened.raw.kind;
    if load::is_native(kind) {
        return None;
    }
    let message =
        format!("the pages of this site are made by {kind:?}, and `build` makes none of them");
    let help = "use `cargo xtask feed`, `sitemap`, `redirects` and `map` with --site, \
                and --out the folder that your generator copies from";
    Some(Problem::in_file("other-generator", "", message).help(help))
}

impl Whole {
    /// Adds what one plugin made.
    pub(crate) fn add(&mut self, plugin: &'static Plugin, made: Made) {
        self.summaries.push((plugin.name, made.summary));
        self.kept = self.kept.take().or(made.kept);
        for copied in made.copies {
            let body = Body::Copy(copied.from);
            self.push(plugin, copied.path, &copied.file, body);
        }
        for output in made.outputs {
            self.push(plugin, output.path, "", Body::Bytes(output.bytes));
        }
    }

    /// What a plugin said of what it made.
    pub(crate) fn summary(&self, name: &str) -> String {
        let mut summaries = self.summaries.iter();
        let found = summaries.find(|(plugin, _)| *plugin == name);
        found
            .map(|(_, summary)| summary.clone())
            .unwrap_or_default()
    }

    fn push(&mut self, plugin: &'static Plugin, path: String, file: &str, body: Body) {
        let taking = (plugin.name, file.to_owned());
        if let Some((other, other_file)) = self.taken.insert(path.clone(), taking) {
            let file = if file.is_empty() { &other_file } else { file };
            let message = format!("`{path}` is made twice: by {other} and by {}", plugin.name);
            let problem = Problem::in_file("made-twice", file, message);
            self.problems
                .push(problem.help("move one of the two to another path"));
            return;
        }
        self.pieces.push(Piece {
            path,
            body,
            is_ours: plugin.is_ours,
        });
    }

    // A name cannot be a file and a folder at once.
    fn folders_apart(&mut self) {
        for piece in &self.pieces {
            let mut above = piece
                .path
                .rmatch_indices('/')
                .map(|(at, _)| &piece.path[..at]);
            if let Some(file) = above.find(|path| self.taken.contains_key(*path)) {
                let message = format!("`{file}` is a file, and a folder for `{}`", piece.path);
                let problem = Problem::in_file("file-and-folder", "", message);
                self.problems
                    .push(problem.help("give one of the two another name"));
            }
        }
    }
}
