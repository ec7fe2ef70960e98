//! `cargo xtask check`: everything that is wrong with a site, and what to do.

use std::io::{self, BufWriter, Write};

use anyhow::{Context, Result};
use site::config::Kind;
use site::{Files, Problem, config, mojibake};
use visitor_map::publish::Ledger;
use visitor_map::{Counts, embed};

use crate::build::whole;
use crate::cli::CheckArgs;
use crate::common::{Common, Told};
use crate::load;
use crate::report::{self, Format};
use crate::{Outcome, Usage, clock, publish};

mod fix;
pub(crate) mod levels;
mod links;
mod requests;
pub(crate) mod rules;
mod texts;

use levels::For;

type Check = fn(&Common, &mut Vec<Problem>) -> Result<()>;

/// The checks, in the order they are made: adding one is a function and a line,
/// and a row in the table of [`rules`].
const CHECKS: &[Check] = &[
    configuration,
    encoding,
    news_and_ledger,
    addresses,
    third_party_maps,
    requests::check,
    releases,
    pages_and_links,
];

pub(crate) fn run(args: &CheckArgs) -> Result<Outcome> {
    if args.list {
        return tell(&rules::list());
    }
    if let Some(id) = &args.explain {
        return tell(&rules::explain(known(id)?));
    }
    let opened = load::open(&load::default_path(args.site.site.as_deref(), "content"))?;
    if args.fix {
        fix::run(&opened, args)?;
    }
    let told = Told {
        overrides: args.site.overrides(),
        heading: args.site.heading.clone(),
        ..Told::at(clock::now(args.now)?)
    };
    let common = Common::new(opened, told);
    let mut problems = common.opened.problems.clone();
    for check in CHECKS {
        check(&common, &mut problems)?;
    }
    let problems = common.opened.levels.apply(problems, For::Telling);
    report(problems, &common, args)
}

fn report(problems: Vec<Problem>, common: &Common, args: &CheckArgs) -> Result<Outcome> {
    let format = match args.json {
        true => Format::Json,
        false => args.format.unwrap_or_else(Format::usual),
    };
    let nothing = problems.is_empty();
    let (folder, show) = (&common.opened.folder, &args.site.show);
    // What a program asks for is the result; people read the rest as problems.
    let outcome = match format {
        Format::Text => report::write(problems, folder, show, format, io::stderr().lock()),
        _ => report::write(problems, folder, show, format, io::stdout().lock()),
    };
    if nothing && format != Format::Json && !show.quiet {
        println!("nothing to complain about");
    }
    outcome.context("cannot write the problems")
}

// Whoever reads the first lines only is not an error.
fn tell(text: &str) -> Result<Outcome> {
    let mut stdout = BufWriter::new(io::stdout().lock());
    let told = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match told {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Outcome::Fine),
        told => told.map(|()| Outcome::Fine).context("cannot write"),
    }
}

fn known(id: &str) -> Result<&'static rules::Rule> {
    let hint = match rules::nearest(id) {
        Some(near) => format!("did you mean {near}?"),
        None => "check --list shows all".to_owned(),
    };
    rules::find(id).with_context(|| Usage(format!("there is no check {id}; {hint}")))
}

fn configuration(common: &Common, problems: &mut Vec<Problem>) -> Result<()> {
    common.settings(problems);
    problems.extend(config::profile(&common.opened.raw).1);
    Ok(())
}

// Text that went through the wrong encoding: `â€™` for `’`.
fn encoding(common: &Common, problems: &mut Vec<Problem>) -> Result<()> {
    for path in texts::of(&common.opened) {
        let bytes = common.opened.folder.read(&path).unwrap_or_default();
        let (source, more) = site::decode(&path, &bytes);
        problems.extend(more);
        problems.extend(mojibake::check(&source));
    }
    Ok(())
}

fn addresses(common: &Common, problems: &mut Vec<Problem>) -> Result<()> {
    if let Some(found) = common.found(problems) {
        let to = &found.addresses;
        let (_, more) = pages::rules(&found.redirects, &to.base_url, to.host);
        problems.extend(more);
        problems.extend(crate::sitemap::faults(&common.opened, found)?);
    }
    Ok(())
}

// Maps of visitors that are loaded from elsewhere.
fn third_party_maps(common: &Common, problems: &mut Vec<Problem>) -> Result<()> {
    for path in texts::of(&common.opened) {
        let bytes = common.opened.folder.read(&path).unwrap_or_default();
        let (source, _) = site::decode(&path, &bytes);
        problems.extend(embed::check(&source));
    }
    Ok(())
}

// What was published of visitors, and the record of it.
fn releases(common: &Common, problems: &mut Vec<Problem>) -> Result<()> {
    let read = |path: &str| {
        let bytes = common.opened.folder.read(path)?;
        Some(site::decode(path, &bytes).0)
    };
    if let Some(source) = read(publish::LEDGER) {
        problems.extend(Ledger::parse(&source).err().unwrap_or_default());
    }
    if let Some(source) = read(publish::COUNTS) {
        problems.extend(Counts::parse(&source).err().unwrap_or_default());
    }
    Ok(())
}

fn news_and_ledger(common: &Common, problems: &mut Vec<Problem>) -> Result<()> {
    let news = common.news();
    problems.extend(news.problems.iter().cloned());
    let Some(ledger) = common.ledger(problems) else {
        return Ok(());
    };
    load::refuse_nothing(&common.opened, news, ledger, problems);
    // That there are none has been told already.
    let settings = common.settings(&mut Vec::new());
    let identified = load::identify(news, ledger, settings, common.told.now);
    let more = identified.problems.into_iter();
    problems.extend(more.filter(|problem| settings.is_some() || problem.code != "bad-authority"));
    Ok(())
}

// What `build` would complain about, where it makes the pages, and where their
// links lead: both are told by making all of them.
fn pages_and_links(common: &Common, problems: &mut Vec<Problem>) -> Result<()> {
    let opened = &common.opened;
    let is_made_here = opened.raw.kind == Kind::Native && opened.path.is_empty();
    let mut whole = is_made_here.then(|| whole::make(common)).transpose()?;
    if let Some(whole) = &mut whole {
        problems.append(&mut whole.problems);
    }
    links::check(common, whole, problems);
    Ok(())
}
