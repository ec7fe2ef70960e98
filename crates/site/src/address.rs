//! Addresses: paths under a base URL, and the links of a page made absolute.

use std::fmt::Write;

use url::Url;

/// The address of a path from the root of a site.
///
/// Paths are under the base URL's own path, as Jekyll's `baseurl` has it. The
/// path is written as [`encode`] does.
///
/// ```
/// let base = url::Url::parse("https://example.org/me/").unwrap();
/// assert_eq!(site::address::on_site(&base, "/about/"), "https://example.org/me/about/");
/// assert_eq!(site::address::on_site(&base, "feed.xml"), "https://example.org/me/feed.xml");
/// assert_eq!(site::address::on_site(&base, "/"), "https://example.org/me/");
/// ```
pub fn on_site(base: &Url, path: &str) -> String {
    let base = base.as_str().trim_end_matches('/');
    format!("{base}/{}", encode(path.trim_start_matches('/')))
}

/// The absolute address of a link on the page at `page`, as a browser resolves
/// it (<https://url.spec.whatwg.org/>).
///
/// `None` for what is no address, and for schemes other than `http`, `https`,
/// `mailto`, `tel` and `ftp`: a feed must not carry `javascript:` or `data:`.
///
/// ```
/// use site::address::absolute;
///
/// let page = url::Url::parse("https://example.org/me/").unwrap();
/// assert_eq!(absolute(&page, "cv.pdf").as_deref(), Some("https://example.org/me/cv.pdf"));
/// assert_eq!(absolute(&page, "//a.example/x y").as_deref(), Some("https://a.example/x%20y"));
/// assert_eq!(absolute(&page, "#news").as_deref(), Some("https://example.org/me/#news"));
/// assert_eq!(absolute(&page, "java\nscript:alert(1)"), None);
/// ```
pub fn absolute(page: &Url, href: &str) -> Option<String> {
    let url = page.join(href).ok()?;
    let known = ["http", "https", "mailto", "tel", "ftp"];
    known.contains(&url.scheme()).then(|| url.into())
}

/// A path with everything percent-encoded that a URL's path cannot have
/// (RFC 3986, section 3.3). What is encoded already stays, so that encoding
/// twice changes nothing.
///
/// ```
/// use site::address::encode;
///
/// assert_eq!(encode("/é 100%/a%20b?"), "/%C3%A9%20100%25/a%20b%3F");
/// ```
pub fn encode(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut encoded = String::with_capacity(path.len());
    for (at, &byte) in bytes.iter().enumerate() {
        if is_path_byte(byte) || (byte == b'%' && is_escape(&bytes[at + 1..])) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// A path as people read it (`/100% é/`) as an address has it: everything
/// percent-encoded once that a URL's path cannot have (RFC 3986, section 3.3),
/// the percent sign too. [`decode`] is its inverse.
///
/// ```
/// use site::address::{decode, percent_encode};
///
/// assert_eq!(percent_encode("/100%/é%20b/"), "/100%25/%C3%A9%2520b/");
/// assert_eq!(decode("/100%25/%C3%A9%2520b/").as_deref(), Some("/100%/é%20b/"));
/// ```
pub fn percent_encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if is_path_byte(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The text that is percent-encoded in an address; a percent sign that begins
/// no escape stands for itself. `None` where the bytes are no UTF-8.
///
/// ```
/// use site::address::decode;
///
/// assert_eq!(decode("/caf%c3%a9 100%").as_deref(), Some("/café 100%"));
/// assert_eq!(decode("/caf%E9"), None);
/// ```
pub fn decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escape = text
            .get(at + 1..at + 3)
            .filter(|_| byte == b'%' && is_escape(&bytes[at + 1..]))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(escape.unwrap_or(byte));
        at += if escape.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).ok()
}

fn is_path_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(&byte)
}

fn is_escape(rest: &[u8]) -> bool {
    matches!(rest, [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn base(url: &str) -> Url {
        Url::parse(url).unwrap()
    }

    #[test]
    fn paths_stay_under_the_base() {
        for (url, path, expected) in [
            ("https://example.org", "", "https://example.org/"),
            ("https://example.org", "/", "https://example.org/"),
            ("https://example.org/me", "/a/", "https://example.org/me/a/"),
            (
                "https://example.org/me/",
                "//evil.example/",
                "https://example.org/me/evil.example/",
            ),
            (
                "https://example.org/me/",
                "é.html",
                "https://example.org/me/%C3%A9.html",
            ),
        ] {
            assert_eq!(on_site(&base(url), path), expected);
        }
    }

    #[test]
    fn links_resolve_as_in_a_browser() {
        let page = base("https://example.org/me/about/");
        for (href, expected) in [
            ("https://arxiv.org/abs/1", Some("https://arxiv.org/abs/1")),
            ("/cv.pdf", Some("https://example.org/cv.pdf")),
            ("../cv.pdf", Some("https://example.org/me/cv.pdf")),
            ("", Some("https://example.org/me/about/")),
            (" ?q=é ", Some("https://example.org/me/about/?q=%C3%A9")),
            ("mailto:me@example.org", Some("mailto:me@example.org")),
            ("JavaScript:alert(1)", None),
            ("data:text/html,x", None),
            ("\u{1}javascript:alert(1)", None),
            ("https://", None),
            ("http://[", None),
        ] {
            assert_eq!(absolute(&page, href).as_deref(), expected, "{href:?}");
        }
    }

    proptest! {
        #[test]
        fn decoding_undoes_encoding(path in "\\PC*|[%a-f0-9/ é]*") {
            prop_assert_eq!(decode(&percent_encode(&path)), Some(path));
        }

        #[test]
        fn encoding_twice_changes_nothing(path in "\\PC*|[%a-f0-9/ é]*") {
            let once = encode(&path);
            prop_assert_eq!(&encode(&once), &once);
            let url = base(&on_site(&base("https://example.org/"), &path));
            prop_assert_eq!(url.host_str(), Some("example.org"));
            prop_assert_eq!((url.query(), url.fragment()), (None, None));
        }
    }
}
