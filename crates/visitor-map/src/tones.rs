//! Countries in tones: the more there is, the deeper.

use std::collections::BTreeMap;

use crate::geometry::{Frame, path, short};
use crate::legend::Legend;
use crate::marks::Mark;
use crate::markup::Markup;
use crate::sheet::{TONE_CLASSES, TONES};
use crate::svg::Ink;
use crate::{Colour, Country, countries};

/// Which country has which tone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tones {
    /// Each tone's least and largest value, palest first.
    pub(crate) ranges: Vec<(u64, u64)>,
    values: BTreeMap<Country, u64>,
}

/// Tones with about as many countries in each; equal values have equal tones.
pub(crate) fn tones(marks: &[Mark]) -> Tones {
    let mut values: BTreeMap<Country, u64> = BTreeMap::new();
    for mark in marks {
        if let Some(country) = mark.country {
            let value = values.entry(country).or_default();
            *value = value.saturating_add(mark.value);
        }
    }
    let mut sorted: Vec<u64> = values.values().copied().collect();
    sorted.sort_unstable();
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for tone in 0..TONES {
        let (from, to) = (
            sorted.len() * tone / TONES,
            sorted.len() * (tone + 1) / TONES,
        );
        let (Some(&least), Some(&most)) = (sorted.get(from), sorted.get(to.saturating_sub(1)))
        else {
            continue;
        };
        match ranges.last().map(|range| range.1) {
            // The tone before has it already.
            Some(before) if before >= most => {}
            Some(before) => ranges.push((least.max(before + 1), most)),
            None => ranges.push((least, most)),
        }
    }
    Tones { ranges, values }
}

impl Tones {
    /// Whether a mark is seen by the tone of its country.
    pub(crate) fn shows(&self, mark: &Mark) -> bool {
        let country = mark.country;
        country.is_some_and(|country| self.values.contains_key(&country))
    }

    /// The class of each range: few tones are as far apart as they can be.
    pub(crate) fn class(&self, range: usize) -> usize {
        match self.ranges.len() {
            0 | 1 => TONES / 2,
            count => (range * (TONES - 1)).div_ceil(count - 1).min(TONES - 1),
        }
    }

    pub(crate) fn push(&self, svg: &mut Markup, frame: Frame, legend: &Legend, ink: &Ink) {
        if self.ranges.is_empty() {
            return;
        }
        svg.open(
            "g",
            &[
                ("class", &"c"),
                ("stroke", &ink.colour("c", "stroke")),
                ("stroke-width", &"1"),
            ],
        );
        // The small ones last, so that no neighbour lies over them.
        for push in [push_shapes, push_circles] {
            for (at, range) in self.ranges.iter().enumerate() {
                let is_in = |value: &u64| (range.0..=range.1).contains(value);
                let countries = self.values.iter().filter(|(_, value)| is_in(value));
                let countries: Vec<Country> = countries.map(|(country, _)| *country).collect();
                let class = TONE_CLASSES[self.class(at)];
                push(svg, &countries, frame, (class, ink.colour(class, "fill")));
            }
        }
        push_swatches(svg, legend, ink);
        svg.close("g");
    }
}

type Fill = (&'static str, Colour);

fn push_shapes(svg: &mut Markup, countries: &[Country], frame: Frame, fill: Fill) {
    let shapes = countries
        .iter()
        .filter_map(|country| countries::shape(*country));
    let rings = shapes.flat_map(|shape| shape.rings);
    let d = path(rings.map(|ring| frame.outline(ring)));
    if !d.is_empty() {
        svg.empty("path", &[("class", &fill.0), ("fill", &fill.1), ("d", &d)]);
    }
}

// A country without a shape that could be seen is a circle of one size.
fn push_circles(svg: &mut Markup, countries: &[Country], frame: Frame, fill: Fill) {
    const RADIUS: &str = "5";
    let is_small = |country: &&Country| {
        let shape = countries::shape(**country);
        shape.is_none_or(|shape| shape.rings.is_empty())
    };
    let small = countries.iter().filter(is_small);
    for middle in small.filter_map(|country| countries::middle(*country)) {
        let (x, y) = frame.of(middle);
        svg.empty(
            "circle",
            &[
                ("class", &fill.0),
                ("fill", &fill.1),
                ("cx", &short(x)),
                ("cy", &short(y)),
                ("r", &RADIUS),
            ],
        );
    }
}

fn push_swatches(svg: &mut Markup, legend: &Legend, ink: &Ink) {
    svg.open("g", &[("class", &"k")]);
    for ((x, y), tone) in &legend.swatches {
        let class = TONE_CLASSES[*tone];
        svg.empty(
            "rect",
            &[
                ("class", &class),
                ("x", &short(*x)),
                ("y", &short(*y)),
                ("width", &28),
                ("height", &16),
                ("fill", &ink.colour(class, "fill")),
            ],
        );
    }
    svg.close("g");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[u64], expected: &[(u64, u64)]) {
        let codes = ["AT", "BE", "CH", "DE", "ES", "FR", "GB", "HU", "IT", "JP"];
        let marks: Vec<Mark> = values
            .iter()
            .zip(codes)
            .map(|(value, code)| Mark {
                at: (0.0, 0.0),
                radius: 1.0,
                label: String::new(),
                title: String::new(),
                country: code.parse().ok(),
                value: *value,
            })
            .collect();
        let tones = tones(&marks);
        assert_eq!(tones.ranges, expected);
        for value in values {
            let is_in = |range: &&(u64, u64)| (range.0..=range.1).contains(value);
            assert_eq!(tones.ranges.iter().filter(is_in).count(), 1);
        }
    }

    #[test]
    fn every_value_has_one_tone() {
        check(&[], &[]);
        check(&[7], &[(7, 7)]);
        check(&[1, 1, 1, 1, 1, 1, 9], &[(1, 1), (2, 9)]);
        check(
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
            &[(1, 2), (3, 4), (5, 6), (7, 8), (9, 10)],
        );
    }
}
