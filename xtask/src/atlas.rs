//! `cargo xtask atlas DIR`: the tables that maps are drawn from, out of npm
//! packages that lie in a folder. Their shapes are facts that seldom change, so
//! the tables are checked in and nobody else needs the packages.

use std::fmt::Write;
use std::path::Path;

use anyhow::Context;
use serde::de::DeserializeOwned;

use crate::cli::AtlasArgs;
use crate::write::write_or_verify;
use crate::{Outcome, tell, tools};

mod cldr;
mod rings;
mod simplify;
mod topology;

use rings::{Point, Ring};
use topology::Topology;

// A corner of less than this many square pixels goes, on a map 1000 pixels wide.
const LAND_CORNER: f64 = 0.9;
const COUNTRY_CORNER: f64 = 1.2;

// An island of less than this many square pixels is no more than dirt.
const LAND_LEAST: f64 = 1.3;

// Islands of countries, so that each is seen with the coast around it.
const ISLAND_LEAST: f64 = 2.0;

// A country this small is better shown by a mark than by its shape.
const COUNTRY_LEAST: f64 = 6.0;

// South of here there is Antarctica alone.
const ANTARCTIC: f64 = -60.0;

pub(crate) fn run(args: &AtlasArgs) -> anyhow::Result<Outcome> {
    let packages = &args.packages;
    let topology: Topology = read(packages, "world-atlas/countries-50m.json")?;
    let folder = tools::root().join("crates/visitor-map/src/data");
    let codes = cldr::codes(packages)?;
    let files = [
        ("land.rs", land(&topology)?),
        ("countries.rs", countries(&topology, &codes)?),
        ("names.rs", cldr::names(packages, &codes)?),
        ("numbers.rs", cldr::numbers(packages)?),
    ];
    let files = files.each_ref();
    let files = files.map(|(name, text)| (folder.join(name), text.as_bytes()));
    let written = write_or_verify(files, args.check)?;
    Ok(tell::written(&args.show, args.check, "4 tables", &written))
}

fn read<T: DeserializeOwned>(packages: &Path, inside: &str) -> anyhow::Result<T> {
    let path = packages.join(inside);
    let bytes = std::fs::read(&path).with_context(|| {
        let name = inside.split('/').next().unwrap_or_default();
        format!(
            "cannot read {}; give the node_modules of `npm install --ignore-scripts {name}`",
            path.display()
        )
    })?;
    serde_json::from_slice(&bytes).with_context(|| format!("cannot understand {}", path.display()))
}

const SHAPES_FROM: &str = "\
// Made by `cargo xtask atlas` from npm world-atlas 2 (ISC, Copyright 2013-2019
// Michael Bostock), which is Natural Earth's 1:50m data (public domain).
";

fn land(topology: &Topology) -> anyhow::Result<String> {
    let arcs = topology.arcs(LAND_CORNER);
    let mut land = Vec::new();
    let mut antarctica = Vec::new();
    for ring in topology
        .object("land", &arcs)?
        .into_iter()
        .flat_map(|shape| shape.rings)
    {
        let south = ring.iter().all(|point| point.1 < ANTARCTIC);
        let rings = if south { &mut antarctica } else { &mut land };
        rings.extend(rings::cut(&ring));
    }
    let mut text = format!(
        "{SHAPES_FROM}
//! The outline of all land.

use crate::geometry::Outline;

/// The coasts, but those of Antarctica; lakes are rings of their own.
#[rustfmt::skip]
pub(crate) static LAND: &[Outline] = &[\n"
    );
    push_rings(&mut text, &mut land, LAND_LEAST);
    text.push_str("];\n\n/// The coasts of Antarctica.\n#[rustfmt::skip]\n");
    text.push_str("pub(crate) static ANTARCTICA: &[Outline] = &[\n");
    push_rings(&mut text, &mut antarctica, LAND_LEAST);
    text.push_str("];\n");
    Ok(text)
}

fn countries(topology: &Topology, codes: &cldr::Codes) -> anyhow::Result<String> {
    let arcs = topology.arcs(COUNTRY_CORNER);
    let mut countries: std::collections::BTreeMap<String, Vec<Ring>> = Default::default();
    for shape in topology.object("countries", &arcs)? {
        let Some(code) = codes.of_shape(&shape) else {
            continue;
        };
        for ring in shape.rings {
            let code = cldr::part(&code, rings::centre(&ring)).unwrap_or(&code);
            countries.entry(code.to_owned()).or_default().push(ring);
        }
    }
    let mut text = format!(
        "{SHAPES_FROM}
//! Where each country is, and its outline where that can be seen.

use crate::geometry::Shape;

/// Countries by their letters, sorted.
#[rustfmt::skip]
pub(crate) static COUNTRIES: &[Shape] = &[\n"
    );
    for (code, shape) in countries {
        let Some(middle) = rings::middle(&shape) else {
            continue;
        };
        let (lon, lat) = rounded(&middle);
        _ = writeln!(
            text,
            "Shape {{ code: {code:?}, at: ({lon}, {lat}), rings: &["
        );
        let mut pieces: Vec<Ring> = shape.iter().flat_map(|ring| rings::cut(ring)).collect();
        if pieces
            .iter()
            .all(|piece| rings::area(piece).abs() < COUNTRY_LEAST)
        {
            pieces.clear();
        }
        push_rings(&mut text, &mut pieces, ISLAND_LEAST);
        text.push_str("]},\n");
    }
    text.push_str("];\n");
    Ok(text)
}

// The largest first, so that a table says at its top what it is about.
fn push_rings(text: &mut String, rings: &mut Vec<Ring>, least: f64) {
    rings.retain(|ring| rings::area(ring).abs() >= least);
    rings.sort_by(|a, b| rings::area(b).abs().total_cmp(&rings::area(a).abs()));
    for ring in rings {
        let mut points: Vec<_> = ring.iter().map(rounded).collect();
        points.dedup();
        text.push_str("&[");
        for (lon, lat) in points {
            _ = write!(text, "({lon},{lat}),");
        }
        text.push_str("],\n");
    }
}

// Hundredths of a degree: a kilometre, which is a fortieth of a pixel.
fn rounded(point: &Point) -> (i32, i32) {
    let hundredths = |degrees: f64| (degrees * 100.0).round() as i32;
    (hundredths(point.0), hundredths(point.1))
}
