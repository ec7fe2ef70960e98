//! The names of the files in a sitemap set.

/// The two lists of a sitemap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Pages,
    Redirects,
}

/// What follows a file of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Another file of the same list.
    Same,
    /// A file of the other list.
    Other,
    Nothing,
}

/// The name of the `number`th file of a list, counted from 1, without its ending.
pub(crate) fn stem(list: List, number: usize, next: Next) -> String {
    match (list, number, next) {
        (List::Pages, 1, Next::Nothing) => ROOT.to_owned(),
        (List::Redirects, 1, Next::Other | Next::Nothing) => REDIRECTS.to_owned(),
        (List::Pages, ..) => format!("{ROOT}-{number}"),
        (List::Redirects, ..) => format!("{REDIRECTS}-{number}"),
    }
}

/// The one that everybody is told of: the only file, or the index.
pub(crate) const ROOT: &str = "sitemap";

const REDIRECTS: &str = "sitemap-redirects";

/// Whether a file could be of a sitemap that [`write()`](crate::write()) made.
///
/// A set that has shrunk leaves files behind. Those that have such a name, bear
/// the [`MARK`](crate::MARK) and were not written this time may be removed.
///
/// ```
/// use sitemap::is_file_name;
///
/// assert!(is_file_name("sitemap-12.xml"));
/// assert!(is_file_name("sitemap-redirects.xml.gz"));
/// assert!(!is_file_name("sitemap-news.xml"));
/// ```
pub fn is_file_name(name: &str) -> bool {
    let name = name.strip_suffix(".gz").unwrap_or(name);
    let Some(stem) = name.strip_suffix(".xml") else {
        return false;
    };
    [ROOT, REDIRECTS].iter().any(|known| {
        let rest = stem.strip_prefix(known);
        rest.is_some_and(|rest| rest.is_empty() || is_numbered(rest))
    })
}

fn is_numbered(rest: &str) -> bool {
    let number = rest.strip_prefix('-').unwrap_or_default();
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    is_number && !number.is_empty() && !number.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_that_is_given_is_known() {
        for list in [List::Pages, List::Redirects] {
            for next in [Next::Same, Next::Other, Next::Nothing] {
                for number in [1, 2, 50_000] {
                    let name = format!("{}.xml", stem(list, number, next));
                    assert!(is_file_name(&name), "{name}");
                    assert!(is_file_name(&format!("{name}.gz")), "{name}");
                }
            }
        }
        for name in ["sitemap", "sitemap-.xml", "sitemap-01.xml", "sitemap1.xml"] {
            assert!(!is_file_name(name), "{name}");
        }
        for name in ["sitemap.xml.gz.gz", "my-sitemap.xml", "sitemap-1-2.xml"] {
            assert!(!is_file_name(name), "{name}");
        }
    }
}
