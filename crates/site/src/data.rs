//! Values written in YAML, TOML or JSON, each with its place in the file.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::{Problem, Source};

mod script;
mod toml;
mod yaml;

pub use script::script;

/// A language that front matter, configuration and data files are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// YAML 1.2, and the words that YAML 1.1 took for booleans stay text.
    Yaml,
    /// TOML 1.
    Toml,
    /// JSON, read as the YAML that it is.
    Json,
}

impl Format {
    /// The format that a file's name announces.
    ///
    /// ```
    /// use site::Format;
    ///
    /// assert_eq!(Format::of_path("_data/news.yml"), Some(Format::Yaml));
    /// assert_eq!(Format::of_path("news.md"), None);
    /// ```
    pub fn of_path(path: &str) -> Option<Format> {
        match path.rsplit_once('.')?.1 {
            "yml" | "yaml" => Some(Format::Yaml),
            "toml" => Some(Format::Toml),
            "json" => Some(Format::Json),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Format::Yaml => "YAML",
            Format::Toml => "TOML",
            Format::Json => "JSON",
        }
    }
}

/// Something written in YAML, TOML or JSON, and where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Value {
    /// The byte offset in the file, for [`Problem::error`] and its like.
    pub at: usize,
    /// What is written there.
    pub data: Data,
}

/// What a [`Value`] holds.
///
/// Numbers and dates keep their spelling, because `2024.10` in a News list is
/// October and not 2024.1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Data {
    /// Nothing: `title:`, or `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it was spelt.
    Number(String),
    /// Text, or a date as it was spelt.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Named values.
    Map(Map),
}

impl Value {
    /// Text, a number or a boolean as text; `None` for nothing, lists and maps.
    ///
    /// ```
    /// use site::{Format, Source, data};
    ///
    /// let source = Source::new("_data/news.yml", "- 2024.10\n- 2024-03-05\n- Gave a talk\n- [a]");
    /// let (list, problems) = data::parse(&source, 0..source.text.len(), Format::Yaml);
    /// let texts: Vec<_> = list.list().iter().map(|item| item.text()).collect();
    /// assert_eq!(texts, [Some("2024.10"), Some("2024-03-05"), Some("Gave a talk"), None]);
    /// assert!(problems.is_empty());
    /// ```
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) | Data::Number(text) => Some(text),
            Data::Bool(true) => Some("true"),
            Data::Bool(false) => Some("false"),
            Data::Null | Data::List(_) | Data::Map(_) => None,
        }
    }

    /// A boolean, also as the words `yes`, `no`, `on` and `off`, which the
    /// YAML 1.1 of Ruby's generators takes for one.
    pub fn bool(&self) -> Option<bool> {
        match &self.data {
            Data::Bool(value) => Some(*value),
            Data::Text(word) => match word.to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" => Some(true),
                "false" | "no" | "off" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The values of a list; one value that is no list counts as a list of
    /// itself, as `redirect_from` is used; nothing is an empty list.
    pub fn list(&self) -> &[Value] {
        match &self.data {
            Data::List(values) => values,
            Data::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The named values, where there are some.
    pub fn map(&self) -> Option<&Map> {
        match &self.data {
            Data::Map(map) => Some(map),
            _ => None,
        }
    }

    /// `a text`, `a list`…, for a message.
    pub fn describe(&self) -> &'static str {
        match &self.data {
            Data::Null => "nothing",
            Data::Bool(_) => "a true or false",
            Data::Number(_) => "a number",
            Data::Text(_) => "a text",
            Data::List(_) => "a list",
            Data::Map(_) => "a table",
        }
    }
}

/// Named values in the order they were written.
///
/// ```
/// use site::{Format, Source, data};
///
/// let source = Source::new("site.toml", "title = 'Home'\n[author]\nname = 'Your Name'\n");
/// let (value, _) = data::parse(&source, 0..source.text.len(), Format::Toml);
/// let map = value.map().unwrap();
/// assert_eq!(map.text("title"), Some("Home"));
/// assert_eq!(map.find("author.name").unwrap().text(), Some("Your Name"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Map {
    /// The entries; no name occurs twice, but for a [`script`]'s.
    pub entries: Vec<Entry>,
}

/// One named value of a [`Map`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub key: String,
    /// Where the name stands, as a byte offset in the file.
    pub at: usize,
    /// The value.
    pub value: Value,
}

impl Map {
    /// The value with this name.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map(|entry| &entry.value)
    }

    /// The value at a path of names with dots between: `author.name`.
    pub fn find(&self, path: &str) -> Option<&Value> {
        let mut names = path.split('.');
        let first = self.get(names.next()?);
        names.try_fold(first?, |value, name| value.map()?.get(name))
    }

    /// The value with this name as [`Value::text`].
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// The value with this name as [`Value::bool`].
    pub fn bool(&self, key: &str) -> Option<bool> {
        self.get(key)?.bool()
    }

    /// The texts of the value with this name, whether it is one or a list.
    ///
    /// ```
    /// let page = site::Source::new("about.md", "---\nredirect_from:\n  - /a/\n  - /b.html\n---\n");
    /// let (front, _) = site::front_matter::split(&page);
    /// assert_eq!(front.values.texts("redirect_from"), ["/a/", "/b.html"]);
    ///
    /// let page = site::Source::new("about.md", "---\nredirect_from: /a/\n---\n");
    /// let (front, _) = site::front_matter::split(&page);
    /// assert_eq!(front.values.texts("redirect_from"), ["/a/"]);
    /// ```
    pub fn texts(&self, key: &str) -> Vec<&str> {
        let list = self.get(key).map_or(&[][..], Value::list);
        list.iter().filter_map(Value::text).collect()
    }

    // Authors write a name twice by mistake; generators take the last, so the
    // page they see is made from it.
    fn from_entries(
        entries: Vec<Entry>,
        source: &Source,
        format: Format,
        problems: &mut Vec<Problem>,
    ) -> Map {
        let (map, others) = Map::last_of_each(entries);
        let others = others.iter();
        problems.extend(others.map(|entry| duplicate(entry, source, format)));
        map
    }

    // The last entry of each name, and the others.
    fn last_of_each(entries: Vec<Entry>) -> (Map, Vec<Entry>) {
        let mut seen = BTreeSet::new();
        let last = entries.iter().rev().map(|entry| seen.insert(&*entry.key));
        let mut is_last: Vec<bool> = last.collect();
        is_last.reverse();
        let (mut kept, mut others) = (Vec::with_capacity(entries.len()), Vec::new());
        for (entry, is_last) in entries.into_iter().zip(is_last) {
            match is_last {
                true => kept.push(entry),
                false => others.push(entry),
            }
        }
        (Map { entries: kept }, others)
    }
}

fn duplicate(entry: &Entry, source: &Source, format: Format) -> Problem {
    let Entry { key, at, .. } = entry;
    let message = format!("`{key}` is given twice in this {}", format.name());
    Problem::warning("duplicate-key", source, *at, message)
        .help("keep one of the two: only the last counts")
}

/// Reads the bytes `range` of a file as one value.
///
/// What cannot be read is [`Data::Null`] and an error at its line; hostile
/// text (deep nesting, alias bombs) is such an error, in bounded time and
/// memory. A `range` outside the text, or inside a character, is an empty one.
pub fn parse(source: &Source, range: Range<usize>, format: Format) -> (Value, Vec<Problem>) {
    let start = range.start;
    let text = source.text.get(range).unwrap_or_default();
    let mut problems = Vec::new();
    let value = match format {
        Format::Yaml | Format::Json => yaml::parse(source, text, start, format, &mut problems),
        Format::Toml => toml::parse(source, text, start, &mut problems),
    };
    (value.unwrap_or_default(), problems)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, format: Format) -> (Value, Vec<Problem>) {
        let source = Source::new("data", text);
        parse(&source, 0..text.len(), format)
    }

    #[track_caller]
    fn check_texts(format: Format, text: &str, expected: &[&str]) {
        let (value, problems) = read(text, format);
        assert_eq!(problems, []);
        let list = value.map().and_then(|map| map.get("a")).unwrap_or(&value);
        let texts: Vec<_> = list.list().iter().filter_map(Value::text).collect();
        assert_eq!(texts, expected);
    }

    #[track_caller]
    fn check_problem(format: Format, text: &str, expected: &str) {
        let (_, problems) = read(text, format);
        let [problem] = &problems[..] else {
            panic!("{problems:?}");
        };
        assert_eq!(problem.to_string(), expected);
    }

    #[test]
    fn scalars_keep_their_spelling() {
        let yaml = "- 2024.10\n- é: 1\n- 2024-03-05 10:00:00 -0400\n- &n 0x1F\n- *n\n- no\n- ~\n\
                    - .inf\n- 1_000\n- 010\n- !!str 3.10\n- True\n- \"3.10\" # x\n";
        let texts = [
            "2024.10",
            "2024-03-05 10:00:00 -0400",
            "0x1F",
            "0x1F",
            "no",
            ".inf",
            "1_000",
            "010",
            "3.10",
            "true",
            "3.10",
        ];
        check_texts(Format::Yaml, yaml, &texts);
        let toml = "a = [2024.10, 2024-03-05, 2024-03-05T10:00:00-04:00, 0x1F, 1_000, true, 'x']";
        let texts = [
            "2024.10",
            "2024-03-05",
            "2024-03-05T10:00:00-04:00",
            "0x1F",
            "1_000",
            "true",
            "x",
        ];
        check_texts(Format::Toml, toml, &texts);
        check_texts(
            Format::Json,
            "{\"a\":\t[2024.10,\n\t\"\\u00e9\\/\"]}",
            &["2024.10", "é/"],
        );
    }

    #[test]
    fn values_know_their_places() {
        for (format, text) in [
            (Format::Yaml, "é: 1\r\nb:\r\n  - cé: 2024.10\r\n"),
            (Format::Toml, "\"é\" = 1\r\n[[b]]\r\n'cé' = 2024.10\r\n"),
        ] {
            let source = Source::new("data", format!("---\n{text}"));
            let (value, _) = parse(&source, 4..source.text.len(), format);
            let map = value.map().unwrap();
            assert_eq!(
                (&*map.entries[0].key, source.position(map.entries[0].at).0),
                ("é", 2)
            );
            let inner = &map.entries[1].value.list()[0].map().unwrap().entries[0];
            assert_eq!(
                Some(inner.at),
                source
                    .text
                    .find("cé")
                    .map(|at| at - usize::from(format == Format::Toml))
            );
            assert_eq!(Some(inner.value.at), source.text.find("2024"));
            assert_eq!(inner.value.text(), Some("2024.10"));
        }
    }

    #[test]
    fn a_themes_configuration_is_read() {
        let yaml = "locale   : \"en-US\"\nname     : &name \"N\" # x\nauthor:\n  uri   : # URL\n\
                    filename: comment-{@timestamp}\nicon: ⚛️ # e\ninclude: [\"_pages\", \"_s\"]\n\
                    words:\n  [\n    abbr,\n    abstract,\n  ]\nlevels: 1..6\nfor: *name\n\
                    note: >\n  A [*folio](https://x.test) <a href=\"y\">\nre: !ruby/regexp /a/\n\
                    permalink: /:categories/:title/\nstyle: :compressed\n";
        let (value, problems) = read(yaml, Format::Yaml);
        assert_eq!(problems, []);
        let map = value.map().unwrap();
        assert_eq!(map.entries.len(), 13);
        assert_eq!(
            (map.text("for"), map.text("levels")),
            (Some("N"), Some("1..6"))
        );
        assert_eq!(
            map.find("author.uri").map(|uri| &uri.data),
            Some(&Data::Null)
        );
    }

    #[test]
    fn order_is_kept_and_the_last_of_two_counts() {
        for (format, text) in [
            (Format::Yaml, "z: 1\na: 2\nm: 3"),
            (Format::Toml, "z=1\na=2\nm=3"),
        ] {
            let (value, _) = read(text, format);
            let entries = &value.map().unwrap().entries;
            let keys: Vec<_> = entries.iter().map(|entry| &*entry.key).collect();
            assert_eq!(keys, ["z", "a", "m"]);
        }
        let (value, _) = read("a: 1\nb: 2\na: 3", Format::Yaml);
        assert_eq!(value.map().unwrap().text("a"), Some("3"));
        check_problem(
            Format::Yaml,
            "a: 1\nb: 2\na: 3",
            "data:1:1: warning: `a` is given twice in this YAML \
             help: keep one of the two: only the last counts",
        );
    }

    #[test]
    fn mistakes_have_a_place_and_a_repair() {
        let general = "check the indentation, the quotes and the colons of this line \
                       and the one before";
        for (text, place, repair) in [
            (
                "x: 1\ntitle: Foo: bar",
                "2:11",
                "put the text in quotes: title: \"Foo: bar\"",
            ),
            ("a: @foo", "1:4", "put the text in quotes: a: \"@foo\""),
            ("é: `x`", "1:4", "put the text in quotes: é: \"`x`\""),
            (
                "a: \"open\nb: 2",
                "1:4",
                "put the text in quotes: a: \"open\"",
            ),
            ("a: 'it's'", "1:8", "put the text in quotes: a: \"it's\""),
            (
                "a: {{ x }}",
                "1:5",
                "put the text in quotes: a: \"{{ x }}\"",
            ),
            ("a: 1\n\tb: 2", "2:1", "indent with spaces instead of tabs"),
            ("a:\n\t- b", "2:1", "indent with spaces instead of tabs"),
            ("a: 1\n b: 2", "2:3", general),
            ("? [a]\n: 2", "1:3", general),
        ] {
            let (value, problems) = read(text, Format::Yaml);
            assert_eq!(value, Value::default(), "{text}");
            let [problem] = &problems[..] else {
                panic!("{text}: {problems:?}")
            };
            let found = format!("{}:{}", problem.line, problem.column);
            assert_eq!((&*found, &*problem.help), (place, repair), "{text}");
            assert!(!problem.message.contains(" at line "), "{problem}");
        }
        check_problem(
            Format::Toml,
            "a = 1\nb = x y\n",
            "data:2:5: error: this TOML cannot be read: string values must be quoted, \
             expected literal string help: write key = \"value\", texts in quotes, each key once",
        );
    }

    #[test]
    fn hostile_text_is_an_error_in_bounded_time() {
        let deep = |open: &str, n: usize| format!("a: {}", open.repeat(n));
        let steps: String = (0..5_000)
            .map(|n| format!("{}a:\n", " ".repeat(n)))
            .collect();
        let bomb: String = (1..40)
            .map(|n| {
                let last = format!("*a{},", n - 1).repeat(10);
                format!("a{n}: &a{n} [{last}]\n")
            })
            .collect();
        for text in [
            deep("[", 100_000),
            deep("{a: ", 100_000),
            deep("- ", 100_000),
            steps,
            format!("a0: &a0 x\n{bomb}"),
            deep("\"", 1_000_001),
            deep("? ", 100_000),
            "&a [*a]".to_owned(),
        ] {
            let (value, problems) = read(&text, Format::Yaml);
            let start: String = text.chars().take(20).collect();
            assert_eq!((value, problems.len()), (Value::default(), 1), "{start}");
        }
        for text in [
            format!("a = {}", "[".repeat(100_000)),
            format!("a = {}", "{a=".repeat(100_000)),
            format!("[{}]", ["a"; 100_000].join(".")),
            format!("{} = 1", ["a"; 100_000].join(".")),
        ] {
            let (value, problems) = read(&text, Format::Toml);
            let start: String = text.chars().take(20).collect();
            assert_eq!((value, problems.len()), (Value::default(), 1), "{start}");
        }
    }

    #[test]
    fn long_lines_and_lists_are_read() {
        let long = "x".repeat(10_000_000);
        let (value, problems) = read(&format!("a: {long}"), Format::Yaml);
        assert_eq!(value.map().unwrap().text("a"), Some(&*long));
        assert_eq!(problems, []);
        let items = "- date: 2024-01\n  text: Gave a talk\n".repeat(20_000);
        let (value, problems) = read(&items, Format::Yaml);
        assert_eq!(value.list().len(), 20_000);
        assert_eq!(problems, []);
        let items = "[[news]]\ndate = '2024-01'\n".repeat(5_000);
        let (value, _) = read(&items, Format::Toml);
        assert_eq!(
            value.map().unwrap().get("news").unwrap().list().len(),
            5_000
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_reported(text in "[-\\[\\]{}:,#&*!|>'\"%@`?\n\t\r a1é=.+]{0,60}") {
            for format in [Format::Yaml, Format::Toml, Format::Json] {
                let source = Source::new("data", format!("é\n{text}"));
                let (_, problems) = parse(&source, 3..source.text.len(), format);
                for problem in problems {
                    prop_assert!(problem.line >= 1 && problem.column >= 1, "{problem:?}");
                }
            }
        }

        #[test]
        fn text_in_quotes_comes_back(text in "\\PC*") {
            let json = serde_json::to_string(&text).unwrap();
            let (value, problems) = read(&format!("{{\"a\": {json}}}"), Format::Json);
            prop_assert_eq!(problems, []);
            prop_assert_eq!(value.map().unwrap().text("a"), Some(&*text));
        }
    }
}
