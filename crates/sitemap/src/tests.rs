use std::collections::BTreeSet;
use std::io::{self, Write};

use chrono::NaiveDate;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use site::Output;

use crate::{Alternate, Entry, Limits, Options, Order, Store, Summary, is_file_name, parse};

const FOLDER: &str = "https://example.org/";

fn options() -> Options {
    Options::new(FOLDER).unwrap()
}

fn small(addresses: usize, bytes: usize) -> Options {
    Options {
        limits: Limits {
            addresses,
            bytes,
            files: 50_000,
        },
        ..options()
    }
}

fn page(path: &str) -> Entry {
    Entry::new(format!("{FOLDER}{path}"))
}

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

fn written(
    options: &Options,
    pages: impl IntoIterator<Item = Entry>,
    redirects: impl IntoIterator<Item = Entry>,
) -> (Vec<Output>, Summary) {
    let mut files = Vec::new();
    let summary = crate::write(options, pages, redirects, &mut files).unwrap();
    (files, summary)
}

fn names(files: &[Output]) -> Vec<&str> {
    files.iter().map(|file| file.path.as_str()).collect()
}

fn text(file: &Output) -> &str {
    std::str::from_utf8(&file.bytes).unwrap()
}

fn told(summary: &Summary) -> String {
    let lines = summary.problems.iter().map(|each| format!("{each}\n"));
    lines.collect()
}

#[test]
fn one_file_is_the_sitemap_itself() {
    let pages = [
        Entry {
            lastmod: day("2031-03-10"),
            ..page("")
        },
        page("o'clock/?a=1&b=2"),
        page("caf%C3%A9.html"),
    ];
    let (files, summary) = written(&options(), pages, []);
    assert_eq!(names(&files), ["sitemap.xml"]);
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- sitemap by home-page plugins -->
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
        <url><loc>https://example.org/</loc><lastmod>2031-03-10</lastmod></url>
        <url><loc>https://example.org/o&apos;clock/?a=1&amp;b=2</loc></url>
        <url><loc>https://example.org/caf%C3%A9.html</loc></url>
        </urlset>
    "#]].assert_eq(text(&files[0]));
    assert_eq!((summary.addresses, summary.left_out), (3, 0));
    assert_eq!(summary.problems, []);
    assert_eq!(summary.files[0].bytes, files[0].bytes.len());
    assert_eq!(summary.files[0].lastmod, day("2031-03-10"));
}

#[test]
fn an_index_names_each_part_with_its_newest_date() {
    let dated = |path: &str, date: &str| Entry {
        lastmod: day(date),
        ..page(path)
    };
    let pages = [
        dated("a", "2030-01-01"),
        dated("b", "2031-02-03"),
        dated("c", "2029-01-01"),
        page("d"),
        page("e"),
    ];
    let (files, summary) = written(&small(2, 1 << 20), pages, []);
    assert_eq!(
        names(&files),
        [
            "sitemap-1.xml",
            "sitemap-2.xml",
            "sitemap-3.xml",
            "sitemap.xml"
        ]
    );
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- sitemap by home-page plugins -->
        <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <sitemap><loc>https://example.org/sitemap-1.xml</loc><lastmod>2031-02-03</lastmod></sitemap>
        <sitemap><loc>https://example.org/sitemap-2.xml</loc><lastmod>2029-01-01</lastmod></sitemap>
        <sitemap><loc>https://example.org/sitemap-3.xml</loc></sitemap>
        </sitemapindex>
    "#]]
    .assert_eq(text(&files[3]));
    assert_eq!(summary.files[3].lastmod, day("2031-02-03"));
    assert_eq!(summary.files[3].bytes, files[3].bytes.len());
    assert_eq!(summary.addresses, 5);
}

#[test]
fn redirects_are_a_list_of_their_own() {
    let old = |numbers: std::ops::Range<u32>| numbers.map(|number| page(&format!("old/{number}")));
    for (pages, redirects, expected) in [
        (1, 1, "sitemap-1 sitemap-redirects sitemap"),
        (3, 1, "sitemap-1 sitemap-2 sitemap-redirects sitemap"),
        (
            2,
            3,
            "sitemap-1 sitemap-redirects-1 sitemap-redirects-2 sitemap",
        ),
        (2, 0, "sitemap"),
        (0, 1, "sitemap-redirects sitemap"),
        (0, 0, ""),
    ] {
        for gzip in [false, true] {
            let options = Options {
                gzip,
                ..small(2, 1 << 20)
            };
            let (files, _) = written(&options, old(100..100 + pages), old(0..redirects));
            let ending = if gzip { ".xml.gz" } else { ".xml" };
            let expected: Vec<_> = expected
                .split_whitespace()
                .map(|stem| format!("{stem}{ending}"))
                .collect();
            assert_eq!(names(&files), expected);
            assert!(files.iter().all(|file| is_file_name(&file.path)));
        }
    }
}

#[test]
fn translations_are_named_in_every_language() {
    let group = vec![
        Alternate::new("en", format!("{FOLDER}?a&b")),
        Alternate::new("de", "https://de.example.org/"),
        Alternate::new("x-default", format!("{FOLDER}?a&b")),
    ];
    let entry = Entry {
        alternates: group.clone(),
        ..page("?a&b")
    };
    let (files, summary) = written(&options(), [entry], []);
    assert_eq!(told(&summary), "");
    expect![[r#"<url><loc>https://example.org/?a&amp;b</loc><xhtml:link rel="alternate" hreflang="en" href="https://example.org/?a&amp;b"/><xhtml:link rel="alternate" hreflang="de" href="https://de.example.org/"/><xhtml:link rel="alternate" hreflang="x-default" href="https://example.org/?a&amp;b"/></url>"#]].assert_eq(text(&files[0]).lines().nth(3).unwrap());
    let (document, problems) = parse("sitemap.xml", files[0].bytes.as_slice());
    assert_eq!(problems, []);
    assert_eq!(document.entries[0].alternates, group);
}

#[test]
fn each_fault_is_told_and_left_out() {
    let faulty_translations = Entry {
        alternates: vec![
            Alternate::new("en_GB", page("b").loc),
            Alternate::new("de", "/de/"),
            Alternate::new("fr", page("fr").loc),
            Alternate::new("FR", page("fr2").loc),
        ],
        ..page("a")
    };
    let old_date = Entry {
        lastmod: NaiveDate::from_ymd_opt(-1, 1, 1),
        ..page("c")
    };
    let pages = [
        page(""),
        page(""),
        page("é\u{1}<&"),
        page("#news"),
        page(&"x".repeat(3000)),
        Entry::new("/about/"),
        Entry::new("http://example.org/"),
        Entry::new("https://other.example/"),
        faulty_translations,
        old_date,
    ];
    let (files, summary) = written(&options(), pages, []);
    expect![[r#"
        sitemap.xml: error: https://example.org/ is there twice; it is listed once help: let one page have this address, or list it once
        sitemap.xml: error: https://example.org/é�<& cannot be listed: it is not written as it is sent help: write https://example.org/%C3%A9%01%3C&
        sitemap.xml: error: https://example.org/#news cannot be listed: with a fragment it is a place in a page, not a page help: leave out what follows the #
        sitemap.xml: error: https://example.org/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… cannot be listed: it is too long for the protocol help: keep addresses below 2048 characters
        sitemap.xml: error: /about/ cannot be listed: it is no whole address on the web help: write it with https:// and its host
        sitemap.xml: error: http://example.org/ cannot be listed: one sitemap has one scheme help: write it as the others are, below https://example.org/
        sitemap.xml: error: https://other.example/ cannot be listed: it is on another host help: list it in that host's own sitemap; here is https://example.org/
        sitemap.xml: error: a translation of https://example.org/a is in `en_GB`, which is no language tag help: write a tag such as `en` or `pt-BR`, or `x-default`
        sitemap.xml: error: /de/ cannot be a translation of https://example.org/a: it is no whole address on the web help: write it with https:// and its host
        sitemap.xml: warning: https://example.org/a has two translations into `fr` help: name one page for each language
        sitemap.xml: warning: https://example.org/a names its translations but not itself among them help: name every language of the page, its own too: engines ignore the group otherwise
        sitemap.xml: warning: the date of https://example.org/c is not of this era; it is left out help: write a year of four digits
    "#]].assert_eq(&told(&summary));
    assert_eq!((summary.addresses, summary.left_out), (3, 7));
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- sitemap by home-page plugins -->
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
        <url><loc>https://example.org/</loc></url>
        <url><loc>https://example.org/a</loc><xhtml:link rel="alternate" hreflang="fr" href="https://example.org/fr"/><xhtml:link rel="alternate" hreflang="FR" href="https://example.org/fr2"/></url>
        <url><loc>https://example.org/c</loc></url>
        </urlset>
    "#]].assert_eq(text(&files[0]));
}

#[test]
fn nothing_makes_no_file() {
    let (files, summary) = written(&options(), [page("#")], []);
    assert!(files.is_empty() && summary.files.is_empty());
    let codes: Vec<_> = summary.problems.iter().map(|each| each.code).collect();
    assert_eq!(codes, ["address-fragment", "empty-sitemap"]);
}

#[test]
fn problems_are_counted_where_they_are_too_many() {
    let (_, summary) = written(&options(), (0..250).map(|_| page("")), []);
    assert_eq!((summary.addresses, summary.left_out), (1, 249));
    assert_eq!(summary.problems.len(), 101);
    let last = &summary.problems[100];
    assert_eq!(last.message, "149 more problems are not shown");
}

#[test]
fn the_index_has_its_limit_too() {
    let pages = (0..10).map(|number| page(&number.to_string()));
    let mut options = small(2, 1 << 20);
    options.limits.files = 2;
    let (files, summary) = written(&options, pages, []);
    assert_eq!(
        names(&files),
        ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    );
    assert_eq!(summary.addresses, 4);
    assert_eq!(summary.problems[0].code, "too-many-addresses");
}

#[test]
fn an_entry_larger_than_a_file_is_left_out() {
    let alternates = (0..100).map(|at| Alternate::new("en", page(&at.to_string()).loc));
    let large = Entry {
        alternates: alternates.collect(),
        ..page("large")
    };
    let (_, summary) = written(&small(9, 1000), [page(""), large], []);
    assert_eq!((summary.addresses, summary.left_out), (1, 1));
    assert_eq!(summary.problems.last().unwrap().code, "entry-too-large");
}

#[test]
fn sorted_lists_must_be_sorted() {
    let sorted = Options {
        order: Order::Sorted,
        ..options()
    };
    let pages = || [page("b"), page("c"), page("c")];
    let (_, summary) = written(&sorted, pages(), [page("a")]);
    assert_eq!((summary.addresses, summary.left_out), (3, 1));
    assert_eq!(summary.problems[0].code, "duplicate-address");

    let disorder = crate::write(&sorted, [page("b"), page("a")], [], &mut Vec::new());
    let error = disorder.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    assert_eq!(
        error.to_string(),
        "the addresses are not sorted: https://example.org/a comes after https://example.org/b"
    );
}

/// A store that is full after some files.
struct Full(usize);

impl Store for Full {
    type File = io::Sink;

    fn create(&mut self) -> io::Result<io::Sink> {
        let left = self.0.checked_sub(1).ok_or(io::ErrorKind::StorageFull)?;
        self.0 = left;
        Ok(io::sink())
    }

    fn keep(&mut self, mut file: io::Sink, _: &str) -> io::Result<()> {
        file.flush()
    }
}

#[test]
fn an_error_of_the_store_ends_the_writing() {
    let pages = || (0..5).map(|number| page(&number.to_string()));
    let error = crate::write(&small(2, 1 << 20), pages(), [], &mut Full(1)).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    // Three parts and the index.
    let summary = crate::write(&small(3, 1 << 20), pages(), [], &mut Full(3)).unwrap();
    assert_eq!(summary.files.len(), 3);
}

#[test]
fn base_urls_are_folders() {
    for (url, address) in [
        ("https://example.org", "https://example.org/sitemap.xml"),
        (
            "https://example.org/me/",
            "https://example.org/me/sitemap.xml",
        ),
        (
            "http://EXAMPLE.org:80/é",
            "http://example.org/%C3%A9/sitemap.xml",
        ),
        ("http://127.0.0.1:4000", "http://127.0.0.1:4000/sitemap.xml"),
    ] {
        assert_eq!(Options::new(url).unwrap().address(), address);
    }
    for url in [
        "",
        "example.org",
        "/",
        "mailto:a@example.org",
        "https://example.org/?x",
        "https://a@example.org/",
    ] {
        assert_eq!(Options::new(url).unwrap_err().code, "bad-base-url", "{url}");
    }
}

#[track_caller]
fn read(xml: &str, expected: Expect) {
    let (document, problems) = parse("old.xml", xml.as_bytes());
    let entries = document.entries.iter().map(|entry| {
        let day = entry.lastmod.map_or("-".to_owned(), |day| day.to_string());
        format!("{} {day} {}\n", entry.loc, entry.alternates.len())
    });
    let problems = problems.iter().map(|each| format!("{each}\n"));
    let index = if document.is_index { "index\n" } else { "" };
    let read: String = std::iter::once(index.to_owned())
        .chain(entries)
        .chain(problems)
        .collect();
    expected.assert_eq(&read);
}

fn set(inside: &str) -> String {
    format!("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>\n{inside}\n</urlset>")
}

#[test]
fn sitemaps_of_others_are_read() {
    read(
        &set("<url><loc>\n https://example.org/a?b&amp;c&#38;d \n</loc><lastmod>2031-03-10T08:30:00+01:00</lastmod><changefreq>daily</changefreq><priority>0.5</priority></url>
<url><loc><![CDATA[https://example.org/?a&b]]></loc></url>"),
        expect![[r#"
            https://example.org/a?b&c&d 2031-03-10 0
            https://example.org/?a&b - 0
        "#]],
    );
    read(
        "<?xml version='1.0'?><s:sitemapindex xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'>
<s:sitemap><s:loc>https://example.org/sitemap-1.xml.gz</s:loc><s:lastmod>2031-03-10</s:lastmod></s:sitemap></s:sitemapindex>",
        expect![[r#"
            index
            https://example.org/sitemap-1.xml.gz 2031-03-10 0
        "#]],
    );
    // The images of a page are no pages.
    read(
        &set("<url xmlns:i='i' xmlns:x='x'><i:image><i:loc>https://example.org/a.png</i:loc></i:image><i:loc>no</i:loc>
<loc>https://example.org/</loc><x:link rel='alternate' hreflang='de' href='https://example.org/?a&amp;b'/><x:link rel='icon' href='x'/></url>"),
        expect![[r#"
            https://example.org/ - 1
        "#]],
    );
}

#[test]
fn faults_of_others_are_told_with_their_line() {
    for xml in [
        "",
        "   ",
        "User-agent: *",
        "<html><body/></html>",
        "<urlset>\n<url><loc>https://example.org/</loc></url></urlset>",
        "<urlset xmlns='https://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://example.org/</loc></url></urlset>",
        &set(""),
        &set("<url></url>"),
        &set("<url><loc>https://example.org/</loc><lastmod>2031-03</lastmod></url>"),
        &set("<url><loc>https://example.org/</loc><lastmod>2031-02-30</lastmod></url>"),
        &set("<url><loc>https://example.org/</loc>\n</urlset>"),
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>a</loc></url>",
        &set("<url><loc>&nbsp;</loc></url>"),
        &set("<url><loc>&#0;</loc></url>"),
        "<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset/>",
        &set(&format!("<url><loc>{}</loc></url>", "x".repeat(3000))),
        &set("<url><loc>https://example.org/</loc><x:link rel='alternate' href='a'/></url>"),
        &set(&"<a>".repeat(50_000)),
    ] {
        let (_, problems) = parse("old.xml", xml.as_bytes());
        let lines: String = problems.iter().map(|each| format!("{each}\n")).collect();
        assert!(!lines.is_empty(), "{xml:?}");
        FAULTS.with_borrow_mut(|told| *told += &lines);
    }
    FAULTS.with_borrow(|told| expect![[r#"
        old.xml:1: error: this is empty, not a sitemap
        old.xml:1: error: this is empty, not a sitemap
        old.xml:1: error: this is empty, not a sitemap
        old.xml:1: error: this is neither a sitemap nor an index
        old.xml:1: error: the namespace must be http://www.sitemaps.org/schemas/sitemap/0.9
        old.xml:1: error: the namespace must be http://www.sitemaps.org/schemas/sitemap/0.9
        old.xml:3: error: this sitemap lists nothing
        old.xml:2: error: an entry without an address
        old.xml:3: error: this sitemap lists nothing
        old.xml:2: warning: `2031-03` is no whole date
        old.xml:2: warning: `2031-02-30` is no whole date
        old.xml:3: error: this is no XML: ill-formed document: expected `</url>`, but `</urlset>` was found
        old.xml:1: error: this is no XML: it ends too early
        old.xml:2: error: XML itself knows no such entity
        old.xml:2: error: XML itself knows no such entity
        old.xml:1: error: a sitemap has no document type
        old.xml:2: error: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… is too long for the protocol
        old.xml:2: error: an entry without an address
        old.xml:3: error: this sitemap lists nothing
        old.xml:2: error: an alternate needs hreflang and href
        old.xml:2: error: the elements nest too deep for a sitemap
    "#]].assert_eq(told));
}

thread_local! {
    static FAULTS: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

#[test]
fn no_more_is_read_than_the_protocol_permits() {
    let url = "<url><loc>https://example.org/</loc></url>";
    let (document, problems) = parse("old.xml", set(&url.repeat(50_001)).as_bytes());
    assert_eq!(document.entries.len(), 50_000);
    assert_eq!(problems[0].code, "too-many-addresses");

    let endless = io::repeat(b' ');
    let (_, problems) = parse("old.xml", io::BufReader::new(endless));
    assert_eq!(problems[0].code, "sitemap-too-large");

    let (_, problems) = parse("old.xml", &[b'<', b'a', 0xFF, b'>', 0xFF][..]);
    assert!(!problems.is_empty());
}

// A path of a page, with everything that needs escaping or encoding.
fn path() -> impl Strategy<Value = String> {
    "[a-z&'<>\"é %#?/.]{0,8}".prop_map(|path| {
        let url = url::Url::parse(&page(&site::address::encode(&path)).loc).unwrap();
        url.as_str()[FOLDER.len()..].to_owned()
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    let date = proptest::option::of((1000..=9999i32, 1..=366u32));
    let alternates = proptest::collection::vec(("[a-z]{2}", path()), 0..3);
    (path(), date, alternates).prop_map(|(path, date, alternates)| Entry {
        lastmod: date.and_then(|(year, day)| NaiveDate::from_yo_opt(year, day)),
        alternates: alternates
            .into_iter()
            .map(|(lang, path)| Alternate::new(lang, page(&path).loc))
            .collect(),
        ..page(&path)
    })
}

// What the parts say, in the order in which the index names them.
fn read_back(options: &Options, files: &[Output]) -> Vec<Entry> {
    let document = |file: &Output| {
        let (document, problems) = parse(&file.path, file.bytes.as_slice());
        assert_eq!(problems, []);
        assert!(document.is_ours);
        document
    };
    let root = document(files.last().unwrap());
    if !root.is_index {
        assert_eq!(files.len(), 1);
        return root.entries;
    }
    let parts = root.entries.iter().zip(files);
    let parts: Vec<_> = parts
        .map(|(named, file)| {
            assert_eq!(named.loc, format!("{}{}", options.folder(), file.path));
            let entries = document(file).entries;
            let newest = entries.iter().map(|entry| entry.lastmod).max();
            assert_eq!(Some(named.lastmod), newest);
            entries
        })
        .collect();
    assert_eq!(parts.len() + 1, files.len());
    parts.concat()
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        entries in proptest::collection::vec(entry(), 1..40),
        cut in 0..40usize,
        addresses in 1..20usize,
        bytes in 900..4000usize,
    ) {
        let options = small(addresses, bytes);
        let cut = cut.min(entries.len());
        let (pages, redirects) = entries.split_at(cut);
        let (files, summary) = written(&options, pages.to_vec(), redirects.to_vec());

        for (file, about) in files.iter().zip(&summary.files) {
            prop_assert_eq!(&file.path, &about.name);
            prop_assert_eq!(file.bytes.len(), about.bytes);
            let fits = (1..=addresses).contains(&about.addresses) && about.bytes <= bytes;
            // The index has limits of its own.
            prop_assert!(fits || (about.name == "sitemap.xml" && files.len() > 1));
        }
        let read = read_back(&options, &files);
        prop_assert_eq!(read.len() as u64, summary.addresses);

        // Every address is there once, in its order; nothing is left out but
        // duplicates.
        let mut seen = BTreeSet::new();
        let mut expected: Vec<_> = entries.clone();
        expected.retain(|entry| seen.insert(entry.loc.clone()));
        prop_assert_eq!(&read, &expected);
        let again = written(&options, pages.to_vec(), redirects.to_vec());
        prop_assert_eq!(again, (files, summary));
    }

    #[test]
    fn sorting_changes_no_byte(mut entries in proptest::collection::vec(entry(), 1..40)) {
        entries.sort();
        let sorted = Options { order: Order::Sorted, ..options() };
        let as_any = written(&options(), entries.clone(), []);
        prop_assert_eq!(written(&sorted, entries, []), as_any);
    }

    #[test]
    fn no_text_is_listed_that_breaks_the_rules(locs in proptest::collection::vec(
        "https://example.org/\\PC{0,6}|\\PC{0,9}|https://example.org/[\\x00-\\x7f]{0,4}", 1..9,
    )) {
        let (files, summary) = written(&options(), locs.iter().map(Entry::new), []);
        prop_assert_eq!(summary.addresses + summary.left_out, locs.len() as u64);
        if let Some(file) = files.last() {
            for entry in parse("sitemap.xml", file.bytes.as_slice()).0.entries {
                prop_assert!(locs.contains(&entry.loc));
                let url = url::Url::parse(&entry.loc).unwrap();
                prop_assert_eq!(url.as_str(), &entry.loc);
                prop_assert_eq!((url.host_str(), url.fragment()), (Some("example.org"), None));
            }
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        parse("old.xml", bytes.as_slice());
    }

    #[test]
    fn any_markup_is_read(inside in "(<|>|/|urlset|url|loc|lastmod|&|amp;|#|;|!--|\\[CDATA\\[|=|'| |é){0,40}") {
        parse("old.xml", inside.as_bytes());
        parse("old.xml", set(&inside).as_bytes());
    }
}
