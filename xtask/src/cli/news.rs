//! What `news` takes.

use std::path::PathBuf;

use clap::Args;

use super::ShowArgs;

#[derive(Debug, Args)]
pub(crate) struct NewsArgs {
    /// A page, an include, a data file, a folder of items, or a site [default: the site]
    #[arg(value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,

    /// One JSON object an item, in page order
    #[arg(long)]
    pub(crate) json: bool,

    /// The heading above the list, where it is none of the usual ones
    #[arg(long, value_name = "TEXT")]
    pub(crate) heading: Option<String>,

    /// Keep items that a template left behind
    #[arg(long)]
    pub(crate) placeholders: bool,

    /// The site, where PATH is not given [default: content]
    #[arg(long, value_name = "DIR", conflicts_with = "path")]
    pub(crate) site: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}
