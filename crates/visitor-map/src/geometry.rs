//! The flat world: the projection, the frame around it, and lines in it.

use std::fmt::Write;

use crate::Position;

/// A closed line of longitudes and latitudes in hundredths of a degree, from
/// the cut of the map eastwards: -16900 to 19100.
pub(crate) type Outline = &'static [(i16, i16)];

/// A country: its letters, where its mark goes, and its outlines, largest first.
pub(crate) struct Shape {
    pub(crate) code: &'static str,
    pub(crate) at: (i16, i16),
    pub(crate) rings: &'static [Outline],
}

/// A point of the picture, in its own units.
pub(crate) type Point = (f64, f64);

/// How wide a picture is, in the units that everything in it is measured in.
pub(crate) const WIDTH: f64 = 1000.0;

// Room at the edges, for marks on the last island.
const MARGIN: f64 = 5.0;

// The meridian in the middle, which puts the edges into the Bering Strait.
const MIDDLE: f64 = 11.0;

// The parallels where pictures begin and end: above Greenland, below Cape Horn.
const NORTH: f64 = 83.7;
const SOUTH: f64 = -56.2;

/// South of here a place needs a picture with Antarctica in it.
const ANTARCTIC: f64 = -57.0;

// North of here it needs one that goes on to the pole.
const ARCTIC: f64 = 82.0;

/// Equal Earth by Bojan Šavrič, Tom Patterson and Bernhard Jenny (2018): areas
/// are true, so that no country looks larger than it is. Both angles are in
/// radians; the equator is 5.41 long.
///
/// <https://doi.org/10.1080/13658816.2018.1504949>
pub(crate) fn equal_earth(lon: f64, lat: f64) -> (f64, f64) {
    const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
    let half_root = 3_f64.sqrt() / 2.0;
    let t = (half_root * lat.sin()).asin();
    let (t2, t6) = (t.powi(2), t.powi(6));
    let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
    let x = lon * t.cos() / (half_root * slope);
    let y = t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2));
    (x, y)
}

/// The part of the world that a picture shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    /// The parallel at the top.
    north: f64,
    /// The parallel at the bottom.
    south: f64,
}

impl Frame {
    /// A frame for these positions: without Antarctica and the North Pole, unless
    /// one is there.
    pub(crate) fn around(positions: impl IntoIterator<Item = Position>) -> Frame {
        let mut frame = Frame {
            north: NORTH,
            south: SOUTH,
        };
        for position in positions {
            if position.lat() < ANTARCTIC {
                frame.south = -90.0;
            }
            if position.lat() > ARCTIC {
                frame.north = 90.0;
            }
        }
        frame
    }

    pub(crate) fn has_antarctica(self) -> bool {
        self.south < ANTARCTIC
    }

    /// The picture's height, a whole number.
    pub(crate) fn height(self) -> f64 {
        (self.place(MIDDLE, self.south).1 + MARGIN).ceil()
    }

    /// Where a position is in the picture.
    pub(crate) fn of(self, position: Position) -> Point {
        let from_edge = (position.lon() - (MIDDLE - 180.0)).rem_euclid(360.0);
        self.place(from_edge + MIDDLE - 180.0, position.lat())
    }

    /// The points of an outline in the picture.
    pub(crate) fn outline(self, outline: Outline) -> impl Iterator<Item = Point> {
        let place = move |&(lon, lat): &(i16, i16)| {
            self.place(f64::from(lon) / 100.0, f64::from(lat) / 100.0)
        };
        outline.iter().map(place)
    }

    fn place(self, lon: f64, lat: f64) -> Point {
        let radian = (WIDTH / 2.0 - MARGIN) / equal_earth(std::f64::consts::PI, 0.0).0;
        let top = equal_earth(0.0, self.north.to_radians()).1;
        let (x, y) = equal_earth((lon - MIDDLE).to_radians(), lat.to_radians());
        (WIDTH / 2.0 + radian * x, MARGIN + radian * (top - y))
    }
}

/// Closed lines as the `d` of an SVG path: whole numbers, and steps rather than
/// places, which compress to half.
pub(crate) fn path(outlines: impl IntoIterator<Item = impl Iterator<Item = Point>>) -> String {
    let mut d = String::new();
    for outline in outlines {
        let whole = outline.map(|(x, y)| (x.round() as i32, y.round() as i32));
        let mut points: Vec<(i32, i32)> = whole.collect();
        points.dedup();
        push_closed(&mut d, &straightened(&points));
    }
    d
}

// Without the points in the middle of a straight line.
fn straightened(points: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut kept: Vec<(i32, i32)> = Vec::with_capacity(points.len());
    for &point in points {
        if let [.., a, b] = kept[..] {
            let turn = (b.0 - a.0) * (point.1 - b.1) - (b.1 - a.1) * (point.0 - b.0);
            let ahead = (b.0 - a.0) * (point.0 - b.0) + (b.1 - a.1) * (point.1 - b.1);
            if turn == 0 && ahead > 0 {
                kept.pop();
            }
        }
        kept.push(point);
    }
    kept
}

fn push_closed(d: &mut String, points: &[(i32, i32)]) {
    let [first, rest @ ..] = points else { return };
    if rest.len() < 2 {
        return;
    }
    _ = write!(d, "M{} {}l", first.0, first.1);
    let mut before = *first;
    for (at, point) in rest.iter().enumerate() {
        let (dx, dy) = (point.0 - before.0, point.1 - before.1);
        let gap = if at == 0 || dx < 0 { "" } else { " " };
        let middle = if dy < 0 { "" } else { " " };
        _ = write!(d, "{gap}{dx}{middle}{dy}");
        before = *point;
    }
    d.push('z');
}

/// A length with at most one decimal.
pub(crate) fn short(length: f64) -> String {
    let tenths = (length * 10.0).round() / 10.0;
    // Not `-0`.
    format!("{}", tenths + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::land::LAND;

    #[test]
    fn the_projection_is_that_of_the_paper() {
        // The pole is 0.5920 of the equator wide, and the whole 0.48663 as high.
        let half = std::f64::consts::PI;
        let (equator, _) = equal_earth(half, 0.0);
        let (pole, top) = equal_earth(half, half / 2.0);
        assert!((equator - 2.706_63).abs() < 1e-4, "{equator}");
        assert!((pole / equator - 0.592).abs() < 1e-3, "{}", pole / equator);
        assert!((top / equator - 0.486_63).abs() < 1e-4, "{}", top / equator);
    }

    #[test]
    fn areas_are_true() {
        let area = |lat: f64| {
            let step = 1e-4;
            let (x, y) = equal_earth(1.0, lat);
            let (east, _) = equal_earth(1.0 + step, lat);
            let (_, north) = equal_earth(1.0, lat + step);
            (east - x) * (north - y) / (step * step * lat.cos())
        };
        for lat in [-1.3, -0.8, 0.0, 0.5, 1.0, 1.4] {
            assert!((area(lat) - 1.0).abs() < 2e-3, "{lat}: {}", area(lat));
        }
    }

    #[test]
    fn all_land_is_inside_the_frame() {
        let frame = Frame::around([]);
        for point in LAND.iter().flat_map(|outline| frame.outline(outline)) {
            assert!((0.0..=WIDTH).contains(&point.0), "{point:?}");
            assert!((0.0..=frame.height()).contains(&point.1), "{point:?}");
        }
    }

    #[test]
    fn no_line_crosses_the_picture() {
        let frame = Frame::around([]);
        for outline in LAND {
            let points: Vec<Point> = frame.outline(outline).collect();
            for pair in points.windows(2) {
                let length = (pair[0].0 - pair[1].0).abs();
                assert!(length < 60.0, "{pair:?}");
            }
        }
    }

    #[test]
    fn the_date_line_is_no_edge() {
        let frame = Frame::around([]);
        let at = |lon| frame.of(Position::new(-18.0, lon).unwrap()).0;
        assert!((at(179.9) - at(-179.9)).abs() < 1.0);
        assert!(at(-168.0) < 20.0 && at(-170.0) > WIDTH - 20.0);
    }

    #[test]
    fn the_poles_are_in_the_frame_of_who_is_there() {
        for lat in [-90.0, -70.0, -57.1, 82.1, 90.0] {
            let pole = Position::new(lat, 0.0).unwrap();
            let frame = Frame::around([pole]);
            let (_, y) = frame.of(pole);
            assert!((0.0..=frame.height()).contains(&y), "{lat}: {y}");
        }
    }

    #[test]
    fn paths_are_steps() {
        let square = [(1.0, 1.0), (5.2, 0.9), (9.0, 1.0), (9.0, 4.0), (1.0, 4.0)];
        assert_eq!(path([square.into_iter()]), "M1 1l8 0 0 3-8 0z");
        assert_eq!(path([[(1.0, 1.0), (1.2, 1.2)].into_iter()]), "");
        assert_eq!([short(-0.04), short(2.0), short(2.25)], ["0", "2", "2.3"]);
    }
}
