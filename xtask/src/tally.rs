//! `cargo xtask tally`: the visitors of access logs, by country and window.

mod crew;
mod input;
mod registry;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use visitor_map::log::{FORMATS, Format, Parser};
use visitor_map::tally::{Counter, Grain, Key, Options, Reason, Registry, Rules, Tally};

use crate::cli::{TallyArgs, TallyWindow};
use crate::progress::Progress;
use crate::{Outcome, Usage, tell, write};

pub(crate) fn run(args: &TallyArgs) -> anyhow::Result<Outcome> {
    each_once(args)?;
    let tally = match args.merge {
        true => merge(args)?,
        false => count(args)?,
    };
    if !args.show.quiet {
        summarize(args, &tally);
    }
    if args.partial {
        let mut stdout = std::io::stdout().lock();
        stdout.write_all(tally.to_json().as_bytes())?;
        stdout.flush()?;
    } else {
        keep(args, &tally)?;
    }
    Ok(Outcome::Fine)
}

/// Reads `--format`.
pub(crate) fn format(name: &str) -> Result<&'static Format, String> {
    let known = || {
        let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
        format!("there are {}", names.join(", "))
    };
    let format = FORMATS.iter().find(|format| format.name == name);
    format.ok_or_else(known)
}

// A log that is read twice changes no distinct count, but a tally does.
fn each_once(args: &TallyArgs) -> anyhow::Result<()> {
    let mut seen = BTreeSet::new();
    for path in &args.logs {
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        if !seen.insert(real) {
            bail!(Usage(format!("{} is given twice", path.display())));
        }
    }
    Ok(())
}

fn count(args: &TallyArgs) -> anyhow::Result<Tally> {
    let rules = Rules::new(args.trusted_proxy.clone()).map_err(anyhow::Error::msg)?;
    let registry: Box<dyn Registry + Sync> = match &args.mmdb {
        Some(path) => Box::new(registry::open(path)?),
        None => Box::new(registry::built_in),
    };
    let options = Options {
        grain: match args.window {
            TallyWindow::Week => Grain::Week,
            TallyWindow::Month => Grain::Month,
        },
        cap: args.cap,
    };
    let key = random_key()?;
    let progress = Progress::new(input::total(&args.logs), &args.show);
    let parser = args.format.map(Parser::of);
    let sources = args.logs.iter();
    let sources = sources
        .map(|path| crew::Source::new(path, parser))
        .collect();
    let new = || Counter::new(&rules, &key, registry.as_ref(), options);
    let counter = crew::count(sources, new, &progress);
    progress.end();
    Ok(counter?.finish())
}

// It lives as long as the counting and is never written anywhere.
fn random_key() -> anyhow::Result<Key> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).context("the operating system gives no random bytes")?;
    Ok(Key::new(bytes))
}

fn merge(args: &TallyArgs) -> anyhow::Result<Tally> {
    let mut all: Option<Tally> = None;
    for path in &args.logs {
        let name = path.display();
        let text = input::read_whole(path)?;
        for (at, line) in text.split(|byte| *byte == b'\n').enumerate() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            let place = || format!("{name}, line {}", at + 1);
            let tally = Tally::from_json(line).map_err(anyhow::Error::msg);
            let tally = tally.with_context(place)?;
            all = Some(match all {
                Some(all) => all.merge(&tally).with_context(place)?,
                None => tally,
            });
        }
    }
    all.context("there is no tally in what was given")
}

// What was not counted is told as loudly as what was.
fn summarize(args: &TallyArgs, tally: &Tally) {
    let requests = &tally.requests;
    let row = |count: u64, what: &str| eprintln!("{:>15}  {what}", tell::grouped(count));
    row(requests.lines(), "lines");
    for reason in Reason::ALL {
        if let Some(count) = requests.left_out.get(&reason) {
            row(*count, reason.name());
        }
    }
    if requests.rejected > 0 {
        row(requests.rejected, "not of the format");
    }
    row(requests.counted, "visits counted");
    for (from, window) in &tally.windows {
        let known: u64 = window.countries.values().sum();
        let note = match tally.cap(*from) {
            1 => String::new(),
            cap => format!(", each counted up to {cap} times"),
        };
        let (to, countries) = (window.to, window.countries.len());
        let what = format!("addresses of {countries} countries from {from} to {to}{note}");
        row(known.saturating_add(window.unknown), &what);
    }
    if args.merge && tally.windows.values().any(|window| window.parts > 1) {
        eprintln!(
            "note: tallies of the same window count an address once each; one run over all logs counts it once"
        );
    }
}

fn keep(args: &TallyArgs, tally: &Tally) -> anyhow::Result<()> {
    let path = args.out.as_deref().unwrap_or(Path::new("tally.json"));
    write::is_ours(path, &["Exact counts of visitors"])?;
    write::replace_privately(path, tally.to_json().as_bytes())?;
    if !args.show.quiet {
        eprintln!(
            "wrote {}: exact counts, for `cargo xtask publish` alone; do not publish or commit them",
            path.display()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests;
