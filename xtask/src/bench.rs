//! `cargo xtask bench`: measured comparisons, as Markdown tables. No test
//! depends on a speed; only figures of one run can be compared.

mod build;
mod extract;
mod logs;
mod pages;
mod process;
mod sitemaps;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Result, bail};

/// One benchmark; it prints what it measures and a table.
struct Bench {
    name: &'static str,
    run: fn() -> Result<()>,
}

const BENCHES: &[Bench] = &[
    Bench {
        name: "process",
        run: process::run,
    },
    Bench {
        name: "extract",
        run: extract::run,
    },
    Bench {
        name: "scale",
        run: extract::scale,
    },
    Bench {
        name: "build",
        run: build::run,
    },
    Bench {
        name: "sitemaps",
        run: sitemaps::run,
    },
    Bench {
        name: "logs",
        run: logs::run,
    },
];

/// Runs the named benchmarks, or all of them.
///
/// # Errors
/// A name that is no benchmark's, or a program that does not run.
pub(crate) fn run(names: &[String]) -> Result<ExitCode> {
    let known: Vec<_> = BENCHES.iter().map(|bench| bench.name).collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(&name.as_str())) {
        bail!(crate::Usage(format!(
            "no benchmark is called {unknown}; there are {}",
            known.join(", ")
        )));
    }
    for bench in BENCHES {
        if names.is_empty() || names.iter().any(|name| name == bench.name) {
            (bench.run)()?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The middle and the least of some times, in milliseconds.
fn median_and_least(times: &mut [Duration]) -> (f64, f64) {
    times.sort_unstable();
    let milliseconds = |time: Option<&Duration>| time.map_or(f64::NAN, |t| t.as_secs_f64() * 1e3);
    (
        milliseconds(times.get(times.len() / 2)),
        milliseconds(times.first()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_least_are_found() {
        let mut times = [30, 10, 20].map(Duration::from_millis);
        assert_eq!(median_and_least(&mut times), (20.0, 10.0));
    }

    #[test]
    fn an_unknown_name_is_an_error() {
        assert!(run(&["speed".to_owned()]).is_err());
    }
}
