//! The named values at the head of a page.

use std::ops::Range;

use crate::data::{Data, Format, Map, Value};
use crate::{Problem, Source, data};

/// What stands at the head of a page, and where the rest begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrontMatter {
    /// The named values; empty where there are none or they cannot be read.
    pub values: Map,
    /// The language it is written in; `None` where the page has no front matter.
    pub format: Option<Format>,
    /// The byte offset of the first line after it; 0 where there is none.
    pub body_start: usize,
}

impl FrontMatter {
    /// The text after the front matter.
    ///
    /// ```
    /// let page = site::Source::new("about.md", "+++\ntitle = 'Me'\n+++\n# News\n");
    /// let (front, _) = site::front_matter::split(&page);
    /// assert_eq!(front.body(&page), "# News\n");
    /// ```
    pub fn body<'s>(&self, source: &'s Source) -> &'s str {
        source.text.get(self.body_start..).unwrap_or_default()
    }
}

// The first line of each kind and the lines that end it: Jekyll's and Hugo's
// YAML (`---`, closed by `---` or YAML's own `...`), Hugo's and Zola's TOML,
// Hugo's JSON, whose braces belong to it.
const FENCES: [(&str, &[&str], Format); 3] = [
    ("---", &["---", "..."], Format::Yaml),
    ("+++", &["+++"], Format::Toml),
    ("{", &["}"], Format::Json),
];

/// Splits a page into front matter and body, reading no further than the line
/// that closes the front matter.
///
/// The fence must be the first line, as for Jekyll and Hugo; spaces may follow
/// it. Front matter that is never closed is an error, and all of the page its
/// body; front matter that cannot be read is an error at its line.
///
/// ```
/// let page = site::Source::new("about.md", "---\ntitle: News: mine\n---\n# News\n");
/// let (front, problems) = site::front_matter::split(&page);
/// assert_eq!(front.body(&page), "# News\n");
/// assert_eq!(
///     problems[0].to_string(),
///     "about.md:2:12: error: this YAML cannot be read: mapping values are not allowed \
///      in this context help: put the text in quotes: title: \"News: mine\"",
/// );
/// ```
pub fn split(source: &Source) -> (FrontMatter, Vec<Problem>) {
    let mut lines = lines(&source.text);
    let first = lines.next().unwrap_or(0..0);
    let opening = source.text[first.clone()].trim_end();
    let Some((_, closings, format)) = FENCES.into_iter().find(|fence| fence.0 == opening) else {
        return (FrontMatter::default(), Vec::new());
    };
    let is_closing = |line: &Range<usize>| closings.contains(&source.text[line.clone()].trim_end());
    let Some(last) = lines.find(is_closing) else {
        let problem = unclosed(source, first.end, closings[0]);
        return (FrontMatter::default(), problem.into_iter().collect());
    };
    let inside = match format {
        Format::Json => first.start..last.end,
        Format::Yaml | Format::Toml => first.end..last.start,
    };
    let (value, mut problems) = data::parse(source, inside, format);
    let front = FrontMatter {
        values: named(value, source, &mut problems),
        format: Some(format),
        body_start: last.end,
    };
    (front, problems)
}

/// The byte ranges of the lines, each with its line end.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = end;
        end += line.len();
        start..end
    })
}

fn named(value: Value, source: &Source, problems: &mut Vec<Problem>) -> Map {
    let found = value.describe();
    match value.data {
        Data::Map(map) => map,
        Data::Null => Map::default(),
        _ => {
            let message = format!("the front matter is {found}, not named values");
            let problem = Problem::error("front-matter", source, value.at, message);
            problems.push(problem.help("write a line for each value, such as title: \"Home\""));
            Map::default()
        }
    }
}

// A page may begin with a horizontal rule; it is front matter that someone
// forgot to close if a name follows.
fn unclosed(source: &Source, inside: usize, closing: &str) -> Option<Problem> {
    let mut inside = source.text[inside..].lines().map(str::trim);
    let line = inside.find(|line| !line.is_empty() && !line.starts_with('#'))?;
    let (name, _) = line.split_once([':', '='])?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\'');
    name.trim_end().chars().all(is_name).then(|| {
        Problem::error(
            "front-matter",
            source,
            0,
            "this front matter is never closed",
        )
        .help(format!("add a line {closing} after its last value"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, title: Option<&str>, body: &str, expected: &[&str]) {
        let source = Source::new("p.md", text);
        let (front, problems) = split(&source);
        let problems: Vec<_> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(front.values.text("title"), title);
        assert_eq!(front.body(&source), body);
        assert_eq!(problems, expected);
    }

    #[test]
    fn every_format_is_split_from_its_body() {
        check("---\ntitle: A\n---\n# B\n", Some("A"), "# B\n", &[]);
        check("---  \ntitle: A\n...\t\n# B\n", Some("A"), "# B\n", &[]);
        check(
            "---\r\ntitle: A\r\n---\r\n# B\r\n",
            Some("A"),
            "# B\r\n",
            &[],
        );
        check("---\ntitle: A\n---", Some("A"), "", &[]);
        check("+++\ntitle = 'A'\n+++\n---\n", Some("A"), "---\n", &[]);
        check("+++\r\ntitle = 'A'\r\n+++\r\n", Some("A"), "", &[]);
        check("{\n\t\"title\": \"A\"\n}\n# B", Some("A"), "# B", &[]);
        check("---\ntitle: 2024-03-05\n---\n", Some("2024-03-05"), "", &[]);
    }

    #[test]
    fn no_front_matter_is_all_body() {
        for text in [
            "",
            "# B\n",
            "----\na: b\n---\n",
            " ---\na: b\n---\n",
            "{% include x %}\n}\n",
            "\n---\na: b\n---\n",
        ] {
            check(text, None, text, &[]);
        }
        check("---\n---\n# B\n", None, "# B\n", &[]);
        check("---\n\n# only a comment\n---\n# B\n", None, "# B\n", &[]);
        check(
            "---\n\nA rule above, no name below\n",
            None,
            "---\n\nA rule above, no name below\n",
            &[],
        );
    }

    #[test]
    fn broken_front_matter_is_a_problem_with_its_line() {
        let text = "---\n# mine\ntitle: A\n\n# B\n----\n";
        let unclosed = "p.md:1:1: error: this front matter is never closed \
                        help: add a line --- after its last value";
        check(text, None, text, &[unclosed]);
        let text = "---\r\na: 1\r\ntitle: é: x\r\n---\r\nB";
        let colon = "p.md:3:9: error: this YAML cannot be read: mapping values are not allowed \
                     in this context help: put the text in quotes: title: \"é: x\"";
        check(text, None, "B", &[colon]);
        let tab = "p.md:3:1: error: this YAML cannot be read: tabs disallowed within this context \
                   (block indentation) help: indent with spaces instead of tabs";
        check("---\na:\n\t- b\n---\nB", None, "B", &[tab]);
        let list = "p.md:2:1: error: the front matter is a list, not named values \
                    help: write a line for each value, such as title: \"Home\"";
        check("---\n- a\n---\nB", None, "B", &[list]);
        let toml = "p.md:2:9: error: this TOML cannot be read: string values must be quoted, \
                    expected literal string \
                    help: write key = \"value\", texts in quotes, each key once";
        check("+++\ntitle = A\n+++\nB", None, "B", &[toml]);
    }

    #[test]
    fn booleans_are_read_when_asked_for() {
        let source = Source::new("p.md", "---\na: true\nb: No\nc: 'on'\nd: 1\n---\n");
        let values = split(&source).0.values;
        let bools = ["a", "b", "c", "d", "e"].map(|key| values.bool(key));
        assert_eq!(bools, [Some(true), Some(false), Some(true), None, None]);
        assert_eq!(values.text("b"), Some("No"));
    }
}
