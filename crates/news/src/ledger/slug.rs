//! The readable part of an id.

use super::digest;

const LIMIT: usize = 60;

// Letters that stand for others where only ASCII may stand: enough for the
// Latin scripts of Europe, Turkey and Vietnam's basics. Lower case only.
const LATIN: &[(&str, &str)] = &[
    ("àáâãäåāăąǎạảấầ", "a"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęěẹẻẽếềể", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįı", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŉ", "n"),
    ("òóôõöøōŏőơọỏốồộớờ", "o"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ţťŧț", "t"),
    ("ùúûüũūŭůűųưụủứừ", "u"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
    ("ß", "ss"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("þ", "th"),
];

/// The slug of an item: the author's own id where there is one, else its
/// title (its text without one) in ASCII letters, digits and hyphens, at most
/// 60 of them and cut at a word.
///
/// Where most letters have no ASCII form (Chinese, say) it is `h-` and eight
/// hexadecimal digits of the text's digest, because a few letters out of a
/// sentence, or a percent sign for every byte, name nothing.
pub(super) fn of_item(anchor: Option<&str>, title: &str, text: &str) -> String {
    let words = if title.is_empty() { text } else { title };
    let own = anchor.and_then(|anchor| {
        if is_slug(anchor) {
            Some(anchor.to_owned())
        } else {
            ascii(anchor)
        }
    });
    own.or_else(|| ascii(words))
        .unwrap_or_else(|| hashed(anchor.unwrap_or(text)))
}

fn is_slug(anchor: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    !anchor.is_empty() && anchor.len() <= LIMIT && anchor.bytes().all(plain)
}

fn hashed(text: &str) -> String {
    format!("h-{:08x}", digest::of_parts([text]) >> 32)
}

fn ascii(words: &str) -> Option<String> {
    let mut slug = String::with_capacity(words.len().min(4 * LIMIT));
    let (mut kept, mut lost) = (0, 0);
    // Four times the limit is enough to fill it, however many signs there are.
    for c in words.chars().take(4 * LIMIT).flat_map(lower_case) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
            kept += 1;
            continue;
        }
        match transliterated(c) {
            Some(letters) => {
                slug.push_str(letters);
                kept += 1;
            }
            // An apostrophe and an accent of its own join what they stand between.
            None if matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}') => {}
            None => {
                lost += usize::from(c.is_alphanumeric());
                if !slug.is_empty() && !slug.ends_with('-') {
                    slug.push('-');
                }
            }
        }
    }
    let slug = cut(slug.trim_end_matches('-'));
    (kept > lost && !slug.is_empty()).then(|| slug.to_owned())
}

// Nearly all letters are ASCII, and then there is but one.
fn lower_case(c: char) -> impl Iterator<Item = char> {
    let ascii = c.is_ascii().then(|| c.to_ascii_lowercase());
    let others = (!c.is_ascii()).then(|| c.to_lowercase());
    ascii.into_iter().chain(others.into_iter().flatten())
}

fn transliterated(c: char) -> Option<&'static str> {
    if c.is_ascii() {
        return None;
    }
    let row = LATIN.iter().find(|(letters, _)| letters.contains(c))?;
    Some(row.1)
}

fn cut(slug: &str) -> &str {
    if slug.len() <= LIMIT {
        return slug;
    }
    // The byte after the limit belongs to the search: a word may end there.
    match slug[..=LIMIT].rfind('-') {
        Some(end) => &slug[..end],
        None => &slug[..LIMIT],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        let cases = [
            ("WebSTAR is released", "webstar-is-released"),
            ("🎉 Two papers @ ICML'25!", "two-papers-icml25"),
            ("Crème brûlée à l’été", "creme-brulee-a-lete"),
            ("Straße, Øre & Łódź", "strasse-ore-lodz"),
            ("e\u{301}te\u{301}", "ete"),
        ];
        for (title, slug) in cases {
            assert_eq!(of_item(None, title, "x"), slug, "{title}");
        }
    }

    #[test]
    fn no_ascii_gives_a_hash_of_the_text() {
        let slug = of_item(None, "我们的论文已被接收", "我们的论文已被接收。");
        assert_eq!(slug.len(), 10);
        assert!(slug.starts_with("h-"));
        assert_ne!(slug, of_item(None, "我们的论文已被接收", "别的"));
        assert!(of_item(None, "论文被 ICML 接收", "").starts_with("h-"));
        assert!(of_item(None, "", "").starts_with("h-"));
    }

    #[test]
    fn long_titles_end_at_a_word() {
        let long = "abcdefghi ".repeat(9);
        assert_eq!(of_item(None, &long, "").len(), 59);
        assert_eq!(of_item(None, &"a".repeat(99), "").len(), 60);
    }

    #[test]
    fn the_authors_id_is_kept() {
        assert_eq!(of_item(Some("WebSTAR_2"), "x", ""), "WebSTAR_2");
        assert_eq!(of_item(Some("été"), "x", ""), "ete");
        assert_eq!(of_item(Some("a b/c"), "x", ""), "a-b-c");
    }
}
