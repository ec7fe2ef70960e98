use proptest::prelude::*;

use super::*;
use crate::{Severity, Status};

fn written(text: &str, file: &str, line: u32) -> Written {
    Written {
        text: text.to_owned(),
        file: file.to_owned(),
        line,
        column: 3,
    }
}

// A page whose redirects stand on the lines from 3 on of `name`.md.
fn page(name: &str, path: &str, redirect_from: &[&str]) -> Page {
    let file = format!("{name}.md");
    let from = redirect_from.iter().zip(3..);
    Page {
        path: path.to_owned(),
        output: path::file(path, Host::Other),
        permalink: None,
        status: Status::Listed,
        title: Some(name.to_owned()),
        language: None,
        translation: None,
        modified: None,
        redirect_from: from
            .map(|(text, line)| written(text, &file, line))
            .collect(),
        redirect_to: None,
        file,
    }
}

fn sends_on(name: &str, path: &str, to: &str) -> Page {
    Page {
        redirect_to: Some(written(to, &format!("{name}.md"), 2)),
        ..page(name, path, &[])
    }
}

fn draft(name: &str, path: &str, redirect_from: &[&str]) -> Page {
    Page {
        status: Status::Unpublished("draft"),
        ..page(name, path, redirect_from)
    }
}

fn table(rows: &[(&str, &str)]) -> Vec<(Written, Written)> {
    let rows = rows.iter().zip(2..);
    rows.map(|((from, to), line)| {
        (
            written(from, "site.toml", line),
            written(to, "site.toml", line),
        )
    })
    .collect()
}

const BASE: &str = "https://home.test/me/";

fn run(
    host: Host,
    pages: &[Page],
    rows: &[(&str, &str)],
    files: &[&str],
) -> (Redirects, Vec<Problem>) {
    let base_url = Url::parse(BASE).unwrap();
    let files = files.iter().map(|file| file.to_string()).collect();
    let around = Surroundings {
        base_url: &base_url,
        host,
        language: Some("en"),
        files: &files,
    };
    graph(pages, &table(rows), around)
}

fn strings(redirects: &Redirects) -> Vec<String> {
    let base_url = Url::parse(BASE).unwrap();
    let rules = redirects.rules.iter();
    rules
        .map(|rule| {
            format!(
                "{} {} {}",
                rule.from,
                rule.to.reference(&base_url),
                rule.file
            )
        })
        .collect()
}

#[track_caller]
fn check(
    host: Host,
    (pages, rows, files): (&[Page], &[(&str, &str)], &[&str]),
    rules: &[&str],
    problems: &[&str],
) {
    let (redirects, found) = run(host, pages, rows, files);
    let found: Vec<String> = found.iter().map(Problem::to_string).collect();
    assert_eq!((strings(&redirects), found), (strs(rules), strs(problems)));
}

fn strs(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| text.to_string()).collect()
}

const GITHUB: Host = Host::GitHubPages;

#[test]
fn the_seeds_two_old_addresses_lead_home() {
    let pages = [page("about", "/", &["/about/", "/about.html"])];
    let rules = [
        "/about.html /me/ about.html",
        "/about/ /me/ about/index.html",
    ];
    for host in Host::ALL {
        check(host, (&pages, &[], &[]), &rules, &[]);
    }
    let (redirects, _) = run(GITHUB, &pages, &[], &[]);
    let rule = &redirects.rules[0];
    assert_eq!(
        (rule.title.as_deref(), rule.language.as_deref()),
        (Some("about"), Some("en"))
    );
}

#[test]
fn paths_that_cannot_be_are_refused() {
    let long = format!("/{}/", "a/".repeat(1024).trim_end_matches('/'));
    let long_name = format!("/{}/", "é".repeat(130));
    for (from, code, what) in [
        (
            "",
            "redirect-empty",
            "is empty help: write a path, as in /about/",
        ),
        (
            "/a#b",
            "redirect-fragment",
            "has a fragment, which no browser sends to a server help: take out what begins with #",
        ),
        (
            "/a?b=1",
            "redirect-query",
            "has a query, and a redirect goes by the path alone help: take out what begins with ?",
        ),
        (
            "https://other.test/a",
            "redirect-elsewhere",
            "is an address of another site help: write a path of this site, as in /about/; the other host must have the redirect itself",
        ),
        ("//other.test/a", "redirect-elsewhere", "is an address"),
        (
            "https://home.test/you/",
            "redirect-elsewhere",
            "is an address",
        ),
        (
            "/../a/",
            "redirect-dots",
            "has a part `.` or `..` and could leave the site help: write the path from the root, as in /a/b/",
        ),
        ("/a/%2e%2E/b", "redirect-dots", "has a part"),
        ("..", "redirect-dots", "has a part"),
        (
            "/a//b",
            "redirect-slashes",
            "has two slashes in a row help: write one",
        ),
        (
            "/a\\b",
            "redirect-character",
            "has a character that no path of a page has help: take out \\, ?, # and control characters",
        ),
        ("/a%5cb", "redirect-character", "has a character"),
        ("/a\u{7}b", "redirect-character", "has a character"),
        ("/a%00b", "redirect-character", "has a character"),
        ("/a%3Fb", "redirect-character", "has a character"),
        (
            "/a%2Fb",
            "redirect-character",
            "has a slash behind a percent sign, which servers read in two ways help: write it as /",
        ),
        (
            "/%E9/",
            "redirect-encoding",
            "is no UTF-8 behind its percent signs help: write it as people read it: /é/",
        ),
        (
            &long,
            "redirect-long",
            "is longer than an address may be help: stay below 2,048 characters",
        ),
        (
            &long_name,
            "redirect-long",
            "has a part that is too long for the name of a file help: keep each part below 250 bytes",
        ),
        (
            "/C:/a/",
            "redirect-file-name",
            "has a character that not every system has in names of files",
        ),
    ] {
        let (redirects, problems) = run(GITHUB, &[page("a", "/x/", &[from])], &[], &[]);
        assert_eq!(
            (redirects.rules.len(), problems.len()),
            (0, 1),
            "{from:?} {problems:?}"
        );
        assert_eq!(problems[0].code, code, "{from:?}");
        assert!(
            problems[0].to_string().starts_with("a.md:3:3: error: `"),
            "{}",
            problems[0]
        );
        assert!(problems[0].to_string().contains(what), "{}", problems[0]);
    }
}

#[test]
fn paths_are_encoded_once() {
    let froms = [
        "é/",
        "/caf%c3%a9/",
        "/100%",
        "/a%2520b/",
        "https://home.test/me/full/",
    ];
    let pages = [page("a", "/ü/", &froms)];
    let rules = [
        "/100% /me/%C3%BC/ 100%",
        "/a%20b/ /me/%C3%BC/ a%20b/index.html",
        "/café/ /me/%C3%BC/ café/index.html",
        "/full/ /me/%C3%BC/ full/index.html",
        "/é/ /me/%C3%BC/ é/index.html",
    ];
    let (redirects, problems) = run(Host::Nginx, &pages, &[], &[]);
    assert_eq!(strings(&redirects)[1..], rules[1..]);
    assert_eq!(problems, []);
    let space = [page("a", "/x/", &["/a b/"])];
    check(
        GITHUB,
        (&space, &[], &[]),
        &["/a b/ /me/x/ a b/index.html"],
        &[
            "a.md:3:3: warning: `/a b/` has a space, and an address has %20 for it \
           help: write %20 if the old address had a space",
        ],
    );
}

#[test]
fn the_folder_of_the_site_is_written_once() {
    let pages = [page("a", "/", &["/me/old/", "/me-too/"])];
    check(
        GITHUB,
        (&pages, &[], &[]),
        &[
            "/me-too/ /me/ me-too/index.html",
            "/me/old/ /me/ me/old/index.html",
        ],
        &[
            "a.md:3:3: warning: `/me/old/` begins with the folder of the site, which comes before it \
           anyway: `/me/me/old/` help: write /old/",
        ],
    );
}

#[test]
fn no_redirect_hides_what_is_there() {
    let pages = [
        page(
            "a",
            "/a/",
            &["/a/", "/a/index.html", "/a", "/b.html", "/cv.pdf", "/A/"],
        ),
        page("b", "/b.html", &["/b"]),
    ];
    check(
        GITHUB,
        (
            &pages,
            &[("/x.html", "/a/"), ("/b.html", "/b.html")],
            &["cv.pdf", "x.html/y.png", "d"],
        ),
        &[],
        &[
            "a.md:3:3: error: `/a/` is the address of a.md itself help: take it out",
            "a.md:4:3: error: `/a/index.html` is the address of a.md itself help: take it out",
            "a.md:5:3: warning: `/a` leads to a.md without a redirect help: take it out",
            "a.md:6:3: error: `/b.html` is the address of b.md, which the redirect would hide \
             help: take the redirect out, or give the other another address",
            "a.md:7:3: error: `/cv.pdf` is the address of a file, which the redirect would hide \
             help: take the redirect out, or give the other another address",
            "a.md:8:3: error: `/A/` differs from `a/index.html` in capital letters alone, \
             and many systems take them for the same help: take it out, or give the page another address",
            "b.md:3:3: warning: `/b` leads to b.md without a redirect help: take it out",
            "site.toml:2:3: error: `/x.html` needs the file `x.html`, and `x.html/y.png` makes one \
             name both a file and a folder help: take the redirect out, or move the other file",
            "site.toml:3:3: error: `/b.html` is the address of b.md itself help: take it out",
        ],
    );
    check(
        GITHUB,
        (
            &pages[1..],
            &[
                ("/d/e/", "/b.html"),
                ("/f.html/g/", "/b.html"),
                ("/f.html", "/b.html"),
            ],
            &["d"],
        ),
        &["/f.html /me/b.html f.html"],
        &[
            "b.md:3:3: warning: `/b` leads to b.md without a redirect help: take it out",
            "site.toml:2:3: error: `/d/e/` needs the file `d/e/index.html`, and `d` makes one name \
             both a file and a folder help: take the redirect out, or move the other file",
            "site.toml:3:3: error: `/f.html/g/` needs the file `f.html/g/index.html`, and `f.html` makes \
             one name both a file and a folder help: take the redirect out, or move the other file",
        ],
    );
}

#[test]
fn an_old_address_has_one_owner() {
    let pages = [
        page("a", "/a/", &["/old/", "/old/", "/Case/", "/same/"]),
        page("b", "/b/", &["/old/", "/case/", "/SAME/"]),
    ];
    check(
        GITHUB,
        (
            &pages,
            &[("/same/", "/a/"), ("/old/index.html", "/a/")],
            &[],
        ),
        &[
            "/Case/ /me/a/ Case/index.html",
            "/old/ /me/a/ old/index.html",
            "/old/index.html /me/a/ old/index.html",
            "/same/ /me/a/ same/index.html",
        ],
        &[
            "a.md:4:3: warning: `/old/` is also at a.md:3 help: take one of them out",
            "b.md:3:3: error: `/old/` leads elsewhere from a.md:3 \
             help: decide which page has the old address, and take the other out",
            "b.md:4:3: error: `/case/` differs from `/Case/` at a.md:5 in capital letters alone, \
             and many systems take them for the same help: take one of them out",
            "b.md:5:3: error: `/SAME/` differs from `/same/` at a.md:6 in capital letters alone, \
             and many systems take them for the same help: take one of them out",
            "site.toml:2:3: warning: `/same/` is also at a.md:6 help: take one of them out",
        ],
    );
}

#[test]
fn chains_become_one_step_and_circles_are_cut() {
    let pages = [
        sends_on("out", "/out/", "https://new.test/x?y=1"),
        page("end", "/end/", &[]),
    ];
    let rows = [
        ("/1/", "/2/#frag"),
        ("/2/", "/3/?q=é"),
        ("/3/", "/end/"),
        ("/4/", "/out/"),
        ("/5/", "/6/"),
        ("/6/", "/5/"),
        ("/7/", "/5/"),
        ("/8/", "/8/"),
    ];
    check(
        GITHUB,
        (&pages, &rows, &[]),
        &[
            "/1/ /me/end/#frag 1/index.html",
            "/2/ /me/end/ 2/index.html",
            "/3/ /me/end/ 3/index.html",
            "/4/ https://new.test/x?y=1 4/index.html",
            "/out/ https://new.test/x?y=1 out/index.html",
        ],
        &[
            "site.toml:2:3: note: `/1/` leads to `/2/#frag`, which leads on to `/end/#frag`: visitors \
             go there at once help: write `/end/#frag` instead of `/2/#frag`",
            "site.toml:3:3: note: `/2/` leads to `/3/?q=%C3%A9`, which leads on to `/end/`: visitors \
             go there at once help: write `/end/` instead of `/3/?q=%C3%A9`",
            "site.toml:5:3: note: `/4/` leads to `/out/`, which leads on to `https://new.test/x?y=1`: \
             visitors go there at once help: write `https://new.test/x?y=1` instead of `/out/`",
            "site.toml:6:3: error: `/5/` leads to `/6/`, and so in a circle \
             help: let one of the redirects lead to a page",
            "site.toml:7:3: error: `/6/` leads to `/5/`, and so in a circle \
             help: let one of the redirects lead to a page",
            "site.toml:8:3: error: `/7/` leads to `/5/`, and so in a circle \
             help: let one of the redirects lead to a page",
            "site.toml:9:3: error: `/8/` leads to `/8/`, and so in a circle \
             help: let one of the redirects lead to a page",
        ],
    );
}

#[test]
fn targets_must_live() {
    let pages = [draft("d", "/d/", &["/old-d/"]), page("a", "/a/", &[])];
    let rows = [
        ("/1/", "/d/"),
        ("/2/", "/none/"),
        ("/3/", "/cv.pdf"),
        ("/4/", "javascript:alert(1)"),
        ("/5/", "java\nscript:alert(1)"),
        ("/6/", "https://me@new.test/"),
        ("/7/", "/../x"),
        ("/8/", "//new.test/\"'></script>"),
        ("/9/", "http://home.test/me/a/?x=<b>#\"é"),
        ("/10/", "https://home.test/other/"),
        ("/11/", "/a"),
    ];
    check(
        GITHUB,
        (&pages, &rows, &["cv.pdf"]),
        &[
            "/10/ https://home.test/other/ 10/index.html",
            "/11/ /me/a/ 11/index.html",
            "/3/ /me/cv.pdf 3/index.html",
            "/8/ https://new.test/%22'%3E%3C/script%3E 8/index.html",
            "/9/ /me/a/?x=%3Cb%3E#%22%C3%A9 9/index.html",
        ],
        &[
            "d.md:3:3: warning: `/old-d/` leads to d.md, which is not published: draft \
             help: publish the page, or let another one have the old address",
            "site.toml:2:3: error: `/1/` leads to `/d/`, which is not published: draft \
             help: write the path of a page that is published, or take the redirect out",
            "site.toml:3:3: error: `/2/` leads to `/none/`, where nothing is \
             help: write the path of a page that is published, or take the redirect out",
            "site.toml:5:3: error: `javascript:alert(1)` is no address of a page on the web \
             help: write a path, as in /about/, or an address that begins with https://",
            "site.toml:6:3: error: `java\u{fffd}script:alert(1)` is no address of a page on the web \
             help: write a path, as in /about/, or an address that begins with https://",
            "site.toml:7:3: error: `https://me@new.test/` names a user \
             help: write a path, as in /about/, or an address that begins with https://",
            "site.toml:8:3: error: `/../x` has a part `.` or `..` and could leave the site \
             help: write the path from the root, as in /a/b/",
        ],
    );
}

#[test]
fn names_that_would_be_downloaded_get_another_file() {
    let pages = [page("a", "/", &["/cv", "/old.php"])];
    check(
        GITHUB,
        (&pages, &[], &[]),
        &["/cv /me/ cv.html", "/old.php /me/ old.php/index.html"],
        &[
            "a.md:3:3: warning: `/cv` has no extension and would be downloaded; `cv.html` is written, \
             which GitHub Pages serves there too help: write /cv/ or /cv.html",
            "a.md:4:3: note: a page under the name `/old.php` would be downloaded or not shown; \
             `old.php/index.html` is written, where visitors get by one more step",
        ],
    );
    let rules = ["/cv /me/ cv/index.html", "/old.php /me/ old.php/index.html"];
    let (other, problems) = run(Host::Other, &pages, &[], &[]);
    assert_eq!((strings(&other), problems.len()), (strs(&rules), 2));
    check(Host::Nginx, (&pages, &[], &[]), &rules, &[]);
}

#[test]
fn netlify_takes_a_path_with_and_without_its_slash_for_one() {
    let pages = [
        page("a", "/a.html", &["/a/", "/x/"]),
        page("b", "/b/", &["/x"]),
    ];
    check(
        Host::Netlify,
        (&pages, &[], &[]),
        &["/x/ /me/a.html x/index.html"],
        &[
            "a.md:3:3: warning: `/a/` leads to a.md without a redirect help: take it out",
            "b.md:3:3: error: `/x` leads elsewhere from a.md:4 \
             help: decide which page has the old address, and take the other out",
        ],
    );
}

#[test]
fn a_whole_site_moves() {
    let pages = [
        page("home", "/", &["/about/"]),
        page("é", "/é/", &[]),
        draft("d", "/d/", &[]),
    ];
    let rows = [("*", "https://new.test/you"), ("/é/", "https://blog.test/")];
    check(
        GITHUB,
        (&pages, &rows, &[]),
        &[
            "/ https://new.test/you/ index.html",
            "/about/ https://new.test/you/ about/index.html",
            "/é/ https://blog.test/ é/index.html",
        ],
        &[],
    );
    let (redirects, _) = run(GITHUB, &pages, &rows, &[]);
    assert_eq!(redirects.moved.unwrap().as_str(), "https://new.test/you/");
    for (from, to, what) in [
        ("*", "/new/", "a whole site cannot move to `/new/`"),
        (
            "*",
            "https://home.test/me/",
            "a whole site cannot move to `https://home.test/me/`",
        ),
        (
            "*",
            "https://new.test/?a",
            "`https://new.test/?a` has a query or a fragment",
        ),
        (
            "/blog/*",
            "https://new.test/",
            "`/blog/*` has a star, which stands for the whole site alone",
        ),
    ] {
        let (redirects, problems) = run(GITHUB, &[], &[(from, to)], &[]);
        assert_eq!((redirects.rules.len(), redirects.moved), (0, None));
        assert_eq!(
            (problems[0].code, problems[0].message.as_str()),
            ("redirect-moved", what)
        );
        assert_eq!(problems[0].severity, Severity::Error);
    }
}

#[test]
fn a_long_chain_takes_no_stack_and_no_square_of_time() {
    let rows: Vec<(String, String)> = (0..20_000)
        .map(|n| (format!("/{n}/"), format!("/{}/", n + 1)))
        .collect();
    let rows: Vec<_> = rows.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let (redirects, problems) = run(GITHUB, &[page("end", "/20000/", &[])], &rows, &[]);
    assert_eq!((redirects.rules.len(), problems.len()), (20_000, 19_999));
    let (redirects, problems) = run(GITHUB, &[], &rows, &[]);
    assert_eq!((redirects.rules.len(), problems.len()), (0, 20_000));
}

fn any_path() -> impl Strategy<Value = String> {
    prop_oneof![
        "/?([abAé%.]{0,3}/){0,2}(a|b|c|a.html|index.html|%61|%2e%2e)?",
        "\\PC{0,12}",
        "[/a.\\\\%:?#*é \u{0}]{0,8}",
    ]
}

proptest! {
    // Whatever is asked for, a redirect leads to something that lives, hides
    // nothing, and is a file of its own inside the site.
    #[test]
    fn every_redirect_ends_at_a_living_page_in_one_step(
        host in prop::sample::select(&Host::ALL[..]),
        old in prop::collection::vec(any_path(), 0..12),
        rows in prop::collection::vec((any_path(), any_path()), 0..12),
    ) {
        let old: Vec<&str> = old.iter().map(String::as_str).collect();
        let pages = [page("a", "/a/", &old), page("b", "/b.html", &old[old.len() / 2..])];
        let rows: Vec<_> = rows.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let files = ["c.pdf", "b/x.png"];
        let (redirects, problems) = run(host, &pages, &rows, &files);
        let mut outputs: Vec<&str> = redirects.rules.iter().map(|rule| rule.file.as_str()).collect();
        outputs.sort_unstable();
        outputs.dedup();
        for rule in &redirects.rules {
            if let (Target::Page { path, .. }, None) = (&rule.to, &redirects.moved) {
                let found = ["/a/", "/b.html"].contains(&path.as_str());
                prop_assert!(found || path::places(path, host).iter().any(|file| files.contains(&file.as_str())), "{path}");
            }
            let parts: Vec<&str> = rule.file.split('/').collect();
            prop_assert!(!parts.iter().any(|part| ["", ".", ".."].contains(part)), "{}", rule.file);
            prop_assert!(rule.from.starts_with('/') && !rule.file.contains(['\\', '\0']));
            let living = ["a/index.html", "b.html", "c.pdf", "b/x.png"];
            prop_assert!(redirects.moved.is_some() || !living.contains(&rule.file.as_str()));
            if host.needs_stubs() {
                let inside = format!("{}/", rule.file);
                prop_assert!(!outputs.iter().any(|other| other.starts_with(&inside)));
            }
        }
        prop_assert!(problems.iter().all(|problem| problem.line > 0 && !problem.message.is_empty()));
        prop_assert!(problems.is_sorted());
    }
}
