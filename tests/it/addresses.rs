//! The addresses of pages beside those that the generators themselves give
//! them: Jekyll with its sitemap and redirect plugins, and Hugo. A difference
//! must stand in the table of its site, with its reason.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use chrono::NaiveDate;
use site::pages::{self, Options};
use site::{Page, Status, config};
use tests::{Sandbox, workspace};

use crate::cases::Disk;

type Set = BTreeSet<String>;

/// What is in one of two sets alone, and why that is right.
type Known = &'static [(&'static str, &'static str)];

const SOURCE_PATH: &str = "jekyll-sitemap 1.4 lists a file in a collection by its path in the \
                           source, where nothing is published";

const NOT_WRITTEN: &str = "jekyll-sitemap 1.4 lists documents of collections that Jekyll does \
                           not write, as they are future or not published";

const SITEMAP_OF_JEKYLL: &[&str] = &["pdf", "html", "htm", "xhtml"];

fn pages_of(folder: &Path, statics: &[&str]) -> Vec<Page> {
    let files = Disk(folder.to_path_buf());
    let (raw, _) = config::read(&files);
    let options = Options {
        statics: statics.iter().map(|&name| name.to_owned()).collect(),
        ..Options::new(today())
    };
    pages::enumerate(&files, &raw, &options).0
}

// Far from every date in the sites, so that the day of the test is no matter.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 15).unwrap()
}

/// A copy of one of the sites of `tests/addresses`, in the folder `site`.
pub(crate) fn copy(site: &str) -> Sandbox {
    copy_of(&workspace().join("tests/addresses").join(site))
}

/// A copy of any folder, in the folder `site`.
pub(crate) fn copy_of(from: &Path) -> Sandbox {
    let sandbox = Sandbox::new([]);
    let from = from.to_path_buf();
    let mut folders = vec![from.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let inside = path.strip_prefix(&from).unwrap().to_str().unwrap();
            match path.is_dir() {
                true => folders.push(path),
                false => sandbox.write(&format!("site/{inside}"), fs::read(&path).unwrap()),
            }
        }
    }
    sandbox
}

pub(crate) fn run(sandbox: &Sandbox, line: &str) {
    let mut words = line.split(' ');
    let output = Command::new(words.next().unwrap())
        .args(words)
        .env("TZ", "UTC")
        .env("LC_ALL", "C.UTF-8")
        .current_dir(sandbox.path("site"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{line}: {told}");
}

// The `loc` of a sitemap, as paths below the base address.
fn sitemap(text: &str, base: &str) -> Set {
    let locs = text.split("<loc>").skip(1);
    locs.map(|loc| {
        let loc = loc.split("</loc>").next().unwrap();
        let loc = loc.replace("&amp;", "&").replace("&#39;", "'");
        let loc = loc.replace("&#43;", "+");
        let path = loc.strip_prefix(base).unwrap_or_else(|| panic!("{loc}"));
        format!("/{}", path.trim_start_matches('/'))
    })
    .collect()
}

fn built(sandbox: &Sandbox, out: &str) -> Set {
    let files = sandbox.snapshot().into_keys();
    let inside = files.filter_map(|path| path.strip_prefix(out).map(str::to_owned));
    inside.filter(|path| is_listable(path)).collect()
}

fn is_listable(path: &str) -> bool {
    [".html", ".htm", ".xhtml", ".pdf"]
        .iter()
        .any(|end| path.ends_with(end))
}

#[track_caller]
fn same(what: &str, ours: &Set, theirs: &Set, known: Known) {
    let known: BTreeSet<&str> = known.iter().map(|row| row.0).collect();
    let differ: BTreeSet<&str> = ours
        .symmetric_difference(theirs)
        .map(|path| &**path)
        .collect();
    let ours_alone: Vec<_> = ours.difference(theirs).collect();
    let theirs_alone: Vec<_> = theirs.difference(ours).collect();
    assert_eq!(
        differ, known,
        "{what}: ours alone {ours_alone:#?}, theirs alone {theirs_alone:#?}"
    );
}

fn listed(pages: &[Page]) -> Set {
    let listed = pages.iter().filter(|page| page.status == Status::Listed);
    listed
        .map(|page| site::address::encode(&page.path))
        .collect()
}

// The files of pages, and of the redirects that the plugin makes.
fn outputs(pages: &[Page]) -> Set {
    let is_out = |page: &&Page| !matches!(page.status, Status::Unpublished(_));
    let published: Vec<&Page> = pages.iter().filter(is_out).collect();
    let own = published.iter().map(|page| page.output.clone());
    own.filter(|path| is_listable(path)).collect()
}

fn redirects(pages: &[Page], plain: &str) -> Set {
    let is_out = |page: &&Page| !matches!(page.status, Status::Unpublished(_));
    let from = pages
        .iter()
        .filter(is_out)
        .flat_map(|page| &page.redirect_from);
    from.map(|old| {
        let path = old.text.trim_matches('/');
        match old.text.ends_with('/') {
            true => format!("{path}/index.html"),
            false if is_listable(path) => path.to_owned(),
            false => format!("{path}{plain}"),
        }
    })
    .collect()
}

fn jekyll(site: &str, base: &str, listed_differ: Known, built_differ: Known) {
    let sandbox = copy(site);
    run(&sandbox, "jekyll build --quiet --destination ../out");
    let pages = pages_of(&sandbox.path("site"), SITEMAP_OF_JEKYLL);
    let theirs = sitemap(&sandbox.text("out/sitemap.xml"), base);
    same("sitemap", &listed(&pages), &theirs, listed_differ);
    let ours = &outputs(&pages) | &redirects(&pages, ".html");
    same("files", &ours, &built(&sandbox, "out/"), built_differ);
}

#[test]
#[ignore = "needs jekyll"]
fn academicpages_is_as_jekyll_builds_it() {
    let listed: Known = &[
        ("/_publications/paper.pdf", SOURCE_PATH),
        ("/publications/:year.pdf", SOURCE_PATH),
    ];
    jekyll("academicpages", "https://example.org/me", listed, &[]);
}

#[test]
#[ignore = "needs jekyll"]
fn al_folio_is_as_jekyll_builds_it() {
    let listed: Known = &[
        ("/_projects/pic.pdf", SOURCE_PATH),
        ("/news/later/", NOT_WRITTEN),
        ("/news/null/", NOT_WRITTEN),
        (
            "/projects/:categories/:i_month-:i_day_:short_year/:slug.pdf",
            SOURCE_PATH,
        ),
    ];
    jekyll("al-folio", "https://example.org", listed, &[]);
}

#[test]
#[ignore = "needs jekyll"]
fn styles_are_as_jekyll_builds_them() {
    jekyll("styles", "https://example.org", &[], &[]);
}

fn hugo(site: &str, base: &str, listed_differ: Known, built_differ: Known) {
    let sandbox = copy(site);
    run(&sandbox, "hugo --quiet --destination ../out");
    let pages = pages_of(&sandbox.path("site"), &[]);
    let files = sandbox.snapshot().into_keys();
    let maps = files.filter(|path| path.starts_with("out/") && path.ends_with("sitemap.xml"));
    let theirs = maps.flat_map(|path| sitemap(&sandbox.text(&path), base));
    let theirs: Set = theirs.filter(|path| !path.ends_with(".xml")).collect();
    same("sitemap", &listed(&pages), &theirs, listed_differ);
    let ours = &outputs(&pages) | &redirects(&pages, "/index.html");
    same("files", &ours, &built(&sandbox, "out/"), built_differ);
}

#[test]
#[ignore = "needs hugo"]
fn hugo_is_as_hugo_builds_it() {
    hugo("hugo", "https://example.org/me", &[], &[]);
}

#[test]
#[ignore = "needs hugo"]
fn ugly_hugo_is_as_hugo_builds_it() {
    hugo("hugo-ugly", "https://example.org", &[], &[]);
}

#[test]
#[ignore = "needs hugo"]
fn hugo_in_two_languages_is_as_hugo_builds_it() {
    let built: Known = &[(
        "en/index.html",
        "Hugo leads from the folder of the default language to the root",
    )];
    hugo("hugo-languages", "https://example.org", &[], built);
}
