//! The published feed in place of a ledger.

use tests::{Sandbox, stderr};

const PAGE: &str = "# News\n\n- *December 2025*: [A tool](/tool/) is released.\n\
    - *November 2025*: A talk at the Made-up Workshop.\n\
    - *October 2025*: A paper is accepted.\n";

const EDITS: [(&str, &str); 5] = [
    ("is released", "is relaesed"),
    ("is relaesed", "is released"),
    ("# News\n\n", "# News\n\n- *January 2026*: Something new.\n"),
    ("A talk at", "A longer talk at"),
    ("A paper is accepted.", "A [paper](paper.pdf) is accepted."),
];

/// Two sites that begin alike.
fn sites() -> (Sandbox, Sandbox) {
    (Sandbox::site(PAGE), Sandbox::site(PAGE))
}

#[test]
fn the_last_feed_alone_does_what_the_ledger_does() {
    let (kept, without) = sites();
    kept.run("feed --site site --out dist").code(0);
    without.run("feed --site site --out dist").code(0);
    for (old, new) in EDITS {
        for sandbox in [&kept, &without] {
            sandbox.edit("site/index.md", old, new);
        }
        kept.run("feed --site site --out dist").code(0);
        std::fs::remove_file(without.path("site/news.lock")).unwrap();
        std::fs::rename(without.path("dist"), without.path("live")).unwrap();
        without
            .run("feed --site site --out dist --previous live/feed.xml")
            .code(0);
        std::fs::remove_dir_all(without.path("live")).unwrap();
        for file in ["dist/feed.xml", "dist/feed.json"] {
            assert_eq!(without.text(file), kept.text(file), "{new}");
        }
    }
}

#[test]
fn a_page_in_place_of_a_feed_writes_nothing() {
    let sandbox = Sandbox::site(PAGE);
    sandbox.write("404.html", "<!DOCTYPE html><title>404</title>");
    let run = sandbox
        .run("feed --site site --out dist --previous 404.html")
        .code(1);
    let stderr = stderr(&run);
    assert!(stderr.contains("404.html:1:"), "{stderr}");
    assert!(
        stderr.contains("error: this feed cannot be read"),
        "{stderr}"
    );
    assert!(!sandbox.has("dist") && !sandbox.has("site/news.lock"));
}

#[test]
fn a_feed_that_is_not_there_is_a_mistake() {
    let sandbox = Sandbox::site(PAGE);
    let run = sandbox
        .run("feed --site site --out dist --previous no-such.xml")
        .code(2);
    assert!(stderr(&run).contains("cannot open no-such.xml"));
}
