//! What the commands do, seen from outside: the real binary, in folders of its
//! own, over the pages of `../cases` and over pages made here.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "tests touch files and programs, and fail where they must not go on"
)]

mod action;
mod addresses;
mod build;
mod cases;
mod check;
mod commands;
mod edits;
mod faults;
mod fuzz;
mod hostile;
mod init;
mod links;
mod map;
mod mending;
mod previous;
mod publish;
mod redirects;
mod secrets;
mod seed;
mod serve;
mod sitemap;
mod sites;
mod tally;
mod visitors;
