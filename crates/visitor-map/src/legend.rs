//! What sizes and tones mean, in the empty corner of the South Pacific.

use crate::geometry::Point;
use crate::labels::{Area, SIZE, width};
use crate::marks::{Map, radius};
use crate::style::{Kind, Style};
use crate::tones::Tones;
use crate::words::Words;

/// A legend; empty where a map needs none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Legend {
    pub(crate) circles: Vec<(Point, f64)>,
    pub(crate) swatches: Vec<(Point, usize)>,
    pub(crate) texts: Vec<(Point, String)>,
    /// Where it stands.
    pub(crate) room: Option<Area>,
}

const LEFT: f64 = 20.0;
const BOTTOM: f64 = 16.0;

/// The legend of a map of this height.
pub(crate) fn legend(map: &Map, tones: &Tones, height: f64, style: &Style) -> Legend {
    match (style.kind, map) {
        (Kind::Choropleth, _) => of_tones(map, tones, height, style),
        (_, Map::Counts(_)) => of_sizes(map, height, style),
        (_, Map::Places(_)) => Legend::default(),
    }
}

// Circles in a row: a large one, a middle one and a small one.
fn of_sizes(map: &Map, height: f64, style: &Style) -> Legend {
    let mut legend = Legend::default();
    let Map::Counts(counts) = map else {
        return legend;
    };
    let Some(&most) = counts.countries.values().max().filter(|most| **most > 0) else {
        return legend;
    };
    let mut values = vec![round(most)];
    values.extend([round(most / 5), round(most / 25)]);
    values.retain(|value| *value > 0);
    values.dedup();
    let tallest = radius(round(most), most);
    let middle = height - BOTTOM - tallest;
    let mut x = LEFT;
    for value in values {
        let radius = radius(value, most);
        let text = style.language.number(value);
        legend.circles.push(((x + radius, middle), radius));
        x += radius * 2.0 + 6.0;
        let wide = width(&text) * SIZE;
        legend.texts.push(((x, middle + SIZE * 0.36), text));
        x += wide + 16.0;
    }
    let unit = Words::of(style.language).unit(counts.unit);
    let top = middle - tallest - 10.0;
    legend.texts.push(((LEFT, top), unit.to_owned()));
    let right = x.max(LEFT + width(unit) * SIZE);
    legend.room = Some(Area([0.0, top - SIZE, right, height]));
    legend
}

/// The largest 1, 2 or 5 with zeros behind it that is no more than this.
fn round(value: u64) -> u64 {
    let power = value
        .checked_ilog10()
        .map_or(0, |digits| 10_u64.pow(digits));
    match value.checked_div(power) {
        Some(5..) => 5 * power,
        Some(2..) => 2 * power,
        Some(_) => power,
        None => 0,
    }
}

// One row for each tone, the deepest on top.
fn of_tones(map: &Map, tones: &Tones, height: f64, style: &Style) -> Legend {
    const ROW: f64 = 25.0;
    let mut legend = Legend::default();
    if tones.ranges.is_empty() {
        return legend;
    }
    let mut y = height - BOTTOM;
    let mut right: f64 = 0.0;
    for (at, (least, most)) in tones.ranges.iter().enumerate() {
        let number = |value: &u64| style.language.number(*value);
        let text = match least == most {
            true => number(least),
            false => format!("{}–{}", number(least), number(most)),
        };
        legend
            .swatches
            .push(((LEFT, y - SIZE * 0.78), tones.class(at)));
        right = right.max(width(&text));
        legend.texts.push(((LEFT + 38.0, y), text));
        y -= ROW;
    }
    let words = Words::of(style.language);
    let unit = match map {
        Map::Places(_) => words.places,
        Map::Counts(counts) => words.unit(counts.unit),
    };
    legend.texts.push(((LEFT, y), unit.to_owned()));
    let right = (LEFT + 38.0 + right * SIZE).max(LEFT + width(unit) * SIZE);
    legend.room = Some(Area([0.0, y - SIZE, right, height]));
    legend
}

#[cfg(test)]
mod tests {
    use super::round;

    #[test]
    fn legends_have_round_numbers() {
        let rounds = [0, 1, 2, 4, 5, 9, 10, 49, 50, 1_999].map(round);
        assert_eq!(rounds, [0, 1, 2, 2, 5, 5, 10, 20, 50, 1000]);
        assert_eq!(round(u64::MAX), 10_000_000_000_000_000_000);
    }
}
