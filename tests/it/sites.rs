//! The commands on sites that other generators build: what goes where, what is
//! said, and what a visitor of the result finds.

use std::collections::{BTreeMap, BTreeSet};

use tests::{Sandbox, Snapshot, stderr, stdout, title, workspace};

use crate::addresses::{copy_of, run as run_program};

const COMMANDS: [&str; 4] = ["feed", "sitemap", "redirects", "map"];

const EMBED: &str = "<script type=\"text/javascript\" id=\"clustrmaps\"";

/// What is ours in a Jekyll site, beside the files that Jekyll does not copy.
const OURS: [&str; 11] = [
    "about.html",
    "about/index.html",
    "feed.css",
    "feed.json",
    "feed.xml",
    "news.lock",
    "papers/index.html",
    "redirects.json",
    "robots.txt",
    "sitemap.xml",
    "visitor-map.svg",
];

fn run_all(sandbox: &Sandbox) -> BTreeMap<&'static str, String> {
    let run = |command| {
        let run = sandbox.run(&format!("{command} --site site")).code(0);
        (command, stdout(&run))
    };
    COMMANDS.map(run).into_iter().collect()
}

/// The files below a folder, without that folder in their names.
fn below(files: &Snapshot, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let files = files.iter();
    let inside = files.filter_map(|(name, (_, bytes))| {
        let name = name.strip_prefix(folder)?.strip_prefix('/')?;
        Some((name.to_owned(), bytes.clone()))
    });
    inside.collect()
}

/// The file is there as it was, to the byte.
fn assert_untouched(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) {
    for (name, bytes) in before {
        assert!(after.get(name) == Some(bytes), "{name} was touched");
    }
}

#[test]
#[ignore = "needs Jekyll; `cargo xtask test sites` runs it"]
fn an_academicpages_site_gets_all_and_keeps_the_rest() {
    let sandbox = copy_of(&workspace().join("tests/sites/academicpages"));
    run_program(
        &sandbox,
        "jekyll build --quiet --disable-disk-cache --destination ../plain",
    );
    let files = sandbox.snapshot();
    let (owners, plain) = (below(&files, "site"), below(&files, "plain"));
    assert!(!plain.contains_key("feed.xml"));
    assert!(String::from_utf8_lossy(&plain["index.html"]).contains(EMBED));

    let said = run_all(&sandbox);
    assert_untouched(&owners, &below(&sandbox.snapshot(), "site"));
    // Its head names the feed already; the map is the one thing left.
    assert!(!said["feed"].contains("<link"), "{}", said["feed"]);
    let line = "for the map to be seen, write in place of the old map at _pages/about.md:22: \
                {% include visitor-map.html %}\n";
    assert!(said["map"].contains(line), "{}", said["map"]);
    let (_, options) = said["map"].rsplit_once("run map with: ").unwrap();

    let about = sandbox.text("site/_pages/about.md");
    let embed = about.lines().find(|line| line.starts_with(EMBED)).unwrap();
    sandbox.edit(
        "site/_pages/about.md",
        embed,
        "{% include visitor-map.html %}",
    );
    run_program(
        &sandbox,
        "jekyll build --quiet --disable-disk-cache --destination ../built",
    );
    let built = below(&sandbox.snapshot(), "built");
    feed_is_where_the_head_says(&sandbox);
    old_addresses_lead_on(&sandbox);
    map_is_in_place_of_the_embed(&sandbox, &plain, &built);
    rest_is_as_it_was(&plain, &built);

    for command in ["feed", "sitemap", "redirects"] {
        let again = sandbox.run(&format!("{command} --site site")).code(0);
        assert!(stdout(&again).contains("nothing to write"), "{command}");
    }
    let again = sandbox.run(&format!("map --site site {options}")).code(0);
    assert_eq!(stdout(&again), "2 places; nothing to write\n");
}

fn feed_is_where_the_head_says(sandbox: &Sandbox) {
    let home = sandbox.text("built/index.html");
    let links = home
        .lines()
        .filter(|line| line.contains("application/atom+xml"));
    let links: Vec<&str> = links.collect();
    let [link] = links.as_slice() else {
        panic!("{links:?}")
    };
    let address = link.split("href=\"").nth(1).unwrap();
    let address = address.split('"').next().unwrap();
    let feed = sandbox.feed(&format!("built{address}"));
    assert_eq!(feed.entries.len(), 4);
    assert_eq!(
        title(&feed.entries[3]),
        "I moved to the Institute of Placeholders"
    );
    assert_eq!(
        sandbox.text("built/sitemap.xml"),
        sandbox.text("site/sitemap.xml"),
    );
    let robots = sandbox.text("built/robots.txt");
    assert!(robots.contains("Sitemap: https://a-placeholder.example.org/sitemap.xml"));
}

fn old_addresses_lead_on(sandbox: &Sandbox) {
    for (old, new) in [
        ("about/index.html", "/"),
        ("about.html", "/"),
        ("papers/index.html", "/publications/"),
    ] {
        let page = sandbox.text(&format!("built/{old}"));
        assert_eq!(page, sandbox.text(&format!("site/{old}")));
        assert!(page.contains(&format!("url={new}\"")), "{page}");
    }
}

fn map_is_in_place_of_the_embed(
    sandbox: &Sandbox,
    plain: &BTreeMap<String, Vec<u8>>,
    built: &BTreeMap<String, Vec<u8>>,
) {
    for (name, bytes) in built {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("clustrmaps"), "{name}");
    }
    // The home page is what it was, but for the map.
    let home = sandbox.text("built/index.html");
    let before = String::from_utf8_lossy(&plain["index.html"]).into_owned();
    let embed = before.lines().find(|line| line.starts_with(EMBED)).unwrap();
    let (head, tail) = before.split_once(embed).unwrap();
    let map = home
        .strip_prefix(head)
        .and_then(|rest| rest.strip_suffix(tail));
    let map = map.unwrap_or_else(|| panic!("the home page has changed:\n{home}"));
    assert!(map.starts_with("<figure"), "{map}");
    assert!(map.trim_end().ends_with("</figure>"), "{map}");
    for drawn in ["viewBox=\"0 0 1000", "<circle", "Zurich", "Kyoto"] {
        assert!(map.contains(drawn), "{drawn}: {map}");
    }
}

fn rest_is_as_it_was(plain: &BTreeMap<String, Vec<u8>>, built: &BTreeMap<String, Vec<u8>>) {
    let changed = |name: &&String| plain.get(*name) != built.get(*name) && *name != "index.html";
    let names: BTreeSet<&String> = plain.keys().chain(built.keys()).filter(changed).collect();
    let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    assert_eq!(names, OURS);
}

const POST: &str = "# News\n\n- *December 2025*: A tool is released.\n";

const PLACES: &str = "[[place]]\nname = \"Zurich\"\n";

const LINK: &str = "for readers to find the feed, write into the page's <head>: \
    <link rel=\"alternate\" type=\"application/atom+xml\" title=\"Home &amp; &quot;away&quot;\" \
    href=\"/~me/feed.xml\">\n";

#[test]
fn hugo_gets_static_files_and_a_partial() {
    let with_alias = format!("---\naliases: [/old/]\n---\n{POST}");
    let settings = "baseURL = \"https://home.test/~me/\"\ntitle = 'Home & \"away\"'\n\
        [params]\nauthor = \"A. Placeholder\"\n";
    let sandbox = Sandbox::new([
        ("site/hugo.toml", settings),
        ("site/content/_index.md", &with_alias),
        ("site/places.toml", PLACES),
    ]);
    let said = run_all(&sandbox);
    assert!(said["redirects"].ends_with("disableAliases = true\n"));
    assert!(said["feed"].ends_with(LINK), "{}", said["feed"]);
    assert!(said["sitemap"].contains("disableKinds = [\"sitemap\"]"));
    assert!(said["map"].ends_with("{{ partial \"visitor-map.html\" . }}\n"));
    for file in [
        "news.lock",
        "static/feed.xml",
        "static/sitemap.xml",
        "static/visitor-map.svg",
        "layouts/partials/visitor-map.html",
    ] {
        assert!(sandbox.has(&format!("site/{file}")), "{file}");
    }
    assert!(!sandbox.has("dist") && !sandbox.has("site/static/visitor-map.html"));

    // What is there is not asked for again.
    let head = "<link rel=alternate type=application/atom+xml href=/~me/feed.xml>";
    sandbox.write("site/layouts/partials/head.html", head);
    sandbox.write(
        "site/layouts/index.html",
        "{{ partial \"visitor-map.html\" . }}",
    );
    let settings = format!("disableKinds = [\"sitemap\"]\ndisableAliases = true\n{settings}");
    sandbox.write("site/hugo.toml", settings);
    for (command, said) in run_all(&sandbox) {
        assert_eq!(said.lines().count(), 1, "{command}: {said}");
        assert!(said.ends_with("; nothing to write\n"), "{command}: {said}");
    }
}

#[test]
fn quarto_is_told_to_publish_what_it_would_not() {
    let settings = "project:\n  type: website\nwebsite:\n  title: Home\n  \
        site-url: https://home.test\nauthor: A. Placeholder\n";
    let sandbox = Sandbox::new([("site/_quarto.yml", settings), ("site/index.qmd", POST)]);
    let run = sandbox.run("feed --site site").code(0);
    assert!(
        stdout(&run).ends_with("resources: [feed.xml]\n"),
        "{}",
        stdout(&run)
    );
    assert!(sandbox.has("site/feed.xml"));
}

#[test]
fn a_site_of_plain_pages_is_written_into_and_stays_as_it_is() {
    let page = "<!DOCTYPE html><html lang=en><head><title>Home</title>\
        <link rel=canonical href=https://home.test/><meta name=author content=\"A. P.\">\
        </head><body><h2>News</h2><ul><li>2025-12-04: A tool is released.</ul></body></html>";
    let sandbox = Sandbox::new([("site/index.html", page), ("site/places.toml", PLACES)]);
    let owners = below(&sandbox.snapshot(), "site");
    let base = "--base-url https://home.test --site site";
    let run = sandbox
        .run(&format!("feed {base} --title T --author P"))
        .code(0);
    assert!(
        stdout(&run).contains("href=\"/feed.xml\""),
        "{}",
        stderr(&run)
    );
    sandbox.run("map --site site").code(0);
    sandbox.run(&format!("sitemap {base}")).code(0);
    assert_untouched(&owners, &below(&sandbox.snapshot(), "site"));
    let sitemap = sandbox.text("site/sitemap.xml");
    assert!(!sitemap.contains("visitor-map"), "{sitemap}");
}

#[test]
fn a_folder_that_is_given_always_counts() {
    let settings = "baseURL = \"https://home.test/\"\ntitle = \"Home\"\n\
        [params]\nauthor = \"A. Placeholder\"\n";
    let sandbox = Sandbox::new([
        ("site/hugo.toml", settings),
        ("site/content/_index.md", POST),
        ("site/places.toml", PLACES),
    ]);
    for command in COMMANDS {
        sandbox
            .run(&format!("{command} --site site --out o"))
            .code(0);
    }
    for file in ["o/feed.xml", "o/sitemap.xml", "o/visitor-map.html"] {
        assert!(sandbox.has(file), "{file}");
    }
    assert!(!sandbox.has("site/static") && !sandbox.has("site/layouts"));
}

#[test]
fn a_file_of_the_owner_is_not_replaced() {
    let settings = "title: T\nurl: https://home.test\nauthor: A. Placeholder\n";
    let sandbox = Sandbox::new([
        ("site/_config.yml", settings),
        ("site/index.md", POST),
        ("site/feed.xml", "---\n---\n<feed/>\n"),
    ]);
    let run = sandbox.run("feed --site site").code(1);
    assert!(stderr(&run).contains("feed.xml was not written by this command"));
    assert_eq!(sandbox.text("site/feed.xml"), "---\n---\n<feed/>\n");
}
