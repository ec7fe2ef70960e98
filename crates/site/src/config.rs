//! A site's configuration: what was written in it, and what that means.

use std::collections::BTreeMap;

use crate::data::{Data, Map, Value};
use crate::{Files, Problem, Severity, Source, data, decode};

mod addresses;
mod dialects;
mod judge;
mod native;
mod profile;
mod settings;
mod table;

pub use addresses::{Addresses, Host, SitemapRedirects, SitemapSettings, addresses};
pub use profile::{Profile, ProfileLink, SERVICES, profile};
pub use settings::{Author, Content, FeedSettings, Overrides, Settings, resolve};

/// The generator that a site is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// A `site.toml`.
    Native,
    /// A `_config.yml`.
    Jekyll,
    /// A `hugo.toml`, `config.toml`, or their YAML or folder.
    Hugo,
    /// A `config.toml` with a `base_url`, as Zola has it.
    Zola,
    /// A `_quarto.yml`.
    Quarto,
    /// No configuration, and an HTML home page.
    Html,
    /// No configuration: a page, or a folder of pages.
    #[default]
    Bare,
}

/// A setting, whatever each generator calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The address of the site.
    BaseUrl,
    /// The folder of the site below its address: Jekyll's `baseurl`.
    BasePath,
    /// `owner/name` at GitHub, which tells the address GitHub Pages gives.
    Repository,
    /// How Jekyll makes addresses of pages.
    Permalink,
    /// The title of the site.
    Title,
    /// A sentence about it.
    Description,
    /// Its language, as a tag such as `en-US`.
    Language,
    /// The author's name.
    AuthorName,
    /// The author's own page.
    AuthorUri,
    /// The author's mail address.
    AuthorEmail,
    /// The file that has the News list.
    FeedPage,
    /// The heading of the News list.
    FeedHeading,
    /// The file of the feed in the site.
    FeedPath,
    /// How many entries the feed has at most.
    FeedLimit,
    /// `full` or `summary`.
    FeedContent,
    /// Whether a leading emoji becomes a category.
    FeedCategories,
    /// What serves the site: `github-pages`, `netlify`…
    Host,
    /// Whether a sitemap names old addresses: `include`, `separate` or `omit`.
    SitemapRedirects,
    /// The endings of files that a sitemap names beside pages, with spaces
    /// between.
    SitemapStatic,
    /// Whether a sitemap is also written compressed.
    SitemapGzip,
}

/// One setting as it was written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The value in its spelling; never blank.
    pub text: String,
    /// The file's path inside the site; empty for the command line.
    pub file: String,
    /// Its line, counted from 1; 0 for the command line.
    pub line: u32,
    /// Its column in characters, counted from 1; 0 for the command line.
    pub column: u32,
}

impl Written {
    pub(crate) fn new(source: &Source, value: &Value, text: &str) -> Option<Written> {
        let text = text.trim();
        let (line, column) = source.position(value.at);
        (!text.is_empty()).then(|| Written {
            text: text.to_owned(),
            file: source.path.clone(),
            line,
            column,
        })
    }

    // Given on the command line, so written in no file.
    fn option(text: &str) -> Written {
        Written {
            text: text.to_owned(),
            file: String::new(),
            line: 0,
            column: 0,
        }
    }

    /// An error where this is written.
    ///
    /// ```
    /// use site::{MemoryFiles, config};
    ///
    /// let files = MemoryFiles::from([("site.toml", "title = 'Home'")]);
    /// let (raw, _) = config::read(&files);
    /// let problem = raw.get(config::Key::Title).unwrap().error("title", "too short");
    /// assert_eq!(problem.to_string(), "site.toml:1:9: error: too short");
    /// ```
    pub fn error(&self, code: &'static str, message: impl Into<String>) -> Problem {
        let mut problem = Problem::in_file(code, &self.file, message);
        (problem.line, problem.column) = (self.line, self.column);
        problem
    }

    /// A warning where this is written.
    pub fn warning(&self, code: &'static str, message: impl Into<String>) -> Problem {
        self.error(code, message).severity(Severity::Warning)
    }
}

/// What the configuration files of a site say, before any of it is judged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawConfig {
    /// The generator whose files these are; [`Kind::Bare`] where there are none.
    pub kind: Kind,
    /// The settings; none is blank.
    pub written: BTreeMap<Key, Written>,
    /// The table `[redirects]` in its order: an old path, and where it leads.
    pub redirects: Vec<(Written, Written)>,
    /// What belongs to the author's profile alone, in its order: the name of
    /// the key, `links.` before the author's own ones, and what it says.
    pub profile: Vec<(String, Written)>,
    /// The table `[navigation]` in its order: the words, and where they lead.
    pub navigation: Vec<(Written, Written)>,
    /// The table `[check]` in its order: the name of a check, and how much it
    /// matters.
    pub checks: Vec<(Written, Written)>,
}

impl RawConfig {
    /// A setting, where it was written.
    pub fn get(&self, key: Key) -> Option<&Written> {
        self.written.get(&key)
    }

    /// Says what serves the site, whatever its files say.
    ///
    /// ```
    /// use site::config::{Host, Key, RawConfig};
    ///
    /// let mut raw = RawConfig::default();
    /// raw.set_host(Host::Netlify);
    /// assert_eq!(raw.get(Key::Host).unwrap().text, "netlify");
    /// ```
    pub fn set_host(&mut self, host: Host) {
        self.written.insert(Key::Host, Written::option(host.name()));
    }

    fn add_profile(&mut self, name: &str, written: Option<Written>) {
        let is_new = !self.profile.iter().any(|(known, _)| known == name);
        if let Some(written) = written.filter(|_| is_new) {
            self.profile.push((name.to_owned(), written));
        }
    }

    fn add(&mut self, key: Key, written: Option<Written>) {
        if let Some(written) = written {
            self.written.entry(key).or_insert(written);
        }
    }
}

/// Reads the configuration files of a site.
///
/// `site.toml` counts before Jekyll's `_config.yml`, Hugo's and Quarto's files,
/// and those before GitHub's `CNAME`, each setting by itself: an existing site
/// may add a `site.toml` of two lines. Only in `site.toml` is a key that nobody
/// knows a problem; the others have keys of their own.
///
/// ```
/// use site::{MemoryFiles, config};
///
/// let files = MemoryFiles::from([
///     ("_config.yml", "title: Home\nurl: https://example.org\nauthor:\n  name: Your Name\n"),
///     ("site.toml", "titel = 'My home'\n[feed]\nlimit = 20\n"),
/// ]);
/// let (raw, problems) = config::read(&files);
/// assert_eq!(raw.kind, config::Kind::Jekyll);
/// assert_eq!(raw.get(config::Key::AuthorName).unwrap().text, "Your Name");
/// assert_eq!(
///     problems[0].to_string(),
///     "site.toml:1:1: warning: site.toml has no setting `titel` help: did you mean `title`?",
/// );
/// ```
pub fn read(files: &dyn Files) -> (RawConfig, Vec<Problem>) {
    let mut raw = RawConfig::default();
    let mut problems = Vec::new();
    native::read(files, &mut raw, &mut problems);
    dialects::read(files, &mut raw, &mut problems);
    if let Some(bytes) = files.read("CNAME") {
        let (source, _) = decode("CNAME", &bytes);
        raw.add(Key::BaseUrl, domain(&source));
    }
    (raw, problems)
}

// The domain that GitHub Pages serves the site at, on a line of its own.
fn domain(source: &Source) -> Option<Written> {
    let name = source
        .text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())?;
    Written::new(source, &Value::default(), &format!("https://{name}"))
}

/// A configuration file and its values, whatever it is written in.
pub(crate) fn open(
    files: &dyn Files,
    path: &str,
    problems: &mut Vec<Problem>,
) -> Option<(Source, Map)> {
    let bytes = files.read(path)?;
    let format = data::Format::of_path(path)?;
    let (source, found) = decode(path, &bytes);
    problems.extend(found);
    let (value, found) = data::parse(&source, 0..source.text.len(), format);
    problems.extend(found);
    match value.data {
        Data::Map(map) => Some((source, map)),
        _ => Some((source, Map::default())),
    }
}

#[cfg(test)]
mod tests;
