use url::Url;

use super::ground::Ground;
use super::path::{self, Fault};
use super::target::{self, Goal};
use crate::config::{Host, Written};
use crate::{Page, Problem, Severity, Status, address};

/// A redirect as somebody wants it.
#[derive(Debug, Clone)]
pub(super) struct Claim<'a> {
    /// The old path, decoded.
    pub(super) from: String,
    /// What no two redirects may share on the host.
    pub(super) key: String,
    /// The file of its stub.
    pub(super) file: String,
    pub(super) goal: Goal,
    pub(super) origin: &'a Written,
}

type Pairs<'a> = Vec<&'a (Written, Written)>;

/// Parts the row that moves the whole site from the others.
pub(super) fn split_moved<'a>(
    table: &'a [(Written, Written)],
    base_url: &Url,
    problems: &mut Vec<Problem>,
) -> (Option<(Url, &'a Written)>, Pairs<'a>) {
    let (all, table): (Pairs<'_>, Pairs<'_>) =
        table.iter().partition(|(from, _)| from.text.contains('*'));
    let mut moved = None;
    for (from, to) in all {
        match read_moved(&from.text, &to.text, base_url) {
            Ok(url) => moved = moved.or(Some((url, from))),
            Err(fault) => problems.push(fault.at(from, Severity::Error)),
        }
    }
    (moved, table)
}

fn read_moved(from: &str, to: &str, base_url: &Url) -> Result<Url, Fault> {
    let fault = |what: String, help| Err(Fault::new("redirect-moved", what, help));
    if !matches!(from, "*" | "/*") {
        let what = format!(
            "{} has a star, which stands for the whole site alone",
            path::shown(from)
        );
        return fault(what, "write \"*\", or one row for each old path");
    }
    let Ok(Goal::Url(to)) = target::read(to, base_url) else {
        let what = format!("a whole site cannot move to {}", path::shown(to));
        return fault(
            what,
            "write the address of another site, as in https://new.example.org/",
        );
    };
    match Url::parse(&to) {
        Ok(mut url) if url.query().is_none() && url.fragment().is_none() => {
            if !url.path().ends_with('/') {
                url.set_path(&format!("{}/", url.path()));
            }
            Ok(url)
        }
        _ => {
            let what = format!("{} has a query or a fragment", path::shown(&to));
            fault(what, "take out what begins with ? or #")
        }
    }
}

/// All redirects that pages and the table ask for, but those without a path.
pub(super) fn gather<'a>(
    ground: &Ground<'a>,
    table: &[&'a (Written, Written)],
    problems: &mut Vec<Problem>,
) -> Vec<Claim<'a>> {
    let mut claims = Vec::new();
    for (at, page) in ground.pages.iter().enumerate() {
        if let Status::Unpublished(why) = page.status {
            problems.extend(
                page.redirect_from
                    .iter()
                    .map(|from| unpublished(page, from, why)),
            );
            continue;
        }
        let sent_on = page.redirect_to.as_ref();
        claims.extend(sent_on.and_then(|to| sends_on(ground, page, to, problems)));
        let goal = match sent_on {
            Some(_) => Goal::Path {
                path: page.path.clone(),
                tail: String::new(),
            },
            None => Goal::Page(at),
        };
        for from in &page.redirect_from {
            claims.extend(claim(ground, from, Ok(goal.clone()), problems));
        }
    }
    for (from, to) in table {
        let goal = target::read(&to.text, ground.around.base_url);
        let goal = goal.map_err(|fault| fault.at(to, Severity::Error));
        claims.extend(claim(ground, from, goal, problems));
    }
    claims
}

fn unpublished(page: &Page, from: &Written, why: &str) -> Problem {
    let message = format!(
        "{} leads to {}, which is not published: {why}",
        path::shown(&from.text),
        page.file
    );
    let problem = from.warning("redirect-draft", message);
    problem.help("publish the page, or let another one have the old address")
}

// A page that sends its visitors on is a redirect from its own path.
fn sends_on<'a>(
    ground: &Ground<'a>,
    page: &'a Page,
    to: &'a Written,
    problems: &mut Vec<Problem>,
) -> Option<Claim<'a>> {
    let read = || {
        path::check(&page.path)?;
        target::read(&to.text, ground.around.base_url)
    };
    // A page that was made as a file of another kind would not be shown as one.
    let file = match path::name(&page.output) {
        path::Name::Html => page.output.clone(),
        _ => path::file(&page.path, ground.host()),
    };
    match read() {
        Ok(goal) => Some(Claim {
            key: key(&page.path, &file, ground.host()),
            from: page.path.clone(),
            file,
            goal,
            origin: to,
        }),
        Err(fault) => {
            problems.push(fault.at(to, Severity::Error));
            None
        }
    }
}

fn claim<'a>(
    ground: &Ground<'a>,
    written: &'a Written,
    goal: Result<Goal, Problem>,
    problems: &mut Vec<Problem>,
) -> Option<Claim<'a>> {
    let from = old_path(&written.text, ground.around.base_url);
    let from = from.map_err(|fault| fault.at(written, Severity::Error));
    let (from, goal) = match (from, goal) {
        (Ok(from), Ok(goal)) => (from, goal),
        (from, goal) => {
            problems.extend(from.err().into_iter().chain(goal.err()));
            return None;
        }
    };
    if written.text.contains(' ') {
        problems.push(spaced(written));
    }
    problems.extend(doubled(written, &from, ground.around.base_url));
    let file = path::file(&from, ground.host());
    Some(Claim {
        key: key(&from, &file, ground.host()),
        from,
        file,
        goal,
        origin: written,
    })
}

// An old address in full is a path, if it is on this site.
fn old_path(text: &str, base_url: &Url) -> Result<String, Fault> {
    let url = Url::parse(text).ok();
    let url = url.filter(|url| url.query().is_none() && url.fragment().is_none());
    let inside = url.as_ref().and_then(|url| target::inside(url, base_url));
    path::read(inside.unwrap_or(text))
}

fn spaced(written: &Written) -> Problem {
    let message = format!(
        "{} has a space, and an address has %20 for it",
        path::shown(&written.text)
    );
    let problem = written.warning("redirect-space", message);
    problem.help("write %20 if the old address had a space")
}

// A path counts from the base address, whose folder many write once more.
fn doubled(written: &Written, from: &str, base_url: &Url) -> Option<Problem> {
    let folder = address::decode(base_url.path().trim_end_matches('/'))?;
    let inner = from.strip_prefix(&folder)?;
    let doubled = !folder.is_empty() && inner.starts_with('/') && !written.text.contains("://");
    doubled.then(|| {
        let message = format!(
            "{} begins with the folder of the site, which comes before it anyway: {}",
            path::shown(from),
            path::shown(&format!("{folder}{from}"))
        );
        let problem = written.warning("redirect-base", message);
        problem.help(format!("write {inner}"))
    })
}

// Netlify takes a path with and without its last slash for the same.
fn key(from: &str, file: &str, host: Host) -> String {
    match host {
        Host::Netlify => from.trim_end_matches('/').to_owned(),
        _ if host.needs_stubs() => file.to_owned(),
        _ => from.to_owned(),
    }
}
