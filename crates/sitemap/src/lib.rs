//! Addresses to a sitemap set by sitemaps.org 0.9, and the rules of
//! `robots.txt`.
//!
//! [`write()`] streams any number of [`Entry`]s into the parts of a sitemap, and
//! an index where one part does not hold them all. Memory does not grow with
//! their number ([`Order`] tells the one exception). [`parse`] reads such files
//! back, whoever wrote them. [`robots`] tells crawlers where the sitemap is.
//!
//! The addresses are taken to be hostile: one that the protocol does not
//! permit is left out and reported as a [`Problem`](site::Problem). The same
//! entries give the same bytes.
//!
//! ```
//! use sitemap::{Entry, Options};
//!
//! let options = Options::new("https://example.org/").unwrap();
//! let pages = [
//!     Entry::new("https://example.org/"),
//!     Entry {
//!         lastmod: chrono::NaiveDate::from_ymd_opt(2031, 3, 10),
//!         ..Entry::new("https://example.org/about/?a&b")
//!     },
//! ];
//! let mut files: Vec<site::Output> = Vec::new();
//! let summary = sitemap::write(&options, pages, [], &mut files).unwrap();
//! assert_eq!(summary.problems, []);
//!
//! assert_eq!(files.len(), 1);
//! assert_eq!(files[0].path, "sitemap.xml");
//! let xml = String::from_utf8(files[0].bytes.clone()).unwrap();
//! assert!(xml.contains(
//!     "<url><loc>https://example.org/about/?a&amp;b</loc><lastmod>2031-03-10</lastmod></url>"
//! ));
//! ```

mod address;
mod alternates;
mod duplicates;
mod entry;
mod faults;
mod name;
mod options;
mod part;
mod read;
pub mod robots;
mod store;
mod write;
mod xml;

#[cfg(test)]
mod tests;

pub use entry::{Alternate, Entry};
pub use name::is_file_name;
pub use options::{Limits, Options, Order};
pub use read::{Document, parse};
pub use store::Store;
pub use write::{File, Summary, write};
pub use xml::MARK;
