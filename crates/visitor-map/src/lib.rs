//! A map of the world for a home page that keeps nobody's address: a static
//! picture of the places an author names, or of published counts by country.

mod colour;
mod countries;
mod country;
mod counts;
mod data;
mod fragment;
mod gazetteer;
mod geometry;
mod grid;
mod labels;
mod language;
mod legend;
mod marks;
mod markup;
mod place;
mod position;
mod sheet;
mod style;
mod summary;
mod svg;
#[cfg(test)]
mod tests;
mod tones;
mod words;

pub use colour::Colour;
pub use country::Country;
pub use counts::{Counts, Unit, Window};
pub use fragment::fragment;
pub use language::Language;
pub use marks::Map;
pub use place::{Place, places};
pub use position::Position;
pub use style::{Kind, Palette, Scheme, Style, Wanted};
pub use summary::summary;
pub use svg::{MARK, draw};
