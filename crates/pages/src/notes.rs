//! Footnotes, which go to the end of the page.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::html;

/// The footnotes of a page, by the names their author gave them.
#[derive(Default)]
pub(crate) struct Notes {
    // In the order they are first referred to, and how often.
    order: Vec<(String, usize)>,
    numbers: BTreeMap<String, usize>,
    bodies: BTreeMap<String, String>,
}

impl Notes {
    /// A reference to a footnote: its number as a link. The ids are kramdown's.
    pub(crate) fn refer(&mut self, name: &str) -> String {
        let next = self.order.len();
        let at = *self.numbers.entry(name.to_owned()).or_insert(next);
        if at == next {
            self.order.push((name.to_owned(), 0));
        }
        let mut reference = String::from("<sup class=\"footnote-ref\"><a role=\"doc-noteref\"");
        if let Some((_, count)) = self.order.get_mut(at) {
            *count += 1;
            html::attribute("id", &reference_id(name, *count), &mut reference);
        }
        html::attribute("href", &["#", &note_id(name)].concat(), &mut reference);
        let _ = write!(reference, ">{}</a></sup>", at + 1);
        reference
    }

    /// Adds what a footnote says.
    pub(crate) fn add(&mut self, name: String, body: String) {
        self.bodies.insert(name, body);
    }

    /// Writes all footnotes that the page refers to.
    pub(crate) fn write(mut self, html: &mut String) {
        if self.order.is_empty() {
            return;
        }
        html.push_str("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for (name, count) in &self.order {
            let body = self.bodies.remove(name).unwrap_or_default();
            html.push_str("<li");
            html::attribute("id", &note_id(name), html);
            html.push('>');
            let body = body.trim_end();
            let (body, end) = match body.strip_suffix("</p>") {
                Some(inside) => (inside, "</p>"),
                None => (body, ""),
            };
            html.push_str(body);
            for number in 1..=*count {
                html.push_str(" <a role=\"doc-backlink\" aria-label=\"Back to the text\"");
                html::attribute("href", &["#", &reference_id(name, number)].concat(), html);
                html.push_str(">↩</a>");
            }
            html.push_str(end);
            html.push_str("</li>\n");
        }
        html.push_str("</ol>\n</div>\n");
    }
}

fn note_id(name: &str) -> String {
    format!("fn:{}", name.replace(char::is_whitespace, "-"))
}

fn reference_id(name: &str, number: usize) -> String {
    let name = name.replace(char::is_whitespace, "-");
    match number {
        1 => format!("fnref:{name}"),
        _ => format!("fnref:{name}:{number}"),
    }
}
