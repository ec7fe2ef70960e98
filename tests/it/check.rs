//! `check`: its list of checks, how problems are written for programs, and the
//! severities that a site sets.

use std::fs;

use serde_json::json;
use snapbox::str;
use tests::{SETTINGS, Sandbox, items, stderr, stdout, workspace};

const PAGE: &str = "# News\n\n* A talk, undated.\n* [Dec 2025] A talk.\n";

fn site_with(check: &str) -> Sandbox {
    let sandbox = Sandbox::site(PAGE);
    sandbox.write("site/site.toml", format!("{SETTINGS}\n[check]\n{check}\n"));
    sandbox
}

#[test]
fn all_checks_are_listed_and_each_explained() {
    let sandbox = Sandbox::new([]);
    let list = stdout(&sandbox.run("check --list").code(0).stderr_eq(""));
    let names: Vec<_> = list
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .collect();
    assert!(names.len() > 150, "{}", names.len());
    for name in names {
        let told = stdout(&sandbox.run(&format!("check --explain {name}")).code(0));
        for part in ["why ", "example ", "repair "] {
            assert!(told.contains(part), "{told}");
        }
    }
    sandbox
        .run("check --explain no-dates")
        .code(2)
        .stderr_eq(str![[r#"
error: there is no check no-dates; did you mean no-date?

"#]]);
}

#[test]
fn json_has_a_line_for_each_problem_and_nothing_else() {
    let run = Sandbox::site(PAGE)
        .run("check --json --site site")
        .code(0)
        .stderr_eq("");
    assert_eq!(
        items(&stdout(&run)),
        [json!({
            "id": "no-date", "severity": "warning", "file": "site/index.md", "line": 3, "column": 1,
            "message": "this News item has no date", "help": "begin it with one, as in [Dec 2025]",
        })]
    );
    Sandbox::site("# News\n\n* [Dec 2025] A talk.\n")
        .run("check --json --site site")
        .code(0)
        .stdout_eq("")
        .stderr_eq("");
}

const ANNOTATION: &str = "::warning file=site/index.md,line=3,col=1,title=no-date::this News item \
                          has no date%0Ahelp: begin it with one, as in [Dec 2025]\n";

#[test]
fn github_is_told_where_to_show_each_problem() {
    let sandbox = Sandbox::site(PAGE);
    sandbox
        .run("check --format github --site site")
        .code(0)
        .stdout_eq(ANNOTATION);
    let by_itself = sandbox
        .command("check --site site")
        .env("GITHUB_ACTIONS", "true");
    by_itself.assert().code(0).stdout_eq(ANNOTATION);
    // The other commands tell it where they tell problems.
    let feed = sandbox
        .command("feed --site site --out dist")
        .env("GITHUB_ACTIONS", "true");
    feed.assert().code(0).stderr_eq(ANNOTATION);
    sandbox
        .command("check --format text --site site")
        .env("GITHUB_ACTIONS", "true")
        .assert()
        .stdout_eq("");
}

#[test]
fn annotations_name_files_from_the_root_of_the_repository() {
    let sandbox = Sandbox::site(PAGE);
    let run = sandbox
        .command("check --format github --site ../site")
        .current_dir(sandbox.path("site"))
        .env("GITHUB_WORKSPACE", sandbox.path(""));
    run.assert().stdout_eq(ANNOTATION);
}

#[test]
fn a_site_says_what_matters_to_it() {
    site_with("no-date = 'off'")
        .run("check --site site")
        .code(0)
        .stdout_eq("nothing to complain about\n")
        .stderr_eq("");
    for (level, code) in [("note", 0), ("warning", 0), ("error", 1)] {
        let sandbox = site_with(&format!("no-date = '{level}'"));
        let said = stderr(&sandbox.run("check --site site").code(code));
        let expected = format!("site/index.md:3:1: {level}: this News item has no date");
        assert!(said.contains(&expected), "{said}");
        // A command heeds it too, and writes nothing with an error.
        sandbox.run("feed --site site --out dist").code(code);
        assert_eq!(sandbox.has("dist/feed.xml"), code == 0);
    }
}

#[test]
fn an_error_is_lowered_for_check_alone() {
    let sandbox = Sandbox::site("# News\n\n* [Dec 2025] A talk.\n");
    sandbox.write(
        "site/site.toml",
        "[check]\nno-title = 'off'\nno-author = 'note'\nno-base-url = 'off'\n",
    );
    sandbox.run("check --site site").code(0).stderr_eq(str![[r#"
site/site.toml: note: author is missing: the site has none help: add name = "Your Name" under [author] to site.toml, or give --author NAME

"#]]);
    let said = stderr(&sandbox.run("feed --site site --out dist").code(1));
    for missing in ["title", "author", "base_url"] {
        assert!(
            said.contains(&format!("error: {missing} is missing")),
            "{said}"
        );
    }
    assert!(!sandbox.has("dist"));
}

#[test]
fn a_check_that_does_not_exist_is_told() {
    site_with("no-dates = 'off'\nno-date = 'never'").run("check --site site").code(0).stderr_eq(str![[r#"
site/index.md:3:1: warning: this News item has no date help: begin it with one, as in [Dec 2025]
site/site.toml:9:1: warning: there is no check `no-dates` help: did you mean `no-date`?
site/site.toml:10:11: warning: `never` is no severity help: write "off", "note", "warning" or "error"

"#]]);
}

#[test]
fn the_first_page_is_told_what_it_lacks() {
    let sandbox = Sandbox::new([]);
    let page = fs::read_to_string(workspace().join("content/about.md")).unwrap();
    let page = page
        .replacen("team's", "teamâ€™s", 1)
        .replacen("team’s", "teamâ€™s", 1);
    sandbox.write("site/about.md", page);
    let said = stderr(&sandbox.run("check --site site").code(1));
    for expected in [
        "this map is dead: ClustrMaps was reported closed",
        "title is missing",
        "author is missing",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn others_that_are_asked_are_named_with_what_they_learn() {
    let sandbox = Sandbox::new([
        (
            "site/_config.yml",
            "title: Home\nurl: https://home.test\nauthor: A. Placeholder\n",
        ),
        (
            "site/index.md",
            "---\n---\n# News\n\n* [Dec 2025] A talk.\n\n![x](https://img.shields.io/x.svg)\n",
        ),
        (
            "site/_layouts/default.html",
            "<html><head>\n<script async src=\"https://www.googletagmanager.com/gtag/js?id=1\"></script>\n\
             <script src=\"{{ site.url }}/own.js\"></script>\n</head>{{ content }}</html>\n",
        ),
        (
            "site/_sass/fonts.scss",
            "// https://no.test/\n@import url(\"https://fonts.googleapis.com/css?family=Lato\");\n",
        ),
        (
            "site/README.md",
            "![badge](https://img.shields.io/badge.svg)\n",
        ),
    ]);
    sandbox.run("check --site site").code(0).stderr_eq(str![[r#"
site/_layouts/default.html:2:1: warning: this loads a script from www.googletagmanager.com, which learns who opens the page, and when, and may do anything in it help: take it out; `tally` counts visitors by the logs of the server, which tell nobody else
site/_sass/fonts.scss:2:1: warning: this loads a style sheet from fonts.googleapis.com, which learns who opens the page, and when help: take the font out of the page, or put its files into the site and name them by @font-face
site/index.md:7:1: warning: this loads a picture from img.shields.io, which learns who opens the page, and when help: take the badge out, or write what it says as text

"#]]);
}
