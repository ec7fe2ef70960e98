//! What a command says when it is done.

use std::path::PathBuf;

use crate::cli::ShowArgs;
use crate::write::Written;
use crate::{Outcome, report};

/// `3 pages`.
pub(crate) fn count(count: usize, one: &str, many: &str) -> String {
    let name = if count == 1 { one } else { many };
    format!("{count} {name}")
}

/// `1,234,567`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Names files that an earlier run left and this one does not need.
pub(crate) fn stale(files: &[PathBuf], why: &str) {
    for file in files {
        eprintln!("{}: warning: {why} help: remove it", report::shown(file));
    }
}

/// Says what was written, or with `check` what would have to be.
pub(crate) fn written(show: &ShowArgs, check: bool, summary: &str, written: &Written) -> Outcome {
    let names: Vec<_> = written
        .changed
        .iter()
        .map(|path| report::shown(path))
        .collect();
    if check && !names.is_empty() {
        for name in &names {
            eprintln!("{name}: error: not up to date help: run the command without --check");
        }
        return Outcome::Problems;
    }
    if !show.quiet {
        println!("{summary}; {}", wrote(&names));
    }
    Outcome::Fine
}

/// Says what is left to the site's owner, after what was written.
pub(crate) fn notes(show: &ShowArgs, outcome: Outcome, notes: &[String]) -> Outcome {
    if outcome == Outcome::Fine && !show.quiet {
        for note in notes {
            println!("{note}");
        }
    }
    outcome
}

fn wrote(names: &[impl std::fmt::Display]) -> String {
    const MOST: usize = 6;
    if names.is_empty() {
        return "nothing to write".to_owned();
    }
    let shown: Vec<String> = names.iter().take(MOST).map(ToString::to_string).collect();
    match names.len() - shown.len() {
        0 => format!("wrote {}", shown.join(", ")),
        more => format!("wrote {} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_are_grouped_by_three() {
        for (number, expected) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(number), expected);
        }
    }
}
