//! What search engines ask of the translations of a page
//! (<https://developers.google.com/search/docs/specialty/international/localized-versions>).

use site::Problem;

use crate::{Entry, address, faults};

/// Takes out what cannot stand, and returns what is wrong with the rest too.
///
/// The number of alternates may be anything, so that each language is looked up
/// among all by sorting.
pub(crate) fn check(entry: &mut Entry) -> Vec<Problem> {
    let mut problems = Vec::new();
    let loc = std::mem::take(&mut entry.loc);
    entry.alternates.retain(|each| {
        let fault = if !is_tag(&each.lang) {
            Some(faults::language(&loc, &each.lang))
        } else {
            let fault = address::check_anywhere(&each.loc).err();
            fault.map(|fault| faults::alternate(&loc, &each.loc, &fault))
        };
        let is_right = fault.is_none();
        problems.extend(fault);
        is_right
    });
    if let Some(twice) = repeated(entry) {
        problems.push(faults::repeated_language(&loc, &twice));
    }
    if !entry.alternates.is_empty() && entry.alternates.iter().all(|each| each.loc != loc) {
        problems.push(faults::not_among_its_alternates(&loc));
    }
    entry.loc = loc;
    problems
}

// Tags are compared without their case (RFC 5646, section 2.1.1).
fn repeated(entry: &Entry) -> Option<String> {
    let tags = entry.alternates.iter();
    let mut tags: Vec<_> = tags.map(|each| each.lang.to_ascii_lowercase()).collect();
    tags.sort_unstable();
    let pair = tags.windows(2).find(|pair| pair[0] == pair[1])?;
    Some(pair[0].clone())
}

/// Whether this has the form of a language tag that search engines take: a
/// language, perhaps a script and a region, or `x-default`.
fn is_tag(tag: &str) -> bool {
    if tag.eq_ignore_ascii_case("x-default") {
        return true;
    }
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let is_alphabetic = language.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    is_alphabetic && matches!(language.len(), 2 | 3) && parts.all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_their_form() {
        for tag in ["en", "pt-BR", "zh-Hant-TW", "X-Default", "gsw", "es-419"] {
            assert!(is_tag(tag), "{tag}");
        }
        for tag in [
            "", "e", "en_GB", "en-", "english", "x", "e1", "en-é", "\"><x",
        ] {
            assert!(!is_tag(tag), "{tag}");
        }
    }
}
