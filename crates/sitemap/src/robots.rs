//! `robots.txt`: what the Robots Exclusion Protocol (RFC 9309) makes of it, and
//! the line that names the sitemap (sitemaps.org, "Informing search engine
//! crawlers").

mod rules;

use site::{Problem, Severity};
use url::Url;

pub use rules::Rules;

use crate::faults::shown;

/// Where the file stands; crawlers ask for no other (RFC 9309, section 2.3).
pub const FILE: &str = "robots.txt";

/// The line that names a sitemap or its index.
///
/// ```
/// assert_eq!(
///     sitemap::robots::line("https://example.org/sitemap.xml"),
///     "Sitemap: https://example.org/sitemap.xml",
/// );
/// ```
pub fn line(sitemap: &str) -> String {
    format!("Sitemap: {sitemap}")
}

// Permits everything.
const OPEN: &str = "User-agent: *\nDisallow:\n\n";

/// Whether a file says what [`ensure`] made, for this sitemap or another, and
/// not a word more, so that it may be replaced.
///
/// ```
/// use sitemap::robots::{ensure, is_ours};
///
/// let (text, _) = ensure(None, "https://old.example.org/sitemap.xml");
/// assert!(is_ours(&text.unwrap()));
/// assert!(!is_ours("User-agent: *\nDisallow: /drafts/\n"));
/// ```
pub fn is_ours(text: &str) -> bool {
    let rest = text.strip_prefix(OPEN);
    let lines = rest.map(str::lines).into_iter().flatten();
    let lines: Vec<&str> = lines.collect();
    matches!(lines[..], [only] if only.starts_with("Sitemap: "))
}

/// Sees to it that crawlers find the sitemap at this address.
///
/// Without an `existing` file the text of one is returned, which permits all.
/// An existing file is never changed: it may be somebody's considered work, so
/// that only what is wrong with it is returned. A site below a folder of its
/// host has no say: crawlers read the file at the root of the host alone.
///
/// ```
/// use sitemap::robots::ensure;
///
/// let (text, problems) = ensure(None, "https://example.org/sitemap.xml");
/// assert_eq!(
///     text.as_deref(),
///     Some("User-agent: *\nDisallow:\n\nSitemap: https://example.org/sitemap.xml\n"),
/// );
/// assert_eq!(problems, []);
///
/// let old = "User-agent: *\nDisallow: /drafts/\n";
/// let (text, problems) = ensure(Some(old), "https://example.org/sitemap.xml");
/// assert_eq!(text, None);
/// assert_eq!(problems[0].code, "robots-without-sitemap");
/// ```
pub fn ensure(existing: Option<&str>, sitemap: &str) -> (Option<String>, Vec<Problem>) {
    if let Some(problem) = unread(sitemap) {
        return (None, vec![problem]);
    }
    match existing {
        Some(text) => (None, check(text, sitemap)),
        None => (Some(format!("{OPEN}{}\n", line(sitemap))), Vec::new()),
    }
}

/// What is wrong with an existing file, which is at the root of its host.
///
/// Lines with a template's `{{` or `{%` in them are taken to be right: only
/// their generator knows what they will say.
///
/// ```
/// let text = "User-agent: *\nDisallow: /\nSitemap: https://old.example.org/sitemap.xml";
/// let problems = sitemap::robots::check(text, "https://example.org/sitemap.xml");
/// let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
/// assert_eq!(codes, ["robots-other-host", "robots-disallows-all", "robots-without-sitemap"]);
/// ```
pub fn check(text: &str, sitemap: &str) -> Vec<Problem> {
    let rules = Rules::parse(text);
    let mut problems = length(text);
    let ours = Url::parse(sitemap).ok();
    for (at, address) in rules.sitemaps() {
        problems.extend(check_line(*at, address, sitemap, ours.as_ref()));
    }
    problems.extend(closed(&rules, ours.as_ref()));
    if !names(&rules, sitemap, ours.as_ref()) {
        problems.push(
            warning(0, "robots-without-sitemap", "no line names the sitemap")
                .help(format!("add the line `{}`", line(sitemap))),
        );
    }
    problems
}

// Nothing that is written below a folder is ever asked for.
fn unread(sitemap: &str) -> Option<Problem> {
    let url = Url::parse(sitemap).ok()?;
    let folder = url.path().rsplit_once('/')?.0;
    if folder.is_empty() {
        return None;
    }
    let host = url.host_str().unwrap_or_default();
    let message = format!(
        "crawlers read {FILE} at the root of {host} alone, so that one below {folder}/ is of no use"
    );
    Some(
        warning(0, "robots-not-at-root", &message).help(format!(
            "write `{}` into the file of the site at the root, or give that address to the search engines",
            line(sitemap)
        )),
    )
}

// RFC 9309, section 2.5: crawlers need not read on after 500 KiB.
fn length(text: &str) -> Vec<Problem> {
    const READ: usize = 500 << 10;
    let is_long = text.len() > READ;
    let problem = || {
        warning(
            0,
            "robots-too-long",
            "crawlers need not read more than 500 KiB",
        )
    };
    is_long.then(problem).into_iter().collect()
}

fn check_line(at: u32, address: &str, sitemap: &str, ours: Option<&Url>) -> Option<Problem> {
    if is_template(address) {
        return None;
    }
    let Ok(url) = Url::parse(address) else {
        let message = format!("`{}` is no whole address", shown(address));
        let help = format!("write `{}`", line(sitemap));
        return Some(warning(at, "robots-relative-sitemap", &message).help(help));
    };
    let ours = ours?;
    // Another host is permitted, where it is meant; it mostly was left behind.
    let host = |url: &Url| url.host_str().unwrap_or_default().to_owned();
    if host(&url) != host(ours) || url.scheme() != ours.scheme() {
        let message = format!(
            "this names a sitemap of {}://{}, but the site is at {}://{}",
            url.scheme(),
            host(&url),
            ours.scheme(),
            host(ours),
        );
        let help = format!("write `{}`", line(sitemap));
        return Some(warning(at, "robots-other-host", &message).help(help));
    }
    None
}

// What keeps everybody from the home page or from the sitemap.
fn closed(rules: &Rules, ours: Option<&Url>) -> Option<Problem> {
    if !rules.allows("*", "/") {
        let message = "this keeps every crawler away from the home page";
        let help = "let `Disallow:` be empty for `User-agent: *`";
        return Some(
            warning(
                rules.line_against("*", "/"),
                "robots-disallows-all",
                message,
            )
            .help(help),
        );
    }
    let path = ours?.path();
    if !rules.allows("*", path) {
        let message = format!("this keeps every crawler away from {}", shown(path));
        let help = format!("add `Allow: {path}`");
        let line = rules.line_against("*", path);
        return Some(warning(line, "robots-disallows-sitemap", &message).help(help));
    }
    None
}

fn names(rules: &Rules, sitemap: &str, ours: Option<&Url>) -> bool {
    rules.sitemaps().iter().any(|(_, address)| {
        let is_same = || Url::parse(address).ok().as_ref() == ours && ours.is_some();
        is_template(address) || address == sitemap || is_same()
    })
}

fn is_template(value: &str) -> bool {
    value.contains("{{") || value.contains("{%")
}

fn warning(line: u32, code: &'static str, message: &str) -> Problem {
    let problem = Problem::in_file(code, FILE, message).severity(Severity::Warning);
    Problem { line, ..problem }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    const SITEMAP: &str = "https://example.org/sitemap.xml";

    #[track_caller]
    fn told(existing: Option<&str>, sitemap: &str, expected: Expect) {
        let (text, problems) = ensure(existing, sitemap);
        assert!(existing.is_none() || text.is_none());
        let lines: String = problems.iter().map(|each| format!("{each}\n")).collect();
        expected.assert_eq(&lines);
    }

    #[test]
    fn what_is_written_is_right() {
        let (text, problems) = ensure(None, SITEMAP);
        assert_eq!(problems, []);
        assert_eq!(check(&text.unwrap(), SITEMAP), []);
    }

    #[test]
    fn a_right_file_is_left_in_peace() {
        for text in [
            "Sitemap: https://example.org/sitemap.xml",
            "\u{FEFF}user-agent: *\r\ndisallow: /private\r\n\r\nSITEMAP : https://EXAMPLE.org/sitemap.xml # here\r\n",
            "Sitemap: {{ site.baseurl | prepend: site.url }}/sitemap.xml",
            "User-agent: Bad\nDisallow: /\n\nSitemap: https://example.org/sitemap.xml",
            "User-agent: *\nDisallow: /\nAllow: /\nSitemap: https://example.org/sitemap.xml",
            "Sitemap: https://example.org/news.xml\rSitemap: https://example.org/sitemap.xml",
        ] {
            assert_eq!(ensure(Some(text), SITEMAP), (None, Vec::new()), "{text}");
        }
    }

    #[test]
    fn each_fault_is_told_with_its_line_and_repair() {
        told(
            Some(""),
            SITEMAP,
            expect![[r#"
            robots.txt: warning: no line names the sitemap help: add the line `Sitemap: https://example.org/sitemap.xml`
        "#]],
        );
        told(
            Some("User-agent: *\nDisallow: /\n\nSitemap: https://example.org/sitemap.xml"),
            SITEMAP,
            expect![[r#"
                robots.txt:2: warning: this keeps every crawler away from the home page help: let `Disallow:` be empty for `User-agent: *`
            "#]],
        );
        told(
            Some(
                "User-agent: *\nDisallow: /*.xml$\nSitemap: /sitemap.xml\nSitemap: http://example.org/sitemap.xml\n",
            ),
            SITEMAP,
            expect![[r#"
                robots.txt:3: warning: `/sitemap.xml` is no whole address help: write `Sitemap: https://example.org/sitemap.xml`
                robots.txt:4: warning: this names a sitemap of http://example.org, but the site is at https://example.org help: write `Sitemap: https://example.org/sitemap.xml`
                robots.txt:2: warning: this keeps every crawler away from /sitemap.xml help: add `Allow: /sitemap.xml`
                robots.txt: warning: no line names the sitemap help: add the line `Sitemap: https://example.org/sitemap.xml`
            "#]],
        );
    }

    #[test]
    fn below_a_folder_nothing_is_written() {
        told(
            None,
            "https://someone.example.org/repo/sitemap.xml",
            expect![[r#"
                robots.txt: warning: crawlers read robots.txt at the root of someone.example.org alone, so that one below /repo/ is of no use help: write `Sitemap: https://someone.example.org/repo/sitemap.xml` into the file of the site at the root, or give that address to the search engines
            "#]],
        );
    }

    #[test]
    fn a_file_that_is_too_long_is_told() {
        let text = format!("{}\n#{}", line(SITEMAP), "x".repeat(500 << 10));
        assert_eq!(check(&text, SITEMAP)[0].code, "robots-too-long");
    }
}
