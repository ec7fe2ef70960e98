use url::Url;

use super::Target;
use super::path::{self, Fault};

/// Where a redirect is written to lead, before it is known what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Goal {
    /// The page with this index.
    Page(usize),
    /// A path of the site, decoded, and what follows it in an address.
    Path { path: String, tail: String },
    /// An address of another site.
    Url(String),
}

const HELP: &str = "write a path, as in /about/, or an address that begins with https://";

/// Reads the target of a redirect.
pub(super) fn read(text: &str, base_url: &Url) -> Result<Goal, Fault> {
    if text.starts_with("//") || Url::parse(text).is_ok() {
        return read_url(text, base_url);
    }
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let (path, rest) = text.split_at(end);
    let (before, fragment) = rest
        .split_once('#')
        .map_or((rest, None), |(before, after)| (before, Some(after)));
    let mut url = base_url.clone();
    url.set_query(before.strip_prefix('?'));
    url.set_fragment(fragment);
    Ok(Goal::Path {
        path: path::read(path)?,
        tail: tail(&url),
    })
}

fn read_url(text: &str, base_url: &Url) -> Result<Goal, Fault> {
    let fault = |what: &str| {
        let message = format!("{} {what}", path::shown(text));
        Fault::new("redirect-target", message, HELP)
    };
    let url = base_url.join(text).map_err(|_| fault("is no address"))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(fault("is no address of a page on the web"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(fault("names a user"));
    }
    let Some(inside) = inside(&url, base_url) else {
        return Ok(Goal::Url(url.into()));
    };
    Ok(Goal::Path {
        path: path::read(inside)?,
        tail: tail(&url),
    })
}

/// The path of an address below the base address, where it is on this site.
pub(super) fn inside<'u>(url: &'u Url, base_url: &Url) -> Option<&'u str> {
    let domain = |url: &Url| (url.host_str().map(str::to_owned), url.port());
    let below = || {
        url.path()
            .strip_prefix(base_url.path().trim_end_matches('/'))
    };
    (domain(url) == domain(base_url))
        .then(below)?
        .filter(|path| path.starts_with('/'))
}

fn tail(url: &Url) -> String {
    let query = url.query().filter(|query| !query.is_empty());
    let fragment = url.fragment().filter(|fragment| !fragment.is_empty());
    let query = query.map(|query| format!("?{query}"));
    let fragment = fragment.map(|fragment| format!("#{fragment}"));
    query.unwrap_or_default() + &fragment.unwrap_or_default()
}

/// What follows the path when one redirect leads to another: the second's own,
/// but for a fragment that it does not name (RFC 9110, section 10.2.2).
pub(super) fn joined(first: &str, second: &str) -> String {
    let fragment = first.find('#').map_or("", |at| &first[at..]);
    match second.contains('#') {
        true => second.to_owned(),
        false => format!("{second}{fragment}"),
    }
}

/// A goal for people to read.
pub(super) fn shown<'p>(goal: &Goal, page_path: impl Fn(usize) -> &'p str) -> String {
    match goal {
        Goal::Page(page) => path::shown(page_path(*page)),
        Goal::Path { path, tail } => path::shown(&format!("{path}{tail}")),
        Goal::Url(url) => path::shown(url),
    }
}

/// An end for people to read.
pub(super) fn shown_end(target: &Target) -> String {
    match target {
        Target::Page { path, tail } => path::shown(&format!("{path}{tail}")),
        Target::Url(url) => path::shown(url),
    }
}
