//! Elements of SVG and HTML; whatever goes into them is escaped here and
//! nowhere else.

use std::fmt::{self, Display, Write};

/// Text that is written element by element.
#[derive(Debug, Default)]
pub(crate) struct Markup(String);

impl Markup {
    pub(crate) fn finish(self) -> String {
        self.0
    }

    /// `<name a="b">`; to be closed.
    pub(crate) fn open(&mut self, name: &str, attributes: &[(&str, &dyn Display)]) -> &mut Markup {
        self.start(name, attributes);
        self.0.push('>');
        self
    }

    /// `<name a="b"/>`, which both SVG and HTML understand of SVG's elements.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[(&str, &dyn Display)]) -> &mut Markup {
        self.start(name, attributes);
        self.0.push_str("/>");
        self
    }

    /// `</name>`.
    pub(crate) fn close(&mut self, name: &str) -> &mut Markup {
        _ = write!(self.0, "</{name}>");
        self
    }

    /// `<name a="b">text</name>`.
    pub(crate) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &dyn Display)],
        text: impl Display,
    ) -> &mut Markup {
        self.open(name, attributes).text(text).close(name)
    }

    /// Text.
    pub(crate) fn text(&mut self, text: impl Display) -> &mut Markup {
        // A String takes whatever it is given.
        _ = write!(Escaped(&mut self.0), "{text}");
        self
    }

    /// What is markup already: a style sheet of ours, a picture of ours.
    pub(crate) fn raw(&mut self, markup: &str) -> &mut Markup {
        self.0.push_str(markup);
        self
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &dyn Display)]) {
        _ = write!(self.0, "<{name}");
        for (name, value) in attributes {
            _ = write!(self.0, " {name}=\"");
            _ = write!(Escaped(&mut self.0), "{value}");
            self.0.push('"');
        }
    }
}

struct Escaped<'a>(&'a mut String);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                // A page may go through Liquid, Tera or Jinja after us.
                '{' => self.0.push_str("&#123;"),
                '\n' | '\t' => self.0.push(' '),
                _ if is_text(character) => self.0.push(character),
                _ => {}
            }
        }
        Ok(())
    }
}

// Neither what XML 1.0 forbids (section 2.2) nor what turns the direction of
// the text around it.
fn is_text(character: char) -> bool {
    let is_control = character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}');
    let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !is_control && !turns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_an_element() {
        let mut markup = Markup::default();
        let hostile = "</text><script>\"'&\u{0}\u{1b}[2J\u{202e}\r\n\u{ffff}{{é";
        markup.element("text", &[("x", &1), ("title", &hostile)], hostile);
        let escaped = "&lt;/text&gt;&lt;script&gt;&quot;'&amp;[2J &#123;&#123;é";
        let expected = format!("<text x=\"1\" title=\"{escaped}\">{escaped}</text>");
        assert_eq!(markup.finish(), expected);
    }
}
