//! Pages that nobody writes by accident: the feed they make is valid, or a
//! problem says why there is none. Never a panic, never without end.

use tests::{Sandbox, addresses, html, stderr, stdout, title};

/// A size, whole in an optimised build. Without optimisation a twentieth shows
/// the same faults in the same time.
const fn size(whole: usize) -> usize {
    if cfg!(debug_assertions) {
        whole / 20
    } else {
        whole
    }
}

/// Makes a feed of a page. Whatever there is must be sound.
fn survive(name: &str, page: impl AsRef<[u8]>) -> Option<feed_rs::model::Feed> {
    let sandbox = Sandbox::site("");
    sandbox.write("site/index.md", page);
    for line in [
        "news --json site",
        "check --site site",
        "feed --site site --out dist",
    ] {
        let run = limited(&sandbox, line);
        // A panic is 101, or no code at all; neither is one that never ends.
        let code = run.get_output().status.code();
        let problems = stderr(&run);
        assert!(
            matches!(code, Some(0 | 1)),
            "{name}: {line}: {code:?}\n{problems:.2000}"
        );
        assert!(
            code == Some(0) || problems.contains("error: "),
            "{name}: {line}"
        );
    }
    if !sandbox.has("dist/feed.xml") {
        return None;
    }
    let feed = sandbox.feed("dist/feed.xml");
    sandbox.feed("dist/feed.json");
    feed.entries.iter().for_each(|entry| check(name, entry));
    let before = sandbox.snapshot();
    let again = limited(&sandbox, "feed --site site --out dist").code(0);
    assert!(stdout(&again).ends_with("; nothing to write\n"), "{name}");
    assert_eq!(sandbox.snapshot(), before, "{name}");
    Some(feed)
}

fn check(name: &str, entry: &feed_rs::model::Entry) {
    assert!(!title(entry).is_empty(), "{name}");
    // RFC 4287 asks for a summary where there is no content.
    assert!(entry.content.is_some() || entry.summary.is_some(), "{name}");
    for address in addresses(entry) {
        let known = ["https:", "http:", "mailto:"];
        assert!(
            known.iter().any(|scheme| address.starts_with(scheme)),
            "{name}: {address}"
        );
    }
    // The text may speak of these; the markup must not have them.
    for tag in html(entry).split('<').skip(1) {
        let tag = tag.split('>').next().unwrap().to_lowercase();
        for bad in [
            "script",
            "style",
            "iframe",
            "object",
            "svg",
            "javascript:",
            "data:",
        ] {
            assert!(!tag.contains(bad), "{name}: {tag}");
        }
        assert!(!tag.contains(" on"), "{name}: {tag}");
    }
}

// Within an address space that no page of these sizes may fill.
#[cfg(target_os = "linux")]
fn limited(sandbox: &Sandbox, line: &str) -> snapbox::cmd::OutputAssert {
    let shell = std::process::Command::new("sh");
    snapbox::cmd::Command::from_std(shell)
        .args(["-c", "ulimit -v 2000000; exec \"$0\" \"$@\""])
        .arg(tests::binary())
        .args(line.split(' '))
        .current_dir(sandbox.path(""))
        .env("SOURCE_DATE_EPOCH", tests::NOW.to_string())
        .timeout(tests::LONGEST)
        .assert()
}

#[cfg(not(target_os = "linux"))]
fn limited(sandbox: &Sandbox, line: &str) -> snapbox::cmd::OutputAssert {
    sandbox.run(line)
}

fn list(items: impl IntoIterator<Item = String>) -> String {
    let lines: String = items
        .into_iter()
        .map(|item| format!("* {item}\n"))
        .collect();
    format!("# News\n\n{lines}")
}

#[test]
fn one_very_long_line() {
    let words = "word ".repeat(size(2_000_000));
    let feed = survive("words", format!("# News\n\n* [Dec 2025] {words}\n"));
    assert_eq!(feed.unwrap().entries.len(), 1);
    survive(
        "one word",
        format!("# News\n\n* [Dec 2025] {}\n", "x".repeat(size(10_000_000))),
    );
    survive(
        "a long title of the page",
        format!(
            "# News {}\n\n* [Dec 2025] A talk.\n",
            "x".repeat(size(1_000_000))
        ),
    );
}

#[test]
fn very_many_items() {
    let count = size(100_000);
    let feed = survive(
        "many",
        list((0..count).map(|n| format!("[Dec {}] Project number{n} is out.", 1990 + n % 30))),
    );
    assert_eq!(feed.unwrap().entries.len(), count);
}

#[test]
fn very_many_items_that_are_the_same() {
    let count = size(10_000);
    let feed = survive(
        "same",
        list((0..count).map(|_| "[Dec 2025] The same again.".to_owned())),
    );
    assert_eq!(feed.unwrap().entries.len(), count);
}

#[test]
fn very_deep_nesting() {
    let deep = size(10_000);
    survive(
        "bullets on one line",
        format!(
            "# News\n\n* [Dec 2025] A talk.\n{}deep\n",
            "* ".repeat(deep)
        ),
    );
    let nested: String = (0..size(2_000))
        .map(|n| format!("{}* [Dec 2025] item {n}\n", "  ".repeat(n)))
        .collect();
    survive("bullets below bullets", format!("# News\n\n{nested}"));
    survive(
        "lists in HTML",
        format!("<h1>News</h1>{}", "<ul><li>2025-12: a talk".repeat(deep)),
    );
    survive(
        "elements",
        format!("# News\n\n* [Dec 2025] {}\n", "<b>".repeat(deep)),
    );
    survive(
        "quotations",
        format!("# News\n\n{} * [Dec 2025] A talk.\n", ">".repeat(deep)),
    );
    survive(
        "divisions",
        "<div>".repeat(deep) + "<h1>News</h1><ul><li>2025-12: a talk</ul>",
    );
    survive(
        "comments",
        format!("# News\n\n{}\n* [Dec 2025] A talk.\n", "<!--".repeat(deep)),
    );
}

#[test]
fn very_many_brackets() {
    let many = size(20_000);
    for part in [
        "[",
        "](",
        "![",
        "**",
        "_*",
        "`",
        "<",
        "&",
        "{% ",
        "{{",
        "[a](b",
        "<a href='",
        "|",
        "\\",
        "$$",
    ] {
        survive(
            part,
            format!(
                "# News\n\n* [Dec 2025] A talk. {}\n* [Nov 2025] Another.\n",
                part.repeat(many)
            ),
        );
    }
}

#[test]
fn characters_that_xml_forbids() {
    let controls: String = (0..32u8)
        .filter(|c| !b"\0\n\r".contains(c))
        .map(char::from)
        .collect();
    let odd = "\u{7f}\u{85}\u{ad}\u{fffe}\u{ffff}\u{202e}\u{200b}\u{2028}\u{e000}\u{10ffff}";
    let feed = survive("controls", list([
        format!("[Dec 2025] A {controls} talk {odd} here."),
        "[Nov 2025] &#xD800; &#xDFFF; &#0; &#1; &#xFFFE; &#x110000; &#99999999999; &bogus; here.".to_owned(),
        format!("[Oct 2025] [here](https://a.test/{odd}{})", controls.replace(char::is_whitespace, "")),
        "[Sep 2025] \u{200b}\u{200b}\u{ad}".to_owned(),
    ]));
    assert!(feed.unwrap().entries.len() >= 3);
}

#[test]
fn surrogates_in_the_bytes() {
    let mut page =
        b"# News\n\n* [Dec 2025] A \xed\xa0\x80 talk.\n* [Nov 2025] Another \xf0\x9f talk.\n"
            .to_vec();
    survive("surrogates", &page);
    page.extend([0xff, 0xfe, 0x00]);
    survive("no encoding at all", &page);
    survive(
        "UTF-16",
        "# News\n\n* [Dec 2025] A talk.\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>(),
    );
    assert!(
        survive("zeros", vec![0; 100_000]).is_none(),
        "what is no text has no news"
    );
}

#[test]
fn scripts_do_not_get_into_the_feed() {
    let feed = survive("scripts", list([
        "[Dec 2025] <script>alert(1)</script>A talk.",
        "[Nov 2025] <img src=x onerror=alert(1)> A picture.",
        "[Oct 2025] [click](javascript:alert(1)) me.",
        "[Sep 2025] <a href=\"jAvAsCrIpT:alert(1)\" onclick=\"alert(1)\">click</a> me.",
        "[Aug 2025] <a href=\"java&#10;script:alert(1)\">click</a> me.",
        "[Jul 2025] ![x](data:text/html;base64,PHNjcmlwdD4=) Data.",
        "[Jun 2025] <svg><script>alert(1)</script></svg> A drawing.",
        "[May 2025] <iframe src=\"https://evil.test\"></iframe> A frame.",
        "[Apr 2025] <style>*{display:none}</style><b style=\"position:fixed\">Bold</b>.",
        "[Mar 2025] ]]>&lt;/content&gt;</content></entry><entry><name>An entry of its own.",
        "[Feb 2025] <math><mtext></mtext><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "[Jan 2025] vbscript: [a](vbscript:x) [b](file:///etc/passwd) [c](//evil.test/x) [d](\u{1}javascript:x)",
    ].map(str::to_owned)));
    let feed = feed.unwrap();
    assert_eq!(feed.entries.len(), 12);
}

#[test]
fn settings_are_hostile_too() {
    let sandbox = Sandbox::site("# News\n\n* [Dec 2025] A talk.\n");
    let hostile = [
        "base_url = \"javascript:alert(1)\"\ntitle = \"T\"\n[author]\nname = \"N\"\n".to_owned(),
        "base_url = \"https://home.test\"\ntitle = \"<script>\\u0000\"\n[author]\nname = \"\\u0001</name>\"\n".to_owned(),
        "base_url = \"https://home.test\"\ntitle = \"T\"\n[author]\nname = \"N\"\n[feed]\npath = \"../../outside.xml\"\n".to_owned(),
        "[".repeat(100_000),
        format!("a = {}", "[".repeat(100_000)),
        "base_url = \"https://home.test\"\ntitle = \"T\"\n[author]\nname = \"N\"\n[feed]\nlimit = 0\n".to_owned(),
    ];
    for settings in hostile {
        sandbox.write("site/site.toml", &settings);
        let run = limited(&sandbox, "feed --site site --out dist");
        let code = run.get_output().status.code();
        assert!(
            matches!(code, Some(0 | 1)),
            "{settings:.100}: {code:?}\n{:.2000}",
            stderr(&run)
        );
        assert!(
            code == Some(0) || stderr(&run).contains("error: "),
            "{settings:.100}"
        );
        if sandbox.has("dist/feed.xml") {
            sandbox.feed("dist/feed.xml");
        }
        let outside = sandbox
            .snapshot()
            .into_keys()
            .find(|name| name.contains("outside"));
        assert_eq!(outside, None);
    }
}

#[test]
fn front_matter_is_hostile_too() {
    let deep = 10_000;
    let bombs = [
        format!("a: {}", "[".repeat(deep)),
        format!("a: {}", "{b: ".repeat(deep)),
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\n".to_owned(),
        (0..deep)
            .map(|n| format!("{}k:\n", " ".repeat(n % 500)))
            .collect(),
    ];
    for bomb in bombs {
        let page = format!("---\n{bomb}\n---\n\n# News\n\n* [Dec 2025] A talk.\n");
        survive("front matter", page);
    }
}
