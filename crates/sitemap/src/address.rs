//! What the protocol asks of an address.

use url::Url;

/// The protocol wants less than 2,048 characters.
pub(crate) const LONGEST: usize = 2047;

/// Why an address cannot be listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    NotAbsolute,
    TooLong,
    OtherScheme,
    OtherHost,
    Outside,
    Fragment,
    /// It is written otherwise than the address it means.
    Written(String),
}

/// Checks the address of a page of the site at `folder`, which ends in `/`.
pub(crate) fn check(folder: &str, loc: &str) -> Result<(), Fault> {
    if loc.len() > LONGEST {
        return Err(Fault::TooLong);
    }
    // The way of nearly all: no address is taken apart that is plainly right.
    match loc.strip_prefix(folder) {
        Some(rest) if is_plain(rest.as_bytes()) => Ok(()),
        _ => check_slowly(folder, loc),
    }
}

/// Checks an address that may be anywhere, the alternate of a page.
pub(crate) fn check_anywhere(loc: &str) -> Result<(), Fault> {
    if loc.len() > LONGEST {
        return Err(Fault::TooLong);
    }
    let url = parsed(loc)?;
    check_written(&url, loc)
}

fn check_slowly(folder: &str, loc: &str) -> Result<(), Fault> {
    let url = parsed(loc)?;
    let base = parsed(folder)?;
    if (url.host(), url.port_or_known_default()) != (base.host(), base.port_or_known_default()) {
        // Another scheme alone changes the known port too.
        let same_host = url.host() == base.host() && url.scheme() != base.scheme();
        let is_scheme = same_host && url.port() == base.port();
        return Err(if is_scheme {
            Fault::OtherScheme
        } else {
            Fault::OtherHost
        });
    }
    if url.scheme() != base.scheme() {
        return Err(Fault::OtherScheme);
    }
    if !url.as_str().starts_with(folder) {
        return Err(Fault::Outside);
    }
    check_written(&url, loc)
}

fn parsed(loc: &str) -> Result<Url, Fault> {
    let url = Url::parse(loc).map_err(|_| Fault::NotAbsolute)?;
    let is_web = matches!(url.scheme(), "http" | "https");
    if is_web {
        Ok(url)
    } else {
        Err(Fault::NotAbsolute)
    }
}

fn check_written(url: &Url, loc: &str) -> Result<(), Fault> {
    if url.fragment().is_some() {
        return Err(Fault::Fragment);
    }
    // What browsers leave alone may still be no character of an address.
    let right = encoded(url.as_str());
    if right == loc {
        Ok(())
    } else {
        Err(Fault::Written(right))
    }
}

/// Whether what follows the folder needs no second look: only characters that
/// an address may have (RFC 3986, sections 3.3 and 3.4), every escape whole,
/// and nothing that might be a dot segment (section 5.2.4).
fn is_plain(rest: &[u8]) -> bool {
    let mut from = 0;
    // From one byte that needs a look to the next.
    while let Some(at) = rest[from..].iter().position(|&byte| !is_address_byte(byte)) {
        let at = from + at;
        let is_right = match rest[at] {
            b'%' => is_escape(&rest[at + 1..]),
            b'.' => at > 0 && rest[at - 1] != b'/',
            _ => false,
        };
        if !is_right {
            return false;
        }
        from = at + 1;
    }
    true
}

fn is_address_byte(byte: u8) -> bool {
    IS_ADDRESS_BYTE[usize::from(byte)]
}

// A table, because every byte of every address is looked up. Not in it are the
// dot and the percent sign, which need a look at what is beside them, and the
// apostrophe: browsers send it as it is in a path, but encoded in a query.
const IS_ADDRESS_BYTE: [bool; 256] = {
    let punctuation = b"-_~!$&()*+,;=:@/?";
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let mut at = 0;
    while at < punctuation.len() {
        table[punctuation[at] as usize] = true;
        at += 1;
    }
    table
};

// An escaped dot counts as a dot, so that one of those is looked at again.
fn is_escape(rest: &[u8]) -> bool {
    matches!(rest, [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
        && !matches!(rest, [b'2', b'e' | b'E', ..])
}

// The scheme and the host are right already where a URL has been parsed, and
// the brackets of an IPv6 host must stay.
fn encoded(url: &str) -> String {
    let host = url.find("://").map_or(0, |at| at + 3);
    let path = url[host..].find('/').map_or(url.len(), |at| host + at);
    let (start, rest) = url.split_at(path);
    match rest.split_once('?') {
        Some((path, query)) => format!("{start}{}?{}", encode(path), encode_query(query)),
        None => format!("{start}{}", encode(rest)),
    }
}

fn encode(path: &str) -> String {
    site::address::encode(path)
}

// A query may also have question marks.
fn encode_query(query: &str) -> String {
    let parts: Vec<_> = query.split('?').map(encode).collect();
    parts.join("?")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FOLDER: &str = "https://example.org/me/";

    #[track_caller]
    fn faulty(loc: &str, fault: Fault) {
        assert_eq!(check(FOLDER, loc), Err(fault), "{loc}");
    }

    #[test]
    fn right_addresses_are_taken() {
        for loc in [
            "https://example.org/me/",
            "https://example.org/me/a/b.html?x=1&y=%C3%A9?",
            "https://example.org/me/.well-known/x",
            "https://example.org/me/a..b/...",
            "https://example.org/me/%20!$&'()*+,;=:@//?%27",
            "https://example.org/me/%c3%a9",
        ] {
            assert_eq!(check(FOLDER, loc), Ok(()), "{loc}");
        }
    }

    #[test]
    fn each_fault_is_told_from_the_others() {
        for loc in [
            "",
            "/me/",
            "me",
            "mailto:me@example.org",
            "https://",
            "ftp://example.org/me/",
        ] {
            faulty(loc, Fault::NotAbsolute);
        }
        faulty("http://example.org/me/", Fault::OtherScheme);
        faulty("https://www.example.org/me/", Fault::OtherHost);
        faulty("https://example.org:8443/me/", Fault::OtherHost);
        faulty("https://example.org/", Fault::Outside);
        faulty("https://example.org/me", Fault::Outside);
        faulty("https://example.org/menu/", Fault::Outside);
        faulty("https://example.org/me/../", Fault::Outside);
        faulty("https://example.org/me/%2e%2E/x", Fault::Outside);
        faulty("https://me@example.org/me/", Fault::Outside);
        faulty("https://example.org/me/#news", Fault::Fragment);
        faulty("https://example.org/me/#", Fault::Fragment);
    }

    #[test]
    fn an_address_written_otherwise_is_told_right() {
        for (loc, right) in [
            (
                "https://example.org/me/é x",
                "https://example.org/me/%C3%A9%20x",
            ),
            ("HTTPS://EXAMPLE.org:443/me/", "https://example.org/me/"),
            ("https://example.org/me/a/../b", "https://example.org/me/b"),
            (
                "https://example.org/me/100%",
                "https://example.org/me/100%25",
            ),
            (
                "https://example.org/me/a|[b]",
                "https://example.org/me/a%7C%5Bb%5D",
            ),
            (
                "https://example.org/me/\u{0}a",
                "https://example.org/me/%00a",
            ),
            (
                "https://example.org/me/'?q='",
                "https://example.org/me/'?q=%27",
            ),
            (
                "https://example.org/me/?q=<é>",
                "https://example.org/me/?q=%3C%C3%A9%3E",
            ),
        ] {
            faulty(loc, Fault::Written(right.to_owned()));
            assert_eq!(check(FOLDER, right), Ok(()), "{right}");
        }
    }

    #[test]
    fn length_is_counted_to_the_last_character() {
        let long = format!("{FOLDER}{}", "a".repeat(LONGEST - FOLDER.len()));
        assert_eq!(check(FOLDER, &long), Ok(()));
        faulty(&format!("{long}a"), Fault::TooLong);
    }

    proptest! {
        // The quick look and the careful one never disagree.
        #[test]
        fn what_is_plain_is_right(rest in "([a-z/.%?&é#|']|%2e|%C3|\\.\\.|\\PC){0,12}") {
            let loc = format!("{FOLDER}{rest}");
            if is_plain(rest.as_bytes()) {
                prop_assert_eq!(check_slowly(FOLDER, &loc), Ok(()));
            }
        }

        #[test]
        fn a_told_address_is_right(rest in "\\PC{0,12}|[a-z/.%?&é' ]{0,12}") {
            if let Err(Fault::Written(right)) = check(FOLDER, &format!("{FOLDER}{rest}")) {
                prop_assert_eq!(check(FOLDER, &right), Ok(()));
            }
        }
    }
}
