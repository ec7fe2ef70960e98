//! Publishing counts of visitors: once, with noise, and never more than may be
//! shown; and maps of others that are found.

use snapbox::str;
use tests::{Sandbox, stderr, stdout};

// The tests take place on 15 January 2026; week 2 ended on the 11th.
const TALLY: &str = r#"{"warning": "", "options": {"grain": "week", "cap": 1},
 "days": {"from": "2026-01-01", "to": "2026-01-14"},
 "requests": {"counted": 9702, "left_out": {}, "rejected": 0},
 "windows": {"2026-01-05": {"to": "2026-01-11", "parts": 1,
   "countries": {"DE": 4500, "US": 1200, "BY": 4000, "MT": 1}, "unknown": 1}}}"#;

const PAGE: &str = "# News\n\n* [Dec 2025] A talk.\n";

fn site() -> Sandbox {
    let sandbox = Sandbox::site(PAGE);
    sandbox.write("tally.json", TALLY);
    sandbox
}

fn countries(sandbox: &Sandbox) -> Vec<String> {
    let counts: serde_json::Value =
        serde_json::from_str(&sandbox.text("site/counts.json")).unwrap();
    counts["countries"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect()
}

#[test]
fn a_week_is_published_once() {
    let sandbox = site();
    // With k 10, noise names a country in one run of a hundred.
    let first = "publish tally.json --site site --window week --never BY --k 30";
    let said = stdout(&sandbox.run(first).code(0).stderr_eq(""));
    let summary =
        "2 countries from 2026-01-05 to 2026-01-11; wrote site/map.lock, site/counts.json\n";
    assert!(said.starts_with(summary), "{said}");
    assert!(said.contains("ε = 1"), "{said}");
    assert_eq!(countries(&sandbox), ["DE", "US"]);
    let before = sandbox.snapshot();
    // Again, with other counts, and with none.
    sandbox.edit("tally.json", "4500", "9500");
    sandbox.run(first).code(0);
    sandbox
        .run("publish --site site --window 2026-W02 --check")
        .code(0);
    let after = sandbox.snapshot();
    for file in ["site/map.lock", "site/counts.json"] {
        assert_eq!(before[file], after[file], "{file}");
    }
    // A country that is protected later leaves the counts.
    sandbox
        .run("publish --site site --window 2026-W02 --never DE")
        .code(0);
    assert_eq!(countries(&sandbox), ["US"]);
}

#[test]
fn exact_counts_reach_no_file_and_no_stream() {
    let sandbox = site();
    sandbox.edit("tally.json", "\"MT\": 1", "\"MT\": 2, \"FR\": 987554321");
    sandbox.edit("tally.json", "\"unknown\": 1", "\"unknown\": 0");
    // With this loss the noise is far from 0, all but once in ten thousand runs.
    let run =
        sandbox.run("publish tally.json --site site --window week --epsilon 1/10000 --k 1000000");
    let run = run.code(0);
    assert!(!stderr(&run).contains("987554321"));
    let all: String = ["site/map.lock", "site/counts.json"]
        .map(|file| sandbox.text(file))
        .concat();
    assert!(
        !all.contains("987554321") && all.contains("\"FR\": 987"),
        "{all}"
    );
}

#[test]
fn what_must_not_be_published_is_refused_and_nothing_is_written() {
    let sandbox = site();
    sandbox
        .run("publish tally.json --site site --window 2026-W03")
        .code(1)
        .stderr_eq(str![[r#"
error: 2026-01-12 to 2026-01-18 is not over yet help: wait until the day after its last: an open window tells who came since

"#]]);
    sandbox.edit(
        "tally.json",
        "\"to\": \"2026-01-14\"",
        "\"to\": \"2026-01-10\"",
    );
    sandbox
        .run("publish tally.json --site site --window 2026-W02")
        .code(1)
        .stderr_eq(str![[r#"
tally.json:1:1: error: the logs reach from 2026-01-01 to 2026-01-10 only, not over 2026-01-05 to 2026-01-11 help: tally all logs of the window: what is published stays as it is; --incomplete publishes it as it is

"#]]);
    sandbox
        .run("publish tally.json --site site --window 2026-W02 --incomplete --never UK")
        .code(2)
        .stderr_eq(str![[r#"
error: --never UK is no country of ISO 3166-1

"#]]);
    sandbox
        .run("publish --site site --window 2026-W02")
        .code(2)
        .stderr_eq(str![[r#"
error: 2026-01-05 to 2026-01-11 is not published yet; give a tally, or --import and a file

"#]]);
    sandbox
        .run("publish tally.json --site site --window 2026-W02 --epsilon 0")
        .code(2);
    sandbox.write("site/map.lock", "{}");
    sandbox
        .run("publish tally.json --site site --window 2026-W02 --incomplete")
        .code(1)
        .stderr_eq(str![[r#"
site/map.lock:1:1: error: `releases` is missing help: restore the file from your version control
site/map.lock:1:1: error: `version` is missing help: restore the file from your version control

"#]]);
    assert!(!sandbox.has("site/counts.json"));
    assert_eq!(sandbox.text("site/map.lock"), "{}");
}

#[test]
fn a_file_of_somebody_else_is_not_replaced() {
    let sandbox = site();
    sandbox.write("site/counts.json", "{\"mine\": 1}");
    sandbox
        .run("publish tally.json --site site --window week")
        .code(1)
        .stderr_eq(str![[r#"
error: site/counts.json was not written by this command and stays as it is; give another --path, another --out, or move the file away

"#]]);
    assert!(!sandbox.has("site/map.lock"));
}

#[test]
fn check_draws_nothing() {
    let sandbox = site();
    sandbox
        .run("publish tally.json --site site --window week --check")
        .code(1)
        .stdout_eq("")
        .stderr_eq(str![[r#"
site/map.lock: error: not up to date help: run the command without --check
site/counts.json: error: not up to date help: run the command without --check

"#]]);
    assert!(!sandbox.has("site/map.lock"));
}

#[test]
fn totals_that_are_public_are_taken_as_they_are() {
    let sandbox = site();
    sandbox.write(
        "export.csv",
        "label,nb_visits,metadata_code\nGermany,12,de\nMalta,3,mt\n",
    );
    sandbox
        .run("publish --import matomo export.csv --public --site site --window 2025-12")
        .code(0);
    assert_eq!(countries(&sandbox), ["DE"]);
    assert!(!sandbox.has("site/map.lock"));
    assert!(
        sandbox
            .text("site/counts.json")
            .contains("\"suppressed\": 1")
    );
}

#[test]
fn check_finds_maps_that_tell_others_of_visitors() {
    let sandbox = Sandbox::site(PAGE);
    sandbox.write(
        "site/_includes/footer.html",
        "<footer>\n  <script id=\"clustrmaps\" src=\"//cdn.clustrmaps.com/map_v2.js?w=a\"></script>\n</footer>\n",
    );
    sandbox.write("site/counts.json", "{\"raw\": {\"DE\": 1}}");
    let said = stderr(&sandbox.run("check --site site").code(1));
    assert!(
        said.contains("site/_includes/footer.html:2:3: warning: this map is dead: ClustrMaps was reported closed in June 2026"),
        "{said}"
    );
    assert!(
        said.contains("site/counts.json:1:2: error: `raw` means nothing here"),
        "{said}"
    );
}
