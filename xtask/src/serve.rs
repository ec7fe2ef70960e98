//! `cargo xtask serve`: the home page as it would be built, in a browser on
//! this machine, made anew on every save.
//!
//! Everything is held in memory: neither the output nor the ledger is written,
//! so there is nothing to clean up, and Ctrl-C may end the program as it ends
//! any other (status 130 in a shell).

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use site::Problem;

use crate::cli::{ServeArgs, ShowArgs};
use crate::common::Told;
use crate::{Outcome, Usage, clock, load, report};

mod http;
mod inject;
mod live;
mod media;
mod preview;
mod respond;
mod server;
mod watch;

use live::Live;
use preview::Preview;

pub(crate) fn run(args: &ServeArgs) -> anyhow::Result<Outcome> {
    let site = load::default_path(args.site.site.as_deref(), "content");
    let told = Told {
        overrides: args.site.overrides(),
        heading: args.site.heading.clone(),
        drafts: args.drafts,
        ..Told::at(clock::now(args.now)?)
    };
    let mut live = Live::open(&site, told, args.now)?;
    // Before the first reading, so that no change falls in between.
    let changes = watch::start(live.root())?;
    let listener = listen(args.port)?;
    let address = listener.local_addr().context("cannot tell the port")?;
    let preview = Arc::new(Preview::new());
    let start = Instant::now();
    let update = live.everything()?;
    let mut shown = tell(&update.problems, &[], &live, &args.site.show)?;
    let (path, files) = (update.base.clone(), update.files());
    preview.take(update);
    server::start(listener, &preview);
    if !args.site.show.quiet {
        println!(
            "http://{address}{path} shows {}: {files} files",
            site.display()
        );
        eprintln!(
            "ready in {} ms; stop with Ctrl-C",
            start.elapsed().as_millis()
        );
    }
    while let Some(changed) = changes.next() {
        let start = Instant::now();
        let Some(update) = live.change(&changed)? else {
            continue;
        };
        let what = update.what.clone();
        let problems = update.problems.clone();
        // The page first: whoever looks at it waits for nothing else.
        preview.take(update);
        if !args.site.show.quiet {
            eprintln!("{what} in {} ms", start.elapsed().as_millis());
        }
        shown = tell(&problems, &shown, &live, &args.site.show)?;
    }
    Ok(Outcome::Fine)
}

// Only this machine can reach it: what is written may not be public yet.
fn listen(port: u16) -> anyhow::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
        Usage(format!(
            "cannot listen on port {port}; give another --port, or 0 for any"
        ))
    })
}

// Told again only where they are others than before.
fn tell(
    problems: &[Problem],
    before: &[Problem],
    live: &Live,
    show: &ShowArgs,
) -> anyhow::Result<Vec<Problem>> {
    if problems != before {
        report::problems(problems.to_vec(), live.folder(), show)
            .context("cannot write the problems")?;
        if problems.is_empty() {
            eprintln!("no problems any more");
        }
    }
    Ok(problems.to_vec())
}
