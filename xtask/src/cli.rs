//! What can be typed.

use clap::{Parser, Subcommand};

mod build;
mod check;
mod feed;
mod init;
mod map;
mod news;
mod project;
mod publish;
mod redirects;
mod serve;
mod shared;
#[cfg(feature = "shell")]
mod shell;
mod sitemap;
mod tally;

pub(crate) use build::BuildArgs;
pub(crate) use check::CheckArgs;
pub(crate) use feed::{Content, FeedArgs, FeedWishes};
pub(crate) use init::InitArgs;
pub(crate) use map::{MapArgs, MapScheme, MapStyle, MapWishes};
pub(crate) use news::NewsArgs;
pub(crate) use project::{AtlasArgs, BenchArgs, CrawlersArgs, TestArgs};
pub(crate) use publish::PublishArgs;
pub(crate) use redirects::{Host, RedirectsArgs};
pub(crate) use serve::ServeArgs;
pub(crate) use shared::{Color, OutArgs, ShowArgs, SiteArgs};
#[cfg(feature = "shell")]
pub(crate) use shell::{CompletionsArgs, ManArgs};
pub(crate) use sitemap::{SitemapArgs, SitemapRedirects, SitemapWishes};
pub(crate) use tally::{TallyArgs, TallyWindow};

/// A researcher's home page: its pages, feed, sitemap, redirects and map, and
/// the checks around them.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a home page, or put what is needed beside one that exists
    Init(InitArgs),
    /// Make the whole home page: its pages, and all that the other commands write
    Build(BuildArgs),
    /// Show the home page in a browser on this machine, anew on every save
    Serve(ServeArgs),
    /// Write feed.xml and feed.json from the News list, and keep its ledger
    Feed(FeedArgs),
    /// Write sitemap.xml, and robots.txt where the site has none
    Sitemap(SitemapArgs),
    /// Write what makes old addresses lead to the new ones
    Redirects(RedirectsArgs),
    /// Make counts that may be shown of what was counted in a week or month
    Publish(PublishArgs),
    /// Draw a map of your places, or of published counts, that nobody can shut down
    Map(MapArgs),
    /// Make the tables that maps are drawn from anew, out of npm packages
    #[command(hide = true)]
    Atlas(AtlasArgs),
    /// Count the visitors of access logs by country, keeping nobody's address
    Tally(TallyArgs),
    /// Make the tables of programs that are no browsers
    #[command(hide = true)]
    Crawlers(CrawlersArgs),
    /// Show what was understood of a News list; needs no configuration
    News(NewsArgs),
    /// Check the site; --fix mends what is safe to mend
    Check(CheckArgs),
    /// Print what completes the commands in a shell
    #[cfg(feature = "shell")]
    Completions(CompletionsArgs),
    /// Print a manual page
    #[cfg(feature = "shell")]
    Man(ManArgs),
    /// Run everything that CI runs
    Test(TestArgs),
    /// Measure
    Bench(BenchArgs),
}
