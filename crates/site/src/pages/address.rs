//! The path of a page and the file that holds it, out of what a generator made.

/// The path of a page, and the file that holds it in the built site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) path: String,
    pub(super) output: String,
}

/// The address of what a generator writes to `url`, percent-encoded or not.
///
/// Nothing leaves the site: a `..` is dropped, as are empty names, which no
/// server tells from none. The file has the `extension` (with its point) that
/// the generator adds where the address does not end with it.
pub(super) fn of(url: &str, extension: &str) -> Address {
    let decoded = decode(url);
    let is_odd = |c: char| c.is_control() || matches!(c, '/' | '\\');
    let extension = match extension.contains(is_odd) {
        true => "",
        false => extension,
    };
    let names = |text: &'_ str| -> Vec<String> {
        let names = text.split(['/', '\\']);
        let names = names.filter(|name| !matches!(*name, "" | "." | ".."));
        names.map(str::to_owned).collect()
    };
    let inside = names(&decoded).join("/");
    let is_folder = inside.is_empty() || decoded.ends_with(['/', '\\']);
    let output = match (inside.is_empty(), is_folder) {
        (true, _) => format!("index{extension}"),
        (_, true) => format!("{inside}/index{extension}"),
        _ if inside.ends_with(extension) => inside.clone(),
        _ => format!("{inside}{extension}"),
    };
    let path = match is_folder && !inside.is_empty() {
        true => format!("/{inside}/"),
        false => format!("/{inside}"),
    };
    let path = match path.strip_suffix("index.html") {
        Some(folder) if folder.ends_with('/') => folder.to_owned(),
        _ => path,
    };
    Address {
        path: keep_percent(&path),
        output,
    }
}

/// A name that is to stand in an address as it is, so that decoding leaves it.
pub(super) fn literal(name: &str) -> String {
    name.replace('%', "%25")
}

// What people read. Control characters, which no address can have, go.
fn decode(url: &str) -> String {
    let mut bytes = Vec::with_capacity(url.len());
    let mut rest = url.as_bytes();
    while let [first, after @ ..] = rest {
        match (first, escaped(after)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => url.to_owned(),
    };
    text.chars().filter(|c| !c.is_control()).collect()
}

fn escaped(after: &[u8]) -> Option<u8> {
    let [high, low, ..] = after else {
        return None;
    };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

// A percent sign before two digits would be taken for an escape.
fn keep_percent(path: &str) -> String {
    let mut kept = String::with_capacity(path.len());
    for (at, c) in path.char_indices() {
        kept.push(c);
        if c == '%' && escaped(&path.as_bytes()[at + 1..]).is_some() {
            kept.push_str("25");
        }
    }
    kept
}

/// The extension of a file's name, with its point, as Ruby, Go and Python see
/// it; empty for a name such as `.htaccess`.
pub(super) fn extension(path: &str) -> &str {
    let name = name(path);
    match name.trim_start_matches('.').rfind('.') {
        Some(_) => &name[name.rfind('.').unwrap_or(name.len())..],
        None => "",
    }
}

/// The last name of a path.
pub(super) fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The folder of a path; empty at the root.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path below a folder, which may be empty.
pub(super) fn join(folder: &str, name: &str) -> String {
    match folder {
        "" => name.to_owned(),
        _ => format!("{folder}/{name}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(url: &str, path: &str, output: &str) {
        let expected = Address {
            path: path.to_owned(),
            output: output.to_owned(),
        };
        assert_eq!(of(url, ".html"), expected);
    }

    #[test]
    fn an_address_has_its_file() {
        check("", "/", "index.html");
        check("/", "/", "index.html");
        check("//index.html", "/", "index.html");
        check("/about", "/about", "about.html");
        check("about.html", "/about.html", "about.html");
        check("/a//b/", "/a/b/", "a/b/index.html");
        check("/../../etc/./x", "/etc/x", "etc/x.html");
        check("..\\x", "/x", "x.html");
        check("/caf%C3%A9/", "/café/", "café/index.html");
        check("/100%/", "/100%/", "100%/index.html");
        check("/a%2520b/", "/a%2520b/", "a%20b/index.html");
        check("/%2e%2e/x/", "/x/", "x/index.html");
        check("/%ff/", "/%25ff/", "%ff/index.html");
    }

    #[test]
    fn extensions_are_those_of_names() {
        let extensions = ["a.b/c", ".x", "a.tar.gz", "x/.y.md", ""].map(extension);
        assert_eq!(extensions, ["", "", ".gz", ".md", ""]);
    }

    proptest! {
        #[test]
        fn nothing_leaves_the_site(url in "\\PC*|[./%2eé\\\\a-c\n]*") {
            let address = of(&url, ".html");
            prop_assert!(address.path.starts_with('/'));
            prop_assert!(address.output.split('/').all(|name| !matches!(name, "" | "." | "..")));
            prop_assert!(!address.output.contains('\\'));
            // What is written down leads to the same place.
            prop_assert_eq!(of(&address.path, ".html").path, address.path);
        }
    }
}
