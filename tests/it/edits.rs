//! Edits replayed: whatever an author does to a list, what stays keeps its id
//! and its stamp, and each new item gets exactly one new id.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use tests::{NOW, SETTINGS, Sandbox, stdout, workspace};

/// A list as its author thinks of it: the key is who the item is, whatever it
/// says.
#[derive(Debug, Clone)]
struct Page {
    heading: String,
    host: String,
    items: Vec<Item>,
    /// Taken off the page, to be put back.
    removed: Vec<Item>,
    next: usize,
}

#[derive(Debug, Clone)]
struct Item {
    key: usize,
    date: String,
    text: String,
}

impl Page {
    fn new(items: impl IntoIterator<Item = (String, String)>) -> Page {
        let mut page = Page {
            heading: "<h1>News</h1>".to_owned(),
            host: "home.test".to_owned(),
            items: Vec::new(),
            removed: Vec::new(),
            next: 0,
        };
        for (date, text) in items {
            page.insert(page.items.len(), &date, &text);
        }
        page
    }

    /// The thirteen items of `content/about.md`.
    fn of_content() -> Page {
        let text = fs::read_to_string(workspace().join("content/about.md")).unwrap();
        let bullets = text.lines().filter_map(|line| line.strip_prefix("* ["));
        let items = bullets.map(|bullet| {
            let (date, text) = bullet.split_once("] ").unwrap();
            (date.to_owned(), text.to_owned())
        });
        let page = Page::new(items);
        assert_eq!(page.items.len(), 13);
        page
    }

    fn insert(&mut self, index: usize, date: &str, text: &str) {
        let item = Item {
            key: self.next,
            date: date.to_owned(),
            text: text.to_owned(),
        };
        self.next += 1;
        self.items.insert(index, item);
    }

    fn write(&self, sandbox: &Sandbox) {
        let lines = self.items.iter();
        let lines: String = lines
            .map(|item| format!("* [{}] {}\n", item.date, item.text))
            .collect();
        let page = format!("Hello.\n\n{}\n\n{lines}\n\nGoodbye.\n", self.heading);
        sandbox.write("site/index.md", page);
        sandbox.write("site/site.toml", SETTINGS.replace("home.test", &self.host));
    }
}

type Edit = fn(&mut Page);

/// What authors do. Adding an edit is adding a line.
const EDITS: &[(&str, Edit)] = &[
    ("nothing", |_| {}),
    ("a typo", |page| {
        page.items[0].text = page.items[0].text.replacen("every", "evrey", 1);
    }),
    ("a sentence rewritten", |page| {
        page.items[1].text = "At last we can say it: NeurIPS took [MergeBench](https://arxiv.org/abs/2505.10833), on which merged models are measured.".to_owned();
    }),
    ("moved within its month", |page| page.items.swap(9, 11)),
    ("moved far away", |page| {
        let item = page.items.remove(2);
        page.items.insert(8, item);
    }),
    ("a month corrected by one", |page| {
        page.items[7].date = "Oct 2024".to_owned();
    }),
    ("a link added", |page| {
        page.items[3].text += " See [the team](https://team.test/).";
    }),
    ("inserted on top", |page| {
        page.insert(0, "Jan 2026", "[Lighthouse](https://lighthouse.test), a library for slow storage, has its first release.");
    }),
    ("inserted in the middle", |page| {
        page.insert(
            6,
            "Jan 2025",
            "I gave a lecture about gardens and graphs in Nowhere.",
        );
    }),
    ("inserted at the bottom", |page| {
        page.insert(
            page.items.len(),
            "Apr 2023",
            "My page has moved to this address.",
        );
    }),
    ("removed", |page| {
        let item = page.items.remove(4);
        page.removed.push(item);
    }),
    ("restored elsewhere", |page| {
        let back = page.removed.pop();
        page.items.extend(back);
    }),
    ("the heading reworded", |page| {
        page.heading = "## 🔥 Latest News".to_owned();
    }),
    ("the list reversed", |page| page.items.reverse()),
    ("another domain", |page| {
        page.host = "elsewhere.test".to_owned();
    }),
    ("two of one day inserted", |page| {
        page.insert(
            1,
            "Dec 2025",
            "A workshop on kites takes place in the old mill.",
        );
        page.insert(
            2,
            "Dec 2025",
            "Reviews for the journal of small things are done.",
        );
    }),
];

/// Who an item is to its subscribers.
#[derive(Debug, Clone, PartialEq)]
struct Identity {
    id: String,
    published: DateTime<Utc>,
    updated: DateTime<Utc>,
}

/// A site that is edited, and what its subscribers have seen of it.
struct Replay {
    sandbox: Sandbox,
    page: Page,
    known: BTreeMap<usize, Identity>,
    feed_id: Option<String>,
    now: i64,
    /// Whether there is a ledger from one step to the next; otherwise only the
    /// feed that was published last.
    keeps_ledger: bool,
}

impl Replay {
    fn of(page: Page) -> Replay {
        Replay::with(true, page)
    }

    fn with(keeps_ledger: bool, page: Page) -> Replay {
        let mut replay = Replay {
            sandbox: Sandbox::new([]),
            page,
            known: BTreeMap::new(),
            feed_id: None,
            now: NOW,
            keeps_ledger,
        };
        replay.step("first", |_| {});
        replay
    }

    fn step(&mut self, name: &str, edit: impl FnOnce(&mut Page)) {
        edit(&mut self.page);
        self.now += 86_400;
        self.page.write(&self.sandbox);
        if self.keeps_ledger || self.known.is_empty() {
            self.run("");
        } else {
            fs::remove_file(self.sandbox.path("site/news.lock")).unwrap();
            let live = self.sandbox.bytes("dist/feed.xml");
            self.sandbox.write("live.xml", live);
            self.run("--previous live.xml");
        }
        self.compare(name);
        let before = self.sandbox.snapshot();
        let told = self.run("");
        assert_eq!(
            self.sandbox.snapshot(),
            before,
            "{name}: the second run writes nothing"
        );
        assert!(told.ends_with("; nothing to write\n"), "{name}: {told}");
    }

    fn run(&self, options: &str) -> String {
        let line = format!("feed --site site --out dist {options}");
        let command = self.sandbox.command(&line);
        let run = command.env("SOURCE_DATE_EPOCH", self.now.to_string());
        stdout(&run.assert().code(0))
    }

    fn compare(&mut self, name: &str) {
        let feed = self.sandbox.feed("dist/feed.xml");
        let old = self.feed_id.replace(feed.id.clone());
        assert!(
            old.is_none_or(|old| old == feed.id),
            "{name}: the feed has another id"
        );
        let ever: BTreeSet<String> = self.known.values().map(|known| known.id.clone()).collect();
        let identities = feed.entries.iter().map(|entry| Identity {
            id: entry.id.clone(),
            published: entry.published.unwrap(),
            updated: entry.updated.unwrap(),
        });
        let mut left: BTreeMap<String, Identity> =
            identities.map(|each| (each.id.clone(), each)).collect();
        let items = self.sandbox.items("site");
        assert_eq!(items.len(), self.page.items.len(), "{name}");
        assert_eq!(feed.entries.len(), items.len(), "{name}");
        for (item, shown) in self.page.items.iter().zip(&items) {
            let id = shown["id"].as_str().unwrap();
            let new = left
                .remove(id)
                .unwrap_or_else(|| panic!("{name}: {id} is not in the feed"));
            match self.known.get(&item.key) {
                Some(old) => {
                    assert_eq!(new.id, old.id, "{name}: {item:?}");
                    assert_eq!(new.published, old.published, "{name}: {item:?}");
                    assert!(new.updated >= old.updated, "{name}: {item:?}");
                }
                None => assert!(!ever.contains(id), "{name}: {id} was another's"),
            }
            self.known.insert(item.key, new);
        }
        if !self.keeps_ledger {
            // What left the page is in no feed, and may come back as new.
            let here: BTreeSet<usize> = self.page.items.iter().map(|item| item.key).collect();
            self.known.retain(|key, _| here.contains(key));
        }
    }
}

#[test]
fn each_edit_alone() {
    for (name, edit) in EDITS {
        let mut replay = Replay::of(Page::of_content());
        replay.step(name, edit);
    }
}

#[test]
fn all_edits_one_after_the_other() {
    let mut replay = Replay::of(Page::of_content());
    for (name, edit) in EDITS {
        replay.step(name, edit);
    }
}

#[test]
fn the_published_feed_does_for_a_ledger() {
    let mut replay = Replay::with(false, Page::of_content());
    for (name, edit) in EDITS {
        replay.step(name, edit);
    }
}

#[test]
fn removed_and_restored() {
    let mut replay = Replay::of(Page::of_content());
    let old = replay.page.items[5].clone();
    replay.step("removed", |page| {
        page.items.remove(5);
    });
    replay.step("another inserted", |page| {
        page.insert(
            5,
            "Jan 2025",
            "Our garden of forking paths is open to visitors.",
        );
    });
    replay.step("restored", |page| page.items.push(old));
}

#[test]
fn a_typo_is_no_update_and_a_new_link_is() {
    let mut replay = Replay::of(Page::of_content());
    let before = replay.known.clone();
    replay.step("a typo", |page| {
        page.items[0].text = page.items[0].text.replacen("every", "evrey", 1);
    });
    assert_eq!(replay.known, before);
    replay.step("a link added", |page| {
        page.items[3].text += " See [the team](https://team.test/).";
    });
    assert_eq!(replay.known[&3].updated.timestamp(), replay.now);
    let others = |known: &BTreeMap<usize, Identity>| {
        let mut others = known.clone();
        others.remove(&3);
        others
    };
    assert_eq!(others(&replay.known), others(&before));
}

#[test]
fn the_same_inputs_make_the_same_bytes() {
    let make = || {
        let mut replay = Replay::of(Page::of_content());
        for (name, edit) in &EDITS[6..10] {
            replay.step(name, edit);
        }
        let files = replay.sandbox.snapshot().into_iter();
        files
            .map(|(name, (_, bytes))| (name, bytes))
            .collect::<Vec<_>>()
    };
    assert_eq!(make(), make());
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

const FORMS: [&str; 5] = [
    "NAME is accepted at VENUE!",
    "Our paper on NAME will appear at VENUE.",
    "I gave a talk about NAME at VENUE; thanks to all who came.",
    "[NAME](https://code.test/NAME) has a first release.",
    "We won a prize at VENUE for [NAME](https://paper.test/NAME), with many thanks to all.",
];

// A name of its own for each item, as projects and papers have.
fn name(n: usize) -> String {
    let parts = [
        "Kor", "Bel", "Tas", "Mig", "Ulo", "Pen", "Dra", "Fis", "Hux", "Win",
    ];
    let part = |n: usize| parts[n % parts.len()];
    format!(
        "{}{}{}",
        part(n),
        part(n / 10 + n * 7).to_lowercase(),
        part(n / 3 + 5).to_lowercase()
    )
}

fn generated(n: usize, form: usize) -> (String, String) {
    let months = 12 * 2025 + 11 - n / 2;
    let date = format!("{} {}", MONTHS[months % 12], months / 12);
    let venue = ["Nowhere 2025", "Erewhon 2024", "the Utopia workshop"][n % 3];
    let text = FORMS[form % FORMS.len()].replace("NAME", &name(n));
    (date, text.replace("VENUE", venue))
}

fn generated_page() -> impl Strategy<Value = Page> {
    prop::collection::vec(0..FORMS.len(), 4..24).prop_map(|forms| {
        let items = forms
            .iter()
            .enumerate()
            .map(|(n, form)| generated(n, *form));
        Page::new(items)
    })
}

// One edit, by three numbers, of any list that has an item.
fn edit(page: &mut Page, kind: u8, at: usize, to: usize) {
    let at = at % page.items.len();
    let to = to % page.items.len();
    match kind % 8 {
        0 => page.items[at].text = page.items[at].text.replacen('a', "aa", 1),
        1 => page.items[at].text += " See [more](https://more.test/).",
        2 => {
            let item = page.items.remove(at);
            page.items.insert(to, item);
        }
        3 => {
            let (date, text) = generated(40 + page.next, to);
            page.insert(at, &date, &text);
        }
        4 if page.items.len() > 1 => {
            let item = page.items.remove(at);
            page.removed.push(item);
        }
        5 => {
            let back = page.removed.pop();
            page.items.extend(back);
        }
        6 => page.items.reverse(),
        _ => page.host = format!("host{to}.test"),
    }
}

proptest! {
    // Each case runs the command a dozen times; the ledger's own tests run
    // thousands. A fixed seed, because a run must not depend on luck.
    #![proptest_config(Config {
        cases: 6,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..Config::default()
    })]

    #[test]
    fn any_edits_of_any_list(
        page in generated_page(),
        edits in prop::collection::vec((any::<u8>(), any::<usize>(), any::<usize>()), 1..6),
    ) {
        let mut replay = Replay::of(page);
        for (kind, at, to) in edits {
            replay.step(&format!("edit {}", kind % 8), |page| edit(page, kind, at, to));
        }
    }

    #[test]
    fn any_edits_without_a_ledger(
        page in generated_page(),
        edits in prop::collection::vec((any::<u8>(), any::<usize>(), any::<usize>()), 1..6),
    ) {
        let mut replay = Replay::with(false, page);
        for (kind, at, to) in edits {
            replay.step(&format!("edit {}", kind % 8), |page| edit(page, kind, at, to));
        }
    }
}
