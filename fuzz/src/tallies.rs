//! Files of numbers: tallies, counts, the record of releases, and what others
//! export.

use site::{MemoryFiles, Problem, Source, decode};
use visitor_map::import::{self, Kind};
use visitor_map::publish::{Ledger, Raw, Terms, as_public, is_listed, publish};
use visitor_map::tally::Tally;
use visitor_map::{Counts, Window};

use super::check;

const KINDS: [Kind; 4] = [
    Kind::Tally,
    Kind::Cloudflare,
    Kind::GoatCounter,
    Kind::Matomo,
];
const WINDOWS: [&str; 2] = ["2026-10", "2026-W47"];

/// Reads a file as each of these; what is accepted is written and read again.
pub fn tallies(data: &[u8]) {
    merges(data);
    let (source, _) = decode("numbers", data);
    match Counts::parse(&source) {
        Ok(counts) => counts_again(&counts),
        Err(problems) => refused(data, &problems),
    }
    match Ledger::parse(&source) {
        Ok(ledger) => ledger_again(&ledger),
        Err(problems) => refused(data, &problems),
    }
    for (kind, window) in KINDS
        .into_iter()
        .flat_map(|kind| WINDOWS.map(|name| (kind, name)))
    {
        let Ok(window) = window.parse() else {
            panic!("{window} is no window");
        };
        match import::read(kind, &source, &window) {
            Ok(imported) => release(&imported.raw, window),
            Err(problems) => refused(data, &problems),
        }
    }
}

fn refused(data: &[u8], problems: &[Problem]) {
    assert!(!problems.is_empty(), "refused without a word");
    check::problems(&MemoryFiles::from([("numbers", data)]), problems);
}

// In any order, and together in any way, it is the same tally.
fn merges(data: &[u8]) {
    let lines = data
        .split(|byte| *byte == b'\n')
        .filter(|line| line.starts_with(b"{"));
    let tallies: Vec<Tally> = lines
        .filter_map(|line| Tally::from_json(line).ok())
        .take(3)
        .collect();
    for tally in &tallies {
        assert_eq!(
            Tally::from_json(tally.to_json().as_bytes()).as_ref(),
            Ok(tally)
        );
    }
    if let [a, b, c] = &tallies[..] {
        let merged = |a: Tally, b: &Tally| a.merge(b).ok();
        let ab = merged(a.clone(), b);
        assert_eq!(ab, merged(b.clone(), a));
        let left = ab.and_then(|ab| merged(ab, c));
        let right = merged(b.clone(), c).and_then(|bc| merged(a.clone(), &bc));
        assert_eq!(left, right);
    }
}

fn counts_again(counts: &Counts) {
    let read = Counts::parse(&Source::new("counts.json", counts.to_json()));
    assert_eq!(read.as_ref(), Ok(counts));
    assert!(counts.countries.values().all(|count| *count >= counts.k));
}

fn ledger_again(ledger: &Ledger) {
    let read = Ledger::parse(&Source::new("map.lock", ledger.to_json()));
    assert_eq!(read.as_ref(), Ok(ledger));
    ledger
        .releases()
        .iter()
        .for_each(|release| counts_again(&release.counts));
}

// What was counted can be published, once.
fn release(raw: &Raw, window: Window) {
    assert!(raw.countries.keys().all(is_listed));
    counts_again(&as_public(raw, window, 5, &Default::default()));
    let now = chrono::DateTime::UNIX_EPOCH + chrono::Days::new(30_000);
    let terms = Terms::new(window);
    let mut state = 1_u64;
    let mut random = |bytes: &mut [u8]| {
        for byte in bytes {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            *byte = state.to_be_bytes()[0];
        }
        Ok(())
    };
    match publish(raw, &terms, &Ledger::default(), now, &mut random) {
        Ok(first) => {
            counts_again(&first.counts);
            ledger_again(&first.ledger);
            let again = publish(raw, &terms, &first.ledger, now, &mut random);
            assert_eq!(again.map(|again| again.counts), Ok(first.counts));
        }
        Err(problem) => assert!(!problem.message.is_empty()),
    }
}
