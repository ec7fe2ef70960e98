//! Names of cities to positions, without asking anybody.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::data::cities::{CITIES, City};
use crate::{Country, Language, Position};

/// What a name stands for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Found {
    /// One city.
    City(Position, Country),
    /// Several: how each is written so that it is one.
    Several(Vec<String>),
    /// None: names that are spelt nearly so.
    Unknown(Vec<String>),
}

/// Looks a name up: `Shanghai`, `zurich`, `Cambridge, MA`, `London, Canada`.
/// What follows a comma, and `country`, narrow it down.
pub(crate) fn find(name: &str, country: Option<Country>) -> Found {
    // The whole name first: `Washington, D.C.` is one.
    let whole = named(&folded(name), &[], country);
    let cities = match whole.is_empty() {
        false => whole,
        true => {
            let mut parts = name.split(',').map(folded);
            let head = parts.next().unwrap_or_default();
            named(&head, &parts.collect::<Vec<_>>(), country)
        }
    };
    match cities[..] {
        [] => Found::Unknown(near(name)),
        [city] => resolved(city),
        _ => Found::Several(cities.into_iter().map(unambiguous).collect()),
    }
}

// The cities by each of their names.
static INDEX: LazyLock<BTreeMap<String, Vec<&'static City>>> = LazyLock::new(|| {
    let mut index: BTreeMap<String, Vec<&City>> = BTreeMap::new();
    for city in CITIES {
        for name in city.0.split('|') {
            let cities = index.entry(folded(name)).or_default();
            // `Zurich` and `Zürich` are one name.
            if !cities.last().is_some_and(|last| std::ptr::eq(*last, city)) {
                cities.push(city);
            }
        }
    }
    index
});

fn named(head: &str, tails: &[String], country: Option<Country>) -> Vec<&'static City> {
    let is_meant = |city: &&City| {
        country.is_none_or(|country| country.code() == city.2)
            && tails.iter().all(|tail| is_in(city, tail))
    };
    let cities = INDEX.get(head).into_iter().flatten().copied();
    cities.filter(is_meant).collect()
}

fn is_in(city: &City, region: &str) -> bool {
    let (_, state, code, ..) = city;
    let name = code.parse().map(|code| Language::ENGLISH.country(code));
    let also = match *code {
        "US" => &["usa", "unitedstatesofamerica"][..],
        "GB" => &["uk", "england", "scotland", "wales"],
        _ => &[],
    };
    let is_state = |(letters, name): &(&str, &str)| letters == state && region == folded(name);
    region == folded(state)
        || STATES.iter().any(is_state)
        || region == folded(code)
        || name.is_ok_and(|name| region == folded(&name))
        || also.contains(&region)
        || region.is_empty()
}

// Those that have a city in the table and that people write out.
#[rustfmt::skip]
const STATES: [(&str, &str); 57] = [
    ("AL", "Alabama"), ("AZ", "Arizona"), ("CA", "California"), ("CO", "Colorado"),
    ("CT", "Connecticut"), ("DC", "District of Columbia"), ("DE", "Delaware"), ("FL", "Florida"),
    ("GA", "Georgia"), ("HI", "Hawaii"), ("IA", "Iowa"), ("IL", "Illinois"), ("IN", "Indiana"),
    ("KS", "Kansas"), ("KY", "Kentucky"), ("LA", "Louisiana"), ("MA", "Massachusetts"),
    ("MD", "Maryland"), ("MI", "Michigan"), ("MN", "Minnesota"), ("MO", "Missouri"),
    ("NC", "North Carolina"), ("NE", "Nebraska"), ("NH", "New Hampshire"), ("NJ", "New Jersey"),
    ("NM", "New Mexico"), ("NY", "New York"), ("OH", "Ohio"), ("OR", "Oregon"),
    ("PA", "Pennsylvania"), ("RI", "Rhode Island"), ("SC", "South Carolina"), ("TN", "Tennessee"),
    ("TX", "Texas"), ("UT", "Utah"), ("VA", "Virginia"), ("WA", "Washington"), ("WI", "Wisconsin"),
    ("AB", "Alberta"), ("BC", "British Columbia"), ("MB", "Manitoba"), ("NL", "Newfoundland"),
    ("NS", "Nova Scotia"), ("ON", "Ontario"), ("QC", "Quebec"), ("SK", "Saskatchewan"),
    ("ACT", "Australian Capital Territory"), ("NSW", "New South Wales"), ("QLD", "Queensland"),
    ("SA", "South Australia"), ("TAS", "Tasmania"), ("VIC", "Victoria"),
    ("WA", "Western Australia"), ("DC", "DC"), ("DC", "D.C."), ("NY", "N.Y."), ("CA", "Calif."),
];

fn resolved(city: &City) -> Found {
    let (_, _, code, lat, lon) = *city;
    let position = Position::new(f64::from(lat) / 10.0, f64::from(lon) / 10.0);
    match (position, code.parse()) {
        (Some(position), Ok(country)) => Found::City(position, country),
        _ => Found::Unknown(Vec::new()),
    }
}

// `Cambridge, MA` or `Cambridge, GB`.
fn unambiguous(city: &City) -> String {
    let (names, state, code, ..) = city;
    let region = if state.is_empty() { code } else { state };
    format!("{}, {region}", first(names))
}

fn first(names: &str) -> &str {
    names.split('|').next().unwrap_or(names)
}

// At most three, the nearest first.
fn near(name: &str) -> Vec<String> {
    // What is longer than any city is no misspelling of one, and slow to compare.
    const LONGEST: usize = 60;
    const ALIKE: f64 = 0.88;
    let wanted = folded(name.split(',').next().unwrap_or(name));
    if wanted.is_empty() || wanted.len() > LONGEST {
        return Vec::new();
    }
    let names = CITIES.iter().flat_map(|city| city.0.split('|'));
    let mut alike: Vec<(f64, &str)> = names
        .map(|name| (strsim::jaro_winkler(&wanted, &folded(name)), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    alike.dedup_by_key(|(_, name)| *name);
    let names = alike.into_iter().map(|(_, name)| name.to_owned());
    names.take(3).collect()
}

// Without case, accents, spaces and points, so that `St. Louis` is `st louis`.
fn folded(name: &str) -> String {
    let lower = name.chars().flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(name.len());
    for character in lower.filter(|character| character.is_alphanumeric()) {
        match character {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ě' | 'ę' => folded.push('e'),
            'ğ' => folded.push('g'),
            'ì' | 'í' | 'î' | 'ï' | 'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => folded.push('o'),
            'ř' => folded.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => folded.push('s'),
            'ß' => folded.push_str("ss"),
            'ţ' | 'ț' => folded.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            _ => folded.push(character),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &str) {
        let found = match find(name, None) {
            Found::City(at, country) => format!("{country} {} {}", at.lat(), at.lon()),
            Found::Several(names) => format!("one of {}", names.join(" | ")),
            Found::Unknown(names) => format!("unknown: {}", names.join(" | ")),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn cities_are_found_as_people_write_them() {
        check("Shanghai", "CN 31.2 121.5");
        check("上海", "CN 31.2 121.5");
        check("ann arbor, Michigan, USA", "US 42.3 -83.7");
        check("ann arbor, MI, USA", "US 42.3 -83.7");
        check("Urbana–Champaign", "US 40.1 -88.2");
        check("ZURICH", "CH 47.4 8.5");
        check("Zürich", "CH 47.4 8.5");
        check("st louis", "US 38.6 -90.2");
        check("Washington, D.C.", "US 38.9 -77");
        check("Cambridge, MA", "US 42.4 -71.1");
        check("Cambridge, UK", "GB 52.2 0.1");
    }

    #[test]
    fn names_of_several_cities_and_of_none_ask_back() {
        check("Cambridge", "one of Cambridge, GB | Cambridge, MA");
        check("London", "one of London, ON | London, GB");
        check("Shangai", "unknown: Shanghai");
        check("Qwxyz", "unknown: ");
        check("", "unknown: ");
        check(&"x".repeat(100_000), "unknown: ");
    }

    #[test]
    fn a_country_narrows_it_down() {
        let canada = "CA".parse().unwrap();
        assert!(matches!(find("London", Some(canada)), Found::City(..)));
        assert!(matches!(find("Paris", Some(canada)), Found::Unknown(_)));
    }

    #[test]
    fn the_table_is_sound() {
        for city in CITIES {
            assert!(matches!(resolved(city), Found::City(..)), "{city:?}");
            let again = find(&unambiguous(city), None);
            assert_eq!(again, resolved(city), "{city:?}");
        }
    }
}
