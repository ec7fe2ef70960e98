//! What the plugins of one run have in common, each part of it worked out once,
//! when the first of them asks.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use chrono::{DateTime, Utc};
use news::{Identified, Ledger, News};
use site::config::{Host, Overrides};
use site::{Home, Problem, Settings, Source};

use crate::addresses::{self, Changes, Found, History};
use crate::cli::FeedWishes;
use crate::load::{self, Opened};
use crate::map::{self, Drawn};

/// What a run is told beside the site itself.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) overrides: Overrides,
    /// The heading above the News list.
    pub(crate) heading: Option<String>,
    /// Files that a sitemap names beside pages.
    pub(crate) statics: Vec<String>,
    /// What serves the site.
    pub(crate) host: Option<Host>,
    /// Whether drafts are published too.
    pub(crate) drafts: bool,
    /// What the clock says, or is to be taken for it.
    pub(crate) now: DateTime<Utc>,
    /// The feed as it is published, and its archives.
    pub(crate) previous: Vec<Source>,
    /// The folder for output, where there is one: files of others in there may
    /// have a say.
    pub(crate) out: Option<PathBuf>,
}

impl Told {
    /// Nothing but the time.
    pub(crate) fn at(now: DateTime<Utc>) -> Told {
        Told {
            overrides: Overrides::default(),
            heading: None,
            statics: Vec::new(),
            host: None,
            drafts: false,
            now,
            previous: Vec::new(),
            out: None,
        }
    }
}

/// A value, and what was wrong on the way to it.
type Judged<T> = OnceLock<(T, Vec<Problem>)>;

/// A site, and what more than one plugin wants to know of it.
///
/// Whoever asks for a part gets its problems too: a command that runs one
/// plugin reports what that plugin leans on, and no more. A problem that is
/// reported twice is shown once.
pub(crate) struct Common {
    pub(crate) opened: Opened,
    pub(crate) told: Told,
    home: Judged<Option<Home>>,
    settings: Judged<Option<Settings>>,
    news: OnceLock<News>,
    ledger: Judged<Option<Ledger>>,
    known: Judged<Option<Ledger>>,
    identified: OnceLock<Option<Identified>>,
    found: Judged<Option<Found>>,
    history: Judged<History>,
    map: Judged<Option<Drawn>>,
    /// Width and height of the pictures of the site.
    pub(crate) pictures: OnceLock<BTreeMap<String, (u32, u32)>>,
}

impl Common {
    pub(crate) fn new(mut opened: Opened, told: Told) -> Common {
        if let Some(host) = told.host {
            opened.raw.set_host(host);
        }
        Common {
            opened,
            told,
            home: OnceLock::new(),
            settings: OnceLock::new(),
            news: OnceLock::new(),
            ledger: OnceLock::new(),
            known: OnceLock::new(),
            identified: OnceLock::new(),
            found: OnceLock::new(),
            history: OnceLock::new(),
            map: OnceLock::new(),
            pictures: OnceLock::new(),
        }
    }

    /// The page that the site is about.
    pub(crate) fn home(&self, problems: &mut Vec<Problem>) -> Option<&Home> {
        once(&self.home, problems, || self.opened.home()).as_ref()
    }

    /// What the site is called and where it stands.
    pub(crate) fn settings(&self, problems: &mut Vec<Problem>) -> Option<&Settings> {
        let home = self.home(problems)?;
        let resolve = || self.opened.settings(home, &self.told.overrides);
        once(&self.settings, problems, resolve).as_ref()
    }

    /// The News list; its problems stay in it.
    pub(crate) fn news(&self) -> &News {
        let heading = self.told.heading.as_deref();
        let find = || self.opened.news(self.opened.heading(heading), false);
        self.news.get_or_init(find)
    }

    /// The ledger, empty where there is none yet; nothing where it is broken.
    pub(crate) fn ledger(&self, problems: &mut Vec<Problem>) -> Option<&Ledger> {
        let read = || match self.opened.ledger() {
            Ok(ledger) => (Some(ledger.unwrap_or_default()), Vec::new()),
            Err(problem) => (None, vec![problem]),
        };
        once(&self.ledger, problems, read).as_ref()
    }

    /// The ledger with what the published feed knows beside it.
    pub(crate) fn known(&self, problems: &mut Vec<Problem>) -> Option<&Ledger> {
        let kept = self.ledger(problems)?;
        if self.told.previous.is_empty() {
            return Some(kept);
        }
        let settings = self.settings(problems)?;
        let read = || {
            let live = feed::Live {
                feeds: &self.told.previous,
                feed: &crate::feed::describe(settings, kept.feed_id(), &FeedWishes::default()),
                items: &self.news().items,
            };
            let minting = load::minting(Some(settings), self.told.now);
            let (known, problems) = feed::known(live, kept, &minting);
            (Some(known), problems)
        };
        once(&self.known, problems, read).as_ref()
    }

    /// The News items with their identities.
    pub(crate) fn identified(&self, problems: &mut Vec<Problem>) -> Option<&Identified> {
        let settings = self.settings(problems);
        let ledger = self.known(problems)?;
        let settings = settings?;
        let identify = || {
            let now = self.told.now;
            Some(load::identify(self.news(), ledger, Some(settings), now))
        };
        let identified = self.identified.get_or_init(identify).as_ref()?;
        problems.extend(identified.problems.iter().cloned());
        Some(identified)
    }

    /// The pages and redirects of the site.
    pub(crate) fn found(&self, problems: &mut Vec<Problem>) -> Option<&Found> {
        let gather = || {
            let mut problems = Vec::new();
            let found = addresses::gather(&self.opened, &self.told, &mut problems);
            (found, problems)
        };
        once(&self.found, problems, gather).as_ref()
    }

    /// When the pages changed.
    pub(crate) fn changes(&self, problems: &mut Vec<Problem>) -> Option<Changes<'_>> {
        let found = self.found(problems)?;
        let ask = || {
            let (history, problem) = addresses::history(&self.opened, found);
            (history, problem.into_iter().collect())
        };
        let history = once(&self.history, problems, ask);
        let today = self.told.now.date_naive();
        // What is wrong with the list is told by other plugins.
        let news = self.news();
        Some(Changes::read(&self.opened, found, news, today, history))
    }

    /// The map of places or of published counts, where there is something to
    /// draw.
    pub(crate) fn map(&self, problems: &mut Vec<Problem>) -> Option<&Drawn> {
        // That there is no home page is told by those who cannot do without.
        let home = self.home(&mut Vec::new());
        let draw = || {
            let mut problems = Vec::new();
            let drawn = map::of_site(&self.opened, home, &mut problems);
            (drawn, problems)
        };
        once(&self.map, problems, draw).as_ref()
    }

    /// The same site after any of its files may have changed. What git knows of
    /// them is no other for that.
    pub(crate) fn anew(&self, opened: Opened, told: Told) -> Common {
        let anew = Common::new(opened, told);
        if let Some(history) = self.history.get() {
            let _ = anew.history.set(history.clone());
        }
        anew
    }

    /// Forgets what stands in the home page and the News list, but for the
    /// addresses, which are the same.
    pub(crate) fn forget_news(&mut self) {
        self.home = OnceLock::new();
        self.settings = OnceLock::new();
        self.news = OnceLock::new();
        self.identified = OnceLock::new();
        self.map = OnceLock::new();
    }
}

fn once<'a, T>(
    cell: &'a Judged<T>,
    problems: &mut Vec<Problem>,
    make: impl FnOnce() -> (T, Vec<Problem>),
) -> &'a T {
    let (value, found) = cell.get_or_init(make);
    problems.extend(found.iter().cloned());
    value
}
