//! A map of the world for a home page that keeps nobody's address: a static
//! picture of the places an author names, or of published counts by country.

mod country;
mod counts;
pub mod log;
pub mod tally;

pub use country::Country;
pub use counts::{Counts, Unit, Window};
