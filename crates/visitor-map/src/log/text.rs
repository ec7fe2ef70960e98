use std::fmt;

/// How a format writes bytes that it cannot write plainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escapes {
    /// Not at all.
    None,
    /// `\"`, `\\`, `\t` and `\x22`, as Apache and nginx do.
    Backslash,
    /// `%22`, as CloudFront does; in older logs twice over: `%2522`.
    Percent,
    /// `+` for a space, as IIS does.
    Plus,
    /// As in a string of JSON (RFC 8259, section 7).
    Json,
}

/// A part of a line as it was logged, with how it was escaped.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// The bytes in the line.
    pub raw: &'a [u8],
    /// What they are escaped with.
    pub escapes: Escapes,
}

impl<'a> Text<'a> {
    /// The bytes that were meant. Where there are escapes they go into `space`,
    /// whose old content is lost; an escape that is broken stays as it is.
    ///
    /// ```
    /// use visitor_map::log::{Escapes, Text};
    ///
    /// let text = Text { raw: br"a \x22 b", escapes: Escapes::Backslash };
    /// assert_eq!(text.decode(&mut Vec::new()), b"a \" b");
    /// ```
    pub fn decode<'s>(&self, space: &'s mut Vec<u8>) -> &'s [u8]
    where
        'a: 's,
    {
        let mark = match self.escapes {
            Escapes::None => return self.raw,
            Escapes::Backslash | Escapes::Json => b'\\',
            Escapes::Percent => b'%',
            Escapes::Plus => b'+',
        };
        let Some(first) = memchr::memchr(mark, self.raw) else {
            return self.raw;
        };
        space.clear();
        space.extend_from_slice(&self.raw[..first]);
        let mut rest = &self.raw[first..];
        while let [byte, tail @ ..] = rest {
            let (meant, length) = match *byte == mark {
                true => self.escape(tail).unwrap_or((Meant::Byte(*byte), 0)),
                false => (Meant::Byte(*byte), 0),
            };
            meant.push(space);
            rest = tail.get(length..).unwrap_or_default();
        }
        space
    }

    // What an escape means, and how many bytes after its mark belong to it.
    fn escape(&self, tail: &[u8]) -> Option<(Meant, usize)> {
        match self.escapes {
            Escapes::None => None,
            Escapes::Plus => Some((Meant::Byte(b' '), 0)),
            Escapes::Percent => {
                let once = hex(tail.get(..2)?)?;
                let twice = tail.get(2..4).filter(|_| once == u32::from(b'%'));
                match twice.and_then(hex) {
                    Some(meant) => Some((Meant::Byte(meant as u8), 4)),
                    None => Some((Meant::Byte(once as u8), 2)),
                }
            }
            Escapes::Backslash if tail.first() == Some(&b'x') => {
                Some((Meant::Byte(hex(tail.get(1..3)?)? as u8), 3))
            }
            Escapes::Json if tail.first() == Some(&b'u') => {
                let unit = hex(tail.get(1..5)?)?;
                // Halves of a pair name no character of their own; nothing that
                // is looked for lies beyond the first plane.
                let char = char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER);
                Some((Meant::Char(char), 5))
            }
            Escapes::Backslash | Escapes::Json => Some((Meant::Byte(plain(*tail.first()?)), 1)),
        }
    }
}

// For messages of failed tests; nothing that is logged may be printed by
// accident, since a text can be an address.
impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes, {:?})", self.raw.len(), self.escapes)
    }
}

enum Meant {
    Byte(u8),
    Char(char),
}

impl Meant {
    fn push(self, space: &mut Vec<u8>) {
        match self {
            Meant::Byte(byte) => space.push(byte),
            Meant::Char(char) => {
                space.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
    }
}

fn plain(letter: u8) -> u8 {
    match letter {
        b'n' => b'\n',
        b't' => b'\t',
        b'r' => b'\r',
        b'b' => 8,
        b'f' => 12,
        b'v' => 11,
        other => other,
    }
}

fn hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| {
        Some(number << 4 | char::from(*digit).to_digit(16)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_mean_what_their_format_says() {
        for (escapes, raw, meant) in [
            (Escapes::None, r"a\x20%20+", r"a\x20%20+"),
            (Escapes::Backslash, r#"\"a\\ \x41\t"#, "\"a\\ A\t"),
            (Escapes::Percent, "a%20b%2f+", "a b/+"),
            (Escapes::Plus, "a+b%20", "a b%20"),
            (Escapes::Json, r#"\"\/\u0026\u00e9\ud83d"#, "\"/&é\u{fffd}"),
            (Escapes::Percent, "50%", "50%"),
            (Escapes::Percent, "a%2520b%25%25zz", "a b%%zz"),
            (Escapes::Percent, "%zz%4", "%zz%4"),
            (Escapes::Backslash, r"\xzz\", r"\xzz\"),
            (Escapes::Json, r"\u12", r"\u12"),
        ] {
            let text = Text {
                raw: raw.as_bytes(),
                escapes,
            };
            let mut space = b"old".to_vec();
            let decoded = text.decode(&mut space);
            assert_eq!(String::from_utf8_lossy(decoded), meant, "{escapes:?} {raw}");
        }
    }

    #[test]
    fn what_was_logged_is_not_printed_by_accident() {
        let text = Text {
            raw: b"192.0.2.7",
            escapes: Escapes::None,
        };
        assert!(!format!("{text:?}").contains("192"));
    }
}
