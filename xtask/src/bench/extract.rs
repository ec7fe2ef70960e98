//! Extraction alone, in memory and on one core: text in, items out.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::Result;
use site::Source;

use super::median_and_least;
use super::pages::{self, FORMS, Form};

const ROUNDS: usize = 5;

// What home pages usually have, by the number of pages and of items on each;
// then one list as long as a page of ten megabytes.
const MANY: (u32, u32) = (2_000, 20);
const LONG: (u32, u32) = (1, 60_000);

/// Measures every form of list and prints a table.
pub(super) fn run() -> Result<()> {
    println!("Extraction over generated pages, one core, {ROUNDS} rounds:\n");
    println!("| form | pages | items on each | found | MB | median ms | least ms | MB/s |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    for (pages, items) in [MANY, LONG] {
        for &form in FORMS {
            row(form, pages, items);
        }
    }
    println!();
    Ok(())
}

fn row(form: Form, pages: u32, items: u32) {
    let sources: Vec<_> = (0..pages)
        .map(|number| Source::new(form.path(), pages::page(form, items, number.into())))
        .collect();
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let mut found = 0;
    let mut times: Vec<_> = (0..ROUNDS).map(|_| timed(&sources, &mut found)).collect();
    let (median, least) = median_and_least(&mut times);
    let megabytes = bytes as f64 / 1e6;
    // A speed counts only where everything was found.
    let found = 100.0 * found as f64 / (f64::from(pages) * f64::from(items));
    // Other programs can only slow a round down, so the least says most.
    let speed = megabytes / (least / 1e3);
    let sizes = format!("{form:?} | {pages} | {items} | {found:.0} % | {megabytes:.1}");
    println!("| {sizes} | {median:.0} | {least:.0} | {speed:.1} |");
}

fn timed(sources: &[Source], found: &mut usize) -> Duration {
    let options = news::Options::default();
    let start = Instant::now();
    *found = sources
        .iter()
        .map(|source| news::extract(black_box(source), 0, &options).items.len())
        .sum();
    start.elapsed()
}
