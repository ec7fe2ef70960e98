//! `cargo xtask redirects`: what makes old addresses lead to the new ones.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use site::config::Host;
use site::{Output, Problem};

use crate::cli::{self, RedirectsArgs};
use crate::common::{Common, Told};
use crate::load;
use crate::place::Place;
use crate::plugins::{self, Made, Plugin, Writing};
use crate::{Outcome, advice, clock, tell};

pub(crate) const PLUGIN: Plugin = Plugin {
    name: "redirects",
    make: |common, problems| Ok(make(common, problems)),
    is_ours: pages::is_ours,
    stale,
    why_stale: "no redirect of the site needs this file any longer",
};

pub(crate) fn run(args: &RedirectsArgs) -> anyhow::Result<Outcome> {
    let opened = load::open(&load::default_path(args.site.site.as_deref(), "content"))?;
    let told = Told {
        overrides: args.site.overrides(),
        host: args.host.map(host_of),
        ..Told::at(clock::now(args.now)?)
    };
    let common = Common::new(opened, told);
    let writing = Writing {
        out: &args.out,
        place: Place::of(&common.opened, args.out.out.as_deref()),
        show: &args.site.show,
        locked: false,
    };
    let outcome = plugins::run(&PLUGIN, &common, &writing, |problems| {
        Ok(make(&common, problems))
    })?;
    let notes = match common.found(&mut Vec::new()) {
        Some(found) if !found.redirects.rules.is_empty() => {
            advice::of_redirects(&common.opened, &writing.place)
        }
        _ => Vec::new(),
    };
    Ok(tell::notes(&args.site.show, outcome, &notes))
}

fn make(common: &Common, problems: &mut Vec<Problem>) -> Option<Made> {
    let found = common.found(problems)?;
    let to = &found.addresses;
    let (outputs, more) = pages::redirects(&found.redirects, &to.base_url, to.host);
    problems.extend(more);
    Some(Made {
        outputs,
        summary: tell::count(found.redirects.rules.len(), "redirect", "redirects"),
        ..Made::default()
    })
}

// Pages and rules of redirects that are no more, or of another host; only such
// files are opened as may be one.
fn stale(out: &Path, outputs: &[Output]) -> Vec<PathBuf> {
    const LARGEST_PAGE: u64 = 16 << 10;
    let written: BTreeSet<PathBuf> = outputs.iter().map(|file| out.join(&file.path)).collect();
    let is_ours = |path: &Path, name: &str| {
        !written.contains(path)
            && std::fs::read(path).is_ok_and(|bytes| pages::is_ours(name, &bytes))
    };
    let rules = pages::RULES.map(|name| (out.join(name), name));
    let rules = rules.into_iter().filter(|(path, name)| is_ours(path, name));
    let mut stale: Vec<PathBuf> = rules.map(|(path, _)| path).collect();
    let mut folders = vec![out.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            // A link is not followed, which could lead in a circle.
            let (path, Ok(about)) = (entry.path(), entry.metadata()) else {
                continue;
            };
            let may_be = about.is_file() && about.len() <= LARGEST_PAGE && is_page(&path);
            if about.is_dir() {
                folders.extend(Some(path).filter(|path| is_entered(path)));
            } else if may_be && is_ours(&path, "") {
                stale.push(path);
            }
        }
    }
    stale.sort();
    stale
}

// In a site's own folder stand also what its generator made, with copies of
// all this in it, and what is none of its pages.
fn is_entered(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.') && !["_site", "node_modules"].contains(&&*name)
}

fn is_page(path: &Path) -> bool {
    let ending = path.extension();
    ending.is_some_and(|ending| ending == "html" || ending == "htm")
}

fn host_of(host: cli::Host) -> Host {
    match host {
        cli::Host::GithubPages => Host::GitHubPages,
        cli::Host::Netlify => Host::Netlify,
        cli::Host::Cloudflare => Host::Cloudflare,
        cli::Host::Nginx => Host::Nginx,
        cli::Host::Apache => Host::Apache,
        cli::Host::Caddy => Host::Caddy,
        cli::Host::Other => Host::Other,
    }
}
