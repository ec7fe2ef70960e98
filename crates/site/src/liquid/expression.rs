//! Names, literals, filters and conditions.

use std::rc::Rc;

use super::value::Value;

/// Finds what the first name of a path stands for.
pub(super) trait Scope {
    fn lookup(&self, name: &str) -> Value;
    /// A value below `site`, which is read from the disk when it is asked for.
    fn site(&self, path: &[String]) -> Option<Value>;
    fn filter(&self, name: &str, value: &Value, arguments: &[Value]) -> Value;
}

/// `value | filter: argument | …`
pub(super) fn evaluate(scope: &dyn Scope, text: &str) -> Value {
    let mut parts = split_outside_quotes(text, '|').into_iter();
    let value = operand(scope, parts.next().unwrap_or(""));
    parts.fold(value, |value, part| {
        let (name, arguments) = part.split_once(':').unwrap_or((part, ""));
        let arguments = split_outside_quotes(arguments, ',');
        let arguments: Vec<Value> = arguments
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| operand(scope, part))
            .collect();
        scope.filter(name.trim(), &value, &arguments)
    })
}

/// A literal or a path of names.
pub(super) fn operand(scope: &dyn Scope, text: &str) -> Value {
    let text = text.trim();
    if let Some(quoted) = quoted(text) {
        return Value::text(quoted);
    }
    match text {
        "" | "nil" | "null" | "blank" | "empty" => Value::Nil,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if text.starts_with(|c: char| c.is_ascii_digit() || c == '-') => Value::text(text),
        _ => path(scope, text),
    }
}

fn path(scope: &dyn Scope, text: &str) -> Value {
    let names = names(scope, text);
    let Some((first, rest)) = names.split_first() else {
        return Value::Nil;
    };
    if first == "site"
        && let Some(value) = scope.site(rest)
    {
        return value;
    }
    rest.iter()
        .fold(scope.lookup(first), |value, name| value.get(name))
}

// `site.data[page.list]["a"].b` as its names.
fn names(scope: &dyn Scope, text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('[') {
            let Some(end) = inner.find(']') else { break };
            // A name in brackets may be a path itself; one level is enough.
            let value = match quoted(inner[..end].trim()) {
                Some(quoted) => Value::text(quoted),
                None if inner.contains('[') => Value::Nil,
                None => operand(scope, &inner[..end]),
            };
            names.push(value.write().to_string());
            rest = &inner[end + 1..];
        } else {
            let rest_of = rest.strip_prefix('.').unwrap_or(rest);
            let end = rest_of.find(['.', '[']).unwrap_or(rest_of.len());
            names.push(rest_of[..end].trim().to_owned());
            rest = &rest_of[end..];
        }
    }
    names
}

fn quoted(text: &str) -> Option<&str> {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
}

/// Whether `a == b and c` holds. Liquid reads from the right: the last `and`
/// or `or` binds first.
pub(super) fn holds(scope: &dyn Scope, text: &str) -> Value {
    let words = words(text);
    let mut result = None;
    let mut end = words.len();
    for at in (0..words.len()).rev() {
        let joint = words[at];
        if matches!(joint, "and" | "or") {
            let right = joined(result, comparison(scope, &words[at + 1..end]));
            result = Some((joint == "and", right));
            end = at;
        }
    }
    joined(result, comparison(scope, &words[..end]))
}

// What a comparison makes with what stands to its right.
fn joined(right: Option<(bool, Value)>, left: Value) -> Value {
    match right {
        None => left,
        Some((true, right)) if left.is_true() => right,
        Some((true, _)) => Value::Bool(false),
        Some((false, right)) if !left.is_true() => right,
        Some((false, _)) => left,
    }
}

fn comparison(scope: &dyn Scope, words: &[&str]) -> Value {
    let operator = words.iter().position(|word| OPERATORS.contains(word));
    let Some(at) = operator else {
        return evaluate(scope, &words.join(" "));
    };
    let left = evaluate(scope, &words[..at].join(" "));
    let right_text = words[at + 1..].join(" ");
    let right = evaluate(scope, &right_text);
    if matches!(left, Value::Unknown) || matches!(right, Value::Unknown) {
        return Value::Unknown;
    }
    let is_blank = matches!(right_text.as_str(), "blank" | "empty");
    let equal = if is_blank {
        left.is_blank()
    } else {
        is_equal(&left, &right)
    };
    Value::Bool(match words[at] {
        "==" => equal,
        "!=" | "<>" => !equal,
        "contains" => contains(&left, &right),
        operator => is_ordered(operator, &left, &right),
    })
}

const OPERATORS: &[&str] = &["==", "!=", "<>", "<", ">", "<=", ">=", "contains"];

fn is_equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Nil, Value::Nil) => true,
        (Value::Bool(left), Value::Bool(right)) => left == right,
        (Value::Text(left, _), Value::Text(right, _)) => left == right,
        _ => false,
    }
}

fn is_ordered(operator: &str, left: &Value, right: &Value) -> bool {
    let number = |value: &Value| value.write().trim().parse::<f64>().ok();
    let order = match (number(left), number(right)) {
        (Some(left), Some(right)) => left.partial_cmp(&right),
        // Dates are written year first.
        _ if left.is_blank() || right.is_blank() => None,
        _ => Some(left.write().cmp(&right.write())),
    };
    order.is_some_and(|order| match operator {
        "<" => order.is_lt(),
        ">" => order.is_gt(),
        "<=" => order.is_le(),
        _ => order.is_ge(),
    })
}

fn contains(left: &Value, right: &Value) -> bool {
    match left {
        Value::Text(text, _) => text.contains(&*right.write()),
        Value::List(values) => values.iter().any(|value| is_equal(value, right)),
        _ => false,
    }
}

// Words, where what stands in quotes is one.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                start = start.or(Some(at));
            }
            None if c.is_whitespace() => words.extend(start.take().map(|start| &text[start..at])),
            None => start = start.or(Some(at)),
        }
    }
    words.extend(start.map(|start| &text[start..]));
    words
}

pub(super) fn split_outside_quotes(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == separator => {
                parts.push(text[start..at].trim());
                start = at + c.len_utf8();
            }
            None => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

/// The text of a value, for a message or a path.
pub(super) fn written(scope: &dyn Scope, text: &str) -> Rc<str> {
    evaluate(scope, text).write()
}
