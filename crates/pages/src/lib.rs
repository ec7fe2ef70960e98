//! A site to HTML pages, redirect stubs and redirect rules.
//!
//! [`redirects`] turns a checked graph of redirects into what one host
//! understands: pages that send their visitors on where a host takes no rules,
//! or its own kind of rules, never both.

mod redirects;

pub use redirects::{RULES, is_ours, is_stub, redirects, rules, stubs};
