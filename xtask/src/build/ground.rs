//! The folder for output, in which nothing is reached through a link.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result, bail};

use crate::files::lock;

/// What a build may write and remove in, looked at folder by folder.
pub(super) struct Ground {
    out: PathBuf,
    // Folders that were looked at.
    seen: Mutex<BTreeMap<String, Way>>,
}

impl Ground {
    /// The folder itself may be reached through a link: whoever named it meant
    /// it.
    pub(super) fn new(out: &Path) -> Result<Ground> {
        match fs::metadata(out) {
            Ok(about) if !about.is_dir() => bail!("{} is no folder", out.display()),
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot open {}", out.display()))
            }
            _ => Ok(Ground {
                out: out.to_path_buf(),
                seen: Mutex::default(),
            }),
        }
    }

    pub(super) fn out(&self) -> &Path {
        &self.out
    }

    /// Where a file goes, and what is there now.
    ///
    /// Plugins derive names from content, and a record may come from a
    /// stranger: a path that would leave the folder, by its parts or by a link
    /// on the way, is an error.
    pub(super) fn look(&self, inside: &str) -> Result<(PathBuf, There)> {
        if !is_plain(inside) {
            bail!(
                "refused to touch `{inside}`, which is not below {}",
                self.out.display()
            );
        }
        let path = self.out.join(inside);
        let folder = inside.rsplit_once('/').map_or("", |(folder, _)| folder);
        match self.folder(folder)? {
            Way::Open => {}
            Way::Absent => return Ok((path, There::Nothing)),
            Way::File => return Ok((path, There::BelowFile)),
        }
        let there = match fs::symlink_metadata(&path) {
            Ok(about) if about.is_file() => There::File(about.len()),
            Ok(about) if about.is_dir() => There::Folder,
            Ok(_) => There::Other,
            Err(error) if is_absent(&error) => There::Nothing,
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", path.display()));
            }
        };
        Ok((path, there))
    }

    // Whether a folder is there; a link on the way to it is an error.
    fn folder(&self, inside: &str) -> Result<Way> {
        let mut known = inside.len();
        let mut way = Way::Open;
        // The nearest folder above that was looked at before.
        while known > 0 {
            if let Some(seen) = lock(&self.seen).get(&inside[..known]) {
                way = *seen;
                break;
            }
            known = inside[..known].rfind('/').unwrap_or(0);
        }
        let below = inside[known..].match_indices('/').map(|(at, _)| known + at);
        let ends = below.filter(|end| *end > known).chain([inside.len()]);
        for end in ends.filter(|end| *end > known) {
            if way == Way::Open {
                way = way_of(&self.out.join(&inside[..end]))?;
            }
            lock(&self.seen).insert(inside[..end].to_owned(), way);
        }
        Ok(way)
    }
}

/// What stands where a file should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum There {
    Nothing,
    /// Nothing, for a file stands where a folder above should be.
    BelowFile,
    /// A file of so many bytes.
    File(u64),
    Folder,
    /// A link, or what is no file at all.
    Other,
}

fn is_plain(inside: &str) -> bool {
    let is_name = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']);
    inside.split('/').all(is_name)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Open,
    Absent,
    File,
}

fn way_of(path: &Path) -> Result<Way> {
    match fs::symlink_metadata(path) {
        Ok(about) if about.is_symlink() => bail!(
            "refused to go through {}: a link in the folder for output may lead anywhere",
            path.display()
        ),
        Ok(about) if about.is_dir() => Ok(Way::Open),
        Ok(_) => Ok(Way::File),
        Err(error) if is_absent(&error) => Ok(Way::Absent),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_told() {
        let out = tempfile::tempdir().unwrap();
        fs::create_dir_all(out.path().join("a/b")).unwrap();
        fs::write(out.path().join("a/b/c"), "four").unwrap();
        let ground = Ground::new(out.path()).unwrap();
        let look = |inside| ground.look(inside).unwrap().1;
        assert_eq!(look("a/b/c"), There::File(4));
        assert_eq!(look("a/b"), There::Folder);
        assert_eq!(look("a/b/d"), There::Nothing);
        assert_eq!(look("x/y/z"), There::Nothing);
        assert_eq!(look("a/b/c/d"), There::BelowFile);
        assert_eq!(
            Ground::new(&out.path().join("no"))
                .unwrap()
                .look("x")
                .unwrap()
                .1,
            There::Nothing
        );
    }

    #[test]
    fn no_path_leaves_the_folder() {
        let ground = Ground::new(Path::new("dist")).unwrap();
        for outside in [
            "../x",
            "/x",
            "a/../../x",
            "a//x",
            ".",
            "",
            "a\\..\\x",
            "a/./x",
        ] {
            assert!(ground.look(outside).is_err(), "{outside}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        let out = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("x"), "x").unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), out.path().join("a")).unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join("x"), out.path().join("l")).unwrap();
        let ground = Ground::new(out.path()).unwrap();
        assert!(ground.look("a/x").is_err());
        assert!(ground.look("a/b/x").is_err());
        assert_eq!(ground.look("l").unwrap().1, There::Other);
    }
}
