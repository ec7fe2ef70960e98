//! Addresses out of templates: <https://jekyllrb.com/docs/permalinks/>.

use chrono::NaiveDateTime;

use crate::pages::address;

/// Fills in the placeholders of a template: `:title`. One that nobody knows
/// is returned as the error; Jekyll does not build such a site.
pub(super) fn fill(
    template: &str,
    value: &dyn Fn(&str) -> Option<String>,
) -> Result<String, String> {
    let mut filled = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(':') {
        filled.push_str(before);
        let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
        let end = after.find(|c| !is_name(c)).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        // `:month_:day` has an underscore that is no part of the name.
        let shorter = name.strip_suffix('_');
        if name.is_empty() {
            filled.push(':');
        } else if let Some(value) = value(name) {
            filled.push_str(&address::literal(&value));
        } else if let Some(value) = shorter.and_then(value) {
            filled.push_str(&address::literal(&value));
            filled.push('_');
        } else {
            return Err(name.to_owned());
        }
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// What Jekyll takes out of every address: `..` and `./`.
pub(super) fn sanitize(url: &str) -> String {
    format!("/{url}").replace("..", "/").replace("./", "")
}

/// The parts of a date that a template may name.
pub(super) fn of_date(name: &str, date: NaiveDateTime) -> Option<String> {
    let format = match name {
        "year" => "%Y",
        "month" => "%m",
        "day" => "%d",
        "hour" => "%H",
        "minute" => "%M",
        "second" => "%S",
        "i_day" => "%-d",
        "i_month" => "%-m",
        "short_month" => "%b",
        "long_month" => "%B",
        "short_year" => "%y",
        "w_year" => "%G",
        "week" => "%V",
        "w_day" => "%u",
        "short_day" => "%a",
        "long_day" => "%A",
        "y_day" => "%j",
        _ => return None,
    };
    Some(date.format(format).to_string())
}

/// A text as Jekyll's `slugify` makes a name of it: letters, marks and digits
/// stay, all between becomes one hyphen.
pub(super) fn slug(text: &str) -> String {
    hyphenated(text, is_word).to_lowercase()
}

/// The same in its `pretty` mode, with capitals: some signs stay too.
pub(super) fn title_slug(text: &str) -> String {
    hyphenated(text, |c| is_word(c) || "._~!$&'()+,;=@".contains(c))
}

fn hyphenated(text: &str, stays: fn(char) -> bool) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut was_kept = true;
    for c in text.chars() {
        let is_kept = stays(c);
        match (is_kept, was_kept) {
            (true, _) => slug.push(c),
            (false, true) => slug.push('-'),
            (false, false) => {}
        }
        was_kept = is_kept;
    }
    // One at each end, even where the first character itself was replaced.
    let slug = slug.strip_prefix('-').unwrap_or(&slug);
    slug.strip_suffix('-').unwrap_or(slug).to_owned()
}

// Letters, marks and decimal digits. Numbers such as ² are none of them, and
// marks that are not alphabetic count as well.
fn is_word(c: char) -> bool {
    let is_number = matches!(c, '²' | '³' | '¹' | '¼'..='¾' | '\u{2070}'..='\u{2089}'
        | '\u{2150}'..='\u{218B}' | '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}'
        | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3192}'..='\u{3195}'
        | '\u{3220}'..='\u{3229}' | '\u{3280}'..='\u{3289}');
    let is_mark = matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{93C}'
        | '\u{94D}' | '\u{9BC}' | '\u{9CD}' | '\u{A3C}' | '\u{A4D}' | '\u{ABC}' | '\u{ACD}'
        | '\u{B3C}' | '\u{B4D}' | '\u{BCD}' | '\u{C4D}' | '\u{CBC}' | '\u{CCD}' | '\u{D4D}'
        | '\u{DCA}' | '\u{E3A}' | '\u{E47}'..='\u{E4E}' | '\u{EC8}'..='\u{ECD}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20F0}'
        | '\u{302A}'..='\u{302F}' | '\u{3099}'..='\u{309A}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE20}'..='\u{FE2F}');
    (c.is_alphanumeric() && !is_number) || is_mark
}
