//! The style sheet of a picture: what its literal colours become in the dark,
//! and what its parts do where there is little room.

use std::fmt::Write;

use crate::style::{Kind, Palette, Scheme, Style};
use crate::{Colour, Map};

/// How many tones a choropleth map has.
pub(crate) const TONES: usize = 5;

/// A class, one of its properties, and its colour.
pub(crate) type Paint = (&'static str, &'static str, Colour);

/// Every colour of a picture.
pub(crate) fn paints(palette: &Palette, kind: Kind) -> Vec<Paint> {
    let land: &[Paint] = match kind {
        Kind::Circles => &[("l", "fill", palette.land), ("l", "stroke", palette.coast)],
        Kind::Dots => &[("g", "stroke", palette.land_dots())],
        Kind::Choropleth => &[("l", "fill", palette.land), ("l", "stroke", palette.coast)],
    };
    let mut paints = vec![("b", "fill", palette.background)];
    paints.extend(land);
    if kind == Kind::Choropleth {
        let tones = palette.tones::<TONES>();
        paints.extend(
            TONE_CLASSES
                .iter()
                .zip(tones)
                .map(|(class, tone)| (*class, "fill", tone)),
        );
        paints.push(("c", "stroke", palette.background));
    }
    paints.extend([
        ("m", "fill", palette.mark),
        ("m", "stroke", palette.background),
        ("t", "fill", palette.text),
        ("t", "stroke", palette.background),
    ]);
    paints
}

pub(crate) const TONE_CLASSES: [&str; TONES] = ["c1", "c2", "c3", "c4", "c5"];

/// Where a picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a file, whose width is the picture's.
    File,
    /// In a figure of a page, which is a container of its own.
    Figure,
}

/// The style sheet for the picture with this id; every rule is for that picture
/// alone.
pub(crate) fn sheet(id: &str, map: &Map, style: &Style, place: Place) -> String {
    let mut css = format!("#{id}{{display:block;width:100%;height:auto");
    if let Some(width) = style.width {
        _ = write!(css, ";max-width:{width}px");
    }
    css.push('}');
    let light = paints(&style.light, style.kind);
    let dark = paints(&style.dark, style.kind);
    match style.scheme {
        Scheme::Light => push_rules(&mut css, id, &light),
        Scheme::Dark => push_rules(&mut css, id, &dark),
        Scheme::System => {
            push_rules(&mut css, id, &light);
            css.push_str("@media(prefers-color-scheme:dark){ ");
            push_rules(&mut css, id, &dark);
            css.push('}');
        }
        Scheme::Page => {
            push_rules(&mut css, id, &light);
            for ((class, property, light), (.., dark)) in light.iter().zip(&dark) {
                _ = write!(
                    css,
                    "#{id} .{class}{{{property}:light-dark({light},{dark})}}"
                );
            }
        }
    }
    push_small(&mut css, id, map, place);
    push_forced(&mut css, id, style.kind);
    css
}

fn push_rules(css: &mut String, id: &str, paints: &[Paint]) {
    for class in paints.chunk_by(|a, b| a.0 == b.0) {
        _ = write!(css, "#{id} .{}{{", class[0].0);
        let declarations = class
            .iter()
            .map(|(_, property, colour)| format!("{property}:{colour}"));
        css.push_str(&declarations.collect::<Vec<_>>().join(";"));
        css.push('}');
    }
}

// Names that nobody could read go, and the legend with them: the table has
// both. What is thin or small in all becomes larger than the rest.
fn push_small(css: &mut String, id: &str, map: &Map, place: Place) {
    let rule = match place {
        Place::File => "@media",
        Place::Figure => "@container",
    };
    let are_places = matches!(map, Map::Places(_));
    if are_places {
        _ = write!(
            css,
            "#{id} circle{{transform-box:fill-box;transform-origin:center}}"
        );
    }
    for (widest, coast, scale) in [(539, "2", "1.5"), (279, "3", "2.1")] {
        _ = write!(
            css,
            "{rule}(max-width:{widest}px){{ #{id} :is(.t,.k){{display:none}}#{id} .l{{stroke-width:{coast}}}"
        );
        if are_places {
            _ = write!(css, "#{id} circle{{transform:scale({scale})}}");
        }
        css.push('}');
    }
}

// Tones mean something, so a map of tones keeps its own colours.
fn push_forced(css: &mut String, id: &str, kind: Kind) {
    if kind == Kind::Choropleth {
        _ = write!(css, "#{id}{{forced-color-adjust:none}}");
        return;
    }
    css.push_str("@media(forced-colors:active){ ");
    for (class, declarations) in [
        ("b", "fill:Canvas"),
        ("l", "fill:Canvas;stroke:CanvasText"),
        ("g", "stroke:GrayText"),
        ("m", "fill:LinkText;stroke:Canvas"),
        // Else browsers take the halo away.
        (
            "t",
            "forced-color-adjust:none;fill:CanvasText;stroke:Canvas",
        ),
    ] {
        if matches!((class, kind), ("l", Kind::Dots) | ("g", Kind::Circles)) {
            continue;
        }
        _ = write!(css, "#{id} .{class}{{{declarations}}}");
    }
    css.push('}');
}
