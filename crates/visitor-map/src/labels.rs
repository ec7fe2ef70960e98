//! Names beside marks, where there is room for them.

use crate::geometry::{Point, WIDTH};
use crate::marks::Mark;

/// The size of letters, in units of the picture.
pub(crate) const SIZE: f64 = 19.0;

// How far letters reach above and below their line, as multiples of their size.
const TOPS: f64 = 0.8;
const TAILS: f64 = 0.26;

// Between a name and a mark, for the mark's ring and the name's halo.
const GAP: f64 = 2.0;

/// A name, from its left end on the line that letters stand on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label<'a> {
    pub(crate) at: Point,
    pub(crate) text: &'a str,
    /// Where it stands, for marks and names to keep out of.
    pub(crate) room: Area,
}

/// A rectangle: left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area(pub(crate) [f64; 4]);

impl Area {
    fn meets(&self, other: &Area) -> bool {
        let (a, b) = (self.0, other.0);
        a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
    }

    fn meets_circle(&self, centre: Point, radius: f64) -> bool {
        let [left, top, right, bottom] = self.0;
        let dx = centre.0 - centre.0.clamp(left, right);
        let dy = centre.1 - centre.1.clamp(top, bottom);
        dx * dx + dy * dy < radius * radius
    }

    fn is_inside(&self, height: f64) -> bool {
        let [left, top, right, bottom] = self.0;
        left >= 4.0 && top >= 2.0 && right <= WIDTH - 4.0 && bottom <= height - 2.0
    }
}

/// Names for the first marks that have room: at most `most`, none over a mark,
/// a name, `taken` or the edge.
pub(crate) fn place<'a>(
    marks: &'a [Mark],
    height: f64,
    taken: &[Area],
    most: usize,
) -> Vec<Label<'a>> {
    // Whoever looks for room among thousands of marks finds none.
    const TRIED: usize = 60;
    let mut labels: Vec<Label<'a>> = Vec::new();
    for mark in marks.iter().take(TRIED) {
        if labels.len() == most {
            break;
        }
        let is_free = |label: &Label<'_>| {
            let others = labels.iter().map(|label| &label.room).chain(taken);
            // A name must be nearer to its own mark than to any other.
            let meets = |other: &Mark| {
                let gap = if other.at == mark.at { GAP } else { GAP + 5.0 };
                label.room.meets_circle(other.at, other.radius + gap)
            };
            label.room.is_inside(height)
                && !others.into_iter().any(|other| label.room.meets(other))
                && !marks.iter().any(meets)
        };
        if let Some(label) = around(mark).into_iter().find(is_free) {
            labels.push(label);
        }
    }
    labels
}

// Right, left, below and above, and between, as mapmakers prefer them.
fn around(mark: &Mark) -> [Label<'_>; 8] {
    let width = width(&mark.label) * SIZE;
    let (x, y) = mark.at;
    let away = mark.radius + 6.0;
    let aslant = mark.radius * 0.71 + GAP + 1.0;
    // From the line that letters stand on, up to their tops and down to their
    // tails.
    let (up, down) = (SIZE * TOPS, SIZE * TAILS);
    let half = SIZE * 0.36;
    let spots = [
        (x + away, y + half),
        (x - away - width, y + half),
        (x + aslant + GAP, y - aslant - down),
        (x - aslant - GAP - width, y - aslant - down),
        (x + aslant + GAP, y + aslant + up),
        (x - aslant - GAP - width, y + aslant + up),
        (x - width / 2.0, y + mark.radius + GAP + 1.0 + up),
        (x - width / 2.0, y - mark.radius - GAP - 1.0 - down),
    ];
    spots.map(|at| Label {
        at,
        text: &mark.label,
        room: Area([at.0 - GAP, at.1 - up, at.0 + width + GAP, at.1 + down]),
    })
}

/// About how wide a text is, as a multiple of its size; rather too much, because
/// nobody knows the reader's font.
pub(crate) fn width(text: &str) -> f64 {
    let of = |character: char| match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '’' | ' ' | ':' | '|' => 0.31,
        'f' | 't' | 'r' | '-' | '(' | ')' | '/' => 0.4,
        'm' | 'w' | 'M' | 'W' => 0.9,
        'A'..='Z' => 0.7,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{ffef}' => 1.02,
        _ if character.is_uppercase() => 0.72,
        _ if character.is_ascii() => 0.58,
        _ => 0.64,
    };
    text.chars().map(of).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mark(x: f64, y: f64, radius: f64, label: &str) -> Mark {
        Mark {
            at: (x, y),
            radius,
            label: label.to_owned(),
            title: String::new(),
            country: None,
            value: 1,
        }
    }

    proptest! {
        #[test]
        fn names_keep_out_of_everything(
            marks in prop::collection::vec((0.0..WIDTH, 0.0..420.0, 2.0..40.0), 0..60),
        ) {
            let marks: Vec<Mark> = marks
                .into_iter()
                .map(|(x, y, radius)| mark(x, y, radius, "Urbana-Champaign"))
                .collect();
            let legend = Area([0.0, 300.0, 200.0, 420.0]);
            let labels = place(&marks, 420.0, &[legend], 12);
            for (at, label) in labels.iter().enumerate() {
                prop_assert!(label.room.is_inside(420.0));
                prop_assert!(!label.room.meets(&legend));
                prop_assert!(labels[..at].iter().all(|other| !label.room.meets(&other.room)));
                prop_assert!(marks.iter().all(|mark| !label.room.meets_circle(mark.at, mark.radius)));
            }
        }
    }

    #[test]
    fn every_spot_is_clear_of_its_own_mark() {
        for radius in [2.0, 5.0, 9.0, 20.0, 40.0] {
            let mark = mark(500.0, 200.0, radius, "Bern");
            for label in around(&mark) {
                assert!(!label.room.meets_circle(mark.at, radius + GAP), "{label:?}");
            }
        }
    }

    #[test]
    fn one_mark_has_its_name_to_the_right() {
        let marks = [mark(500.0, 200.0, 10.0, "Bern")];
        let labels = place(&marks, 420.0, &[], 12);
        assert_eq!(labels.len(), 1);
        assert!(labels[0].at.0 > 510.0);
    }
}
