//! Which forms may fit, by the token that the text begins with: of the many
//! forms all but a few are ruled out by that alone.

use std::sync::LazyLock;

use super::forms::{FORMS, Form};
use super::names::Name;
use super::part::Part;
use super::token::Kind;

/// What a date may begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum First {
    /// A number of four digits.
    Year,
    /// A number of one or two.
    Small,
    /// Any other number.
    Number,
    Month,
    Season,
    Quarter,
    Phase,
    Other,
}

const FIRSTS: [First; 8] = [
    First::Year,
    First::Small,
    First::Number,
    First::Month,
    First::Season,
    First::Quarter,
    First::Phase,
    First::Other,
];

static FORMS_BY_FIRST: LazyLock<[Vec<&Form>; 8]> = LazyLock::new(|| {
    FIRSTS.map(|first| {
        let fitting = FORMS.iter().filter(|form| may_begin(form.parts, first));
        fitting.collect()
    })
});

/// The forms that a date which begins with such a token may have, in the order
/// of the table.
pub(super) fn forms(kind: Kind) -> impl Iterator<Item = &'static Form> {
    let first = match kind {
        Kind::Number { digits: 4, .. } => First::Year,
        Kind::Number { digits: ..=2, .. } => First::Small,
        Kind::Number { .. } => First::Number,
        Kind::Name(Name::Month(_)) => First::Month,
        Kind::Name(Name::Season) => First::Season,
        Kind::Quarter => First::Quarter,
        Kind::Name(Name::Phase) => First::Phase,
        _ => First::Other,
    };
    FORMS_BY_FIRST[first as usize].iter().copied()
}

// Says yes where it is not known, because the form itself says no for certain.
fn may_begin(parts: &[Part], first: First) -> bool {
    match parts.first() {
        Some(Part::Year) => matches!(first, First::Year | First::Other),
        Some(
            Part::TwoDigits
            | Part::MonthNumber
            | Part::PaddedMonth
            | Part::PaddedDay
            | Part::Day
            | Part::First,
        ) => first == First::Small,
        Some(Part::CompactDay | Part::CompactMonth) => first == First::Number,
        Some(Part::Month) => first == First::Month,
        Some(Part::Season) => first == First::Season,
        Some(Part::Quarter) => first == First::Quarter,
        Some(Part::Phase) => first == First::Phase,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{pattern, token};
    use super::*;

    #[test]
    fn no_form_is_ruled_out_that_fits() {
        for (text, _) in FORMS.iter().flat_map(|form| form.examples) {
            let tokens: Vec<_> = token::tokens(text, 0).collect();
            for start in 0..tokens.len() {
                let rest = &tokens[start..];
                let fitting = |form: &&Form| pattern::matched(form.parts, rest).is_some();
                let names = |forms: Vec<&'static Form>| {
                    forms.iter().map(|form| form.name).collect::<Vec<_>>()
                };
                let all: Vec<_> = FORMS.iter().filter(fitting).collect();
                let by_first: Vec<_> = forms(rest[0].kind).filter(fitting).collect();
                assert_eq!(names(by_first), names(all), "{text}");
            }
        }
    }
}
