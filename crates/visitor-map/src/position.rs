/// A place on the globe.
///
/// ```
/// use visitor_map::Position;
///
/// let position = Position::new(31.2, 121.5).unwrap();
/// assert_eq!((position.lat(), position.lon()), (31.2, 121.5));
/// assert_eq!(Position::new(121.5, 31.2), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    lat: f64,
    lon: f64,
}

impl Position {
    /// A latitude from -90 to 90 and a longitude from -180 to 180, in degrees;
    /// `None` for other numbers.
    pub fn new(lat: f64, lon: f64) -> Option<Position> {
        let is_on_globe = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        is_on_globe.then_some(Position { lat, lon })
    }

    /// Degrees north of the equator.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east of Greenwich.
    pub fn lon(self) -> f64 {
        self.lon
    }
}
