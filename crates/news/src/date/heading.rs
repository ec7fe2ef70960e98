//! The year that a heading gives to the items below it.

use super::part::Part;
use super::pattern;
use super::token::{self, Kind, Token};

/// Words that may stand beside the year.
const BESIDE: [&str; 18] = [
    "year",
    "news",
    "updates",
    "update",
    "in",
    "the",
    "from",
    "archive",
    "activities",
    "events",
    "highlights",
    "jahr",
    "année",
    "annee",
    "año",
    "ano",
    "anno",
    "rok",
];

/// The year of a heading such as `2025`, `Year 2025`, `News 2025`, `2025年`.
///
/// `None` where the heading covers more than one year (`2023 and earlier`,
/// `2024-2025`): the `March` below it could be any of them.
///
/// ```
/// use news::date::heading_year;
///
/// assert_eq!(heading_year("📅 2025"), Some(2025));
/// assert_eq!(heading_year("2023 and earlier"), None);
/// assert_eq!(heading_year("2024-2025"), None);
/// ```
pub fn heading_year(text: &str) -> Option<i32> {
    let tokens: Vec<Token> = token::tokens(text, 0).collect();
    let mut years = tokens.iter().filter_map(year);
    let year = years.next()?;
    let alone = years.next().is_none() && tokens.iter().all(|token| may_stand_beside(token, text));
    // A heading longer than what is scanned says more than a year.
    let complete = tokens
        .last()
        .is_some_and(|last| text[last.end..].trim().is_empty());
    (alone && complete).then_some(year)
}

fn year(token: &Token) -> Option<i32> {
    pattern::matched(&[Part::Year], std::slice::from_ref(token))?
        .1
        .year
}

fn may_stand_beside(token: &Token, text: &str) -> bool {
    match token.kind {
        Kind::Number { .. } => year(token).is_some(),
        Kind::YearMark => true,
        Kind::Punctuation(sign) => !matches!(sign, '<' | '≤' | '+' | '\''),
        Kind::Word | Kind::Name(_) => {
            let word = text[token.start..token.end].to_lowercase();
            BESIDE.contains(&word.as_str())
        }
        _ => false,
    }
}
