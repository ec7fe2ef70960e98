//! What is shown at the moment, for as many browsers as look at it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use site::Problem;

use crate::files::lock;

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) body: Body,
    /// When it became what it is.
    pub(super) modified: SystemTime,
    /// The plugin that made it.
    pub(super) by: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body {
    Bytes(Arc<Vec<u8>>),
    /// A file of the site, read when it is asked for.
    File(PathBuf),
}

/// Files by their paths in the built site.
pub(super) type Files = BTreeMap<String, Shown>;

/// What a change makes of the site.
pub(super) struct Update {
    /// Files that are new, or may be others than before.
    pub(super) changed: Files,
    /// The plugins all of whose files are among them.
    pub(super) whole: Vec<&'static str>,
    /// Everything that is wrong with the site now.
    pub(super) problems: Vec<Problem>,
    /// The path of the site's address: `/`, or `/me/`.
    pub(super) base: String,
    /// What was done, for the terminal.
    pub(super) what: String,
}

impl Update {
    /// How many files there are in it.
    pub(super) fn files(&self) -> usize {
        self.changed.len()
    }
}

/// The site at one moment.
pub(super) struct Now {
    pub(super) files: Files,
    pub(super) problems: Arc<Vec<Problem>>,
    pub(super) base: String,
    /// A name for the moment, which no other has, not even of another run.
    pub(super) version: String,
}

/// The site, and whoever waits for it to change.
pub(super) struct Preview {
    now: Mutex<Now>,
    changed: Condvar,
    run: u128,
}

impl Preview {
    /// Nothing yet.
    pub(super) fn new() -> Preview {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        Preview {
            now: Mutex::new(Now {
                files: Files::new(),
                problems: Arc::default(),
                base: "/".to_owned(),
                version: String::new(),
            }),
            changed: Condvar::new(),
            run: since.map_or(0, |since| since.as_millis()),
        }
    }

    /// Shows what an update made. A file that is what it was keeps its time.
    pub(super) fn take(&self, update: Update) {
        let mut now = lock(&self.now);
        let mut old = std::mem::take(&mut now.files);
        let mut files: Files = Files::new();
        for (path, mut shown) in update.changed {
            if let Some(before) = old.remove(&path)
                && before.body == shown.body
            {
                shown.modified = before.modified;
            }
            files.insert(path, shown);
        }
        old.retain(|_, shown| !update.whole.contains(&shown.by));
        old.append(&mut files);
        now.files = old;
        now.problems = Arc::new(update.problems);
        now.base = update.base;
        let count = now.version.rsplit('.').next().and_then(|n| n.parse().ok());
        now.version = format!("{}.{}", self.run, count.unwrap_or(0_u64) + 1);
        drop(now);
        self.changed.notify_all();
    }

    /// Looks at the site as it is now.
    pub(super) fn look<R>(&self, at: impl FnOnce(&Now) -> R) -> R {
        at(&lock(&self.now))
    }

    /// Waits until the site is another than this version, at most so long.
    pub(super) fn wait(&self, version: &str, longest: Duration) -> String {
        let now = lock(&self.now);
        let waited = self
            .changed
            .wait_timeout_while(now, longest, |now| now.version == version);
        let (now, _) = waited.unwrap_or_else(PoisonError::into_inner);
        now.version.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(files: &[(&str, &str)], by: &'static str, whole: &[&'static str]) -> Update {
        let shown = |text: &str| Shown {
            body: Body::Bytes(Arc::new(text.into())),
            modified: SystemTime::now(),
            by,
        };
        let files = files.iter();
        Update {
            changed: files
                .map(|(path, text)| ((*path).to_owned(), shown(text)))
                .collect(),
            whole: whole.to_vec(),
            problems: Vec::new(),
            base: "/".to_owned(),
            what: String::new(),
        }
    }

    #[test]
    fn files_that_stay_keep_their_time() {
        let preview = Preview::new();
        preview.take(update(&[("a", "1"), ("b", "1"), ("c", "1")], "x", &["x"]));
        let before = preview.look(|now| now.files.clone());
        preview.take(update(&[("a", "1"), ("b", "2")], "x", &["x"]));
        let after = preview.look(|now| now.files.clone());
        assert_eq!(after["a"], before["a"]);
        assert_ne!(after["b"], before["b"]);
        assert!(!after.contains_key("c"));
    }

    #[test]
    fn the_files_of_other_plugins_stay() {
        let preview = Preview::new();
        preview.take(update(&[("a", "1")], "x", &["x"]));
        preview.take(update(&[("b", "1"), ("c", "1")], "y", &["y"]));
        preview.take(update(&[("b", "2")], "y", &["y"]));
        let paths: Vec<String> = preview.look(|now| now.files.keys().cloned().collect());
        assert_eq!(paths, ["a", "b"]);
    }

    #[test]
    fn each_version_is_another_and_waking_is_no_accident() {
        let preview = Preview::new();
        preview.take(update(&[], "x", &["x"]));
        let first = preview.look(|now| now.version.clone());
        let short = Duration::from_millis(1);
        assert_eq!(preview.wait(&first, short), first);
        preview.take(update(&[], "x", &["x"]));
        assert_ne!(preview.wait(&first, Duration::from_secs(60)), first);
    }
}
