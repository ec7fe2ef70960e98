//! What `publish` takes.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::Args;

use super::ShowArgs;

#[derive(Debug, Args)]
pub(crate) struct PublishArgs {
    /// What `tally` wrote; `-` reads it from stdin. Without it, a window that
    /// is published already is written again
    #[arg(value_name = "TALLY", conflicts_with = "import")]
    pub(crate) tally: Option<PathBuf>,

    /// What another service exported: cloudflare, goatcounter or matomo, and
    /// the file
    #[arg(long, num_args = 2, value_names = ["KIND", "FILE"])]
    pub(crate) import: Vec<String>,

    /// The window: 2026-W47, 2026-11, or the last `week` or `month` that is over
    #[arg(long, value_name = "WINDOW")]
    pub(crate) window: String,

    /// The privacy loss of the window: 1, 0.5, 1/3
    #[arg(long, value_name = "E", default_value = "1")]
    pub(crate) epsilon: visitor_map::publish::Epsilon,

    /// A country is named from this many on
    #[arg(long, value_name = "N", default_value = "10")]
    pub(crate) k: std::num::NonZeroU64,

    /// Countries of which nothing is ever shown, by their two letters
    #[arg(long, value_name = "CODE", num_args = 1.., value_delimiter = ',')]
    pub(crate) never: Vec<visitor_map::Country>,

    /// The totals are public already: add no noise
    #[arg(long, requires = "import")]
    pub(crate) public: bool,

    /// Publish a window of which days are missing
    #[arg(long)]
    pub(crate) incomplete: bool,

    /// The site, whose map.lock records what was published [default: content]
    #[arg(long, value_name = "DIR")]
    pub(crate) site: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) out: CountsOutArgs,

    /// The clock, as RFC 3339 [default: SOURCE_DATE_EPOCH, else the system's]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) now: Option<DateTime<Utc>>,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

/// Where counts go: with the site's other sources, since a page is made of them.
#[derive(Debug, Args)]
pub(crate) struct CountsOutArgs {
    /// The folder for counts.json [default: the site]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Write nothing; exit with 1 and name every file that would differ
    #[arg(long)]
    pub(crate) check: bool,
}
