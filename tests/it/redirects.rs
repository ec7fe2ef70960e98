//! `redirects` and what `check` says of them, seen from outside: every fault is
//! told where it is written, and what is written leads somewhere.

use std::collections::{BTreeMap, BTreeSet};

use site::address::decode;
use snapbox::str;
use tests::{Sandbox, stderr};

use crate::sitemap::{SITES, list, whole};

const REDIRECTS: &str = "redirects --site site --out dist";

const SETTINGS: &str = r#"base_url = "https://home.test"
title = "Home"
language = "en"
host = "github-pages"

[author]
name = "A. Placeholder"
"#;

const HOME: &str = "---\npermalink: /\ntitle: About Me\nredirect_from:\n  - /about/\n  \
                    - /about.html\n---\n\n# News\n\n* [2025-12-03] A tool.\n";

const HOSTS: [(&str, Option<&str>); 7] = [
    ("github-pages", None),
    ("netlify", Some("_redirects")),
    ("cloudflare", Some("_redirects")),
    ("nginx", Some("redirects.nginx.conf")),
    ("apache", Some("redirects.apache.conf")),
    ("caddy", Some("redirects.caddy")),
    ("other", None),
];

fn site(table: &str) -> Sandbox {
    Sandbox::new([
        (
            "site/site.toml",
            &*format!("{SETTINGS}\n[redirects]\n{table}"),
        ),
        ("site/about.md", HOME),
    ])
}

fn names(sandbox: &Sandbox) -> Vec<String> {
    let names = sandbox.snapshot().into_keys();
    let out = names.filter_map(|name| Some(name.strip_prefix("dist/")?.to_owned()));
    out.collect()
}

#[test]
fn pages_lead_from_the_old_addresses() {
    let sandbox = site("");
    sandbox
        .run(REDIRECTS)
        .code(0)
        .stdout_eq(str![[r#"
2 redirects; wrote dist/redirects.json, dist/about.html, dist/about/index.html

"#]])
        .stderr_eq("");
    let page = sandbox.text("dist/about.html");
    assert_eq!(page, sandbox.text("dist/about/index.html"));
    for part in [
        "<html lang=\"en\">",
        "<meta http-equiv=\"refresh\" content=\"0; url=/\">",
        "<link rel=\"canonical\" href=\"https://home.test/\">",
        "<a href=\"/\">About Me</a>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(!page.contains("noindex"));
}

#[test]
fn below_a_folder_they_lead_there() {
    let sandbox = site("");
    sandbox
        .run(&format!("{REDIRECTS} --base-url https://example.test/me/"))
        .code(0);
    let page = sandbox.text("dist/about/index.html");
    assert!(page.contains("content=\"0; url=/me/\""), "{page}");
    let table: BTreeMap<String, String> =
        serde_json::from_slice(&sandbox.bytes("dist/redirects.json")).unwrap();
    assert_eq!(table["/me/about/"], "https://example.test/me/");
}

#[test]
fn the_second_time_nothing_is_written() {
    for out in ["dist", "site"] {
        for (host, _) in HOSTS {
            let sandbox = site("");
            let line = format!("redirects --site site --out {out} --host {host}");
            sandbox.run(&line).code(0);
            let before = sandbox.snapshot();
            sandbox.run(&line).code(0).stdout_eq(str![[r#"
2 redirects; nothing to write

"#]]);
            assert_eq!(sandbox.snapshot(), before, "{out} {host}");
        }
    }
}

#[test]
fn check_names_each_file_that_differs_and_writes_none() {
    let sandbox = site("");
    let before = sandbox.snapshot();
    sandbox
        .run(&format!("{REDIRECTS} --check"))
        .code(1)
        .stdout_eq("")
        .stderr_eq(str![[r#"
dist/redirects.json: error: not up to date help: run the command without --check
dist/about.html: error: not up to date help: run the command without --check
dist/about/index.html: error: not up to date help: run the command without --check

"#]]);
    assert_eq!(sandbox.snapshot(), before);
    sandbox.run(REDIRECTS).code(0);
    sandbox.run(&format!("{REDIRECTS} --check")).code(0);
    sandbox.edit("dist/about.html", "About Me", "Me");
    sandbox
        .run(&format!("{REDIRECTS} --check"))
        .code(1)
        .stderr_eq(str![[r#"
dist/about.html: error: not up to date help: run the command without --check

"#]]);
}

#[test]
fn a_host_has_pages_or_rules_and_never_both() {
    for (host, rules) in HOSTS {
        let sandbox = site("");
        sandbox.run(&format!("{REDIRECTS} --host {host}")).code(0);
        let wanted = match rules {
            Some(rules) => BTreeSet::from([rules, "redirects.json"]),
            None => BTreeSet::from(["about.html", "about/index.html", "redirects.json"]),
        };
        let found = names(&sandbox);
        let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(found, wanted, "{host}");
    }
}

#[test]
fn files_of_others_stay_as_they_are() {
    let files = [
        (
            "about.html",
            "github-pages",
            "<h1>Of the owner, with the home-page plugins",
        ),
        (
            "about/index.html",
            "other",
            "<meta http-equiv=\"refresh\" content=\"0; url=/\">",
        ),
        ("_redirects", "netlify", "/a /b 301\n"),
        (
            "_redirects",
            "cloudflare",
            "# the home-page plugins are mine\n/a /b\n",
        ),
        (
            "redirects.nginx.conf",
            "nginx",
            "map $uri $redirect_to { }\n",
        ),
        ("redirects.apache.conf", "apache", "Redirect /a /b\n"),
        ("redirects.caddy", "caddy", "redir /a /b\n"),
        ("redirects.json", "nginx", "{}"),
        ("redirects.json", "nginx", "{\"/a\": \"/b\"}"),
        ("redirects.json", "nginx", "[]"),
    ];
    for (path, host, text) in files {
        let sandbox = site("");
        sandbox.write(&format!("dist/{path}"), text);
        let before = sandbox.snapshot();
        let run = sandbox.run(&format!("{REDIRECTS} --host {host}"));
        let told = stderr(&run.code(1).stdout_eq(""));
        let whole = told.contains(path) && told.contains("stays as it is");
        assert!(whole, "{told}");
        assert_eq!(sandbox.snapshot(), before, "{path}");
    }
}

#[test]
fn what_an_earlier_run_left_is_told() {
    let sandbox = site("");
    sandbox.run(REDIRECTS).code(0);
    sandbox.write("dist/own.html", "<h1>Of the owner</h1>");
    sandbox.edit("site/about.md", "  - /about.html\n", "");
    sandbox.run(REDIRECTS).code(0).stderr_eq(str![[r#"
dist/about.html: warning: no redirect of the site needs this file any longer help: remove it

"#]]);
    // Another host: the pages would be in the way of its rules.
    sandbox
        .run(&format!("{REDIRECTS} --host netlify"))
        .code(0)
        .stderr_eq(str![[r#"
dist/about/index.html: warning: no redirect of the site needs this file any longer help: remove it
dist/about.html: warning: no redirect of the site needs this file any longer help: remove it

"#]]);
    // Without any redirect the rules would still count.
    sandbox.edit("site/about.md", "redirect_from:\n  - /about/\n", "");
    sandbox
        .run(&format!("{REDIRECTS} --host netlify"))
        .code(0)
        .stdout_eq(str![[r#"
0 redirects; nothing to write

"#]])
        .stderr_eq(str![[r#"
dist/_redirects: warning: no redirect of the site needs this file any longer help: remove it
dist/about/index.html: warning: no redirect of the site needs this file any longer help: remove it
dist/about.html: warning: no redirect of the site needs this file any longer help: remove it
dist/redirects.json: warning: no redirect of the site needs this file any longer help: remove it

"#]]);
}

/// A redirect that cannot be, or should not: what is in the table of site.toml,
/// which other page there is, on which host, and what is said.
struct Fault {
    code: &'static str,
    table: &'static str,
    page: &'static str,
    host: &'static str,
    told: &'static str,
}

const fn fault(
    code: &'static str,
    table: &'static str,
    page: &'static str,
    told: &'static str,
) -> Fault {
    Fault {
        code,
        table,
        page,
        host: "github-pages",
        told,
    }
}

const FAULTS: &[Fault] = &[
    fault(
        "empty",
        "'' = '/'",
        "",
        "site.toml:10:1: error: a redirect is empty on one side",
    ),
    fault(
        "elsewhere",
        "'//a.test/b' = '/'",
        "",
        "site.toml:10:1: error: `//a.test/b` is an address of another site",
    ),
    fault(
        "dots",
        "'/a/../b/' = '/'",
        "",
        "site.toml:10:1: error: `/a/../b/` has a part `.` or `..`",
    ),
    fault(
        "slashes",
        "'/a//b/' = '/'",
        "",
        "site.toml:10:1: error: `/a//b/` has two slashes",
    ),
    fault(
        "character",
        "'/a\\b/' = '/'",
        "",
        "site.toml:10:1: error: `/a\\b/` has a character",
    ),
    fault(
        "encoding",
        "'/%E9/' = '/'",
        "",
        "site.toml:10:1: error: `/%E9/` is no UTF-8",
    ),
    fault(
        "query",
        "'/a/?b' = '/'",
        "",
        "site.toml:10:1: error: `/a/?b` has a query",
    ),
    fault(
        "fragment",
        "'/a/#b' = '/'",
        "",
        "site.toml:10:1: error: `/a/#b` has a fragment",
    ),
    fault(
        "space",
        "'/a b/' = '/'",
        "",
        "site.toml:10:1: warning: `/a b/` has a space",
    ),
    fault(
        "file-name",
        "'/a:b/' = '/'",
        "",
        "site.toml:10:1: error: `/a:b/` has a character that not every system",
    ),
    fault(
        "extension",
        "'/a' = '/'",
        "",
        "site.toml:10:1: warning: `/a` has no extension and would be downloaded",
    ),
    fault(
        "extension",
        "'/a.php' = '/'",
        "",
        "site.toml:10:1: note: a page under the name `/a.php`",
    ),
    fault(
        "self",
        "",
        "permalink: /x/\nredirect_from: /x/",
        "x.md:3:16: error: `/x/` is the address of x.md itself",
    ),
    fault(
        "taken",
        "",
        "permalink: /x/\nredirect_from: /",
        "x.md:3:16: error: `/` is the address of about.md",
    ),
    fault(
        "taken",
        "'/x/' = '/'",
        "permalink: /x/",
        "site.toml:10:1: error: `/x/` is the address of x.md",
    ),
    fault(
        "taken",
        "'/feed.xml' = '/'",
        "",
        "site.toml:10:1: error: `/feed.xml` is the address of a file",
    ),
    fault(
        "folder",
        "'/x.html/a/' = '/'",
        "permalink: /x.html",
        "site.toml:10:1: error: `/x.html/a/` needs the file",
    ),
    fault(
        "case",
        "'/X/' = '/'",
        "permalink: /x/",
        "site.toml:10:1: error: `/X/` differs from",
    ),
    fault(
        "case",
        "'/About/' = '/x/'",
        "permalink: /x/",
        "site.toml:10:1: error: `/About/` differs from `/about/` at about.md:5 in capital letters alone",
    ),
    fault(
        "owners",
        "'/about/' = '/x/'",
        "permalink: /x/",
        "site.toml:10:1: error: `/about/` leads elsewhere from about.md:5",
    ),
    fault(
        "twice",
        "'/about/' = '/'",
        "",
        "site.toml:10:1: warning: `/about/` is also at about.md:5",
    ),
    fault(
        "chain",
        "'/a/' = '/about/'",
        "",
        "site.toml:10:1: note: `/a/` leads to `/about/`, which leads on to `/`",
    ),
    fault(
        "loop",
        "'/a/' = '/b/'\n'/b/' = '/a/'",
        "",
        "site.toml:10:1: error: `/a/` leads",
    ),
    fault(
        "dead",
        "'/a/' = '/b/'",
        "",
        "site.toml:10:1: error: `/a/` leads to `/b/`, where nothing is",
    ),
    fault(
        "target",
        "'/a/' = 'mailto:a@example.org'",
        "",
        "site.toml:10:9: error: `mailto:a@example.org` is no address",
    ),
    fault(
        "draft",
        "'/a/' = '/x/'",
        "permalink: /x/\npublished: false",
        "site.toml:10:1: error: `/a/` leads to `/x/`, which is not published",
    ),
    fault(
        "draft",
        "",
        "published: false\nredirect_from: /a/",
        "x.md:3:16: warning: `/a/` leads to x.md, which is not published",
    ),
    fault(
        "moved",
        "'/a/*' = 'https://new.test/'",
        "",
        "site.toml:10:1: error: `/a/*` has a star",
    ),
    fault(
        "moved",
        "'*' = '/a/'",
        "",
        "site.toml:10:1: error: a whole site cannot move to `/a/`",
    ),
    Fault {
        host: "netlify",
        ..fault(
            "host",
            "'/:a/' = '/'",
            "",
            "site.toml:10:1: error: `/:a/` has a star or a colon",
        )
    },
    Fault {
        host: "apache",
        ..fault(
            "host",
            "'/a/' = 'https://a.test/x%2Fy'",
            "",
            "site.toml:10:1: error: the target has an escape",
        )
    },
];

#[test]
fn every_fault_is_told_where_it_is_written() {
    for Fault {
        code,
        table,
        page,
        host,
        told,
    } in FAULTS
    {
        let sandbox = site(&format!("{table}\n"));
        sandbox.edit("site/site.toml", "github-pages", host);
        if !page.is_empty() {
            sandbox.write("site/x.md", format!("---\n{page}\n---\nText.\n"));
        }
        let is_error = told.contains(" error: ");
        let wanted = i32::from(is_error);
        let run = sandbox.run("check --site site").code(wanted);
        let problems = stderr(&run);
        let line = problems.lines().find(|line| line.contains(told));
        let line = line.unwrap_or_else(|| panic!("{code}: {told} is not in {problems}"));
        let is_note = told.contains(" note: ");
        assert!(line.contains(" help: ") || is_note, "{line}");

        let run = sandbox.run(REDIRECTS).code(wanted);
        assert!(stderr(&run).contains(told), "{code}: {}", stderr(&run));
        // Some of a graph that is wrong would be worse than none of it.
        assert_eq!(names(&sandbox).is_empty(), is_error, "{code}");
    }
}

#[test]
fn a_long_path_and_a_doubled_folder_are_told_as_well() {
    let long = format!("/{}/", "a".repeat(260));
    for (path, base, told) in [
        (&*long, "https://home.test", " error: "),
        (
            "/me/a/",
            "https://home.test/me",
            " warning: `/me/a/` begins with the folder of the site",
        ),
    ] {
        let sandbox = site(&format!("'{path}' = '/'\n"));
        let run = sandbox.run(&format!("check --site site --base-url {base}"));
        let told = format!("site/site.toml:10:1:{told}");
        assert!(stderr(&run).contains(&told), "{}", stderr(&run));
    }
}

#[test]
fn no_code_of_a_fault_goes_untested() {
    let documentation = include_str!("../../crates/site/src/redirects.rs");
    let start = documentation.find("Their codes: `redirect-` and").unwrap();
    let codes = &documentation[start..];
    let codes = &codes[..codes.find(".\n").unwrap()];
    let codes: BTreeSet<&str> = codes.split('`').skip(3).step_by(2).collect();
    let tested = FAULTS.iter().map(|fault| fault.code);
    // These two need more than a row, and a file of rules is another crate's.
    let mut tested: BTreeSet<&str> = tested.chain(["long", "base"]).collect();
    tested.remove("host");
    assert_eq!(tested, codes);
}

/// Chains, tails, escapes, other sites, files.
const TANGLE: &str = "
'/a/' = '/b/#there'
'/b/' = '/c/'
'/c/' = '/about/'
'/é/' = '/%C3%BC/?q=1'
'/d.html' = '/cv.pdf'
'/e/' = '/f/'
'/f/' = 'https://new.test/'
'/100%/' = '/ü/#x'
";

fn tangled() -> Sandbox {
    let sandbox = site(TANGLE);
    sandbox.write("site/ü.md", "---\npermalink: /ü/\n---\n");
    sandbox.write("site/cv.pdf", "PDF");
    sandbox
}

#[test]
fn every_redirect_ends_at_something_living_in_one_step() {
    for (host, rules) in HOSTS {
        let count = ends(&tangled(), "https://home.test", host, rules);
        assert_eq!(count, 10, "{host}");
        for site in SITES {
            let base = match site {
                "academicpages" | "hugo" => "https://example.org/me",
                _ => "https://example.org",
            };
            ends(&whole(site), base, host, rules);
        }
    }
}

// How many redirects there are.
fn ends(sandbox: &Sandbox, base: &str, host: &str, rules: Option<&str>) -> usize {
    sandbox.run(&format!("{REDIRECTS} --host {host}")).code(0);
    if !sandbox.has("dist/redirects.json") {
        return 0;
    }
    let table: BTreeMap<String, String> =
        serde_json::from_slice(&sandbox.bytes("dist/redirects.json")).unwrap();
    let rows = list(sandbox, "").into_iter();
    let is_alive = |what: &str| !what.starts_with("redirect") && !what.starts_with("not published");
    let living: BTreeSet<String> = rows
        .filter(|(_, what, _)| is_alive(what))
        .map(|(path, ..)| path)
        .collect();
    let folder = base
        .splitn(4, '/')
        .nth(3)
        .map_or(String::new(), |path| format!("/{path}"));
    for (from, to) in &table {
        let old = from.strip_prefix(&folder).unwrap();
        if let Some(path) = to.strip_prefix(base) {
            let path = path.split(['?', '#']).next().unwrap();
            let path = decode(path).unwrap();
            assert!(living.contains(&path), "{host}: {from} leads to {to}");
            assert!(!table.contains_key(&format!("{folder}{path}")), "{from}");
            let to = to.strip_prefix(base).unwrap();
            stands(sandbox, old, &format!("{folder}{to}"), rules);
        } else {
            assert!(to.starts_with("https://"), "{to}");
            stands(sandbox, old, to, rules);
        }
    }
    table.len()
}

// The redirect is in a page of its own, or there is a file of rules.
fn stands(sandbox: &Sandbox, old: &str, to: &str, rules: Option<&str>) {
    if let Some(rules) = rules {
        assert!(sandbox.has(&format!("dist/{rules}")));
        return;
    }
    let old = decode(old).unwrap();
    let folder = old.trim_end_matches('/');
    let places = [
        format!("dist{folder}/index.html"),
        format!("dist{folder}.html"),
        format!("dist{old}"),
    ];
    let is_file = |place: &&String| sandbox.path(place).is_file();
    let place = places.iter().find(is_file);
    let page = sandbox.text(place.unwrap_or_else(|| panic!("nothing stands at {old}")));
    let refresh = format!("content=\"0; url={}\"", to.replace('&', "&amp;"));
    assert!(page.contains(&refresh), "{refresh} is not in {page}");
}

#[test]
fn a_whole_site_can_move() {
    let sandbox = site("\"*\" = \"https://new.test/me/\"\n");
    for (path, text) in [
        ("404.md", "---\npermalink: /404.html\n---\n"),
        (
            "hidden.md",
            "---\npermalink: /hidden/\nrobots: noindex\n---\n",
        ),
        ("cv.pdf", "PDF"),
        ("img/me.png", "PNG"),
        ("style.css", "CSS"),
    ] {
        sandbox.write(&format!("site/{path}"), text);
    }
    sandbox.run(REDIRECTS).code(0);
    // No page can stand at the address of a picture; the page for errors does
    // for all of them, and is not the site's own.
    assert_eq!(
        names(&sandbox),
        [
            "404.html",
            "about.html",
            "about/index.html",
            "hidden/index.html",
            "index.html",
            "redirects.json"
        ]
    );
    let home = sandbox.text("dist/index.html");
    assert!(home.contains("content=\"0; url=https://new.test/me/\""));
    let error = sandbox.text("dist/404.html");
    assert!(error.contains("data-to=\"https://new.test/me/\"") && !error.contains("refresh"));
    // What nobody should find is not listed because of the move.
    sandbox.run("sitemap --site site --out dist").code(0);
    assert!(!sandbox.text("dist/sitemap.xml").contains("hidden"));
}

#[test]
fn a_page_that_sends_on_is_a_page_whatever_it_is_called() {
    // Jekyll gives a page the very name that its permalink has.
    let sandbox = site("");
    sandbox.write("site/_config.yml", "title: Home\n");
    for (name, permalink) in [("a", "/a/"), ("b", "/b.html"), ("c", "/c.php")] {
        let page = format!("---\npermalink: {permalink}\nredirect_to: /\n---\n");
        sandbox.write(&format!("site/{name}.md"), page);
    }
    sandbox.run(REDIRECTS).code(0);
    for place in ["a/index.html", "b.html", "c.php/index.html"] {
        assert!(names(&sandbox).iter().any(|name| name == place), "{place}");
    }
    assert!(!sandbox.path("dist/c.php").is_file());
}
