//! What `tally` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ShowArgs;

#[derive(Debug, Args)]
pub(crate) struct TallyArgs {
    /// Access logs, plain or compressed by gzip or zstd; `-` is what is piped in
    #[arg(value_name = "LOG", required = true)]
    pub(crate) logs: Vec<PathBuf>,

    /// The format of the logs [default: told by their first lines]
    #[arg(long, value_name = "NAME", value_parser = crate::tally::format, conflicts_with = "merge")]
    pub(crate) format: Option<&'static visitor_map::log::Format>,

    /// A MaxMind DB to look addresses up in, instead of the built-in table
    #[arg(long, value_name = "FILE", conflicts_with = "merge")]
    pub(crate) mmdb: Option<PathBuf>,

    /// A proxy that is believed about who it speaks for; may be repeated
    #[arg(long, value_name = "CIDR", conflicts_with = "merge")]
    pub(crate) trusted_proxy: Vec<visitor_map::tally::Network>,

    /// How long a window is
    #[arg(long, default_value = "month", conflicts_with = "merge")]
    pub(crate) window: TallyWindow,

    /// On how many days of a window an address counts at most
    #[arg(long, value_name = "DAYS", default_value = "1", value_parser = clap::value_parser!(u32).range(1..=31), conflicts_with = "merge")]
    pub(crate) cap: u32,

    /// Print the tally, to be merged with others, instead of writing it
    #[arg(long)]
    pub(crate) partial: bool,

    /// Add tallies up instead of reading logs
    #[arg(long)]
    pub(crate) merge: bool,

    /// Where the tally goes; nobody else can read it [default: tally.json]
    #[arg(long, value_name = "FILE", conflicts_with = "partial")]
    pub(crate) out: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TallyWindow {
    Week,
    Month,
}
