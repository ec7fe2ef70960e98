//! `cargo xtask check`: everything that is wrong with a site, and what to do.

use anyhow::Context;
use site::{Files, Home, Problem, mojibake};
use visitor_map::publish::Ledger;
use visitor_map::{Counts, embed};

use crate::cli::CheckArgs;
use crate::common::Told;
use crate::load::{self, Opened};
use crate::{Outcome, clock, publish, report, write};

/// A site as the checks see it.
struct Checked<'a> {
    opened: &'a Opened,
    home: Option<Home>,
    args: &'a CheckArgs,
}

type Check = fn(&Checked<'_>) -> anyhow::Result<Vec<Problem>>;

/// The checks, in the order they are made: adding one is a function and a line.
const CHECKS: &[Check] = &[
    configuration,
    encoding,
    news_and_ledger,
    addresses,
    third_party_maps,
    releases,
];

pub(crate) fn run(args: &CheckArgs) -> anyhow::Result<Outcome> {
    let opened = load::open(&load::default_path(args.site.site.as_deref(), "content"))?;
    if args.fix {
        fix(&opened, args)?;
    }
    let (home, mut problems) = opened.home();
    problems.extend(opened.problems.iter().cloned());
    let checked = Checked {
        opened: &opened,
        home,
        args,
    };
    for check in CHECKS {
        problems.extend(check(&checked)?);
    }
    let count = problems.len();
    let outcome = report::problems(problems, &opened.folder, &args.site.show)
        .context("cannot write the problems")?;
    if count == 0 && !args.site.show.quiet {
        println!("nothing to complain about");
    }
    Ok(outcome)
}

fn configuration(checked: &Checked<'_>) -> anyhow::Result<Vec<Problem>> {
    let home = checked.home.as_ref();
    let settings = home.map(|home| {
        checked
            .opened
            .settings(home, &checked.args.site.overrides())
    });
    Ok(settings.map(|(_, problems)| problems).unwrap_or_default())
}

// Text that went through the wrong encoding: `â€™` for `’`.
fn encoding(checked: &Checked<'_>) -> anyhow::Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for path in texts(checked.opened) {
        let bytes = checked.opened.folder.read(&path).unwrap_or_default();
        let (source, more) = site::decode(&path, &bytes);
        problems.extend(more);
        problems.extend(mojibake::check(&source));
    }
    Ok(problems)
}

fn addresses(checked: &Checked<'_>) -> anyhow::Result<Vec<Problem>> {
    let mut problems = Vec::new();
    let now = clock::now(checked.args.now)?;
    let told = Told {
        overrides: checked.args.site.overrides(),
        ..Told::at(now)
    };
    let found = crate::addresses::gather(checked.opened, &told, &mut problems);
    if let Some(found) = found {
        let to = &found.addresses;
        let (_, more) = pages::rules(&found.redirects, &to.base_url, to.host);
        problems.extend(more);
        problems.extend(crate::sitemap::faults(checked.opened, &found)?);
    }
    Ok(problems)
}

// Maps of visitors that are loaded from elsewhere.
fn third_party_maps(checked: &Checked<'_>) -> anyhow::Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for path in texts(checked.opened) {
        let bytes = checked.opened.folder.read(&path).unwrap_or_default();
        let (source, _) = site::decode(&path, &bytes);
        problems.extend(embed::check(&source));
    }
    Ok(problems)
}

// What was published of visitors, and the record of it.
fn releases(checked: &Checked<'_>) -> anyhow::Result<Vec<Problem>> {
    let read = |path: &str| {
        let bytes = checked.opened.folder.read(path)?;
        Some(site::decode(path, &bytes).0)
    };
    let mut problems = Vec::new();
    if let Some(source) = read(publish::LEDGER) {
        problems.extend(Ledger::parse(&source).err().unwrap_or_default());
    }
    if let Some(source) = read(publish::COUNTS) {
        problems.extend(Counts::parse(&source).err().unwrap_or_default());
    }
    Ok(problems)
}

fn news_and_ledger(checked: &Checked<'_>) -> anyhow::Result<Vec<Problem>> {
    let heading = checked.args.site.heading.as_deref();
    let news = checked.opened.news(checked.opened.heading(heading), false);
    let mut problems = news.problems.clone();
    match checked.opened.ledger() {
        Ok(ledger) => {
            let ledger = ledger.unwrap_or_default();
            load::refuse_nothing(checked.opened, &news, &ledger, &mut problems);
            let home = checked.home.as_ref();
            let settings = home.map(|home| {
                let overrides = checked.args.site.overrides();
                checked.opened.settings(home, &overrides).0
            });
            let settings = settings.flatten();
            let now = clock::now(checked.args.now)?;
            let identified = load::identify(&news, &ledger, settings.as_ref(), now);
            // Without an address its absence has been reported already.
            let more = identified.problems.into_iter();
            problems.extend(
                more.filter(|problem| settings.is_some() || problem.code != "bad-authority"),
            );
        }
        Err(problem) => problems.push(problem),
    }
    Ok(problems)
}

// The pages of a site and what they include; a site given as one page is that
// page.
fn texts(opened: &Opened) -> Vec<String> {
    const ENDINGS: [&str; 9] = [
        "md", "markdown", "html", "htm", "qmd", "yml", "yaml", "toml", "liquid",
    ];
    const NOT_ENTERED: [&str; 5] = ["node_modules", "_site", "public", "vendor", "target"];
    if !opened.path.is_empty() {
        return vec![opened.path.clone()];
    }
    let mut texts = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let is_text = |path: &String| {
            path.rsplit_once('.')
                .is_some_and(|(_, ending)| ENDINGS.contains(&ending))
        };
        texts.extend(opened.folder.list(&folder).into_iter().filter(is_text));
        let inner = opened.folder.folders(&folder).into_iter();
        folders.extend(inner.filter(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            !name.starts_with('.') && !NOT_ENTERED.contains(&name)
        }));
    }
    texts.sort();
    texts
}

fn fix(opened: &Opened, args: &CheckArgs) -> anyhow::Result<()> {
    for path in texts(opened) {
        let bytes = opened.folder.read(&path).unwrap_or_default();
        // Only what is UTF-8 can be written back without changing more than
        // was found.
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        let found = mojibake::find(&text).len();
        if found == 0 {
            continue;
        }
        let shown = opened.folder.shown(&path);
        // A link to another page of the site stays one.
        let real = std::fs::canonicalize(&shown).unwrap_or_else(|_| shown.clone());
        write::replace(&real, mojibake::repair(&text).as_bytes())?;
        if !args.site.show.quiet {
            let places = if found == 1 { "place" } else { "places" };
            println!(
                "{}: mended {found} {places} of double-encoded text",
                shown.display()
            );
        }
    }
    Ok(())
}
