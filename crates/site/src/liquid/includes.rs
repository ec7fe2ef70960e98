//! `include`, with its parameters.

use std::collections::BTreeMap;

use super::expression;
use super::render::{Renderer, Template};
use super::token::Token;
use super::value::Value;
use crate::{Problem, Source, Syntax, decode, front_matter};

impl Renderer<'_> {
    pub(super) fn include(&mut self, template: &Template<'_>, token: &Token, arguments: &str) {
        let (path, parameters) = parameters(arguments);
        let path = match path
            .strip_prefix("{{")
            .and_then(|path| path.strip_suffix("}}"))
        {
            Some(inner) => expression::written(self, inner).to_string(),
            None => path.to_owned(),
        };
        let from = template.source.place(token.range.start);
        let relative = token.name(&template.source.text) == "include_relative";
        let Some(found) = self.find(&from.file, &path, relative) else {
            self.missing(template, token, &path);
            return;
        };
        let fields = parameters.into_iter();
        let fields: BTreeMap<String, Value> = fields
            .map(|(name, value)| (name.to_owned(), expression::operand(self, value)))
            .collect();
        let names = self.variables.len();
        self.variables
            .push(("include".to_owned(), Value::map(None, fields)));
        let (outer, body_start) = (self.output.flat, front_matter::split(&found).0.body_start);
        let is_html = !matches!(found.path.rsplit('.').next(), Some("md" | "markdown"));
        self.output.flat = outer || (is_html && self.syntax == Syntax::Markdown);
        self.template(&found, body_start);
        self.output.flat = outer;
        self.variables.remove(names);
    }

    pub(super) fn find(&self, including: &str, path: &str, relative: bool) -> Option<Source> {
        let own = including.rsplit_once('/').map_or("", |(folder, _)| folder);
        let folders: &[&str] = if relative { &[own, ""] } else { &["_includes"] };
        folders.iter().find_map(|folder| {
            let path = crate::inside(folder, path)?;
            Some(decode(&path, &self.files.read(&path)?).0)
        })
    }

    // Themes bring includes that are not in the site's folder; only one that
    // the owner named and could have written is worth a word.
    pub(super) fn missing(&mut self, template: &Template<'_>, token: &Token, path: &str) {
        if path.is_empty() {
            return;
        }
        let message = format!("the include `{path}` is not in this site");
        self.problems.push(
            Problem::note("include", template.source, token.range.start, message)
                .help("if the News list is in it, add it to the site"),
        );
    }
}

// `file.md key="value" other=page.x`
fn parameters(text: &str) -> (&str, Vec<(&str, &str)>) {
    let (path, mut rest) = match text.starts_with("{{") {
        true => text
            .find("}}")
            .map_or((text, ""), |end| text.split_at(end + 2)),
        false => word(text),
    };
    let mut parameters = Vec::new();
    while let Some((key, value)) = rest.split_once('=') {
        let (value, next) = word(value.trim_start());
        parameters.push((key.trim(), value));
        rest = next;
    }
    (path.trim_matches(['"', '\'', ',']), parameters)
}

// A word, quotes and all, and what follows it.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let end = match quote {
        Some(quote) => text[1..].find(quote).map(|end| end + 2),
        None => text.find(char::is_whitespace),
    };
    text.split_at(end.unwrap_or(text.len()))
}
