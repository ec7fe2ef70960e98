//! Lines with fewer points, after Visvalingam and Whyatt (1993): the point
//! whose triangle with its neighbours is smallest goes first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::rings::{Point, triangle};

/// The line without the corners of less than `least` square pixels. Its ends
/// stay, and so do two points between them, so that a closed line keeps an area.
pub(crate) fn simplified(line: &[Point], least: f64) -> Vec<Point> {
    const FEWEST: usize = 5;
    let mut links: Vec<(usize, usize)> = (0..line.len())
        .map(|at| (at.wrapping_sub(1), at + 1))
        .collect();
    let mut is_kept = vec![true; line.len()];
    let mut sizes = vec![f64::INFINITY; line.len()];
    let mut corners = BinaryHeap::new();
    for at in 1..line.len().saturating_sub(1) {
        sizes[at] = triangle(line[at - 1], line[at], line[at + 1]);
        corners.push(Reverse((Size(sizes[at]), at)));
    }
    let mut count = line.len();
    while let Some(Reverse((Size(size), at))) = corners.pop() {
        if size >= least || count <= FEWEST {
            break;
        }
        if !is_kept[at] || size != sizes[at] {
            continue;
        }
        is_kept[at] = false;
        count -= 1;
        let (before, after) = links[at];
        links[before].1 = after;
        links[after].0 = before;
        for corner in [before, after] {
            let (left, right) = links[corner];
            if corner == 0 || corner + 1 == line.len() {
                continue;
            }
            // Never below what has gone, or a corner would outlive a smaller one.
            sizes[corner] = triangle(line[left], line[corner], line[right]).max(size);
            corners.push(Reverse((Size(sizes[corner]), corner)));
        }
    }
    let kept = line.iter().zip(is_kept).filter(|(_, is_kept)| *is_kept);
    kept.map(|(point, _)| *point).collect()
}

/// An area in the order of numbers.
#[derive(PartialEq)]
struct Size(f64);

impl Eq for Size {}

impl Ord for Size {
    fn cmp(&self, other: &Size) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Size {
    fn partial_cmp(&self, other: &Size) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::simplified;

    #[test]
    fn small_corners_go_and_large_ones_stay() {
        let coast: Vec<(f64, f64)> = (0..=100)
            .map(|at| (f64::from(at) * 0.5, f64::from(at % 2) * 0.01))
            .chain([(50.0, 40.0), (0.0, 40.0)])
            .collect();
        let simple = simplified(&coast, 1.0);
        assert_eq!(simple.len(), 5, "{simple:?}");
        assert!(simple.contains(&(50.0, 40.0)), "{simple:?}");
        assert_eq!(simplified(&coast[..2], 1.0).len(), 2);
        assert_eq!(simplified(&[], 1.0), []);
    }
}
