//! The folder for output brought to what it should be: only what differs is
//! written, only what an earlier build wrote is taken away.
//!
//! **Interrupted at any moment** the folder holds whole files only, old or new,
//! since each is renamed into its place; and the record names every file that
//! may be there, since it is written before the first of them with what is to
//! come, and after the last with what is. So the next run finds all that is
//! left to do.
//!
//! **What is synced.** After a power failure a file that was renamed but not
//! synced may be empty. Ledger and record are synced, for nothing could make
//! them again. The rest is not: forty thousand syncs take a minute and a half,
//! and whatever was lost is found and repaired by the next run, which compares
//! the bytes of every file and not its time stamp.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use site::Problem;

use super::ground::{Ground, There};
use super::manifest::{self, Manifest, Sum, Summing};
use crate::parallel;

mod stage;

/// A file to publish.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// Its path below the folder for output, `/` between folders.
    pub(crate) path: String,
    pub(crate) body: Body,
    /// Whether a file with this path and these bytes comes from the plugin
    /// that makes this one, though no record says so.
    pub(crate) is_ours: fn(&str, &[u8]) -> bool,
}

/// What is in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Body {
    Bytes(Vec<u8>),
    /// What is in this file of the site, which may be too large to hold.
    Copy(PathBuf),
}

/// All that is to be done.
pub(crate) struct Plan<'p> {
    ground: Ground,
    old: Manifest,
    new: Manifest,
    /// Whether the record on disk is another text than it should be.
    is_record_old: bool,
    /// Files that are not there yet.
    pub(crate) fresh: Vec<&'p Piece>,
    /// Files that are there and differ.
    pub(crate) differing: Vec<&'p Piece>,
    /// Files that the site no longer has.
    pub(crate) stale: Vec<String>,
    /// Those of them that somebody changed: they stay.
    pub(crate) kept: Vec<String>,
    /// Files to be written over though somebody changed them.
    pub(crate) edited: Vec<String>,
    /// What is in the way, and no build wrote it.
    pub(crate) foreign: Vec<String>,
    pub(crate) unchanged: usize,
}

/// Compares what should be with what is.
pub(crate) fn plan<'p>(out: &Path, pieces: &'p [Piece]) -> Result<Result<Plan<'p>, Problem>> {
    let ground = Ground::new(out)?;
    let text = record(&ground)?;
    let old = match Manifest::parse(text.as_deref().unwrap_or_default()) {
        Ok(old) => old,
        Err(problem) => return Ok(Err(problem)),
    };
    let verdicts = parallel::map(pieces, |piece| judge(&ground, &old, piece));
    let mut plan = Plan {
        ground,
        old,
        new: Manifest::default(),
        is_record_old: false,
        fresh: Vec::new(),
        differing: Vec::new(),
        stale: Vec::new(),
        kept: Vec::new(),
        edited: Vec::new(),
        foreign: Vec::new(),
        unchanged: 0,
    };
    for (piece, verdict) in pieces.iter().zip(verdicts) {
        plan.take(piece, verdict?);
    }
    plan.find_stale()?;
    plan.is_record_old = text.as_deref() != Some(&*plan.new.render());
    Ok(Ok(plan))
}

impl<'p> Plan<'p> {
    fn take(&mut self, piece: &'p Piece, (sum, verdict): (Sum, Verdict)) {
        self.new.files.insert(piece.path.clone(), vec![sum]);
        match verdict {
            Verdict::Same => self.unchanged += 1,
            Verdict::Fresh => self.fresh.push(piece),
            Verdict::Differs => self.differing.push(piece),
            Verdict::Edited => {
                self.edited.push(piece.path.clone());
                self.differing.push(piece);
            }
            Verdict::Foreign => self.foreign.push(piece.path.clone()),
        }
    }

    fn find_stale(&mut self) -> Result<()> {
        let gone = self.old.files.iter();
        let gone = gone.filter(|(path, _)| !self.new.files.contains_key(*path));
        for (path, sums) in gone {
            // A record that names what lies elsewhere gets nothing removed.
            match self.ground.look(path) {
                Ok((_, There::Nothing | There::BelowFile)) => {}
                Ok((real, There::File(len))) => match len == 0 || sums.contains(&sum_of(&real)?) {
                    true => self.stale.push(path.clone()),
                    false => self.kept.push(path.clone()),
                },
                Ok((_, There::Folder | There::Other)) | Err(_) => self.kept.push(path.clone()),
            }
        }
        Ok(())
    }

    /// Whether the folder is as it should be.
    pub(crate) fn is_done(&self) -> bool {
        let files = self.fresh.len() + self.differing.len() + self.stale.len();
        files == 0 && !self.is_record_old
    }

    pub(crate) fn out(&self) -> &Path {
        self.ground.out()
    }

    /// The path of a file as a person would open it from here.
    pub(crate) fn shown(&self, path: &str) -> PathBuf {
        self.out().join(path)
    }

    /// Does it.
    pub(crate) fn apply(&self) -> Result<()> {
        match self.is_done() {
            true => stage::tidy(self),
            false => stage::apply(self),
        }
    }
}

// The text of the record; nothing where there is none.
fn record(ground: &Ground) -> Result<Option<String>> {
    let (path, there) = ground.look(manifest::NAME)?;
    match there {
        There::Nothing | There::BelowFile => Ok(None),
        There::File(_) => {
            let text = fs::read_to_string(&path);
            text.map(Some)
                .with_context(|| format!("cannot read {}", path.display()))
        }
        There::Folder | There::Other => bail!("{} is no file", path.display()),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Same,
    Fresh,
    Differs,
    /// It differs, and not because an earlier build made it so.
    Edited,
    Foreign,
}

fn judge(ground: &Ground, old: &Manifest, piece: &Piece) -> Result<(Sum, Verdict)> {
    let sum = match &piece.body {
        Body::Bytes(bytes) => Sum::of(bytes),
        Body::Copy(from) => sum_of(from)?,
    };
    let (path, there) = ground.look(&piece.path)?;
    let verdict = match there {
        There::Nothing => Verdict::Fresh,
        There::File(_) if is_same(piece, sum, &path)? => Verdict::Same,
        There::File(len) => match old.files.get(&piece.path) {
            _ if len == 0 => Verdict::Differs,
            Some(sums) if sums.contains(&sum_of(&path)?) => Verdict::Differs,
            Some(_) => Verdict::Edited,
            None if is_ours(piece, &path)? => Verdict::Differs,
            None => Verdict::Foreign,
        },
        // A page may become a folder, and a folder a page, as long as nobody
        // else keeps anything there.
        There::BelowFile if ancestors(&piece.path).any(|path| old.files.contains_key(path)) => {
            Verdict::Fresh
        }
        There::Folder if has_below(old, &piece.path) => Verdict::Fresh,
        There::BelowFile | There::Folder | There::Other => Verdict::Foreign,
    };
    Ok((sum, verdict))
}

fn is_same(piece: &Piece, sum: Sum, path: &Path) -> Result<bool> {
    let about = fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(match &piece.body {
        Body::Bytes(bytes) => about.len() == bytes.len() as u64 && read(path)? == *bytes,
        Body::Copy(from) => {
            let length = fs::metadata(from).map(|about| about.len()).ok();
            length == Some(about.len()) && sum_of(path)? == sum
        }
    })
}

// What was copied bears no mark.
fn is_ours(piece: &Piece, path: &Path) -> Result<bool> {
    Ok(match &piece.body {
        Body::Bytes(_) => (piece.is_ours)(&piece.path, &read(path)?),
        Body::Copy(_) => false,
    })
}

/// The folders above a path, nearest first.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

fn has_below(manifest: &Manifest, path: &str) -> bool {
    let folder = format!("{path}/");
    let mut after = manifest.files.range(folder.clone()..);
    after
        .next()
        .is_some_and(|(path, _)| path.starts_with(&folder))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn sum_of(path: &Path) -> Result<Sum> {
    let mut summing = Summing::default();
    let copied = File::open(path).and_then(|file| {
        pour(file, |bytes| {
            summing.add(bytes);
            Ok(())
        })
    });
    copied.with_context(|| format!("cannot read {}", path.display()))?;
    Ok(summing.sum())
}

fn pour(mut from: impl Read, mut to: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut buffer = vec![0; 64 << 10];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(()),
            len => to(&buffer[..len])?,
        }
    }
}

fn write(piece: &Piece, to: &Path) -> io::Result<()> {
    let mut file = File::create_new(to)?;
    match &piece.body {
        Body::Bytes(bytes) => file.write_all(bytes),
        Body::Copy(from) => io::copy(&mut File::open(from)?, &mut file).map(drop),
    }
}
