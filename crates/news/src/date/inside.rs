//! A date in brackets among the words of an item.

use super::{Context, Found, LONGEST_DATE, Reading, noise, token, whole};

/// How far into an item its date may stand, in bytes.
const MOST_WORDS: usize = 300;

/// The first bracket that holds a day or a month with its year, and nothing
/// else: `A tool is out (5 Dec 2025): what it does`. One item proves nothing
/// by it, for the brackets may tell when something takes place; a list does.
/// `rest` is `end` here.
pub(crate) fn bracketed(text: &str, context: &Context) -> Option<Found> {
    let near = &text[..text.floor_char_boundary(MOST_WORDS)];
    let opens = near
        .char_indices()
        .filter(|(_, c)| "[({【〔".contains(token::plain(*c)));
    let mut found = opens.filter_map(|(open, c)| {
        let inside = open + c.len_utf8();
        let end = noise::closer_within(text, inside)?;
        let closer = text[..end].chars().next_back()?;
        let date = &text[inside..end - closer.len_utf8()];
        let found = whole(date, context).filter(|_| date.len() <= LONGEST_DATE)?;
        is_certain(&found).then_some(Found {
            start: open,
            end,
            rest: end,
            ..found
        })
    });
    found.next()
}

fn is_certain(found: &Found) -> bool {
    match found.reading {
        Reading::Date(date) => date.precision() != "year",
        Reading::Ambiguous { .. } => true,
        Reading::NoYear | Reading::Impossible => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bracket_with_a_date_counts() {
        let date = |text: &'static str| {
            let found = bracketed(text, &Context::default())?;
            Some((
                found.reading.date()?.to_string(),
                &text[found.start..found.end],
            ))
        };
        let day = |text| Some(("2025-12-05".to_owned(), text));
        assert_eq!(
            date("A tool (beta) is out (5 Dec 2025): try it"),
            day("(5 Dec 2025)")
        );
        assert_eq!(date("Ein Werkzeug [05.12.2025] – neu"), day("[05.12.2025]"));
        for text in [
            "At a venue (NeurIPS 2025), soon",
            "A paper (2025) is out",
            "A (5 Dec",
            "(a)",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
