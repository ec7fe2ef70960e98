//! The ledger over the life of a list: what authors do to it, and what must
//! not happen to its ids and stamps.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod lists;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use lists::{Dice, EDITS, Edit, Known};
use news::{Change, Identified, Item, Ledger, Minting, PartialDate, identify, read_only_ids};
use proptest::prelude::*;
use site::Source;

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn seen(items: &[Item], ledger: &Ledger, now: &str) -> Identified {
    at(items, ledger, time(now))
}

fn at(items: &[Item], ledger: &Ledger, now: DateTime<Utc>) -> Identified {
    moved(items, ledger, now, "example.org")
}

fn moved(items: &[Item], ledger: &Ledger, now: DateTime<Utc>, authority: &str) -> Identified {
    let identified = identify(items, ledger, &Minting { authority, now });
    check_invariants(ledger, &identified);
    identified
}

/// What holds whatever the list.
fn check_invariants(before: &Ledger, after: &Identified) {
    let records = after.ledger.records();
    let ids: BTreeSet<_> = records.iter().map(|record| &record.id).collect();
    assert_eq!(ids.len(), records.len(), "an id twice");
    for stamp in [|r: &news::Record| r.published, |r: &news::Record| r.updated] {
        let stamps: BTreeSet<_> = records.iter().map(stamp).collect();
        assert_eq!(stamps.len(), records.len(), "a stamp twice");
    }
    let by_id: BTreeMap<_, _> = records.iter().map(|record| (&record.id, record)).collect();
    for old in before.records() {
        let new = by_id[&old.id];
        assert_eq!(new.published, old.published, "published moved");
        assert!(new.updated >= old.updated, "updated went back");
    }
    let entries: BTreeSet<_> = after.entries.iter().map(|entry| &entry.id).collect();
    assert_eq!(entries.len(), after.entries.len(), "two items with one id");
    for entry in &after.entries {
        assert!(entry.updated >= entry.published);
        assert!(!by_id[&entry.id].gone);
    }
    let file = Source::new("news.lock", after.ledger.render());
    assert_eq!(Ledger::parse(&file).as_ref(), Ok(&after.ledger));
}

fn item(date: &str, text: &str, links: &[&str]) -> Item {
    Item {
        date: PartialDate::parse(date),
        title: text
            .split_inclusive(['.', '!'])
            .next()
            .unwrap_or_default()
            .to_owned(),
        text: text.to_owned(),
        html: text.to_owned(),
        links: links.iter().map(|&link| link.to_owned()).collect(),
        file: "about.md".to_owned(),
        line: 1,
        ..Item::default()
    }
}

fn stamps(identified: &Identified) -> Vec<String> {
    identified
        .entries
        .iter()
        .map(|entry| entry.published.format("%m-%d %H:%M:%S").to_string())
        .collect()
}

fn changes(identified: &Identified) -> Vec<Change> {
    identified
        .entries
        .iter()
        .map(|entry| entry.change)
        .collect()
}

/// How a list fared: items that stayed but got a new id, and new items that
/// got an old one.
#[derive(Debug, Default, PartialEq, Eq)]
struct Errors {
    false_new: usize,
    false_match: usize,
}

/// Mints a list, edits it, and compares who got which id.
fn replay(seed: u64, length: usize, edits: &[Edit]) -> Errors {
    let mut list = lists::list(seed, length);
    let first = seen(
        &lists::items(&list),
        &Ledger::default(),
        "2025-12-20T10:00:00Z",
    );
    let ids: BTreeMap<usize, String> = list
        .iter()
        .zip(&first.entries)
        .map(|(known, entry)| (known.who, entry.id.clone()))
        .collect();
    let (mut next, mut dice) = (length, Dice(seed ^ 0x5eed));
    for &edit in edits {
        lists::apply(edit, &mut list, &mut next, &mut dice);
    }
    let site = if edits.contains(&Edit::Domain) {
        "example.net"
    } else {
        "example.org"
    };
    let second = moved(
        &lists::items(&list),
        &first.ledger,
        time("2026-01-20T10:00:00Z"),
        site,
    );
    let third = moved(
        &lists::items(&list),
        &second.ledger,
        time("2026-02-20T10:00:00Z"),
        site,
    );
    assert_eq!(
        third.ledger, second.ledger,
        "seen again, the ledger changed"
    );
    errors(&list, &second, &ids)
}

fn errors(list: &[Known], seen: &Identified, ids: &BTreeMap<usize, String>) -> Errors {
    let mut errors = Errors::default();
    for (known, entry) in list.iter().zip(&seen.entries) {
        // An edit may make two items the same to the letter; they may change
        // places, since nobody can tell them apart.
        let twin_had = |other: &Known| {
            let same = |item: &Item| (item.date, item.text.clone(), item.links.clone());
            same(&other.item) == same(&known.item) && ids.get(&other.who) == Some(&entry.id)
        };
        match ids.get(&known.who) {
            Some(id) if *id != entry.id && !list.iter().any(twin_had) => errors.false_new += 1,
            None if entry.change != Change::New && !list.iter().any(twin_had) => {
                errors.false_match += 1;
            }
            _ => {}
        }
    }
    errors
}

/// Prints the error rates of combined edits: `cargo test -p news --test ledger
/// rates -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, not a test"]
#[expect(clippy::disallowed_macros, reason = "what is measured is to be read")]
fn rates() {
    for count in [1, 2, 3, 5] {
        let (mut total, mut bad, lists) = (Errors::default(), 0, 2000);
        let mut by_edit: BTreeMap<String, usize> = BTreeMap::new();
        for seed in 0..lists {
            let mut dice = Dice(seed * 31 + count);
            let edits: Vec<Edit> = (0..count).map(|_| EDITS[dice.roll(EDITS.len())]).collect();
            let errors = replay(seed, 5 + dice.roll(60), &edits);
            total.false_new += errors.false_new;
            total.false_match += errors.false_match;
            if errors != Errors::default() {
                bad += 1;
                for edit in &edits {
                    *by_edit.entry(format!("{edit:?}")).or_default() += 1;
                }
            }
        }
        println!("{count} edits, {lists} lists: {bad} lists wrong, {total:?} {by_edit:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn one_edit_costs_no_id(seed: u64, length in 3..60_usize, edit in prop::sample::select(&EDITS[..])) {
        prop_assert_eq!(replay(seed, length, &[edit]), Errors::default());
    }

    // What leaves a trace in words, links or place may be combined at will.
    #[test]
    fn traceable_edits_may_be_combined(seed: u64, length in 8..60_usize, order: u64) {
        let mut dice = Dice(order);
        let traceable = [Edit::Typo, Edit::Link, Edit::Top, Edit::Domain, Edit::Reverse, Edit::Move];
        let edits: Vec<Edit> = (0..3).map(|_| traceable[dice.roll(traceable.len())]).collect();
        prop_assert_eq!(replay(seed, length, &edits), Errors::default());
    }

    #[test]
    fn what_leaves_comes_back_as_itself(seed: u64, length in 3..40_usize, left: prop::sample::Index) {
        let whole = lists::items(&lists::list(seed, length));
        let first = seen(&whole, &Ledger::default(), "2025-12-20T10:00:00Z");
        let mut less = whole.clone();
        less.remove(left.index(length));
        let second = seen(&less, &first.ledger, "2026-01-20T10:00:00Z");
        prop_assert_eq!(second.gone, 1);
        let third = seen(&whole, &second.ledger, "2026-02-20T10:00:00Z");
        prop_assert_eq!(third.entries[left.index(length)].change, Change::Restored);
        prop_assert_eq!(third.ledger, first.ledger);
    }

    #[test]
    fn page_order_is_stamp_order(seed: u64, length in 1..60_usize) {
        let list = lists::items(&lists::list(seed, length));
        let seen = seen(&list, &Ledger::default(), "2025-11-20T10:00:00Z");
        for (pair, items) in seen.entries.windows(2).zip(list.windows(2)) {
            prop_assert!(items[0].date < items[1].date || pair[0].published > pair[1].published);
        }
    }

    #[test]
    fn any_text_and_any_links_survive_the_file(
        texts in prop::collection::vec((any::<String>(), prop::collection::vec(any::<String>(), 0..3)), 0..8),
    ) {
        let items: Vec<Item> = texts
            .iter()
            .map(|(text, links)| Item { text: text.clone(), links: links.clone(), ..Item::default() })
            .collect();
        let first = seen(&items, &Ledger::default(), "2025-12-04T10:00:00Z");
        prop_assert_eq!(seen(&items, &first.ledger, "2026-12-04T10:00:00Z").ledger, first.ledger);
    }

    #[test]
    fn no_file_makes_parsing_panic(text in "(version = 1\n)?(\\[\\[item\\]\\]\n|id = \"tag:x\"\n|<<<<<<<\n|.{0,9}){0,6}") {
        let _ = Ledger::parse(&Source::new("news.lock", text));
    }
}

#[test]
fn past_dates_count_from_noon_in_page_order() {
    let items = [
        item("2025-12", "Third.", &[]),
        item("2025-12", "Second.", &[]),
        item("2025-11-30", "Of a day.", &[]),
        item("2025-12", "First.", &[]),
        item("2024", "Of a year.", &[]),
        item("2024-01", "Of its first month.", &[]),
    ];
    let first = seen(&items, &Ledger::default(), "2026-02-03T04:05:06Z");
    let expected = [
        "12-01 12:00:02",
        "12-01 12:00:01",
        "11-30 12:00:00",
        "12-01 12:00:00",
        "01-01 12:00:01",
        "01-01 12:00:00",
    ];
    assert_eq!(stamps(&first), expected);

    let mut more = items.to_vec();
    more.insert(2, item("2025-12", "Between.", &[]));
    let second = seen(&more, &first.ledger, "2026-02-04T00:00:00Z");
    assert_eq!(stamps(&second)[2], "12-01 12:00:03", "the next free second");
}

#[test]
fn current_undated_and_future_items_are_published_now_in_page_order() {
    let items = [
        item("2025-12", "Third.", &[]),
        item("", "Second.", &[]),
        item("2199-01", "To come.", &[]),
        item("2025", "First.", &[]),
    ];
    let first = seen(&items, &Ledger::default(), "2025-12-04T10:00:00.7Z");
    assert_eq!(
        stamps(&first),
        [
            "12-04 10:00:00",
            "12-04 09:59:59",
            "12-04 09:59:58",
            "12-04 09:59:57"
        ]
    );
    let codes: Vec<_> = first.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["future-date"]);
    assert_eq!(
        first.entries[2].id,
        "tag:example.org,2025-12-04:news/to-come"
    );

    // The same second again: what is added on top is later all the same.
    let mut more = items.to_vec();
    more.insert(0, item("2025-12", "Fourth.", &[]));
    let second = seen(&more, &first.ledger, "2025-12-04T10:00:00Z");
    assert_eq!(stamps(&second)[0], "12-04 10:00:01");
}

#[test]
fn only_new_links_and_mostly_new_text_update() {
    let before = item(
        "2025-06",
        "WebSTAR is relaesed today, with all of its data.",
        &["https://a.example.org"],
    );
    let first = seen(
        std::slice::from_ref(&before),
        &Ledger::default(),
        "2025-12-04T10:00:00Z",
    );
    let after = |text: &str, links: &[&str], now: &str| {
        let item = item("2025-06", text, links);
        seen(&[item], &first.ledger, now).entries.remove(0)
    };
    let published = time("2025-06-01T12:00:00Z");
    let a = &["https://a.example.org"][..];

    let typo = after(
        "WebSTAR is released today, with all of its data.",
        a,
        "2026-01-01T00:00:00Z",
    );
    assert_eq!((typo.change, typo.updated), (Change::Edited, published));
    let no_link = after(&before.text, &[], "2026-01-01T00:00:00Z");
    assert_eq!(
        (no_link.change, no_link.updated),
        (Change::Edited, published)
    );

    let now = time("2026-01-01T00:00:00Z");
    let link = after(
        &before.text,
        &["https://a.example.org", "/b"],
        "2026-01-01T00:00:00Z",
    );
    assert_eq!(
        (link.change, link.updated, link.published),
        (Change::Edited, now, published)
    );
    let text = after("Try our agent for computers.", a, "2026-01-01T00:00:00Z");
    assert_eq!((text.change, text.updated), (Change::Edited, now));

    let back = after("Try our agent for computers.", a, "2001-01-01T00:00:00Z");
    assert_eq!(
        back.updated,
        time("2025-06-01T12:00:01Z"),
        "a clock set back moves nothing back"
    );
}

#[test]
fn a_corrected_date_moves_no_stamp_and_a_new_domain_no_id() {
    let mut list = vec![
        item("2025-06", "We moved.", &[]),
        item("2025-05", "A talk.", &["https://example.org/t"]),
    ];
    let first = seen(&list, &Ledger::default(), "2025-12-04T10:00:00Z");
    list[0].date = PartialDate::month(2023, 6);
    list[1].links = vec!["https://www.example.net/t/".to_owned()];
    let second = moved(
        &list,
        &first.ledger,
        time("2026-01-01T00:00:00Z"),
        "example.net",
    );
    for (old, new) in first.entries.iter().zip(&second.entries) {
        assert_eq!(
            (&old.id, old.published, old.updated),
            (&new.id, new.published, new.updated)
        );
    }
}

#[test]
fn the_authors_id_wins() {
    let named = |anchor: &str, text: &str| Item {
        anchor: Some(anchor.to_owned()),
        ..item("2025-06", text, &[])
    };
    let first = seen(
        &[named("webstar", "WebSTAR is out.")],
        &Ledger::default(),
        "2025-12-04T10:00:00Z",
    );
    assert_eq!(first.entries[0].id, "tag:example.org,2025-06:news/webstar");

    let mut far = named("webstar", "Something else altogether");
    far.date = PartialDate::year(2020);
    let second = seen(
        &[item("2025-06", "WebSTAR is out.", &[]), far],
        &first.ledger,
        "2025-12-05T10:00:00Z",
    );
    assert_eq!(changes(&second), [Change::New, Change::Edited]);
    assert_eq!(second.entries[1].id, first.entries[0].id);

    // Written on an item that is already known, it is kept for later.
    let first = seen(
        &[item("2025-06", "WebSTAR is out.", &[])],
        &Ledger::default(),
        "2025-12-04T10:00:00Z",
    );
    let second = seen(
        &[named("w", "WebSTAR is out.")],
        &first.ledger,
        "2025-12-05T10:00:00Z",
    );
    let third = seen(
        &[named("w", "Nothing alike")],
        &second.ledger,
        "2025-12-06T10:00:00Z",
    );
    assert_eq!(third.entries[0].id, first.entries[0].id);
}

#[test]
fn a_replacement_is_new_and_a_rewrite_is_not() {
    let old = [item(
        "2025-06",
        "Our paper on graph matching is accepted at ICML.",
        &["https://a.example.org"],
    )];
    let first = seen(&old, &Ledger::default(), "2025-12-04T10:00:00Z");
    let other = [item(
        "2025-06",
        "We moved to a new building.",
        &["https://b.example.org"],
    )];
    let second = seen(&other, &first.ledger, "2025-12-05T10:00:00Z");
    assert_eq!((changes(&second), second.gone), (vec![Change::New], 1));

    let rewritten = [item(
        "2025-06",
        "ICML will have us!",
        &["https://a.example.org"],
    )];
    assert_eq!(
        changes(&seen(&rewritten, &first.ledger, "2025-12-05T10:00:00Z")),
        [Change::Edited]
    );
}

#[test]
fn a_tie_names_both_and_is_settled_by_an_id() {
    let first = seen(
        &[item("2025-06", "A talk at the seminar in Rome", &[])],
        &Ledger::default(),
        "2025-12-04T10:00:00Z",
    );
    let mut two = [
        item("2025-06", "A talk at the seminar in Bonn", &[]),
        item("2025-06", "A talk at the seminar in Oslo", &[]),
    ];
    two[1].line = 2;
    let tied = seen(&two, &first.ledger, "2025-12-05T10:00:00Z");
    let problem = tied.problems.first().expect("a tie is told");
    assert_eq!((problem.code, problem.line), ("identity-tie", 1));
    assert!(
        problem.message.contains("about.md:2") && problem.message.contains("Bonn"),
        "{problem}"
    );
    assert!(
        problem.help.contains("{: #a-talk-at-the-seminar-in-rome}"),
        "{problem}"
    );
    assert_eq!(changes(&tied), [Change::Edited, Change::New]);

    two[1].anchor = Some("a-talk-at-the-seminar-in-rome".to_owned());
    let settled = seen(&two, &first.ledger, "2025-12-05T10:00:00Z");
    assert_eq!(
        (changes(&settled), settled.problems),
        (vec![Change::New, Change::Edited], vec![])
    );
}

#[test]
fn a_link_of_many_items_says_little() {
    let talk = |month: &str, words: &str| item(month, words, &["https://lab.example.org"]);
    let old = [
        talk("2025-06", "Welcome to our new student!"),
        talk("2025-03", "The robot hand won a prize."),
    ];
    let first = seen(&old, &Ledger::default(), "2025-12-04T10:00:00Z");
    let new = [
        talk("2025-07", "Slides about causality are online."),
        old[0].clone(),
        old[1].clone(),
    ];
    assert_eq!(
        changes(&seen(&new, &first.ledger, "2025-12-05T10:00:00Z")),
        [Change::New, Change::Kept, Change::Kept]
    );

    // One paper, announced twice: accepted, then awarded.
    let accepted = item(
        "2025-03",
        "Our paper is accepted at ICML.",
        &["https://p.example.org/1"],
    );
    let award = item(
        "2025-07",
        "Our paper gets the best paper award at ICML.",
        &["https://p.example.org/1"],
    );
    let first = seen(
        std::slice::from_ref(&accepted),
        &Ledger::default(),
        "2025-12-04T10:00:00Z",
    );
    assert_eq!(
        changes(&seen(
            &[award, accepted],
            &first.ledger,
            "2025-12-05T10:00:00Z"
        )),
        [Change::New, Change::Kept]
    );
}

#[test]
fn two_branches_that_minted_one_second_part_again() {
    let mint = |text: &str| {
        seen(
            &[item("2025-06", text, &[])],
            &Ledger::default(),
            "2025-12-04T10:00:00Z",
        )
        .ledger
        .render()
    };
    let (ours, theirs) = (mint("Ours."), mint("Theirs."));
    let table = theirs.find("[[item]]").unwrap();
    let merged = ours.replace("# End of the ledger.\n", &theirs[table..]);
    let ledger = Ledger::parse(&Source::new("news.lock", merged)).unwrap();
    let items = [
        item("2025-06", "Theirs.", &[]),
        item("2025-06", "Ours.", &[]),
    ];
    let minting = Minting {
        authority: "example.org",
        now: time("2025-12-05T10:00:00Z"),
    };
    let seen = identify(&items, &ledger, &minting);
    assert_eq!(stamps(&seen), ["06-01 12:00:01", "06-01 12:00:00"]);
}

#[test]
fn broken_ledgers_are_refused_with_line_and_repair() {
    let good = seen(
        &[item("2025-06", "One.", &[]), item("2025-07", "Two.", &[])],
        &Ledger::default(),
        "2025-12-04T10:00:00Z",
    );
    let good = good.ledger.render();
    let cases = [
        (
            "ledger-conflict",
            good.replacen("[[item]]", "<<<<<<< HEAD\n[[item]]", 1),
            9,
        ),
        (
            "ledger-version",
            good.replace("version = 1", "version = 2\nnew = 1"),
            6,
        ),
        ("ledger-foreign", "[package]\nname = \"x\"\n".to_owned(), 1),
        ("ledger-foreign", String::new(), 1),
        (
            "ledger-truncated",
            good[..good.rfind("[[item]]").unwrap()].to_owned(),
            16,
        ),
        (
            "ledger-truncated",
            good[..good.rfind("text").unwrap() + 9].to_owned(),
            25,
        ),
        ("ledger-damaged", good.replacen("links", "likns", 1), 15),
        (
            "ledger-damaged",
            good.replace("news/two", "news/one")
                .replace("07:news", "06:news"),
            19,
        ),
        (
            "ledger-damaged",
            good.replacen("\"2025-06\"", "\"June\"", 1),
            11,
        ),
        (
            "ledger-damaged",
            good.replacen("updated = \"2025", "updated = \"2024", 1),
            13,
        ),
        (
            "ledger-damaged",
            good.replacen("digest = \"", "digest = \"0", 1),
            14,
        ),
        (
            "ledger-damaged",
            good.replacen("id = \"tag:", "id = \"", 1)
                .replacen(":news/", " news/", 1),
            10,
        ),
    ];
    for (code, text, line) in cases {
        let problem = Ledger::parse(&Source::new("news.lock", text.clone())).unwrap_err();
        assert_eq!(problem.code, code, "{problem}\n{text}");
        assert!(!problem.help.is_empty());
        assert_eq!(problem.line, line, "{problem}\n{text}");
    }
    let crlf = good.replace('\n', "\r\n");
    assert_eq!(
        Ledger::parse(&Source::new("news.lock", crlf))
            .unwrap()
            .render(),
        good
    );
}

#[test]
fn the_file() {
    let mut one = item(
        "2025-12",
        "\"WebSTAR\" is released!\u{7}",
        &["https://a.example.org", "/b"],
    );
    one.anchor = Some("webstar".to_owned());
    let seen = seen(
        &[one, item("", "搬家了", &[])],
        &Ledger::default(),
        "2026-02-03T04:05:06Z",
    );
    expect_test::expect![[r##"
        # The identity of every News item: its permanent id, and when it was first
        # published and last changed. Written by `cargo xtask feed`; commit it together
        # with the page. Do not edit the ids: a changed id shows an old item as new to
        # everyone who subscribed. Items that have left the page stay here.

        version = 1
        feed = "tag:example.org,2026-02-03:news"

        [[item]]
        id = "tag:example.org,2026-02-03:news/h-0f833222"
        published = "2026-02-03T04:05:06Z"
        updated = "2026-02-03T04:05:06Z"
        digest = "0f833222120921b8"
        links = []
        text = "搬家了"

        [[item]]
        id = "tag:example.org,2025-12:news/webstar"
        date = "2025-12"
        published = "2025-12-01T12:00:00Z"
        updated = "2025-12-01T12:00:00Z"
        digest = "1e841d9d2b3b0a1f"
        anchor = "webstar"
        links = ["https://a.example.org", "/b"]
        text = "\"WebSTAR\" is released!\u0007"

        # End of the ledger.
    "##]]
    .assert_eq(&seen.ledger.render());
}

#[test]
fn ids_without_a_ledger() {
    let a = item("2025-12", "We moved.", &[]);
    let b = item("2025-12", "We moved.", &["https://b.example.org"]);
    let undated = item("", "We moved.", &[]);
    let ids = read_only_ids(
        &[a.clone(), b.clone(), a, undated],
        Some("https://Example.org/x"),
    );
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 4);
    assert_eq!(ids[0], format!("{}-2", ids[2]));
    assert!(ids[3].starts_with("tag:example.org,2000:news/we-moved-"));
    assert_eq!(read_only_ids(&[b], Some("example.org")), ids[1..2]);
}

/// The lists that would be quadratic if anything were; sizes at which that
/// would be felt.
#[test]
fn hostile_lists_stay_cheap_and_whole() {
    const SIZE: usize = 4000;
    let same = |_: usize| item("2025-06", "Same words", &["/same"]);
    let numbered = |n: usize| item("2025-06", &format!("Same words {n}"), &["/same"]);
    let undated = |n: usize| item("", &format!("{n} same words"), &[]);
    let three_dates = |n: usize| {
        item(
            ["2025", "2025-01", "2025-01-01"][n % 3],
            &n.to_string(),
            &[],
        )
    };
    let lists: [&dyn Fn(usize) -> Item; 4] = [&same, &numbered, &undated, &three_dates];
    for list in lists {
        let mut items: Vec<Item> = (0..SIZE).map(list).collect();
        let first = seen(&items, &Ledger::default(), "2026-02-03T04:05:06Z");
        for item in items.iter_mut().step_by(2) {
            item.text.push_str(" edited");
        }
        let second = seen(&items, &first.ledger, "2026-02-04T04:05:06Z");
        assert_eq!(second.gone, 0, "{:?}", items[0]);
        assert!(
            second
                .entries
                .iter()
                .all(|entry| entry.change != Change::New)
        );
    }
}

#[test]
fn next_years_news_in_the_same_words_is_new() {
    let june = item("2025-06", "Two papers accepted at EMNLP.", &[]);
    let first = seen(
        std::slice::from_ref(&june),
        &Ledger::default(),
        "2025-12-04T10:00:00Z",
    );
    let october = item("2025-10", &june.text, &[]);
    for edited in [
        "Two papers accepted at EMNLP.",
        "Two papers acepted at EMNLP.",
    ] {
        let edited = item("2025-06", edited, &["https://a.example.org"]);
        let second = seen(
            &[october.clone(), edited],
            &first.ledger,
            "2025-12-05T10:00:00Z",
        );
        assert_eq!(changes(&second), [Change::New, Change::Edited]);
    }
}
