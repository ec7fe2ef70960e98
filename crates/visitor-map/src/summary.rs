//! What a map shows, in a sentence: for those who do not see it.

use std::collections::BTreeSet;

use crate::words::Words;
use crate::{Country, Counts, Language, Map, Place};

// More names than this are a table, not a sentence.
const NAMED: usize = 6;

/// What the map is called.
pub(crate) fn title(map: &Map, language: Language) -> &'static str {
    let words = Words::of(language);
    match map {
        Map::Places(_) => words.places_title,
        Map::Counts(_) => words.counts_title,
    }
}

/// What a map shows, as a sentence.
///
/// ```
/// use visitor_map::{Language, Map, places, summary};
///
/// let file = "[[place]]\nname = 'Shanghai'\n[[place]]\nname = 'Ann Arbor'\n";
/// let (places, _) = places(&site::Source::new("places.toml", file));
/// let map = Map::Places(places);
/// assert_eq!(
///     summary(&map, Language::ENGLISH),
///     "2 places in 2 countries: Shanghai, Ann Arbor",
/// );
/// assert_eq!(
///     summary(&map, Language::of_tag("de").unwrap()),
///     "Orte: 2 (Shanghai, Ann Arbor). Länder und Gebiete: 2",
/// );
/// ```
pub fn summary(map: &Map, language: Language) -> String {
    let words = Words::of(language);
    match map {
        _ if is_empty(map) => words.nothing.to_owned(),
        Map::Places(places) => of_places(places, language),
        Map::Counts(counts) => of_counts(counts, language),
    }
}

/// Whether there is nothing to show.
pub(crate) fn is_empty(map: &Map) -> bool {
    match map {
        Map::Places(places) => places.is_empty(),
        Map::Counts(counts) => total(counts) == 0,
    }
}

fn of_places(places: &[Place], language: Language) -> String {
    let words = Words::of(language);
    let countries: BTreeSet<Country> = places.iter().filter_map(|place| place.country).collect();
    let mut names: Vec<&str> = places.iter().map(|place| &*place.name).collect();
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    let named = match names.len() {
        0 | NAMED.. => String::new(),
        _ => names.join(", "),
    };
    let (places, count) = (places.len() as u64, countries.len() as u64);
    let (places_text, count_text) = (language.number(places), language.number(count));
    if language != Language::ENGLISH {
        let named = match &*named {
            "" => String::new(),
            names => format!(" ({names})"),
        };
        let (one, two) = (words.places, words.countries);
        return format!("{one}: {places_text}{named}. {two}: {count_text}");
    }
    let mut text = format!("{places_text} {}", form(places, "place", "places"));
    if count > 0 {
        text += &format!(" in {count_text} {}", form(count, "country", "countries"));
    }
    match &*named {
        "" => text,
        names => format!("{text}: {names}"),
    }
}

fn of_counts(counts: &Counts, language: Language) -> String {
    let words = Words::of(language);
    let unit = words.unit(counts.unit);
    let total = language.number(total(counts));
    let count = counts.countries.len() as u64;
    let countries = language.number(count);
    let window = window(counts);
    let most = counts.countries.iter().max_by_key(|(_, count)| **count);
    let most = most.map(|(country, count)| {
        let (name, count) = (language.country(*country), language.number(*count));
        format!("{name} ({count})")
    });
    if language == Language::ENGLISH {
        let unit = unit.to_lowercase();
        let form = form(count, "country or territory", "countries and territories");
        let most = most.map(|most| format!(", most from {most}"));
        let most = most.unwrap_or_default();
        return format!("{total} {unit} from {countries} {form}{most}: {window}");
    }
    let most = most.map(|most| format!(". {}: {most}", words.most));
    let (most, named) = (most.unwrap_or_default(), words.countries);
    format!("{unit}, {window}: {total}. {named}: {countries}{most}")
}

// The days, as ISO 8601 writes them in every language.
fn window(counts: &Counts) -> String {
    let window = &counts.window;
    match window.from == window.to {
        true => window.from.to_string(),
        false => format!("{} – {}", window.from, window.to),
    }
}

fn total(counts: &Counts) -> u64 {
    let named = counts.countries.values();
    named.fold(counts.other, |sum, count| sum.saturating_add(*count))
}

fn form(count: u64, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}
