//! `init`: a new site that builds at once, and what is needed beside one that
//! exists, without a file of it changed.

use snapbox::str;
use tests::{Sandbox, stderr, stdout};

#[test]
fn a_new_site_builds_at_once() {
    let sandbox = Sandbox::new([]);
    sandbox
        .run("init page --base-url https://home.test --author Somebody")
        .code(0)
        .stdout_eq(str![[r#"
wrote page/content/site.toml
wrote page/content/about.md
wrote page/content/publications.md
wrote page/content/places.toml
wrote page/.gitignore
next: cd page, fill in content/site.toml, then `cargo xtask serve`

"#]])
        .stderr_eq("");
    sandbox
        .run("check --site page/content")
        .code(0)
        .stdout_eq("nothing to complain about\n")
        .stderr_eq("");
    sandbox
        .run("build --site page/content --out page/dist")
        .code(0)
        .stderr_eq("");
    let home = sandbox.text("page/dist/index.html");
    assert!(
        home.contains("Somebody") && home.contains("https://home.test/"),
        "{home}"
    );
    assert!(
        sandbox
            .text("page/dist/feed.xml")
            .contains("This page is new")
    );
}

#[test]
fn what_was_not_given_is_to_be_filled_in() {
    let sandbox = Sandbox::new([("page/README.md", "# Mine\n")]);
    sandbox.run("init page").code(0);
    assert_eq!(sandbox.text("page/README.md"), "# Mine\n");
    sandbox.run("check --site page/content").code(0).stderr_eq(str![[r#"
page/content/site.toml:4:12: warning: the address `https://example.org` is a placeholder help: fill in your own
page/content/site.toml:5:9: warning: the title `Your Name` is a placeholder help: fill in your own
page/content/site.toml:10:8: warning: the author's name `Your Name` is a placeholder help: fill in your own

"#]]);
}

#[test]
fn names_are_written_as_they_are() {
    let sandbox = Sandbox::new([]);
    let name = "A \"B\" \\ É # 你好";
    sandbox
        .command("init page --author")
        .arg(name)
        .assert()
        .code(0);
    sandbox.run("feed --site page/content --out dist").code(0);
    assert_eq!(
        sandbox.feed("dist/feed.xml").authors[0].name.as_deref(),
        Some(name)
    );
}

#[test]
fn beside_a_site_nothing_of_it_changes() {
    let sandbox = Sandbox::new([
        ("site/_config.yml", "title: Home\nurl: https://home.test\n"),
        (
            "site/index.md",
            "---\npermalink: /\n---\n# News\n\n* [Dec 2025] A talk.\n",
        ),
    ]);
    let before = sandbox.snapshot();
    sandbox
        .run("init site --author Somebody --workflow someone/home-page")
        .code(0)
        .stdout_eq(str![[r#"
wrote site/site.toml
wrote site/.github/workflows/home-page.yml
next: `cargo xtask check --site site`, then `cargo xtask feed --site site --out site`

"#]]);
    let after = sandbox.snapshot();
    for (path, file) in &before {
        assert_eq!(after.get(path), Some(file), "{path}");
    }
    assert!(
        sandbox
            .text("site/site.toml")
            .contains("[author]\nname = \"Somebody\"\n")
    );
    let workflow = sandbox.text("site/.github/workflows/home-page.yml");
    assert!(
        workflow.contains("https://github.com/someone/home-page xtask"),
        "{workflow}"
    );
    sandbox.run("check --site site").code(0).stderr_eq("");
    // Again: everything stays.
    sandbox.write("site/site.toml", "[author]\nname = \"Another\"\n");
    let run = sandbox.run("init site --author Somebody").code(0);
    assert!(stdout(&run).contains("kept, since it is there already: site/site.toml"));
    assert_eq!(
        sandbox.text("site/site.toml"),
        "[author]\nname = \"Another\"\n"
    );
}

#[test]
fn where_the_generator_copies_from_is_named() {
    for (config, out) in [
        ("hugo.toml", "site/static"),
        ("_quarto.yml", "site"),
        ("_config.yml", "site"),
    ] {
        let sandbox = Sandbox::new([("site/x.md", "x\n")]);
        sandbox.write(&format!("site/{config}"), "");
        let said = stdout(&sandbox.run("init site").code(0));
        assert!(
            said.contains(&format!("--out {out}`\n")),
            "{config}: {said}"
        );
    }
}

#[test]
fn nonsense_is_refused_before_anything_is_written() {
    let sandbox = Sandbox::new([("file", "x")]);
    for line in [
        "init new --base-url nowhere",
        "init new --workflow nowhere",
        "init new --workflow https://a.test/b/c;d",
        "init file",
    ] {
        let run = sandbox.run(line).code(2);
        assert!(stderr(&run).starts_with("error: "), "{line}");
        assert!(!sandbox.has("new"), "{line}");
    }
}
