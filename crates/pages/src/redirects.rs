use site::config::Host;
use site::{Output, Problem, Redirects};
use url::Url;

mod apache;
mod caddy;
mod json;
mod list;
mod nginx;
mod ours;
mod stub;
mod wording;

pub use ours::{RULES, is_ours};
pub use stub::is_stub;

/// All files that make redirects work on a host.
///
/// | host | files |
/// |---|---|
/// | GitHub Pages, any other | a page at each old address |
/// | Netlify, Cloudflare | `_redirects` |
/// | nginx | `redirects.nginx.conf`, to be included in `http` |
/// | Apache | `redirects.apache.conf`, to be included or put into `.htaccess` |
/// | Caddy | `redirects.caddy`, to be imported by a site |
///
/// and `redirects.json` for all of them: old path to new address, sorted.
/// There are never pages and rules for one address, since hosts disagree which
/// of them counts. Without redirects there are no files.
///
/// A redirect that a host has no words for is left out with an error, as is
/// what exceeds a limit of the host.
///
/// ```
/// use site::config::{Host, Written};
/// use site::redirects::{Redirect, Redirects, Target};
///
/// let rule = Redirect {
///     from: "/about/".into(),
///     to: Target::Page { path: "/".into(), tail: String::new() },
///     file: "about/index.html".into(),
///     origin: Written { text: "/about/".into(), file: "about.md".into(), line: 7, column: 5 },
///     title: Some("About Me".into()),
///     language: Some("en".into()),
/// };
/// let redirects = Redirects { rules: vec![rule], moved: None };
/// let base_url = "https://example.org/".parse().unwrap();
///
/// let (files, _) = pages::redirects(&redirects, &base_url, Host::GitHubPages);
/// let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
/// assert_eq!(paths, ["redirects.json", "about/index.html"]);
///
/// let (files, _) = pages::redirects(&redirects, &base_url, Host::Netlify);
/// assert_eq!(files[1].path, "_redirects");
/// assert!(files[1].bytes.ends_with(b"/about/ / 301!\n"));
/// ```
pub fn redirects(redirects: &Redirects, base_url: &Url, host: Host) -> (Vec<Output>, Vec<Problem>) {
    let (mut outputs, problems) = rules(redirects, base_url, host);
    outputs.extend(stubs(redirects, base_url, host));
    (outputs, problems)
}

/// The files of [`redirects`] that hold all redirects in one: rules and
/// `redirects.json`.
///
/// ```
/// let base_url = "https://example.org/".parse().unwrap();
/// let none = site::Redirects::default();
/// assert_eq!(pages::rules(&none, &base_url, site::config::Host::Nginx), (vec![], vec![]));
/// ```
pub fn rules(redirects: &Redirects, base_url: &Url, host: Host) -> (Vec<Output>, Vec<Problem>) {
    if redirects.rules.is_empty() && redirects.moved.is_none() {
        return (Vec::new(), Vec::new());
    }
    let mut outputs = vec![json::write(redirects, base_url)];
    let mut problems = Vec::new();
    outputs.extend(match host {
        Host::GitHubPages | Host::Other => None,
        Host::Netlify | Host::Cloudflare => {
            Some(list::write(redirects, base_url, host, &mut problems))
        }
        Host::Nginx => Some(nginx::write(redirects, base_url)),
        Host::Apache => Some(apache::write(redirects, base_url, &mut problems)),
        Host::Caddy => Some(caddy::write(redirects, base_url)),
    });
    (outputs, problems)
}

/// The pages of [`redirects`] one after the other, so that a hundred thousand
/// need no memory; none where the host takes rules.
///
/// ```
/// let base_url = "https://example.org/".parse().unwrap();
/// let none = site::Redirects::default();
/// assert_eq!(pages::stubs(&none, &base_url, site::config::Host::Other).count(), 0);
/// ```
pub fn stubs<'a>(
    redirects: &'a Redirects,
    base_url: &'a Url,
    host: Host,
) -> impl Iterator<Item = Output> + 'a {
    let mut written = std::collections::HashSet::new();
    let rules = redirects.rules.iter().filter(move |_| host.needs_stubs());
    let first = rules.filter(move |rule| written.insert(rule.file.as_str()));
    let stubs = first.map(|rule| stub::write(rule, base_url));
    let moved = redirects.moved.as_ref().filter(move |_| host.needs_stubs());
    // Whatever is at no page's address is sent on by the page for errors.
    let taken = redirects
        .rules
        .iter()
        .any(|rule| rule.file == stub::ERROR_PAGE);
    let error = moved
        .filter(move |_| !taken)
        .map(|url| stub::error_page(url, base_url));
    stubs.chain(error)
}

/// The redirects that the row for the whole site does not cover already.
fn exceptions(redirects: &Redirects) -> impl Iterator<Item = &site::Redirect> {
    let moved = redirects.moved.as_ref();
    redirects.rules.iter().filter(move |rule| {
        let same = |url: &Url| {
            let path = rule.from.clone();
            let tail = String::new();
            site::redirects::Target::Page { path, tail }.address(url)
        };
        moved.is_none_or(|url| rule.to.address(url) != same(url))
    })
}

/// The path of the base address without its last slash: `/me`, or nothing.
fn base_path(base_url: &Url) -> &str {
    base_url.path().trim_end_matches('/')
}

/// The same path as people read it, for servers that compare decoded paths.
fn base_folder(base_url: &Url) -> String {
    let path = base_path(base_url);
    site::address::decode(path).unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests;
