//! Names and patterns of Hugo's addresses:
//! <https://gohugo.io/content-management/urls/>.

use chrono::NaiveDate;

/// A name as Hugo writes it in an address: letters, digits, marks and a few
/// signs stay, spaces become a hyphen, the rest goes.
pub(super) fn urlize(name: &str, keeps_case: bool) -> String {
    let mut made = String::with_capacity(name.len());
    let (mut is_due, mut was_hyphen) = (false, false);
    for c in name.chars() {
        if stays(c) {
            was_hyphen = c == '-';
            if is_due && !was_hyphen {
                made.push('-');
            }
            is_due = false;
            made.push(c);
        } else if !made.is_empty() && !was_hyphen && c.is_whitespace() {
            is_due = true;
        }
    }
    match keeps_case {
        true => made,
        false => made.to_lowercase(),
    }
}

fn stays(c: char) -> bool {
    // Of the marks only those that follow a letter are common.
    let is_mark =
        matches!(c, '\u{300}'..='\u{36F}' | '\u{93C}' | '\u{94D}' | '\u{FE00}'..='\u{FE0F}');
    c.is_alphanumeric() || is_mark || "./\\_#+~-@".contains(c)
}

/// What a pattern of `[permalinks]` may ask of a page.
pub(super) struct Parts<'p> {
    pub(super) sections: &'p str,
    pub(super) title: &'p str,
    pub(super) slug: Option<&'p str>,
    pub(super) name: &'p str,
    pub(super) date: NaiveDate,
}

/// Fills in a pattern such as `/:year/:slug/`; a name that nobody knows is the
/// error.
pub(super) fn fill(pattern: &str, parts: &Parts, keeps_case: bool) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once(':') {
        filled.push_str(before);
        let end = after.find(|c: char| !c.is_ascii_alphanumeric());
        let (name, after) = after.split_at(end.unwrap_or(after.len()));
        let value = parts.value(name).ok_or_else(|| name.to_owned())?;
        filled.push_str(&super::literal(&urlize(&value, keeps_case)));
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

impl Parts<'_> {
    fn value(&self, name: &str) -> Option<String> {
        let format = match name {
            "year" => "%Y",
            "month" => "%m",
            "monthname" => "%B",
            "day" => "%d",
            "weekday" => "%w",
            "weekdayname" => "%A",
            "yearday" => "%-j",
            "section" => return Some(self.sections.split('/').next().unwrap_or("").to_owned()),
            "sections" => return Some(self.sections.to_owned()),
            "title" => return Some(self.title.to_owned()),
            "slug" => return Some(self.slug.unwrap_or(self.title).to_owned()),
            "slugorfilename" | "slugorcontentbasename" => {
                return Some(self.slug.unwrap_or(self.name).to_owned());
            }
            "filename" | "contentbasename" => return Some(self.name.to_owned()),
            _ => return None,
        };
        Some(self.date.format(format).to_string())
    }
}
