//! The commands.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types
)]

mod bench;
mod dependencies;
mod test;
mod tools;

fn main() -> anyhow::Result<std::process::ExitCode> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.split_first() {
        Some((command, names)) if command == "test" => test::run(names),
        Some((command, names)) if command == "bench" => bench::run(names),
        _ => anyhow::bail!("usage: cargo xtask test|bench [NAME]..."),
    }
}
