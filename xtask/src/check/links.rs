//! Links inside the site that lead nowhere.
//!
//! Where this program makes the pages, or nothing does, every address of the
//! site is known, and what is not among them is missing. Jekyll, Hugo and their
//! like make pages of no file, by themes and plugins; on those sites a link is
//! only reported where it is certain: there is the same address in another
//! spelling, or it names a document in a folder of the site that lacks it.

use std::collections::{BTreeMap, BTreeSet};

use site::config::Kind;
use site::{Document, Files, Page, Problem, Source, Status, Syntax, front_matter};
use url::Url;

use crate::build::whole::Whole;
use crate::common::Common;

mod liquid;
mod targets;

use targets::Targets;

/// Checks them; `whole` is what a build makes, where it makes the pages.
pub(super) fn check(common: &Common, whole: Option<Whole>, problems: &mut Vec<Problem>) {
    // One page does not tell what stands beside it.
    if !common.opened.path.is_empty() {
        return;
    }
    // What is wrong with them has been told.
    let Some(found) = common.found(&mut Vec::new()) else {
        return;
    };
    let targets = Targets::gather(common, found, whole);
    let mut broken = Vec::new();
    for page in found.pages.iter().filter(|page| is_read(page)) {
        let bytes = common.opened.folder.read(&page.file).unwrap_or_default();
        let source = site::decode(&page.file, &bytes).0;
        of_page(&source, page, &targets, &mut broken);
    }
    problems.extend(few(broken));
}

// A link that a generator has put into every page is told where it is first.
fn few(broken: Vec<Problem>) -> Vec<Problem> {
    const MOST: usize = 3;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for problem in &broken {
        *counts.entry(problem.message.clone()).or_default() += 1;
    }
    let mut told = BTreeSet::new();
    let tell = |mut problem: Problem| {
        let count = counts.get(&problem.message).copied().unwrap_or(1);
        if count > MOST {
            if !told.insert(problem.message.clone()) {
                return None;
            }
            let more = format!(", and {} more links lead there", count - 1);
            problem.message.push_str(&more);
        }
        Some(problem)
    };
    broken.into_iter().filter_map(tell).collect()
}

// Published, and a text that links can stand in.
fn is_read(page: &Page) -> bool {
    let ending = page.file.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_text = ["md", "markdown", "html", "htm", "qmd"].contains(&ending);
    is_text && !matches!(page.status, Status::Unpublished(_)) && page.redirect_to.is_none()
}

fn of_page(source: &Source, page: &Page, targets: &Targets, problems: &mut Vec<Problem>) {
    let (front, _) = front_matter::split(source);
    // Of the same length, so that every place stays where it is.
    let masked = Source::new(&*source.path, liquid::mask(&source.text));
    let syntax = Syntax::of(&source.path);
    let document = Document::parse(&masked, front.body_start, syntax);
    for link in pages::links(&document) {
        let is_link = matches!(
            (link.element, link.attribute),
            ("a" | "area", "href") | ("img" | "source" | "video" | "audio" | "iframe", "src")
        );
        if !is_link || is_in_template(&document, link.node) {
            continue;
        }
        let Some(target) = resolve(link.address, page, targets) else {
            continue;
        };
        if let Some((message, help)) = targets.missing(&target, &page.path) {
            let problem = Problem::warning("broken-link", source, link.offset, message);
            problems.push(problem.help(help));
        }
    }
}

fn is_in_template(document: &Document, node: site::NodeId) -> bool {
    let above = std::iter::successors(Some(node), |&node| document.parent(node));
    let mut names = above.filter_map(|node| document.name(node));
    names.any(|name| name == "template")
}

/// Where a link leads inside the site.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Target {
    /// The path from the root of the site, as people read it: `/talks/`.
    path: String,
    /// The place in the page, if one is named.
    fragment: Option<String>,
}

// Nothing where it leads out of the site, or nobody can tell.
fn resolve(written: &str, page: &Page, targets: &Targets) -> Option<Target> {
    let marks = ["{{", "{%", "{{<", "}}", "%}"];
    if written.is_empty() || marks.iter().any(|mark| written.contains(mark)) {
        return None;
    }
    let base = &targets.base_url;
    // What Liquid put there is the base itself, or begins with it.
    let rooted = liquid::rooted(written);
    let is_rooted = written.starts_with('/') && !written.starts_with("//");
    let url = match rooted.filter(|path| !path.contains(':')) {
        Some(path) => inside(base, path)?,
        // The pages that are made here write the folder themselves.
        None if is_rooted && targets.kind == Kind::Native => inside(base, written)?,
        None => inside(base, &site::address::percent_encode(&page.path))?
            .join(written)
            .ok()?,
    };
    let is_here = |scheme| matches!(scheme, "http" | "https");
    if !is_here(url.scheme()) || url.host_str() != base.host_str() || url.port() != base.port() {
        return None;
    }
    let path = url.path().strip_prefix(base.path().trim_end_matches('/'))?;
    let path = path
        .starts_with('/')
        .then(|| site::address::decode(path))??;
    let fragment = url.fragment().map(site::address::decode);
    Some(Target {
        path,
        fragment: match fragment {
            Some(text) => Some(text?),
            None => None,
        },
    })
}

fn inside(base: &Url, path: &str) -> Option<Url> {
    base.join(path.trim_start_matches('/')).ok()
}
