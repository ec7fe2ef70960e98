//! Where countries are.

use crate::data::countries::COUNTRIES;
use crate::data::names::NAMES;
use crate::geometry::Shape;
use crate::{Country, Position};

/// Where the mark of a country goes; `None` for letters that are no country's.
pub(crate) fn middle(country: Country) -> Option<Position> {
    let (lat, lon) = match shape(country) {
        Some(shape) => (f64::from(shape.at.1) / 100.0, f64::from(shape.at.0) / 100.0),
        None => small(country.code())?,
    };
    // The table goes on eastwards beyond the date line.
    Position::new(lat, if lon > 180.0 { lon - 360.0 } else { lon })
}

/// The outline of a country, where it is large enough to have one.
pub(crate) fn shape(country: Country) -> Option<&'static Shape> {
    let row = COUNTRIES.binary_search_by_key(&country.code(), |shape| shape.code);
    row.ok().and_then(|row| COUNTRIES.get(row))
}

/// Whether a country has these letters.
pub(crate) fn is_known(country: Country) -> bool {
    let row = NAMES.binary_search_by_key(&country.code(), |(code, _)| *code);
    row.is_ok()
}

// Those that Natural Earth at 1:50m has no shape for, or none of their own.
fn small(code: &str) -> Option<(f64, f64)> {
    SMALL
        .iter()
        .find(|(known, ..)| *known == code)
        .map(|(_, lat, lon)| (*lat, *lon))
}

static SMALL: &[(&str, f64, f64)] = &[
    ("BQ", 12.2, -68.3),
    ("BV", -54.4, 3.4),
    ("CC", -12.2, 96.8),
    ("CX", -10.5, 105.6),
    ("GF", 4.0, -53.0),
    ("GI", 36.1, -5.3),
    ("GP", 16.2, -61.5),
    ("MQ", 14.7, -61.0),
    ("RE", -21.1, 55.5),
    ("SJ", 78.5, 16.0),
    ("TK", -9.2, -171.8),
    ("TV", -8.5, 179.2),
    ("UM", 19.3, 166.6),
    ("YT", -12.8, 45.2),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_is_somewhere() {
        assert!(COUNTRIES.is_sorted_by_key(|shape| shape.code));
        let lost: Vec<&str> = NAMES
            .iter()
            .map(|(code, _)| *code)
            .filter(|code| code.parse().is_ok_and(|code| middle(code).is_none()))
            .collect();
        assert_eq!(lost, [""; 0]);
    }

    #[track_caller]
    fn check(code: &str, lat: f64, lon: f64) {
        let middle = middle(code.parse().unwrap()).unwrap();
        let away = (middle.lat() - lat).hypot(middle.lon() - lon);
        assert!(away < 4.0, "{code}: {middle:?}");
    }

    #[test]
    fn middles_are_where_people_look() {
        check("US", 39.5, -98.5);
        check("FR", 46.5, 2.5);
        check("NO", 63.0, 11.0);
        check("FJ", -17.8, 178.0);
        check("NZ", -43.5, 171.0);
        check("SG", 1.3, 103.8);
        check("XK", 42.6, 20.9);
    }
}
