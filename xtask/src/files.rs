//! A folder as [`site::Files`]: read on demand, and never outside the folder.

use std::collections::BTreeMap;
use std::fs::{self, FileType as Kind};
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Context;
use site::Files;

/// The largest file that is read; a page of this size is a mistake, and its
/// tree would fill the memory.
const LARGEST_FILE: u64 = 256 << 20;

/// A site's folder on disk.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    // Without symbolic links, so that what they lead to can be compared with it.
    root: PathBuf,
    // As it was given, for messages.
    shown: PathBuf,
    // A folder inside that is no part of the site: its output, say.
    left_out: Option<String>,
    // Shared by all copies of the folder.
    memory: Option<Arc<Memory>>,
}

/// What was read once and need not be read again.
#[derive(Debug, Default)]
struct Memory {
    // Texts alone: nothing else is asked for more than once.
    files: Mutex<BTreeMap<String, Arc<[u8]>>>,
    // Folders without the links that lead to them; nothing where they lead out.
    folders: Mutex<BTreeMap<String, Option<PathBuf>>>,
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
        Ok(Folder {
            root,
            shown,
            left_out: None,
            memory: None,
        })
    }

    /// The same folder, remembering what is read, so that several may ask for
    /// it: files change while it is open only if [`Folder::forget`] is told.
    pub(crate) fn remembering(mut self) -> Folder {
        self.memory = Some(Arc::default());
        self
    }

    /// The same folder without one inside it, which may not be there yet.
    pub(crate) fn without(mut self, path: &Path) -> Folder {
        let existing = path.ancestors().find(|path| path.exists());
        let rest = existing.and_then(|existing| path.strip_prefix(existing).ok());
        let inside = existing.and_then(|existing| self.inside(existing));
        let rest = rest.and_then(|rest| rest.to_str());
        self.left_out = inside.zip(rest).map(|(inside, rest)| {
            let path = format!("{inside}/{}", rest.replace('\\', "/"));
            path.trim_matches('/').to_owned()
        });
        self
    }

    /// Forgets files that have changed, and where all folders are.
    pub(crate) fn forget<'p>(&self, paths: impl IntoIterator<Item = &'p str>) {
        let Some(memory) = &self.memory else { return };
        let mut files = lock(&memory.files);
        for path in paths {
            files.remove(path);
        }
        lock(&memory.folders).clear();
    }

    /// Forgets everything.
    pub(crate) fn forget_all(&self) {
        if let Some(memory) = &self.memory {
            lock(&memory.files).clear();
            lock(&memory.folders).clear();
        }
    }

    /// Whether a file was read and not forgotten.
    pub(crate) fn is_remembered(&self, path: &str) -> bool {
        let memory = self.memory.as_ref();
        memory.is_some_and(|memory| lock(&memory.files).contains_key(path))
    }

    /// Whether any file was read whose path begins so.
    pub(crate) fn remembers_below(&self, begin: &str) -> bool {
        let is_below = |memory: &Arc<Memory>| {
            let files = lock(&memory.files);
            let mut after = files.range(begin.to_owned()..);
            after
                .next()
                .is_some_and(|(path, _)| path.starts_with(begin))
        };
        self.memory.as_ref().is_some_and(is_below)
    }

    /// The folder itself, without links that lead to it.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file of the site is on disk, if it is one.
    pub(crate) fn real(&self, path: &str) -> Option<PathBuf> {
        self.resolve(path).filter(|path| path.is_file())
    }

    /// Whether a path inside is, or is in, what is no part of the site.
    pub(crate) fn is_left_out(&self, inside: &str) -> bool {
        let left_out = self.left_out.as_deref();
        left_out.is_some_and(|folder| {
            let below = inside.strip_prefix(folder);
            below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
        })
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

    fn entries(&self, folder: &str, wanted: fn(&Kind) -> bool) -> Vec<String> {
        let real = self.resolve(folder);
        let Some(entries) = real.and_then(|path| fs::read_dir(path).ok()) else {
            return Vec::new();
        };
        let entries = entries
            .filter_map(Result::ok)
            .filter(|entry| kind(entry).is_some_and(|kind| wanted(&kind)));
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut paths: Vec<String> = names
            .map(|name| match folder {
                "" => name,
                _ => format!("{folder}/{name}"),
            })
            .filter(|path| self.left_out.as_ref() != Some(path))
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
        let Some(memory) = &self.memory else {
            return self.without_links(path);
        };
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let known = lock(&memory.folders).get(folder).cloned();
        let folder = known.unwrap_or_else(|| {
            let real = self.without_links(folder);
            lock(&memory.folders).insert(folder.to_owned(), real.clone());
            real
        })?;
        // Only what is no link stands where its folder does.
        let real = folder.join(name);
        match name.is_empty() || fs::symlink_metadata(&real).ok()?.is_symlink() {
            true => self.without_links(path),
            false => Some(real),
        }
    }

    fn without_links(&self, path: &str) -> Option<PathBuf> {
        let real = fs::canonicalize(self.root.join(path)).ok()?;
        real.starts_with(&self.root).then_some(real)
    }

    fn read_now(&self, path: &str) -> Option<Vec<u8>> {
        let path = self.resolve(path)?;
        let about = fs::metadata(&path).ok()?;
        let readable = about.is_file() && about.len() <= LARGEST_FILE;
        readable.then(|| fs::read(path).ok()).flatten()
    }

    fn remembered(&self, path: &str) -> Option<Arc<[u8]>> {
        let memory = self.memory.as_ref()?;
        if let Some(bytes) = lock(&memory.files).get(path) {
            return Some(bytes.clone());
        }
        let bytes: Arc<[u8]> = self.read_now(path)?.into();
        lock(&memory.files).insert(path.to_owned(), bytes.clone());
        Some(bytes)
    }
}

// What an entry of a folder is, or leads to.
fn kind(entry: &fs::DirEntry) -> Option<Kind> {
    let kind = entry.file_type().ok()?;
    match kind.is_symlink() {
        true => Some(fs::metadata(entry.path()).ok()?.file_type()),
        false => Some(kind),
    }
}

/// What a thread that panicked left behind is whole: nothing is changed in steps.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Files for Folder {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        match &self.memory {
            Some(_) => self.remembered(path).map(|bytes| bytes.to_vec()),
            None => self.read_now(path),
        }
    }

    fn head(&self, path: &str, most: usize) -> Option<Vec<u8>> {
        if self.memory.is_some() {
            let bytes = self.remembered(path)?;
            return Some(bytes[..most.min(bytes.len())].to_vec());
        }
        let path = self.resolve(path).filter(|path| path.is_file())?;
        let most = u64::try_from(most).unwrap_or(LARGEST_FILE);
        let mut bytes = Vec::new();
        let mut beginning = fs::File::open(path).ok()?.take(most);
        beginning.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        self.entries(folder, Kind::is_file)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        self.entries(folder, Kind::is_dir)
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
