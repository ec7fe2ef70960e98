//! The country tally of an access log, plain and packed, beside GoAccess over
//! the same file, and beside what no tally can beat: `wc -l`, and unpacking
//! alone. GoAccess makes all of its panels in that time, and knows no country
//! without a database: compare the tally alone.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use chrono::DateTime;

use crate::tools;

/// How large the log is, in MB of 10^6 bytes.
const SIZE: &str = "BENCH_LOGS_MB";
const DEFAULT_SIZE: u64 = 1000;
const ROUNDS: usize = 3;

const BROWSERS: &str = include_str!("../../../crates/visitor-map/tests/data/browsers.txt");
const CRAWLERS: &str = include_str!("../../../crates/visitor-map/tests/data/crawlers.txt");

/// One way to go through the log.
struct Program {
    name: &'static str,
    /// What must be there for it.
    needs: &'static [&'static str],
    /// GoAccess takes minutes, and is measured once.
    rounds: usize,
    arguments: Vec<String>,
}

/// What one run took.
#[derive(Clone, Copy)]
struct Run {
    wall: f64,
    cpu: f64,
    peak: f64,
}

/// Measures every program that is there and prints a table.
pub(super) fn run() -> Result<()> {
    let megabytes = match std::env::var(SIZE) {
        Ok(size) => size
            .parse()
            .with_context(|| format!("{SIZE} is `{size}`"))?,
        Err(_) => DEFAULT_SIZE,
    };
    let log = folder().join("access.log");
    let lines = generate(&log, megabytes * 1_000_000)?;
    pack(&log)?;
    println!("{megabytes} MB of combined log, {lines} lines; medians of {ROUNDS} rounds,");
    println!("GoAccess of one; MB/s are of what is unpacked:\n");
    println!("| program | wall s | MB/s | to ours | CPU s | to ours | peak MB |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    let programs = programs(&log)?;
    let mut runs = vec![Vec::new(); programs.len()];
    for round in 0..ROUNDS {
        for (program, runs) in programs.iter().zip(&mut runs) {
            let is_there = |needed: &&str| tools::find(needed).is_some();
            if round < program.rounds && program.needs.iter().all(is_there) {
                runs.push(measure(&program.arguments)?);
            }
        }
    }
    let ours = Run::median(&runs[0]);
    for (program, runs) in programs.iter().zip(&runs) {
        row(program.name, runs, megabytes as f64, ours);
    }
    println!();
    tools::remove(&folder())
}

// On a machine that others use, too, the processor's time says more than the
// clock on the wall.
fn row(name: &str, runs: &[Run], megabytes: f64, ours: Run) {
    if runs.is_empty() {
        println!("| {name} | absent | | | | | |");
        return;
    }
    let Run { wall, cpu, peak } = Run::median(runs);
    let speed = megabytes / wall;
    let (longer, dearer) = (wall / ours.wall, cpu / ours.cpu);
    println!(
        "| {name} | {wall:.2} | {speed:.0} | {longer:.2} | {cpu:.2} | {dearer:.2} | {peak:.1} |"
    );
}

impl Run {
    fn median(runs: &[Run]) -> Run {
        let of = |part: fn(&Run) -> f64| {
            let mut values: Vec<_> = runs.iter().map(part).collect();
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
        };
        Run {
            wall: of(|run| run.wall),
            cpu: of(|run| run.cpu),
            peak: of(|run| run.peak),
        }
    }
}

// Packed as logrotate has it done; what cannot be is not measured.
fn pack(log: &Path) -> Result<()> {
    for (program, arguments) in [("gzip", &["-kf"][..]), ("zstd", &["-kfq"])] {
        if tools::find(program).is_some() {
            let status = Command::new(program).args(arguments).arg(log).status();
            let status = status.with_context(|| format!("cannot run {program}"))?;
            ensure!(status.success(), "{program} ended with {status}");
        }
    }
    Ok(())
}

fn programs(log: &Path) -> Result<Vec<Program>> {
    let log = log.display().to_string();
    let [gzip, zstd] = ["gz", "zst"].map(|kind| format!("{log}.{kind}"));
    let ours = tools::xtask()?.display().to_string();
    let report = folder().join("report.json").display().to_string();
    let program = |name, needs, words: &[&str]| Program {
        name,
        needs,
        rounds: ROUNDS,
        arguments: words.iter().map(|word| (*word).to_owned()).collect(),
    };
    let tally = |name, needs, log: &str| {
        program(name, needs, &[&ours, "tally", "--quiet", "--partial", log])
    };
    Ok(vec![
        tally("`cargo xtask tally`", &[], &log),
        tally("the same, gzip", &["gzip"], &gzip),
        tally("the same, zstd", &["zstd"], &zstd),
        program("`wc -l`", &["wc"], &["wc", "-l", &log]),
        program("`gzip -dc`", &["gzip"], &["gzip", "-dc", &gzip]),
        program("`zstd -dc`", &["zstd"], &["zstd", "-dcq", &zstd]),
        Program {
            rounds: 1,
            ..program(
                "GoAccess, to JSON",
                &["goaccess"],
                &[
                    "goaccess",
                    &log,
                    "--log-format=COMBINED",
                    "--no-global-config",
                    "--no-progress",
                    "-o",
                    &report,
                ],
            )
        },
    ])
}

// GNU time tells what a process took and held, where it is there.
fn measure(arguments: &[String]) -> Result<Run> {
    let told = folder().join("time");
    let gnu = Path::new("/usr/bin/time");
    let mut command = match gnu.is_file() {
        true => {
            let mut command = Command::new(gnu);
            command
                .args(["-f", "%U %S %M", "-o"])
                .arg(&told)
                .args(arguments);
            command
        }
        false => {
            let mut command = Command::new(&arguments[0]);
            command.args(&arguments[1..]);
            command
        }
    };
    let command = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let start = Instant::now();
    let status = command
        .status()
        .with_context(|| format!("cannot run {}", arguments[0]))?;
    let wall = start.elapsed().as_secs_f64();
    ensure!(status.success(), "{} ended with {status}", arguments[0]);
    let told = fs::read_to_string(&told).unwrap_or_default();
    let numbers: Vec<f64> = told.split_whitespace().flat_map(str::parse).collect();
    let [user, system, kibibytes] = numbers[..] else {
        return Ok(Run {
            wall,
            cpu: f64::NAN,
            peak: f64::NAN,
        });
    };
    Ok(Run {
        wall,
        cpu: user + system,
        peak: kibibytes * 1024.0 / 1e6,
    })
}

fn folder() -> PathBuf {
    tools::root().join("target/bench/logs")
}

/// Writes a log of a month: the same bytes each time.
fn generate(path: &Path, bytes: u64) -> Result<u64> {
    fs::create_dir_all(folder())?;
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let names = |text: &'static str| -> Vec<&str> {
        text.lines()
            .filter(|line| !line.starts_with('#') && !line.contains('"'))
            .collect()
    };
    let mut world = World {
        random: Random(1),
        browsers: names(BROWSERS),
        crawlers: names(CRAWLERS),
        // As many as the logs have that were measured before: 740 in a MB.
        visitors: (bytes / 1_000_000).max(1) * 740,
    };
    // Some 200 bytes a line, spread over October 2030.
    let all = bytes / 200;
    let (mut written, mut lines) = (0, 0);
    while written < bytes {
        let second = 1_917_043_200 + (lines * 2_678_400 / all.max(1)).min(2_678_399);
        let line = world.line(second as i64);
        file.write_all(line.as_bytes())?;
        written += line.len() as u64;
        lines += 1;
    }
    file.flush()?;
    Ok(lines)
}

struct World {
    random: Random,
    browsers: Vec<&'static str>,
    crawlers: Vec<&'static str>,
    visitors: u64,
}

impl World {
    fn line(&mut self, second: i64) -> String {
        let visitor = self.random.below(self.visitors);
        // What a visitor is follows from the number, so that it stays the same.
        let mut own = Random(visitor);
        let bits = own.next();
        let [a, b, c, d, ..] = bits.to_le_bytes();
        // Nothing private, shared or reserved begins like this.
        let address = format!("{}.{b}.{c}.{d}", 11 + u32::from(a) % 89);
        let agent = match own.below(100) {
            0..15 => self.crawlers[own.below(self.crawlers.len() as u64) as usize],
            _ => self.browsers[own.below(self.browsers.len() as u64) as usize],
        };
        let page = self.random.below(500);
        let path = match self.random.below(10) {
            0..4 => format!("/assets/style-{page}.css"),
            4..6 => format!("/images/photo-{page}.jpg"),
            _ => format!("/talks/{page}/"),
        };
        let status =
            [200, 200, 200, 200, 200, 200, 304, 304, 301, 404][self.random.below(10) as usize];
        let size = self.random.below(50_000);
        let time = DateTime::from_timestamp(second, 0).unwrap_or_default();
        let time = time.format("%d/%b/%Y:%H:%M:%S");
        format!(
            "{address} - - [{time} +0000] \"GET {path} HTTP/1.1\" {status} {size} \"https://example.org/\" \"{agent}\"\n"
        )
    }
}

/// SplitMix64: numbers that look like chance and are the same each time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }
}
