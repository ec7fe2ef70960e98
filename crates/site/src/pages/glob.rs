//! Patterns of file names.

/// Matches as Ruby's `File.fnmatch?` does without flags: `*` and `?` also stand
/// for `/`, and braces for themselves.
pub(super) fn plain(pattern: &str, path: &str) -> bool {
    matches(pattern, path, false)
}

/// Matches as a shell does: `*` and `?` stay inside a name, `**/` stands for
/// any folders.
pub(super) fn paths(pattern: &str, path: &str) -> bool {
    matches(pattern, path, true)
}

// Where to go on if what follows a star does not fit: the pattern after the
// star, the text that it may begin with, and whether it may pass a `/`.
#[derive(Clone, Copy)]
struct Star<'t> {
    pattern: &'t str,
    text: &'t str,
    passes: bool,
}

// The last star of each kind is all there is to go back to, so the time is
// bounded by the product of both lengths.
fn matches(pattern: &str, text: &str, by_names: bool) -> bool {
    let (mut pattern, mut text) = (pattern, text);
    let (mut inside, mut across): (Option<Star>, Option<Star>) = (None, None);
    loop {
        if let Some((rest, passes)) = star(pattern, by_names) {
            let star = Star {
                pattern: rest,
                text,
                passes,
            };
            match passes {
                true => (across, inside) = (Some(star), None),
                false => inside = Some(star),
            }
            pattern = rest;
        } else if pattern.is_empty() && text.is_empty() {
            return true;
        } else if let Some((rest, after)) = one(pattern, text, by_names) {
            (pattern, text) = (rest, after);
        } else if let Some(next) = inside.and_then(|star| later(star, by_names)) {
            (pattern, text, inside) = (next.pattern, next.text, Some(next));
        } else if let Some(next) = across.and_then(|star| later(star, by_names)) {
            (pattern, text, across, inside) = (next.pattern, next.text, Some(next), None);
        } else {
            return false;
        }
    }
}

// The star that a pattern begins with: what follows, and whether it passes `/`.
fn star(pattern: &str, by_names: bool) -> Option<(&str, bool)> {
    if by_names && let Some(rest) = pattern.strip_prefix("**/") {
        return Some((rest, true));
    }
    let rest = pattern.strip_prefix('*')?;
    Some((rest.trim_start_matches('*'), !by_names))
}

// One more character for a star; `**/` takes whole names.
fn later(star: Star<'_>, by_names: bool) -> Option<Star<'_>> {
    let text = match (star.passes, by_names) {
        (true, true) => star.text.split_once('/')?.1,
        _ => {
            let first = star.text.chars().next()?;
            if first == '/' && !star.passes {
                return None;
            }
            &star.text[first.len_utf8()..]
        }
    };
    Some(Star { text, ..star })
}

// One character of both, where they fit.
fn one<'t>(pattern: &'t str, text: &'t str, by_names: bool) -> Option<(&'t str, &'t str)> {
    let wanted = pattern.chars().next()?;
    let found = text.chars().next()?;
    let rest = &pattern[wanted.len_utf8()..];
    let after = &text[found.len_utf8()..];
    match wanted {
        '?' => (!by_names || found != '/').then_some((rest, after)),
        '[' => match set(rest, found) {
            Some((is_in, rest)) => is_in.then_some((rest, after)),
            None => (found == '[').then_some((rest, after)),
        },
        '\\' => {
            let escaped = rest.chars().next().unwrap_or('\\');
            let rest = rest.get(escaped.len_utf8()..).unwrap_or_default();
            (escaped == found).then_some((rest, after))
        }
        _ => (wanted == found).then_some((rest, after)),
    }
}

// `[a-z]`: whether the character is in it, and the pattern after it.
fn set(pattern: &str, found: char) -> Option<(bool, &str)> {
    let (inside, rest) = pattern.split_once(']')?;
    let (inside, negated) = match inside.strip_prefix(['!', '^']) {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    let characters: Vec<char> = inside.chars().collect();
    let range = characters
        .windows(3)
        .any(|range| range[1] == '-' && (range[0]..=range[2]).contains(&found));
    Some(((range || characters.contains(&found)) != negated, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ruby_and_shells_differ_in_the_slash() {
        for (pattern, path, by_ruby, by_shell) in [
            ("a*", "abc", true, true),
            ("a*", "a/b", true, false),
            ("*.md", "x/y.md", true, false),
            ("**/*.md", "x/y.md", true, true),
            ("**/*.md", "y.md", false, true),
            ("a/**/b", "a/x/y/b", true, true),
            ("a/**/b", "a/b", false, true),
            ("a/**/c*/d", "a/c/cx/d", true, true),
            ("?", "/", true, false),
            ("[a-c]x", "bx", true, true),
            ("[!a-c]x", "bx", false, false),
            ("[x", "[x", true, true),
            ("a\\*", "a*", true, true),
            ("*é?", "aéé", true, true),
            ("{a,b}", "a", false, false),
            ("", "", true, true),
            ("a", "ab", false, false),
        ] {
            assert_eq!(plain(pattern, path), by_ruby, "{pattern} {path}");
            assert_eq!(paths(pattern, path), by_shell, "{pattern} {path}");
        }
    }

    proptest! {
        #[test]
        fn any_pattern_ends(pattern in "[*?a/\\[\\]\\\\!-]{0,20}", text in "[a/é]{0,40}") {
            plain(&pattern, &text);
            paths(&pattern, &text);
            prop_assert!(plain("*", &text));
            prop_assert!(paths("**/*", &text));
        }
    }
}
