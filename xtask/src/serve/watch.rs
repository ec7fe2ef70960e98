//! What changes in the site's folder, as the system tells it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::{Config, Event, EventKind, PollWatcher, RecursiveMode, Watcher};

/// A save is several events; they are over when nothing has come for so long,
/// or after all of this time.
const QUIET: Duration = Duration::from_millis(8);
const LONGEST: Duration = Duration::from_millis(40);

/// How often a folder is looked at where the system tells nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// What has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Changed {
    /// These paths and no others.
    Paths(BTreeSet<PathBuf>),
    /// Nobody knows.
    Anything,
}

/// The changes of a folder, one after the other.
pub(super) struct Changes {
    events: Receiver<notify::Result<Event>>,
    // Nothing is told once it is gone.
    _watcher: Box<dyn Watcher>,
}

/// Begins to watch a folder and all that is in it.
pub(super) fn start(folder: &Path) -> Result<Changes> {
    let (sender, events) = channel();
    let watcher = by_system(folder, sender.clone()).or_else(|_| by_looking(folder, sender));
    Ok(Changes {
        events,
        _watcher: watcher.with_context(|| format!("cannot watch {}", folder.display()))?,
    })
}

fn by_system(folder: &Path, to: Sender<notify::Result<Event>>) -> notify::Result<Box<dyn Watcher>> {
    let mut watcher = notify::recommended_watcher(to)?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(Box::new(watcher))
}

// Where the system's watches are used up, or the folder is on a network.
fn by_looking(
    folder: &Path,
    to: Sender<notify::Result<Event>>,
) -> notify::Result<Box<dyn Watcher>> {
    let often = Config::default().with_poll_interval(PATIENCE);
    let mut watcher = PollWatcher::new(to, often)?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(Box::new(watcher))
}

impl Changes {
    /// Waits for the next change, and for the rest of it.
    pub(super) fn next(&self) -> Option<Changed> {
        loop {
            let first = self.events.recv().ok()?;
            let start = Instant::now();
            let mut changed = Changed::Paths(BTreeSet::new());
            changed.add(first);
            while start.elapsed() < LONGEST
                && let Ok(event) = self.events.recv_timeout(QUIET)
            {
                changed.add(event);
            }
            if changed != Changed::Paths(BTreeSet::new()) {
                return Some(changed);
            }
        }
    }
}

impl Changed {
    fn add(&mut self, event: notify::Result<Event>) {
        match (&mut *self, event) {
            (Changed::Anything, _) => {}
            // Somebody read a file: we, most of the time.
            (_, Ok(event)) if matches!(event.kind, EventKind::Access(_)) => {}
            (Changed::Paths(paths), Ok(event)) if !event.need_rescan() => {
                paths.extend(event.paths);
            }
            (_, Ok(_) | Err(_)) => *self = Changed::Anything,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_save_is_one_change() {
        let folder = tempfile::tempdir().unwrap();
        let root = std::fs::canonicalize(folder.path()).unwrap();
        let changes = start(&root).unwrap();
        std::fs::write(root.join("a"), "1").unwrap();
        std::fs::read(root.join("a")).unwrap();
        std::fs::write(root.join("a"), "2").unwrap();
        let mut changed = Changed::Paths(BTreeSet::new());
        // A slow machine may need more than one look.
        while changed == Changed::Paths(BTreeSet::new()) {
            changed = changes.next().unwrap();
        }
        assert_eq!(changed, Changed::Paths(BTreeSet::from([root.join("a")])));
    }

    #[test]
    fn what_nobody_knows_may_be_anything() {
        let mut changed = Changed::Paths(BTreeSet::new());
        changed.add(Err(notify::Error::generic("lost")));
        assert_eq!(changed, Changed::Anything);
    }
}
