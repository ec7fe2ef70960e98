//! What can be typed.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand, ValueEnum};
use visitor_map::Colour;

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

/// Where the site is and what it is called.
#[derive(Debug, Args)]
pub(crate) struct SiteArgs {
    /// The site: a folder, or one Markdown or HTML page [default: content]
    #[arg(long, value_name = "DIR")]
    pub(crate) site: Option<PathBuf>,

    /// The address the site is published under; overrides its configuration
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,

    /// The site's name; overrides its configuration
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,

    /// The author's name; overrides the site's configuration
    #[arg(long, value_name = "NAME")]
    pub(crate) author: Option<String>,

    /// The heading above the list, where it is none of the usual ones
    #[arg(long, value_name = "TEXT")]
    pub(crate) heading: Option<String>,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

/// How much is said, and how.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Say nothing but problems
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Show the lines that problems are about
    #[arg(long, short, conflicts_with = "quiet")]
    pub(crate) verbose: bool,

    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// Where output goes.
#[derive(Debug, Args)]
pub(crate) struct OutArgs {
    /// The folder for what is written [default: dist]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Write nothing; exit with 1 and name every file that would differ
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct FeedArgs {
    #[command(flatten)]
    pub(crate) site: SiteArgs,

    #[command(flatten)]
    pub(crate) out: OutArgs,

    /// Fail if the ledger news.lock would change
    #[arg(long)]
    pub(crate) locked: bool,

    /// The clock, as RFC 3339 [default: SOURCE_DATE_EPOCH, else the system's]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) now: Option<DateTime<Utc>>,

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

#[derive(Debug, Args)]
pub(crate) struct SitemapArgs {
    #[command(flatten)]
    pub(crate) site: SiteArgs,

    #[command(flatten)]
    pub(crate) out: OutArgs,

    /// Print a table of all addresses, and write nothing
    #[arg(long)]
    pub(crate) list: bool,

    /// What becomes of addresses that lead to others [default: include]
    #[arg(long, value_name = "HOW")]
    pub(crate) redirects: Option<SitemapRedirects>,

    /// Files to list beside pages: an extension or a pattern; may be repeated
    #[arg(long = "static", value_name = "PATTERN")]
    pub(crate) statics: Vec<String>,

    /// Write it compressed as well
    #[arg(long)]
    pub(crate) gzip: bool,

    /// The clock, as RFC 3339 [default: SOURCE_DATE_EPOCH, else the system's]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) now: Option<DateTime<Utc>>,
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

#[derive(Debug, Args)]
pub(crate) struct PublishArgs {
    /// What `tally` wrote; `-` reads it from stdin. Without it, a window that
    /// is published already is written again
    #[arg(value_name = "TALLY", conflicts_with = "import")]
    pub(crate) tally: Option<PathBuf>,

    /// What another service exported: cloudflare, goatcounter or matomo, and
    /// the file
    #[arg(long, num_args = 2, value_names = ["KIND", "FILE"])]
    pub(crate) import: Vec<String>,

    /// The window: 2026-W47, 2026-11, or the last `week` or `month` that is over
    #[arg(long, value_name = "WINDOW")]
    pub(crate) window: String,

    /// The privacy loss of the window: 1, 0.5, 1/3
    #[arg(long, value_name = "E", default_value = "1")]
    pub(crate) epsilon: visitor_map::publish::Epsilon,

    /// A country is named from this many on
    #[arg(long, value_name = "N", default_value = "10")]
    pub(crate) k: std::num::NonZeroU64,

    /// Countries of which nothing is ever shown, by their two letters
    #[arg(long, value_name = "CODE", num_args = 1.., value_delimiter = ',')]
    pub(crate) never: Vec<visitor_map::Country>,

    /// The totals are public already: add no noise
    #[arg(long, requires = "import")]
    pub(crate) public: bool,

    /// Publish a window of which days are missing
    #[arg(long)]
    pub(crate) incomplete: bool,

    /// The site, whose map.lock records what was published [default: content]
    #[arg(long, value_name = "DIR")]
    pub(crate) site: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) out: CountsOutArgs,

    /// The clock, as RFC 3339 [default: SOURCE_DATE_EPOCH, else the system's]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) now: Option<DateTime<Utc>>,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

/// Where counts go: with the site's other sources, since a page is made of them.
#[derive(Debug, Args)]
pub(crate) struct CountsOutArgs {
    /// The folder for counts.json [default: the site]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Write nothing; exit with 1 and name every file that would differ
    #[arg(long)]
    pub(crate) check: bool,
}

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

#[derive(Debug, Args)]
pub(crate) struct MapArgs {
    /// The site, whose places.toml is drawn [default: content]
    #[arg(long, value_name = "DIR")]
    pub(crate) site: Option<PathBuf>,

    /// Draw the places of this file
    #[arg(long, value_name = "FILE", conflicts_with = "counts")]
    pub(crate) places: Option<PathBuf>,

    /// Draw the published counts of this file
    #[arg(long, value_name = "FILE")]
    pub(crate) counts: Option<PathBuf>,

    /// Print what to paste into a page, and write nothing
    #[arg(long)]
    pub(crate) fragment: bool,

    /// What is drawn
    #[arg(long, value_name = "STYLE", default_value = "circles")]
    pub(crate) style: MapStyle,

    /// What chooses between light and dark
    #[arg(long, value_name = "WHAT", default_value = "system")]
    pub(crate) scheme: MapScheme,

    /// The language of names and numbers [default: the site's, else English]
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,

    /// What the map's identifiers begin with; two maps on a page need two
    #[arg(long, value_name = "NAME", default_value = "visitor-map")]
    pub(crate) id: String,

    /// The most pixels that the map is wide [default: as wide as its place]
    #[arg(long, value_name = "PIXELS")]
    pub(crate) width: Option<u32>,

    /// The colour of the sea, in hexadecimal digits
    #[arg(long, value_name = "COLOR")]
    pub(crate) background: Option<Colour>,

    /// The colour of land
    #[arg(long, value_name = "COLOR")]
    pub(crate) land: Option<Colour>,

    /// The colour of circles
    #[arg(long, value_name = "COLOR")]
    pub(crate) marks: Option<Colour>,

    /// The colour of text
    #[arg(long, value_name = "COLOR")]
    pub(crate) text: Option<Colour>,

    #[command(flatten)]
    pub(crate) out: OutArgs,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MapStyle {
    /// Circles on land
    Circles,
    /// Circles on land of dots
    Dots,
    /// Countries in deeper tones, the more there is
    Choropleth,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MapScheme {
    /// The reader's system
    System,
    /// The page's color-scheme
    Page,
    /// Always light
    Light,
    /// Always dark
    Dark,
}

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
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) site: SiteArgs,

    /// Mend in place what is safe to mend
    #[arg(long)]
    pub(crate) fix: bool,

    /// The clock, as RFC 3339 [default: SOURCE_DATE_EPOCH, else the system's]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) now: Option<DateTime<Utc>>,
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
