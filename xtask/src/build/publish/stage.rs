//! The order in which a plan is carried out.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::super::ground::There;
use super::super::manifest;
use super::{Piece, Plan, ancestors, has_below};
use crate::parallel;

/// Where files are until all of them are written, on the same disk as their
/// places, so that a rename is all that is left. It is gone after a run that
/// was not interrupted.
const STAGE: &str = ".home-page-build";
const LOCK: &str = "lock";
const RECORD: &str = "record";

pub(super) fn apply(plan: &Plan<'_>) -> Result<()> {
    let stage = Stage::open(plan)?;
    let pieces: Vec<(usize, &Piece)> = [&plan.fresh[..], &plan.differing[..]]
        .concat()
        .into_iter()
        .enumerate()
        .collect();
    // A disk that is full shows here, before anything has changed.
    stage.write(&pieces)?;
    let both = plan.old.with(&plan.new);
    if both != plan.old {
        stage.record(plan, &both.render())?;
    }
    let (in_the_way, others): (Vec<&String>, Vec<&String>) = plan
        .stale
        .iter()
        .partition(|path| is_in_the_way(plan, path));
    remove(plan, &in_the_way)?;
    stage.put(plan, &pieces)?;
    remove(plan, &others)?;
    stage.record(plan, &plan.new.render())?;
    stage.close();
    Ok(())
}

/// Takes away what a run left that was killed after its last change.
pub(super) fn tidy(plan: &Plan<'_>) -> Result<()> {
    if fs::symlink_metadata(plan.shown(STAGE)).is_ok() {
        Stage::open(plan)?.close();
    }
    Ok(())
}

// Whether a new file needs the place: as a folder, or because this is in the
// folder where it goes.
fn is_in_the_way(plan: &Plan<'_>, path: &str) -> bool {
    has_below(&plan.new, path) || ancestors(path).any(|path| plan.new.files.contains_key(path))
}

fn remove(plan: &Plan<'_>, paths: &[&String]) -> Result<()> {
    for path in paths {
        let (real, there) = plan.ground.look(path)?;
        if let There::File(_) = there {
            fs::remove_file(&real).with_context(|| format!("cannot remove {}", real.display()))?;
        }
        // Folders that are empty now; one that is not stays.
        for folder in ancestors(path) {
            if fs::remove_dir(plan.shown(folder)).is_err() {
                break;
            }
        }
    }
    Ok(())
}

struct Stage {
    folder: PathBuf,
    // Held until the run is over, so that no two write into one folder.
    _lock: File,
}

impl Stage {
    fn open(plan: &Plan<'_>) -> Result<Stage> {
        let folder = plan.shown(STAGE);
        if fs::symlink_metadata(&folder).is_ok_and(|about| !about.is_dir()) {
            bail!("{} is no folder: move it away", folder.display());
        }
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        let lock = lock(&folder)?;
        sweep(&folder);
        Ok(Stage {
            folder,
            _lock: lock,
        })
    }

    fn write(&self, pieces: &[(usize, &Piece)]) -> Result<()> {
        let written = parallel::map(pieces, |(number, piece)| {
            super::write(piece, &self.path(*number))
                .with_context(|| format!("cannot write {}; nothing has changed", piece.path))
        });
        let written = written.into_iter().collect();
        if let Err(error) = written {
            sweep(&self.folder);
            return Err(error);
        }
        written
    }

    fn put(&self, plan: &Plan<'_>, pieces: &[(usize, &Piece)]) -> Result<()> {
        let put = parallel::map(pieces, |(number, piece)| {
            let to = plan.shown(&piece.path);
            let made = to.parent().map_or(Ok(()), fs::create_dir_all);
            let put = made.and_then(|()| fs::rename(self.path(*number), &to));
            put.with_context(|| format!("cannot write {}", to.display()))
        });
        put.into_iter().collect()
    }

    // Synced, since nothing could make it again; and from here, since a run that
    // is killed while it writes must leave nothing beside the site.
    fn record(&self, plan: &Plan<'_>, text: &str) -> Result<()> {
        let to = plan.shown(manifest::NAME);
        let from = self.folder.join(RECORD);
        let written = File::create_new(&from).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&from, &to)
        });
        written.with_context(|| format!("cannot write {}", to.display()))
    }

    fn path(&self, number: usize) -> PathBuf {
        self.folder.join(number.to_string())
    }

    // What cannot be taken away now is by the next run.
    fn close(self) {
        sweep(&self.folder);
        let _ = fs::remove_file(self.folder.join(LOCK));
        let _ = fs::remove_dir(&self.folder);
    }
}

fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let cannot = || format!("cannot open {}", path.display());
    if fs::symlink_metadata(&path).is_ok_and(|about| !about.is_file()) {
        bail!("{} is no file: move it away", path.display());
    }
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    let file = options.open(&path).with_context(cannot)?;
    match file.try_lock() {
        Ok(()) if path.exists() => Ok(file),
        Ok(()) | Err(TryLockError::WouldBlock) => bail!(
            "another build is writing into {}: wait for its end",
            folder.parent().unwrap_or(folder).display()
        ),
        Err(TryLockError::Error(error)) => Err(error).with_context(cannot),
    }
}

// What an interrupted run left, and nothing else.
fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_ours = |name: &std::ffi::OsStr| {
        let name = name.to_str().unwrap_or_default();
        name == RECORD || name.bytes().all(|byte| byte.is_ascii_digit())
    };
    for entry in entries.filter(|entry| is_ours(&entry.file_name())) {
        let _ = fs::remove_file(entry.path());
    }
}
