//! What Liquid puts before the paths of links, told without running it.

// Stands for the base address; no path begins with so many.
const MARK: &str = "~~~~";

// Variables that are the address of the site or its folder.
const BASES: [&str; 5] = [
    "site.baseurl",
    "site.url",
    "base_path",
    "site.github.url",
    "site.base_url",
];

// Filters that put it before a path.
const FILTERS: [&str; 3] = ["relative_url", "absolute_url", "prepend"];

/// The same text, each `{{ … }}` that is the base address or a path behind it
/// written as marks and that path, of the same length.
pub(super) fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let Some(len) = rest[start..].find("}}").map(|end| end + 2) else {
            break;
        };
        let tag = &rest[start..start + len];
        masked.push_str(&rest[..start]);
        match path(tag) {
            Some(path) => {
                masked.extend(std::iter::repeat_n('~', len - path.len()));
                masked.push_str(path);
            }
            None => masked.push_str(tag),
        }
        rest = &rest[start + len..];
    }
    masked.push_str(rest);
    masked
}

// The path that is behind the base, empty for the base alone; nothing where the
// tag is something else.
fn path(tag: &str) -> Option<&str> {
    let inner = tag.strip_prefix("{{")?.strip_suffix("}}")?;
    let inner = inner.trim_matches(['-', ' ', '\n']);
    let (value, filter) = inner.split_once('|').unwrap_or((inner, ""));
    let value = value.trim();
    if BASES.contains(&value) {
        return Some("");
    }
    let quoted = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    let path: &str = quoted('"').or_else(|| quoted('\''))?;
    let is_path = !path.contains(['"', '\'', ' ', '\n', ')', '{']);
    let filter = filter.trim();
    let puts_base = FILTERS.iter().any(|known| filter.starts_with(known));
    (is_path && puts_base).then_some(path)
}

/// The path from the root of the site, where a link begins with its base.
pub(super) fn rooted(link: &str) -> Option<&str> {
    let is_marked = link.starts_with(MARK);
    is_marked.then(|| link.trim_start_matches('~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_address_is_told_and_nothing_moves() {
        for (text, path) in [
            ("{{ site.baseurl }}/a/", "/a/"),
            ("{{site.url}}{{site.baseurl}}/a/", "/a/"),
            ("{{ '/files/cv.pdf' | relative_url }}", "/files/cv.pdf"),
            ("{{ \"/a/\" | prepend: site.baseurl }}", "/a/"),
            ("{{ site.baseurl }}", ""),
        ] {
            let masked = mask(text);
            assert_eq!(masked.len(), text.len());
            assert_eq!(rooted(&masked), Some(path), "{masked}");
        }
        for text in [
            "{{ page.url }}/a",
            "{{ '/a' | upcase }}",
            "{{ open",
            "/~~a",
            "é{{ é }}",
        ] {
            assert_eq!(mask(text), text);
            assert_eq!(rooted(text), None);
        }
    }
}
