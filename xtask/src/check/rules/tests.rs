use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;

use super::*;

// What a problem is made with. A call whose first plain word in quotes is a
// code; of others the file is read for words that look like one.
const CALLS: [&str; 9] = [
    "Fault::new",
    "error",
    "warning",
    "note",
    "in_file",
    "warn",
    "problem",
    "fault",
    "refusal",
];

// Words with a hyphen, in files that hand codes on, that are none.
const NO_CODES: [&str; 7] = [
    "x-default",
    "dt-published",
    "h-entry",
    "u-url",
    "next-archive",
    "prev-archive",
    "utf-8",
];

fn sources() -> Vec<PathBuf> {
    let root = crate::tools::root();
    let crates = fs::read_dir(root.join("crates")).unwrap();
    let mut folders: Vec<PathBuf> = crates
        .map(|entry| entry.unwrap().path().join("src"))
        .collect();
    folders.push(root.join("xtask/src"));
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            match path.is_dir() {
                true if name != "tests" && name != "rules" => folders.push(path),
                false if name.ends_with(".rs") && name != "tests.rs" => files.push(path),
                _ => {}
            }
        }
    }
    files
}

// The code of a file: without its comments and its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn is_code(text: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty()
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && text.chars().all(is_letter)
}

// The arguments of a call, as they are written.
fn arguments(after: &str) -> Vec<String> {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    let mut arguments = vec![String::new()];
    for c in after.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted && depth == 0 => break,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                arguments.push(String::new());
                continue;
            }
            _ => {}
        }
        arguments.last_mut().unwrap().push(c);
    }
    arguments
}

// Every code in the sources, and where it is.
fn codes() -> BTreeMap<String, String> {
    let mut codes = BTreeMap::new();
    for path in sources() {
        let text = code(&path);
        let mut hands_on = false;
        for call in CALLS {
            for (at, _) in text.match_indices(&format!("{call}(")) {
                let before = text[..at].chars().next_back().unwrap_or(' ');
                if before.is_alphanumeric() || before == '_' {
                    continue;
                }
                let arguments = arguments(&text[at + call.len() + 1..]);
                let literal = arguments.iter().take(3).find_map(|argument| {
                    let inner = argument.trim().strip_prefix('"')?.strip_suffix('"')?;
                    is_code(inner).then(|| inner.to_owned())
                });
                hands_on |= arguments.iter().any(|argument| argument.trim() == "code");
                codes.extend(literal.map(|code| (code, path.display().to_string())));
            }
        }
        // Answers over HTTP have codes of another kind.
        let is_http = path.ends_with("serve/http.rs");
        if (hands_on || text.contains("code: &'static str")) && !is_http {
            let unescaped = text.replace("\\\"", "'");
            let words = unescaped.split('"').skip(1).step_by(2);
            let words = words.filter(|word| is_code(word) && word.contains('-'));
            let words = words.filter(|word| !NO_CODES.contains(word));
            codes.extend(words.map(|word| (word.to_owned(), path.display().to_string())));
        }
    }
    codes
}

#[test]
fn every_code_has_a_row_and_every_row_a_code() {
    let codes = codes();
    let rows: BTreeSet<&str> = all().map(|rule| rule.id).collect();
    let strange: Vec<_> = codes
        .iter()
        .filter(|(code, _)| !rows.contains(&***code))
        .collect();
    assert!(strange.is_empty(), "codes without a row: {strange:#?}");
    let idle: Vec<_> = rows.iter().filter(|id| !codes.contains_key(**id)).collect();
    assert!(idle.is_empty(), "rows without a code: {idle:?}");
}

#[test]
fn the_sources_are_found() {
    let codes = codes();
    assert!(codes.len() > 150, "{}", codes.len());
    // One for each way to write it down.
    for known in [
        "no-date",
        "no-title",
        "address-host",
        "robots-too-long",
        "publish-cap",
    ] {
        assert!(codes.contains_key(known), "{known}");
    }
}

#[test]
fn rows_are_whole_and_no_two_are_the_same() {
    let mut seen = BTreeSet::new();
    for rule in all() {
        assert!(is_code(rule.id), "{}", rule.id);
        assert!(seen.insert(rule.id), "{} is there twice", rule.id);
        for text in [rule.what, rule.why, rule.example, rule.repair] {
            assert!(!text.trim().is_empty(), "{}", rule.id);
        }
        assert!(!rule.what.ends_with('.'), "{}", rule.id);
        for sentence in [rule.why, rule.repair] {
            assert!(!sentence.starts_with(char::is_lowercase), "{}", rule.id);
        }
    }
}

#[test]
fn a_slip_of_the_pen_finds_its_check() {
    assert_eq!(nearest("no-dates"), Some("no-date"));
    assert_eq!(nearest("mojibak"), Some("mojibake"));
    assert_eq!(nearest("something-else-entirely"), None);
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ⏎ ")
}

// As code, whatever is in it.
fn fenced(text: &str) -> String {
    let text = cell(text);
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{text}{fence}")
}

#[test]
fn the_page_of_checks_is_up_to_date() {
    let mut page = String::from(
        "# What is checked

`check` runs all of these over a site; the other commands report those that
they come across. This page is made from the table that the program has, and a
test fails when they differ; `UPDATE_EXPECT=1 cargo test -p xtask rules` writes
it anew.

`check --list` prints the names, `check --explain NAME` all about one.
A table in site.toml sets how much each matters to a site:

```toml
[check]
no-date = \"off\"              # or \"note\", \"warning\", \"error\"
third-party-request = \"error\"
```

A warning that is made an error stops every command that comes across it. What
is an error of its own can be lowered for `check` alone: the command that cannot
do its work with it still stops. `publish` keeps its own severities, since they
guard the privacy of visitors.
",
    );
    for (subject, rules) in SUBJECTS {
        let _ = write!(
            page,
            "\n## {subject}\n\n| name | severity | what | why | example | repair |\n\
             |---|---|---|---|---|---|\n"
        );
        for rule in *rules {
            let mended = if rule.is_mended { ", `--fix`" } else { "" };
            let _ = writeln!(
                page,
                "| `{}` | {}{mended} | {} | {} | {} | {} |",
                rule.id,
                rule.severity,
                cell(rule.what),
                cell(rule.why),
                fenced(rule.example),
                cell(rule.repair)
            );
        }
    }
    expect_file!["../../../../docs/checks.md"].assert_eq(&page);
}
