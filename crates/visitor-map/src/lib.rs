//! A map of the world for a home page that keeps nobody's address: a static
//! picture of the places an author names, or of published counts by country.

mod colour;
mod countries;
mod country;
mod counts;
mod data;
pub mod embed;
mod fragment;
mod gazetteer;
mod geometry;
mod grid;
pub mod import;
mod labels;
mod language;
mod legend;
pub mod log;
mod marks;
mod markup;
mod place;
mod position;
pub mod publish;
mod sheet;
mod style;
mod summary;
mod svg;
pub mod tally;
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
