//! The style sheet of the site, and the styles of one page.

use std::collections::HashMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The style sheet's path in the site.
pub(crate) const FILE: &str = "style.css";

const SHEET: &str = include_str!("style.css");

/// The built-in style sheet, that of the map, and the author's own behind them.
pub(crate) fn sheet(map: &str, custom: Option<&str>) -> String {
    [SHEET, map, custom.unwrap_or_default()].concat()
}

/// Where pages find the sheet: browsers that keep an older one ask for another.
pub(crate) fn address(css: &str) -> String {
    let hash = Sha256::digest(css.as_bytes());
    let mut address = format!("{FILE}?");
    for byte in hash.iter().take(4) {
        // Writing to a string cannot fail.
        let _ = write!(address, "{byte:02x}");
    }
    address
}

/// Styles that the author wrote into a page. They move to its head, where the
/// policy can name them by their hash.
#[derive(Default)]
pub(crate) struct Styles {
    pub(crate) css: String,
    classes: HashMap<String, usize>,
}

impl Styles {
    /// Adds what stands in `<style>`, for the media that it names.
    pub(crate) fn add_sheet(&mut self, css: &str, media: Option<&str>) {
        let css = harmless(css);
        match media.filter(|media| !media.contains(['{', '}', ';', '<'])) {
            Some(media) => {
                let _ = write!(self.css, "@media {media}{{{css}}}");
            }
            None => self.css.push_str(&css),
        }
        self.css.push('\n');
    }

    /// The class that does what a `style` attribute does; `None` where what it
    /// says would reach beyond it.
    pub(crate) fn class_of(&mut self, declarations: &str) -> Option<String> {
        let declarations = declarations.trim();
        if declarations.is_empty() || declarations.contains(['{', '}', '<']) {
            return None;
        }
        let next = self.classes.len() + 1;
        let number = *self.classes.entry(declarations.to_owned()).or_insert(next);
        if number == next {
            // As strong as the attribute is, for all that a sheet usually has.
            let _ = writeln!(self.css, ":is(#inline-style,.s{number}){{{declarations}}}");
        }
        Some(format!("s{number}"))
    }
}

// No text in a style sheet can end the element it stands in.
fn harmless(css: &str) -> String {
    css.replace("</", "<\\/")
        .replace("<!--", "")
        .replace("-->", "")
}

/// What a policy says of a style sheet that stands in the page
/// (<https://www.w3.org/TR/CSP3/#grammardef-hash-source>).
pub(crate) fn hash(css: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(css.as_bytes())))
}

// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at <= group.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}
