//! What the commands for this project itself take.

use std::path::PathBuf;

use clap::Args;

use super::ShowArgs;

#[derive(Debug, Args)]
pub(crate) struct AtlasArgs {
    /// A folder node_modules with world-atlas, cldr-core, cldr-localenames-full
    /// and cldr-numbers-full in it
    #[arg(value_name = "DIR")]
    pub(crate) packages: PathBuf,

    /// Write nothing; exit with 1 and name every table that would differ
    #[arg(long)]
    pub(crate) check: bool,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CrawlersArgs {
    /// crawler-user-agents.json of the package of that name
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// user-agents.json of the package of that name
    #[arg(long, value_name = "FILE")]
    pub(crate) browsers: Option<PathBuf>,

    /// Write nothing; exit with 1 and name every file that would differ
    #[arg(long)]
    pub(crate) check: bool,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    /// Which steps; all of them where none is named
    #[arg(value_name = "STEP")]
    pub(crate) names: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    /// Which benchmarks; all of them where none is named
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
}
