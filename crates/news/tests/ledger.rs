//! The ledger over the life of a list: what authors do to it, and what must
//! not happen to its ids and stamps.

mod lists;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
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
    if std::env::var("SHOW").is_ok() && errors(&list, &second, &ids) != Errors::default() {
        println!("--- seed {seed} {edits:?}");
        for (known, entry) in list.iter().zip(&second.entries) {
            let old = ids.get(&known.who);
            if entry.change != Change::Kept || old != Some(&entry.id) {
                println!(
                    "{:?} {:?} {} {:?} old={:?} got={}",
                    entry.change,
                    known.item.date.map(|d| d.to_string()),
                    known.item.text,
                    known.item.links,
                    old,
                    entry.id
                );
            }
        }
        for r in second.ledger.records() {
            if r.gone {
                println!("GONE {} {} {:?}", r.id, r.text, r.links);
            }
        }
    }
    errors(&list, &second, &ids)
}

fn errors(list: &[Known], seen: &Identified, ids: &BTreeMap<usize, String>) -> Errors {
    let mut errors = Errors::default();
    for (known, entry) in list.iter().zip(&seen.entries) {
        match ids.get(&known.who) {
            Some(id) if *id != entry.id => errors.false_new += 1,
            None if entry.change != Change::New => errors.false_match += 1,
            _ => {}
        }
    }
    errors
}

/// Prints the error rates of combined edits: `cargo test -p news --test ledger
/// rates -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, not a test"]
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
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_edit_costs_no_id(seed: u64, length in 3..60_usize, edit in prop::sample::select(&EDITS[..])) {
        prop_assert_eq!(replay(seed, length, &[edit]), Errors::default());
    }
}
