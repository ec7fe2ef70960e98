//! How a picture looks.

use site::{Problem, Severity};

use crate::{Colour, Language};

/// How a picture looks.
///
/// ```
/// use visitor_map::{Kind, Style};
///
/// let style = Style { kind: Kind::Dots, ..Style::default() };
/// assert_eq!(style.prefix, "visitor-map");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// What is drawn.
    pub kind: Kind,
    /// The language of names, numbers and sentences.
    pub language: Language,
    /// What every `id` begins with, so that two pictures can stand on one page.
    /// Letters, digits, `-` and `_` of it count.
    pub prefix: String,
    /// What chooses between light and dark.
    pub scheme: Scheme,
    /// The colours on a light page.
    pub light: Palette,
    /// The colours on a dark page.
    pub dark: Palette,
    /// The most pixels that the picture is wide; as wide as its place where
    /// `None`.
    pub width: Option<u32>,
    /// Whether names stand beside marks where there is room.
    pub labels: bool,
}

impl Default for Style {
    fn default() -> Style {
        Style {
            kind: Kind::Circles,
            language: Language::ENGLISH,
            prefix: "visitor-map".to_owned(),
            scheme: Scheme::System,
            light: Palette::LIGHT,
            dark: Palette::DARK,
            width: None,
            labels: true,
        }
    }
}

/// What is drawn on a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// Circles on the land, each with an area in proportion to what it stands for.
    #[default]
    Circles,
    /// The same circles on a land of dots.
    Dots,
    /// Countries in deeper tones, the more there is; and circles for those that
    /// are too small to be seen.
    Choropleth,
}

/// What chooses between the light and the dark colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Scheme {
    /// The reader's system (`prefers-color-scheme`), whatever the page looks like.
    #[default]
    System,
    /// The page's `color-scheme` property: dark where that is dark, and light on
    /// a page that says nothing. For pages with a switch of their own.
    Page,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// The colours of a picture, which can be told apart: by
/// [WCAG 2.2](https://www.w3.org/TR/WCAG22/#non-text-contrast) shapes stand out
/// from what is around them by 3 to 1, and text by 4.5 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    pub(crate) background: Colour,
    pub(crate) land: Colour,
    /// The line around land, which may be as pale as it likes inside.
    pub(crate) coast: Colour,
    /// Marks; each has a ring in the colour of the background.
    pub(crate) mark: Colour,
    pub(crate) text: Colour,
}

/// Colours that an author wants, as an old embed names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The sea.
    pub background: Option<Colour>,
    /// The land.
    pub land: Option<Colour>,
    /// The marks.
    pub mark: Option<Colour>,
    /// The text.
    pub text: Option<Colour>,
}

/// The least contrast of shapes.
pub(crate) const SHAPES: f64 = 3.0;

/// The least contrast of text.
pub(crate) const TEXT: f64 = 4.5;

impl Palette {
    /// For light pages.
    pub const LIGHT: Palette = Palette {
        background: Colour([0xff, 0xff, 0xff]),
        land: Colour([0xe4, 0xe8, 0xee]),
        coast: Colour([0x8b, 0x95, 0xa3]),
        mark: Colour([0xc8, 0x32, 0x3c]),
        text: Colour([0x1f, 0x27, 0x33]),
    };

    /// For dark pages.
    pub const DARK: Palette = Palette {
        background: Colour([0x12, 0x17, 0x1f]),
        land: Colour([0x29, 0x31, 0x3d]),
        coast: Colour([0x6d, 0x78, 0x89]),
        mark: Colour([0xff, 0x7a, 0x6e]),
        text: Colour([0xee, 0xf1, 0xf5]),
    };

    /// This palette with the colours that are wanted, changed as little as
    /// contrast needs; the background stays as it is.
    ///
    /// ```
    /// use visitor_map::{Palette, Wanted};
    ///
    /// let wanted = Wanted { text: "fff".parse().ok(), ..Wanted::default() };
    /// let (palette, changed) = Palette::LIGHT.with(&wanted);
    /// assert_ne!(palette, Palette::LIGHT);
    /// assert!(changed[0].message.starts_with("text of #ffffff cannot be read"));
    /// ```
    pub fn with(self, wanted: &Wanted) -> (Palette, Vec<Problem>) {
        let background = wanted.background.unwrap_or(self.background);
        let land = wanted.land.unwrap_or(self.land.toned(background, 1.2));
        let (mark, land) = mark_and_land(wanted.mark.unwrap_or(self.mark), land, background);
        let text = wanted.text.unwrap_or(self.text);
        let palette = Palette {
            background,
            land,
            coast: land.away_from(background, SHAPES),
            mark,
            text: text_on(text, background, land),
        };
        let mut problems = Vec::new();
        for (what, wanted, kept) in [
            ("land", wanted.land, palette.land),
            ("marks", wanted.mark, palette.mark),
            ("text", wanted.text, palette.text),
        ] {
            problems.extend(wanted.and_then(|wanted| changed(what, wanted, kept)));
        }
        (palette, problems)
    }

    /// The same hues for the dark, where the background is light.
    pub fn darkened(self) -> Palette {
        const DEEP: f64 = 0.18;
        if self.background.luminance() < DEEP {
            return self;
        }
        let background = Palette::DARK.background;
        let (wanted, _) = Palette::DARK.with(&Wanted {
            background: Some(background),
            land: Some(self.land.toned(background, 1.6)),
            mark: Some(self.mark.away_from(background, 5.0)),
            text: None,
        });
        wanted
    }

    /// Tones of the marks' hue, from the palest that can be told from the
    /// background to the deepest.
    pub(crate) fn tones<const N: usize>(&self) -> [Colour; N] {
        let most = self.background.contrast(self.background.far_end()) * 0.65;
        let step = (most / SHAPES)
            .max(1.0)
            .powf(1.0 / (N as f64 - 1.0).max(1.0));
        let mut contrast = SHAPES;
        [(); N].map(|()| {
            let tone = self.mark.toned(self.background, contrast);
            contrast *= step;
            tone
        })
    }

    /// The land's dots are all of the land, so they must be seen by themselves.
    pub(crate) fn land_dots(&self) -> Colour {
        self.coast
    }
}

// A mark is told from the land by itself, or by its ring if that can be seen;
// where neither can be, the land makes room for the ring.
fn mark_and_land(mark: Colour, land: Colour, background: Colour) -> (Colour, Colour) {
    let by_ring = mark.away_from(background, SHAPES);
    if land.contrast(background) >= SHAPES {
        return (by_ring, land);
    }
    match mark.clear_of(&[(background, SHAPES), (land, SHAPES)]) {
        Some(mark) => (mark, land),
        None => (by_ring, land.away_from(background, SHAPES)),
    }
}

// Names have a halo in the colour of the background, which parts them from the
// land; better still if they need none.
fn text_on(text: Colour, background: Colour, land: Colour) -> Colour {
    let both = text.clear_of(&[(background, TEXT), (land, TEXT)]);
    both.unwrap_or_else(|| text.away_from(background, TEXT))
}

fn changed(what: &str, wanted: Colour, kept: Colour) -> Option<Problem> {
    if wanted == kept {
        return None;
    }
    let verb = if what == "text" { "read" } else { "seen" };
    let message = format!("{what} of {wanted} cannot be {verb} here and became {kept}");
    let problem = Problem::in_file("map-contrast", "", message);
    Some(problem.severity(Severity::Note))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(palette: &Palette) {
        let Palette {
            background,
            land,
            coast,
            mark,
            text,
        } = *palette;
        assert!(coast.contrast(background) >= SHAPES, "coast: {palette:?}");
        assert!(mark.contrast(background) >= SHAPES, "mark: {palette:?}");
        let ring = land.contrast(background) >= SHAPES;
        assert!(ring || mark.contrast(land) >= SHAPES, "{palette:?}");
        assert!(text.contrast(background) >= TEXT, "text: {palette:?}");
        for tone in palette.tones::<5>() {
            assert!(tone.contrast(background) >= SHAPES, "{tone} {palette:?}");
        }
    }

    #[test]
    fn our_own_colours_can_be_told_apart() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            check(&palette);
            assert!(palette.mark.contrast(palette.land) >= SHAPES);
            assert!(palette.text.contrast(palette.land) >= TEXT);
        }
    }

    #[test]
    fn an_old_embeds_colours_are_kept() {
        let colour = |text: &str| text.parse().ok();
        let wanted = Wanted {
            background: colour("ffffff"),
            land: colour("8288ae"),
            mark: colour("ff5353"),
            text: None,
        };
        let (palette, problems) = Palette::LIGHT.with(&wanted);
        assert_eq!(problems, []);
        assert_eq!(Some(palette.land), wanted.land);
        assert_eq!(Some(palette.mark), wanted.mark);
        check(&palette);
        check(&palette.darkened());
    }

    proptest! {
        #[test]
        fn any_colours_can_be_told_apart(background: [u8; 3], land: [u8; 3], mark: [u8; 3], text: [u8; 3]) {
            let wanted = Wanted {
                background: Some(Colour(background)),
                land: Some(Colour(land)),
                mark: Some(Colour(mark)),
                text: Some(Colour(text)),
            };
            let (palette, _) = Palette::LIGHT.with(&wanted);
            prop_assert_eq!(palette.background, Colour(background));
            check(&palette);
            check(&palette.darkened());
        }
    }
}
