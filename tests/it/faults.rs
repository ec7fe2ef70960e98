//! What goes wrong around the command: ledgers that cannot be trusted, folders
//! that cannot be written, a run that is killed. Nothing is lost.

use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use tests::{SETTINGS, Sandbox, stderr};

const PAGE: &str = "# News\n\n* [Dec 2025] [A tool](https://tool.test) is out!\n* [Nov 2025] A talk.\n* [Oct 2025] A poster.\n";
const FEED: &str = "feed --site site --out dist";

/// A site whose feed has been written.
fn published() -> Sandbox {
    let sandbox = Sandbox::site(PAGE);
    sandbox.run(FEED).code(0);
    sandbox
}

/// The command must fail with this in its message, and touch nothing.
fn refuses(sandbox: &Sandbox, line: &str, part: &str) {
    let before = sandbox.snapshot();
    let run = sandbox.run(line).code(1).stdout_eq("");
    let problems = stderr(&run);
    let error = problems.lines().find(|line| line.contains("error: "));
    assert!(
        error.is_some_and(|error| error.contains(part)),
        "{part} is not in {problems}"
    );
    assert_eq!(sandbox.snapshot(), before, "{line}: {part}");
}

#[test]
fn a_ledger_that_cannot_be_trusted_stops_everything() {
    let text = published().text("site/news.lock");
    let middle = text.find("[[item]]\nid = \"tag:home.test,2025-11").unwrap();
    let merge = format!("{}<<<<<<< HEAD\n{}", &text[..middle], &text[middle..]);
    let damaged: [(&str, &str, Vec<u8>); 11] = [
        ("garbage", "site/news.lock:1:", b"{]".to_vec()),
        ("a merge in progress", "conflict", merge.into_bytes()),
        (
            "another tool's",
            "no ledger of News items",
            b"[[package]]\nname = \"a\"\n".to_vec(),
        ),
        (
            "of a newer version",
            "version",
            text.replace("version = 1", "version = 2").into_bytes(),
        ),
        (
            "cut between items",
            "site/news.lock",
            text.as_bytes()[..middle].to_vec(),
        ),
        (
            "cut within an item",
            "site/news.lock",
            text.as_bytes()[..middle + 40].to_vec(),
        ),
        ("empty", "site/news.lock", Vec::new()),
        (
            "an id twice",
            "site/news.lock",
            text.replace("2025-11:news/a-talk", "2025-10:news/a-poster")
                .into_bytes(),
        ),
        (
            "an impossible date",
            "site/news.lock",
            text.replace("date = \"2025-11\"", "date = \"2025-31\"")
                .into_bytes(),
        ),
        (
            "not UTF-8",
            "not UTF-8",
            [text.as_bytes(), b"# \xff\n"].concat(),
        ),
        ("zeros", "site/news.lock", vec![0; 4096]),
    ];
    for (name, part, bytes) in damaged {
        assert_ne!(bytes, text.as_bytes(), "{name} is not damaged");
        let sandbox = published();
        sandbox.write("site/news.lock", &bytes);
        sandbox.edit("site/index.md", "A talk", "Another talk");
        for line in [
            FEED,
            "feed --site site --out dist --check",
            "feed --site site --out dist --locked",
        ] {
            refuses(&sandbox, line, part);
        }
        refuses(&sandbox, "check --site site", part);
        let run = sandbox.run("news --json site");
        assert!(stderr(&run).contains("error: "), "{name}: news says so too");
    }
}

#[test]
fn a_folder_for_a_ledger() {
    let sandbox = published();
    fs::remove_file(sandbox.path("site/news.lock")).unwrap();
    fs::create_dir(sandbox.path("site/news.lock")).unwrap();
    refuses(&sandbox, FEED, "news.lock");
}

#[test]
fn a_list_that_is_suddenly_empty_keeps_the_feed() {
    for page in [
        "# News\n\nSoon.\n",
        "# Hello\n",
        "",
        "# News\n\n<!--\n* [Dec 2025] A talk.\n-->\n",
    ] {
        let sandbox = published();
        sandbox.write("site/index.md", page);
        refuses(&sandbox, FEED, "the ledger knows 3 items");
    }
}

#[test]
fn something_in_the_way_of_the_output() {
    let sandbox = Sandbox::site(PAGE);
    sandbox.write("dist", "a file");
    let run = sandbox.run(FEED).code(1).stdout_eq("");
    assert!(stderr(&run).contains("dist"), "{}", stderr(&run));
    assert_eq!(sandbox.text("dist"), "a file");
}

// The ledger is written first, so that the run after an interrupted one makes
// the feed that the interrupted one would have made.
#[test]
fn a_run_that_stops_half_way_is_made_good_by_the_next() {
    let whole = published();
    for obstacle in ["dist/feed.xml/x", "dist/feed.json/x", "dist/feed.css/x"] {
        let sandbox = Sandbox::site(PAGE);
        sandbox.write(obstacle, "in the way");
        let run = sandbox.run(FEED).code(1).stdout_eq("");
        assert!(stderr(&run).contains("is a folder"), "{}", stderr(&run));
        let later = "feed --site site --out dist --now 2027-01-01T00:00:00Z";
        fs::remove_dir_all(sandbox.path(obstacle.trim_end_matches("/x"))).unwrap();
        sandbox.run(later).code(0);
        for file in [
            "site/news.lock",
            "dist/feed.xml",
            "dist/feed.json",
            "dist/feed.css",
        ] {
            assert_eq!(sandbox.text(file), whole.text(file), "{obstacle}: {file}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_must_not_be_written() {
    use std::os::unix::fs::PermissionsExt;

    let sandbox = published();
    let dist = sandbox.path("dist");
    fs::set_permissions(&dist, fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write anywhere, and there is nothing to be seen then.
    if fs::write(dist.join("probe"), "").is_err() {
        let before = sandbox.bytes("dist/feed.xml");
        sandbox.edit(
            "site/index.md",
            "# News\n",
            "# News\n\n* [Jan 2026] A newcomer.\n",
        );
        let run = sandbox.run(FEED).code(1).stdout_eq("");
        assert!(stderr(&run).contains("dist/feed.xml"), "{}", stderr(&run));
        assert_eq!(sandbox.bytes("dist/feed.xml"), before);
    }
    fs::set_permissions(&dist, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_run_that_is_killed_leaves_whole_files() {
    let items = |count: usize| -> String {
        let lines = (0..count).map(|n| format!("* [Dec 2025] Project number{n} is out.\n"));
        format!("# News\n\n{}", lines.collect::<String>())
    };
    let sandbox = Sandbox::site(&items(400));
    sandbox.run(FEED).code(0);
    let old = sandbox.bytes("dist/feed.xml");
    sandbox.write("site/index.md", items(500));
    let expected = Sandbox::site(&items(500));
    expected.write("site/news.lock", sandbox.bytes("site/news.lock"));
    expected.run(FEED).code(0);
    for delay in [5, 20, 60, 120, 180, 240, 320, 400] {
        let mut child = std::process::Command::new(tests::binary())
            .args(FEED.split(' '))
            .current_dir(sandbox.path(""))
            .env("SOURCE_DATE_EPOCH", tests::NOW.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_millis(delay));
        // One that has ended already cannot be killed, which is as well.
        let _ = child.kill();
        child.wait().unwrap();
        let feed = sandbox.bytes("dist/feed.xml");
        assert!(
            feed == old || feed == expected.bytes("dist/feed.xml"),
            "after {delay} ms"
        );
        sandbox.run("news --json site").code(0).stderr_eq("");
    }
    sandbox.run(FEED).code(0);
    for file in ["site/news.lock", "dist/feed.xml", "dist/feed.json"] {
        assert_eq!(sandbox.bytes(file), expected.bytes(file), "{file}");
    }
}

#[cfg(unix)]
#[test]
fn what_lies_outside_the_site_is_not_read() {
    use std::os::unix::fs::symlink;

    let sandbox = Sandbox::new([
        ("secret.md", "* [Dec 2025] A secret is out.\n"),
        ("secret.yml", "- date: 2025-12\n  text: A secret is out.\n"),
        (
            "secret/news.md",
            "# News\n\n* [Dec 2025] A secret is out.\n",
        ),
        (
            "site/_config.yml",
            "title: Home\nurl: https://home.test\nauthor: A. Placeholder\n",
        ),
        (
            "site/index.md",
            "# News\n\n* [Nov 2025] A talk.\n{% include_relative linked.md %}\n{% include_relative ../secret.md %}\n{% include ../../secret.md %}\n{% for item in site.data.news %}\n* [{{ item.date }}] {{ item.text }}\n{% endfor %}\n",
        ),
    ]);
    fs::create_dir(sandbox.path("site/_data")).unwrap();
    symlink(sandbox.path("secret.md"), sandbox.path("site/linked.md")).unwrap();
    symlink(
        sandbox.path("secret.yml"),
        sandbox.path("site/_data/news.yml"),
    )
    .unwrap();
    symlink(sandbox.path("secret"), sandbox.path("site/_news")).unwrap();
    let before = sandbox.bytes("secret.md");
    let run = sandbox.run(FEED);
    assert!(!stderr(&run).contains("panicked"));
    for (name, (_, bytes)) in sandbox.snapshot() {
        let is_output = name.starts_with("dist/") || name == "site/news.lock";
        let text = String::from_utf8_lossy(&bytes);
        assert!(!(is_output && text.contains("secret is out")), "{name}");
    }
    sandbox.run("check --fix --site site");
    assert_eq!(sandbox.bytes("secret.md"), before);
}

#[cfg(unix)]
#[test]
fn a_ledger_that_leads_outside_is_neither_read_nor_written() {
    use std::os::unix::fs::symlink;

    let sandbox = Sandbox::new([
        ("site/site.toml", SETTINGS),
        ("site/index.md", PAGE),
        ("outside", "keep me"),
    ]);
    symlink(sandbox.path("outside"), sandbox.path("site/news.lock")).unwrap();
    sandbox.run(FEED).code(1);
    assert_eq!(sandbox.text("outside"), "keep me");
}
