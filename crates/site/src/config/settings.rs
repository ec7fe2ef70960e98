use std::collections::BTreeMap;

use url::Url;

use super::{Key, Kind, RawConfig, Written, judge};
use crate::{Problem, address};

/// What a site's configuration means: complete, checked and normal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The address of the site: `http` or `https`, ending in `/`, without query
    /// and fragment.
    pub base_url: Url,
    /// The address of the page that has the News list.
    pub page_url: Url,
    /// The title of the site.
    pub title: String,
    /// A sentence about it.
    pub description: Option<String>,
    /// Its language as a tag (RFC 5646): `en-US`.
    pub language: Option<String>,
    /// Whose site it is.
    pub author: Author,
    /// How the feed is made.
    pub feed: FeedSettings,
}

/// A person, as Atom names one (RFC 4287, section 3.2).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Author {
    /// The name, for people to read.
    pub name: String,
    /// An `http` or `https` address.
    pub uri: Option<String>,
    /// A mail address.
    pub email: Option<String>,
}

/// The table `[feed]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedSettings {
    /// The heading of the News list, where the common ones do not do.
    pub heading: Option<String>,
    /// The feed's path in the site, `/` between folders: `feed.xml`.
    pub path: String,
    /// How many entries the feed has at most; `None` is the feed's own choice.
    pub limit: Option<usize>,
    /// What an entry carries.
    pub content: Content,
    /// Whether a leading emoji becomes a category.
    pub categories: bool,
}

/// What an entry of the feed carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Content {
    /// The item's HTML.
    #[default]
    Full,
    /// Its plain text alone.
    Summary,
}

/// What the command line says instead of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overrides {
    /// `--base-url`
    pub base_url: Option<String>,
    /// `--title`
    pub title: Option<String>,
    /// `--author`
    pub author: Option<String>,
    /// `--language`
    pub language: Option<String>,
}

/// Judges what was written; `permalink` is the path of the page with the News
/// list, from the root of the site.
///
/// `None`, and an error for each setting that Atom needs and nobody gave, that
/// names the file, the key and the option to give it by. A setting that is no
/// use is left out where Atom can do without, and reported; one that is still
/// as its theme has it is used, and reported to be filled in.
///
/// ```
/// use site::{MemoryFiles, config};
///
/// let files = MemoryFiles::from([("_config.yml", "url: https://example.org\nbaseurl: /me")]);
/// let (raw, _) = config::read(&files);
/// let (settings, problems) = config::resolve(&raw, "/", &config::Overrides::default());
/// assert_eq!(settings, None);
/// let errors: Vec<_> = problems.iter().skip(1).map(|problem| problem.to_string()).collect();
/// assert_eq!(errors, [
///     "_config.yml: error: title is missing: the site has none \
///      help: add title: \"Your Title\" to _config.yml, or give --title TITLE",
///     "_config.yml: error: author is missing: the site has none \
///      help: add author: {name: \"Your Name\"} to _config.yml, or give --author NAME",
/// ]);
///
/// let overrides = config::Overrides {
///     title: Some("Home".into()),
///     author: Some("A. Placeholder".into()),
///     ..Default::default()
/// };
/// let (settings, _) = config::resolve(&raw, "/about/", &overrides);
/// assert_eq!(settings.unwrap().page_url.as_str(), "https://example.org/me/about/");
/// ```
pub fn resolve(
    raw: &RawConfig,
    permalink: &str,
    overrides: &Overrides,
) -> (Option<Settings>, Vec<Problem>) {
    let written = overridden(raw, overrides);
    let get = |key: Key| written.get(&key);
    let mut problems = judge::placeholders(&written);
    let base_url = judge::base_url(raw.kind, &written, &mut problems);
    let title = judge::needed(raw.kind, &written, Key::Title, &mut problems);
    let author = author(raw.kind, &written, &mut problems);
    let language = judge::optional(get(Key::Language), judge::language, &mut problems);
    let feed = feed(&written, &mut problems);
    let complete = || {
        let base_url = base_url?;
        Some(Settings {
            page_url: Url::parse(&address::on_site(&base_url, permalink)).ok()?,
            base_url,
            title: title?,
            description: get(Key::Description).map(|written| written.text.clone()),
            language,
            author: author?,
            feed,
        })
    };
    (complete(), problems)
}

pub(super) fn overridden(raw: &RawConfig, overrides: &Overrides) -> BTreeMap<Key, Written> {
    let mut written = raw.written.clone();
    if overrides.base_url.is_some() {
        written.remove(&Key::BasePath);
    }
    for (key, option) in [
        (Key::BaseUrl, &overrides.base_url),
        (Key::Title, &overrides.title),
        (Key::AuthorName, &overrides.author),
        (Key::Language, &overrides.language),
    ] {
        let text = option.as_deref().map(str::trim);
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            written.insert(key, Written::option(text));
        }
    }
    written
}

fn author(
    kind: Kind,
    written: &BTreeMap<Key, Written>,
    problems: &mut Vec<Problem>,
) -> Option<Author> {
    let name = judge::needed(kind, written, Key::AuthorName, problems);
    let uri = judge::optional(written.get(&Key::AuthorUri), judge::uri, problems);
    let email = judge::optional(written.get(&Key::AuthorEmail), judge::email, problems);
    let author = |name| Author { name, uri, email };
    name.map(author)
}

fn feed(written: &BTreeMap<Key, Written>, problems: &mut Vec<Problem>) -> FeedSettings {
    let get = |key: Key| written.get(&key);
    let path = judge::optional(get(Key::FeedPath), judge::path, problems);
    let content = judge::optional(get(Key::FeedContent), judge::content, problems);
    FeedSettings {
        heading: get(Key::FeedHeading).map(|written| written.text.clone()),
        path: path.unwrap_or_else(|| "feed.xml".to_owned()),
        limit: judge::optional(get(Key::FeedLimit), judge::limit, problems),
        content: content.unwrap_or_default(),
        categories: get(Key::FeedCategories).is_some_and(|written| written.text == "true"),
    }
}
