//! Plausible News lists and the edits that authors make to them.

use news::{Item, PartialDate};

/// A small generator of numbers (SplitMix64), so that a seed names a list.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

/// An item and who it is, whatever becomes of it.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) who: usize,
    pub(crate) item: Item,
    kind: usize,
    slots: [String; 4],
}

/// Three wordings of each kind; {0} a name, {1} a topic, {2} a venue, {3} a year.
const WORDINGS: [[&str; 3]; 9] = [
    [
        "Our paper on {1} is accepted at {2} {3}!",
        "{2} {3} will have our work about {1}.",
        "Happy to share that {2} {3} took our {1} paper",
    ],
    [
        "{0} is released! We create the first large dataset for {1} with step-level grading.",
        "We release {0}, a large collection for {1}. Its steps are graded by hand.",
        "Check out {0}: data for {1}, at scale, with grades.",
    ],
    [
        "{0} is accepted at {2} {3}! We established the first benchmark for {1}!",
        "{2} {3} accepted {0}, our benchmark of {1}.",
        "New benchmark on {1}: {0} goes to {2} {3}",
    ],
    [
        "Start internship at {0} Labs working on {1}!",
        "I joined {0} Labs as an intern; my subject is {1}.",
        "This summer I am with {0} Labs, on {1}.",
    ],
    [
        "I gave a talk on {1} at the {0} seminar.",
        "Talk at {0}: {1}, slides to follow.",
        "Invited to speak about {1} in the {0} seminar series",
    ],
    [
        "Two papers accepted at {2} {3}.",
        "{2} {3} accepts two of our papers!",
        "2 papers at {2} {3}, congratulations to all authors",
    ],
    [
        "I will serve as an area chair for {2} {3}.",
        "Area chair of {2} {3}",
        "Serving on the senior committee of {2} {3} as area chair",
    ],
    [
        "Honoured to receive the {0} Award.",
        "The {0} Award goes to our group. Thanks to everybody!",
        "We won the {0} Award",
    ],
    [
        "我们关于{1}的论文被{2} {3}接收！",
        "{2} {3}接收了我们的{1}论文。",
        "论文录用：{1}，{2} {3}",
    ],
];

const TOPICS: [&str; 16] = [
    "model merging",
    "multilingual scaling laws",
    "expert pruning",
    "gradual domain adaptation",
    "reward modeling",
    "mechanistic interpretability",
    "graph matching",
    "causal discovery",
    "protein folding",
    "robot grasping",
    "speech separation",
    "federated learning",
    "sparse attention",
    "program synthesis",
    "optimal transport",
    "climate downscaling",
];

const VENUES: [&str; 10] = [
    "NeurIPS", "ICML", "ICLR", "ACL", "EMNLP", "NAACL", "CVPR", "TMLR", "AISTATS", "SODA",
];

const SYLLABLES: [&str; 20] = [
    "zor", "mil", "aru", "vex", "ten", "lo", "qua", "rim", "sol", "bak", "dui", "fen", "gro",
    "hys", "jun", "kep", "nox", "pel", "tri", "wym",
];

/// Items newest first, one to four a month, most with a link of their own, a
/// few with one that several share.
pub(crate) fn list(seed: u64, length: usize) -> Vec<Known> {
    let mut dice = Dice(seed);
    let mut month = 2025 * 12 + 10;
    let mut items = Vec::with_capacity(length);
    for who in 0..length {
        if dice.roll(5) < 2 {
            month -= 1 + dice.roll(3) as i32;
        }
        items.push(unlike(&items, who, month, &mut dice));
    }
    items
}

// Twins are a test of their own: which of two is which nobody can say.
fn unlike(list: &[Known], who: usize, month: i32, dice: &mut Dice) -> Known {
    loop {
        let known = one(who, month, dice);
        let twin = |other: &Known| {
            other.item.text == known.item.text && other.item.date == known.item.date
        };
        if !list.iter().any(twin) {
            return known;
        }
    }
}

fn one(who: usize, month: i32, dice: &mut Dice) -> Known {
    let month = month.max(12);
    let (year, month) = (month / 12, month % 12 + 1);
    let name: String = (0..3).map(|_| dice.pick(&SYLLABLES)).collect();
    let topic = format!("{} {}", dice.pick(&SYLLABLES), dice.pick(&TOPICS));
    let slots = [name, topic, dice.pick(&VENUES).to_owned(), year.to_string()];
    let kind = dice.roll(WORDINGS.len());
    let text = worded(WORDINGS[kind][0], &slots);
    let links = match (kind, dice.roll(10)) {
        (5..=7, _) | (_, 0) => vec![],
        (_, 1) => vec!["https://example.org/group/".to_owned()],
        (_, 2) => vec![format!("https://papers.example.org/abs/{}", who / 4)],
        _ => vec![format!("https://papers.example.org/abs/9{who:05}")],
    };
    let item = Item {
        date: PartialDate::month(year, month as u32),
        title: text
            .split_inclusive('!')
            .next()
            .unwrap_or_default()
            .to_owned(),
        html: text.clone(),
        text,
        links,
        file: "about.md".to_owned(),
        line: 10 + who as u32,
        ..Item::default()
    };
    Known {
        who,
        item,
        kind,
        slots,
    }
}

fn worded(wording: &str, slots: &[String; 4]) -> String {
    let fill = |text: String, (n, slot): (usize, &String)| text.replace(&format!("{{{n}}}"), slot);
    slots.iter().enumerate().fold(wording.to_owned(), fill)
}

/// What an author does to a list in one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edit {
    Typo,
    Reword,
    /// Not a word left; the link stays.
    Rewrite,
    Move,
    Month,
    Link,
    Top,
    Middle,
    Bottom,
    Remove,
    Reverse,
    /// The site's links to itself; its authority is the caller's to change.
    Domain,
}

pub(crate) const EDITS: [Edit; 12] = [
    Edit::Typo,
    Edit::Reword,
    Edit::Rewrite,
    Edit::Move,
    Edit::Month,
    Edit::Link,
    Edit::Top,
    Edit::Middle,
    Edit::Bottom,
    Edit::Remove,
    Edit::Reverse,
    Edit::Domain,
];

pub(crate) fn apply(edit: Edit, list: &mut Vec<Known>, next: &mut usize, dice: &mut Dice) {
    let at = dice.roll(list.len());
    match edit {
        Edit::Typo => typo(&mut list[at].item.text, dice),
        Edit::Reword => {
            let known = &mut list[at];
            known.item.text = worded(WORDINGS[known.kind][1 + dice.roll(2)], &known.slots);
        }
        Edit::Rewrite => {
            let words: Vec<String> = (0..8)
                .map(|_| {
                    (0..2)
                        .map(|_| dice.pick(&["ka", "mo", "ri", "su", "te", "no", "ya"]))
                        .collect()
                })
                .collect();
            list[at].item.text = words.join(" ");
        }
        Edit::Move => {
            let known = list.remove(at);
            let to = (at + 1 + dice.roll(2)).min(list.len());
            list.insert(to, known);
        }
        Edit::Month => {
            let by = if dice.roll(2) == 0 { 1 } else { -1 };
            let item = &mut list[at].item;
            item.date = item.date.and_then(|date| shifted(date, by));
        }
        Edit::Link => list[at]
            .item
            .links
            .push(format!("https://code.example.org/{next}")),
        Edit::Top => insert(0, list, next, dice),
        Edit::Middle => insert(at, list, next, dice),
        Edit::Bottom => insert(list.len(), list, next, dice),
        Edit::Remove => {
            list.remove(at);
        }
        Edit::Reverse => list.reverse(),
        Edit::Domain => {
            for known in &mut *list {
                for link in &mut known.item.links {
                    *link = link.replace("https://example.org/", "https://example.net/");
                }
            }
        }
    }
}

fn insert(at: usize, list: &mut Vec<Known>, next: &mut usize, dice: &mut Dice) {
    let like = list[at.min(list.len() - 1)]
        .item
        .date
        .map_or(2020 * 12, month_of);
    let known = unlike(list, *next, like, dice);
    list.insert(at, known);
    *next += 1;
}

fn month_of(date: PartialDate) -> i32 {
    use chrono::Datelike;
    date.first_day().year() * 12 + date.first_day().month0() as i32
}

fn shifted(date: PartialDate, by: i32) -> Option<PartialDate> {
    let month = month_of(date) + by;
    PartialDate::month(month / 12, (month % 12) as u32 + 1)
}

fn typo(text: &mut String, dice: &mut Dice) {
    let mut letters: Vec<char> = text.chars().collect();
    let at = dice.roll(letters.len() - 1);
    letters.swap(at, at + 1);
    if letters.iter().copied().eq(text.chars()) {
        letters.remove(at);
    }
    *text = letters.into_iter().collect();
}

pub(crate) fn items(list: &[Known]) -> Vec<Item> {
    list.iter().map(|known| known.item.clone()).collect()
}
