//! What `map` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use visitor_map::Colour;

use super::{OutArgs, ShowArgs};

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

    #[command(flatten)]
    pub(crate) map: MapWishes,

    #[command(flatten)]
    pub(crate) out: OutArgs,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

/// What a map is to look like.
#[derive(Debug, Clone, Args)]
pub(crate) struct MapWishes {
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

impl Default for MapWishes {
    fn default() -> MapWishes {
        MapWishes {
            style: MapStyle::Circles,
            scheme: MapScheme::System,
            language: None,
            id: "visitor-map".to_owned(),
            width: None,
            background: None,
            land: None,
            marks: None,
            text: None,
        }
    }
}
