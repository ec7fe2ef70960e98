//! `sitemap`, seen from outside: which addresses it lists, what it writes, and
//! what it leaves alone.

use std::collections::BTreeSet;
use std::io::Read;
use std::process::Command;

use site::address::percent_encode;
use snapbox::str;
use tests::{Sandbox, stderr, stdout, workspace};

use crate::addresses::{copy, copy_of};

const SITEMAP: &str = "sitemap --site site --out dist";

const SETTINGS: &str =
    "base_url = \"https://home.test\"\ntitle = \"Home\"\n[author]\nname = \"A. Placeholder\"\n";

/// A front matter as academicpages has it: a home page with two old addresses.
const SEED: &str = "---\npermalink: /\ntitle: \"About Me\"\nredirect_from: \n  - /about/\n  \
                    - /about.html\n---\n\nHello.\n";

/// The sites that pages are compared on with their generators.
pub(crate) const SITES: [&str; 6] = [
    "academicpages",
    "al-folio",
    "hugo",
    "hugo-languages",
    "hugo-ugly",
    "styles",
];

fn seed() -> Sandbox {
    Sandbox::new([("site/site.toml", SETTINGS), ("site/about.md", SEED)])
}

/// A copy of a site without the pages that are broken on purpose.
pub(crate) fn whole(site: &str) -> Sandbox {
    let sandbox = copy(site);
    for broken in ["site/broken.md", "site/unclosed.md"] {
        let _ = std::fs::remove_file(sandbox.path(broken));
    }
    sandbox
}

/// The addresses of a sitemap, in its order; no other parser of ours is asked.
fn locs(text: &str) -> Vec<String> {
    let after = text.split("<loc>").skip(1);
    after
        .map(|rest| rest.split("</loc>").next().unwrap().replace("&amp;", "&"))
        .collect()
}

/// A row of `--list`: the address, what it is, and when it changed.
pub(crate) type Row = (String, String, String);

pub(crate) fn list(sandbox: &Sandbox, options: &str) -> Vec<Row> {
    let run = sandbox.run(&format!("sitemap --site site --list {options}"));
    let text = stdout(&run.code(0));
    let rows = text.lines().map(|line| {
        let mut cells = line.splitn(2, "  ");
        let address = cells.next().unwrap().trim().to_owned();
        let rest = cells.next().unwrap().trim();
        let (what, rest) = rest.split_once("  ").unwrap();
        let day = rest.trim().split(' ').next().unwrap();
        let day = if day.starts_with("20") { day } else { "" };
        (address, what.to_owned(), day.to_owned())
    });
    rows.collect()
}

#[test]
fn the_home_page_and_its_old_addresses_are_there_once_each() {
    let sandbox = seed();
    sandbox
        .run(SITEMAP)
        .code(0)
        .stdout_eq(str![[r#"
1 page and 2 redirects; wrote dist/sitemap.xml, dist/robots.txt

"#]])
        .stderr_eq("");
    let wanted = [
        "https://home.test/",
        "https://home.test/about.html",
        "https://home.test/about/",
    ];
    assert_eq!(locs(&sandbox.text("dist/sitemap.xml")), wanted);
    assert_eq!(
        sandbox.text("dist/robots.txt"),
        "User-agent: *\nDisallow:\n\nSitemap: https://home.test/sitemap.xml\n"
    );
    sandbox
        .run("sitemap --site site --list")
        .code(0)
        .stdout_eq(str![[r#"
/            listed           about.md
/about.html  redirect to /    about.md:6
/about/      redirect to /    about.md:5

"#]])
        .stderr_eq("");
}

#[test]
fn this_project_s_own_page_is_covered() {
    let sandbox = copy_of(&workspace().join("content"));
    let own = "--base-url https://home.test";
    sandbox.run(&format!("{SITEMAP} {own}")).code(0);
    let found = locs(&sandbox.text("dist/sitemap.xml"));
    for path in ["/", "/about/", "/about.html"] {
        let address = format!("https://home.test{path}");
        let times = found.iter().filter(|loc| **loc == address).count();
        assert_eq!(times, 1, "{address} in {found:?}");
    }
}

#[test]
fn the_second_time_nothing_is_written() {
    for out in ["dist", "site"] {
        let sandbox = seed();
        let line = format!("sitemap --site site --out {out} --gzip");
        sandbox.run(&line).code(0);
        let before = sandbox.snapshot();
        sandbox.run(&line).code(0).stdout_eq(str![[r#"
1 page and 2 redirects; nothing to write

"#]]);
        assert_eq!(sandbox.snapshot(), before, "{out}");
    }
}

#[test]
fn check_names_each_file_that_differs_and_writes_none() {
    let sandbox = seed();
    let before = sandbox.snapshot();
    sandbox
        .run(&format!("{SITEMAP} --check"))
        .code(1)
        .stdout_eq("")
        .stderr_eq(str![[r#"
dist/sitemap.xml: error: not up to date help: run the command without --check
dist/robots.txt: error: not up to date help: run the command without --check

"#]]);
    assert_eq!(sandbox.snapshot(), before);
    sandbox.run(SITEMAP).code(0);
    sandbox.run(&format!("{SITEMAP} --check")).code(0);
    sandbox.write("site/cv.md", "---\npermalink: /cv/\n---\n");
    sandbox
        .run(&format!("{SITEMAP} --check"))
        .code(1)
        .stderr_eq(str![[r#"
dist/sitemap.xml: error: not up to date help: run the command without --check

"#]]);
}

#[test]
fn files_of_others_stay_as_they_are() {
    let gzipped = || {
        let mut bytes = Vec::new();
        flate2::read::GzEncoder::new(&b"<urlset/>"[..], flate2::Compression::fast())
            .read_to_end(&mut bytes)
            .unwrap();
        bytes
    };
    let files: [(&str, Vec<u8>); 4] = [
        ("dist/sitemap.xml", b"<urlset/>".to_vec()),
        ("dist/sitemap.xml.gz", gzipped()),
        ("dist/sitemap.xml.gz", b"no gzip".to_vec()),
        ("site/sitemap.xml", b"<urlset/>".to_vec()),
    ];
    for (path, bytes) in files {
        let sandbox = seed();
        sandbox.write(path, &bytes);
        let before = sandbox.snapshot();
        let out = path.split('/').next().unwrap();
        let run = sandbox.run(&format!("sitemap --site site --out {out} --gzip"));
        let told = stderr(&run.code(1).stdout_eq(""));
        assert!(
            told.contains(path) && told.contains("stays as it is"),
            "{told}"
        );
        assert_eq!(sandbox.snapshot(), before, "{path}");
    }
}

#[test]
fn a_robots_file_of_others_is_checked_and_stays() {
    let good = "User-agent: *\nDisallow: /drafts/\nSitemap: https://home.test/sitemap.xml\n";
    let silent = "User-agent: *\nDisallow: /drafts/\n";
    let closed = "User-agent: *\nDisallow: /\nSitemap: https://home.test/sitemap.xml\n";
    let other = "User-agent: *\nDisallow:\nSitemap: https://old.test/sitemap.xml\n";
    for place in ["site/robots.txt", "dist/robots.txt"] {
        for (text, told) in [
            (good, ""),
            (silent, "no line names the sitemap"),
            (closed, "keeps every crawler away"),
            (other, "old.test"),
        ] {
            let sandbox = seed();
            sandbox.write(place, text);
            let problems = stderr(&sandbox.run(SITEMAP).code(0));
            assert!(problems.contains(told), "{told} is not in {problems}");
            assert_eq!(problems.is_empty(), told.is_empty(), "{problems}");
            assert!(
                problems.is_empty() || problems.contains(place),
                "{problems}"
            );
            assert_eq!(sandbox.text(place), text);
            assert_eq!(
                sandbox.has("dist/robots.txt"),
                place == "dist/robots.txt",
                "none beside the site's own"
            );
        }
    }
}

#[test]
fn a_robots_file_of_ours_follows_the_site() {
    let sandbox = seed();
    sandbox.run(SITEMAP).code(0);
    sandbox.edit("site/site.toml", "home.test", "new-home.test");
    sandbox.run(SITEMAP).code(0).stderr_eq("");
    assert!(sandbox.text("dist/robots.txt").contains("new-home.test"));
}

#[test]
fn a_project_page_has_no_robots_file_and_says_so() {
    let sandbox = seed();
    sandbox
        .run(&format!("{SITEMAP} --base-url https://example.test/me/"))
        .code(0)
        .stdout_eq(str![[r#"
1 page and 2 redirects; wrote dist/sitemap.xml

"#]])
        .stderr_eq(str![[r#"
site/robots.txt: warning: crawlers read robots.txt at the root of example.test alone, so that one below /me/ is of no use help: write `Sitemap: https://example.test/me/sitemap.xml` into the file of the site at the root, or give that address to the search engines

"#]]);
    let wanted = [
        "https://example.test/me/",
        "https://example.test/me/about.html",
        "https://example.test/me/about/",
    ];
    assert_eq!(locs(&sandbox.text("dist/sitemap.xml")), wanted);
}

#[test]
fn parts_that_are_no_longer_needed_are_told() {
    let sandbox = seed();
    sandbox
        .run(&format!("{SITEMAP} --redirects separate"))
        .code(0)
        .stdout_eq(str![[r#"
1 page and 2 redirects; wrote dist/sitemap-1.xml, dist/sitemap-redirects.xml, dist/sitemap.xml, dist/robots.txt

"#]]);
    sandbox.write("dist/sitemap-2.xml", "<urlset>somebody's</urlset>");
    sandbox.run(SITEMAP).code(0).stderr_eq(str![[r#"
dist/sitemap-1.xml: warning: this sitemap is no longer part of the set help: remove it
dist/sitemap-redirects.xml: warning: this sitemap is no longer part of the set help: remove it

"#]]);
}

#[test]
fn redirects_stand_apart_or_nowhere_on_request() {
    let sandbox = seed();
    sandbox
        .run(&format!("{SITEMAP} --redirects separate"))
        .code(0);
    let index = locs(&sandbox.text("dist/sitemap.xml"));
    assert_eq!(
        index,
        [
            "https://home.test/sitemap-1.xml",
            "https://home.test/sitemap-redirects.xml"
        ]
    );
    assert_eq!(
        locs(&sandbox.text("dist/sitemap-1.xml")),
        ["https://home.test/"]
    );
    assert_eq!(
        locs(&sandbox.text("dist/sitemap-redirects.xml")),
        ["https://home.test/about.html", "https://home.test/about/"]
    );
    for how in ["--redirects omit", ""] {
        let sandbox = seed();
        if how.is_empty() {
            sandbox.write(
                "site/site.toml",
                format!("{SETTINGS}[sitemap]\nredirects = \"omit\"\n"),
            );
        }
        sandbox.run(&format!("{SITEMAP} {how}")).code(0);
        assert_eq!(
            locs(&sandbox.text("dist/sitemap.xml")),
            ["https://home.test/"]
        );
    }
}

#[test]
fn compressed_it_is_the_same() {
    for how in ["", "--redirects separate"] {
        let sandbox = whole("hugo");
        sandbox.run(&format!("{SITEMAP} --gzip {how}")).code(0);
        let files = sandbox.snapshot().into_keys();
        let packed: Vec<String> = files.filter(|name| name.ends_with(".xml.gz")).collect();
        assert_eq!(packed.len(), if how.is_empty() { 1 } else { 3 });
        for name in packed {
            let bytes = sandbox.bytes(&name);
            let mut text = String::new();
            flate2::read::GzDecoder::new(&bytes[..])
                .read_to_string(&mut text)
                .unwrap();
            let plain = sandbox.text(name.strip_suffix(".gz").unwrap());
            // An index names the parts of its own kind.
            assert_eq!(text.replace(".xml.gz</loc>", ".xml</loc>"), plain, "{name}");
        }
    }
}

#[test]
fn what_is_listed_is_what_the_sitemap_says() {
    for site in SITES {
        let sandbox = whole(site);
        sandbox.run(SITEMAP).code(0);
        let text = sandbox.text("dist/sitemap.xml");
        let found = locs(&text);
        let set: BTreeSet<String> = found.iter().cloned().collect();
        assert_eq!(
            set.len(),
            found.len(),
            "{site}: an address stands there twice"
        );
        let base = match site {
            "academicpages" | "hugo" => "https://example.org/me",
            _ => "https://example.org",
        };
        let is_in = |what: &str| what == "listed" || what.starts_with("redirect to /");
        let rows = list(&sandbox, "");
        let rows = rows.into_iter().filter(|(_, what, _)| is_in(what));
        let listed: Vec<String> = rows
            .map(|(path, ..)| format!("{base}{}", percent_encode(&path)))
            .collect();
        let as_set: BTreeSet<String> = listed.iter().cloned().collect();
        assert_eq!(
            as_set.len(),
            listed.len(),
            "{site}: a row stands there twice"
        );
        assert_eq!(as_set, set, "{site}");
    }
}

#[test]
fn two_pages_at_one_address_are_told() {
    let sandbox = seed();
    sandbox.write("site/cv.md", "---\npermalink: /cv/\n---\n");
    sandbox.write("site/resume.md", "---\npermalink: /cv/\n---\n");
    sandbox.write("site/vita.md", "---\npermalink: /CV/\n---\n");
    sandbox.run(SITEMAP).code(0).stderr_eq(str![[r#"
site/cv.md:2:12: warning: `cv/index.html` differs from `CV/index.html`, made of vita.md, in capital letters alone, and many systems take them for the same help: give one of them another address
site/resume.md:2:12: warning: `cv/index.html` is made of cv.md already, so that only one of them is seen help: give one of them another address

"#]]);
    let found = locs(&sandbox.text("dist/sitemap.xml"));
    let times = found.iter().filter(|loc| loc.ends_with("/cv/")).count();
    assert_eq!(times, 1);
}

#[test]
fn files_are_listed_on_request() {
    let sandbox = seed();
    sandbox.write("site/cv.pdf", "PDF");
    sandbox.write("site/img/me.png", "PNG");
    sandbox.run(SITEMAP).code(0);
    assert!(!sandbox.text("dist/sitemap.xml").contains("cv.pdf"));
    sandbox.run(&format!("{SITEMAP} --static pdf")).code(0);
    let text = sandbox.text("dist/sitemap.xml");
    assert!(text.contains("<loc>https://home.test/cv.pdf</loc>"));
    assert!(!text.contains("me.png"));
}

#[test]
fn drafts_errors_and_hidden_pages_are_left_out() {
    let sandbox = seed();
    for (name, front) in [
        ("404", "permalink: /404.html"),
        ("off", "published: false"),
        ("draft", "draft: true"),
        ("out", "sitemap: false"),
        ("robots", "robots: noindex"),
        ("later", "date: 2199-01-01"),
    ] {
        sandbox.write(
            &format!("site/{name}.md"),
            format!("---\n{front}\n---\nText.\n"),
        );
    }
    sandbox.run(&format!("{SITEMAP} --redirects omit")).code(0);
    let found = locs(&sandbox.text("dist/sitemap.xml"));
    assert_eq!(found, ["https://home.test/"]);
    assert_eq!(list(&sandbox, "").len(), 9, "but all of them are shown");
}

#[test]
fn nothing_is_written_outside() {
    for permalink in ["/../../x/", "../x/", "/a/../../../x", "/%2e%2e/x/", "//x/"] {
        let sandbox = seed();
        sandbox.write("site/x.md", format!("---\npermalink: {permalink}\n---\n"));
        let before = sandbox.snapshot();
        sandbox.run(SITEMAP);
        sandbox.run("redirects --site site --out dist");
        let new = sandbox.snapshot().into_keys();
        let mut new = new.filter(|name| !before.contains_key(name));
        assert!(new.all(|name| name.starts_with("dist/")), "{permalink}");
        for loc in locs(&sandbox.text("dist/sitemap.xml")) {
            assert!(loc.starts_with("https://home.test/"), "{loc}");
            assert!(!loc.contains(".."), "{loc}");
        }
    }
}

#[cfg(unix)]
#[test]
fn no_link_leads_a_write_out_of_the_folder() {
    let sandbox = seed();
    sandbox.write("outside/kept.xml", "kept");
    sandbox.write("dist/x", "");
    let link = |to: &str, from: &str| {
        std::os::unix::fs::symlink(sandbox.path(to), sandbox.path(from)).unwrap();
    };
    link("outside/kept.xml", "dist/sitemap.xml");
    link("outside", "dist/about");
    for line in [SITEMAP, "redirects --site site --out dist"] {
        let run = sandbox.run(line).code(1);
        assert!(stderr(&run).contains("error: "), "{}", stderr(&run));
    }
    assert_eq!(sandbox.text("outside/kept.xml"), "kept");
    let files = sandbox.snapshot().into_keys();
    let outside: Vec<String> = files.filter(|name| name.starts_with("outside/")).collect();
    assert_eq!(outside, ["outside/kept.xml"]);
}

#[test]
fn translations_name_each_other() {
    let sandbox = whole("hugo-languages");
    sandbox.run(SITEMAP).code(0);
    let text = sandbox.text("dist/sitemap.xml");
    let links = "<xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/about/\"/>\
                 <xhtml:link rel=\"alternate\" hreflang=\"de\" href=\"https://example.org/de/ueber/\"/>";
    for loc in [
        "https://example.org/about/",
        "https://example.org/de/ueber/",
    ] {
        let entry = format!("<url><loc>{loc}</loc>{links}</url>");
        assert!(text.contains(&entry), "{entry} is not in {text}");
    }
    assert!(text.contains("<url><loc>https://example.org/de/post/</loc></url>"));
}

fn git(sandbox: &Sandbox, date: &str, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.current_dir(sandbox.path("")).args(arguments);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_DATE", date)
        .env("GIT_COMMITTER_DATE", date);
    for role in ["AUTHOR", "COMMITTER"] {
        git.env(format!("GIT_{role}_NAME"), "A. Placeholder");
        git.env(format!("GIT_{role}_EMAIL"), "a@example.org");
    }
    let output = git.output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
}

/// A repository with one page for each way to know when a page changed.
fn dated() -> Sandbox {
    let sandbox = seed();
    git(
        &sandbox,
        "2024-01-01T12:00:00Z",
        &["init", "-q", "-b", "main"],
    );
    sandbox.write("site/über uns.md", "---\npermalink: /über/\n---\nText.\n");
    sandbox.write(
        "site/cv.md",
        "---\npermalink: /cv/\nlast_modified_at: 2023-04-05\n---\nText.\n",
    );
    git(&sandbox, "2024-01-01T12:00:00Z", &["add", "-A"]);
    git(&sandbox, "2024-01-02T12:00:00Z", &["commit", "-qm", "one"]);
    sandbox.edit(
        "site/about.md",
        "Hello",
        "# News\n\n* [2025-12-03] A tool.\n* [2025-11] A talk",
    );
    git(&sandbox, "2025-12-24T12:00:00Z", &["commit", "-qam", "two"]);
    sandbox
}

fn days(sandbox: &Sandbox) -> Vec<(String, String)> {
    let rows = list(sandbox, "").into_iter();
    let pages = rows.filter(|(_, what, _)| what == "listed");
    pages.map(|(path, _, day)| (path, day)).collect()
}

#[test]
fn changes_are_known_from_front_matter_news_and_git() {
    let sandbox = dated();
    let wanted = [
        ("/", "2025-12-03"),
        ("/cv/", "2023-04-05"),
        ("/über/", "2024-01-02"),
    ];
    let wanted = wanted.map(|(path, day)| (path.to_owned(), day.to_owned()));
    assert_eq!(days(&sandbox), wanted);
    sandbox.run(SITEMAP).code(0);
    let text = sandbox.text("dist/sitemap.xml");
    for (path, day) in wanted {
        let path = percent_encode(&path);
        let entry = format!("<loc>https://home.test{path}</loc><lastmod>{day}</lastmod>");
        assert!(text.contains(&entry), "{entry} is not in {text}");
    }
}

#[test]
fn the_news_is_a_change_of_the_page_that_it_is_on() {
    let sandbox = seed();
    sandbox.write(
        "site/news.md",
        "---\npermalink: /news/\n---\n# News\n\n* [2025-12-03] A tool.\n* [2025-11-01] A talk.\n",
    );
    let wanted = [("/", ""), ("/news/", "2025-12-03")];
    let wanted = wanted.map(|(path, day)| (path.to_owned(), day.to_owned()));
    assert_eq!(days(&sandbox), wanted);
}

#[test]
fn a_shallow_clone_tells_no_day_and_says_so() {
    let sandbox = dated();
    let clone = Sandbox::new([]);
    let from = format!("file://{}", sandbox.path("").display());
    git(
        &clone,
        "2026-01-01T12:00:00Z",
        &["clone", "-q", "--depth", "1", &from, "."],
    );
    let run = clone.run(SITEMAP).code(0);
    let problems = stderr(&run);
    assert!(
        problems.contains("shallow clone") && problems.contains("fetch-depth: 0"),
        "{problems}"
    );
    let wanted = [("/", "2025-12-03"), ("/cv/", "2023-04-05"), ("/über/", "")];
    let wanted = wanted.map(|(path, day)| (path.to_owned(), day.to_owned()));
    assert_eq!(days(&clone), wanted);
}

#[test]
fn a_site_that_has_moved_lists_what_leads_away() {
    let sandbox = seed();
    sandbox.write(
        "site/site.toml",
        format!("{SETTINGS}[redirects]\n\"*\" = \"https://new.test/\"\n"),
    );
    sandbox.run(SITEMAP).code(0).stderr_eq("");
    let wanted = [
        "https://home.test/",
        "https://home.test/about.html",
        "https://home.test/about/",
    ];
    assert_eq!(locs(&sandbox.text("dist/sitemap.xml")), wanted);
    let rows = list(&sandbox, "");
    assert!(
        rows.iter()
            .all(|(_, what, _)| what.starts_with("redirect to https://new.test/")),
        "{rows:?}"
    );
}
