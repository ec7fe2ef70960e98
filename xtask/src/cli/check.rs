//! What `check` takes.

use chrono::{DateTime, Utc};
use clap::Args;

use super::SiteArgs;

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) site: SiteArgs,

    /// Mend in place what is safe to mend
    #[arg(long)]
    pub(crate) fix: bool,

    /// The clock, as RFC 3339 [default: SOURCE_DATE_EPOCH, else the system's]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) now: Option<DateTime<Utc>>,
}
