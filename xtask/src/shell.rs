//! What an installed program brings along: completions for shells, and manual
//! pages.

use std::io::{self, Write};

use anyhow::{Context, Result};
use clap::Command;

use crate::cli::{CompletionsArgs, ManArgs};
use crate::{Outcome, Usage, called};

pub(crate) fn completions(args: &CompletionsArgs) -> Result<Outcome> {
    let mut command = called::installed();
    let name = command.get_name().to_owned();
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut text);
    print(&text)
}

pub(crate) fn man(args: &ManArgs) -> Result<Outcome> {
    print(&page(args.command.as_deref())?)
}

// The page of the program, or of one of its commands.
fn page(name: Option<&str>) -> Result<Vec<u8>> {
    let mut whole = called::installed();
    whole.build();
    let command = match name {
        None => whole,
        Some(name) => named(&whole, name)?,
    };
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command);
    man.render(&mut page).context("cannot make the page")?;
    Ok(page)
}

// Its page has the name of the program in it: homepage-feed(1).
fn named(whole: &Command, name: &str) -> Result<Command> {
    let found = whole
        .get_subcommands()
        .find(|command| command.get_name() == name);
    let command = found.with_context(|| Usage(format!("there is no command {name}")))?;
    let title = format!("{}-{name}", whole.get_name());
    Ok(command.clone().display_name(title))
}

fn print(text: &[u8]) -> Result<Outcome> {
    match io::stdout().lock().write_all(text) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Outcome::Fine),
        told => told.map(|()| Outcome::Fine).context("cannot write"),
    }
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;
    use clap_complete::Shell;

    use super::*;

    #[test]
    fn every_shell_gets_every_command() {
        for shell in Shell::value_variants() {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut called::installed(), "homepage", &mut text);
            let text = String::from_utf8(text).unwrap();
            for word in ["homepage", "sitemap", "--base-url"] {
                let word = match shell {
                    // It lists long options without their hyphens.
                    Shell::Fish => word.trim_start_matches('-'),
                    _ => word,
                };
                assert!(text.contains(word), "{shell}: {word}");
            }
        }
    }

    #[test]
    fn every_command_has_a_page() {
        let whole = String::from_utf8(page(None).unwrap()).unwrap();
        assert!(whole.contains(".TH homepage 1"), "{whole}");
        for command in called::installed().get_subcommands() {
            let name = command.get_name();
            let page = String::from_utf8(page(Some(name)).unwrap()).unwrap();
            assert!(
                page.contains(&format!(".TH homepage\\-{name} 1"))
                    || page.contains(&format!(".TH homepage-{name} 1")),
                "{page}"
            );
        }
        assert!(page(Some("nonsense")).is_err());
    }
}
