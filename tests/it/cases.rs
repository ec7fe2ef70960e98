//! The corpus: every page of `tests/cases` must be read as its case says, but
//! for those that `failing.txt` names with a reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use site::Files;
use tests::{Sandbox, items, stderr, stdout, workspace};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    path: String,
    about: String,
    dialects: Vec<String>,
    #[serde(default)]
    problems: Vec<String>,
}

struct Case {
    name: String,
    folder: PathBuf,
    says: Description,
    expected: Vec<Item>,
}

/// What of an item is compared.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Item {
    date: Option<String>,
    precision: Option<String>,
    text: String,
    links: Vec<String>,
}

fn cases() -> Vec<Case> {
    let folder = workspace().join("tests/cases");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut cases: Vec<Case> = folders.map(|entry| case(&entry.path())).collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn case(folder: &Path) -> Case {
    let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
    let read = |file: &str| {
        fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let says = toml::from_str(&read("case.toml")).unwrap_or_else(|error| panic!("{name}: {error}"));
    Case {
        says,
        expected: items(&read("expected.jsonl")).iter().map(item).collect(),
        folder: folder.to_path_buf(),
        name,
    }
}

fn item(line: &Value) -> Item {
    Item::deserialize(line).unwrap()
}

/// What came of a case.
struct Outcome {
    got: Vec<Item>,
    /// Nothing where everything is as it should be.
    fault: Option<String>,
}

fn read(case: &Case) -> Outcome {
    let sandbox = Sandbox::new([]);
    let path = case.folder.join(&case.says.path);
    let run = sandbox.command("news --json").arg(path).assert().code(0);
    let got: Vec<Item> = items(&stdout(&run)).iter().map(item).collect();
    let fault = difference(&case.expected, &got)
        .or_else(|| unreported(case))
        .or_else(|| malformed(&stderr(&run)));
    Outcome { got, fault }
}

fn difference(expected: &[Item], got: &[Item]) -> Option<String> {
    let pairs = expected.iter().zip(got).enumerate();
    for (index, (expected, got)) in pairs {
        if expected != got {
            let number = index + 1;
            return Some(format!(
                "item {number} is\n    {got:?}\n  and not\n    {expected:?}"
            ));
        }
    }
    let (expected, got) = (expected.len(), got.len());
    (expected != got).then(|| format!("{got} items and not {expected}"))
}

// Codes are no part of what is printed, so the library is asked for them.
fn unreported(case: &Case) -> Option<String> {
    if case.says.problems.is_empty() {
        return None;
    }
    let folder = Disk(case.folder.join("page"));
    let inside = case.says.path.strip_prefix("page").unwrap();
    let inside = inside.trim_start_matches('/');
    let news = news::find(&folder, inside, &news::Options::default());
    let codes: BTreeSet<_> = news.problems.iter().map(|problem| problem.code).collect();
    let missing = |code: &&String| !codes.contains(code.as_str());
    let missing = case.says.problems.iter().find(missing)?;
    Some(format!("`{missing}` is not reported, only {codes:?}"))
}

fn malformed(stderr: &str) -> Option<String> {
    let sound = |line: &&str| {
        let words = ["error: ", "warning: ", "note: "];
        words.iter().any(|word| line.contains(word))
    };
    let line = stderr.lines().find(|line| !sound(line))?;
    Some(format!("{line:?} is no problem"))
}

/// A folder as the library sees one.
pub(crate) struct Disk(pub(crate) PathBuf);

impl Disk {
    fn entries(&self, folder: &str, wanted: fn(&Path) -> bool) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.0.join(folder)) else {
            return Vec::new();
        };
        let paths = entries.map(|entry| entry.unwrap().path());
        let inside = paths.filter(|path| wanted(path)).map(|path| {
            let inside = path.strip_prefix(&self.0).unwrap();
            inside.to_str().unwrap().replace('\\', "/")
        });
        let mut paths: Vec<String> = inside.collect();
        paths.sort();
        paths
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.0.join(path)).ok()
    }

    fn list(&self, folder: &str) -> Vec<String> {
        self.entries(folder, Path::is_file)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        self.entries(folder, Path::is_dir)
    }
}

/// Names and reasons of the cases that are known to fail.
fn failing() -> BTreeMap<String, String> {
    let text = fs::read_to_string(workspace().join("tests/cases/failing.txt")).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pairs = lines.map(|line| {
        let (name, reason) = line.split_once(": ").expect("`name: reason`");
        (name.to_owned(), reason.to_owned())
    });
    pairs.collect()
}

#[test]
fn every_case_is_read_as_it_says() {
    let (cases, known) = (cases(), failing());
    let outcomes = read_all(&cases);
    println!("{}", report(&cases, &outcomes));
    let mut wrong = String::new();
    for (case, outcome) in cases.iter().zip(&outcomes) {
        let name = &case.name;
        let _ = match (&outcome.fault, known.get(name)) {
            (Some(fault), None) => writeln!(wrong, "{name}: {fault}\n  ({})", case.says.about),
            (None, Some(_)) => writeln!(wrong, "{name} is right: remove it from failing.txt"),
            _ => Ok(()),
        };
    }
    let names: BTreeSet<_> = cases.iter().map(|case| &case.name).collect();
    let unknown = known.keys().find(|name| !names.contains(name));
    assert_eq!(unknown, None, "failing.txt names no case");
    assert!(wrong.is_empty(), "{wrong}");
}

// Most of the time is the start of processes, which two threads share well.
fn read_all(cases: &[Case]) -> Vec<Outcome> {
    let (first, second) = cases.split_at(cases.len() / 2);
    let all = |cases: &[Case]| cases.iter().map(read).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let first = scope.spawn(|| all(first));
        let second = all(second);
        let mut outcomes = first.join().unwrap();
        outcomes.extend(second);
        outcomes
    })
}

/// Counts over some cases.
#[derive(Default)]
struct Score {
    pages: usize,
    perfect: usize,
    expected: usize,
    got: usize,
    found: usize,
    dated: usize,
}

impl Score {
    fn add(&mut self, case: &Case, outcome: &Outcome) {
        self.pages += 1;
        self.perfect += usize::from(outcome.fault.is_none());
        self.expected += case.expected.len();
        self.got += outcome.got.len();
        let pairs = pairs(&case.expected, &outcome.got);
        self.found += pairs.len();
        let same = |(a, b): &&(&Item, &Item)| a.date == b.date && a.precision == b.precision;
        self.dated += pairs.iter().filter(same).count();
    }

    fn row(&self, name: &str) -> String {
        format!(
            "| {name:<36} | {:>5} | {} | {:>5} | {} | {} | {} |\n",
            self.pages,
            share(self.perfect, self.pages),
            self.expected,
            share(self.found, self.expected),
            share(self.found, self.got),
            share(self.dated, self.found),
        )
    }
}

fn share(part: usize, whole: usize) -> String {
    match whole {
        0 => "      -".to_owned(),
        _ => format!("{:>5.1} %", part as f64 * 100.0 / whole as f64),
    }
}

// An item is found where its text is, also where more or less of the line was
// taken for its date: that is the date's fault, or a page that is not perfect.
fn pairs<'a>(expected: &'a [Item], got: &'a [Item]) -> Vec<(&'a Item, &'a Item)> {
    let mut left: Vec<&Item> = got.iter().collect();
    let mut pairs = Vec::new();
    let mut rest = Vec::new();
    for item in expected {
        match left.iter().position(|other| other.text == item.text) {
            Some(index) => pairs.push((item, left.remove(index))),
            None => rest.push(item),
        }
    }
    for item in rest {
        let ends = |a: &str, b: &str| !b.is_empty() && a.ends_with(b);
        let like = |other: &&Item| ends(&other.text, &item.text) || ends(&item.text, &other.text);
        if let Some(index) = left.iter().position(like) {
            pairs.push((item, left.remove(index)));
        }
    }
    pairs
}

fn report(cases: &[Case], outcomes: &[Outcome]) -> String {
    let mut dialects: BTreeMap<&str, Score> = BTreeMap::new();
    let mut total = Score::default();
    for (case, outcome) in cases.iter().zip(outcomes) {
        total.add(case, outcome);
        for dialect in &case.says.dialects {
            dialects.entry(dialect).or_default().add(case, outcome);
        }
    }
    let mut report = format!(
        "| {:<36} | pages | perfect | items |  recall | precise |   dates |\n",
        "dialect"
    );
    report += &format!(
        "|{}|------:|--------:|------:|--------:|--------:|--------:|\n",
        "-".repeat(38)
    );
    let rows = dialects.iter().map(|(name, score)| score.row(name));
    report.extend(rows);
    report += &total.row("all cases");
    report
}

#[test]
fn the_cases_cover_the_survey() {
    let cases = cases();
    let readme = fs::read_to_string(workspace().join("tests/cases/README.md")).unwrap();
    let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &cases {
        let dialects: BTreeSet<&str> = case.says.dialects.iter().map(String::as_str).collect();
        for dialect in dialects {
            *pages.entry(dialect).or_default() += 1;
        }
    }
    let rows = readme.lines().filter(|line| line.starts_with("| `"));
    for row in rows {
        let mut cells = row.trim_matches('|').split(" | ").map(str::trim);
        let (slug, survey) = (cells.next().unwrap(), cells.next());
        // The row of all generators names many.
        let is_one = !slug.contains('…');
        let slug = slug.trim_matches('`');
        if is_one && slug.contains(": ") && survey != Some("-") {
            let count = pages.get(slug).copied().unwrap_or_default();
            assert!(count >= 2, "{slug} is in {count} cases");
        }
    }
    for dialect in pages.keys() {
        let kind = dialect.split(": ").next().unwrap();
        let named = readme.contains(&format!("| `{dialect}` |"));
        let grouped = ["generator", "not-news", "locale"].contains(&kind);
        assert!(named || grouped, "{dialect} has no row in README.md");
    }
    let without = cases.iter().filter(|case| case.expected.is_empty());
    assert!(without.count() >= 20);
    assert!(pages["adversarial"] >= 10);
}

#[test]
fn a_page_without_news_prints_nothing() {
    let cases = cases();
    let case = cases.iter().find(|case| case.expected.is_empty()).unwrap();
    let path = case.folder.join(&case.says.path);
    let sandbox = Sandbox::new([]);
    for line in ["news", "news --json"] {
        let run = sandbox.command(line).arg(&path).assert().code(0);
        assert_eq!(stdout(&run), "");
    }
}
