//! A hundred thousand items, half of them edited, and lists that are hard on
//! purpose: `cargo bench -p news --bench ledger`.

use chrono::{DateTime, Utc};
use divan::Bencher;
use news::{Item, Ledger, Minting, PartialDate, identify};
use site::Source;

const SIZE: usize = 100_000;

fn main() {
    divan::main();
}

type Make = fn(usize) -> Item;

/// Twenty years of news, one word in three its own.
fn plausible(n: usize) -> Item {
    let own = n.wrapping_mul(2_654_435_761) % 1_000_003;
    let text = format!(
        "Our paper on topic{own} and method{} is accepted at venue{}, see you in city{own}!",
        n % 997,
        n % 11
    );
    item(n, text, format!("https://papers.example.org/abs/{own}"))
}

fn one_wording(n: usize) -> Item {
    item(
        0,
        format!("The same words every time, number {}", n % 10),
        "/same".to_owned(),
    )
}

fn identical(_: usize) -> Item {
    item(
        0,
        "The same words every time".to_owned(),
        "/same".to_owned(),
    )
}

fn item(n: usize, text: String, link: String) -> Item {
    let month = i32::try_from(n * 240 / SIZE).unwrap_or(0);
    Item {
        date: PartialDate::month(2024 - month / 12, 12 - (month % 12).unsigned_abs()),
        title: text.clone(),
        text,
        links: vec![link],
        ..Item::default()
    }
}

fn at(time: &str) -> Minting<'static> {
    let now: DateTime<Utc> = time.parse().unwrap_or_default();
    Minting {
        authority: "example.org",
        now,
    }
}

fn known(make: Make) -> (Vec<Item>, Ledger) {
    let items: Vec<Item> = (0..SIZE).map(make).collect();
    let seen = identify(&items, &Ledger::default(), &at("2026-01-01T00:00:00Z"));
    (items, seen.ledger)
}

#[divan::bench(args = [("plausible", plausible as Make), ("one wording", one_wording), ("identical", identical)], sample_count = 5)]
fn half_edited(bencher: Bencher, (_, make): (&str, Make)) {
    let (mut items, ledger) = known(make);
    for item in items.iter_mut().step_by(2) {
        item.text = item
            .text
            .replacen("the ", "teh ", 1)
            .replacen("accepted", "acepted now", 1)
            + " edited";
    }
    bencher.bench_local(|| identify(&items, &ledger, &at("2026-02-01T00:00:00Z")));
}

#[divan::bench(sample_count = 5)]
fn minted(bencher: Bencher) {
    let items: Vec<Item> = (0..SIZE).map(plausible).collect();
    bencher.bench_local(|| identify(&items, &Ledger::default(), &at("2026-01-01T00:00:00Z")));
}

#[divan::bench(sample_count = 5)]
fn unchanged(bencher: Bencher) {
    let (items, ledger) = known(plausible);
    bencher.bench_local(|| identify(&items, &ledger, &at("2026-02-01T00:00:00Z")));
}

#[divan::bench(sample_count = 5)]
fn written(bencher: Bencher) {
    let (_, ledger) = known(plausible);
    bencher.bench_local(|| ledger.render());
}

#[divan::bench(sample_count = 5)]
fn read(bencher: Bencher) {
    let file = Source::new("news.lock", known(plausible).1.render());
    bencher.bench_local(|| Ledger::parse(&file));
}
