use crate::data::{Data, Entry, Map, Value};

// Values nested deeper are nothing.
const DEEPEST: usize = 32;

/// Reads literals one after the other.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Reader<'t> {
        Reader { text, at: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn skip(&mut self, c: char) {
        self.at += c.len_utf8();
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    pub(super) fn skip_comment(&mut self) -> bool {
        let rest = self.rest();
        let length = if rest.starts_with("//") {
            rest.find('\n')
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|end| end + 2)
        } else {
            return false;
        };
        self.at += length.unwrap_or(rest.len());
        true
    }

    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            if !self.skip_comment() {
                return;
            }
        }
    }

    pub(super) fn value(&mut self, depth: usize) -> Value {
        self.skip_blank();
        let at = self.at;
        let data = match self.peek() {
            Some('[') if depth < DEEPEST => self.list(depth),
            Some('{') if depth < DEEPEST => self.table(depth),
            Some(quote @ ('\'' | '"' | '`')) => self.text(quote),
            Some('<' | '(') if self.is_markup() => self.markup(),
            Some(c) if c.is_ascii_digit() || c == '-' => Data::Number(self.bare()),
            _ => match self.bare().as_str() {
                "true" => Data::Bool(true),
                "false" => Data::Bool(false),
                _ => Data::Null,
            },
        };
        // `] as const`, `"a" + b`: the rest of an expression.
        self.bare();
        Value { at, data }
    }

    fn list(&mut self, depth: usize) -> Data {
        let mut values = Vec::new();
        self.at += 1;
        loop {
            self.skip_blank();
            match self.peek() {
                None => break,
                Some(']' | '}' | ')') => {
                    self.at += 1;
                    break;
                }
                Some(',' | ';') => self.at += 1,
                Some(_) => values.push(self.value(depth + 1)),
            }
        }
        Data::List(values)
    }

    fn table(&mut self, depth: usize) -> Data {
        let mut entries = Vec::new();
        self.at += 1;
        loop {
            self.skip_blank();
            let at = self.at;
            let key = match self.peek() {
                None => break,
                Some(']' | '}' | ')') => {
                    self.at += 1;
                    break;
                }
                Some(quote @ ('\'' | '"')) => self.quoted(quote),
                Some(c) if is_word(c) => self.word().to_owned(),
                Some(c) => {
                    self.at += c.len_utf8();
                    continue;
                }
            };
            self.skip_blank();
            if self.peek() == Some(':') {
                self.at += 1;
                let value = self.value(depth + 1);
                entries.push(Entry { key, at, value });
            } else {
                self.bare();
            }
        }
        Data::Map(Map::last_of_each(entries).0)
    }

    // Texts that are joined with `+` are one.
    fn text(&mut self, quote: char) -> Data {
        let mut text = self.quoted(quote);
        loop {
            let before = self.at;
            self.skip_blank();
            let joined = self.peek() == Some('+');
            self.at += usize::from(joined);
            self.skip_blank();
            match self.peek() {
                Some(quote @ ('\'' | '"' | '`')) if joined => text.push_str(&self.quoted(quote)),
                _ => {
                    self.at = before;
                    return Data::Text(text);
                }
            }
        }
    }

    pub(super) fn quoted(&mut self, quote: char) -> String {
        let mut text = String::new();
        self.at += quote.len_utf8();
        while let Some(c) = self.peek() {
            self.at += c.len_utf8();
            match c {
                '\\' => {
                    let escaped = self.peek().unwrap_or(' ');
                    self.at += self.peek().map_or(0, char::len_utf8);
                    self.escape(escaped, &mut text);
                }
                _ if c == quote => break,
                // Only a template may go on; a quote left open ends with its line.
                '\n' if quote != '`' => break,
                _ => text.push(c),
            }
        }
        text
    }

    fn escape(&mut self, escaped: char, text: &mut String) {
        match escaped {
            'n' | 't' | 'r' => text.push(' '),
            '\n' => {}
            'u' => {
                let digits = self.rest().trim_start_matches('{');
                let end = digits
                    .find(|c: char| !c.is_ascii_hexdigit())
                    .unwrap_or(digits.len());
                let braced = digits.len() < self.rest().len();
                let end = if braced { end.min(6) } else { end.min(4) };
                let code = u32::from_str_radix(&digits[..end], 16).ok();
                text.extend(code.and_then(char::from_u32));
                self.at += end + 2 * usize::from(braced);
                self.at = self.text.floor_char_boundary(self.at);
            }
            other => text.push(other),
        }
    }

    fn is_markup(&self) -> bool {
        self.rest()
            .trim_start_matches(['(', ' ', '\n', '\r', '\t'])
            .starts_with('<')
    }

    // JSX up to the comma or bracket that ends the value.
    fn markup(&mut self) -> Data {
        let start = self.at;
        let (mut depth, mut in_tag) = (0_usize, false);
        while let Some(c) = self.peek() {
            match c {
                '{' | '(' | '[' => depth += 1,
                '}' | ')' | ']' if depth == 0 => break,
                '}' | ')' | ']' => depth -= 1,
                '<' => in_tag = true,
                '>' => in_tag = false,
                // A comma between elements is text; one before a name ends it.
                ',' if depth == 0 && !in_tag && self.text[..self.at].trim_end().ends_with('>') => {
                    let next = self.rest()[1..].trim_start();
                    if next.starts_with(['}', ']']) || names_a_field(next) {
                        break;
                    }
                }
                _ => {}
            }
            self.at += c.len_utf8();
        }
        let written = self.text[start..self.at].trim().trim_matches(['(', ')']);
        let text = written
            .replace("<>", "")
            .replace("</>", "")
            .replace("{\" \"}", " ")
            .replace("{' '}", " ");
        Data::Text(text.trim().to_owned())
    }

    // What stands up to the next comma or end of a list or table.
    fn bare(&mut self) -> String {
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                _ if self.skip_comment() => continue,
                '\'' | '"' | '`' => {
                    self.quoted(c);
                    continue;
                }
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' if depth == 0 => break,
                ')' | ']' | '}' => depth -= 1,
                ',' | ';' if depth == 0 => break,
                _ => {}
            }
            self.at += c.len_utf8();
        }
        self.text[start..self.at].trim().to_owned()
    }
}

fn names_a_field(text: &str) -> bool {
    let name = text.trim_start_matches(is_word);
    name.len() < text.len() && name.trim_start().starts_with(':')
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}
