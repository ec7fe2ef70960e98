//! Whole processes on a copy of the home page, as a person starts them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::median_and_least;
use crate::tools::{self, remove};

const ROUNDS: usize = 31;

/// One way to start the program. The rounds alternate between all of them, so
/// that a slow moment of the machine falls on each alike.
struct Case {
    name: &'static str,
    arguments: &'static [&'static str],
    /// Whether each run begins with neither ledger nor output.
    fresh: bool,
}

const CASES: &[Case] = &[
    Case {
        name: "start and end (`--version`)",
        arguments: &["--version"],
        fresh: false,
    },
    Case {
        name: "first `feed`: no ledger, no output yet",
        arguments: FEED,
        fresh: true,
    },
    Case {
        name: "`feed` again, nothing changed",
        arguments: FEED,
        fresh: false,
    },
    Case {
        name: "`news`",
        arguments: &["news", "site"],
        fresh: false,
    },
];

// The clock is fixed, so that every run does the same work.
const FEED: &[&str] = &[
    "feed",
    "--site",
    "site",
    "--out",
    "dist",
    "--base-url",
    "https://example.org",
    "--title",
    "A title",
    "--author",
    "An Author",
    "--now",
    "2031-03-10T08:30:00Z",
];

/// Measures every case and prints a table.
pub(super) fn run() -> Result<()> {
    remove(&folder())?;
    let times = measure()?;
    println!("The whole process on `content/`, {ROUNDS} alternating runs, release build:\n");
    println!("| run | median ms | least ms | peak MB |");
    println!("|---|---:|---:|---:|");
    for (case, mut times) in CASES.iter().zip(times) {
        let (median, least) = median_and_least(&mut times);
        let peak = peak_memory(case)?.map_or("absent".to_owned(), |mb| format!("{mb:.1}"));
        println!("| {} | {median:.1} | {least:.1} | {peak} |", case.name);
    }
    println!();
    Ok(())
}

// The times of each case; the first round only warms the caches up.
fn measure() -> Result<Vec<Vec<Duration>>> {
    let mut times = vec![Vec::with_capacity(ROUNDS); CASES.len()];
    for round in 0..=ROUNDS {
        for (case, times) in CASES.iter().zip(&mut times) {
            let wall = wall(case)?;
            if round > 0 {
                times.push(wall);
            }
        }
    }
    Ok(times)
}

fn wall(case: &Case) -> Result<Duration> {
    let folder = prepare(case)?;
    let mut command = Command::new(tools::xtask()?);
    let start = Instant::now();
    quiet(command.args(case.arguments), &folder)?;
    Ok(start.elapsed())
}

/// The most memory that one run held, in MB of 10^6 bytes, as GNU time tells
/// it; `None` where there is no GNU time.
fn peak_memory(case: &Case) -> Result<Option<f64>> {
    let time = Path::new("/usr/bin/time");
    if !time.is_file() {
        return Ok(None);
    }
    let folder = prepare(case)?;
    let mut command = Command::new(time);
    command
        .args(["-f", "%M", "-o", "peak"])
        .arg(tools::xtask()?);
    quiet(command.args(case.arguments), &folder)?;
    let told = std::fs::read_to_string(folder.join("peak")).unwrap_or_default();
    let kibibytes: Option<f64> = told.trim().parse().ok();
    Ok(kibibytes.map(|kibibytes| kibibytes * 1024.0 / 1e6))
}

fn folder() -> PathBuf {
    tools::root().join("target/bench")
}

// Where a case runs, with the site in it.
fn prepare(case: &Case) -> Result<PathBuf> {
    let folder = folder().join(if case.fresh { "fresh" } else { "kept" });
    if case.fresh {
        remove(&folder)?;
    }
    let site = folder.join("site");
    if !site.exists() {
        tools::copy_folder(&tools::root().join("content"), &site)?;
    }
    Ok(folder)
}

fn quiet(command: &mut Command, folder: &Path) -> Result<()> {
    let output = command
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run {}", command.get_program().to_string_lossy()))?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "a measured run ended with {}: {told}",
        output.status
    );
    Ok(())
}
