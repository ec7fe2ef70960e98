use crate::address;
use crate::config::{Host, Written};
use crate::{Problem, Severity};

// A sitemap takes no longer address (sitemaps.org, "loc"), nor do some servers.
const LONGEST: usize = 2048;

// What most file systems take as a name, in bytes.
const LONGEST_NAME: usize = 255;

/// What is wrong with a path or a target, before it is known where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) help: &'static str,
}

impl Fault {
    pub(super) fn new(code: &'static str, message: String, help: &'static str) -> Fault {
        Fault {
            code,
            message,
            help,
        }
    }

    pub(super) fn at(self, written: &Written, severity: Severity) -> Problem {
        let problem = written.error(self.code, self.message).severity(severity);
        problem.help(self.help)
    }
}

/// A path of the site as it was written, as people read it: from the root,
/// decoded.
pub(super) fn read(text: &str) -> Result<String, Fault> {
    let quoted = shown(text);
    let fault = |code, what: &str, help| Err(Fault::new(code, format!("{quoted} {what}"), help));
    if text.is_empty() {
        return fault("redirect-empty", "is empty", "write a path, as in /about/");
    }
    if text.contains('#') {
        let what = "has a fragment, which no browser sends to a server";
        return fault("redirect-fragment", what, "take out what begins with #");
    }
    if text.contains('?') {
        let what = "has a query, and a redirect goes by the path alone";
        return fault("redirect-query", what, "take out what begins with ?");
    }
    if text.starts_with("//") || text.contains("://") {
        let what = "is an address of another site";
        return fault("redirect-elsewhere", what, ELSEWHERE);
    }
    let Some(path) = address::decode(text) else {
        let what = "is no UTF-8 behind its percent signs";
        return fault("redirect-encoding", what, "write it as people read it: /é/");
    };
    if text.to_ascii_lowercase().contains("%2f") {
        let what = "has a slash behind a percent sign, which servers read in two ways";
        return fault("redirect-character", what, "write it as /");
    }
    check(&path)?;
    Ok(format!("/{}", path.trim_start_matches('/')))
}

const ELSEWHERE: &str = "write a path of this site, as in /about/; \
                         the other host must have the redirect itself";

/// What no decoded path of a site can have.
pub(super) fn check(path: &str) -> Result<(), Fault> {
    let quoted = shown(path);
    let fault = |code, what: &str, help| Err(Fault::new(code, format!("{quoted} {what}"), help));
    if path.contains(|c: char| c.is_control() || "\\?#".contains(c)) {
        let what = "has a character that no path of a page has";
        return fault(
            "redirect-character",
            what,
            "take out \\, ?, # and control characters",
        );
    }
    let inner = path.trim_matches('/');
    if path.split('/').any(|part| matches!(part, "." | "..")) {
        let what = "has a part `.` or `..` and could leave the site";
        return fault(
            "redirect-dots",
            what,
            "write the path from the root, as in /a/b/",
        );
    }
    if path.starts_with("//") || path.ends_with("//") || inner.contains("//") {
        let what = "has two slashes in a row";
        return fault("redirect-slashes", what, "write one");
    }
    if address::percent_encode(path).len() >= LONGEST {
        let what = "is longer than an address may be";
        return fault("redirect-long", what, "stay below 2,048 characters");
    }
    Ok(())
}

/// What no file name can have, on one system or another.
pub(super) fn check_file(path: &str) -> Result<(), Fault> {
    let quoted = shown(path);
    let fault = |code, what: &str, help| Err(Fault::new(code, format!("{quoted} {what}"), help));
    let long = |part: &str| part.len() + ".html".len() > LONGEST_NAME;
    if path.split('/').any(long) {
        let what = "has a part that is too long for the name of a file";
        return fault("redirect-long", what, "keep each part below 250 bytes");
    }
    if path.contains(|c: char| ":*\"<>|".contains(c)) {
        let what = "has a character that not every system has in names of files";
        let help = "take out : * \" < > |, or use a host that takes rules";
        return fault("redirect-file-name", what, help);
    }
    Ok(())
}

/// A path in a message, short and without control characters.
pub(super) fn shown(text: &str) -> String {
    let visible = |c: char| if c.is_control() { '\u{FFFD}' } else { c };
    let mut start: String = text.chars().take(80).map(visible).collect();
    if start.len() < text.len() && text.chars().nth(80).is_some() {
        start.push('…');
    }
    format!("`{start}`")
}

/// The last part of a path and what kind of file it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// `/about/`
    Folder,
    /// `/about.html`
    Html,
    /// `/about`
    Plain,
    /// `/about.php`
    Other,
}

pub(super) fn name(path: &str) -> Name {
    let name = path.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.') {
        _ if name.is_empty() => Name::Folder,
        Some((stem, "html" | "htm")) if !stem.is_empty() => Name::Html,
        Some((stem, _)) if !stem.is_empty() => Name::Other,
        _ => Name::Plain,
    }
}

/// The file that a host without rules serves as a page at a path.
///
/// A name without an extension, or with one that is no page's, would be
/// downloaded as it is; a folder of that name is served as a page.
pub(super) fn file(path: &str, host: Host) -> String {
    let inner = path.trim_start_matches('/');
    match name(path) {
        Name::Folder => format!("{inner}index.html"),
        Name::Html => inner.to_owned(),
        Name::Plain if host.hides_html() => format!("{inner}.html"),
        Name::Plain | Name::Other => format!("{inner}/index.html"),
    }
}

/// The files that a host may answer with at a path.
pub(super) fn places(path: &str, host: Host) -> Vec<String> {
    let inner = path.trim_matches('/');
    if inner.is_empty() {
        return vec!["index.html".to_owned()];
    }
    let index = format!("{inner}/index.html");
    let page = format!("{inner}.html");
    // Netlify and Cloudflare take the path with and without its last slash for
    // the same; GitHub Pages does not find x.html at /x/.
    let folder_too = matches!(host, Host::Netlify | Host::Cloudflare);
    match name(path) {
        Name::Folder if folder_too => vec![index, page],
        Name::Folder => vec![index],
        Name::Plain if host.hides_html() => vec![inner.to_owned(), page, index],
        _ => vec![inner.to_owned(), index],
    }
}
