//! A home page to its News items, and a ledger that gives each item one
//! identity for good.

pub mod date;
mod item;
mod partial_date;

pub use item::Item;
pub use partial_date::PartialDate;
