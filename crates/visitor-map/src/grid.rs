//! Land as a grid of dots.

use std::fmt::Write;

use crate::geometry::{Frame, Outline};

/// The distance of two dots in a row, in units of the picture.
pub(crate) const STEP: f64 = 11.0;

/// The distance of two rows, so that each dot has six neighbours at one distance.
const ROW: f64 = 9.5;

/// The dots on land, as the `d` of a path whose round ends are the dots.
pub(crate) fn dots(outlines: &[Outline], frame: Frame) -> String {
    let mut d = String::new();
    for (row, mut crossings) in crossings(outlines, frame).into_iter().enumerate() {
        crossings.sort_by(f64::total_cmp);
        let y = ROW * (row as f64 + 0.5);
        let offset = if row % 2 == 0 { 0.0 } else { STEP / 2.0 };
        let mut column_before: Option<i64> = None;
        for pair in crossings.chunks_exact(2) {
            let first = ((pair[0] - offset) / STEP).ceil() as i64;
            let last = ((pair[1] - offset) / STEP).floor() as i64;
            for column in first..=last {
                match column_before {
                    Some(before) if before >= column => continue,
                    Some(before) => _ = write!(d, "m{} 0h0", (column - before) * STEP as i64),
                    None => {
                        let x = column as f64 * STEP + offset;
                        _ = write!(d, "M{x} {y}h0");
                    }
                }
                column_before = Some(column);
            }
        }
    }
    d
}

// For each row, where it meets the edges of land: pairs of in and out.
fn crossings(outlines: &[Outline], frame: Frame) -> Vec<Vec<f64>> {
    let count = (frame.height() / ROW).floor() as usize;
    let mut rows = vec![Vec::new(); count];
    for outline in outlines {
        let points: Vec<_> = frame.outline(outline).collect();
        for (at, to) in points.iter().enumerate() {
            let from = points[(at + points.len() - 1) % points.len()];
            let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
            let first = (top / ROW - 0.5).ceil().max(0.0) as usize;
            for (row, crossings) in rows.iter_mut().enumerate().skip(first) {
                let y = ROW * (row as f64 + 0.5);
                if y >= bottom {
                    break;
                }
                let part = (y - from.1) / (to.1 - from.1);
                crossings.push(from.0 + (to.0 - from.0) * part);
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::land::LAND;

    #[test]
    fn about_as_much_of_the_grid_is_land_as_of_the_world() {
        let frame = Frame::around([]);
        let rows = crossings(LAND, frame);
        assert!(rows.iter().all(|row| row.len() % 2 == 0));
        let dots = dots(LAND, frame).matches("h0").count() as f64;
        // Land without Antarctica is 135 of the Earth's 510 million km².
        let sphere = 4.0 * std::f64::consts::PI * (495.0 / 2.706_63_f64).powi(2);
        let expected = sphere * 135.0 / 510.0 / (STEP * ROW);
        assert!((dots / expected - 1.0).abs() < 0.05, "{dots} {expected}");
    }
}
