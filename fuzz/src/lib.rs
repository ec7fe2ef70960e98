//! What is fuzzed: one function for each family of parsers. It takes any bytes,
//! and panics where something that must hold does not.
//!
//! The functions need no fuzzer: the integration tests run each over its corpus
//! (`tests/it/fuzz.rs` includes this file as a module, so that paths in here
//! are relative).

mod archive;
mod check;
mod config;
mod dates;
mod embeds;
mod ledger;
mod liquid;
mod logs;
mod map;
mod pages;
mod redirects;
mod sitemaps;
mod tallies;

pub use self::pages::pages;
pub use config::config;
pub use dates::dates;
pub use embeds::embeds;
pub use ledger::ledger;
pub use liquid::liquid;
pub use logs::logs;
pub use map::map;
pub use redirects::redirects;
pub use sitemaps::sitemaps;
pub use tallies::tallies;

/// A function that is fuzzed, with its name, which is that of its corpus too.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 11] = [
    ("config", config),
    ("dates", dates),
    ("embeds", embeds),
    ("ledger", ledger),
    ("liquid", liquid),
    ("logs", logs),
    ("map", map),
    ("pages", pages),
    ("redirects", redirects),
    ("sitemaps", sitemaps),
    ("tallies", tallies),
];
