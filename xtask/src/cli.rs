//! What can be typed.

use clap::{Parser, Subcommand};

mod build;
mod check;
mod feed;
mod map;
mod news;
mod project;
mod publish;
mod redirects;
mod serve;
mod shared;
mod sitemap;
mod tally;

pub(crate) use build::BuildArgs;
pub(crate) use check::CheckArgs;
pub(crate) use feed::{Content, FeedArgs, FeedWishes};
pub(crate) use map::{MapArgs, MapScheme, MapStyle, MapWishes};
pub(crate) use news::NewsArgs;
pub(crate) use project::{AtlasArgs, BenchArgs, CrawlersArgs, TestArgs};
pub(crate) use publish::PublishArgs;
pub(crate) use redirects::{Host, RedirectsArgs};
pub(crate) use serve::ServeArgs;
pub(crate) use shared::{Color, OutArgs, ShowArgs, SiteArgs};
pub(crate) use sitemap::{SitemapArgs, SitemapRedirects, SitemapWishes};
pub(crate) use tally::{TallyArgs, TallyWindow};

/// Plugins for a researcher's home page: an Atom feed from its News list, and
/// the checks around it.
#[derive(Debug, Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    version,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
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
    /// Run everything that CI runs
    Test(TestArgs),
    /// Measure
    Bench(BenchArgs),
}
