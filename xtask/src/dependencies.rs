//! What the workspace is built from: only crates.io and ourselves, only under
//! licences that let anyone use the result, exactly as Cargo.lock says.

use std::collections::BTreeSet;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::tools;

// Each permits use, change and sale with no more than a notice, but the last:
// MPL-2.0 asks for the source of changed files alone, and we change none.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "MPL-2.0",
];

// The name Cargo gives to crates.io, whatever protocol or mirror serves it.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Checks every locked package, prints a count of them, and fails with all
/// that is wrong.
pub(crate) fn check() -> Result<()> {
    let metadata = metadata()?;
    let ours: BTreeSet<_> = metadata.workspace_members.iter().collect();
    let wrong: Vec<_> = metadata
        .packages
        .iter()
        .flat_map(|package| problems(package, ours.contains(&package.id)))
        .collect();
    println!("{}", summary(&metadata));
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_members: Vec<String>,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

impl Package {
    fn has(&self, kind: &str) -> bool {
        let mut kinds = self.targets.iter().flat_map(|target| &target.kind);
        kinds.any(|each| each == kind)
    }
}

// `--locked` makes a Cargo.lock that is missing or out of date an error.
fn metadata() -> Result<Metadata> {
    let output = tools::cargo(&["metadata", "--locked", "--format-version", "1"])
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo metadata")?;
    ensure!(output.status.success(), "cargo metadata --locked failed");
    serde_json::from_slice(&output.stdout).context("cannot read what cargo metadata printed")
}

fn problems(package: &Package, ours: bool) -> Vec<String> {
    let mut problems = Vec::new();
    let mut add = |what: String| {
        problems.push(format!("{} {}: {what}", package.name, package.version));
    };
    match package.source.as_deref() {
        None if ours => {}
        None => add("a path outside of the workspace".to_owned()),
        Some(CRATES_IO) => {}
        Some(other) => add(format!("comes from {other}, not from crates.io")),
    }
    match package.license.as_deref() {
        None => add("names no licence".to_owned()),
        Some(licence) if is_allowed(licence) => {}
        Some(licence) => add(format!("its licence, {licence}, is not allowed")),
    }
    problems
}

fn summary(metadata: &Metadata) -> String {
    let count = |kind: &str| {
        metadata
            .packages
            .iter()
            .filter(|each| each.has(kind))
            .count()
    };
    format!(
        "{} locked packages, {} of them ours; {} build scripts, {} procedural macros",
        metadata.packages.len(),
        metadata.workspace_members.len(),
        count("custom-build"),
        count("proc-macro"),
    )
}

/// Whether an SPDX licence expression (SPDX 2.3, Annex D), or its old form
/// with `/`, can be met by allowed licences alone. One that breaks the grammar
/// cannot. An exception (`WITH`) only ever grants more, so it is passed over.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ");
    let spaced = spaced.replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace();
    let mut groups = vec![Group::default()];
    let mut operand_next = true;
    while let Some(word) = words.next() {
        let is_operand_side = !matches!(word, "OR" | "AND" | "WITH" | ")");
        if is_operand_side != operand_next || !step(&mut groups, word) {
            return false;
        }
        if word == "WITH" && words.next().is_none() {
            return false;
        }
        operand_next = matches!(word, "OR" | "AND" | "(");
    }
    match groups.as_slice() {
        [whole] if !operand_next => whole.value(),
        _ => false,
    }
}

/// What is known of one pair of brackets, or of the whole: `AND` binds tighter
/// than `OR`.
struct Group {
    any: bool,
    all: bool,
}

impl Default for Group {
    fn default() -> Group {
        Group {
            any: false,
            all: true,
        }
    }
}

impl Group {
    fn value(&self) -> bool {
        self.any || self.all
    }
}

// Takes one word in; false where a bracket closes that was never opened.
fn step(groups: &mut Vec<Group>, word: &str) -> bool {
    let operand = |groups: &mut Vec<Group>, value: bool| {
        let Some(group) = groups.last_mut() else {
            return false;
        };
        group.all &= value;
        true
    };
    match word {
        "(" => groups.push(Group::default()),
        ")" => {
            let Some(closed) = groups.pop() else {
                return false;
            };
            return operand(groups, closed.value());
        }
        "OR" => {
            if let Some(group) = groups.last_mut() {
                *group = Group {
                    any: group.value(),
                    all: true,
                };
            }
        }
        "AND" | "WITH" => {}
        licence => return operand(groups, ALLOWED.contains(&licence)),
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licence_expressions_are_evaluated() {
        for (expression, expected) in [
            ("MIT", true),
            ("GPL-3.0-only", false),
            ("MIT/Apache-2.0", true),
            ("GPL-3.0-only OR MIT", true),
            ("GPL-3.0-only AND MIT", false),
            ("MIT OR GPL-3.0-only AND AGPL-3.0-only", true),
            ("(MIT OR GPL-3.0-only) AND AGPL-3.0-only", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", true),
            ("GPL-2.0-only WITH Classpath-exception-2.0", false),
            ("((MIT))", true),
        ] {
            assert_eq!(is_allowed(expression), expected, "{expression}");
        }
    }

    #[test]
    fn broken_expressions_are_refused() {
        for expression in [
            "",
            "OR",
            "MIT OR",
            "MIT AND",
            "AND MIT",
            "MIT MIT",
            "MIT WITH",
            "(MIT",
            "MIT)",
            "()",
            "MIT (",
            "MIT OR OR MIT",
            "(MIT) MIT",
        ] {
            assert!(!is_allowed(expression), "{expression}");
        }
        assert!(!is_allowed(&"(".repeat(100_000)));
    }

    #[test]
    fn a_package_is_refused_for_its_source_and_its_licence() {
        let package = |source: Option<&str>, license: Option<&str>| Package {
            id: String::new(),
            name: "a".to_owned(),
            version: "1.0.0".to_owned(),
            license: license.map(str::to_owned),
            source: source.map(str::to_owned),
            targets: Vec::new(),
        };
        let good = package(Some(CRATES_IO), Some("MIT"));
        assert_eq!(problems(&good, false), [""; 0]);
        assert_eq!(problems(&package(None, Some("MIT")), true), [""; 0]);

        let bad = package(Some("git+https://example.org/a"), Some("GPL-3.0-only"));
        assert_eq!(
            problems(&bad, false),
            [
                "a 1.0.0: comes from git+https://example.org/a, not from crates.io",
                "a 1.0.0: its licence, GPL-3.0-only, is not allowed",
            ]
        );
        assert_eq!(problems(&package(None, None), false).len(), 2);
    }
}
