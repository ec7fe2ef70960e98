//! The commands: each reads files, calls the plugins, and writes what they
//! return, or with `--check` compares it. Files, clock, environment and
//! printing live here and nowhere else.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types
)]

mod addresses;
mod advice;
mod assets;
mod atlas;
mod bench;
mod build;
mod called;
mod check;
mod cli;
mod clock;
mod common;
mod crawlers;
mod dependencies;
mod feed;
mod files;
mod history;
mod init;
mod load;
mod map;
mod news;
mod pages;
mod parallel;
mod place;
mod plugins;
mod progress;
mod publish;
mod redirects;
mod report;
mod serve;
#[cfg(feature = "shell")]
mod shell;
mod sitemap;
mod tally;
mod tell;
mod test;
mod tools;
mod write;

use std::process::ExitCode;

use clap::FromArgMatches;

use crate::cli::{Cli, Command};

/// How a command ended; the exit codes are the same for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing to complain about: 0.
    Fine,
    /// Problems in the content, or output that is not what it should be: 1.
    Problems,
}

fn main() -> ExitCode {
    let typed = called::command().get_matches();
    let cli = Cli::from_arg_matches(&typed).unwrap_or_else(|error| error.exit());
    match run(&cli.command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(error.downcast_ref::<Usage>().map_or(1, |_| 2))
        }
    }
}

fn run(command: &Command) -> anyhow::Result<ExitCode> {
    let outcome = match command {
        Command::News(args) => news::run(args)?,
        Command::Publish(args) => publish::run(args)?,
        Command::Feed(args) => feed::run(args)?,
        Command::Sitemap(args) => sitemap::run(args)?,
        Command::Redirects(args) => redirects::run(args)?,
        Command::Map(args) => map::run(args)?,
        Command::Build(args) => build::run(args)?,
        Command::Serve(args) => serve::run(args)?,
        Command::Check(args) => check::run(args)?,
        Command::Init(args) => init::run(args)?,
        #[cfg(feature = "shell")]
        Command::Completions(args) => shell::completions(args)?,
        #[cfg(feature = "shell")]
        Command::Man(args) => shell::man(args)?,
        Command::Atlas(args) => atlas::run(args)?,
        Command::Tally(args) => tally::run(args)?,
        Command::Crawlers(args) => crawlers::run(args)?,
        Command::Test(args) => return test::run(&args.names),
        Command::Bench(args) => return bench::run(&args.names),
    };
    Ok(match outcome {
        Outcome::Fine => ExitCode::SUCCESS,
        Outcome::Problems => ExitCode::from(1),
    })
}

/// What was asked for makes no sense, as opposed to content that is wrong: 2.
#[derive(Debug)]
struct Usage(String);

impl std::fmt::Display for Usage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}
