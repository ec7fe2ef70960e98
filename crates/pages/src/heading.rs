//! The names of headings.

use std::collections::HashMap;

/// The names that are taken, each with the last number put behind it.
pub(crate) type Taken = HashMap<String, u32>;

/// A heading's id, made of its words as kramdown does: letters, digits, and
/// hyphens for spaces; with a number behind it where it is taken.
pub(crate) fn id(text: &str, taken: &mut Taken) -> String {
    let mut name = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            c if c.is_alphanumeric() || matches!(c, '-' | '_') => name.extend(c.to_lowercase()),
            c if c.is_whitespace() => name.push('-'),
            _ => {}
        }
    }
    if name.trim_matches('-').is_empty() {
        name = "section".to_owned();
    }
    let mut number = taken.get(&name).copied().unwrap_or(0);
    let mut id = name.clone();
    while taken.contains_key(&id) {
        number += 1;
        id = format!("{name}-{number}");
    }
    taken.insert(id.clone(), 0);
    if number > 0 {
        taken.insert(name, number);
    }
    id
}
