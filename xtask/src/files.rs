//! A folder as [`site::Files`]: read on demand, and never outside the folder.

use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use anyhow::Context;
use site::Files;

/// The largest file that is read; a page of this size is a mistake, and its
/// tree would fill the memory.
const LARGEST_FILE: u64 = 256 << 20;

/// A site's folder on disk.
#[derive(Debug)]
pub(crate) struct Folder {
    // Without symbolic links, so that what they lead to can be compared with it.
    root: PathBuf,
    // As it was given, for messages.
    shown: PathBuf,
}

impl Folder {
    /// Opens a folder; `.` where `path` is empty.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Folder> {
        let shown = path.to_path_buf();
        let path = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        let root = fs::canonicalize(path)
            .with_context(|| format!("cannot open the folder {}", path.display()))?;
        Ok(Folder { root, shown })
    }

    /// The path of a file as a person would type it.
    pub(crate) fn shown(&self, inside: &str) -> PathBuf {
        self.shown.join(inside)
    }

    /// The path inside the folder, in its portable form, of a file below it.
    pub(crate) fn inside(&self, path: &Path) -> Option<String> {
        let path = fs::canonicalize(path).ok()?;
        let parts = path.strip_prefix(&self.root).ok()?.components();
        let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
        parts.map(|parts| parts.join("/"))
    }

    fn entries(&self, folder: &str, wanted: fn(&Path) -> bool) -> Vec<String> {
        let Some(entries) = self
            .resolve(folder)
            .and_then(|path| fs::read_dir(path).ok())
        else {
            return Vec::new();
        };
        let entries = entries
            .filter_map(Result::ok)
            .filter(|entry| wanted(&entry.path()));
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut paths: Vec<String> = names
            .map(|name| match folder {
                "" => name,
                _ => format!("{folder}/{name}"),
            })
            .collect();
        paths.sort();
        paths
    }

    // A symbolic link may lead to another file of the site, but not out of it:
    // a page from a stranger must not publish what stands beside it.
    fn resolve(&self, path: &str) -> Option<PathBuf> {
        let plain = |part| matches!(part, Component::Normal(_));
        if !Path::new(path).components().all(plain) {
            return None;
        }
        let real = fs::canonicalize(self.root.join(path)).ok()?;
        real.starts_with(&self.root).then_some(real)
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        let path = self.resolve(path)?;
        let about = fs::metadata(&path).ok()?;
        let readable = about.is_file() && about.len() <= LARGEST_FILE;
        readable.then(|| fs::read(path).ok()).flatten()
    }

    fn head(&self, path: &str, most: usize) -> Option<Vec<u8>> {
        let path = self.resolve(path).filter(|path| path.is_file())?;
        let most = u64::try_from(most).unwrap_or(LARGEST_FILE);
        let mut bytes = Vec::new();
        let mut beginning = fs::File::open(path).ok()?.take(most);
        beginning.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        self.entries(folder, Path::is_file)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        self.entries(folder, Path::is_dir)
    }
}

/// The folder that a page, or a folder in a site, belongs to: the nearest one
/// above it that looks like a site, else the one it stands in.
pub(crate) fn site_root(page: &Path) -> PathBuf {
    let parent = page.parent().unwrap_or(Path::new(""));
    let mut above = parent.ancestors().take(8);
    let root = above.find(|folder| is_marked(folder));
    root.unwrap_or(parent).to_path_buf()
}

/// Whether a folder has the settings of a site.
pub(crate) fn is_marked(folder: &Path) -> bool {
    const MARKS: &[&str] = &[
        "site.toml",
        "_config.yml",
        "_config.yaml",
        "hugo.toml",
        "hugo.yaml",
        "config.toml",
        "_quarto.yml",
        "myst.yml",
        "conf.py",
    ];
    MARKS.iter().any(|mark| folder.join(mark).exists())
}
