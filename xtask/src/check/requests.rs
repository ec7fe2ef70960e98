//! What a page makes browsers ask of other hosts: scripts, frames, pictures,
//! fonts and styles.

use std::collections::BTreeMap;

use anyhow::Result;
use site::config::Kind as Generator;
use site::{Document, Files, Problem, Source, Status, Syntax, front_matter};
use visitor_map::embed::Service;

use super::texts;
use crate::common::Common;

mod css;
mod page;
mod words;

use words::What;

/// Something that is asked of another host.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Request {
    host: String,
    what: What,
    /// Where that is written.
    offset: usize,
}

pub(super) fn check(common: &Common, problems: &mut Vec<Problem>) -> Result<()> {
    let own = own_host(common);
    let folder = &common.opened.folder;
    let made_here = made_here(common);
    for path in texts::of(&common.opened)
        .into_iter()
        .filter(|path| is_shown(path))
    {
        if made_here.contains(&path) {
            continue;
        }
        let (source, _) = site::decode(&path, &folder.read(&path).unwrap_or_default());
        problems.extend(told(&source, of_page(&source), own.as_deref()));
    }
    for path in texts::styles(&common.opened) {
        let (source, _) = site::decode(&path, &folder.read(&path).unwrap_or_default());
        problems.extend(told(
            &source,
            css::requests(&source.text, 0),
            own.as_deref(),
        ));
    }
    Ok(())
}

// Pages out of which a build leaves all of this, and says so.
fn made_here(common: &Common) -> std::collections::BTreeSet<String> {
    if common.opened.raw.kind != Generator::Native {
        return Default::default();
    }
    let found = common.found(&mut Vec::new());
    let pages = found.into_iter().flat_map(|found| &found.pages);
    let rendered = pages.filter(|page| page.status != Status::Unlisted("file"));
    rendered.map(|page| page.file.clone()).collect()
}

// Texts about the site, or data of it, show nothing by themselves.
fn is_shown(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let about = ["README", "CHANGELOG", "CONTRIBUTING", "LICENSE"];
    let is_about = about
        .iter()
        .any(|word| name.to_uppercase().starts_with(word));
    !is_about && !matches!(ending, "yml" | "yaml" | "toml")
}

fn own_host(common: &Common) -> Option<String> {
    let settings = common.settings(&mut Vec::new())?;
    settings.base_url.host_str().map(str::to_owned)
}

fn of_page(source: &Source) -> Vec<Request> {
    let (front, _) = front_matter::split(source);
    let syntax = match source.path.ends_with(".liquid") {
        true => Syntax::Html,
        false => Syntax::of(&source.path),
    };
    page::requests(&Document::parse(source, front.body_start, syntax))
}

// One problem for each host, where it is asked first, with all that is asked.
fn told(source: &Source, requests: Vec<Request>, own: Option<&str>) -> Vec<Problem> {
    let mut hosts: BTreeMap<String, (usize, Vec<What>)> = BTreeMap::new();
    for request in requests {
        let bare = |host: &str| host.trim_start_matches("www.").to_owned();
        let is_own = own.is_some_and(|own| bare(own) == bare(&request.host));
        // A check of its own names these.
        let is_map = Service::of(&format!("https://{}/", request.host)).is_some();
        if is_own || is_map {
            continue;
        }
        let (_, whats) = hosts
            .entry(request.host)
            .or_insert((request.offset, Vec::new()));
        if !whats.contains(&request.what) {
            whats.push(request.what);
        }
    }
    let problem = |(host, (offset, whats)): (String, (usize, Vec<What>))| {
        let message = words::message(&host, &whats);
        let help = words::help(&host, &whats);
        Problem::warning("third-party-request", source, offset, message).help(help)
    };
    hosts.into_iter().map(problem).collect()
}

/// The host that an address names, in small letters; nothing where it is on the
/// site itself, or made by a template.
fn host(address: &str) -> Option<String> {
    let address = address.trim();
    let begins = |start: &str| {
        let head = address.get(..start.len())?;
        head.eq_ignore_ascii_case(start)
            .then(|| &address[start.len()..])
    };
    let rest = begins("https://")
        .or_else(|| begins("http://"))
        .or_else(|| begins("//"))?;
    let name = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let name = name.rsplit('@').next().unwrap_or(name);
    let name = name.split(':').next().unwrap_or(name).to_lowercase();
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    let is_name = name.contains('.') && name.chars().all(is_letter);
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[&str]) {
        let source = Source::new(path, text);
        let requests = match path.ends_with(".css") {
            true => css::requests(text, 0),
            false => of_page(&source),
        };
        let problems = told(&source, requests, Some("home.test"));
        let told: Vec<_> = problems
            .iter()
            .map(|problem| {
                let (about, _) = problem.message.split_once(',').unwrap();
                format!("{}: {about}", problem.line)
            })
            .collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn everything_that_loads_by_itself_is_found() {
        for (html, expected) in [
            (
                "<script src='https://a.test/x.js'></script>",
                "a script from a.test",
            ),
            (
                "<iframe src='//A.Test:8080/x'></iframe>",
                "a frame from a.test",
            ),
            ("<img src='http://a.test/x.png'>", "a picture from a.test"),
            (
                "<img srcset='/x.png 1x, https://a.test/x.png 2x'>",
                "a picture from a.test",
            ),
            (
                "<picture><source srcset='//a.test/x'></picture>",
                "a picture from a.test",
            ),
            (
                "<video src='//a.test/x'></video>",
                "a film or sound from a.test",
            ),
            (
                "<video poster='//a.test/x'></video>",
                "a picture from a.test",
            ),
            (
                "<audio><source src='//a.test/x'></audio>",
                "a film or sound from a.test",
            ),
            (
                "<embed src='//a.test/x'>",
                "an embedded document from a.test",
            ),
            (
                "<object data='//a.test/x'></object>",
                "an embedded document from a.test",
            ),
            (
                "<link rel=stylesheet href='//a.test/x'>",
                "a style sheet from a.test",
            ),
            (
                "<link rel='preload' href='//a.test/x'>",
                "a file in advance from a.test",
            ),
            (
                "<link rel='preconnect' href='//a.test'>",
                "a connection in advance from a.test",
            ),
            (
                "<link rel='shortcut icon' href='//a.test/x'>",
                "an icon from a.test",
            ),
            (
                "<style>@import '//a.test/x.css';</style>",
                "a style sheet from a.test",
            ),
            (
                "<style>a{background:url(//a.test/x)}</style>",
                "a picture from a.test",
            ),
            (
                "<style>@font-face{src:url('https://a.test/x.woff2')}</style>",
                "a font from a.test",
            ),
            (
                "<p style='background: url(\"//a.test/x\")'>",
                "a picture from a.test",
            ),
            (
                "<script>s.src='https://a.test/x.js'</script>",
                "a script from a.test",
            ),
            (
                "<svg><image href='//a.test/x'/></svg>",
                "a picture from a.test",
            ),
        ] {
            check("a.html", html, &[&format!("1: this loads {expected}")]);
        }
        check(
            "a.md",
            "Hi ![x](https://a.test/x.png)",
            &["1: this loads a picture from a.test"],
        );
        check(
            "a.css",
            "/* url(//no.test/x) */\n@import url(https://a.test/x.css);\n",
            &["2: this loads a style sheet from a.test"],
        );
    }

    #[test]
    fn what_loads_nothing_from_elsewhere_is_left_alone() {
        for html in [
            "<a href='https://a.test/'>a</a>",
            "<link rel='canonical' href='https://a.test/'>",
            "<link rel='me' href='https://a.test/'>",
            "<img src='/x.png'>",
            "<img src='https://www.home.test/x.png'>",
            "<img src='data:image/png;base64,AA//a.test/'>",
            "<!-- <script src='https://a.test/x.js'></script> -->",
            "<pre>&lt;script src='https://a.test/x.js'></pre>",
            "<script type='application/ld+json'>{\"url\": \"https://a.test/x.js\"}</script>",
            "<img src='{{ site.url }}/x.png'>",
            "<img src='https://{{ site.cdn }}/x.png'>",
            "<script src='//clustrmaps.com/map_v2.js?cl=1'></script>",
        ] {
            check("a.html", html, &[]);
        }
        check("a.md", "`<script src='https://a.test/x.js'></script>`", &[]);
        check(
            "a.md",
            "    <script src='https://a.test/x.js'></script>",
            &[],
        );
    }

    #[test]
    fn each_host_is_named_once_with_all_that_it_is_asked() {
        check(
            "a.html",
            "<img src='//b.test/x'>\n<script src='//a.test/x'></script>\n<img src='//a.test/y'>\n\
             <img src='//a.test/z'>",
            &[
                "2: this loads a script and a picture from a.test",
                "1: this loads a picture from b.test",
            ],
        );
    }
}
