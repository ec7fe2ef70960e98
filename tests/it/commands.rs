//! What every command promises: exit codes, what goes to stdout and what to
//! stderr, and what each option does.

use snapbox::{IntoData, str};
use tests::{SETTINGS, Sandbox, items, stderr, stdout};

const PAGE: &str =
    "# News\n\n* [Dec 2025] [A tool](https://tool.test) is out!\n* [Nov 2025] A talk.\n";

fn site() -> Sandbox {
    Sandbox::site(PAGE)
}

#[test]
fn a_feed_is_written_and_told_in_one_line() {
    let sandbox = site();
    sandbox
        .run("feed --site site --out dist")
        .code(0)
        .stdout_eq(str![[r#"
2 entries, 2025-11 to 2025-12: 2 new, 0 changed, 0 gone; wrote site/news.lock, dist/feed.xml, dist/feed.json, dist/feed.css

"#]])
        .stderr_eq("");
    let names: Vec<_> = sandbox.snapshot().into_keys().collect();
    assert_eq!(
        names,
        [
            "dist/feed.css",
            "dist/feed.json",
            "dist/feed.xml",
            "site/index.md",
            "site/news.lock",
            "site/site.toml"
        ]
    );
}

#[test]
fn the_second_time_nothing_is_written() {
    let sandbox = site();
    sandbox.run("feed --site site --out dist").code(0);
    let before = sandbox.snapshot();
    sandbox
        .run("feed --site site --out dist")
        .code(0)
        .stdout_eq(str![[r#"
2 entries, 2025-11 to 2025-12: 0 new, 0 changed, 0 gone; nothing to write

"#]]);
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn quiet_says_nothing() {
    let sandbox = site();
    sandbox
        .run("feed --site site --out dist --quiet")
        .code(0)
        .stdout_eq("")
        .stderr_eq("");
    assert!(sandbox.has("dist/feed.xml"));
}

#[test]
fn check_names_each_file_that_differs_and_writes_none() {
    let sandbox = site();
    let before = sandbox.snapshot();
    sandbox
        .run("feed --site site --out dist --check")
        .code(1)
        .stdout_eq("")
        .stderr_eq(str![[r#"
site/news.lock: error: not up to date help: run the command without --check
dist/feed.xml: error: not up to date help: run the command without --check
dist/feed.json: error: not up to date help: run the command without --check
dist/feed.css: error: not up to date help: run the command without --check

"#]]);
    assert_eq!(sandbox.snapshot(), before);

    sandbox.run("feed --site site --out dist").code(0);
    sandbox.run("feed --site site --out dist --check").code(0);
    sandbox.edit("dist/feed.json", "A talk", "B talk");
    let before = sandbox.snapshot();
    sandbox
        .run("feed --site site --out dist --check")
        .code(1)
        .stderr_eq(str![[r#"
dist/feed.json: error: not up to date help: run the command without --check

"#]]);
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn locked_forbids_a_new_ledger_entry_and_nothing_else() {
    let sandbox = site();
    let before = sandbox.snapshot();
    sandbox
        .run("feed --site site --out dist --locked")
        .code(1)
        .stdout_eq("")
        .stderr_eq(str![[r#"
site/news.lock: error: the ledger would change, and --locked forbids it: 2 entries, 2025-11 to 2025-12: 2 new, 0 changed, 0 gone help: run the command without --locked and commit the ledger

"#]]);
    assert_eq!(sandbox.snapshot(), before);

    sandbox.run("feed --site site --out dist").code(0);
    sandbox
        .run("feed --site site --out other/dist --locked")
        .code(0);
    assert_eq!(
        sandbox.bytes("dist/feed.xml"),
        sandbox.bytes("other/dist/feed.xml")
    );
}

#[test]
fn the_clock_can_be_set_both_ways() {
    let published = |sandbox: &Sandbox| {
        let feed = sandbox.feed("dist/feed.xml");
        let published: Vec<_> = feed
            .entries
            .iter()
            .map(|entry| entry.published.unwrap().to_rfc3339())
            .collect();
        published
    };
    let sandbox = site();
    sandbox
        .run("feed --site site --out dist --now 2025-12-24T18:30:00+01:00")
        .code(0);
    let first = ["2025-12-24T17:30:00+00:00", "2025-11-01T12:00:00+00:00"];
    assert_eq!(
        published(&sandbox),
        first,
        "now, where it lies in the date as written"
    );

    let sandbox = site();
    let run = sandbox
        .command("feed --site site --out dist")
        .env("SOURCE_DATE_EPOCH", "1764590400");
    run.assert().code(0);
    let second = ["2025-12-01T12:00:00+00:00", "2025-11-01T12:00:00+00:00"];
    assert_eq!(published(&sandbox), second);
    sandbox
        .run("feed --site site --out dist --now 2035-01-01T00:00:00Z")
        .code(0);
    assert_eq!(published(&sandbox), second, "what is in the ledger stays");
}

#[test]
fn without_a_clock_given_the_system_s_is_used() {
    let sandbox = site();
    let run = sandbox
        .command("feed --site site --out dist")
        .env_remove("SOURCE_DATE_EPOCH");
    run.assert().code(0);
}

#[test]
fn wrong_usage_is_told_from_wrong_content() {
    let sandbox = site();
    let wrong = [
        "feed --site nowhere --out dist",
        "feed --site site --out dist --now yesterday",
        "feed --site site --out dist --limit few",
        "feed --site site --out dist --colour",
        "feed --quiet --verbose",
        "news nowhere.md",
        "news site --site site",
        "check --site nowhere",
        "fed",
        "",
    ];
    let before = sandbox.snapshot();
    for line in wrong {
        let run = sandbox.run(line).code(2).stdout_eq("");
        assert!(!stderr(&run).is_empty(), "{line}");
    }
    let run = sandbox
        .command("feed --site site --out dist")
        .env("SOURCE_DATE_EPOCH", "noon");
    run.assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: SOURCE_DATE_EPOCH is `noon`, not a number of seconds since 1970

"#]]);
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn help_and_version_are_results() {
    let sandbox = Sandbox::new([]);
    for line in [
        "--help",
        "feed --help",
        "news --help",
        "check --help",
        "--version",
    ] {
        let run = sandbox.run(line).code(0).stderr_eq("");
        assert!(!stdout(&run).is_empty(), "{line}");
    }
}

#[test]
fn missing_settings_are_named_with_their_keys_and_options() {
    let bare = Sandbox::new([("site/index.md", PAGE)]);
    let run = bare
        .run("feed --site site --out dist")
        .code(1)
        .stdout_eq("");
    assert_needs(&stderr(&run), &["base_url", "title", "name"], "site.toml");
    run.stderr_eq(str![[r#"
site/site.toml: error: author is missing: the site has none help: add name = "Your Name" under [author] to site.toml, or give --author NAME
site/site.toml: error: base_url is missing: the site has no address help: add base_url = "https://…" to site.toml, or give --base-url URL
site/site.toml: error: title is missing: the site has none help: add title = "Your Title" to site.toml, or give --title TITLE

"#]]);
    assert!(!bare.has("dist"));

    let jekyll = Sandbox::new([
        ("site/index.md", PAGE),
        ("site/_config.yml", "locale: en\n"),
    ]);
    let run = jekyll.run("feed --site site --out dist").code(1);
    assert_needs(&stderr(&run), &["url", "title", "author"], "_config.yml");
}

fn assert_needs(problems: &str, keys: &[&str], file: &str) {
    for (key, option) in keys.iter().zip(["--base-url", "--title", "--author"]) {
        let names = |line: &&str| {
            line.contains(": error: ")
                && line.contains(key)
                && line.contains(file)
                && line.contains(option)
        };
        assert!(
            problems.lines().any(|line| names(&line)),
            "{key} and {option} in {problems}"
        );
    }
}

#[test]
fn options_override_the_settings() {
    let sandbox = site();
    let options = "--base-url https://other.test/~me --title Other --author Somebody";
    sandbox
        .run(&format!("feed --site site --out dist {options}"))
        .code(0);
    let feed = sandbox.feed("dist/feed.xml");
    assert_eq!(feed.title.unwrap().content, "Other");
    assert_eq!(feed.authors[0].name.as_deref(), Some("Somebody"));
    assert!(
        feed.links
            .iter()
            .any(|link| link.href == "https://other.test/~me/feed.xml")
    );
    assert!(feed.id.starts_with("tag:other.test,"));
}

#[test]
fn options_shape_the_feed() {
    let sandbox = Sandbox::site(
        "# News\n\n* [Dec 2025] 🏆 [A tool](https://tool.test) is out! It has many parts.\n* [Nov 2025] A talk.\n* [Oct 2025] A poster.\n* [Sep 2025] A visit.\n",
    );
    sandbox
        .run("feed --site site --out a --path news/atom.xml --limit 2 --content summary --categories")
        .code(0);
    let feed = sandbox.feed("a/news/atom.xml");
    assert_eq!(feed.entries.len(), 2);
    assert_eq!(feed.entries[0].categories.len(), 1);
    assert!(feed.entries[0].content.is_none());
    assert!(
        feed.links
            .iter()
            .any(|link| link.rel.as_deref() == Some("prev-archive"))
    );
    let archives = sandbox
        .snapshot()
        .into_keys()
        .filter(|name| name.contains("archive"));
    let entries: usize = archives.map(|name| sandbox.feed(&name).entries.len()).sum();
    assert_eq!(entries + feed.entries.len(), 4);
}

#[test]
fn a_path_out_of_the_folder_is_refused() {
    for path in ["../feed.xml", "/feed.xml/", "a/../../feed.xml", "."] {
        let sandbox = site();
        let before = sandbox.snapshot();
        let run = sandbox.run(&format!("feed --site site --out dist --path {path}"));
        if run.get_output().status.code() == Some(0) {
            let outside = sandbox.snapshot().into_keys().find(|name| {
                !name.starts_with("dist/") && !before.contains_key(name) && name != "site/news.lock"
            });
            assert_eq!(outside, None, "{path}");
        } else {
            let run = run.code(1);
            assert!(stderr(&run).contains("error: "), "{path}");
            assert_eq!(sandbox.snapshot(), before, "{path}");
        }
    }
}

#[test]
fn problems_have_one_form() {
    let sandbox =
        Sandbox::site("# News\n\n* A talk without a date.\n* [Feb 30, 2025] An impossible talk.\n");
    let run = sandbox
        .run("feed --site site --out dist")
        .code(0)
        .stderr_eq(str![[r#"
site/index.md:3:1: warning: this News item has no date help: begin it with one, as in [Dec 2025]
site/index.md:4:1: warning: the calendar has no such date help: write a day that exists

"#]]);
    for line in stderr(&run).lines() {
        let mut parts = line.splitn(4, ':');
        assert_eq!(parts.next(), Some("site/index.md"));
        assert!(parts.next().unwrap().parse::<u32>().unwrap() > 0);
        assert!(parts.next().unwrap().parse::<u32>().unwrap() > 0);
        let rest = parts.next().unwrap();
        assert!(
            rest.starts_with(" warning: ") && rest.contains(" help: "),
            "{rest}"
        );
    }
}

#[test]
fn verbose_shows_the_line() {
    let sandbox = Sandbox::site("# News\n\n* A talk without a date.\n");
    sandbox
        .run("news site --verbose")
        .code(0)
        .stderr_eq(str![[r#"
warning: this News item has no date
 --> site/index.md:3:1
  |
3 | * A talk without a date.
  | ^
  |
  = help: begin it with one, as in [Dec 2025]

"#]]);
    let colours = sandbox.run("news site --verbose --color always").code(0);
    assert!(stderr(&colours).contains("\u{1b}["));
}

#[test]
fn news_is_a_table_for_people_and_lines_for_programs() {
    let sandbox = Sandbox::site(
        "# News\n\n* [Dec 2025] [A tool](https://tool.test) is out! See it.\n* A talk without a date.\n",
    );
    sandbox
        .run("news site")
        .code(0)
        .stdout_eq(str![[r#"
2025-12      site/index.md:3  A tool is out!
undated    ? site/index.md:4  A talk without a date
2 items, 2025-12, 1 without a date

"#]])
        .stderr_eq(str![[r#"
site/index.md:4:1: warning: this News item has no date help: begin it with one, as in [Dec 2025]

"#]]);
    sandbox
        .run("news site --json")
        .code(0)
        .stdout_eq(str![[r#"
{"id":"news/2025-12/a-tool-is-out-db712682","date":"2025-12","precision":"month","published":null,"updated":null,"title":"A tool is out!","text":"A tool is out! See it.","html":"<a href=\"https://tool.test\">A tool</a> is out! See it.","links":["https://tool.test"],"file":"index.md","line":3}
{"id":"news/a-talk-without-a-date-9cbab7e7","date":null,"precision":null,"published":null,"updated":null,"title":"A talk without a date","text":"A talk without a date.","html":"A talk without a date.","links":[],"file":"index.md","line":4}

"#]].raw());
    assert!(!sandbox.has("site/news.lock"), "news writes nothing");
}

#[test]
fn news_has_the_ids_and_stamps_of_the_ledger_where_there_is_one() {
    let sandbox = site();
    let without = sandbox.items("site");
    assert!(without[0]["published"].is_null());
    sandbox.run("feed --site site --out dist").code(0);
    sandbox.edit("site/index.md", "A tool", "Our tool");
    sandbox.edit(
        "site/index.md",
        "# News\n",
        "# News\n\n* [Jan 2026] A newcomer.\n",
    );
    let with = sandbox.items("site");
    assert!(
        with[0]["published"].is_null(),
        "the ledger does not know it yet"
    );
    let feed = sandbox.feed("dist/feed.xml");
    for (item, entry) in with[1..].iter().zip(&feed.entries) {
        assert_eq!(item["id"], entry.id.as_str());
        let published = item["published"].as_str().unwrap().replace('Z', "+00:00");
        assert_eq!(published, entry.published.unwrap().to_rfc3339());
    }
}

#[test]
fn news_needs_no_settings_and_takes_every_part_of_a_site() {
    let sandbox = Sandbox::new([
        ("site/_config.yml", "title: Home\n"),
        ("site/index.md", "Hello\n"),
        ("site/_includes/news.md", "* [Dec 2025] A tool is out.\n"),
        (
            "site/_data/news.yml",
            "- date: 2025-12\n  text: A tool is out.\n",
        ),
        (
            "site/_news/one.md",
            "---\ndate: 2025-12-01\ninline: true\n---\nA tool is out.\n",
        ),
        (
            "page.html",
            "<h2>News</h2><ul><li>2025-12: A tool is out.</li></ul>",
        ),
    ]);
    for path in [
        "site",
        "site/_includes/news.md",
        "site/_data/news.yml",
        "site/_news",
        "page.html",
    ] {
        let items = sandbox.items(path);
        assert_eq!(items.len(), 1, "{path}");
        assert_eq!(items[0]["text"], "A tool is out.", "{path}");
    }
}

#[test]
fn news_takes_a_heading_of_any_name() {
    let sandbox = Sandbox::site("# Gezwitscher\n\n* [Dec 2025] A tool.\n");
    sandbox
        .run("news site")
        .code(0)
        .stdout_eq("")
        .stderr_eq(str![[r#"
site/index.md: note: no News found; looked in the home page, the home page's layouts, the theme's News collection, widgets of the home page, sections in the home page's front matter, a listing, Hugo's layouts of the home page, what the home page's scripts and frames load, a page of its own, a page that the home page calls its News, a section of its own, posts that are called News, a data file, a data file anywhere, the sources of a site of scripts, a component, the folder itself help: name the page that has the list in site.toml: page = "path/of/page.md" under [feed]
site/index.md:1:1: warning: no News list found: looked for a heading such as "News", "Recent updates", "Actualités", "最新消息" help: name yours with heading = "…" in site.toml

"#]]);
    let run = sandbox
        .run("news site --json --heading Gezwitscher")
        .code(0);
    assert_eq!(items(&stdout(&run)).len(), 1);
    sandbox.write(
        "site/site.toml",
        format!("{SETTINGS}[feed]\nheading = \"Gezwitscher\"\n"),
    );
    assert_eq!(sandbox.items("site").len(), 1);
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let page: String = (0..3000)
        .map(|n| format!("* [Dec 2025] Project {n} is out.\n"))
        .collect();
    let sandbox = Sandbox::site(&format!("# News\n\n{page}"));
    let mut child = std::process::Command::new(tests::binary())
        .args(["news", "--json", "site"])
        .current_dir(sandbox.path(""))
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn no_news_is_no_feed() {
    for page in ["# Nothing\n\nto see.\n", "", "# News\n"] {
        let sandbox = Sandbox::site(page);
        let run = sandbox.run("feed --site site --out dist");
        let code = run.get_output().status.code();
        assert_eq!(
            code,
            Some(if page == "# News\n" { 0 } else { 1 }),
            "{page:?}"
        );
        assert!(
            stderr(&run).contains(" help: "),
            "{page:?}: {}",
            stderr(&run)
        );
        assert_eq!(sandbox.has("dist/feed.xml"), code == Some(0));
    }
}
