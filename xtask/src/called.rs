//! What this program is called: `cargo xtask` in its workspace, else by the
//! name that it is installed under.

use clap::{Command, CommandFactory};

use crate::cli::Cli;

/// The installed program.
const INSTALLED: &str = "homepage";

/// The alias in the workspace.
const ALIAS: &str = "cargo xtask";

/// Commands for the project itself, which need its workspace.
const OF_PROJECT: [&str; 4] = ["test", "bench", "atlas", "crawlers"];

/// The name to type. Cargo tells what it runs of which package it is.
pub(crate) fn name() -> &'static str {
    let package = std::env::var_os("CARGO_PKG_NAME");
    match package.is_some_and(|package| package == env!("CARGO_PKG_NAME")) {
        true => ALIAS,
        false => INSTALLED,
    }
}

/// What can be typed, under that name.
pub(crate) fn command() -> Command {
    of_name(name())
}

/// The same for the installed program, whoever asks.
#[cfg(feature = "shell")]
pub(crate) fn installed() -> Command {
    of_name(INSTALLED)
}

fn of_name(name: &'static str) -> Command {
    let mut command = Cli::command().name(INSTALLED).bin_name(name);
    if name == INSTALLED {
        for of_project in OF_PROJECT {
            command = command.mut_subcommand(of_project, |command| command.hide(true));
        }
    }
    command
}

/// A text that tells what to type, under that name.
pub(crate) fn rename(text: &str) -> String {
    match name() {
        ALIAS => text.to_owned(),
        name => text.replace(ALIAS, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_installed_program_shows_nothing_of_the_workspace() {
        let shown = |command: Command| {
            let shown = command.get_subcommands().filter(|each| !each.is_hide_set());
            shown
                .map(|each| each.get_name().to_owned())
                .collect::<Vec<_>>()
        };
        let (here, installed) = (shown(of_name(ALIAS)), shown(of_name(INSTALLED)));
        assert!(here.contains(&"test".to_owned()));
        for name in OF_PROJECT {
            assert!(!installed.contains(&name.to_owned()), "{name}");
        }
        let help = of_name(INSTALLED).render_long_help().to_string();
        assert!(help.contains("Usage: homepage <COMMAND>"), "{help}");
        assert!(!help.contains("xtask"), "{help}");
        let help = of_name(ALIAS).render_long_help().to_string();
        assert!(help.contains("Usage: cargo xtask <COMMAND>"), "{help}");
    }

    #[test]
    fn what_can_be_typed_is_consistent() {
        of_name(INSTALLED).debug_assert();
    }
}
