//! What `redirects` takes.

use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};

use super::{OutArgs, SiteArgs};

#[derive(Debug, Args)]
pub(crate) struct RedirectsArgs {
    #[command(flatten)]
    pub(crate) site: SiteArgs,

    #[command(flatten)]
    pub(crate) out: OutArgs,

    /// What serves the site [default: as site.toml says, else told by its address]
    #[arg(long)]
    pub(crate) host: Option<Host>,

    /// The clock, as RFC 3339 [default: SOURCE_DATE_EPOCH, else the system's]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) now: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Host {
    GithubPages,
    Netlify,
    Cloudflare,
    Nginx,
    Apache,
    Caddy,
    Other,
}
