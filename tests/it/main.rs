//! What the commands do, seen from outside: the real binary, in folders of its
//! own, over the pages of `../cases` and over pages made here.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests touch files and programs"
)]

mod cases;
mod commands;
mod edits;
mod faults;
mod hostile;
mod mending;
mod seed;
