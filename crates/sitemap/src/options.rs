use site::Problem;
use url::Url;

use crate::faults;

/// Where a sitemap stands and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    // The address of the folder with its last slash: what every address of the
    // sitemap begins with.
    pub(crate) folder: String,
    /// Whether the files will be compressed: their names then end in `.xml.gz`.
    /// The compression itself is the [`Store`](crate::Store)'s.
    pub gzip: bool,
    /// What the caller knows about the order of the entries.
    pub order: Order,
    /// The largest files; the protocol's, unless a test wants less.
    pub limits: Limits,
}

impl Options {
    /// A sitemap in the folder that `base_url` names, which is read as a folder
    /// with or without its last slash: a sitemap lists what is at or below it.
    ///
    /// # Errors
    /// A base URL that is not the `http` or `https` address of a folder.
    ///
    /// ```
    /// use sitemap::Options;
    ///
    /// let options = Options::new("https://example.org/me").unwrap();
    /// assert_eq!(options.folder(), "https://example.org/me/");
    /// assert_eq!(options.address(), "https://example.org/me/sitemap.xml");
    /// assert!(Options::new("example.org").is_err());
    /// ```
    pub fn new(base_url: &str) -> Result<Options, Problem> {
        let url = Url::parse(base_url).ok();
        let url = url.filter(is_folder);
        let url = url.ok_or_else(|| faults::base_url(base_url))?;
        Ok(Options {
            folder: format!("{}/", url.as_str().trim_end_matches('/')),
            gzip: false,
            order: Order::Any,
            limits: Limits::PROTOCOL,
        })
    }

    /// The address of the folder, with its last slash.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The address of the sitemap, or of its index: what `robots.txt` names and
    /// a person gives to a search engine.
    pub fn address(&self) -> String {
        format!("{}{}", self.folder, self.file_name("sitemap"))
    }

    pub(crate) fn file_name(&self, stem: &str) -> String {
        let ending = if self.gzip { ".xml.gz" } else { ".xml" };
        format!("{stem}{ending}")
    }
}

fn is_folder(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}

/// What is known about the order of the entries; it decides how a second entry
/// of the same address is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Nothing is known. A fingerprint of each address is kept, about 40 bytes,
    /// so that memory grows with their number: right below a million.
    Any,
    /// The addresses ascend byte by byte, in the pages and in the redirects
    /// each. Memory is bounded. An address that stands in both is then the
    /// caller's to find.
    Sorted,
}

/// How large the files may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Addresses in one file.
    pub addresses: usize,
    /// Bytes of one file before compression.
    pub bytes: usize,
    /// Files that the index names.
    pub files: usize,
}

impl Limits {
    /// What sitemaps.org permits: 50,000 addresses and 50 MiB a file, 50,000 files.
    pub const PROTOCOL: Limits = Limits {
        addresses: 50_000,
        bytes: 52_428_800,
        files: 50_000,
    };
}
