//! What is marked on a map, and how large.

use std::collections::BTreeMap;

use crate::geometry::{Frame, Point};
use crate::words::Words;
use crate::{Country, Counts, Language, Place, Position, countries};

/// What a picture shows: one of the two sources there are.
#[derive(Debug, Clone, PartialEq)]
pub enum Map {
    /// Places that an author names; nothing of any visitor.
    Places(Vec<Place>),
    /// Counts that were published.
    Counts(Counts),
}

/// A circle on the map.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    pub(crate) at: Point,
    pub(crate) radius: f64,
    pub(crate) label: String,
    /// What it says where it is pointed at.
    pub(crate) title: String,
    /// Its country, which may be large enough to be shown by its shape.
    pub(crate) country: Option<Country>,
    pub(crate) value: u64,
}

// Of the largest circle of counts, and of the smallest that can be seen.
const LARGEST: f64 = 32.0;
const SMALLEST: f64 = 2.6;

/// The part of the world that shows all there is.
pub(crate) fn frame(map: &Map) -> Frame {
    match map {
        Map::Places(places) => Frame::around(places.iter().map(|place| place.position)),
        Map::Counts(counts) => {
            let countries = counts.countries.keys();
            Frame::around(countries.filter_map(|country| countries::middle(*country)))
        }
    }
}

/// The marks, largest first, so that the small ones lie on top.
pub(crate) fn marks(map: &Map, frame: Frame, language: Language) -> Vec<Mark> {
    let mut marks = match map {
        Map::Places(places) => of_places(places, frame),
        Map::Counts(counts) => of_counts(counts, frame, language),
    };
    marks.sort_by(|a, b| {
        let by_size = b.value.cmp(&a.value);
        by_size.then_with(|| a.label.cmp(&b.label))
    });
    marks
}

// Places at one point are one circle of their common area.
fn of_places(places: &[Place], frame: Frame) -> Vec<Mark> {
    let mut points: BTreeMap<(i64, i64), Vec<&Place>> = BTreeMap::new();
    for place in places {
        points.entry(point(place.position)).or_default().push(place);
    }
    // Many small circles say more than many large ones over each other.
    let unit = (12.0 / (points.len().max(1) as f64).powf(0.17)).clamp(4.8, 10.0);
    let mut marks = Vec::new();
    for places in points.into_values() {
        let Some(first) = places.first() else {
            continue;
        };
        marks.push(Mark {
            at: frame.of(first.position),
            radius: unit * (places.len() as f64).sqrt(),
            label: short_name(&first.name).to_owned(),
            title: titles(&places),
            country: first.country,
            value: places.len() as u64,
        });
    }
    marks
}

fn point(position: Position) -> (i64, i64) {
    let tenths = |degrees: f64| (degrees * 10.0).round() as i64;
    (tenths(position.lat()), tenths(position.lon()))
}

// `Cambridge` of `Cambridge, MA`: the map tells which.
fn short_name(name: &str) -> &str {
    name.split(',').next().unwrap_or(name).trim()
}

fn titles(places: &[&Place]) -> String {
    let mut titles: Vec<String> = Vec::new();
    for place in places {
        let title = match &place.years {
            Some(years) => format!("{}, {years}", place.name),
            None => place.name.clone(),
        };
        if !titles.contains(&title) && titles.len() < 10 {
            titles.push(title);
        }
    }
    titles.join("; ")
}

fn of_counts(counts: &Counts, frame: Frame, language: Language) -> Vec<Mark> {
    let most = counts.countries.values().copied().max().unwrap_or(0);
    let unit = Words::of(language).unit(counts.unit);
    let mut marks = Vec::new();
    for (&country, &value) in &counts.countries {
        let Some(position) = countries::middle(country).filter(|_| value > 0) else {
            continue;
        };
        let label = language.country(country);
        marks.push(Mark {
            at: frame.of(position),
            radius: radius(value, most),
            title: format!("{label}, {unit}: {}", language.number(value)),
            label,
            country: Some(country),
            value,
        });
    }
    marks
}

/// The radius of a circle whose area is to that of the largest as `value` is to
/// `most`; no smaller than can be seen.
pub(crate) fn radius(value: u64, most: u64) -> f64 {
    (LARGEST * (value as f64 / most.max(1) as f64).sqrt()).max(SMALLEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_in_proportion() {
        assert_eq!(radius(100, 100), LARGEST);
        let ratio = radius(50, 100).powi(2) / radius(100, 100).powi(2);
        assert!((ratio - 0.5).abs() < 1e-9);
        assert_eq!(radius(1, 1_000_000), SMALLEST);
        assert_eq!(radius(0, 0), SMALLEST);
    }

    #[test]
    fn places_at_one_point_are_one_circle() {
        let place = |name: &str, lat| Place {
            name: name.to_owned(),
            position: Position::new(lat, 0.0).unwrap(),
            country: None,
            link: None,
            years: Some("2020".to_owned()),
        };
        let places = vec![place("A", 10.0), place("B, X", 10.0), place("C", 20.0)];
        let map = Map::Places(places);
        let marks = marks(&map, frame(&map), Language::ENGLISH);
        assert_eq!(marks.len(), 2);
        assert_eq!(marks[0].title, "A, 2020; B, X, 2020");
        let ratio = marks[0].radius.powi(2) / marks[1].radius.powi(2);
        assert!((ratio - 2.0).abs() < 1e-9);
    }
}
