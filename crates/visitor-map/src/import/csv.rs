//! Tables as text (RFC 4180), with commas, semicolons or tabs.

use site::{Problem, Source};

use super::error;
use crate::counts::LARGEST;

/// A table and the names of its columns.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Table {
    head: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// One row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its byte in the file.
    pub(super) at: usize,
    fields: Vec<String>,
}

impl Table {
    /// The column with one of these names.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        let mut head = self.head.iter().map(|name| name.trim());
        head.position(|name| names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)))
    }
}

impl Row {
    pub(super) fn get(&self, column: usize) -> Option<&str> {
        self.fields.get(column).map(String::as_str)
    }
}

/// A whole number as JSON would write it, too.
pub(super) fn number(text: &str) -> Option<u64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| is_plain);
    number.filter(|number| *number <= LARGEST)
}

pub(super) fn read(source: &Source, problems: &mut Vec<Problem>) -> Option<Table> {
    let mut rows = rows(source, problems)?.into_iter();
    let Some(head) = rows.next() else {
        problems.push(error(
            source,
            0,
            "there is nothing in this file",
            "export it again",
        ));
        return None;
    };
    Some(Table {
        head: head.fields,
        rows: rows.collect(),
    })
}

fn rows(source: &Source, problems: &mut Vec<Problem>) -> Option<Vec<Row>> {
    let text = &source.text;
    let separator = separator(text);
    let mut rows = Vec::new();
    let mut row = Row {
        at: 0,
        fields: Vec::new(),
    };
    let mut at = 0;
    while at < text.len() {
        let Some((field, end)) = field(text, at, separator) else {
            let message = "this quoted text has no end";
            problems.push(error(source, at, message, "export the file again"));
            return None;
        };
        row.fields.push(field);
        at = end;
        let rest = &text[at..];
        if rest.starts_with(separator) {
            at += separator.len_utf8();
            // What ends in a separator has one more field, which is empty.
            if at < text.len() {
                continue;
            }
            row.fields.push(String::new());
        }
        at += if rest.starts_with("\r\n") {
            2
        } else {
            usize::from(at < text.len())
        };
        let done = std::mem::replace(
            &mut row,
            Row {
                at,
                fields: Vec::new(),
            },
        );
        let is_blank = done.fields.iter().all(String::is_empty);
        rows.extend((!is_blank).then_some(done));
    }
    Some(rows)
}

// What separates the names of the columns, which hold none of these themselves.
fn separator(text: &str) -> char {
    let head = text.lines().next().unwrap_or_default();
    let count = |c: &char| head.matches(*c).count();
    let most = [',', ';', '\t'].into_iter().rev().max_by_key(count);
    most.unwrap_or(',')
}

// The field that begins here, and where it ends; nothing where a quotation mark
// is missing.
fn field(text: &str, start: usize, separator: char) -> Option<(String, usize)> {
    let rest = &text[start..];
    let is_end = |c: char| c == separator || c == '\n' || c == '\r';
    let plain = |from: &str| from.find(is_end).unwrap_or(from.len());
    let Some(quoted) = rest.strip_prefix('"') else {
        let length = plain(rest);
        return Some((rest[..length].to_owned(), start + length));
    };
    let mut field = String::new();
    let mut at = 0;
    loop {
        let end = at + quoted[at..].find('"')?;
        field.push_str(&quoted[at..end]);
        if quoted[end + 1..].starts_with('"') {
            field.push('"');
            at = end + 2;
            continue;
        }
        // What stands behind the closing mark is a mistake that others keep.
        let tail = &quoted[end + 1..];
        let length = plain(tail);
        field.push_str(&tail[..length]);
        return Some((field, start + 1 + end + 1 + length));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fields(text: &str) -> Option<Vec<Vec<String>>> {
        let rows = rows(&Source::new("a.csv", text), &mut Vec::new())?;
        Some(rows.into_iter().map(|row| row.fields).collect())
    }

    #[test]
    fn fields_are_read_as_they_were_written() {
        let read = |text: &str| fields(text).unwrap();
        assert_eq!(
            read("a,b\r\n1,\"x, \"\"y\"\"\r\nz\"\r\n"),
            [["a", "b"], ["1", "x, \"y\"\r\nz"]]
        );
        assert_eq!(read("a\tb\n1,5\t\n"), [["a", "b"], ["1,5", ""]]);
        assert_eq!(read("a;b\n1;"), [["a", "b"], ["1", ""]]);
        assert_eq!(read("a,b\n\n\n\"1\"x,2"), [["a", "b"], ["1x", "2"]]);
        assert_eq!(read("a\rb"), [["a"], ["b"]]);
        assert_eq!(read(""), [[""; 0]; 0]);
        assert_eq!(fields("a,\"b\n1,2\n"), None);
    }

    #[test]
    fn numbers_are_whole_and_not_too_large() {
        assert_eq!(number("9007199254740991"), Some(LARGEST));
        for text in [
            "",
            "+1",
            "-1",
            "1.0",
            "1e3",
            "9007199254740992",
            "99999999999999999999",
            "١",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_quoted_reads_back(table in prop::collection::vec(
            prop::collection::vec("[^\r\u{0}]{1,12}", 2..5), 1..6
        )) {
            let quoted = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
            let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
            let mut lines = vec!["a,b,c".to_owned()];
            lines.extend(table.iter().map(line));
            prop_assert_eq!(&fields(&lines.join("\r\n")).unwrap()[1..], &table[..]);
        }

        #[test]
        fn any_text_is_a_table_or_a_problem(text in "[a,;\t\"\r\né]{0,60}") {
            let _ = fields(&text);
        }
    }
}
