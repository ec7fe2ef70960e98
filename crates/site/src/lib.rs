//! Text files to a site: decoding, front matter, configuration, one document
//! tree for Markdown and HTML, and the problems found on the way.
//!
//! Nothing here opens a file. A caller hands over text, or a [`Files`] that
//! finds text by its path inside the site, and gets values and [`Problem`]s
//! back; broken content never stops the reading of the rest.

pub mod address;
pub mod config;
pub mod data;
mod decode;
mod dialect;
mod files;
pub mod front_matter;
pub mod home;
mod html;
mod include;
mod liquid;
mod markdown;
pub mod mojibake;
mod output;
pub mod pages;
mod problem;
pub mod redirects;
mod source;
mod tree;

pub use config::Settings;
pub use data::{Data, Entry, Format, Map, Value};
pub use decode::decode;
pub use files::{Files, MemoryFiles, inside};
pub use front_matter::FrontMatter;
pub use home::Home;
pub use include::{INCLUDE_FORMS, IncludeForm, expand};
pub use liquid::{Rendered, Shown, layouts, render, table};
pub use output::Output;
pub use pages::{Page, Status};
pub use problem::{Problem, Severity};
pub use redirects::{Redirect, Redirects};
pub use source::{Place, Source};
pub use tree::{Document, NodeId, NodeSet, Step, Syntax, is_void};
