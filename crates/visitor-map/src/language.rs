use crate::Country;
use crate::data::names::{LANGUAGES, NAMES};
use crate::data::numbers::GROUPS;

/// A language that a map can be written in: one of thirteen.
///
/// ```
/// use visitor_map::Language;
///
/// let german = Language::of_tag("de-AT").unwrap();
/// assert_eq!(german.country("JP".parse().unwrap()), "Japan");
/// assert_eq!(german.number(12_345), "12.345");
/// assert_eq!(Language::of_tag("tlh"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language(usize);

impl Language {
    /// English.
    pub const ENGLISH: Language = Language(0);

    /// The language of a BCP 47 tag such as `pt-BR`, whatever its region.
    pub fn of_tag(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next()?;
        let mut names = LANGUAGES.iter();
        let row = names.position(|name| name.eq_ignore_ascii_case(primary));
        row.map(Language)
    }

    /// The languages there are.
    pub fn all() -> impl Iterator<Item = Language> {
        (0..LANGUAGES.len()).map(Language)
    }

    /// The tag: `de`.
    pub fn tag(self) -> &'static str {
        LANGUAGES[self.0]
    }

    /// What a country is called, after Unicode's
    /// [CLDR](https://cldr.unicode.org/); its letters where CLDR knows no name.
    pub fn country(self, country: Country) -> String {
        let row = NAMES.binary_search_by_key(&country.code(), |(code, _)| *code);
        match row {
            Ok(row) => NAMES[row].1[self.0].to_owned(),
            Err(_) => country.code().to_owned(),
        }
    }

    /// A whole number in groups of three digits, as CLDR's `#,##0` has it; some
    /// languages leave four digits together.
    ///
    /// ```
    /// use visitor_map::Language;
    ///
    /// let number = |tag, number| Language::of_tag(tag).unwrap().number(number);
    /// assert_eq!(number("en", 1234), "1,234");
    /// assert_eq!(number("pl", 1234), "1234");
    /// assert_eq!(number("pl", 12_345), "12\u{a0}345");
    /// ```
    pub fn number(self, number: u64) -> String {
        let (mark, fewest) = GROUPS[self.0];
        let digits = number.to_string();
        if digits.len() < 3 + fewest {
            return digits;
        }
        let mut text = String::new();
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push_str(mark);
            }
            text.push(digit);
        }
        text
    }

    pub(crate) fn index(self) -> usize {
        self.0
    }
}

impl Default for Language {
    fn default() -> Language {
        Language::ENGLISH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_name_in_every_language() {
        assert!(NAMES.is_sorted_by_key(|(code, _)| *code));
        assert_eq!(NAMES.len(), 250);
        for (code, names) in NAMES {
            assert!(code.parse::<Country>().is_ok(), "{code}");
            assert!(names.iter().all(|name| !name.is_empty()), "{code}");
        }
        assert_eq!(Language::all().count(), 13);
    }

    #[test]
    fn numbers_are_grouped_as_people_write_them() {
        let number = |tag, number| Language::of_tag(tag).unwrap().number(number);
        assert_eq!(number("en", 0), "0");
        assert_eq!(number("en", 999), "999");
        assert_eq!(number("en", 1_234_567), "1,234,567");
        assert_eq!(number("es", 1234), "1234");
        assert_eq!(number("es", 12_345), "12.345");
        assert_eq!(number("fr", u64::MAX).matches('\u{202f}').count(), 6);
    }

    #[test]
    fn a_code_nobody_knows_is_shown_as_it_is() {
        assert_eq!(Language::ENGLISH.country("ZZ".parse().unwrap()), "ZZ");
    }
}
