//! Helpers for the integration tests: the real binary in a folder of its own,
//! and feeds as a reader sees them.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "tests touch files and programs, and a helper that fails fails its test"
)]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use feed_rs::model::{Entry, Feed};
use serde_json::Value;
use snapbox::cmd::{Command, OutputAssert};
use tempfile::TempDir;

/// When the tests take place, unless they say otherwise: 2026-01-15, 09:00 UTC.
pub const NOW: i64 = 1_768_467_600;

/// How long a command may take at most; one that hangs must fail its test
/// rather than stop all of them.
pub const LONGEST: Duration = Duration::from_secs(100);

/// The settings of a site that lacks nothing and leaves nothing to fill in.
pub const SETTINGS: &str = r#"base_url = "https://home.test"
title = "Home of a Placeholder"
language = "en"

[author]
name = "A. Placeholder"
"#;

/// The workspace's own folder, for what is only read.
pub fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The binary of the package `xtask`, built once in the profile of the tests.
///
/// Cargo builds no binary of another package for a test, so the test asks for
/// it; where it is up to date that takes a moment.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(build)
}

fn build() -> PathBuf {
    let test = env::current_exe().unwrap();
    // target/debug/deps/it-0123456789abcdef
    let folder = test.ancestors().nth(2).unwrap();
    let profile = match folder.file_name().unwrap().to_str().unwrap() {
        "debug" => "dev",
        name => name,
    };
    let mut cargo = Process::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "--locked", "--package", "xtask"]);
    cargo.args(["--profile", profile, "--target-dir"]);
    let built = cargo
        .arg(folder.parent().unwrap())
        .current_dir(workspace())
        .status();
    assert!(built.unwrap().success(), "xtask does not build");
    folder.join(format!("homepage{}", env::consts::EXE_SUFFIX))
}

/// A temporary folder that commands run in; gone when the test is over.
pub struct Sandbox(TempDir);

/// Every file of a folder with its time stamp and its bytes.
pub type Snapshot = BTreeMap<String, (SystemTime, Vec<u8>)>;

impl Sandbox {
    /// A folder with these files in it.
    pub fn new<const N: usize>(files: [(&str, &str); N]) -> Sandbox {
        let sandbox = Sandbox(TempDir::new().unwrap());
        for (path, text) in files {
            sandbox.write(path, text);
        }
        sandbox
    }

    /// A site with [`SETTINGS`] and this home page, in the folder `site`.
    pub fn site(page: &str) -> Sandbox {
        Sandbox::new([("site/site.toml", SETTINGS), ("site/index.md", page)])
    }

    /// The whole path of a file inside.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.0.path().join(inside)
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, inside: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(inside);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The bytes of a file that must be there.
    pub fn bytes(&self, inside: &str) -> Vec<u8> {
        fs::read(self.path(inside)).unwrap_or_else(|error| panic!("{inside}: {error}"))
    }

    /// The text of a file that must be there.
    pub fn text(&self, inside: &str) -> String {
        String::from_utf8(self.bytes(inside)).unwrap()
    }

    /// Changes a part of a text, which must be in it.
    pub fn edit(&self, inside: &str, old: &str, new: &str) {
        let text = self.text(inside);
        assert!(text.contains(old), "{inside} has no {old:?}");
        self.write(inside, text.replacen(old, new, 1));
    }

    /// Whether there is anything at this path.
    pub fn has(&self, inside: &str) -> bool {
        self.path(inside).exists()
    }

    /// Everything in the folder, to be compared with what is there later.
    pub fn snapshot(&self) -> Snapshot {
        let mut files = Snapshot::new();
        let mut folders = vec![self.0.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let inside = path.strip_prefix(self.0.path()).unwrap();
                let stamp = fs::metadata(&path).unwrap().modified().unwrap();
                let name = inside.to_str().unwrap().replace('\\', "/");
                files.insert(name, (stamp, fs::read(&path).unwrap()));
            }
        }
        files
    }

    /// A command with its arguments, run here at [`NOW`], in bounded time.
    pub fn command(&self, line: &str) -> Command {
        Command::new(binary())
            .args(line.split_whitespace())
            .current_dir(self.0.path())
            .env_remove("NO_COLOR")
            // Neither is what runs the tests.
            .env_remove("GITHUB_ACTIONS")
            .env("CARGO_PKG_NAME", "xtask")
            .env("SOURCE_DATE_EPOCH", NOW.to_string())
            .timeout(LONGEST)
    }

    /// Runs a command to its end.
    pub fn run(&self, line: &str) -> OutputAssert {
        self.command(line).assert()
    }

    /// The items of `news --json`, in page order.
    pub fn items(&self, path: &str) -> Vec<Value> {
        let run = self.run(&format!("news --json {path}")).code(0);
        items(&stdout(&run))
    }

    /// The feed in a file, as feed-rs reads it.
    pub fn feed(&self, inside: &str) -> Feed {
        let bytes = self.bytes(inside);
        feed_rs::parser::parse(bytes.as_slice()).unwrap_or_else(|error| panic!("{inside}: {error}"))
    }
}

/// What a command printed as its result.
pub fn stdout(run: &OutputAssert) -> String {
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

/// What a command printed about problems.
pub fn stderr(run: &OutputAssert) -> String {
    String::from_utf8(run.get_output().stderr.clone()).unwrap()
}

/// The objects of JSON Lines.
pub fn items(lines: &str) -> Vec<Value> {
    let lines = lines.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// An entry's title, as a reader shows it.
pub fn title(entry: &Entry) -> &str {
    &entry.title.as_ref().unwrap().content
}

/// An entry's HTML; empty where it has none.
pub fn html(entry: &Entry) -> &str {
    let content = entry.content.as_ref();
    let body = content.and_then(|content| content.body.as_deref());
    body.unwrap_or_default()
}

/// Every address in an entry: of its links and in its content.
pub fn addresses(entry: &Entry) -> Vec<String> {
    let links = entry.links.iter().map(|link| link.href.clone());
    let inside = html(entry).split('<').skip(1).flat_map(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        let values = tag.split([' ', '\n']).filter_map(|attribute| {
            let value = ["href=\"", "src=\""]
                .iter()
                .find_map(|name| attribute.strip_prefix(name))?;
            Some(value.split('"').next().unwrap_or_default().to_owned())
        });
        values.collect::<Vec<_>>()
    });
    links.chain(inside).collect()
}

/// The examples of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
