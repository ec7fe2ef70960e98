//! The last change of a file's content, as git knows it, in one pass over the
//! history.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::{DateTime, NaiveDate};
use site::{Problem, Severity};

/// The day (UTC) of the last change of each file's content; files that git does
/// not know, and all of them where there is no git, are not in it.
///
/// `files` are paths inside `site`, which may be a folder in the repository.
///
/// The day is that of the *author's* date: rebasing, amending and cherry-picking
/// set the committer's date anew without any word having changed. A pure rename
/// changes no content, so that the history goes on under the old name. A merge
/// counts only for files in which it differs from all of its parents. What is
/// not committed yet does not count.
///
/// A shallow clone makes every file look as new as its oldest commit; then no
/// day is told, and a warning is.
pub(crate) fn last_changes<'a>(
    site: &Path,
    files: impl IntoIterator<Item = &'a str>,
) -> (BTreeMap<String, NaiveDate>, Option<Problem>) {
    let none = BTreeMap::new();
    let Some(repository) = repository(site) else {
        return (none, None);
    };
    if repository.is_shallow {
        return (none, Some(shallow()));
    }
    let tracked = files
        .into_iter()
        .map(|file| format!("{}{file}", repository.prefix));
    let found = match log(site, Changes::new(tracked)) {
        Ok(found) => found,
        Err(error) => return (none, Some(unreadable(&error))),
    };
    let inside = |path: String| path.strip_prefix(&repository.prefix).map(ToOwned::to_owned);
    let days = found.into_iter();
    (
        days.filter_map(|(path, day)| Some((inside(path)?, day)))
            .collect(),
        None,
    )
}

fn shallow() -> Problem {
    let message = "this is a shallow clone, so git cannot tell when pages changed; \
        their addresses are listed without a date";
    Problem::in_file("shallow-clone", "", message)
        .severity(Severity::Warning)
        .help("set `fetch-depth: 0` for actions/checkout, or run `git fetch --unshallow`")
}

fn unreadable(error: &io::Error) -> Problem {
    let message = format!("the history cannot be read, so that no date comes from git: {error}");
    Problem::in_file("unreadable-history", "", message)
        .severity(Severity::Warning)
        .help("run `git log` in the site's folder to see why")
}

/// What git says about a folder.
struct Repository {
    is_shallow: bool,
    /// The path of the folder inside the repository, empty or ending in `/`.
    prefix: String,
}

// Without git, outside of a repository, or in an empty one there is no history.
fn repository(site: &Path) -> Option<Repository> {
    let mut git = git(site);
    git.args(["rev-parse", "--is-shallow-repository", "--show-prefix"]);
    let output = git.args(["--verify", "HEAD"]).output().ok()?;
    if !output.status.success() {
        return None;
    }
    let told = String::from_utf8(output.stdout).ok()?;
    let mut lines = told.lines();
    let is_shallow = lines.next()? == "true";
    let prefix = lines.next()?.to_owned();
    Some(Repository { is_shallow, prefix })
}

fn log(site: &Path, mut changes: Changes) -> io::Result<BTreeMap<String, NaiveDate>> {
    let mut git = git(site);
    // Parents after their children, so that a new name is seen before the old;
    // only what is renamed unchanged, which is told by the objects' names, so
    // that no content is read or compared.
    git.args(["log", "--date-order", "-c", "-r", "--name-status", "-z"]);
    git.args(["--find-renames=100%", "--no-ext-diff", "--no-textconv"]);
    git.args([
        "--no-relative",
        "--no-show-signature",
        "--no-color",
        "--format=%x01%at",
    ]);
    let mut child = git.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let Some(stdout) = child.stdout.take() else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let is_whole = read(BufReader::new(stdout), &mut changes);
    // All that was asked for may be found long before the first commit.
    if !matches!(is_whole, Ok(true)) {
        let _ = child.kill();
    }
    let status = child.wait()?;
    if is_whole? && !status.success() {
        return Err(io::Error::other(format!("git log ended with {status}")));
    }
    Ok(changes.days)
}

/// A git that touches nothing, asks nobody, and runs no program that the
/// configuration of a stranger's repository names.
fn git(site: &Path) -> Command {
    let mut command = Command::new("git");
    command.args(["-c", "core.quotePath=false", "-c", "core.fsmonitor=false"]);
    command.args(["-c", "log.showSignature=false", "-c", "log.mailmap=false"]);
    command.arg("--no-pager").current_dir(site);
    command.env("GIT_OPTIONAL_LOCKS", "0");
    command.env("GIT_NO_LAZY_FETCH", "1");
    command.env("GIT_TERMINAL_PROMPT", "0");
    // A hook that runs this program sets them for a folder that is not ours.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// Reads the log from the newest commit on; whether it was read to its end.
///
/// Its fields end with NUL: `\u{1}` and the author's time in seconds for a
/// commit; then for each file a status and a path, or two for a rename. The
/// first status of a commit follows a line break.
fn read(mut log: impl BufRead, changes: &mut Changes) -> io::Result<bool> {
    let mut commit = Commit::default();
    let mut field = Vec::new();
    loop {
        field.clear();
        if log.read_until(0, &mut field)? == 0 {
            changes.apply(&mut commit);
            return Ok(true);
        }
        let text = field.strip_suffix(b"\0").unwrap_or(&field);
        let text = text.strip_prefix(b"\n").unwrap_or(text);
        if let Some(time) = text.strip_prefix(b"\x01") {
            changes.apply(&mut commit);
            if changes.tracked.is_empty() {
                return Ok(false);
            }
            commit.day = day(time);
            continue;
        }
        let status = text.to_owned();
        if status.is_empty() {
            continue;
        }
        let path = path(&mut log)?;
        match status.as_slice() {
            b"R100" => {
                let new = self::path(&mut log)?;
                commit.renamed.push((path, new));
            }
            [b'R' | b'C', b'0'..=b'9', ..] => commit.changed.push(self::path(&mut log)?),
            [b'D'] => {}
            _ => commit.changed.push(path),
        }
    }
}

// Paths of a site are UTF-8; one that is not can be none of them.
fn path(log: &mut impl BufRead) -> io::Result<String> {
    let mut field = Vec::new();
    log.read_until(0, &mut field)?;
    let text = field.strip_suffix(b"\0").unwrap_or(&field);
    Ok(String::from_utf8_lossy(text).into_owned())
}

fn day(time: &[u8]) -> Option<NaiveDate> {
    let seconds = std::str::from_utf8(time).ok()?.trim().parse().ok()?;
    let time = DateTime::from_timestamp(seconds, 0)?;
    Some(time.date_naive())
}

/// What one commit did.
#[derive(Default)]
struct Commit {
    day: Option<NaiveDate>,
    changed: Vec<String>,
    /// The old name and the new.
    renamed: Vec<(String, String)>,
}

/// The files whose last change is still looked for, and those where it is found.
struct Changes {
    /// What a file is called at this point of the history, and what it, or
    /// each that was made of it, is called now.
    tracked: HashMap<String, BTreeSet<String>>,
    days: BTreeMap<String, NaiveDate>,
}

impl Changes {
    fn new(files: impl IntoIterator<Item = String>) -> Changes {
        let named = |file: String| (file.clone(), BTreeSet::from([file]));
        Changes {
            tracked: files.into_iter().map(named).collect(),
            days: BTreeMap::new(),
        }
    }

    // All renames of a commit happen at once, in whatever order they come.
    fn apply(&mut self, commit: &mut Commit) {
        for path in commit.changed.drain(..) {
            let now = self.tracked.remove(&path).unwrap_or_default();
            if let Some(day) = commit.day {
                self.days.extend(now.into_iter().map(|path| (path, day)));
            }
        }
        let renamed = commit.renamed.drain(..);
        let older: Vec<_> = renamed
            .filter_map(|(old, new)| Some((old, self.tracked.remove(&new)?)))
            .collect();
        for (old, now) in older {
            self.tracked.entry(old).or_default().extend(now);
        }
        commit.day = None;
    }
}

#[cfg(test)]
mod tests;
