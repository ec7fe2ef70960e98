//! What `serve` takes.

use chrono::{DateTime, Utc};
use clap::Args;

use super::SiteArgs;

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) site: SiteArgs,

    /// The port on 127.0.0.1; 0 takes any that is free
    #[arg(long, value_name = "PORT", default_value = "4000")]
    pub(crate) port: u16,

    /// Show drafts too
    #[arg(long)]
    pub(crate) drafts: bool,

    /// The clock, as RFC 3339 [default: SOURCE_DATE_EPOCH, else the system's]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) now: Option<DateTime<Utc>>,
}
