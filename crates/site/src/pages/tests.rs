use chrono::NaiveDate;
use proptest::prelude::*;

use super::{Options, Page, enumerate};
use crate::{MemoryFiles, Problem, config};

fn options() -> Options {
    Options {
        statics: vec!["html".to_owned(), "pdf".to_owned()],
        ..Options::new(NaiveDate::from_ymd_opt(2026, 1, 15).unwrap())
    }
}

fn found(files: &[(&str, &str)]) -> (Vec<Page>, Vec<Problem>) {
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let files = MemoryFiles(files.collect());
    let (raw, _) = config::read(&files);
    enumerate(&files, &raw, &options())
}

/// Every address with its status.
pub(super) fn addresses(files: &[(&str, &str)]) -> Vec<String> {
    let pages = found(files).0.into_iter();
    pages
        .map(|page| format!("{} {:?}", page.path, page.status))
        .collect()
}

pub(super) fn problems(files: &[(&str, &str)]) -> Vec<Problem> {
    found(files).1
}

#[test]
fn native_pages_go_by_their_files() {
    let files = [
        ("site.toml", "title = 'A'"),
        ("index.md", ""),
        ("about.md", "---\nredirect_from: /me/\n---\n"),
        ("talks/index.md", "+++\npermalink = '/given/'\n+++\n"),
        (
            "cv.html",
            "<html lang=de><title>My CV</title><meta name=robots content='noindex'>",
        ),
        ("draft.md", "---\ndraft: true\n---\n"),
        ("later.md", "---\ndate: 2199-01-01\n---\n"),
        ("_part.md", ""),
        ("_pages/x.md", ""),
        ("news.lock", ""),
        ("cv.pdf", ""),
    ];
    assert_eq!(
        addresses(&files),
        [
            "/ Listed",
            "/about/ Listed",
            "/cv.html Unlisted(\"noindex\")",
            "/cv.pdf Listed",
            "/draft/ Unpublished(\"draft\")",
            "/given/ Listed",
            "/later/ Unpublished(\"future\")",
            "/x/ Listed",
        ],
    );
    let pages = found(&files).0;
    let about = pages.iter().find(|page| page.path == "/about/").unwrap();
    let from = &about.redirect_from[0];
    assert_eq!((&*from.text, from.line, from.column), ("/me/", 2, 16));
    assert_eq!(about.output, "about/index.html");
    let cv = pages.iter().find(|page| page.path == "/cv.html").unwrap();
    assert_eq!(
        (cv.title.as_deref(), cv.language.as_deref()),
        (Some("My CV"), Some("de"))
    );
}

#[test]
fn quarto_makes_html_beside_the_source() {
    let files = [
        ("_quarto.yml", ""),
        ("index.qmd", ""),
        ("a/b.qmd", "---\naliases: [/c.html]\n---\n"),
        ("x.ipynb", "{}"),
    ];
    assert_eq!(
        addresses(&files),
        ["/ Listed", "/a/b.html Listed", "/x.html Listed"]
    );
}

#[test]
fn zola_slugs_what_is_not_named() {
    let files = [
        (
            "config.toml",
            "base_url = 'https://example.org'\n[languages.fr]\n[[taxonomies]]\nname = 'tags'\n",
        ),
        ("content/_index.md", "+++\n+++\n"),
        ("content/blog/_index.md", "+++\nrender = false\n+++\n"),
        (
            "content/blog/2024-05-01-First Post.md",
            "+++\n[taxonomies]\ntags = ['C++', 'Rust']\n+++\n",
        ),
        ("content/blog/Über/index.md", "+++\n+++\n"),
        ("content/blog/Über/slides.pdf", ""),
        ("content/blog/b.md", "+++\nslug = 'Other'\n+++\n"),
        (
            "content/c.md",
            "+++\npath = 'Some/Where'\naliases = ['old']\n+++\n",
        ),
        ("content/c.fr.md", "+++\n+++\n"),
        ("content/d.md", "+++\ndraft = true\n+++\n"),
        ("static/cv.pdf", ""),
    ];
    assert_eq!(
        addresses(&files),
        [
            "/ Listed",
            "/Some/Where/ Listed",
            "/blog/ Unpublished(\"render: false\")",
            "/blog/first-post/ Listed",
            "/blog/other/ Listed",
            "/blog/uber/ Listed",
            "/blog/uber/slides.pdf Listed",
            "/cv.pdf Listed",
            "/d/ Unpublished(\"draft\")",
            "/fr/c/ Listed",
            "/tags/ Listed",
            "/tags/c/ Listed",
            "/tags/rust/ Listed",
        ],
    );
}

#[test]
fn hugo_aliases_go_from_the_folder_of_their_page() {
    let files = [
        ("hugo.toml", ""),
        ("content/a/b.md", "---\naliases: [x, ../y/, /z]\n---\n"),
    ];
    let pages = found(&files).0;
    let page = pages.iter().find(|page| page.path == "/a/b/").unwrap();
    let from: Vec<_> = page.redirect_from.iter().map(|old| &*old.text).collect();
    assert_eq!(from, ["/a/x", "/y/", "/z"]);
}

#[test]
fn the_home_page_has_one_address() {
    let page = "---\npermalink: /\n---\n";
    for files in [
        [("site.toml", ""), ("about.md", page)],
        [("site.toml", ""), ("index.md", "")],
        [("cv.html", ""), ("index.html", "")],
        [
            ("_config.yml", "include: [_pages]"),
            ("_pages/about.md", page),
        ],
        [
            ("_config.yml", "permalink: pretty"),
            ("about.md", "---\n---\n"),
        ],
        [("_config.yml", ""), ("README.md", "")],
        [("hugo.toml", ""), ("content/_index.md", "")],
        [("config.toml", "base_url = 'x'"), ("content/_index.md", "")],
        [("_quarto.yml", ""), ("about.qmd", "")],
    ] {
        let memory = MemoryFiles::from(files);
        let (raw, _) = config::read(&memory);
        let home = crate::home::find(&memory, &raw).0.unwrap();
        let pages = found(&files).0;
        let page = pages.iter().find(|page| page.file == home.source.path);
        assert_eq!(page.unwrap().path, home.permalink, "{files:?}");
    }
}

#[test]
fn a_permalink_that_is_no_path_is_a_problem() {
    let files = [("site.toml", ""), ("a.md", "---\npermalink: /a/?b\n---\n")];
    assert_eq!(addresses(&files), ["/a/ Listed"]);
    assert_eq!(
        problems(&files)[0].to_string(),
        "a.md:2:12: warning: `/a/?b` is no path; the address is the file's \
         help: write a path without : ? and #, such as /about/",
    );
}

const CONFIGURATIONS: [(&str, &str); 7] = [
    ("site.toml", ""),
    (
        "_config.yml",
        "permalink: pretty\ncollections: {talks: {output: true}}\n",
    ),
    (
        "_config.yml",
        "permalink: /:categories/:path/:title\ncollections_dir: c\nsource: src\n",
    ),
    (
        "hugo.toml",
        "[permalinks]\na = '/:year/:title/:sections'\n[languages.de]\n",
    ),
    ("hugo.toml", "uglyURLs = true"),
    ("config.toml", "base_url = 'x'"),
    ("_quarto.yml", ""),
];

proptest! {
    #[test]
    fn every_page_stays_inside_the_site(
        configuration in 0..CONFIGURATIONS.len(),
        settings in "(permalink: \\PC{0,20}\n)?(include: \\[\\PC{0,9}\\]\n)?",
        paths in prop::collection::vec(
            "(src/|c/|content/|static/)?(_posts/|_drafts/|_talks/|a/|\\.\\./|é /)?[0-9a-zé%.\\\\_ -]{0,12}(\\.md|\\.html|\\.de\\.md|)",
            1..5,
        ),
        key in "permalink|url|slug|path|aliases|date|categories|redirect_from|published|_build|sitemap|title",
        value in "\\PC{0,20}|[./%2eé:a-z\\\\-]{0,20}|\\{[a-z]: [a-z]\\}|\\[[a-z., /]*\\]",
    ) {
        let page = format!("---\n{key}: {value}\n---\n");
        let (name, text) = CONFIGURATIONS[configuration];
        let text = format!("{text}{settings}");
        let mut files = vec![(name, &*text)];
        files.extend(paths.iter().map(|path| (&**path, &*page)));
        for page in found(&files).0 {
            prop_assert!(page.path.starts_with('/') && !page.path.contains("//"), "{}", page.path);
            let mut names = page.output.split(['/', '\\']);
            prop_assert!(names.all(|name| !matches!(name, "" | "." | "..")), "{}", page.output);
        }
    }
}
