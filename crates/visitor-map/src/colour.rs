//! Colours, and whether two of them can be told apart.

use std::fmt;
use std::str::FromStr;

/// A colour of the screen: red, green and blue.
///
/// ```
/// use visitor_map::Colour;
///
/// let colour: Colour = "8288ae".parse().unwrap();
/// assert_eq!(colour.to_string(), "#8288ae");
/// assert_eq!("#fff".parse(), Ok(Colour::WHITE));
/// assert!("red".parse::<Colour>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// White.
    pub const WHITE: Colour = Colour([255; 3]);
    /// Black.
    pub const BLACK: Colour = Colour([0; 3]);

    /// The relative luminance, 0 for black and 1 for white, as
    /// [WCAG 2.2](https://www.w3.org/TR/WCAG22/#dfn-relative-luminance) has it.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let part = f64::from(channel) / 255.0;
            match part <= 0.040_45 {
                true => part / 12.92,
                false => ((part + 0.055) / 1.055).powf(2.4),
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast of two colours, 1 for the same and 21 for black on white, as
    /// [WCAG 2.2](https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio) has it.
    ///
    /// ```
    /// use visitor_map::Colour;
    ///
    /// assert_eq!(Colour::BLACK.contrast(Colour::WHITE), 21.0);
    /// ```
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The same hue with at least these contrasts, changed no more than that
    /// needs; `None` where no colour has them all. From any one colour black or
    /// white is 4.5 away.
    pub(crate) fn clear_of(self, grounds: &[(Colour, f64)]) -> Option<Colour> {
        let is_clear = |colour: &Colour| {
            let mut grounds = grounds.iter();
            grounds.all(|(ground, least)| colour.contrast(*ground) >= *least)
        };
        let ends = [Colour::BLACK, Colour::WHITE];
        let mixed = |percent| ends.map(|end| self.mixed(end, percent));
        (0..=100).flat_map(mixed).find(is_clear)
    }

    /// The same hue with at least this contrast to `ground`, or black or white.
    pub(crate) fn away_from(self, ground: Colour, least: f64) -> Colour {
        let clear = self.clear_of(&[(ground, least)]);
        clear.unwrap_or_else(|| ground.far_end())
    }

    /// A tone of this hue with this contrast to `ground`: paler or deeper.
    pub(crate) fn toned(self, ground: Colour, contrast: f64) -> Colour {
        let pale = (0..=100).map(|percent| ground.mixed(self, percent));
        let mut enough = pale.filter(|colour| colour.contrast(ground) >= contrast);
        enough
            .next()
            .unwrap_or_else(|| self.away_from(ground, contrast))
    }

    /// Black or white, whichever this is farther from.
    pub(crate) fn far_end(self) -> Colour {
        match self.contrast(Colour::BLACK) > self.contrast(Colour::WHITE) {
            true => Colour::BLACK,
            false => Colour::WHITE,
        }
    }

    pub(crate) fn mixed(self, other: Colour, percent: u16) -> Colour {
        let mut channels = self.0;
        for (channel, end) in channels.iter_mut().zip(other.0) {
            let sum = u16::from(*channel) * (100 - percent) + u16::from(end) * percent;
            *channel = u8::try_from(sum / 100).unwrap_or(u8::MAX);
        }
        Colour(channels)
    }
}

impl FromStr for Colour {
    type Err = String;

    fn from_str(text: &str) -> Result<Colour, String> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        let wrong = || format!("`{text}` is no colour of three or six hexadecimal digits");
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| wrong())?;
        let [_, red, green, blue] = number.to_be_bytes();
        match digits.len() {
            6 => Ok(Colour([red, green, blue])),
            3 => Ok(Colour(
                [green & 15, blue >> 4, blue & 15].map(|digit| digit * 17),
            )),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn contrasts_are_those_that_others_compute() {
        for (a, b, expected) in [
            ("777777", "ffffff", 4.48),
            ("8288ae", "ffffff", 3.45),
            ("ff5353", "ffffff", 3.18),
            ("ff5353", "8288ae", 1.09),
        ] {
            let contrast = colour(a).contrast(colour(b));
            assert!((contrast - expected).abs() < 0.01, "{a} {b} {contrast}");
        }
    }

    #[test]
    fn short_colours_are_long_ones() {
        assert_eq!(colour("#a4f"), colour("aa44ff"));
        for wrong in ["", "#", "+12345", "12345g", "ffff", "é12345"] {
            assert!(wrong.parse::<Colour>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_colour_can_be_moved_away_from_any_other(a: [u8; 3], b: [u8; 3]) {
            let (a, b) = (Colour(a), Colour(b));
            let moved = a.away_from(b, 4.5);
            prop_assert!(moved.contrast(b) >= 4.5, "{a} on {b}: {moved}");
            prop_assert!(a.toned(b, 3.0).contrast(b) >= 3.0);
            if a.contrast(b) >= 4.5 {
                prop_assert_eq!(moved, a);
            }
        }
    }
}
