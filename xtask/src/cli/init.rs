//! What `init` takes.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The folder: of a site that exists, or one for a new site
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,

    /// The address that the site is published at
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,

    /// The site's name
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,

    /// The author's name
    #[arg(long, value_name = "NAME")]
    pub(crate) author: Option<String>,

    /// Add a workflow for GitHub Actions, which installs this program from its
    /// repository at GitHub: OWNER/NAME
    #[arg(long, value_name = "REPOSITORY")]
    pub(crate) workflow: Option<String>,

    /// Say nothing
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// The clock, as RFC 3339 [default: SOURCE_DATE_EPOCH, else the system's]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) now: Option<DateTime<Utc>>,
}
