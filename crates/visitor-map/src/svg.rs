//! The picture.

use std::fmt::Display;

use crate::data::land::{ANTARCTICA, LAND};
use crate::geometry::{Frame, Outline, WIDTH, path, short};
use crate::labels::{self, Area};
use crate::legend::{self, Legend};
use crate::marks::{self, Map, Mark};
use crate::markup::Markup;
use crate::sheet::{self, Place, paints};
use crate::style::{Kind, Palette, Scheme, Style};
use crate::summary::{summary, title};
use crate::tones::{self, Tones};
use crate::{Colour, grid};

/// What every picture of ours has in it, to be known again.
pub const MARK: &str = "home-page plugins";

// Renderers that are no browsers know fonts by their own names only.
const FONTS: &str = "system-ui,Segoe UI,Roboto,Noto Sans,Helvetica,Arial,DejaVu Sans,sans-serif";

// More names than this are noise.
const LABELS: usize = 12;

/// Draws a map as an SVG file of its own: no script, no reference to anything,
/// and the same bytes for the same map and style.
///
/// ```
/// use visitor_map::{Map, Style, draw, places};
///
/// let (places, _) = places(&site::Source::new("places.toml", "[[place]]\nname = 'Bern'"));
/// let svg = draw(&Map::Places(places), &Style::default());
/// assert!(svg.starts_with("<svg ") && svg.contains(">Bern<"));
/// ```
pub fn draw(map: &Map, style: &Style) -> String {
    let mut svg = picture(map, style, Place::File);
    svg.push('\n');
    svg
}

/// The picture, whose style sheet knows where it stands.
pub(crate) fn picture(map: &Map, style: &Style, place: Place) -> String {
    let id = id(&style.prefix);
    let frame = marks::frame(map);
    let marks = marks::marks(map, frame, style.language);
    let tones = match style.kind {
        Kind::Choropleth => tones::tones(&marks),
        Kind::Circles | Kind::Dots => Tones::default(),
    };
    let circles: Vec<Mark> = marks
        .into_iter()
        .filter(|mark| !tones.shows(mark))
        .collect();
    let legend = legend::legend(map, &tones, frame.height(), style);
    let ink = Ink::of(style);
    let mut svg = Markup::default();
    open(&mut svg, map, style, &id, frame);
    svg.open("style", &[]);
    svg.raw(&sheet::sheet(&id, map, style, place))
        .close("style");
    svg.empty(
        "rect",
        &[
            ("class", &"b"),
            ("width", &WIDTH),
            ("height", &frame.height()),
            ("rx", &12),
            ("fill", &ink.colour("b", "fill")),
        ],
    );
    push_land(&mut svg, frame, style.kind, &ink);
    tones.push(&mut svg, frame, &legend, &ink);
    push_circles(&mut svg, &circles, &legend, &ink);
    push_text(&mut svg, map, &circles, &legend, frame, style, &ink);
    svg.close("svg");
    svg.finish()
}

fn open(svg: &mut Markup, map: &Map, style: &Style, id: &str, frame: Frame) {
    let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
    svg.open(
        "svg",
        &[
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("id", &id),
            ("viewBox", &format!("0 0 {WIDTH} {}", frame.height())),
            ("role", &"img"),
            ("aria-labelledby", &format!("{title_id} {desc_id}")),
            ("lang", &style.language.tag()),
        ],
    );
    svg.raw(&format!("<!-- {MARK} -->"));
    svg.element("title", &[("id", &title_id)], title(map, style.language));
    svg.element("desc", &[("id", &desc_id)], summary(map, style.language));
}

/// The literal colours of a picture, for renderers that know no style sheets.
pub(crate) struct Ink(Vec<sheet::Paint>);

impl Ink {
    fn of(style: &Style) -> Ink {
        let palette: &Palette = match style.scheme {
            Scheme::Dark => &style.dark,
            Scheme::System | Scheme::Page | Scheme::Light => &style.light,
        };
        Ink(paints(palette, style.kind))
    }

    pub(crate) fn colour(&self, class: &str, property: &str) -> Colour {
        let is_it = |paint: &&sheet::Paint| paint.0 == class && paint.1 == property;
        let paint = self.0.iter().find(is_it);
        paint.map_or(Colour::BLACK, |(_, _, colour)| *colour)
    }
}

fn push_land(svg: &mut Markup, frame: Frame, kind: Kind, ink: &Ink) {
    let mut outlines: Vec<Outline> = LAND.to_vec();
    if frame.has_antarctica() {
        outlines.extend_from_slice(ANTARCTICA);
    }
    if kind == Kind::Dots {
        let attributes: [(&str, &dyn Display); 5] = [
            ("class", &"g"),
            ("fill", &"none"),
            ("stroke", &ink.colour("g", "stroke")),
            ("stroke-width", &"6"),
            ("stroke-linecap", &"round"),
        ];
        push_path(svg, &attributes, &grid::dots(&outlines, frame));
        return;
    }
    let attributes: [(&str, &dyn Display); 5] = [
        ("class", &"l"),
        ("fill", &ink.colour("l", "fill")),
        ("stroke", &ink.colour("l", "stroke")),
        ("stroke-width", &"1"),
        ("stroke-linejoin", &"round"),
    ];
    let d = path(outlines.into_iter().map(|outline| frame.outline(outline)));
    push_path(svg, &attributes, &d);
}

fn push_path(svg: &mut Markup, attributes: &[(&str, &dyn Display)], d: &str) {
    let mut all = attributes.to_vec();
    all.push(("d", &d));
    svg.empty("path", &all);
}

fn push_circles(svg: &mut Markup, circles: &[Mark], legend: &Legend, ink: &Ink) {
    if circles.is_empty() && legend.circles.is_empty() {
        return;
    }
    svg.open(
        "g",
        &[
            ("class", &"m"),
            ("fill", &ink.colour("m", "fill")),
            ("stroke", &ink.colour("m", "stroke")),
            ("stroke-width", &"1.6"),
        ],
    );
    for mark in circles {
        let (x, y, r) = (short(mark.at.0), short(mark.at.1), short(mark.radius));
        svg.open("circle", &[("cx", &x), ("cy", &y), ("r", &r)]);
        svg.element("title", &[], &mark.title).close("circle");
    }
    if !legend.circles.is_empty() {
        svg.open("g", &[("class", &"k")]);
        for (at, radius) in &legend.circles {
            let (x, y, r) = (short(at.0), short(at.1), short(*radius));
            svg.empty("circle", &[("cx", &x), ("cy", &y), ("r", &r)]);
        }
        svg.close("g");
    }
    svg.close("g");
}

fn push_text(
    svg: &mut Markup,
    map: &Map,
    circles: &[Mark],
    legend: &Legend,
    frame: Frame,
    style: &Style,
    ink: &Ink,
) {
    let taken: Vec<Area> = legend.room.into_iter().collect();
    // Places are all alike: of many, none deserves a name more than the others.
    let is_crowd = matches!(map, Map::Places(_)) && circles.len() > LABELS + LABELS / 3;
    let most = if style.labels && !is_crowd { LABELS } else { 0 };
    let labels = labels::place(circles, frame.height(), &taken, most);
    if labels.is_empty() && legend.texts.is_empty() {
        return;
    }
    // The halo parts letters from the coast behind them.
    svg.open(
        "g",
        &[
            ("class", &"t"),
            ("fill", &ink.colour("t", "fill")),
            ("stroke", &ink.colour("t", "stroke")),
            ("stroke-width", &"4"),
            ("stroke-linejoin", &"round"),
            ("paint-order", &"stroke"),
            ("font-family", &FONTS),
            ("font-size", &labels::SIZE),
            // Letters as wide at every size, wherever the picture stands.
            ("text-rendering", &"geometricPrecision"),
        ],
    );
    let labels = labels.iter().map(|label| (label.at, label.text));
    let texts = legend.texts.iter().map(|(at, text)| (*at, &**text));
    for (at, text) in labels.chain(texts) {
        let (x, y) = (short(at.0), short(at.1));
        svg.element("text", &[("x", &x), ("y", &y)], text);
    }
    svg.close("g");
}

/// An id that CSS and HTML both take: a letter, then letters, digits, `-`, `_`.
pub(crate) fn id(prefix: &str) -> String {
    let is_fit = |character: &char| character.is_ascii_alphanumeric() || "-_".contains(*character);
    let id: String = prefix.chars().filter(is_fit).take(40).collect();
    match id.starts_with(|first: char| first.is_ascii_alphabetic()) {
        true => id,
        false => "visitor-map".to_owned(),
    }
}
