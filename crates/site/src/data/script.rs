//! Lists and tables written in JavaScript or TypeScript.

use super::{Data, Entry, Map, Value};
use crate::Source;

// Values nested deeper are nothing.
const DEEPEST: usize = 32;

/// The lists and tables that a script gives names to, as one table.
///
/// Only literals are read: texts (also JSX, as it is written), numbers, lists,
/// tables. Whatever else is a value, such as a call, is nothing.
///
/// ```
/// let source = site::Source::new("news.ts", "export const news: Item[] = [{ date: '2025-12', text: `A talk` }];");
/// let value = site::data::script(&source);
/// let news = value.map().unwrap().get("news").unwrap();
/// assert_eq!(news.list()[0].map().unwrap().text("text"), Some("A talk"));
/// ```
pub fn script(source: &Source) -> Value {
    let mut reader = Reader {
        text: &source.text,
        at: 0,
    };
    let mut entries = Vec::new();
    let mut name = Word::default();
    while let Some(c) = reader.peek() {
        match c {
            _ if reader.skip_comment() => {}
            '\'' | '"' | '`' => drop(reader.quoted(c)),
            '[' | '{' if name.gives => {
                let at = reader.at;
                let value = reader.value(0);
                let key = std::mem::take(&mut name).text;
                entries.push(Entry { key, at, value });
            }
            c if is_word(c) => name.push(reader.word()),
            '=' => {
                reader.at += 1;
                // `=>` begins a function, `==` compares.
                name.gives = !matches!(reader.peek(), Some('>' | '='));
            }
            _ => {
                reader.at += c.len_utf8();
                name.pass(c);
            }
        }
    }
    Value {
        at: 0,
        data: Data::Map(Map { entries }),
    }
}

// The name that the next list or table is given.
#[derive(Default)]
struct Word {
    text: String,
    // Behind a colon stands the type of the name, and no name.
    typed: bool,
    gives: bool,
}

impl Word {
    fn push(&mut self, word: &str) {
        match word {
            "const" | "let" | "var" | "export" => *self = Word::default(),
            "default" | "return" => self.gives = true,
            _ if self.typed || self.gives => self.gives = false,
            _ => self.text = word.to_owned(),
        }
    }

    fn pass(&mut self, c: char) {
        match c {
            ':' => self.typed = true,
            ';' => *self = Word::default(),
            _ if !c.is_whitespace() => self.gives = false,
            _ => {}
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn skip_comment(&mut self) -> bool {
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

    fn value(&mut self, depth: usize) -> Value {
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
        Data::Map(Map { entries })
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

    fn quoted(&mut self, quote: char) -> String {
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

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::script;
    use crate::{Source, Value};

    fn read(text: &str) -> Vec<(String, usize)> {
        let value = script(&Source::new("a.ts", text));
        let map = value.map().unwrap();
        let entries = map.entries.iter();
        entries
            .map(|entry| (entry.key.clone(), entry.value.list().len()))
            .collect()
    }

    fn first(text: &str, field: &str) -> Option<String> {
        let value = script(&Source::new("a.ts", text));
        let row = value.map()?.entries.first()?.value.list().first()?.clone();
        row.map()?
            .get(field)
            .and_then(Value::text)
            .map(str::to_owned)
    }

    #[test]
    fn lists_have_their_names() {
        let text = "import { A } from 'b';\ninterface A { date: string; }\n\
                    export const news: A[] = [{a: 1}, {a: 2}, // {a: 3}\n];\n\
                    const f = (a) => { return a == [1]; };\nexport default [1, 2, 3];";
        assert_eq!(read(text), [("news".to_owned(), 2), (String::new(), 3)]);
        assert_eq!(
            read("const site = { news: [1], title: 'x' } as const;").len(),
            1
        );
    }

    #[test]
    fn values_are_literals() {
        let text = "const n = [{ date: '2025-12', text: `A \"b\"` + ' c', 'link': \"https://example.org/a//b\", \
                    more: f(1, {a: 2}), jsx: <>See <a href=\"x\">y</a>, and z</>, last: \"\\u00e9\\u{1F389}\", n: 5 }];";
        let field = |name: &str| first(text, name).unwrap_or_default();
        assert_eq!(field("date"), "2025-12");
        assert_eq!(field("text"), "A \"b\" c");
        assert_eq!(field("link"), "https://example.org/a//b");
        assert_eq!(field("more"), "");
        assert_eq!(field("jsx"), "See <a href=\"x\">y</a>, and z");
        assert_eq!(
            (field("last"), field("n")),
            ("é🎉".to_owned(), "5".to_owned())
        );
    }

    #[test]
    fn hostile_scripts_end() {
        for open in [
            "[",
            "{a:",
            "=[",
            "(",
            "`",
            "/*",
            "<",
            "\\",
            "=[<a",
            "a = [\"\\u{",
            "{\"a\":",
        ] {
            script(&Source::new(
                "a.js",
                "x = ".to_owned() + &open.repeat(20_000),
            ));
        }
    }
}
