//! What every command begins with: the site's folder, its configuration, its
//! home page, its News and its ledger.

use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::{DateTime, Utc};
use news::{Identified, Ledger, Minting, News};
use site::config::{self, Key, Kind, Overrides, RawConfig};
use site::{Files, Home, Problem, Settings, Severity, Source};

use crate::Usage;
use crate::check::levels::Levels;
use crate::files::{Folder, is_marked, site_root};

/// The ledger's name, at the root of the site.
pub(crate) const LEDGER: &str = "news.lock";

/// A site, or one page of it.
pub(crate) struct Opened {
    pub(crate) folder: Folder,
    /// The page's path inside the folder; empty for the site as a whole.
    pub(crate) path: String,
    pub(crate) raw: RawConfig,
    pub(crate) problems: Vec<Problem>,
    /// How much each check matters to the site.
    pub(crate) levels: Levels,
}

/// Opens a folder as a site, or a page in the site around it.
pub(crate) fn open(path: &Path) -> anyhow::Result<Opened> {
    let about = std::fs::metadata(path)
        .map_err(|error| Usage(format!("cannot open {}: {error}", path.display())))?;
    let root = if about.is_dir() {
        path.to_path_buf()
    } else {
        site_root(path)
    };
    let folder = Folder::open(&root)?;
    let inside = match about.is_dir() {
        true => String::new(),
        false => folder
            .inside(path)
            .with_context(|| Usage(format!("{} is not a plain path", path.display())))?,
    };
    let (raw, mut problems) = config::read(&folder);
    let (levels, more) = Levels::read(&raw);
    problems.extend(more);
    Ok(Opened {
        folder,
        path: inside,
        raw,
        problems,
        levels,
    })
}

/// Whether the pages of such a site are made here, and by no other generator.
pub(crate) fn is_native(kind: Kind) -> bool {
    matches!(kind, Kind::Native | Kind::Bare | Kind::Html)
}

/// Opens a folder as a part of the site around it, which may be a folder of item
/// files; `None` where nothing says that it is one.
pub(crate) fn open_as_part(path: &Path) -> anyhow::Result<Option<Opened>> {
    let Ok(path) = std::fs::canonicalize(path) else {
        return Ok(None);
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let root = site_root(&path);
    let is_news = news::is_news_heading(name.replace(['_', '-'], " ").trim());
    if !path.is_dir() || !(is_news || is_marked(&root)) {
        return Ok(None);
    }
    let folder = Folder::open(&root)?;
    let Some(inside) = folder.inside(&path) else {
        return Ok(None);
    };
    let (raw, mut problems) = config::read(&folder);
    let (levels, more) = Levels::read(&raw);
    problems.extend(more);
    Ok(Some(Opened {
        folder,
        path: inside,
        raw,
        problems,
        levels,
    }))
}

/// The folder that `--site` and `--out` stand for where they are not given:
/// that of the workspace when the command is run inside one, else one here.
pub(crate) fn default_path(given: Option<&Path>, name: &str) -> PathBuf {
    let workspace = crate::tools::root();
    let here = std::env::current_dir().unwrap_or_default();
    match given {
        Some(path) => path.to_path_buf(),
        // As it would be typed, where that is the same.
        None if here == workspace || !here.starts_with(workspace) => PathBuf::from(name),
        None => workspace.join(name),
    }
}

impl Opened {
    /// The page that the site is about; the problems say why there is none.
    pub(crate) fn home(&self) -> (Option<Home>, Vec<Problem>) {
        if self.path.is_empty() {
            return site::home::find(&self.folder, &self.raw);
        }
        let bytes = self.folder.read(&self.path).unwrap_or_default();
        let (source, mut problems) = site::decode(&self.path, &bytes);
        let (front, more) = site::front_matter::split(&source);
        problems.extend(more);
        let permalink = site::home::permalink(&front, &self.path, &self.raw);
        (
            Some(Home {
                source,
                front,
                kind: self.raw.kind,
                permalink,
            }),
            problems,
        )
    }

    /// What the site is called and where it stands, as far as it says.
    pub(crate) fn settings(
        &self,
        home: &Home,
        overrides: &Overrides,
    ) -> (Option<Settings>, Vec<Problem>) {
        config::resolve(&self.raw, &home.permalink, overrides)
    }

    /// The heading that `site.toml` names, or the one given.
    pub(crate) fn heading(&self, given: Option<&str>) -> Option<String> {
        let written = self
            .raw
            .get(Key::FeedHeading)
            .map(|written| written.text.as_str());
        given.or(written).map(str::to_owned)
    }

    pub(crate) fn news(&self, heading: Option<String>, placeholders: bool) -> News {
        let options = news::Options {
            heading,
            placeholders,
            ..news::Options::default()
        };
        news::find(&self.folder, &self.path, &options)
    }

    /// The ledger as it is on disk.
    pub(crate) fn ledger_text(&self) -> Option<String> {
        String::from_utf8(self.folder.read(LEDGER)?).ok()
    }

    /// The ledger; `None` where there is none yet.
    pub(crate) fn ledger(&self) -> Result<Option<Ledger>, Problem> {
        let Some(bytes) = self.folder.read(LEDGER) else {
            return match self.folder.shown(LEDGER).exists() {
                true => Err(
                    Problem::in_file("ledger", LEDGER, "the ledger cannot be read")
                        .help("make it a plain file that you may read"),
                ),
                false => Ok(None),
            };
        };
        match String::from_utf8(bytes) {
            Ok(text) => Ledger::parse(&Source::new(LEDGER, text)).map(Some),
            Err(_) => Err(
                Problem::in_file("ledger", LEDGER, "the ledger is not UTF-8 text")
                    .help("restore it from your version control"),
            ),
        }
    }
}

/// Items with their identities.
pub(crate) fn identify(
    news: &News,
    ledger: &Ledger,
    settings: Option<&Settings>,
    now: DateTime<Utc>,
) -> Identified {
    news::identify(&news.items, ledger, &minting(settings, now))
}

/// What new ids and stamps are made of.
pub(crate) fn minting(settings: Option<&Settings>, now: DateTime<Utc>) -> Minting<'_> {
    let host = settings.and_then(|settings| settings.base_url.host_str());
    Minting {
        authority: host.unwrap_or("invalid"),
        now,
    }
}

/// Makes an error of the warning that there is nothing to publish: a list that
/// is suddenly empty is a broken page far more often than the end of all news,
/// and an empty feed cannot be taken back. A new list may be empty.
pub(crate) fn refuse_nothing(
    opened: &Opened,
    news: &News,
    ledger: &Ledger,
    problems: &mut Vec<Problem>,
) {
    if !news.items.is_empty() {
        return;
    }
    let is_reason = |problem: &Problem| matches!(problem.code, "no-news" | "empty-list");
    let reason = problems
        .iter()
        .position(is_reason)
        .map(|at| problems.remove(at));
    let mut reason = reason.unwrap_or_else(|| {
        Problem::in_file("no-news", opened.path.as_str(), "no News item was found")
    });
    let known = ledger.records().len();
    if known > 0 {
        let message = format!("; the ledger knows {known} items, so no feed is written");
        reason.message.push_str(&message);
    }
    let may_be_empty = known == 0 && reason.code == "empty-list";
    let severity = if may_be_empty {
        Severity::Warning
    } else {
        Severity::Error
    };
    problems.push(reason.severity(severity));
}
