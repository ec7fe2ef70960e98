//! A home page to its News items, and a ledger that gives each item one
//! identity for good.

pub mod date;
mod extract;
mod heading;
mod item;
pub mod ledger;
mod list;
mod partial_date;
mod place;
mod places;
mod text;
mod title;

pub use extract::{News, Options, extract, single};
pub use heading::is_news_heading;
pub use item::Item;
pub use ledger::{
    Change, Entry, Identified, Ledger, Minting, Record, identify, item_problems, read_only_ids,
};
pub use list::LIST_FORMS;
pub use partial_date::PartialDate;
pub use places::{PLACES, PlaceForm, find};
