//! The whole home page: what a build writes, leaves and takes away, and what
//! is left of one that is killed.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tests::{NOW, Sandbox, binary, stderr, stdout};

const PAGE: &str = "---\npermalink: /\ntitle: Home\nredirect_from: /old.html\n---\n\
    # News\n\n* [Dec 2025] A [talk](https://talks.test/)\n* [Nov 2025] A paper\n";

const LINE: &str = "build --site site --out dist";

/// A site with a page more, a file and a place.
fn site() -> Sandbox {
    let sandbox = Sandbox::site(PAGE);
    sandbox.write("site/talks.md", "---\ntitle: Talks\n---\nA talk.\n");
    sandbox.write("site/files/cv.pdf", "%PDF-1.4");
    sandbox.write("site/places.toml", "[[place]]\nname = 'Bern'\n");
    sandbox
}

#[test]
fn everything_is_made_in_one_pass() {
    let sandbox = site();
    let run = sandbox.run(LINE).code(0);
    for file in [
        "index.html",
        "talks/index.html",
        "old.html",
        "files/cv.pdf",
        "feed.xml",
        "feed.json",
        "feed.css",
        "sitemap.xml",
        "robots.txt",
        "redirects.json",
        "visitor-map.svg",
        "visitor-map.html",
        ".home-page-manifest",
    ] {
        assert!(sandbox.has(&format!("dist/{file}")), "{file}");
    }
    for said in [
        "pages:     2 pages",
        "1 redirect\n",
        "2 entries",
        "1 place\n",
        "1 file\n",
    ] {
        assert!(stdout(&run).contains(said), "{said}\n{}", stdout(&run));
    }
    assert!(sandbox.has("site/news.lock"));
    for private in ["site.toml", "news.lock", "places.toml"] {
        assert!(!sandbox.has(&format!("dist/{private}")), "{private}");
    }
}

#[test]
fn what_the_commands_write_one_by_one_is_the_same() {
    let sandbox = site();
    sandbox.run(LINE).code(0);
    for command in ["feed", "sitemap", "redirects", "map"] {
        let line = format!("{command} --site site --out dist --check");
        sandbox.run(&line).code(0);
    }
}

#[test]
fn the_second_time_nothing_is_written() {
    let sandbox = site();
    sandbox.run(LINE).code(0);
    let before = sandbox.snapshot();
    let run = sandbox.run(LINE).code(0);
    assert!(stdout(&run).contains("0 files written, "));
    sandbox.run(&format!("{LINE} --check")).code(0);
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn check_writes_nothing_and_names_what_would_change() {
    let sandbox = site();
    let untouched = sandbox.snapshot();
    let run = sandbox.run(&format!("{LINE} --check")).code(1);
    assert!(stderr(&run).contains("dist/index.html: error: not there yet"));
    assert_eq!(sandbox.snapshot(), untouched);
    sandbox.run(LINE).code(0);
    sandbox.edit("site/index.md", "A paper", "A great paper");
    fs::remove_file(sandbox.path("site/talks.md")).unwrap();
    sandbox.write("site/teaching.md", "---\ntitle: Teaching\n---\n");
    let before = sandbox.snapshot();
    let run = sandbox.run(&format!("{LINE} --check")).code(1);
    for named in [
        "site/news.lock: error: not up to date",
        "dist/index.html: error: not up to date",
        "dist/feed.xml: error: not up to date",
        "dist/teaching/index.html: error: not there yet",
        "dist/talks/index.html: error: no longer part of the site",
    ] {
        assert!(stderr(&run).contains(named), "{named}\n{}", stderr(&run));
    }
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn what_is_no_longer_made_is_taken_away_and_nothing_else() {
    let sandbox = site();
    sandbox.run(LINE).code(0);
    sandbox.write("dist/talks/mine.txt", "mine");
    sandbox.write("dist/CNAME", "home.test");
    fs::remove_file(sandbox.path("site/talks.md")).unwrap();
    fs::remove_file(sandbox.path("site/files/cv.pdf")).unwrap();
    let run = sandbox.run(LINE).code(0);
    assert!(stdout(&run).contains(", 2 removed"), "{}", stdout(&run));
    assert!(!sandbox.has("dist/talks/index.html"));
    assert!(!sandbox.has("dist/files"), "an empty folder goes too");
    assert_eq!(sandbox.text("dist/talks/mine.txt"), "mine");
    assert_eq!(sandbox.text("dist/CNAME"), "home.test");
}

#[test]
fn what_was_changed_by_hand_is_told_and_not_removed() {
    let sandbox = site();
    sandbox.run(LINE).code(0);
    sandbox.write("dist/talks/index.html", "my own");
    sandbox.write("dist/index.html", "my own, too");
    fs::remove_file(sandbox.path("site/talks.md")).unwrap();
    let run = sandbox.run(LINE).code(0);
    let told = stderr(&run);
    assert!(told.contains("dist/talks/index.html: warning: the site no longer has this"));
    assert!(told.contains("dist/index.html: warning: this was changed by hand"));
    assert_eq!(sandbox.text("dist/talks/index.html"), "my own");
    assert_ne!(sandbox.text("dist/index.html"), "my own, too");
    // From now on it is its owner's.
    let run = sandbox.run(LINE).code(0);
    assert!(!stderr(&run).contains("talks/index.html"));
    assert_eq!(sandbox.text("dist/talks/index.html"), "my own");
}

#[test]
fn what_others_wrote_is_not_replaced() {
    let sandbox = site();
    sandbox.write("dist/index.html", "another's page");
    let before = sandbox.snapshot();
    let run = sandbox.run(LINE).code(1);
    assert!(stderr(&run).contains("dist/index.html: error: no build wrote this"));
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn a_feed_of_the_command_is_taken_over() {
    let sandbox = site();
    sandbox.run("feed --site site --out dist").code(0);
    sandbox.edit("site/index.md", "A paper", "A great paper");
    sandbox.run(LINE).code(0);
    assert!(sandbox.text("dist/feed.xml").contains("A great paper"));
}

#[test]
fn a_page_may_become_a_folder_and_a_folder_a_page() {
    let sandbox = site();
    sandbox.write("site/a", "a file");
    sandbox.write("site/b/c.txt", "below");
    sandbox.run(LINE).code(0);
    fs::remove_file(sandbox.path("site/a")).unwrap();
    fs::remove_dir_all(sandbox.path("site/b")).unwrap();
    sandbox.write("site/a/d.txt", "below");
    sandbox.write("site/b", "a file");
    sandbox.run(LINE).code(0);
    assert_eq!(sandbox.text("dist/a/d.txt"), "below");
    assert_eq!(sandbox.text("dist/b"), "a file");
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_in_the_output() {
    use std::os::unix::fs::symlink;
    let sandbox = site();
    sandbox.run(LINE).code(0);
    sandbox.write(
        "elsewhere/index.html",
        sandbox.bytes("dist/talks/index.html"),
    );
    fs::remove_dir_all(sandbox.path("dist/talks")).unwrap();
    symlink(sandbox.path("elsewhere"), sandbox.path("dist/talks")).unwrap();
    let run = sandbox.run(LINE).code(1);
    assert!(stderr(&run).contains("refused to go through dist/talks"));
    // Nor is anything removed through it.
    fs::remove_file(sandbox.path("site/talks.md")).unwrap();
    sandbox.run(LINE).code(0);
    assert!(sandbox.has("elsewhere/index.html"));
    assert!(sandbox.has("dist/talks"));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_not_published() {
    let sandbox = site();
    sandbox.write("secret.txt", "secret");
    std::os::unix::fs::symlink(sandbox.path("secret.txt"), sandbox.path("site/public.txt"))
        .unwrap();
    let run = sandbox.run(LINE).code(1);
    assert!(stderr(&run).contains("public.txt: error: a link leads out of the site"));
    assert!(!sandbox.has("dist"));
}

#[test]
fn a_stranger_s_record_removes_nothing_outside() {
    let sandbox = site();
    sandbox.run(LINE).code(0);
    let record = sandbox.text("dist/.home-page-manifest");
    let line = record.lines().find(|line| line.ends_with("files/cv.pdf"));
    let sum = line.unwrap().split(' ').next().unwrap();
    sandbox.write("cv.pdf", "%PDF-1.4");
    let outside = sandbox.path("cv.pdf");
    let lines = format!("{record}{sum}  ../cv.pdf\n{sum}  {}\n", outside.display());
    sandbox.write("dist/.home-page-manifest", lines);
    sandbox.run(LINE).code(0);
    assert!(sandbox.has("cv.pdf"));
    sandbox.write("dist/.home-page-manifest", "garbage\n");
    let run = sandbox.run(LINE).code(1);
    assert!(stderr(&run).contains(".home-page-manifest:1:1: error: this is no line"));
}

#[test]
fn two_builds_do_not_write_into_one_folder_at_once() {
    let sandbox = site();
    sandbox.write("dist/.home-page-build/lock", "");
    let other = fs::File::open(sandbox.path("dist/.home-page-build/lock")).unwrap();
    other.lock().unwrap();
    let run = sandbox.run(LINE).code(1);
    assert!(stderr(&run).contains("another build is writing into dist"));
    assert!(!sandbox.has("dist/index.html"));
    drop(other);
    sandbox.run(LINE).code(0);
    assert!(sandbox.has("dist/index.html"));
}

#[test]
fn an_old_map_gives_way_to_ours() {
    let embed =
        "<script id=\"clustrmaps\" src=\"//cdn.clustrmaps.com/map_v2.js?cl=8288ae\"></script>";
    let sandbox = site();
    sandbox.write("site/index.md", format!("{PAGE}\n\n{embed}\n"));
    sandbox.run(LINE).code(0);
    let page = sandbox.text("dist/index.html");
    assert!(page.contains("class=\"visitor-map\""));
    assert!(!page.contains("clustrmaps"));
    // Without places there is nothing to put there.
    fs::remove_file(sandbox.path("site/places.toml")).unwrap();
    let run = sandbox.run(LINE).code(0);
    assert!(stderr(&run).contains("the map of ClustrMaps is left out"));
    assert!(!sandbox.text("dist/index.html").contains("clustrmaps"));
    assert!(!sandbox.has("dist/visitor-map.svg"));
}

#[test]
fn the_ledger_may_be_locked() {
    let sandbox = site();
    let run = sandbox.run(&format!("{LINE} --locked")).code(1);
    assert!(stderr(&run).contains("news.lock: error: the ledger would change"));
    assert!(!sandbox.has("dist") && !sandbox.has("site/news.lock"));
    sandbox.run(LINE).code(0);
    sandbox.run(&format!("{LINE} --locked")).code(0);
}

#[test]
fn drafts_are_published_on_request() {
    let sandbox = site();
    sandbox.write("site/idea.md", "---\ntitle: Idea\ndraft: true\n---\n");
    sandbox.run(LINE).code(0);
    assert!(!sandbox.has("dist/idea/index.html"));
    sandbox.run(&format!("{LINE} --drafts")).code(0);
    assert!(sandbox.has("dist/idea/index.html"));
    sandbox.run(LINE).code(0);
    assert!(!sandbox.has("dist/idea"));
}

#[test]
fn a_site_without_news_has_pages_and_no_feed() {
    let sandbox = Sandbox::site("# Home\n\nNothing happens.\n");
    sandbox.run(LINE).code(0);
    assert!(sandbox.has("dist/index.html"));
    assert!(!sandbox.has("dist/feed.xml") && !sandbox.has("site/news.lock"));
}

#[test]
fn the_pages_of_other_generators_are_left_to_them() {
    let sandbox = Sandbox::new([
        ("site/_config.yml", "title: Home\n"),
        ("site/index.md", PAGE),
    ]);
    let run = sandbox.run(LINE).code(1);
    assert!(stderr(&run).contains("the pages of this site are made by Jekyll"));
    assert!(!sandbox.has("dist"));
}

#[test]
fn a_site_and_its_output_are_two_folders() {
    let sandbox = site();
    sandbox.run("build --site site --out site").code(2);
    // One in the other is no part of it.
    sandbox.run("build --site site --out site/public").code(0);
    sandbox.run("build --site site --out site/public").code(0);
    assert!(sandbox.has("site/public/index.html"));
    assert!(!sandbox.has("site/public/public"));
    sandbox
        .run("build --site site --out site/public --check")
        .code(0);
}

#[test]
fn two_files_at_one_path_are_told() {
    let sandbox = site();
    sandbox.write("site/feed.xml", "<mine/>");
    let run = sandbox.run(LINE).code(1);
    assert!(stderr(&run).contains("feed.xml: error: `feed.xml` is made twice"));
    assert!(!sandbox.has("dist"));
}

#[test]
fn exact_counts_are_never_published() {
    let sandbox = site();
    sandbox.write("site/tally.json", "{}");
    let run = sandbox.run(LINE).code(0);
    assert!(stderr(&run).contains("tally.json: warning: this is what visitors were counted as"));
    assert!(!sandbox.has("dist/tally.json"));
}

const ROUNDS: u32 = 40;

#[test]
fn what_a_build_left_that_was_killed_at_its_end_is_taken_away() {
    let sandbox = site();
    sandbox.run(LINE).code(0);
    let whole = sandbox.snapshot();
    sandbox.write("dist/.home-page-build/lock", "");
    sandbox.write("dist/.home-page-build/17", "half");
    sandbox.run(LINE).code(0);
    assert_eq!(sandbox.snapshot(), whole);
    assert!(!sandbox.has("dist/.home-page-build"));
}

/// Whatever moment a build is killed at, the next one ends where one that was
/// never killed would have, and no feed has an id that no ledger knows.
#[test]
fn a_killed_build_is_made_good_by_the_next() {
    let sandbox = site();
    for page in 0..60 {
        let text = format!("---\ntitle: Page {page}\n---\n{}\n", "Words. ".repeat(200));
        sandbox.write(&format!("site/pages/{page}.md"), text);
    }
    sandbox.run(LINE).code(0);
    let start = Instant::now();
    sandbox.run("build --site site --out fresh").code(0);
    let whole = start.elapsed();
    for round in 0..ROUNDS {
        sandbox.write(
            "site/index.md",
            format!("{PAGE}* [Oct 2025] Round {round} was won\n"),
        );
        // A page comes in one round and goes in the next, unless it never came.
        let file = format!("site/new/{}.md", round / 2 % 3);
        match round % 2 {
            0 => sandbox.write(&file, format!("---\ntitle: New {round}\n---\n")),
            _ => fs::remove_file(sandbox.path(&file)).unwrap(),
        }
        // At moments all over a build, and in another order than the rounds.
        kill_after(&sandbox, whole * (round * 7 % ROUNDS) / ROUNDS);
        let known = sandbox.text("site/news.lock");
        for entry in sandbox.feed("dist/feed.xml").entries {
            assert!(known.contains(&entry.id), "{round}: {}", entry.id);
        }
        if round % 4 == 3 {
            finish(&sandbox);
        }
    }
    finish(&sandbox);
}

fn kill_after(sandbox: &Sandbox, time: Duration) {
    let mut child = Command::new(binary())
        .args(LINE.split(' '))
        .current_dir(sandbox.path(""))
        .env("SOURCE_DATE_EPOCH", NOW.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(time);
    child.kill().unwrap();
    child.wait().unwrap();
}

fn finish(sandbox: &Sandbox) {
    sandbox.run(LINE).code(0);
    let left = sandbox.snapshot();
    sandbox.run("build --site site --out fresh").code(0);
    let of = |snapshot: tests::Snapshot, folder: &str| -> Vec<(String, Vec<u8>)> {
        let files = snapshot.into_iter();
        let inside = files
            .filter_map(|(path, (_, bytes))| Some((path.strip_prefix(folder)?.to_owned(), bytes)));
        inside.collect()
    };
    let whole = of(sandbox.snapshot(), "fresh/");
    let left = of(left, "dist/");
    let names = |files: &[(String, Vec<u8>)]| -> Vec<String> {
        files.iter().map(|(path, _)| path.clone()).collect()
    };
    assert_eq!(names(&left), names(&whole));
    assert!(left == whole, "a file differs");
    fs::remove_dir_all(sandbox.path("fresh")).unwrap();
}
