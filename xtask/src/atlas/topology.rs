//! TopoJSON, as far as world-atlas uses it.
//! <https://github.com/topojson/topojson-specification>

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::rings::{Point, Ring};
use super::simplify::simplified;

#[derive(Deserialize)]
pub(crate) struct Topology {
    transform: Transform,
    arcs: Vec<Vec<[f64; 2]>>,
    objects: BTreeMap<String, Collection>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    id: Option<String>,
    #[serde(default)]
    properties: Properties,
    #[serde(flatten)]
    polygons: Polygons,
}

#[derive(Deserialize, Default)]
struct Properties {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Polygons {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

/// A geometry with its rings put together.
pub(crate) struct Shape {
    /// The number of ISO 3166-1, three digits.
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    pub(crate) rings: Vec<Ring>,
}

impl Topology {
    /// Every arc in degrees, simplified by itself, so that neighbours still
    /// share their border.
    pub(crate) fn arcs(&self, least_corner: f64) -> Vec<Vec<Point>> {
        let arcs = self.arcs.iter().map(|arc| self.decoded(arc));
        arcs.map(|arc| simplified(&arc, least_corner)).collect()
    }

    // Steps from point to point on a grid.
    fn decoded(&self, arc: &[[f64; 2]]) -> Vec<Point> {
        let Transform { scale, translate } = &self.transform;
        let steps = arc.iter().scan((0.0, 0.0), |at, step| {
            *at = (at.0 + step[0], at.1 + step[1]);
            Some(*at)
        });
        let degrees = |(x, y): Point| (x * scale[0] + translate[0], y * scale[1] + translate[1]);
        steps.map(degrees).collect()
    }

    pub(crate) fn object(&self, name: &str, arcs: &[Vec<Point>]) -> anyhow::Result<Vec<Shape>> {
        let collection = self.objects.get(name);
        let collection = collection.with_context(|| format!("there is no object `{name}`"))?;
        let shapes = collection
            .geometries
            .iter()
            .map(|geometry| shape(geometry, arcs));
        shapes.collect()
    }
}

fn shape(geometry: &Geometry, arcs: &[Vec<Point>]) -> anyhow::Result<Shape> {
    let rings: Vec<&Vec<i64>> = match &geometry.polygons {
        Polygons::Polygon(rings) => rings.iter().collect(),
        Polygons::MultiPolygon(polygons) => polygons.iter().flatten().collect(),
    };
    let rings: anyhow::Result<Vec<Ring>> =
        rings.into_iter().map(|ring| joined(ring, arcs)).collect();
    Ok(Shape {
        id: geometry.id.clone(),
        name: geometry.properties.name.clone(),
        rings: rings?,
    })
}

// Arcs end to end; a number below zero is the complement of one that runs
// backwards. The ring's first point does not come again at its end.
fn joined(ring: &[i64], arcs: &[Vec<Point>]) -> anyhow::Result<Ring> {
    let mut points = Vec::new();
    for &index in ring {
        let forward = usize::try_from(index).or_else(|_| usize::try_from(!index))?;
        let arc = arcs.get(forward).context("an arc is missing")?;
        let count = arc.len().saturating_sub(1);
        match index < 0 {
            false => points.extend(arc.iter().take(count)),
            true => points.extend(arc.iter().rev().take(count)),
        }
    }
    ensure!(!points.is_empty(), "a ring is empty");
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::Topology;

    #[test]
    fn arcs_are_steps_and_run_both_ways() {
        let json = r#"{
            "transform": {"scale": [0.5, 2], "translate": [-10, 0]},
            "arcs": [[[0, 0], [4, 0], [0, 1]], [[0, 0], [0, 1], [4, 0]]],
            "objects": {"o": {"geometries": [
                {"type": "Polygon", "arcs": [[0, -2]], "id": "036", "properties": {"name": "N"}},
                {"type": "MultiPolygon", "arcs": [[[0, 1]], [[9]]]}
            ]}}
        }"#;
        let topology: Topology = serde_json::from_str(json).unwrap();
        let arcs = topology.arcs(0.0);
        assert_eq!(arcs[0], [(-10.0, 0.0), (-8.0, 0.0), (-8.0, 2.0)]);
        assert!(topology.object("o", &arcs).is_err(), "arc 9 is missing");
        assert!(topology.object("none", &arcs).is_err());
        let ring = super::joined(&[0, -2], &arcs).unwrap();
        assert_eq!(ring, [(-10.0, 0.0), (-8.0, 0.0), (-8.0, 2.0), (-10.0, 2.0)]);
    }
}
