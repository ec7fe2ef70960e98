//! What the head of an HTML page tells of it, where no front matter does.

use super::{Page, Status, facts};
use crate::Source;

/// Adds what the head of a page says: its title and language, and that search
/// engines are to keep out of it.
pub(super) fn complete(page: &mut Page, source: &Source) {
    let head = head(&source.text);
    for tag in tags(head) {
        match &*tag.name {
            "html" => page.language = page.language.take().or_else(|| tag.value("lang")),
            "title" => page.title = page.title.take().or_else(|| title(tag.rest)),
            "meta" if is_robots(&tag) && page.status == Status::Listed => {
                page.status = Status::Unlisted("noindex");
            }
            _ => {}
        }
    }
}

fn is_robots(tag: &Tag) -> bool {
    let name = tag.value("name").unwrap_or_default().to_ascii_lowercase();
    let forbids = |content: String| facts::forbids(&content);
    matches!(&*name, "robots" | "googlebot") && tag.value("content").is_some_and(forbids)
}

fn head(text: &str) -> &str {
    let ends = ["</head", "<body", "</HEAD", "<BODY"];
    let end = ends.iter().filter_map(|end| text.find(end)).min();
    &text[..end.unwrap_or(text.len())]
}

fn title(rest: &str) -> Option<String> {
    let (title, _) = rest.split_once('<')?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

struct Tag<'t> {
    name: String,
    attributes: &'t str,
    rest: &'t str,
}

impl Tag<'_> {
    // The value of an attribute, in either quotes or none.
    fn value(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        while let Some((before, after)) = rest.split_once('=') {
            let found = before.trim_end().rsplit(char::is_whitespace).next()?;
            let after = after.trim_start();
            let (value, after) = match after.chars().next()? {
                quote @ ('"' | '\'') => after[1..].split_once(quote)?,
                _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
            if found.eq_ignore_ascii_case(name) {
                return Some(value.trim().to_owned()).filter(|value| !value.is_empty());
            }
            rest = after;
        }
        None
    }
}

fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once('<')?;
            if let Some(comment) = after.strip_prefix("!--") {
                rest = comment.split_once("-->")?.1;
                continue;
            }
            let (inside, after) = after.split_once('>')?;
            rest = after;
            let end = inside.find(|c: char| !c.is_ascii_alphanumeric());
            let (name, attributes) = inside.split_at(end.unwrap_or(inside.len()));
            if !name.is_empty() {
                let name = name.to_ascii_lowercase();
                return Some(Tag {
                    name,
                    attributes,
                    rest,
                });
            }
        }
    })
}
