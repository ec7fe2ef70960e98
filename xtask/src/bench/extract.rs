//! Extraction alone, in memory and on one core: text in, items out.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::Result;
use site::Source;

use super::median_and_least;
use super::pages::{self, FORMS, Form};

const ROUNDS: usize = 3;

// What home pages usually have, by the number of pages and of items on each:
// more than ten thousand pages in all. Then one list as long as nobody's.
const MANY: (u32, u32) = (850, 20);
const LONG: (u32, u32) = (1, 100_000);

/// Measures every form of list, many short pages and one long, and prints a
/// table.
pub(super) fn run() -> Result<()> {
    println!("Extraction over generated pages, one core, {ROUNDS} rounds:\n");
    println!("| form | pages | items on each | found | MB | median ms | least ms | MB/s |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    for (pages, items) in [MANY, LONG] {
        let measured: Vec<Measured> = FORMS.iter().map(|form| row(form, pages, items)).collect();
        let bytes: f64 = measured.iter().map(|one| one.megabytes).sum();
        let least: f64 = measured.iter().map(|one| one.least).sum();
        let median: f64 = measured.iter().map(|one| one.median).sum();
        let pages = pages as usize * FORMS.len();
        let speed = bytes / (least / 1e3);
        println!(
            "| all | {pages} | {items} | | {bytes:.1} | {median:.0} | {least:.0} | {speed:.1} |"
        );
    }
    println!();
    Ok(())
}

/// Measures every form of list at twice, four times and eight times a size, and
/// prints a table: where the time of a doubling is more than about twice, the
/// work is not linear.
pub(super) fn scale() -> Result<()> {
    println!("Extraction from one page, one core, the least of {ROUNDS} rounds in ms:\n");
    println!("| form | 1 MB | 2 MB | 4 MB | 8 MB | largest ratio of a doubling |");
    println!("|---|---:|---:|---:|---:|---:|");
    for form in FORMS {
        let sample = pages::page(form, 1000, 0).len();
        let in_a_megabyte = 1_000_000_000 / sample;
        let times = [1, 2, 4, 8].map(|megabytes| {
            let items = u32::try_from(in_a_megabyte * megabytes).unwrap_or(u32::MAX);
            measured(form, 1, items).least
        });
        let ratios = times.windows(2).map(|pair| pair[1] / pair[0]);
        let largest = ratios.fold(0.0, f64::max);
        let times = times.map(|time| format!("{time:.0}")).join(" | ");
        println!("| {} | {times} | {largest:.1} |", form.name);
    }
    println!();
    Ok(())
}

/// What was found, in percent, in how many megabytes, in how many milliseconds.
struct Measured {
    found: f64,
    megabytes: f64,
    median: f64,
    least: f64,
}

fn row(form: &Form, pages: u32, items: u32) -> Measured {
    let one = measured(form, pages, items);
    // Other programs can only slow a round down, so the least says most.
    let speed = one.megabytes / (one.least / 1e3);
    let sizes = format!("{} | {pages} | {items}", form.name);
    let found = format!("{:.0} % | {:.1}", one.found, one.megabytes);
    println!(
        "| {sizes} | {found} | {:.0} | {:.0} | {speed:.1} |",
        one.median, one.least
    );
    one
}

fn measured(form: &Form, pages: u32, items: u32) -> Measured {
    let sources: Vec<_> = (0..pages)
        .map(|number| Source::new(form.path, pages::page(form, items, number.into())))
        .collect();
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let mut found = 0;
    let mut times: Vec<_> = (0..ROUNDS).map(|_| timed(&sources, &mut found)).collect();
    let (median, least) = median_and_least(&mut times);
    Measured {
        // A speed counts only where everything was found.
        found: 100.0 * found as f64 / (f64::from(pages) * f64::from(items)),
        megabytes: bytes as f64 / 1e6,
        median,
        least,
    }
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
