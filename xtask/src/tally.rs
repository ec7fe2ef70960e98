//! `cargo xtask tally`: the visitors of access logs, by country and window.

mod crew;
mod input;
mod packed;
mod registry;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use visitor_map::log::{FORMATS, Format, Parser};
use visitor_map::tally::{
    Counter, Grain, Key, Options, Reason, Registry, Rules, Tally, WindowTally,
};

use crate::cli::{TallyArgs, TallyWindow};
use crate::progress::Progress;
use crate::{Outcome, Usage, tell, write};

pub(crate) fn run(args: &TallyArgs) -> anyhow::Result<Outcome> {
    each_once(args)?;
    let tally = match args.merge {
        true => merge(args)?,
        false => count(args)?,
    };
    let summary = match args.show.quiet {
        true => String::new(),
        false => summary(args, &tally),
    };
    doubt(&tally);
    if args.partial {
        eprint!("{summary}");
        let mut stdout = std::io::stdout().lock();
        let written = stdout.write_all(tally.to_json().as_bytes());
        written.context("cannot write the tally")?;
    } else {
        print!("{summary}");
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

// What would make of a whole log nothing, or of all visitors one, in silence.
fn doubt(tally: &Tally) {
    let requests = &tally.requests;
    let left_out = |reason| requests.left_out.get(&reason).copied().unwrap_or(0);
    let behind = left_out(Reason::Private).saturating_add(left_out(Reason::Proxy));
    let grouped = tell::grouped;
    if requests.rejected > requests.lines() / 2 {
        eprintln!(
            "warning: {} of {} lines are not of the format help: `--format` names another",
            grouped(requests.rejected),
            grouped(requests.lines())
        );
    }
    if behind > requests.counted {
        eprintln!(
            "warning: {} visits are of a private network or a proxy help: `--trusted-proxy` \
             names the proxy, and the log must have X-Forwarded-For",
            grouped(behind)
        );
    }
}

// A log that is read twice changes no distinct count, but a tally does. Which
// files of a folder are logs, and which of those are copies, is for people.
fn each_once(args: &TallyArgs) -> anyhow::Result<()> {
    let mut seen = BTreeSet::new();
    for path in &args.logs {
        if path.is_dir() {
            let path = path.display();
            bail!(Usage(format!("{path} is a folder; name the logs in it")));
        }
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
        let name = input::name(path);
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
fn summary(args: &TallyArgs, tally: &Tally) -> String {
    let requests = &tally.requests;
    let mut rows = vec![(requests.lines(), "lines".to_owned())];
    let left_out = Reason::ALL.into_iter().filter_map(|reason| {
        let count = requests.left_out.get(&reason)?;
        Some((*count, reason.name().to_owned()))
    });
    rows.extend(left_out);
    if requests.rejected > 0 {
        rows.push((requests.rejected, "not of the format".to_owned()));
    }
    rows.push((requests.counted, "visits counted".to_owned()));
    if requests.nameless > 0 {
        let what = "of them by programs that the logs do not name, crawlers too";
        rows.push((requests.nameless, what.to_owned()));
    }
    rows.extend(tally.windows.iter().map(|(from, window)| {
        let known: u64 = window.countries.values().sum();
        let what = describe(args, *from, window, tally.cap(*from));
        (known.saturating_add(window.unknown), what)
    }));
    rows.iter()
        .map(|(count, what)| format!("{:>15}  {what}\n", tell::grouped(*count)))
        .collect()
}

fn describe(args: &TallyArgs, from: NaiveDate, window: &WindowTally, cap: u32) -> String {
    let countries = tell::count(window.countries.len(), "country", "countries");
    let note = match (cap, args.merge) {
        (1, _) => String::new(),
        (cap, true) => format!("; {cap} tallies, each with the same addresses perhaps"),
        (cap, false) => format!("; an address adds up to {cap}"),
    };
    format!(
        "addresses of {countries} from {from} to {}{note}",
        window.to
    )
}

fn keep(args: &TallyArgs, tally: &Tally) -> anyhow::Result<()> {
    let path = args.out.as_deref().unwrap_or(Path::new("tally.json"));
    write::is_ours(path, &["Exact counts of visitors"])?;
    write::replace_privately(path, tally.to_json().as_bytes())?;
    if !args.show.quiet {
        println!(
            "wrote {}: exact counts, for `cargo xtask publish` alone; do not publish or commit them",
            path.display()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests;
