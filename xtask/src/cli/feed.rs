//! What `feed` takes.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};

use super::{OutArgs, SiteArgs};

#[derive(Debug, Args)]
pub(crate) struct FeedArgs {
    #[command(flatten)]
    pub(crate) site: SiteArgs,

    #[command(flatten)]
    pub(crate) out: OutArgs,

    /// Fail if the ledger news.lock would change
    #[arg(long)]
    pub(crate) locked: bool,

    /// The feed as it is published now, where no ledger is kept: its entries keep
    /// their ids; once more for each archive, or for a feed of another program
    #[arg(long, value_name = "FEED.xml")]
    pub(crate) previous: Vec<PathBuf>,

    /// The clock, as RFC 3339 [default: SOURCE_DATE_EPOCH, else the system's]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) now: Option<DateTime<Utc>>,

    #[command(flatten)]
    pub(crate) feed: FeedWishes,
}

/// What a feed is to be, beside what the site's settings say.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct FeedWishes {
    /// Entries in the feed; older ones move to archive documents
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<std::num::NonZeroUsize>,

    /// The feed's path below the site's address [default: feed.xml]
    #[arg(long, value_name = "PATH")]
    pub(crate) path: Option<String>,

    /// What an entry carries
    #[arg(long)]
    pub(crate) content: Option<Content>,

    /// Make a category of a leading emoji that is known (🏆 award, 📄 paper, …)
    #[arg(long)]
    pub(crate) categories: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Content {
    Full,
    Summary,
}
