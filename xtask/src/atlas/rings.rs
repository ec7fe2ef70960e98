//! Closed lines on the globe, and the flat piece of it that a map shows.

/// A longitude and a latitude in degrees.
pub(crate) type Point = (f64, f64);

/// A closed line; its first point does not come again at its end.
pub(crate) type Ring = Vec<Point>;

/// A map is cut open here: through the Bering Strait, which leaves Asia and
/// America whole. The middle of the map is half a turn away.
pub(super) const CUT: f64 = -169.0;

// A radian is this many pixels, where the equator is 1000 pixels long.
const RADIAN: f64 = 184.7;

/// Twice turned to the same side, the ring goes round the pole.
const TURN: f64 = 360.0;

/// The pieces of a ring between the cut and the cut, in longitudes from
/// [`CUT`] to one turn more.
pub(crate) fn cut(ring: &[Point]) -> Vec<Ring> {
    let ring = unwrapped(ring);
    let shifts = [-TURN, 0.0, TURN].iter();
    let pieces = shifts.map(|shift| {
        let moved: Ring = ring.iter().map(|(lon, lat)| (lon + shift, *lat)).collect();
        let east = kept(&moved, |lon| lon - CUT);
        kept(&east, |lon| CUT + TURN - lon)
    });
    pieces.filter(|piece| piece.len() > 2).collect()
}

// Without the jumps where longitudes pass from 180 to -180. A ring that does
// not come back is one around the pole and is closed there.
fn unwrapped(ring: &[Point]) -> Ring {
    let mut points: Ring = Vec::with_capacity(ring.len() + 3);
    for &(lon, lat) in ring.iter().chain(ring.first()) {
        let before = points.last().map_or(lon, |point| point.0);
        points.push((lon - ((lon - before) / TURN).round() * TURN, lat));
    }
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else {
        return points;
    };
    if (last.0 - first.0).abs() > TURN / 2.0 {
        let pole = 90.0_f64.copysign(first.1);
        points.extend([(last.0, pole), (first.0, pole)]);
    } else {
        points.pop();
    }
    points
}

// Sutherland and Hodgman's clipping by one line, where `side` is zero on it.
fn kept(ring: &[Point], side: impl Fn(f64) -> f64) -> Ring {
    let mut points = Vec::with_capacity(ring.len());
    for (at, &to) in ring.iter().enumerate() {
        let from = ring[(at + ring.len() - 1) % ring.len()];
        let (a, b) = (side(from.0), side(to.0));
        if (a < 0.0) != (b < 0.0) {
            let part = a / (a - b);
            let cross = |from: f64, to: f64| from + (to - from) * part;
            points.push((cross(from.0, to.0), cross(from.1, to.1)));
        }
        if b >= 0.0 {
            points.push(to);
        }
    }
    points
}

/// The area of a ring in square pixels, of an island below or above zero as
/// that of a lake is not.
pub(crate) fn area(ring: &[Point]) -> f64 {
    let flat: Ring = ring.iter().map(equal_area).collect();
    let doubled = flat.iter().enumerate().map(|(at, to)| {
        let from = flat[(at + flat.len() - 1) % flat.len()];
        from.0 * to.1 - to.0 * from.1
    });
    doubled.sum::<f64>() / 2.0
}

/// The area of a triangle in square pixels.
pub(crate) fn triangle(a: Point, b: Point, c: Point) -> f64 {
    area(&[a, b, c]).abs()
}

// Lambert's cylindrical projection: distances are wrong, areas are right.
fn equal_area(point: &Point) -> Point {
    let (lon, lat) = (point.0.to_radians(), point.1.to_radians());
    (lon * RADIAN, lat.sin() * RADIAN)
}

/// A point inside the largest part of a country, where its mark goes: the
/// centre of gravity, or the middle of the country at that latitude.
pub(crate) fn middle(rings: &[Ring]) -> Option<Point> {
    let rings = rings.iter().map(|ring| unwrapped(ring));
    let largest = rings.max_by(|a, b| area(a).abs().total_cmp(&area(b).abs()))?;
    let (lon, lat) = centre(&largest);
    let crossings = crossings(&largest, lat);
    let inside = crossings.chunks_exact(2);
    let is_inside = inside.clone().any(|pair| pair[0] < lon && lon < pair[1]);
    let widest = inside.max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])));
    let lon = match widest {
        Some(pair) if !is_inside => f64::midpoint(pair[0], pair[1]),
        _ => lon,
    };
    let from_cut = (lon - CUT).rem_euclid(TURN);
    Some((CUT + from_cut, lat))
}

/// The centre of gravity.
pub(crate) fn centre(ring: &[Point]) -> Point {
    let area = area(ring);
    let flat: Ring = ring.iter().map(equal_area).collect();
    let (mut x, mut y) = (0.0, 0.0);
    for (at, to) in flat.iter().enumerate() {
        let from = flat[(at + flat.len() - 1) % flat.len()];
        let doubled = from.0 * to.1 - to.0 * from.1;
        x += (from.0 + to.0) * doubled / (6.0 * area);
        y += (from.1 + to.1) * doubled / (6.0 * area);
    }
    ((x / RADIAN).to_degrees(), (y / RADIAN).asin().to_degrees())
}

// The longitudes where a ring meets a latitude, sorted.
fn crossings(ring: &[Point], lat: f64) -> Vec<f64> {
    let edges = ring.iter().enumerate().map(|(at, to)| {
        let from = ring[(at + ring.len() - 1) % ring.len()];
        (from, *to)
    });
    let met = edges.filter(|(from, to)| (from.1 < lat) != (to.1 < lat));
    let mut lons: Vec<f64> = met
        .map(|(from, to)| from.0 + (to.0 - from.0) * (lat - from.1) / (to.1 - from.1))
        .collect();
    lons.sort_by(f64::total_cmp);
    lons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_across_the_date_line_stays_in_one_piece() {
        let island = [(179.0, 10.0), (-179.0, 10.0), (-179.0, 12.0), (179.0, 12.0)];
        let pieces = cut(&island);
        assert_eq!(pieces.len(), 1);
        assert!(
            pieces[0]
                .iter()
                .all(|(lon, _)| (179.0..=181.0).contains(lon))
        );
    }

    #[test]
    fn a_ring_across_the_cut_is_two() {
        let island = [
            (-170.0, 10.0),
            (-168.0, 10.0),
            (-168.0, 12.0),
            (-170.0, 12.0),
        ];
        let mut pieces = cut(&island);
        pieces.sort_by(|a, b| a[0].0.total_cmp(&b[0].0));
        assert_eq!(pieces.len(), 2);
        assert!(
            pieces[0]
                .iter()
                .all(|(lon, _)| (-169.0..=-168.0).contains(lon))
        );
        assert!(
            pieces[1]
                .iter()
                .all(|(lon, _)| (190.0..=191.0).contains(lon))
        );
        let whole = area(&island);
        let parts: f64 = pieces.iter().map(|piece| area(piece)).sum();
        assert!((whole - parts).abs() < 1e-9);
    }

    #[test]
    fn a_ring_around_the_pole_is_closed_there() {
        let ring: Ring = (0..36)
            .map(|at| (f64::from(at * 10 - 180), -70.0))
            .collect();
        let total: f64 = cut(&ring).iter().map(|piece| area(piece)).sum();
        // A cap of the sphere: 2π (1 - sin 70°).
        let cap = std::f64::consts::TAU * (1.0 - 70_f64.to_radians().sin()) * RADIAN * RADIAN;
        assert!((total.abs() / cap - 1.0).abs() < 1e-6, "{total} {cap}");
    }

    #[test]
    fn the_middle_is_inside() {
        // A horseshoe, whose centre of gravity is in its opening.
        let shoe = vec![
            (0.0, 0.0),
            (10.0, 0.0),
            (10.0, 10.0),
            (8.0, 10.0),
            (8.0, 2.0),
            (2.0, 2.0),
            (2.0, 10.0),
            (0.0, 10.0),
        ];
        let (lon, lat) = middle(std::slice::from_ref(&shoe)).unwrap();
        assert!(lat > 2.0 && !(2.0..=8.0).contains(&lon), "{lon} {lat}");
        assert_eq!(middle(&[]), None);
    }
}
