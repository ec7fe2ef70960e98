//! The shape that nearly every list in a data file has, read in one pass:
//!
//! ```yaml
//! - date: 2025-12-04
//!   text: "A *talk*"
//! - date: 2025-11-02
//!   text: Moved to [a new place](https://example.org)
//! ```
//!
//! Whatever is not plainly that is left to the parser of the whole language, so
//! that there is but one reading of it; a test holds the two together.

use super::super::{Data, Entry, Map, Value};

/// Keys of one item; each is compared with those before it.
const MOST_KEYS: usize = 32;
/// Beyond these the parser's own limits may be near.
const MOST_VALUES: usize = 1 << 20;
const LONGEST: usize = 32 << 20;

/// The list that is the whole of `text`, which stands at the byte `start` of its
/// file; `None` where it is anything else.
pub(super) fn list(text: &str, start: usize) -> Option<Value> {
    if text.len() > LONGEST || !text.starts_with("- ") || text.contains(is_unusual) {
        return None;
    }
    let mut items: Vec<Value> = Vec::new();
    let (mut at, mut values) = (start, 0);
    for line in text.split_inclusive('\n') {
        let written = line.strip_suffix('\n').unwrap_or(line);
        if !written.is_empty() && !written.starts_with('#') {
            let (indent, rest) = written.split_at_checked(2)?;
            let entry = entry(rest, at + 2)?;
            if indent == "- " {
                items.push(item(&entry));
            } else if indent != "  " {
                return None;
            }
            add(items.last_mut()?, entry)?;
            values += 1;
        }
        at += line.len();
    }
    (values < MOST_VALUES).then_some(Value {
        at: start,
        data: Data::List(items),
    })
}

// Tabs, carriage returns and other characters that are no plain text.
fn is_unusual(c: char) -> bool {
    c != ' ' && c != '\n' && (c.is_control() || c.is_whitespace() || c == '\u{FEFF}')
}

fn item(first: &Entry) -> Value {
    Value {
        at: first.at,
        data: Data::Map(Map::default()),
    }
}

fn add(item: &mut Value, entry: Entry) -> Option<()> {
    let Data::Map(map) = &mut item.data else {
        return None;
    };
    if map.entries.len() == MOST_KEYS || map.get(&entry.key).is_some() {
        return None;
    }
    map.entries.push(entry);
    Some(())
}

// `key: value`
fn entry(text: &str, at: usize) -> Option<Entry> {
    let (key, rest) = text.split_once(": ")?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let named = key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.bytes().all(is_name);
    let written = rest.trim_start_matches(' ');
    let value = Value {
        at: at + text.len() - written.len(),
        data: scalar(written)?,
    };
    (named && !is_word_of_yaml(key)).then(|| Entry {
        key: key.to_owned(),
        at,
        value,
    })
}

fn scalar(text: &str) -> Option<Data> {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inner = text[1..].strip_suffix(quote)?;
        return (!inner.contains([quote, '\\'])).then(|| Data::Text(inner.to_owned()));
    }
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    let ends = text.ends_with([' ', ':']) || text.contains(": ") || text.contains(" #");
    if !begins || ends {
        return None;
    }
    if is_day(text) || text.contains(' ') {
        return Some(Data::Text(text.to_owned()));
    }
    if is_year(text) {
        return Some(Data::Number(text.to_owned()));
    }
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_word && !is_word_of_yaml(text)).then(|| Data::Text(text.to_owned()))
}

// `2025-12-04`
fn is_day(text: &str) -> bool {
    let is_digit = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(is_digit)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}

// A word that some version of YAML takes for a number, a truth or nothing.
fn is_word_of_yaml(word: &str) -> bool {
    const WORDS: [&str; 13] = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity",
        "nil",
    ];
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Source;
    use crate::data::Format;

    fn check(text: &str, start: usize) -> Result<bool, TestCaseError> {
        let Some(value) = list(text, start) else {
            return Ok(false);
        };
        let source = Source::new("a.yml", [&"é".repeat(start / 2), text].concat());
        let mut problems = Vec::new();
        let whole = super::super::whole(&source, text, start, Format::Yaml, &mut problems);
        prop_assert_eq!(Some(value), whole);
        prop_assert_eq!(problems, []);
        Ok(true)
    }

    #[test]
    fn the_usual_list_is_plain() {
        let text = "- date: 2025-12-04\n  text: \"A *talk*: here\"\n\n# older\n- date: 2024\n  \
                    text: Moved to [a place](https://example.org), 'now'!\n  é: x\n";
        assert!(check(&text.replace("  é: x\n", ""), 4).unwrap());
        assert!(!check(text, 4).unwrap());
    }

    const KEYS: &str = "(date|text|title|y|null|k1|a_b|A|é|a b|\"a\")";
    const VALUES: &str = "(2025-12-04|2025|2025\\.10|0123|1e3|0x1F|Talk|null|True|no|\
        A talk, at \\[x\\]\\(y\\)|A: b|A #b|A#b|a:|a |\"q\"|'q'|\"a \\\\n b\"|'it''s'|\"é b\"|\
        >|\\| |&a b|\\*a|\\[a\\]|\\{a: b\\}|- a|\\? a|!a b|%a|@a|`a|~|2 papers|2025-12-04 10:00|A \\*b\\* é|\
        [-a-c0-9:#&*!|>'\"%@`?,\\[\\]{} .é]{0,12})";

    fn lines(heads: &str, ends: &str) -> impl Strategy<Value = String> + use<> {
        let line = format!("({heads})({VALUES})({ends})");
        let line = prop::string::string_regex(&line).unwrap();
        prop::collection::vec(line, 0..6).prop_map(|lines| lines.concat())
    }

    fn any_lines() -> impl Strategy<Value = String> + use<> {
        let heads = format!("(- |  |- |  |   |-  |)({KEYS})(: |: |: |:  |:| : )");
        lines(&heads, "\n|\n|\n|\n\n|\n# c\n|\n  # c\n| # c\n|\n\n  ")
    }

    fn nearly_plain_lines() -> impl Strategy<Value = String> + use<> {
        lines(
            "(- date|  text|  title|  a)(: |: |:  )",
            "\n|\n|\n\n|\n# c\n",
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1500))]

        #[test]
        fn what_is_plain_reads_as_the_whole_language_does(
            any in any_lines(),
            nearly in nearly_plain_lines(),
            start in 0..3_usize,
        ) {
            for text in [format!("- {any}"), any, format!("- k: v\n{nearly}")] {
                check(&text, 2 * start)?;
            }
        }
    }
}
