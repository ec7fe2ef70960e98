//! `cargo xtask redirects`: what makes old addresses lead to the new ones.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use site::Output;
use site::config::Host;

use crate::cli::{self, RedirectsArgs};
use crate::load;
use crate::write::{below, keep_others, write_or_verify};
use crate::{Outcome, addresses, clock, report, tell};

pub(crate) fn run(args: &RedirectsArgs) -> anyhow::Result<Outcome> {
    let opened = load::open(&load::default_path(args.site.site.as_deref(), "content"))?;
    let mut opened = opened;
    if let Some(host) = args.host {
        opened.raw.set_host(host_of(host));
    }
    let mut problems = opened.problems.clone();
    let now = clock::now(args.now)?;
    let found = addresses::gather(&opened, &args.site, &[], now, &mut problems);
    let made = found.map(|found| {
        let to = &found.addresses;
        let (outputs, more) = pages::redirects(&found.redirects, &to.base_url, to.host);
        problems.extend(more);
        (outputs, found.redirects.rules.len())
    });
    let outcome = report::problems(problems, &opened.folder, &args.site.show)
        .context("cannot write the problems")?;
    match made.filter(|_| outcome == Outcome::Fine) {
        Some((outputs, count)) => publish(args, &outputs, count),
        None => Ok(Outcome::Problems),
    }
}

fn publish(args: &RedirectsArgs, outputs: &[Output], count: usize) -> anyhow::Result<Outcome> {
    let out = load::default_path(args.out.out.as_deref(), "dist");
    let mut files: Vec<(PathBuf, &[u8])> = Vec::new();
    for output in outputs {
        let path = below(&out, &output.path)?;
        keep_others(&path, |old| pages::is_ours(&output.path, old))?;
        files.push((path, &output.bytes));
    }
    let written = outputs
        .iter()
        .map(|output| out.join(&output.path))
        .collect();
    tell::stale(
        &stale(&out, &written),
        "no redirect of the site needs this file any longer",
    );
    let written = write_or_verify(files, args.out.check)?;
    let summary = tell::count(count, "redirect", "redirects");
    Ok(tell::written(
        &args.site.show,
        args.out.check,
        &summary,
        &written,
    ))
}

// Pages and rules of redirects that are no more, or of another host; only such
// files are opened as may be one.
fn stale(out: &Path, written: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
    const LARGEST_PAGE: u64 = 16 << 10;
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
                folders.push(path);
            } else if may_be && is_ours(&path, "") {
                stale.push(path);
            }
        }
    }
    stale.sort();
    stale
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
