//! `cargo xtask publish`: from what was counted in a week or month to the
//! counts that may be shown, once.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use site::{Problem, Severity, Source};
use visitor_map::import::{self, Imported, Kind};
use visitor_map::publish::{self, Ledger, Period, Published, Raw, Terms};
use visitor_map::{Country, Counts, Window};

use crate::cli::PublishArgs;
use crate::files::Folder;
use crate::write::{Written, below, is_ours, write_or_verify};
use crate::{Outcome, Usage, clock, load, report, tell};

/// The releases' ledger, at the root of the site.
pub(crate) const LEDGER: &str = "map.lock";
/// What is read by whoever draws a map.
pub(crate) const COUNTS: &str = "counts.json";

/// The largest file of counts that is read.
const LARGEST: u64 = 256 << 20;

pub(crate) fn run(args: &PublishArgs) -> anyhow::Result<Outcome> {
    let root = load::default_path(args.site.as_deref(), "content");
    let site = Folder::open(&root)?;
    let now = clock::now(args.now)?;
    let terms = Terms {
        window: window(&args.window, now)?,
        epsilon: args.epsilon,
        k: args.k.get(),
        never: never(&args.never)?,
    };
    let window = terms.window;
    if let Err(problem) = publish::check_window(&window, now) {
        return refused(problem, &site, args);
    }
    let Some(ledger) = ledger(&site, args)? else {
        return Ok(Outcome::Problems);
    };
    let raw = match input(args)? {
        Some((kind, path)) => read(kind, &path, &window, args)?,
        None => Some(recorded(&ledger, &window)?),
    };
    let Some(raw) = raw else {
        return Ok(Outcome::Problems);
    };
    if args.public {
        let counts = publish::as_public(&raw, window, terms.k, &terms.never);
        return write(args, &root, None, &counts);
    }
    if args.out.check && ledger.find(&window).is_none() {
        // Noise is drawn to be kept, not to be compared.
        let unpublished = Written {
            changed: vec![root.join(LEDGER), counts_path(args, &root)?],
        };
        return Ok(tell::written(&args.show, true, "", &unpublished));
    }
    match publish::publish(&raw, &terms, &ledger, now, &mut system_random) {
        Ok(published) => {
            let Published {
                counts,
                ledger,
                warnings,
                ..
            } = published;
            report::problems(warnings, &site, &args.show).context("cannot write the problems")?;
            write(args, &root, Some(&ledger), &counts)
        }
        Err(problem) => refused(problem, &site, args),
    }
}

fn refused(problem: Problem, site: &Folder, args: &PublishArgs) -> anyhow::Result<Outcome> {
    report::problems(vec![problem], site, &args.show).context("cannot write the problems")
}

// `UK` for `GB` would protect nobody.
fn never(codes: &[Country]) -> anyhow::Result<BTreeSet<Country>> {
    match codes.iter().find(|code| !publish::is_listed(code)) {
        Some(code) => bail!(Usage(format!("--never {code} is no country of ISO 3166-1"))),
        None => Ok(codes.iter().copied().collect()),
    }
}

fn system_random(bytes: &mut [u8]) -> Result<(), String> {
    getrandom::fill(bytes).map_err(|error| error.to_string())
}

fn window(text: &str, now: DateTime<Utc>) -> anyhow::Result<Window> {
    let period = match text {
        "week" => Period::Week,
        "month" => Period::Month,
        text => return text.parse().map_err(|error: String| Usage(error).into()),
    };
    period.last(now).context("the clock is out of range")
}

// The file and what wrote it; none where a release is only to be written again.
fn input(args: &PublishArgs) -> anyhow::Result<Option<(Kind, PathBuf)>> {
    let (kind, path) = match &args.import[..] {
        [] => return Ok(args.tally.clone().map(|path| (Kind::Tally, path))),
        [kind, path] => (kind.as_str(), path),
        _ => bail!(Usage("--import can be given once".to_owned())),
    };
    let kind = match kind {
        "cloudflare" => Kind::Cloudflare,
        "goatcounter" => Kind::GoatCounter,
        "matomo" => Kind::Matomo,
        _ => bail!(Usage(
            "--import takes cloudflare, goatcounter or matomo, and a file".to_owned()
        )),
    };
    Ok(Some((kind, PathBuf::from(path))))
}

fn recorded(ledger: &Ledger, window: &Window) -> anyhow::Result<Raw> {
    let Some(release) = ledger.find(window) else {
        bail!(Usage(format!(
            "{window} is not published yet; give a tally, or --import and a file"
        )));
    };
    let Counts {
        unit, cap, source, ..
    } = &release.counts;
    Ok(Raw::new(*unit, *cap, source.clone()))
}

// A ledger that cannot be read is not taken for none: its releases would be
// drawn again.
fn ledger(site: &Folder, args: &PublishArgs) -> anyhow::Result<Option<Ledger>> {
    let path = site.shown(LEDGER);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Some(Ledger::default()));
        }
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let (source, mut problems) = site::decode(LEDGER, &bytes);
    let ledger = Ledger::parse(&source).map_err(|more| problems.extend(more));
    report::problems(problems, site, &args.show).context("cannot write the problems")?;
    Ok(ledger.ok())
}

fn read(
    kind: Kind,
    path: &Path,
    window: &Window,
    args: &PublishArgs,
) -> anyhow::Result<Option<Raw>> {
    let (folder, source, mut problems) = open(path)?;
    let raw = match import::read(kind, &source, window) {
        Ok(Imported { raw, warnings }) => {
            problems.extend(warnings.into_iter().map(|problem| strict(problem, args)));
            Some(raw)
        }
        Err(more) => {
            problems.extend(more);
            None
        }
    };
    let outcome =
        report::problems(problems, &folder, &args.show).context("cannot write the problems")?;
    Ok(raw.filter(|_| outcome == Outcome::Fine))
}

// A release is for ever, so that half a window is refused unless it is all
// there is.
fn strict(problem: Problem, args: &PublishArgs) -> Problem {
    if args.incomplete {
        return problem;
    }
    let help = format!("{}; --incomplete publishes it as it is", problem.help);
    problem.severity(Severity::Error).help(help)
}

fn open(path: &Path) -> anyhow::Result<(Folder, Source, Vec<Problem>)> {
    let mut bytes = Vec::new();
    let (folder, name) = match path == Path::new("-") {
        true => {
            let mut stdin = std::io::stdin().lock().take(LARGEST);
            stdin.read_to_end(&mut bytes).context("cannot read stdin")?;
            (Folder::open(Path::new(""))?, "stdin".to_owned())
        }
        false => {
            let file = std::fs::File::open(path)
                .map_err(|error| Usage(format!("cannot open {}: {error}", path.display())))?;
            file.take(LARGEST)
                .read_to_end(&mut bytes)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let folder = Folder::open(path.parent().unwrap_or(Path::new("")))?;
            (folder, name.into_owned())
        }
    };
    // GoatCounter's export comes packed.
    if bytes.starts_with(&[0x1F, 0x8B]) {
        let mut unpacked = Vec::new();
        flate2::read::MultiGzDecoder::new(&*bytes)
            .take(LARGEST)
            .read_to_end(&mut unpacked)
            .with_context(|| format!("cannot unpack {}", path.display()))?;
        bytes = unpacked;
    }
    let (source, problems) = site::decode(&name, &bytes);
    Ok((folder, source, problems))
}

fn counts_path(args: &PublishArgs, root: &Path) -> anyhow::Result<PathBuf> {
    let path = below(args.out.out.as_deref().unwrap_or(root), COUNTS)?;
    is_ours(&path, &["\"suppressed\""])?;
    Ok(path)
}

// The ledger first: a run that is cut off in between leaves a release that the
// next one finds.
fn write(
    args: &PublishArgs,
    root: &Path,
    ledger: Option<&Ledger>,
    counts: &Counts,
) -> anyhow::Result<Outcome> {
    let path = counts_path(args, root)?;
    let ledger = ledger.map(Ledger::to_json);
    let text = counts.to_json();
    let mut files: Vec<(PathBuf, &[u8])> = Vec::new();
    files.extend(
        ledger
            .as_ref()
            .map(|text| (root.join(LEDGER), text.as_bytes())),
    );
    files.push((path, text.as_bytes()));
    let written = write_or_verify(files, args.out.check)?;
    let named = counts.countries.len();
    let named = tell::count(named, "country", "countries");
    let summary = format!("{named} from {}", counts.window);
    let outcome = tell::written(&args.show, args.out.check, &summary, &written);
    if outcome == Outcome::Fine && !args.show.quiet {
        println!("{}", publish::notice(counts, "en"));
    }
    Ok(outcome)
}
