//! Pieces of a page that its scripts and frames bring: a file of markup, a file
//! of data, a list in the script itself.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use site::{Source, decode, inside};

use super::{Site, is_news_file, own, rows};
use crate::{News, Options};

// A page has no more files, and no more scripts, than this that matter.
const MOST: usize = 128;
// It names no more files that may be there or not.
const MOST_NAMED: usize = 4096;
// Scripts larger than this are libraries.
const LARGEST: usize = 512 << 10;
// No path of a piece is longer.
const LONGEST_PATH: usize = 200;

/// The News of a file that the page loads, or of a list in its scripts.
pub(super) fn loaded(site: &Site<'_>, options: &Options) -> News {
    let inline = in_scripts(site, options);
    if !inline.items.is_empty() {
        return inline;
    }
    // What a README names is told of, not loaded.
    if site.page.path.to_ascii_lowercase().ends_with("readme.md") {
        return News::default();
    }
    let paths = pieces(site);
    let mut news = paths.iter().map(|path| of_file(site, path, options));
    news.find(|news| !news.items.is_empty()).unwrap_or_default()
}

fn of_file(site: &Site<'_>, path: &str, options: &Options) -> News {
    if rows::is_data_file(path) {
        return match own::is_called_news(path) {
            true => own::of_file(site, path, options),
            false => own::of_key(site, path, options),
        };
    }
    let whole = Options {
        whole: options.whole || is_news_file(path),
        ..options.clone()
    };
    own::of_piece(site, path, &whole)
}

/// The lists called News in the scripts that stand in the page itself.
pub(super) fn in_scripts(site: &Site<'_>, options: &Options) -> News {
    let scripts = Parts::of(&site.page.text, site.front.body_start).scripts;
    let mut news = scripts.into_iter().map(|range| {
        let script = Source::join("page.js", &[(&site.page, range)]);
        rows::called_news(&script, options)
    });
    news.find(|news| !news.items.is_empty()).unwrap_or_default()
}

/// What browsers see of a page.
#[derive(Default)]
struct Parts {
    /// What stands between its comments.
    shown: Vec<Range<usize>>,
    /// What stands in the scripts among it.
    scripts: Vec<Range<usize>>,
}

impl Parts {
    fn of(text: &str, from: usize) -> Parts {
        let text = text.to_ascii_lowercase();
        let end_of = |open: usize, end: &str| {
            let found = text[open..].find(end);
            found.map_or(text.len(), |found| open + found)
        };
        let mut parts = Parts::default();
        let (mut start, mut at) = (from, from);
        while let Some(next) = text.get(at..).and_then(|rest| rest.find('<')) {
            let open = at + next;
            at = open + 1;
            if text[open..].starts_with("<!--") {
                parts.shown.push(start..open);
                at = end_of(open, "-->");
                start = at;
            } else if text[open..].starts_with("<script") {
                at = end_of(open, "</script");
                parts.add_script(&text, open..at);
            }
        }
        parts.shown.push(start.min(text.len())..text.len());
        parts
    }

    fn add_script(&mut self, text: &str, element: Range<usize>) {
        let tag = text[element.clone()].find('>');
        let body = tag.map_or(element.end, |end| element.start + end + 1);
        if !text[body..element.end].trim().is_empty() && self.scripts.len() < MOST {
            self.scripts.push(body..element.end);
        }
    }
}

/// The files that the page names, and those that its scripts do.
fn pieces(site: &Site<'_>) -> Vec<String> {
    let mut names = Names::new(site);
    let text = &site.page.text;
    for range in Parts::of(text, site.front.body_start).shown {
        names.read(&text[range]);
    }
    let scripts = names.paths.iter().filter(|path| path.ends_with(".js"));
    for script in scripts.cloned().collect::<Vec<_>>() {
        let bytes = site.files.head(&script, LARGEST + 1);
        if let Some(bytes) = bytes.filter(|bytes| bytes.len() <= LARGEST) {
            names.read(&decode(&script, &bytes).0.text);
        }
    }
    names.paths
}

/// The files of the site that texts name between quotation marks.
struct Names<'s, 'f> {
    site: &'s Site<'f>,
    /// Each once, in the order they are named.
    paths: Vec<String>,
    /// What has been named so far, whether it is there or not.
    known: BTreeSet<String>,
    /// The files of the folders that were looked into.
    folders: BTreeMap<String, BTreeSet<String>>,
}

impl<'s, 'f> Names<'s, 'f> {
    fn new(site: &'s Site<'f>) -> Self {
        Names {
            site,
            paths: Vec::new(),
            known: BTreeSet::new(),
            folders: BTreeMap::new(),
        }
    }

    fn read(&mut self, text: &str) {
        let mut from = 0;
        while let Some(next) = text[from..].find(['"', '\'', '`'])
            && self.paths.len() < MOST
            && self.known.len() < MOST_NAMED
        {
            let open = from + next;
            from = open + 1;
            let written = quoted(text, open).filter(|_| !is_link(&text[..open]));
            let path = written.and_then(|written| written.split(['?', '#']).next());
            if let Some(path) = path.filter(|path| is_piece(path)) {
                self.add(path);
            }
        }
    }

    fn add(&mut self, path: &str) {
        if !self.known.insert(path.to_owned()) {
            return;
        }
        let page = &self.site.page.path;
        let own = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        // What Jekyll makes of `_pages` is not there.
        let folders = match own.starts_with('_') {
            true => ["", own],
            false => [own, ""],
        };
        let candidates = folders
            .into_iter()
            .filter_map(|folder| inside(folder, path));
        let mut candidates = candidates.filter(|path| path != page);
        let path = candidates.find(|path| self.exists(path));
        self.paths
            .extend(path.filter(|path| !self.paths.contains(path)));
    }

    fn exists(&mut self, path: &str) -> bool {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !self.folders.contains_key(folder) {
            let files = self.site.files.list(folder).into_iter().collect();
            self.folders.insert(folder.to_owned(), files);
        }
        let files = self.folders.get(folder);
        files.is_some_and(|files| files.contains(path))
    }
}

// What stands between the quotation mark at `open` and the next, in one line.
fn quoted(text: &str, open: usize) -> Option<&str> {
    let quote = *text.as_bytes().get(open)?;
    let inner = text.as_bytes().get(open + 1..)?;
    let mut near = inner.iter().take(LONGEST_PATH);
    let length = near.position(|&byte| byte == quote || byte == b'\n')?;
    let closed = inner[length] == quote;
    text.get(open + 1..open + 1 + length).filter(|_| closed)
}

// Links lead to pages, which are not pieces of this one.
fn is_link(before: &str) -> bool {
    let name = before.trim_end().strip_suffix('=').map(str::trim_end);
    let name = name.map_or(&b""[..], str::as_bytes);
    let name = name.get(name.len().saturating_sub("href".len())..);
    name.is_some_and(|name| name.eq_ignore_ascii_case(b"href"))
}

fn is_piece(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_markup = ["html", "htm", "md", "markdown", "inc"].contains(&ending);
    (is_markup || rows::is_data_file(path)) && !path.contains(':') && !path.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces_of(page: (&str, &str), others: &[(&str, &str)]) -> Vec<String> {
        let all = others.iter().chain([&page]);
        let all = all.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        let files = site::MemoryFiles(all.collect());
        let page = Source::new(page.0, page.1);
        let (raw, _) = site::config::read(&files);
        let site = Site::new(&files, raw, page, site::FrontMatter::default());
        pieces(&site)
    }

    #[test]
    fn what_quotation_marks_name_is_loaded() {
        let others = [("a.html", ""), ("in/b.json", ""), ("c.md", "")];
        for text in [
            "$('#n').load('a.html')",
            "<iframe src=\"a.html#top\">",
            "fetch(`a.html?v=3`)",
            "fetch('/a.html')",
            "load('./a.html'); load('in/../a.html'); load('a.html')",
            "it's <iframe src='a.html'>",
        ] {
            assert_eq!(
                pieces_of(("index.html", text), &others),
                ["a.html"],
                "{text}"
            );
        }
        for text in [
            "<a href='a.html'>",
            "<a HREF = \"a.html\">",
            "<!-- <iframe src='a.html'> -->",
            "load('../a.html')",
            "load('in/../../a.html')",
            "load('//example.org/a.html')",
            "load('https://example.org/a.html')",
            "load('a.html\n')",
            "load('a.htm')",
            "load('index.html')",
            "load('a.html",
        ] {
            assert!(
                pieces_of(("index.html", text), &others).is_empty(),
                "{text}"
            );
        }
    }

    #[test]
    fn paths_begin_where_the_page_is() {
        let others = [("a.html", ""), ("docs/a.html", ""), ("_pages/a.html", "")];
        let load = "load('a.html')";
        assert_eq!(
            pieces_of(("docs/index.html", load), &others),
            ["docs/a.html"]
        );
        assert_eq!(pieces_of(("en/index.html", load), &others), ["a.html"]);
        assert_eq!(pieces_of(("_pages/about.md", load), &others), ["a.html"]);
    }

    #[test]
    fn scripts_name_files_but_not_those_of_their_own_scripts() {
        let others = [
            ("js/a.js", "load('a.html'); import 'js/b.js'"),
            ("js/b.js", "load('b.html')"),
            ("a.html", ""),
            ("b.html", ""),
        ];
        let found = pieces_of(("index.html", "<script src='js/a.js'></script>"), &others);
        assert_eq!(found, ["js/a.js", "a.html", "js/b.js"]);
    }

    #[test]
    fn a_library_is_not_read() {
        let large = format!("load('a.html'){}", " ".repeat(LARGEST));
        let others = [("l.js", &*large), ("a.html", "")];
        assert_eq!(
            pieces_of(("index.html", "<script src='l.js'>"), &others),
            ["l.js"]
        );
    }

    #[test]
    fn comments_and_scripts_are_told_apart() {
        let parts = |text: &str| {
            let parts = Parts::of(text, 0);
            let cut = |ranges: Vec<Range<usize>>| {
                let cut = ranges.into_iter().map(|range| text[range].to_owned());
                cut.collect::<Vec<_>>().join("|")
            };
            (cut(parts.shown), cut(parts.scripts))
        };
        for (text, shown, scripts) in [
            ("a<!-- b -->c", "a|-->c", ""),
            ("<SCRIPT a>x</Script>", "<SCRIPT a>x</Script>", "x"),
            ("<!-- <script>x</script> --><script>y", "|--><script>y", "y"),
            (
                "<script>x<!--</script>b",
                "<script>x<!--</script>b",
                "x<!--",
            ),
            (
                "<script src=a></script><script",
                "<script src=a></script><script",
                "",
            ),
            ("é<!--", "é|", ""),
        ] {
            assert_eq!(
                parts(text),
                (shown.to_owned(), scripts.to_owned()),
                "{text}"
            );
        }
    }
}
