//! `check`, and `check --fix`: text that was encoded twice is found with its
//! place and mended there, and not a byte around it changes.

use snapbox::str;
use tests::{SETTINGS, Sandbox, stderr, stdout};

const PAGE: &str = "# News\n\n* [Dec 2025] Fits your teamâ€™s needs: a cafÃ© talk.\n* [Nov 2025] Naïve “quotes” – as they should be.\n";

#[test]
fn nothing_wrong() {
    let sandbox = Sandbox::site("# News\n\n* [Dec 2025] A talk.\n");
    let before = sandbox.snapshot();
    sandbox
        .run("check --site site")
        .code(0)
        .stdout_eq(str![[r#"
nothing to complain about

"#]])
        .stderr_eq("");
    sandbox
        .run("check --site site --quiet")
        .code(0)
        .stdout_eq("")
        .stderr_eq("");
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn twice_encoded_text_is_found_in_its_place() {
    let sandbox = Sandbox::site(PAGE);
    let before = sandbox.snapshot();
    sandbox.run("check --site site").stderr_eq(str![[r#"
site/index.md:3:28: warning: `teamâ€™s` was encoded twice help: write `team’s`
site/index.md:3:45: warning: `cafÃ©` was encoded twice help: write `café`

"#]]);
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn and_mended_there() {
    let sandbox = Sandbox::site(PAGE);
    sandbox
        .run("check --fix --site site")
        .code(0)
        .stdout_eq(str![[r#"
site/index.md: mended 2 places of double-encoded text
nothing to complain about

"#]]);
    let mended = PAGE.replace("teamâ€™s", "team’s").replace("cafÃ©", "café");
    assert_eq!(sandbox.text("site/index.md"), mended);
    assert_eq!(sandbox.text("site/site.toml"), SETTINGS);
    let before = sandbox.snapshot();
    sandbox.run("check --fix --site site").code(0);
    assert_eq!(
        sandbox.snapshot(),
        before,
        "the second time there is nothing to mend"
    );
}

#[test]
fn line_ends_and_byte_order_marks_stay() {
    let sandbox = Sandbox::site("");
    let page = format!("\u{feff}{}", PAGE.replace('\n', "\r\n")) + "no line end";
    sandbox.write("site/index.md", &page);
    sandbox.run("check --fix --site site").code(0);
    let mended = page.replace("teamâ€™s", "team’s").replace("cafÃ©", "café");
    assert_eq!(sandbox.text("site/index.md"), mended);
}

#[test]
fn one_page_alone_is_mended_alone() {
    let sandbox = Sandbox::new([("about.md", PAGE), ("other.md", PAGE)]);
    sandbox.run("check --fix --site about.md");
    assert!(sandbox.text("about.md").contains("team’s"));
    assert_eq!(sandbox.text("other.md"), PAGE);
}

#[test]
fn what_is_not_utf_8_is_not_written_back() {
    let sandbox = Sandbox::site("");
    sandbox.write("site/index.md", b"# News\n\n* [Dec 2025] Caf\xe9 talk.\n");
    let before = sandbox.snapshot();
    let run = sandbox.run("check --fix --site site");
    assert!(stderr(&run).contains("site/index.md"), "{}", stderr(&run));
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn settings_to_fill_in_are_named() {
    let settings = SETTINGS.replace("home.test", "example.org");
    let sandbox = Sandbox::site("# News\n\n* [Dec 2025] A talk.\n");
    sandbox.write("site/site.toml", settings);
    sandbox
        .run("check --site site")
        .code(0)
        .stdout_eq("")
        .stderr_eq(str![[r#"
site/site.toml:1:12: warning: the address `https://example.org` is a placeholder help: fill in your own

"#]]);
}

#[test]
fn each_doubtful_item_is_reported_with_what_to_do() {
    let sandbox = Sandbox::site(
        "# News\n\n* A talk without a date.\n* [Feb 30, 2025] An impossible talk.\n* [Dec 2025] Said twice.\n* [Dec 2025] Said twice.\n* [Dec 2031] A talk to come.\n",
    );
    let run = sandbox.run("check --site site").stderr_eq(str![[r#"
site/index.md:3:1: warning: this News item has no date help: begin it with one, as in [Dec 2025]
site/index.md:4:1: warning: the calendar has no such date help: write a day that exists
site/index.md:6:1: warning: this item is the same as that on line 5 help: remove one, or say what is different
site/index.md:7:1: warning: this item is dated in the future, 2031-12: it is published as of the day it was first seen help: correct the date, or leave it if the day is still to come

"#]]);
    for line in stderr(&run).lines() {
        assert!(line.contains(" help: "), "{line}");
    }
    assert_eq!(stdout(&run), "");
}
