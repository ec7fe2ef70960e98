use super::{apache, caddy, is_stub, json, list, nginx};

/// The files of rules for one host or another, of which a site has at most one,
/// and the table.
pub const RULES: [&str; 5] = [
    list::FILE,
    nginx::FILE,
    apache::FILE,
    caddy::FILE,
    json::FILE,
];

/// Whether a file is one that [`redirects`](super::redirects) made, so that a
/// later run may replace it.
///
/// `path` is that of the output. Rules are known by their first lines, a table
/// by its shape, for JSON has no comments; anything else can only be a page.
///
/// ```
/// assert!(pages::is_ours("redirects.json", br#"{"/a/": "https://example.org/"}"#));
/// assert!(!pages::is_ours("redirects.json", br#"{"/a/": {"to": "/", "status": 302}}"#));
/// assert!(!pages::is_ours("_redirects", b"/a/ /\n"));
/// assert!(!pages::is_ours("about.html", b"<p>Made by the home-page plugins."));
/// ```
pub fn is_ours(path: &str, bytes: &[u8]) -> bool {
    let head = match path {
        list::FILE => list::HEAD,
        nginx::FILE => nginx::HEAD,
        apache::FILE => apache::HEAD,
        caddy::FILE => caddy::HEAD,
        json::FILE => return json::is_ours(bytes),
        _ => return is_stub(bytes),
    };
    let first = head.lines().next().unwrap_or_default();
    bytes.starts_with(first.as_bytes())
}
