//! `cargo xtask test`: everything that must hold, in order, with a table at
//! the end. Each step runs whether or not an earlier one failed.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::{dependencies, tools};

mod schemas;

/// One thing that must hold. Adding one is adding a line here and a line to
/// `tests/README.md`.
struct Step {
    name: &'static str,
    /// Outside programs; without them the step is skipped, or fails in CI.
    needs: &'static [&'static str],
    run: fn() -> Result<()>,
}

const STEPS: &[Step] = &[
    Step {
        name: "format",
        needs: &[],
        run: || cargo(&["fmt", "--all", "--check"]),
    },
    Step {
        name: "clippy",
        needs: &[],
        run: clippy,
    },
    Step {
        name: "docs",
        needs: &[],
        run: docs,
    },
    Step {
        name: "tests",
        needs: &[],
        run: || cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]),
    },
    Step {
        name: "shell",
        needs: &[],
        run: || {
            cargo(&[
                "test",
                "--locked",
                "--package",
                "xtask",
                "--features",
                "shell",
                "shell",
            ])
        },
    },
    Step {
        name: "commands",
        needs: &[],
        run: commands,
    },
    Step {
        name: "dependencies",
        needs: &[],
        run: dependencies::check,
    },
    Step {
        name: "schemas",
        needs: &["xmllint"],
        run: schemas::feeds,
    },
    Step {
        name: "sitemaps",
        needs: &["xmllint"],
        run: schemas::sitemaps,
    },
    Step {
        name: "addresses",
        needs: &["hugo", "jekyll"],
        run: || ignored("addresses"),
    },
    Step {
        name: "sites",
        needs: &["jekyll"],
        run: || ignored("sites"),
    },
    Step {
        name: "workflows",
        needs: &["node"],
        run: || tools::run(&mut tools::node("workflows.js")),
    },
    Step {
        name: "feedparser",
        needs: &["python"],
        run: || reader("with_feedparser.py"),
    },
    Step {
        name: "reader",
        needs: &["python"],
        run: || reader("with_reader.py"),
    },
    Step {
        name: "newsboat",
        needs: &["python", "newsboat"],
        run: || reader("with_newsboat.py"),
    },
    Step {
        name: "sfeed",
        needs: &["python", "sfeed_update"],
        run: || reader("with_sfeed.py"),
    },
    Step {
        name: "rss2email",
        needs: &["python", "r2e"],
        run: || reader("with_rss2email.py"),
    },
    Step {
        name: "chromium",
        needs: &["python", "chromium"],
        run: || reader("with_chromium.py"),
    },
    Step {
        name: "crawlers",
        needs: &["python"],
        run: || reader("with_crawlers.py"),
    },
    Step {
        name: "redirects",
        needs: &["python", "chromium"],
        run: || reader("with_redirects.py"),
    },
    Step {
        name: "map",
        needs: &["node", "chromium"],
        run: || browser("map.js"),
    },
    Step {
        name: "page",
        needs: &["node", "chromium"],
        run: || browser("page.js"),
    },
    Step {
        name: "live",
        needs: &["node", "chromium"],
        run: || browser("live.js"),
    },
    Step {
        name: "payloads",
        needs: &["node", "chromium"],
        run: || browser("payloads.js"),
    },
    Step {
        name: "vnu",
        needs: &["node", "java"],
        run: || browser("vnu.js"),
    },
    Step {
        name: "lighthouse",
        needs: &["node", "chromium"],
        run: || browser("lighthouse.js"),
    },
];

/// Runs the named steps, or all of them; the exit code is 1 if any failed.
///
/// # Errors
/// A name that is no step's.
pub(crate) fn run(names: &[String]) -> Result<ExitCode> {
    let steps = chosen(names)?;
    tell_what_is_missing(&steps);
    let results: Vec<_> = steps.into_iter().map(perform).collect();
    print!("{}", report(&results));
    let failed = results.iter().any(|each| each.outcome.word() == "failed");
    Ok(ExitCode::from(u8::from(failed)))
}

fn chosen(names: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = names.iter().find(|name| step(name).is_none()) {
        let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!(crate::Usage(format!(
            "no step is called {unknown}; there are {}",
            known.join(", ")
        )));
    }
    let wanted = |step: &&Step| names.is_empty() || names.iter().any(|name| name == step.name);
    Ok(STEPS.iter().filter(wanted).collect())
}

fn step(name: &str) -> Option<&'static Step> {
    STEPS.iter().find(|step| step.name == name)
}

enum Outcome {
    Passed,
    Failed(String),
    Skipped(String),
}

impl Outcome {
    fn word(&self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Failed(_) => "failed",
            Outcome::Skipped(_) => "skipped",
        }
    }

    fn reason(&self) -> &str {
        match self {
            Outcome::Passed => "",
            Outcome::Failed(reason) | Outcome::Skipped(reason) => reason,
        }
    }
}

struct Done {
    name: &'static str,
    outcome: Outcome,
    took: Duration,
}

fn perform(step: &Step) -> Done {
    println!("== {}", step.name);
    let start = Instant::now();
    let outcome = outcome(step, is_ci());
    if let Outcome::Failed(reason) = &outcome {
        println!("{reason}");
    }
    Done {
        name: step.name,
        outcome,
        took: start.elapsed(),
    }
}

fn outcome(step: &Step, is_ci: bool) -> Outcome {
    let missing = missing(&[step]);
    if !missing.is_empty() {
        let reason = format!("{} is missing", missing.join(", "));
        return match is_ci {
            true => Outcome::Failed(reason),
            false => Outcome::Skipped(reason),
        };
    }
    match (step.run)() {
        Ok(()) => Outcome::Passed,
        Err(error) => Outcome::Failed(format!("{error:#}")),
    }
}

// What every CI service sets, and people who want no step skipped.
fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

fn missing(steps: &[&Step]) -> Vec<&'static str> {
    let mut missing: Vec<_> = steps
        .iter()
        .flat_map(|step| step.needs)
        .copied()
        .filter(|program| !tools::is_there(program))
        .collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

fn tell_what_is_missing(steps: &[&Step]) {
    let missing = missing(steps);
    if missing.is_empty() {
        return;
    }
    let named = missing.iter().map(|program| match tools::package(program) {
        Some(package) => format!("{program} (Debian package {package})"),
        None => format!("{program} (the tests' own, under the workspace)"),
    });
    let named: Vec<_> = named.collect();
    println!("missing: {}", named.join(", "));
    println!("{} installs what is missing", tools::SETUP);
}

// The beginning of a reason says enough here; the whole stands above.
fn report(results: &[Done]) -> String {
    let mut report = String::from("\n");
    for each in results {
        let (word, took) = (each.outcome.word(), each.took.as_secs_f64());
        let reason = each.outcome.reason().lines().next().unwrap_or_default();
        let reason: String = reason.chars().take(80).collect();
        let line = format!("{:<13} {word:<8} {took:>7.1} s  {reason}", each.name);
        report += line.trim_end();
        report += "\n";
    }
    let count = |word| {
        results
            .iter()
            .filter(|each| each.outcome.word() == word)
            .count()
    };
    if count("skipped") > 0 {
        report += &format!(
            "{} skipped: {} installs what they need\n",
            count("skipped"),
            tools::SETUP
        );
    }
    report + &format!("{} passed, {} failed\n", count("passed"), count("failed"))
}

fn cargo(arguments: &[&str]) -> Result<()> {
    tools::run(&mut tools::cargo(arguments))
}

fn clippy() -> Result<()> {
    let targets = ["clippy", "--workspace", "--all-targets", "--locked"];
    cargo(&[&targets[..], &["--", "-D", "warnings"]].concat())
}

// The binary as it is shipped; only there hostile pages have their whole size.
// The output of what passed is shown for its table of the cases.
fn commands() -> Result<()> {
    let test = ["test", "--release", "--locked", "--package", "tests"];
    cargo(&[&test[..], &["--test", "it", "--", "--show-output"]].concat())
}

// Ignored elsewhere, because they need the generators themselves.
fn ignored(tests: &str) -> Result<()> {
    let test = ["test", "--locked", "--package", "tests", "--test", "it"];
    cargo(&[&test[..], &[tests, "--", "--ignored"]].concat())
}

fn docs() -> Result<()> {
    let mut doc = tools::cargo(&["doc", "--workspace", "--no-deps", "--locked"]);
    tools::run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

// The readers run this program as an author would, on a page of their own.
fn reader(script: &str) -> Result<()> {
    tools::run(tools::python(script).arg("--xtask").arg(tools::xtask()?))
}

fn browser(script: &str) -> Result<()> {
    tools::run(tools::node(script).arg("--xtask").arg(tools::xtask()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(name: &'static str, outcome: Outcome) -> Done {
        let took = Duration::from_millis(1500);
        Done {
            name,
            outcome,
            took,
        }
    }

    #[test]
    fn the_report_ends_with_the_count() {
        let results = [
            done("format", Outcome::Passed),
            done("clippy", Outcome::Failed("a lint\nmore".to_owned())),
            done(
                "sfeed",
                Outcome::Skipped("sfeed_update is missing".to_owned()),
            ),
        ];
        assert_eq!(
            report(&results),
            "
format        passed       1.5 s
clippy        failed       1.5 s  a lint
sfeed         skipped      1.5 s  sfeed_update is missing
1 skipped: tests/readers/setup installs what they need
1 passed, 1 failed
"
        );
    }

    #[test]
    fn a_missing_program_skips_a_step_but_fails_in_ci() {
        let step = Step {
            name: "made up",
            needs: &["no-such-program"],
            run: || bail!("ran without its program"),
        };
        assert_eq!(outcome(&step, false).word(), "skipped");
        assert_eq!(outcome(&step, true).word(), "failed");
        assert_eq!(outcome(&step, true).reason(), "no-such-program is missing");
    }

    #[test]
    fn an_error_fails_its_step() {
        let step = Step {
            name: "made up",
            needs: &[],
            run: || bail!("wrong"),
        };
        assert_eq!(outcome(&step, false).reason(), "wrong");
    }

    #[test]
    fn steps_are_chosen_by_name() {
        let names = |names: &[&str]| {
            let names: Vec<_> = names.iter().map(ToString::to_string).collect();
            chosen(&names).map(|steps| steps.iter().map(|step| step.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&[]).unwrap().len(), STEPS.len());
        assert_eq!(names(&["docs", "format"]).unwrap(), ["format", "docs"]);
        assert!(
            names(&["speed"])
                .unwrap_err()
                .to_string()
                .contains("no step is called speed")
        );
    }

    #[test]
    fn every_needed_program_has_a_package_and_every_step_its_line() {
        let readme = include_str!("../../tests/README.md");
        for step in STEPS {
            assert!(
                readme.contains(&format!("| `{}` |", step.name)),
                "{}",
                step.name
            );
            for program in step.needs {
                assert!(
                    ["python", "node"].contains(program) || tools::package(program).is_some(),
                    "{program}"
                );
            }
        }
    }
}
