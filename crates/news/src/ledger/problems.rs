//! What the author should know, and how to settle it.

use std::collections::BTreeMap;

use site::{Problem, Severity};

use super::matching::Doubt;
use super::{Ledger, Minting, mint, stamps};
use crate::Item;

/// What is doubtful about items before they are matched to any ledger:
/// `future-date`, `duplicate-anchor` and `bad-authority`, as
/// [`identify`](crate::identify) finds them, in much less time.
///
/// ```
/// use news::{Item, Minting, PartialDate};
///
/// let item = Item { date: PartialDate::year(2040), text: "A talk".into(), ..Item::default() };
/// let minting = Minting { authority: "example.org", now: "2030-02-01T08:00:00Z".parse().unwrap() };
/// assert_eq!(news::item_problems(&[item], &minting)[0].code, "future-date");
/// ```
pub fn item_problems(items: &[Item], minting: &Minting) -> Vec<Problem> {
    all(items, &Ledger::default(), &[], minting)
}

pub(super) fn all(
    items: &[Item],
    ledger: &Ledger,
    doubts: &[Doubt],
    minting: &Minting,
) -> Vec<Problem> {
    let mut problems: Vec<Problem> = items
        .iter()
        .filter_map(|item| future_date(item, minting))
        .collect();
    problems.extend(duplicate_anchors(items));
    problems.extend(bad_authority(minting.authority));
    problems.extend(doubts.iter().map(|doubt| doubtful(doubt, items, ledger)));
    problems.sort();
    problems
}

fn future_date(item: &Item, minting: &Minting) -> Option<Problem> {
    let date = item
        .date
        .filter(|&date| stamps::is_to_come(date, minting.now))?;
    let what = format!(
        "this item is dated in the future, {date}: it is published as of the day it was first seen"
    );
    let help = "correct the date, or leave it if the day is still to come";
    Some(
        item.problem(Severity::Warning, "future-date", what)
            .help(help),
    )
}

fn duplicate_anchors(items: &[Item]) -> Vec<Problem> {
    let mut first: BTreeMap<&str, &Item> = BTreeMap::new();
    let mut problems = Vec::new();
    for item in items {
        let Some(anchor) = item.anchor.as_deref().filter(|anchor| !anchor.is_empty()) else {
            continue;
        };
        let owner = *first.entry(anchor).or_insert(item);
        if !std::ptr::eq(owner, item) {
            let what = format!("the id {anchor:?} already belongs to {}", place(owner));
            let help = "give this item an id of its own, or none";
            problems.push(
                item.problem(Severity::Warning, "duplicate-anchor", what)
                    .help(help),
            );
        }
    }
    problems
}

fn bad_authority(authority: &str) -> Option<Problem> {
    if mint::authority_of(authority).is_some() {
        return None;
    }
    let what = format!("{authority:?} is no DNS name, so new ids cannot be the site's own");
    let help = "give a base URL whose host is written in ASCII letters, digits, hyphens and dots";
    Some(Problem::in_file("bad-authority", "", what).help(help))
}

fn doubtful(doubt: &Doubt, items: &[Item], ledger: &Ledger) -> Problem {
    match *doubt {
        Doubt::TwoItems {
            chosen,
            other,
            record,
        } => two_items(&items[chosen], &items[other], record, ledger),
        Doubt::TwoRecords {
            item,
            chosen,
            other,
        } => two_records(&items[item], chosen, other, ledger),
        Doubt::Guess { item, record } => guess(&items[item], record, ledger),
    }
}

fn two_items(chosen: &Item, other: &Item, record: usize, ledger: &Ledger) -> Problem {
    let id = &ledger.records[record].id;
    let what = format!(
        "this item ({}) and the one in {} ({}) are equally like {id} as it was; this one keeps that id",
        quoted(chosen),
        place(other),
        quoted(other),
    );
    let help = format!(
        "if it is the other, restore the ledger, write {} on the other and run again",
        own_id(id)
    );
    chosen
        .problem(Severity::Warning, "identity-tie", what)
        .help(help)
}

fn two_records(item: &Item, chosen: usize, other: usize, ledger: &Ledger) -> Problem {
    let (chosen, other) = (&ledger.records[chosen].id, &ledger.records[other].id);
    let what = format!(
        "this item ({}) is equally like {chosen} and {other} as they were; it keeps {chosen}",
        quoted(item),
    );
    let help = format!(
        "if it is the other, restore the ledger, write {} on it and run again",
        own_id(other)
    );
    item.problem(Severity::Warning, "identity-tie", what)
        .help(help)
}

fn guess(item: &Item, record: usize, ledger: &Ledger) -> Problem {
    let id = &ledger.records[record].id;
    let what = format!(
        "this item ({}) is taken for {id}, rewritten, because it stands in its place",
        quoted(item)
    );
    let help = "if it is news of its own, restore the ledger, write an id such as {: #new} on it and run again";
    item.problem(Severity::Note, "identity-guess", what)
        .help(help)
}

fn own_id(id: &str) -> String {
    format!("{{: #{}}}", mint::slug_of_id(id))
}

fn place(item: &Item) -> String {
    format!("{}:{}", item.file, item.line)
}

fn quoted(item: &Item) -> String {
    let words = if item.title.is_empty() {
        &item.text
    } else {
        &item.title
    };
    format!("{:?}", words.chars().take(40).collect::<String>())
}
