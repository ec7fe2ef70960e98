use std::num::NonZeroUsize;

use chrono::{DateTime, Utc};
use news::{Change, Item, Ledger, Minting, PartialDate, identify};
use proptest::prelude::*;
use site::Source;

use super::{Live, known};
use crate::{Content, Entry, Feed, Person, outputs};

fn feed(id: &str) -> Feed {
    Feed {
        id: id.to_owned(),
        title: "News".to_owned(),
        subtitle: None,
        base_url: "https://example.org/".to_owned(),
        page_url: "https://example.org/~me/".to_owned(),
        language: None,
        author: Person {
            name: "A. Placeholder".to_owned(),
            uri: None,
            email: None,
        },
        path: "feed.xml".to_owned(),
        limit: None,
        content: Content::Full,
        categories: false,
        icon: None,
    }
}

fn item(date: &str, words: &str, link: &str) -> Item {
    let title = words.split_inclusive(". ").next().unwrap_or_default();
    let (text, links) = match link {
        "" => (words.to_owned(), Vec::new()),
        link => (format!("{words} See it."), vec![link.to_owned()]),
    };
    let html = match link {
        "" => words.to_owned(),
        link => format!("{words} <a href=\"{link}\">See it.</a>"),
    };
    Item {
        date: PartialDate::parse(date),
        title: title.trim().to_owned(),
        text,
        html,
        links,
        ..Item::default()
    }
}

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

fn minting(now: DateTime<Utc>) -> Minting<'static> {
    Minting {
        authority: "example.org",
        now,
    }
}

/// The documents that hold entries, and the ledger that follows.
fn publish(items: &[Item], ledger: &Ledger, settings: &Feed, now: &str) -> (Vec<Source>, Ledger) {
    let seen = identify(items, ledger, &minting(at(now)));
    let pairs = items.iter().zip(seen.entries);
    let entries: Vec<Entry> = pairs
        .map(|(item, entry)| Entry {
            item,
            id: entry.id,
            published: entry.published,
            updated: entry.updated,
        })
        .collect();
    let described = Feed {
        id: seen.ledger.feed_id().to_owned(),
        ..settings.clone()
    };
    let (files, problems) = outputs(&described, &entries);
    assert_eq!(problems, []);
    let files = files.into_iter().filter(|file| file.path.ends_with(".xml"));
    let texts = files.map(|file| Source::new(file.path, String::from_utf8(file.bytes).unwrap()));
    (texts.collect(), seen.ledger)
}

fn seeded(items: &[Item], live: &[Source], settings: &Feed, now: &str) -> Ledger {
    let live = Live {
        feeds: live,
        feed: settings,
        items,
    };
    let (ledger, problems) = known(live, &Ledger::default(), &minting(at(now)));
    assert_eq!(problems, []);
    ledger
}

fn page() -> Vec<Item> {
    vec![
        item(
            "2025-12",
            "The Placeholder tool is released. It is fast & free.",
            "tool/",
        ),
        item("2025-12", "A talk on nothing at the Made-up Workshop.", ""),
        item(
            "2025-11-03",
            "Our paper \u{201c}a < b\u{201d} is accepted at CONF.",
            "/p/a.pdf?x=1&y=2",
        ),
        item("2025-10", "We are hiring!", "https://jobs.example.com/"),
        item("2024-10", "We are hiring!", "https://jobs.example.com/"),
    ]
}

/// Publishes edit after edit with a ledger and with the last feed alone.
fn agree(settings: &Feed, edits: &[Vec<Item>]) {
    let (mut live, mut ledger) = publish(
        &page(),
        &Ledger::default(),
        settings,
        "2026-01-15T09:00:00Z",
    );
    for (month, items) in (2..).zip(edits) {
        let now = format!("2026-{month:02}-15T09:00:00Z");
        let (kept, next) = publish(items, &ledger, settings, &now);
        let seed = seeded(items, &live, settings, &now);
        let (fresh, _) = publish(items, &seed, settings, &now);
        for (fresh, kept) in texts(&fresh).into_iter().zip(texts(&kept)) {
            let differ = fresh.lines().zip(kept.lines()).filter(|(a, b)| a != b);
            assert_eq!(differ.collect::<Vec<_>>(), [], "{now}");
        }
        assert_eq!(texts(&fresh), texts(&kept));
        (live, ledger) = (fresh, next);
    }
}

fn texts(sources: &[Source]) -> Vec<&str> {
    sources.iter().map(|source| source.text.as_str()).collect()
}

fn edits() -> Vec<Vec<Item>> {
    let mut items = page();
    let mut edits = vec![items.clone()];
    // A typo is put right.
    items[1] = item("2025-12", "A talk on nothing at the Made-up Workshops.", "");
    edits.push(items.clone());
    // Something new on top, with a title that was there before.
    items.insert(
        0,
        item("2026-03", "We are hiring!", "https://jobs.example.com/"),
    );
    edits.push(items.clone());
    // A month becomes a day, and the order is another.
    items[2].date = PartialDate::parse("2025-12-09");
    items.swap(3, 4);
    edits.push(items.clone());
    // A link is added: a change of substance.
    items[2] = item(
        "2025-12-09",
        "A talk on nothing at the Made-up Workshops.",
        "slides.pdf",
    );
    edits.push(items.clone());
    // Most of the words change, and the link stays.
    items[1] = item(
        "2025-12",
        "Version two of our software has come out.",
        "tool/",
    );
    edits.push(items.clone());
    // One leaves.
    items.remove(4);
    edits.push(items.clone());
    items.insert(0, item("", "Something without a date.", ""));
    edits.push(items.clone());
    edits.push(items);
    edits
}

#[test]
fn the_last_feed_alone_gives_what_the_ledger_gives() {
    agree(&feed("tag:example.org,2025:x"), &edits());
}

#[test]
fn archives_belong_to_it() {
    let settings = Feed {
        limit: NonZeroUsize::new(2),
        ..feed("tag:example.org,2025:x")
    };
    agree(&settings, &edits());
}

#[test]
fn a_feed_of_summaries_does_for_what_it_says() {
    let settings = Feed {
        content: Content::Summary,
        ..feed("tag:example.org,2025:x")
    };
    agree(&settings, &edits()[..4]);
}

#[test]
fn the_form_of_the_feed_may_change_in_between() {
    let full = feed("tag:example.org,2025:x");
    let short = Feed {
        content: Content::Summary,
        ..full.clone()
    };
    let (live, ledger) = publish(&page(), &Ledger::default(), &full, "2026-01-15T09:00:00Z");
    let seed = seeded(&page(), &live, &short, "2026-02-15T09:00:00Z");
    assert_eq!(seed, ledger);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_taken_out_or_moved_the_rest_keeps_its_ids(
        keep in prop::collection::vec(any::<bool>(), 5),
        turn in 0_usize..5,
        typo in 0_usize..5,
    ) {
        let mut items = page();
        items[typo].text.push('!');
        items[typo].html.push('!');
        items.rotate_left(turn);
        let mut keep = keep.into_iter();
        items.retain(|_| keep.next().unwrap_or(true));
        agree(&feed("tag:example.org,2025:x"), &[items]);
    }

    #[test]
    fn any_text_is_a_feed_or_a_problem(text in "(<[a-z/!?&\";= ]{0,9}>?|[a-z&;]{0,4}|<entry>|<feed>|<id>){0,40}") {
        let items = page();
        let settings = feed("tag:example.org,2025:x");
        let live = Live { feeds: &[Source::new("f.xml", text)], feed: &settings, items: &items };
        let (_, problems) = known(live, &Ledger::default(), &minting(at("2026-01-15T09:00:00Z")));
        prop_assert!(problems.len() < 2);
    }
}

/// As Jekyll's plugin writes it.
const JEKYLL: &str = r#"<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" >
<generator uri="https://jekyllrb.com/" version="4.3.1">Jekyll</generator>
<link href="https://example.org/feed.xml" rel="self" type="application/atom+xml" />
<updated>2026-01-01T00:00:00+09:00</updated><id>https://example.org/feed.xml</id>
<entry><title type="html">We are hiring!</title><link href="https://example.org/2024/hiring/" rel="alternate" type="text/html" title="We are hiring!" />
<published>2024-10-01T00:00:00+09:00</published><updated>2024-10-01T00:00:00+09:00</updated>
<id>https://example.org/2024/hiring</id><content type="html" xml:base="https://example.org/2024/hiring/">&lt;p&gt;A long post on it.&lt;/p&gt;</content></entry>
<entry><title type="html">Tool</title><published>2025-12-05T00:00:00+09:00</published>
<link href="https://example.org/~me/tool/"/><id>https://example.org/2025/tool</id></entry>
<entry><title type="html">Of my garden</title><published>2025-12-05T00:00:00+09:00</published>
<id>https://example.org/2025/garden</id><content type="html">Roses</content></entry></feed>"#;

fn ids(items: &[Item], ledger: &Ledger, now: &str) -> Vec<String> {
    let seen = identify(items, ledger, &minting(at(now)));
    seen.entries.into_iter().map(|entry| entry.id).collect()
}

#[test]
fn another_programs_ids_are_kept_where_its_entries_are_items() {
    let now = "2026-01-15T09:00:00Z";
    let settings = feed("tag:example.org,2025:x");
    let live = [Source::new("feed.xml", JEKYLL)];
    let ledger = seeded(&page(), &live, &settings, now);
    assert_eq!(ledger.feed_id(), "https://example.org/feed.xml");
    assert_eq!(ledger.records().len(), 2);
    let first = ids(&page(), &ledger, now);
    assert_eq!(first[0], "https://example.org/2025/tool");
    assert!(first[3].starts_with("tag:"), "{first:?}");
    assert_eq!(first[4], "https://example.org/2024/hiring");

    // And from then on the feed of ours tells them.
    let (live, _) = publish(&page(), &ledger, &settings, now);
    let later = "2026-02-15T09:00:00Z";
    let again = seeded(&page(), &live, &settings, later);
    assert_eq!(ids(&page(), &again, later), first);
}

#[test]
fn rss_has_ids_too() {
    let rss = r#"<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>We are hiring!</title><link>https://example.org/</link>
        <item><title>We are hiring</title><link>https://example.org/1</link><guid>https://example.org/1</guid>
        <pubDate>Tue, 01 Oct 2024 00:00:00 +0000</pubDate><description>&lt;p&gt;x</description></item>
        <item><title>Bad</title><guid isPermaLink="false">no uri</guid></item></channel></rss>"#;
    let items = page();
    let settings = feed("tag:example.org,2025:x");
    let live = Live {
        feeds: &[Source::new("index.xml", rss)],
        feed: &settings,
        items: &items,
    };
    let now = "2026-01-15T09:00:00Z";
    let (ledger, problems) = known(live, &Ledger::default(), &minting(at(now)));
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].code, "previous-entry");
    assert_eq!(ids(&items, &ledger, now)[4], "https://example.org/1");
}

#[test]
fn the_ledger_wins_and_the_feed_fills_gaps() {
    let now = "2026-01-15T09:00:00Z";
    let settings = feed("tag:example.org,2025:x");
    let items = page();
    let (_, ledger) = publish(&items[..4], &Ledger::default(), &settings, now);
    let live = Live {
        feeds: &[Source::new("feed.xml", JEKYLL)],
        feed: &settings,
        items: &items,
    };
    let (filled, _) = known(live, &ledger, &minting(at(now)));
    assert_eq!(filled.feed_id(), ledger.feed_id());
    let seen = identify(&items, &filled, &minting(at(now)));
    let before = identify(&items[..4], &ledger, &minting(at(now)));
    assert_eq!(seen.entries[..4], before.entries[..]);
    assert_eq!(seen.entries[4].id, "https://example.org/2024/hiring");
    assert!(
        seen.entries
            .iter()
            .all(|entry| entry.change == Change::Kept)
    );
    assert_eq!(filled.records().len(), 5);
}

#[test]
fn what_is_no_feed_stops_everything() {
    let bomb = "<!DOCTYPE feed [<!ENTITY a \"aaaa\">]><feed><id>&a;</id></feed>";
    let deep = "<feed>".to_owned() + &"<a>".repeat(100_000);
    let items = page();
    let settings = feed("tag:example.org,2025:x");
    for text in [
        "",
        "<html><p>404</p></html>",
        "<feed><entry>",
        "<feed>&a;</feed>",
        bomb,
        &deep,
    ] {
        let live = Live {
            feeds: &[Source::new("f.xml", text)],
            feed: &settings,
            items: &items,
        };
        let now = minting(at("2026-01-15T09:00:00Z"));
        let (ledger, problems) = known(live, &Ledger::default(), &now);
        assert_eq!(ledger, Ledger::default());
        assert_eq!(problems[0].code, "previous-feed", "{problems:?}");
    }
}
