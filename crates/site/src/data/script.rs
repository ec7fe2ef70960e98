//! Lists and tables written in JavaScript or TypeScript.

use super::{Data, Entry, Map, Value};
use crate::Source;
use reader::{Reader, is_word};

mod reader;

/// The lists and tables that a script gives names to, as one table.
///
/// Only literals are read: texts (also JSX, as it is written), numbers, lists,
/// tables. Whatever else is a value, such as a call, is nothing. A name that is
/// given twice, as in two functions, is there twice.
///
/// ```
/// let source = site::Source::new("news.ts", "export const news: Item[] = [{ date: '2025-12', text: `A talk` }];");
/// let value = site::data::script(&source);
/// let news = value.map().unwrap().get("news").unwrap();
/// assert_eq!(news.list()[0].map().unwrap().text("text"), Some("A talk"));
/// ```
pub fn script(source: &Source) -> Value {
    let mut reader = Reader::new(&source.text);
    let mut entries = Vec::new();
    let mut name = Word::default();
    while let Some(c) = reader.peek() {
        match c {
            _ if reader.skip_comment() => {}
            '\'' | '"' | '`' => drop(reader.quoted(c)),
            '[' | '{' if name.gives => {
                let at = reader.at();
                let value = reader.value(0);
                let key = std::mem::take(&mut name).text;
                entries.push(Entry { key, at, value });
            }
            c if is_word(c) => name.push(reader.word()),
            '=' => {
                reader.skip('=');
                // `=>` begins a function, `==` compares.
                let mut is_sign = false;
                while let Some(sign @ ('>' | '=')) = reader.peek() {
                    reader.skip(sign);
                    is_sign = true;
                }
                name.given = !is_sign;
                name.gives = name.given;
            }
            _ => {
                reader.skip(c);
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
    // Of several names that are declared together, the first counts:
    // `const [news, setNews] = useState([...])`.
    declared: bool,
    given: bool,
    gives: bool,
}

impl Word {
    fn push(&mut self, word: &str) {
        match word {
            "const" | "let" | "var" | "export" => {
                *self = Word::default();
                self.declared = word != "export";
            }
            "default" | "return" => self.gives = true,
            _ if self.typed || self.given => self.gives = false,
            _ if self.declared && !self.text.is_empty() => {}
            _ => {
                self.text = word.to_owned();
                self.gives = false;
            }
        }
    }

    fn pass(&mut self, c: char) {
        match c {
            ':' => self.typed = true,
            ';' => *self = Word::default(),
            // What a call is given: `Object.freeze([...])`.
            '(' => self.gives = self.given,
            _ if !c.is_whitespace() => self.gives = false,
            _ => {}
        }
    }
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
            read("const [news, setNews] = useState<A[]>([1, 2]); const f = Object.freeze([1]);"),
            [("news".to_owned(), 2), ("f".to_owned(), 1)]
        );
        assert_eq!(
            read("const site = { news: [1], title: 'x' } as const;").len(),
            1
        );
    }

    #[test]
    fn the_last_of_two_fields_counts() {
        let text = "const news = [{ date: 'x', text: 'y', date: '2025-12' }];";
        assert_eq!(first(text, "date").as_deref(), Some("2025-12"));
        let value = script(&Source::new("a.ts", text));
        let row = &value.map().unwrap().entries[0].value.list()[0];
        assert_eq!(row.map().unwrap().entries.len(), 2);
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
