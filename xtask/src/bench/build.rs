//! Whole sites of made-up pages, built here and by Hugo in alternating runs;
//! and how long a save takes to reach the browser.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::median_and_least;
use super::pages::{self, FORMS};
use crate::tools::{self, remove};

const SIZES: [u64; 2] = [100, 10_000];
const ROUNDS: usize = 5;
const SAVES: u64 = 21;

/// Items in the list of each page, which make it about four kilobytes.
const ITEMS: u32 = 20;

const SETTINGS: &str = "base_url = \"https://example.org\"\ntitle = \"A title\"\n\
    language = \"en\"\n[author]\nname = \"An Author\"\n";
const HUGO: &str = "baseURL = \"https://example.org/\"\ntitle = \"A title\"\n\
    languageCode = \"en\"\ndisableKinds = [\"taxonomy\", \"term\"]\n";
const LAYOUT: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
    <title>{{ .Title }}</title><link rel=\"canonical\" href=\"{{ .Permalink }}\">\
    <meta name=\"description\" content=\"{{ .Summary | plainify }}\"></head>\
    <body><main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>\n";

/// Builds sites of every size and prints a table.
pub(super) fn run() -> Result<()> {
    println!("Sites built whole, {ROUNDS} alternating runs, release build:\n");
    println!("| run | pages | median ms | least ms | CPU s | peak MB |");
    println!("|---|---:|---:|---:|---:|---:|");
    for size in SIZES {
        let folder = prepare(size)?;
        let mut times = vec![Vec::new(); CASES.len()];
        for _ in 0..ROUNDS {
            for (case, times) in CASES.iter().zip(&mut times) {
                if case.is_there() {
                    times.push(wall(case, &folder)?);
                }
            }
        }
        for (case, times) in CASES.iter().zip(&mut times) {
            print(case, size, &folder, times)?;
        }
    }
    println!();
    saves(&tools::root().join("target/bench/build-10000"))
}

/// One way to build.
struct Case {
    name: &'static str,
    program: Option<&'static str>,
    arguments: &'static [&'static str],
    /// What is removed before each run.
    fresh: Option<&'static str>,
}

const BUILD: &[&str] = &[
    "build",
    "--site",
    "site",
    "--out",
    "dist",
    "--now",
    "2031-03-10T08:30:00Z",
    "--quiet",
];

const CASES: [Case; 3] = [
    Case {
        name: "`build`, no output yet",
        program: None,
        arguments: BUILD,
        fresh: Some("dist"),
    },
    Case {
        name: "`build` again, nothing changed",
        program: None,
        arguments: BUILD,
        fresh: None,
    },
    Case {
        name: "Hugo, no output yet",
        program: Some("hugo"),
        arguments: &["--quiet", "--source", "hugo"],
        fresh: Some("hugo/public"),
    },
];

impl Case {
    fn is_there(&self) -> bool {
        self.program.is_none_or(tools::is_there)
    }

    fn program(&self) -> Result<PathBuf> {
        match self.program {
            Some(program) => Ok(PathBuf::from(program)),
            None => tools::xtask(),
        }
    }
}

fn print(case: &Case, size: u64, folder: &Path, times: &mut [Duration]) -> Result<()> {
    let name = case.name;
    if !case.is_there() {
        println!("| {name} | {size} | absent | | | |");
        return Ok(());
    }
    let (median, least) = median_and_least(times);
    let (cpu, peak) = cost(case, folder)?.unwrap_or_default();
    println!("| {name} | {size} | {median:.0} | {least:.0} | {cpu} | {peak} |");
    Ok(())
}

fn wall(case: &Case, folder: &Path) -> Result<Duration> {
    clear(case, folder)?;
    let mut command = Command::new(case.program()?);
    let start = Instant::now();
    quiet(command.args(case.arguments), folder)?;
    Ok(start.elapsed())
}

// The processor's time, which other programs on the machine change less, and
// the memory, as GNU time tells them.
fn cost(case: &Case, folder: &Path) -> Result<Option<(String, String)>> {
    let time = Path::new("/usr/bin/time");
    if !time.is_file() {
        return Ok(None);
    }
    clear(case, folder)?;
    let mut command = Command::new(time);
    command.args(["-f", "%U %S %M", "-o", "cost"]);
    command.arg(case.program()?).args(case.arguments);
    quiet(&mut command, folder)?;
    let told = fs::read_to_string(folder.join("cost")).unwrap_or_default();
    let numbers: Vec<f64> = told.split_whitespace().flat_map(str::parse).collect();
    let [user, system, kibibytes] = numbers[..] else {
        return Ok(None);
    };
    let peak = kibibytes * 1024.0 / 1e6;
    Ok(Some((
        format!("{:.2}", user + system),
        format!("{peak:.0}"),
    )))
}

fn clear(case: &Case, folder: &Path) -> Result<()> {
    case.fresh
        .map_or(Ok(()), |fresh| remove(&folder.join(fresh)))
}

fn quiet(command: &mut Command, folder: &Path) -> Result<()> {
    // The history of the folder around is not that of these pages.
    command.env("GIT_CEILING_DIRECTORIES", tools::root());
    let output = command.current_dir(folder).stdin(Stdio::null()).output();
    let program = command.get_program().to_string_lossy().into_owned();
    let output = output.with_context(|| format!("cannot run {program}"))?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "a measured run failed: {told}");
    Ok(())
}

// The same pages for both.
fn prepare(size: u64) -> Result<PathBuf> {
    let folder = tools::root().join(format!("target/bench/build-{size}"));
    remove(&folder)?;
    let write = |path: &str, text: &str| -> Result<()> {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    };
    write("site/site.toml", SETTINGS)?;
    write("hugo/hugo.toml", HUGO)?;
    for layout in ["_default/single.html", "_default/list.html", "index.html"] {
        write(&format!("hugo/layouts/{layout}"), LAYOUT)?;
    }
    for page in 0..size {
        let (ours, theirs) = match page {
            0 => ("index.md".to_owned(), "_index.md".to_owned()),
            page => (format!("notes/{page}.md"), format!("notes/{page}.md")),
        };
        let text = text(page);
        write(&format!("site/{ours}"), &text)?;
        write(&format!("hugo/content/{theirs}"), &text)?;
    }
    Ok(folder)
}

fn text(page: u64) -> String {
    let body = pages::page(&FORMS[0], ITEMS, page);
    format!("---\ntitle: Page {page}\n---\n\n{body}")
}

/// How long it takes from a save to the moment that a browser is told of it.
fn saves(folder: &Path) -> Result<()> {
    let serving = Serving::start(folder)?;
    let mut events = serving.events()?;
    events.next_version()?;
    println!("From a save to the browser, `serve` on 10,000 pages, {SAVES} saves:\n");
    println!("| what was saved | median ms | least ms |");
    println!("|---|---:|---:|");
    for (name, page) in [("one page", 5000), ("the page with the News", 0)] {
        let path = match page {
            0 => folder.join("site/index.md"),
            page => folder.join(format!("site/notes/{page}.md")),
        };
        let mut times = Vec::new();
        for save in 0..SAVES {
            let text = format!("{}\nSaved {save} times.\n", text(page));
            let start = Instant::now();
            fs::write(&path, text)?;
            events.next_version()?;
            times.push(start.elapsed());
            // One save after the other, as a person would.
            std::thread::sleep(Duration::from_millis(100));
        }
        let (median, least) = median_and_least(&mut times);
        println!("| {name} | {median:.0} | {least:.0} |");
    }
    println!();
    Ok(())
}

/// A preview that ends with the value.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(folder: &Path) -> Result<Serving> {
        let mut child = Command::new(tools::xtask()?)
            .args(["serve", "--site", "site", "--port", "0"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot run serve")?;
        let Some(stdout) = child.stdout.take() else {
            bail!("serve has no output");
        };
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let address = line.strip_prefix("http://").unwrap_or_default();
        let address = address.split('/').next().unwrap_or_default().to_owned();
        Ok(Serving { child, address })
    }

    fn events(&self) -> Result<Events> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.write_all(b"GET /.home-page/events HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
        Ok(Events(Box::new(BufReader::new(stream))))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a page that waits is told.
struct Events(Box<dyn BufRead>);

impl Events {
    fn next_version(&mut self) -> Result<()> {
        let mut line = String::new();
        while !line.starts_with("data: ") {
            line.clear();
            let read = self.0.by_ref().read_line(&mut line)?;
            ensure!(read > 0, "serve has ended");
        }
        Ok(())
    }
}
