//! What `check` takes.

use chrono::{DateTime, Utc};
use clap::Args;

use super::SiteArgs;
use crate::report::Format;

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) site: SiteArgs,

    /// Mend in place what is safe to mend
    #[arg(long)]
    pub(crate) fix: bool,

    /// How problems are written [default: text; github in GitHub Actions]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,

    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,

    /// Show every check there is, and check nothing
    #[arg(long, conflicts_with_all = ["fix", "explain"])]
    pub(crate) list: bool,

    /// Tell all about one check, and check nothing
    #[arg(long, value_name = "NAME", conflicts_with = "fix")]
    pub(crate) explain: Option<String>,

    /// The clock, as RFC 3339 [default: SOURCE_DATE_EPOCH, else the system's]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) now: Option<DateTime<Utc>>,
}
