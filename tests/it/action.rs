//! The scripts of the action, run as a workflow runs them.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};
use std::thread;

use tests::{NOW, Sandbox, binary, workspace};

const PAGE: &str = "# News\n\n- *December 2025*: A tool is released.\n\
    - *November 2025*: A talk at the Made-up Workshop.\n\
    - *October 2025*: A paper is accepted.\n";

const SETTINGS_BELOW: &str = "title = \"Home\"\n[author]\nname = \"A. Placeholder\"\n";

/// Runs a script of the action in a sandbox, with these settings.
fn action(script: &str, sandbox: &Sandbox, settings: &[(&str, &str)]) -> Output {
    Command::new(workspace().join("action").join(script))
        .current_dir(sandbox.path(""))
        .env("PROGRAM", binary())
        .env("SITE", "site")
        .env("SCRATCH", sandbox.path("scratch"))
        .env("SOURCE_DATE_EPOCH", NOW.to_string())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env_remove("http_proxy")
        .env("no_proxy", "127.0.0.1")
        .envs(settings.iter().copied())
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    let streams = [&output.stdout, &output.stderr];
    streams.map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

/// Serves files of a folder until the test is over; what is not there is
/// answered with `missing`.
fn serve(folder: &Path, missing: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let folder = folder.to_path_buf();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let first = lines.next().unwrap().unwrap();
            // All of the request is read, or closing would reset the answer.
            while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
            let path = first.split(' ').nth(1).unwrap().trim_start_matches('/');
            let (status, body) = match std::fs::read(folder.join(path)) {
                Ok(body) => ("200 OK", body),
                Err(_) => (missing, Vec::new()),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&body).unwrap();
        }
    });
    address
}

#[test]
fn the_commands_run_in_order_with_what_each_takes() {
    let sandbox = Sandbox::site(PAGE);
    sandbox.write("site/places.toml", "[[place]]\nname = \"Zurich\"\n");
    let settings = [
        ("COMMANDS", "feed sitemap redirects map check"),
        ("OUT", "out"),
        ("BASE_URL", "https://elsewhere.test/"),
        ("PREVIOUS", ""),
    ];
    let output = action("run", &sandbox, &settings);
    assert!(output.status.success(), "{}", told(&output));
    assert!(
        sandbox
            .text("out/feed.xml")
            .contains("https://elsewhere.test/feed.xml")
    );
    assert!(sandbox.has("out/sitemap.xml") && sandbox.has("out/visitor-map.svg"));
}

#[test]
fn a_command_that_fails_fails_the_step() {
    let sandbox = Sandbox::site("# Nothing here\n");
    let output = action(
        "run",
        &sandbox,
        &[("COMMANDS", "feed sitemap"), ("OUT", "out")],
    );
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(!sandbox.has("out"));
}

#[test]
fn the_live_feed_and_its_archives_keep_the_ids() {
    let sandbox = Sandbox::site(PAGE);
    // Nothing is published yet.
    let address = serve(&sandbox.path("live"), "404 Not Found");
    let settings = format!("base_url = \"{address}\"\n{SETTINGS_BELOW}");
    sandbox.write("site/site.toml", settings + "[feed]\nlimit = 1\n");
    let feed = format!("{address}/feed.xml");
    let settings = [("COMMANDS", "feed"), ("OUT", "live"), ("PREVIOUS", &*feed)];
    let output = action("run", &sandbox, &settings);
    assert!(told(&output).contains("3 new"), "{}", told(&output));

    std::fs::remove_file(sandbox.path("site/news.lock")).unwrap();
    sandbox.edit("site/index.md", "A paper is", "A long paper is");
    let settings = [("COMMANDS", "feed"), ("OUT", "next"), ("PREVIOUS", &*feed)];
    let output = action("run", &sandbox, &settings);
    let told = told(&output);
    assert!(told.contains("0 new, 1 changed, 0 gone"), "{told}");
}

#[test]
fn a_server_that_is_down_is_no_beginning() {
    let sandbox = Sandbox::site(PAGE);
    let feed = format!("{}/feed.xml", serve(&sandbox.path("live"), "403 Forbidden"));
    let settings = [("COMMANDS", "feed"), ("OUT", "out"), ("PREVIOUS", &*feed)];
    let output = action("run", &sandbox, &settings);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(
        told(&output).contains("::error::the published feed"),
        "{}",
        told(&output)
    );
    assert!(!sandbox.has("out") && !sandbox.has("site/news.lock"));
}

#[test]
fn the_ledger_alone_is_committed_and_pushed() {
    let sandbox = Sandbox::site(PAGE);
    let git = |line: &str| {
        let output = Command::new("git")
            .args(line.split(' '))
            .current_dir(sandbox.path("site"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .unwrap();
        assert!(output.status.success(), "{line}: {}", told(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    git("init --quiet --bare ../remote.git");
    git("init --quiet");
    git("add index.md");
    git("-c user.name=A -c user.email=a@example.org commit --quiet --message Begin");
    git("remote add origin ../remote.git");
    git("push --quiet --set-upstream origin HEAD");
    action("run", &sandbox, &[("COMMANDS", "feed"), ("OUT", "site")]);

    let output = action("commit-ledger", &sandbox, &[]);
    assert!(output.status.success(), "{}", told(&output));
    assert_eq!(
        git("show --name-only --format= @{upstream}").trim(),
        "news.lock"
    );
    let output = action("commit-ledger", &sandbox, &[]);
    assert!(told(&output).contains("as it was"), "{}", told(&output));
}

#[test]
fn the_action_builds_the_program_that_it_runs() {
    let action = std::fs::read_to_string(workspace().join("action.yml")).unwrap();
    let name = binary().file_name().unwrap().to_str().unwrap();
    assert!(action.contains(&format!("\"$CARGO_TARGET_DIR/release/{name}\"")));
    assert!(action.contains(&format!("outputs.cache }}}}/{name}\n")));
}
