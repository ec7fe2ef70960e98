//! What `build` takes.

use chrono::{DateTime, Utc};
use clap::Args;

use super::{OutArgs, SiteArgs};

#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    pub(crate) site: SiteArgs,

    #[command(flatten)]
    pub(crate) out: OutArgs,

    /// Publish drafts too
    #[arg(long)]
    pub(crate) drafts: bool,

    /// Fail if the ledger news.lock would change
    #[arg(long)]
    pub(crate) locked: bool,

    /// The clock, as RFC 3339 [default: SOURCE_DATE_EPOCH, else the system's]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) now: Option<DateTime<Utc>>,
}
