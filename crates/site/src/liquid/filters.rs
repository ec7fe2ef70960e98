//! The filters that matter to what a list shows; every other one hands its
//! value on.

use std::collections::BTreeMap;

use pulldown_cmark::{Options, Parser, html};

use super::value::Value;

pub(super) fn apply(name: &str, value: &Value, arguments: &[Value]) -> Value {
    let argument = |at: usize| arguments.get(at).map(Value::write).unwrap_or_default();
    let text = || value.write();
    if matches!(value, Value::Unknown) || (name == "date" && is_now(value)) {
        return Value::Unknown;
    }
    match name {
        "reverse" => map_list(value, |values| values.reverse()),
        "sort" | "sort_natural" => map_list(value, |values| sort(values, &argument(0))),
        "where" => keep(value, &argument(0), arguments.get(1)),
        "first" | "last" | "size" => value.get(name),
        "map" => Value::List(
            value
                .values()
                .iter()
                .map(|each| each.get(&argument(0)))
                .collect(),
        ),
        "concat" => {
            let more = arguments.first().map(Value::values).unwrap_or_default();
            Value::List(value.values().iter().chain(more.iter()).cloned().collect())
        }
        "group_by" => group(value, |each| each.get(&argument(0)).write().to_string()),
        "split" => split(&text(), &argument(0)),
        "join" => {
            let values = value.values();
            let texts: Vec<_> = values.iter().map(Value::write).collect();
            Value::text(&texts.join(&argument(0)))
        }
        "default" if value.is_blank() => arguments.first().cloned().unwrap_or_default(),
        "append" => Value::text(&format!("{}{}", text(), argument(0))),
        "prepend" => Value::text(&format!("{}{}", argument(0), text())),
        "remove" => Value::text(&text().replace(&*argument(0), "")),
        "replace" => Value::text(&text().replace(&*argument(0), &argument(1))),
        "remove_first" => Value::text(&text().replacen(&*argument(0), "", 1)),
        "replace_first" => Value::text(&text().replacen(&*argument(0), &argument(1), 1)),
        "slice" if !matches!(value, Value::List(_)) => {
            Value::text(&slice(&text(), &argument(0), &argument(1)))
        }
        "strip" => Value::text(text().trim()),
        "downcase" => Value::text(&text().to_lowercase()),
        "upcase" => Value::text(&text().to_uppercase()),
        "markdownify" => Value::text(&markdownify(&text())),
        "date" | "date_to_string" | "date_to_long_string" | "date_to_xmlschema" => {
            Value::text(&date(&text(), &argument(0)))
        }
        // How much is left of a text, or where a list begins, is a question of
        // room on the page and not of what is news.
        "plus" | "minus" | "times" | "divided_by" | "modulo" => Value::Unknown,
        _ => value.clone(),
    }
}

// Some characters of a text, from one that is counted from 0, or from the end
// where negative: <https://shopify.github.io/liquid/filters/slice/>.
fn slice(text: &str, start: &str, length: &str) -> String {
    let Ok(start) = start.parse::<i64>() else {
        return text.to_owned();
    };
    let count = text.chars().count() as i64;
    let start = if start < 0 { count + start } else { start };
    let length = length.parse::<i64>().unwrap_or(1);
    match (usize::try_from(start), usize::try_from(length)) {
        (Ok(start), Ok(length)) => text.chars().skip(start).take(length).collect(),
        _ => String::new(),
    }
}

// There is no clock here.
fn is_now(value: &Value) -> bool {
    matches!(&*value.write(), "now" | "today")
}

/// Markdown as HTML on one line, so that it can stand in a list item.
pub(super) fn markdownify(text: &str) -> String {
    let mut written = String::with_capacity(text.len() * 2);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    html::push_html(&mut written, Parser::new_ext(text, options));
    written.replace('\n', " ").trim_end().to_owned()
}

fn map_list(value: &Value, change: impl FnOnce(&mut Vec<Value>)) -> Value {
    let Value::List(values) = value else {
        return value.clone();
    };
    let mut values = values.to_vec();
    change(&mut values);
    Value::list(values)
}

fn sort(values: &mut [Value], key: &str) {
    // By the text: dates in front matter are written year first.
    let key_of = |value: &Value| match key {
        "" => value.write(),
        key => value.get(key).write(),
    };
    values.sort_by_cached_key(key_of);
}

/// Whether a field says what the home page has room for: like `limit`, that is
/// no question of what is news.
pub(super) fn is_room(field: &str) -> bool {
    ["featured", "home", "highlight", "frontpage", "front_page"]
        .iter()
        .any(|name| field.contains(name))
}

fn keep(value: &Value, key: &str, wanted: Option<&Value>) -> Value {
    if is_room(key) && wanted.is_none_or(|wanted| *wanted.write() == *"true") {
        return value.clone();
    }
    map_list(value, |values| {
        values.retain(|each| match wanted {
            Some(wanted) => each.get(key).write() == wanted.write(),
            None => each.get(key).is_true(),
        });
    })
}

// Jekyll's groups: in the order of their first members.
pub(super) fn group(value: &Value, name: impl Fn(&Value) -> String) -> Value {
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for each in value.values().iter() {
        let name = name(each);
        let at = *known.entry(name.clone()).or_insert_with(|| {
            groups.push((name, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(each.clone());
    }
    let groups = groups.into_iter().map(|(name, items)| {
        let entries = [
            ("name".to_owned(), Value::text(&name)),
            ("size".to_owned(), Value::text(&items.len().to_string())),
            ("items".to_owned(), Value::list(items)),
        ];
        Value::map(None, entries.into())
    });
    Value::List(groups.collect())
}

fn split(text: &str, separator: &str) -> Value {
    if separator.is_empty() {
        return Value::list(vec![Value::text(text)]);
    }
    Value::List(text.split(separator).map(Value::text).collect())
}

// A theme that writes nothing but the year groups by it. Any other format that
// shows the year gives the date as its author wrote it, without the time of
// day; one that does not show the year stands beside one that does.
fn date(text: &str, format: &str) -> String {
    let day = text.get(..10).filter(|day| is_day(day));
    let Some(day) = day else {
        return text.to_owned();
    };
    let part = |at: std::ops::Range<usize>| day.get(at).unwrap_or("");
    let has = |mark: &[&str]| mark.iter().any(|mark| format.contains(mark));
    match format.trim() {
        "%Y" => return part(0..4).to_owned(),
        _ if format.is_empty() || has(&["%Y", "%y", "%F", "%D", "%x", "%s", "%c", "%G"]) => {
            return day.to_owned();
        }
        _ => {}
    }
    let month: usize = part(5..7).parse().unwrap_or(1);
    let name = MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or("");
    let short_day = part(8..10).trim_start_matches('0');
    let written = format
        .replace("%B", name)
        .replace("%b", name.get(..3).unwrap_or(""));
    let written = written
        .replace("%m", part(5..7))
        .replace("%-m", part(5..7).trim_start_matches('0'));
    written
        .replace("%d", part(8..10))
        .replace("%-d", short_day)
        .replace("%e", short_day)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) fn is_day(text: &str) -> bool {
    let mut bytes = text.bytes().enumerate();
    text.len() == 10
        && bytes.all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_keep_what_was_written() {
        assert_eq!(date("2024-03-05 10:00:00-0400", "%b %d, %Y"), "2024-03-05");
        assert_eq!(date("2024-03-05", "%Y"), "2024");
        assert_eq!(date("2024-03-05", "%b %-d"), "Mar 5");
        assert_eq!(date("March 2024", "%Y"), "March 2024");
        assert_eq!(date("2024-03-05", ""), "2024-03-05");
    }
}
