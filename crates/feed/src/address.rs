//! Addresses: made absolute, and strict enough for every validator.

use url::Url;

/// Schemes that a link in a feed may have; whatever can run or embed
/// something (`javascript:`, `data:`, `vbscript:`, `blob:`) is not among them.
const SCHEMES: &[&str] = &["http", "https", "mailto", "ftp", "tel"];

/// The address as an absolute one, or `None` where it is no address or its
/// scheme is not one of [`SCHEMES`].
pub(crate) fn absolute(base: &Url, written: &str) -> Option<String> {
    let url = base.join(written).ok()?;
    SCHEMES.contains(&url.scheme()).then(|| strict(&url))
}

/// The same for what must be a web page or a picture.
pub(crate) fn web(base: &Url, written: &str) -> Option<String> {
    let url = base.join(written).ok()?;
    is_web(&url).then(|| strict(&url))
}

pub(crate) fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// The address of a file given by its path below a folder.
pub(crate) fn below(folder: &Url, path: &str) -> String {
    let mut url = folder.clone();
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(path.split('/'));
    }
    strict(&url)
}

/// The place on a page that an anchor names.
pub(crate) fn fragment(page: &Url, anchor: &str) -> String {
    let mut url = page.clone();
    url.set_fragment(Some(anchor));
    strict(&url)
}

/// Whether an id is an absolute IRI without white space, which is what
/// RFC 4287, section 4.2.6, asks of it. An XML attribute or element that held
/// anything else would not come back as it went in.
pub(crate) fn is_id(id: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || !crate::text::is_legal(c);
    !id.contains(odd) && Url::parse(id).is_ok()
}

/// Percent-encodes what browsers let pass but RFC 3986, appendix A, does not;
/// only the brackets of an IPv6 host stay.
fn strict(url: &Url) -> String {
    let (head, tail) = url
        .as_str()
        .split_at(url[..url::Position::BeforePath].len());
    let mut strict = String::with_capacity(url.as_str().len());
    strict.push_str(head);
    for c in tail.chars() {
        match c {
            '"' | '<' | '>' | '[' | ']' | '\\' | '^' | '`' | '{' | '|' | '}' | ' ' => {
                strict.push_str(&format!("%{:02X}", u32::from(c)));
            }
            _ => strict.push(c),
        }
    }
    strict
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Url {
        Url::parse("https://example.org/~me/index.html").unwrap()
    }

    fn check(written: &str, expected: Option<&str>) {
        assert_eq!(absolute(&page(), written).as_deref(), expected, "{written}");
    }

    #[test]
    fn relative_addresses_become_absolute() {
        check("paper.pdf", Some("https://example.org/~me/paper.pdf"));
        check("/cv", Some("https://example.org/cv"));
        check("//example.com/x", Some("https://example.com/x"));
        check("#talk", Some("https://example.org/~me/index.html#talk"));
        check("?q=1", Some("https://example.org/~me/index.html?q=1"));
        check("mailto:me@example.org", Some("mailto:me@example.org"));
    }

    #[test]
    fn odd_characters_are_encoded() {
        check("a b.pdf", Some("https://example.org/~me/a%20b.pdf"));
        check("é|[x]", Some("https://example.org/~me/%C3%A9%7C%5Bx%5D"));
        check(
            "#{a}\\^",
            Some("https://example.org/~me/index.html#%7Ba%7D%5C%5E"),
        );
        check("http://[::1]/[", Some("http://[::1]/%5B"));
    }

    #[test]
    fn what_runs_or_is_no_address_is_refused() {
        check("javascript:alert(1)", None);
        check(" java\nscript:alert(1)", None);
        check("data:text/html,x", None);
        check("vbscript:x", None);
        check("https://", None);
        check("http://[::1", None);
    }

    #[test]
    fn paths_and_anchors_cannot_break_out() {
        let root = Url::parse("https://example.org/").unwrap();
        assert_eq!(
            below(&root, "a b/x?y#z.xml"),
            "https://example.org/a%20b/x%3Fy%23z.xml"
        );
        assert_eq!(
            fragment(&root, "näh \"x"),
            "https://example.org/#n%C3%A4h%20%22x"
        );
    }

    #[test]
    fn ids_are_absolute_and_without_spaces() {
        assert!(is_id("tag:example.org,2025:news/x"));
        assert!(is_id("urn:uuid:00000000-0000-0000-0000-000000000000"));
        assert!(!is_id("news/x"));
        assert!(!is_id("tag:example.org,2025:a b"));
        assert!(!is_id("tag:example.org,2025:a\u{0}"));
        assert!(!is_id(""));
    }
}
