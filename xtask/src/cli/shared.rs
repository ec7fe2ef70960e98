//! What most commands take.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use site::config::Overrides;

/// Where the site is and what it is called.
#[derive(Debug, Args)]
pub(crate) struct SiteArgs {
    /// The site: a folder, or one Markdown or HTML page [default: content]
    #[arg(long, value_name = "DIR")]
    pub(crate) site: Option<PathBuf>,

    /// The address the site is published under; overrides its configuration
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,

    /// The site's name; overrides its configuration
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,

    /// The author's name; overrides the site's configuration
    #[arg(long, value_name = "NAME")]
    pub(crate) author: Option<String>,

    /// The heading above the list, where it is none of the usual ones
    #[arg(long, value_name = "TEXT")]
    pub(crate) heading: Option<String>,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

impl SiteArgs {
    /// What counts instead of the site's configuration.
    pub(crate) fn overrides(&self) -> Overrides {
        Overrides {
            base_url: self.base_url.clone(),
            title: self.title.clone(),
            author: self.author.clone(),
            language: None,
        }
    }
}

/// How much is said, and how.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Say nothing but problems
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Show the lines that problems are about
    #[arg(long, short, conflicts_with = "quiet")]
    pub(crate) verbose: bool,

    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// Where output goes.
#[derive(Debug, Args)]
pub(crate) struct OutArgs {
    /// The folder for what is written [default: dist; on the site of a generator
    /// where that copies from, but for build]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Write nothing; exit with 1 and name every file that would differ
    #[arg(long)]
    pub(crate) check: bool,
}
