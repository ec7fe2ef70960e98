//! A sitemap of ten million addresses, beside a plain buffered writer of the
//! same bytes: what do escaping, checking and splitting cost, and does memory
//! stay where it is?

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use chrono::{Days, NaiveDate};
use flate2::Compression;
use flate2::write::GzEncoder;
use sitemap::{Entry, Limits, Options, Order, Store};

use crate::tools;

const ADDRESSES: u32 = 10_000_000;
const ROUNDS: usize = 3;

/// Tells a process that it measures one writer, and which. A process for each,
/// because its peak of memory is what is asked for.
const CASE: &str = "BENCH_SITEMAPS_CASE";

/// The writers, each after the plain one that it is compared with.
const CASES: &[&str] = &["plain", "sitemap", "plain, gzip", "sitemap, gzip"];

/// Measures every writer and prints a table.
pub(super) fn run() -> Result<()> {
    if let Ok(case) = std::env::var(CASE) {
        return measure(&case);
    }
    println!("{ADDRESSES} addresses, {ROUNDS} alternating rounds:\n");
    println!("| writer | MB | least s | to plain, least | median | peak MB |");
    println!("|---|---:|---:|---:|---:|---:|");
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let round: Result<Vec<_>> = CASES.iter().map(|case| child(case)).collect();
        rounds.push(round?);
    }
    for (at, case) in CASES.iter().enumerate() {
        row(case, at, &rounds);
    }
    println!();
    tools::remove(&folder())
}

/// What a process has measured of itself.
#[derive(Clone, Copy)]
struct Measured {
    seconds: f64,
    bytes: u64,
    peak: f64,
}

fn row(case: &str, at: usize, rounds: &[Vec<Measured>]) {
    // The plain writer stands before the other one of the same kind.
    let plain = at / 2 * 2;
    let seconds = |at: usize| rounds.iter().map(move |round| round[at].seconds);
    let least = |at: usize| seconds(at).fold(f64::INFINITY, f64::min);
    // Within a round both ran in the same minute of the machine.
    let mut ratios: Vec<_> = seconds(at)
        .zip(seconds(plain))
        .map(|(a, b)| a / b)
        .collect();
    ratios.sort_by(f64::total_cmp);
    let median = ratios[ratios.len() / 2];
    let peak = rounds
        .iter()
        .map(|round| round[at].peak)
        .fold(0.0, f64::max);
    let megabytes = rounds[0][at].bytes as f64 / 1e6;
    let (fastest, ratio) = (least(at), least(at) / least(plain));
    println!("| {case} | {megabytes:.0} | {fastest:.2} | {ratio:.2} | {median:.2} | {peak:.1} |");
}

fn child(case: &str) -> Result<Measured> {
    let output = Command::new(tools::xtask()?)
        .args(["bench", "sitemaps"])
        .env(CASE, case)
        .output()
        .context("cannot run this program again")?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "{case} ended with {}: {told}",
        output.status
    );
    let told = String::from_utf8(output.stdout)?;
    let numbers: Result<Vec<f64>, _> = told.split_whitespace().map(str::parse).collect();
    let [seconds, bytes, peak] = numbers?[..] else {
        bail!("{case} told `{told}`");
    };
    Ok(Measured {
        seconds,
        bytes: bytes as u64,
        peak,
    })
}

// Prints seconds, bytes of XML, and the peak of memory in MB.
fn measure(case: &str) -> Result<()> {
    tools::remove(&folder())?;
    fs::create_dir_all(folder())?;
    let gzip = case.ends_with("gzip");
    let start = Instant::now();
    let bytes = match case.starts_with("plain") {
        true => write_plainly(gzip)?,
        false => write_sitemap(gzip)?,
    };
    let seconds = start.elapsed().as_secs_f64();
    println!("{seconds} {bytes} {}", peak());
    Ok(())
}

/// The most memory this process ever held, in MB of 10^6 bytes; not a number
/// where the system does not tell it.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kibibytes.map_or(f64::NAN, |kibibytes| kibibytes * 1024.0 / 1e6)
}

/// The parts of an address, which ascend with its number.
struct Address {
    section: u32,
    page: u32,
    /// Anything that looks like the end of a name (Knuth's multiplier).
    tail: u32,
    day: NaiveDate,
}

fn address(number: u32) -> Address {
    let tail = number.wrapping_mul(2_654_435_761);
    let days = Days::new(u64::from(tail % 5000));
    let first = NaiveDate::from_ymd_opt(2015, 1, 1).unwrap_or_default();
    Address {
        section: number / 1000,
        page: number % 1000,
        tail,
        day: first.checked_add_days(days).unwrap_or(first),
    }
}

fn write_sitemap(gzip: bool) -> Result<u64> {
    let mut options =
        Options::new("https://example.org/").map_err(|problem| anyhow::anyhow!("{problem}"))?;
    options.gzip = gzip;
    options.order = Order::Sorted;
    let entries = (0..ADDRESSES).map(|number| {
        let Address {
            section,
            page,
            tail,
            day,
        } = address(number);
        let loc =
            format!("https://example.org/section-{section:05}/page-{page:03}-{tail:08x}.html");
        Entry {
            lastmod: Some(day),
            ..Entry::new(loc)
        }
    });
    let mut folder = Folder { gzip };
    let summary = sitemap::write(&options, entries, [], &mut folder)?;
    ensure!(summary.problems.is_empty(), "{}", summary.problems[0]);
    // The index is left out: the plain writer makes none.
    let parts = summary
        .files
        .iter()
        .filter(|file| file.name != "sitemap.xml");
    let parts = parts.filter(|file| file.name != "sitemap.xml.gz");
    Ok(parts.map(|file| file.bytes as u64).sum())
}

fn write_plainly(gzip: bool) -> Result<u64> {
    let mut folder = Folder { gzip };
    let mut bytes = 0;
    for part in 0..ADDRESSES.div_ceil(Limits::PROTOCOL.addresses as u32) {
        let mut file = BufWriter::with_capacity(64 << 10, Counted(folder.create()?, 0));
        file.write_all(HEAD)?;
        let first = part * Limits::PROTOCOL.addresses as u32;
        for number in first..(first + Limits::PROTOCOL.addresses as u32).min(ADDRESSES) {
            let Address {
                section,
                page,
                tail,
                day,
            } = address(number);
            writeln!(
                file,
                "<url><loc>https://example.org/section-{section:05}/page-{page:03}-{tail:08x}.html</loc><lastmod>{day}</lastmod></url>"
            )?;
        }
        file.write_all(b"</urlset>\n")?;
        let Counted(file, written) = file.into_inner().map_err(|error| error.into_error())?;
        bytes += written;
        folder.keep(file, &format!("sitemap-{}.xml", part + 1))?;
    }
    Ok(bytes)
}

const HEAD: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<!-- sitemap by home-page plugins -->
<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">
";

/// A writer that counts.
struct Counted<W>(W, u64);

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.0.write(bytes)?;
        self.1 += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn folder() -> PathBuf {
    tools::root().join("target/bench/sitemaps")
}

/// Files of a folder, compressed or not.
struct Folder {
    gzip: bool,
}

enum Part {
    Raw(File),
    Gzip(Box<GzEncoder<File>>),
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Part::Raw(file) => file.write(bytes),
            Part::Gzip(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Part::Raw(file) => file.flush(),
            Part::Gzip(file) => file.flush(),
        }
    }
}

impl Store for Folder {
    type File = Part;

    fn create(&mut self) -> io::Result<Part> {
        let file = File::create(temporary())?;
        Ok(match self.gzip {
            true => Part::Gzip(Box::new(GzEncoder::new(file, Compression::default()))),
            false => Part::Raw(file),
        })
    }

    fn keep(&mut self, file: Part, name: &str) -> io::Result<()> {
        if let Part::Gzip(file) = file {
            file.finish()?;
        }
        fs::rename(temporary(), Path::new(&folder()).join(name))
    }
}

fn temporary() -> PathBuf {
    folder().join("part.tmp")
}
