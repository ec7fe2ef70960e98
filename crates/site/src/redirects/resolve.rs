use std::collections::HashMap;

use super::claims::Claim;
use super::ground::{Ground, Owner};
use super::path;
use super::target::{self, Goal};
use super::{Redirect, Target};
use crate::{Problem, Severity};

/// Where a redirect ends when it is followed through all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// At something that lives, after so many steps through other redirects.
    Lives(Target, usize),
    /// At nothing.
    Dead,
    /// Where it came from, or on such a circle.
    Loop,
}

impl End {
    pub(super) fn same(&self, other: &End) -> bool {
        match (self, other) {
            (End::Lives(one, _), End::Lives(two, _)) => one == two,
            _ => false,
        }
    }
}

enum Step {
    End(End),
    Next(usize),
}

/// Follows every redirect to its end. Each is walked once: what a walk passes
/// ends where the walk ends.
pub(super) fn resolve(ground: &Ground<'_>, claims: &[Claim<'_>]) -> Vec<End> {
    let mut by_file: HashMap<&str, usize> = HashMap::new();
    for (at, claim) in claims.iter().enumerate() {
        by_file.entry(&claim.file).or_insert(at);
    }
    let mut ends: Vec<Option<End>> = vec![None; claims.len()];
    let mut on_walk = vec![false; claims.len()];
    for start in 0..claims.len() {
        let mut walk = Vec::new();
        let mut at = start;
        let end = loop {
            if let Some(end) = &ends[at] {
                break end.clone();
            }
            if on_walk[at] {
                break End::Loop;
            }
            on_walk[at] = true;
            match step(ground, &by_file, &claims[at].goal) {
                Step::End(end) => {
                    ends[at] = Some(end.clone());
                    break end;
                }
                Step::Next(next) => {
                    walk.push(at);
                    at = next;
                }
            }
        };
        unwind(claims, &walk, end, &mut ends);
    }
    let ends = ends.into_iter();
    ends.map(|end| end.unwrap_or(End::Dead)).collect()
}

// Each on a walk is a step further from its end than the one behind it.
fn unwind(claims: &[Claim<'_>], walk: &[usize], mut end: End, ends: &mut [Option<End>]) {
    for &at in walk.iter().rev() {
        if let (End::Lives(target, steps), Goal::Path { tail, .. }) = (&mut end, &claims[at].goal) {
            let (Target::Page { tail: own, .. } | Target::Url(own)) = target;
            *own = target::joined(tail, own);
            *steps += 1;
        }
        ends[at] = Some(end.clone());
    }
}

fn step(ground: &Ground<'_>, by_file: &HashMap<&str, usize>, goal: &Goal) -> Step {
    let (path, tail) = match goal {
        Goal::Page(page) => match ground.pages.get(*page) {
            Some(page) => return Step::End(End::Lives(ground.target(page), 0)),
            None => return Step::End(End::Dead),
        },
        Goal::Url(url) => return Step::End(End::Lives(Target::Url(url.clone()), 0)),
        Goal::Path { path, tail } => (path, tail),
    };
    let lives = |path: &str| {
        let (path, tail) = (path.to_owned(), tail.clone());
        Step::End(End::Lives(Target::Page { path, tail }, 0))
    };
    match ground.at(path) {
        Some(Owner::Page(page)) => lives(ground.pages.get(page).map_or(path, |page| &page.path)),
        Some(Owner::File) => lives(path),
        None => {
            let places = path::places(path, ground.host());
            let next = places.iter().find_map(|file| by_file.get(file.as_str()));
            next.map_or(Step::End(End::Dead), |&next| Step::Next(next))
        }
    }
}

/// Reports the redirects that end nowhere, and those that took several steps.
pub(super) fn report(
    ground: &Ground<'_>,
    claims: &[Claim<'_>],
    ends: &[End],
    kept: &[bool],
    problems: &mut Vec<Problem>,
) {
    for ((claim, end), _) in claims.iter().zip(ends).zip(kept).filter(|(_, kept)| **kept) {
        let page_path = |page: usize| ground.pages.get(page).map_or("", |page| &page.path);
        let goal = target::shown(&claim.goal, page_path);
        problems.extend(problem(ground, claim, &goal, end));
    }
}

fn problem(ground: &Ground<'_>, claim: &Claim<'_>, goal: &str, end: &End) -> Option<Problem> {
    let from = path::shown(&claim.from);
    match end {
        End::Lives(_, 0) => None,
        End::Lives(target, _) => {
            let end = target::shown_end(target);
            let message = format!(
                "{from} leads to {goal}, which leads on to {end}: visitors go there at once"
            );
            let note = claim.origin.warning("redirect-chain", message);
            let note = note.severity(Severity::Note);
            Some(note.help(format!("write {end} instead of {goal}")))
        }
        End::Loop => {
            let message = format!("{from} leads to {goal}, and so in a circle");
            let problem = claim.origin.error("redirect-loop", message);
            Some(problem.help("let one of the redirects lead to a page"))
        }
        End::Dead => Some(dead(ground, claim, goal)),
    }
}

fn dead(ground: &Ground<'_>, claim: &Claim<'_>, goal: &str) -> Problem {
    let hidden = match &claim.goal {
        Goal::Path { path, .. } => ground.hidden(path),
        _ => None,
    };
    let from = path::shown(&claim.from);
    let what = match hidden {
        Some(why) => format!("{from} leads to {goal}, which is not published: {why}"),
        None => format!("{from} leads to {goal}, where nothing is"),
    };
    let problem = claim.origin.error("redirect-dead", what);
    problem.help("write the path of a page that is published, or take the redirect out")
}

/// The redirects that are kept and end at something that lives.
pub(super) fn rules(
    ground: &Ground<'_>,
    claims: Vec<Claim<'_>>,
    ends: Vec<End>,
    kept: &[bool],
) -> Vec<Redirect> {
    let all = claims.into_iter().zip(ends).zip(kept);
    let rule = |((claim, end), kept): ((Claim<'_>, End), &bool)| match end {
        End::Lives(to, _) if *kept => Some(rule(ground, claim, to)),
        _ => None,
    };
    all.filter_map(rule).collect()
}

fn rule(ground: &Ground<'_>, claim: Claim<'_>, to: Target) -> Redirect {
    let owner = match &to {
        Target::Page { path, .. } => ground.at(path),
        Target::Url(_) => None,
    };
    let page = match owner {
        Some(Owner::Page(page)) => ground.pages.get(page),
        _ => None,
    };
    let site = || ground.around.language.map(str::to_owned);
    Redirect {
        from: claim.from,
        file: claim.file,
        origin: claim.origin.clone(),
        title: page.and_then(|page| page.title.clone()),
        language: page.map_or_else(site, |page| ground.language(page)),
        to,
    }
}
