//! What `sitemap` takes.

use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};

use super::{OutArgs, SiteArgs};

#[derive(Debug, Args)]
pub(crate) struct SitemapArgs {
    #[command(flatten)]
    pub(crate) site: SiteArgs,

    #[command(flatten)]
    pub(crate) out: OutArgs,

    /// Print a table of all addresses, and write nothing
    #[arg(long)]
    pub(crate) list: bool,

    #[command(flatten)]
    pub(crate) sitemap: SitemapWishes,

    /// The clock, as RFC 3339 [default: SOURCE_DATE_EPOCH, else the system's]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) now: Option<DateTime<Utc>>,
}

/// What a sitemap is to be, beside what the site's settings say.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct SitemapWishes {
    /// What becomes of addresses that lead to others [default: include]
    #[arg(long, value_name = "HOW")]
    pub(crate) redirects: Option<SitemapRedirects>,

    /// Files to list beside pages: an extension or a pattern; may be repeated
    #[arg(long = "static", value_name = "PATTERN")]
    pub(crate) statics: Vec<String>,

    /// Write it compressed as well
    #[arg(long)]
    pub(crate) gzip: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SitemapRedirects {
    /// Below the pages
    Include,
    /// In a sitemap of their own
    Separate,
    /// Not at all
    Omit,
}
