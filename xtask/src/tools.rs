//! Where the project lies, and the outside programs its tests drive.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Installs every program and package; the one line to tell people.
pub(crate) const SETUP: &str = "tests/readers/setup";

/// The Python with the pinned readers, which [`SETUP`] makes.
const PYTHON: &str = "target/readers/bin/python";

/// The Node.js beside it, and what tells that its pinned packages are there.
const NODE: [&str; 2] = [
    "target/readers/bin/node",
    "tests/browser/node_modules/.package-lock.json",
];

const TABLE: &str = include_str!("../../tests/tools.txt");

/// The workspace's folder.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// This very program, for the tests that run it as a user would.
pub(crate) fn xtask() -> Result<PathBuf> {
    std::env::current_exe().context("cannot find the path of this program")
}

/// Cargo with these arguments, in the workspace's folder.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    // Cargo names itself to what it runs; outside of it, the one on the PATH.
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(arguments).current_dir(root());
    command
}

/// The readers' Python running a script of `tests/readers`.
pub(crate) fn python(script: &str) -> Command {
    let mut command = Command::new(root().join(PYTHON));
    command.arg("-B").arg(format!("tests/readers/{script}"));
    command.current_dir(root());
    command
}

/// The pinned Node.js running a script of `tests/browser`.
pub(crate) fn node(script: &str) -> Command {
    let mut command = Command::new(root().join(NODE[0]));
    command.arg(format!("tests/browser/{script}"));
    command.current_dir(root());
    command
}

/// Runs a command with its output passed through; a failure names the command.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .with_context(|| format!("cannot run {program}"))?;
    ensure!(status.success(), "{} ended with {status}", line(command));
    Ok(())
}

/// Whether a program is there: one with packages of its own that [`SETUP`] puts
/// under the workspace, or one of `tests/tools.txt`.
pub(crate) fn is_there(program: &str) -> bool {
    let are_there = |files: &[&str]| files.iter().all(|file| root().join(file).is_file());
    match program {
        "python" => are_there(&[PYTHON]),
        "node" => are_there(&NODE),
        _ => find(program).is_some(),
    }
}

/// A program on the PATH.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// The Debian package that brings a program of `tests/tools.txt`.
pub(crate) fn package(program: &str) -> Option<&'static str> {
    TABLE.lines().find_map(|line| {
        let (name, package) = line.split_once(' ')?;
        (name == program).then_some(package.trim())
    })
}

/// Removes a folder with all that is in it, if it is there.
pub(crate) fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

/// Copies a folder with all that is in it; a link to a folder is an error.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    let mut folders = vec![(from.to_owned(), to.to_owned())];
    while let Some((from, to)) = folders.pop() {
        std::fs::create_dir_all(&to).with_context(|| format!("cannot make {}", to.display()))?;
        let entries = std::fs::read_dir(&from);
        for entry in entries.with_context(|| format!("cannot list {}", from.display()))? {
            let from = entry?.path();
            let to = to.join(from.file_name().unwrap_or_default());
            if from.is_dir() && !from.is_symlink() {
                folders.push((from, to));
            } else {
                std::fs::copy(&from, &to)
                    .with_context(|| format!("cannot copy {}", from.display()))?;
            }
        }
    }
    Ok(())
}

// As one would type it, the folders of the program left out.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name();
    let words = program.into_iter().chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_holds_its_manifest_and_setup() {
        assert!(root().join("Cargo.lock").is_file());
        assert!(root().join(SETUP).is_file());
    }

    #[test]
    fn a_program_is_found_on_the_path_or_not() {
        assert!(find("cargo").is_some());
        assert_eq!(find("no-such-program"), None);
    }

    #[test]
    fn packages_come_from_the_table() {
        assert_eq!(package("xmllint"), Some("libxml2-utils"));
        assert_eq!(package("no-such-program"), None);
    }

    #[test]
    fn a_failure_names_its_command() {
        let problem = run(cargo(&["no-such-command"]).stderr(std::process::Stdio::null()));
        let problem = problem.unwrap_err().to_string();
        assert!(
            problem.starts_with("cargo no-such-command ended"),
            "{problem}"
        );
    }
}
