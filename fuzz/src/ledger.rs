//! The ledger of News items: read, written, and kept through another run.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, Utc};
use news::{Change, Item, Ledger, Minting, Options, extract, identify};
use site::{Source, decode, front_matter};

use super::{archive, check};

/// Reads the `news.lock` of a site, and takes up the items of its `index.md`.
pub fn ledger(data: &[u8]) {
    let files = archive::files(data);
    let bytes = |path: &str| files.0.get(path).cloned().unwrap_or_default();
    let (lock, _) = decode("news.lock", &bytes("news.lock"));
    let ledger = match Ledger::parse(&lock) {
        Ok(ledger) => ledger,
        Err(problem) if lock.text.is_empty() => {
            assert!(!problem.code.is_empty());
            Ledger::default()
        }
        Err(problem) => return check::problems(&files, &[problem]),
    };
    written(&ledger);
    let (page, _) = decode("index.md", &bytes("index.md"));
    let (front, _) = front_matter::split(&page);
    let options = Options {
        whole: true,
        ..Options::default()
    };
    run(&extract(&page, front.body_start, &options).items, &ledger);
    run(&of_records(&ledger), &ledger);
}

fn written(ledger: &Ledger) {
    let text = ledger.render();
    assert_eq!(
        Ledger::parse(&Source::new("news.lock", &*text)).as_ref(),
        Ok(ledger)
    );
}

// The items that the ledger itself tells of: each must be known again.
fn of_records(ledger: &Ledger) -> Vec<Item> {
    let records = ledger.records().iter().filter(|record| !record.gone);
    let items = records.map(|record| Item {
        date: record.date,
        title: record.text.clone(),
        text: record.text.clone(),
        links: record.links.clone(),
        anchor: record.anchor.clone(),
        ..Item::default()
    });
    items.collect()
}

// No id is lost or there twice, and a second run later changes nothing.
fn run(items: &[Item], ledger: &Ledger) {
    let now = DateTime::UNIX_EPOCH + Days::new(20_000);
    let minting = |now: DateTime<Utc>| Minting {
        authority: "example.org",
        now,
    };
    let first = identify(items, ledger, &minting(now));
    let ids: BTreeSet<&str> = first
        .ledger
        .records()
        .iter()
        .map(|record| &*record.id)
        .collect();
    assert_eq!(
        ids.len(),
        first.ledger.records().len(),
        "an id is there twice"
    );
    for record in ledger.records() {
        assert!(ids.contains(&*record.id), "{} is lost", record.id);
    }
    let entries: BTreeSet<&str> = first.entries.iter().map(|entry| &*entry.id).collect();
    assert_eq!(entries.len(), items.len(), "two items have one id");
    written(&first.ledger);
    let second = identify(items, &first.ledger, &minting(now + Days::new(400)));
    assert_eq!(
        second.ledger, first.ledger,
        "a second run changes the ledger"
    );
    // Which of two twins is which may change, as nothing tells them apart.
    let kept = second.entries.iter().map(|entry| entry.change);
    assert!(kept.into_iter().all(|change| change == Change::Kept));
}
