use std::collections::{BTreeSet, HashMap};

use super::claims::Claim;
use super::ground::{Ground, Owner, folder_clash};
use super::path::{self, Name, shown};
use super::resolve::End;
use super::target::Goal;
use crate::{Problem, Severity};

/// Whether a redirect fits into the site as it is; what it does not fit into
/// is reported.
pub(super) fn stands(
    ground: &Ground<'_>,
    claim: &Claim<'_>,
    moved: bool,
    problems: &mut Vec<Problem>,
) -> bool {
    let fault = taken(ground, claim, moved)
        .or_else(|| cased(ground, claim, moved))
        .or_else(|| unfit(ground, claim));
    if let Some(problem) = fault {
        problems.push(problem);
        return false;
    }
    problems.extend(downloads(ground, claim));
    true
}

fn taken(ground: &Ground<'_>, claim: &Claim<'_>, moved: bool) -> Option<Problem> {
    let owner = ground.at(&claim.from)?;
    let from = shown(&claim.from);
    let goal = match &claim.goal {
        Goal::Page(page) => Some(Owner::Page(*page)),
        Goal::Path { path, .. } => ground.at(path),
        Goal::Url(_) => None,
    };
    let (what, page) = match owner {
        Owner::Page(_) if goal != Some(owner) && moved => return None,
        Owner::Page(page) => (
            ground.pages.get(page)?.file.as_str(),
            ground.pages.get(page),
        ),
        Owner::File => ("a file", None),
    };
    if goal != Some(owner) || page.is_none() {
        let message = format!("{from} is the address of {what}, which the redirect would hide");
        let problem = claim.origin.error("redirect-taken", message);
        return Some(problem.help("take the redirect out, or give the other another address"));
    }
    let help = "take it out";
    // The host itself finds `x.html` and `x/index.html` at `x`.
    let written_so = path::name(&claim.from) != Name::Plain;
    let own = page
        .is_some_and(|page| page.path == claim.from || (page.output == claim.file && written_so));
    let problem = match own {
        true => {
            let message = format!("{from} is the address of {what} itself");
            claim.origin.error("redirect-self", message)
        }
        false => {
            let message = format!("{from} leads to {what} without a redirect");
            claim.origin.warning("redirect-self", message)
        }
    };
    Some(problem.help(help))
}

fn cased(ground: &Ground<'_>, claim: &Claim<'_>, moved: bool) -> Option<Problem> {
    let twin = ground.twin(&claim.file).filter(|_| !moved)?;
    let message = format!(
        "{} differs from `{twin}` in capital letters alone, and many systems take them for the same",
        shown(&claim.from)
    );
    let problem = claim.origin.error("redirect-case", message);
    Some(problem.help("take it out, or give the page another address"))
}

// What cannot be a file beside the others.
fn unfit(ground: &Ground<'_>, claim: &Claim<'_>) -> Option<Problem> {
    if !ground.host().needs_stubs() {
        return None;
    }
    if let Err(fault) = path::check_file(&claim.from) {
        return Some(fault.at(claim.origin, Severity::Error));
    }
    let other = ground.folder_clash(&claim.file)?;
    Some(in_the_way(claim, other))
}

fn in_the_way(claim: &Claim<'_>, other: &str) -> Problem {
    let message = format!(
        "{} needs the file `{}`, and `{other}` makes one name both a file and a folder",
        shown(&claim.from),
        claim.file
    );
    let problem = claim.origin.error("redirect-folder", message);
    problem.help("take the redirect out, or move the other file")
}

// A file without an extension is sent as application/octet-stream, and one
// with another extension as what that says, so that neither shows a page.
fn downloads(ground: &Ground<'_>, claim: &Claim<'_>) -> Option<Problem> {
    if !ground.host().needs_stubs() {
        return None;
    }
    let (from, file) = (shown(&claim.from), &claim.file);
    match path::name(&claim.from) {
        Name::Plain if ground.host().hides_html() => {
            let message = format!(
                "{from} has no extension and would be downloaded; \
                 `{file}` is written, which GitHub Pages serves there too"
            );
            let problem = claim.origin.warning("redirect-extension", message);
            Some(problem.help(format!("write {0}/ or {0}.html", claim.from)))
        }
        Name::Plain => {
            let message = format!(
                "{from} has no extension and would be downloaded; \
                 `{file}` is written, which most hosts serve there too"
            );
            let problem = claim.origin.warning("redirect-extension", message);
            Some(problem.help(format!("write {}/", claim.from)))
        }
        Name::Other => {
            let message = format!(
                "a page under the name {from} would be downloaded or not shown; \
                 `{file}` is written, where visitors get by one more step"
            );
            let problem = claim.origin.warning("redirect-extension", message);
            Some(problem.severity(Severity::Note))
        }
        Name::Folder | Name::Html => None,
    }
}

/// Which redirects can live beside each other; the later of two that cannot is
/// reported.
pub(super) fn apart(
    ground: &Ground<'_>,
    claims: &[Claim<'_>],
    ends: &[End],
    problems: &mut Vec<Problem>,
) -> Vec<bool> {
    let mut firsts: HashMap<String, usize> = HashMap::new();
    let mut paths: HashMap<&str, usize> = HashMap::new();
    let mut kept = vec![true; claims.len()];
    for (at, claim) in claims.iter().enumerate() {
        let first = *firsts.entry(claim.key.to_lowercase()).or_insert(at);
        let same_path = *paths.entry(&claim.from).or_insert(at);
        let other = if same_path == at { first } else { same_path };
        if other == at {
            continue;
        }
        let same_end = ends[other].same(&ends[at]);
        if let Some(problem) = rivals(claim, &claims[other], same_end) {
            kept[at] = problem.severity == Severity::Warning && same_path == at;
            problems.push(problem);
        }
    }
    if ground.host().needs_stubs() {
        part_folders(claims, &mut kept, problems);
    }
    kept
}

fn rivals(claim: &Claim<'_>, other: &Claim<'_>, same_end: bool) -> Option<Problem> {
    let from = shown(&claim.from);
    let place = &other.origin;
    let place = format!("{}:{}", place.file, place.line);
    let origin = claim.origin;
    if claim.from == other.from && same_end {
        let problem = origin.warning("redirect-twice", format!("{from} is also at {place}"));
        return Some(problem.help("take one of them out"));
    }
    if claim.key != other.key {
        let message = format!(
            "{from} differs from {} at {place} in capital letters alone, \
             and many systems take them for the same",
            shown(&other.from)
        );
        let problem = match same_end {
            true => origin.warning("redirect-case", message),
            false => origin.error("redirect-case", message),
        };
        return Some(problem.help("take one of them out"));
    }
    let message = format!("{from} leads elsewhere from {place}");
    let problem = origin.error("redirect-owners", message);
    (!same_end)
        .then(|| problem.help("decide which page has the old address, and take the other out"))
}

// Stubs must not be in each other's way either.
fn part_folders(claims: &[Claim<'_>], kept: &mut [bool], problems: &mut Vec<Problem>) {
    let files = claims.iter().zip(kept.iter());
    let files: BTreeSet<&str> = files
        .filter(|(_, kept)| **kept)
        .map(|(claim, _)| claim.file.as_str())
        .collect();
    for (claim, kept) in claims.iter().zip(kept).filter(|(_, kept)| **kept) {
        let other = folder_clash(&files, &claim.file);
        // Of the two, the one inside the other gives way.
        if let Some(other) = other.filter(|other| other.len() < claim.file.len()) {
            problems.push(in_the_way(claim, other));
            *kept = false;
        }
    }
}
