use std::collections::BTreeMap;

/// The files of a site, found by their path inside it.
///
/// The command line's implementation reads a folder and refuses to leave it;
/// tests use [`MemoryFiles`]. Paths have `/` between folders, no leading `/`
/// and no `.` or `..`.
pub trait Files {
    /// The bytes of the file at `path`, or `None` where there is none.
    fn read(&self, path: &str) -> Option<Vec<u8>>;

    /// The first bytes of the file at `path`, at most so many; of a large file
    /// that is no page, nothing more need be read.
    ///
    /// ```
    /// use site::{Files, MemoryFiles};
    ///
    /// let files = MemoryFiles::from([("index.md", "# Hi")]);
    /// assert_eq!(files.head("index.md", 3).as_deref(), Some(&b"# H"[..]));
    /// ```
    fn head(&self, path: &str, most: usize) -> Option<Vec<u8>> {
        let mut bytes = self.read(path)?;
        bytes.truncate(most);
        Some(bytes)
    }

    /// The paths of the files (not the folders) directly in `folder`, sorted;
    /// the folder itself is `""` for the whole site. Empty where there is none.
    fn list(&self, folder: &str) -> Vec<String>;

    /// The paths of the folders directly in `folder`, sorted.
    fn folders(&self, folder: &str) -> Vec<String>;
}

/// The path in the site of what a page in `folder` calls `path`, as [`Files`]
/// has them; a leading `/` is the root of the site. `None` where it would lead
/// out of the site.
///
/// ```
/// use site::inside;
///
/// assert_eq!(inside("a/b", "./c.html").as_deref(), Some("a/b/c.html"));
/// assert_eq!(inside("a/b", "../c.html").as_deref(), Some("a/c.html"));
/// assert_eq!(inside("a/b", "/c.html").as_deref(), Some("c.html"));
/// assert_eq!(inside("a", "../../c.html"), None);
/// ```
pub fn inside(folder: &str, path: &str) -> Option<String> {
    let (folder, path) = match path.strip_prefix('/') {
        Some(rooted) => ("", rooted),
        None => (folder, path),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A site held in memory: path to bytes.
///
/// ```
/// use site::{Files, MemoryFiles};
///
/// let files = MemoryFiles::from([("_data/news.yml", "- date: 2025-01"), ("index.md", "# Hi")]);
/// assert_eq!(files.read("index.md").as_deref(), Some(&b"# Hi"[..]));
/// assert_eq!(files.list("_data"), ["_data/news.yml"]);
/// assert_eq!(files.list(""), ["index.md"]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemoryFiles(
    /// Path to content.
    pub BTreeMap<String, Vec<u8>>,
);

impl<P: Into<String>, B: Into<Vec<u8>>, const N: usize> From<[(P, B); N]> for MemoryFiles {
    fn from(files: [(P, B); N]) -> MemoryFiles {
        let files = files.into_iter();
        MemoryFiles(
            files
                .map(|(path, bytes)| (path.into(), bytes.into()))
                .collect(),
        )
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.0.get(path).cloned()
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        let prefix = prefix(folder);
        let below = self
            .below(&prefix)
            .filter_map(|rest| Some(rest.split_once('/')?.0));
        let mut folders: Vec<String> = below.map(|name| format!("{prefix}{name}")).collect();
        folders.dedup();
        folders
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let prefix = prefix(folder);
        let inside = self.below(&prefix).filter(|rest| !rest.contains('/'));
        inside.map(|rest| format!("{prefix}{rest}")).collect()
    }
}

impl MemoryFiles {
    // The rests of the paths that begin so.
    fn below(&self, prefix: &str) -> impl Iterator<Item = &str> {
        let paths = self.0.range(prefix.to_owned()..).map(|(path, _)| path);
        paths.map_while(move |path| path.strip_prefix(prefix))
    }
}

fn prefix(folder: &str) -> String {
    match folder {
        "" => String::new(),
        _ => format!("{folder}/"),
    }
}
