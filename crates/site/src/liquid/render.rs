//! Runs a template.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::expression::{self, Scope};
use super::output::Output;
use super::token::{Kind, Token, tokens};
use super::value::Value;
use super::{Rendered, Shown, filters, sources};
use crate::{Files, Map, Place, Problem, Source, Syntax, decode, front_matter};

// Bounds against templates that include themselves or loop over loops.
const DEEPEST: usize = 16;
const MOST_STEPS: usize = 1_000_000;
const STEPS_AN_INCLUDE: usize = 500;
const LARGEST: usize = 64 << 20;

pub(super) struct Renderer<'f> {
    files: &'f dyn Files,
    config: Value,
    // Innermost last; a name is looked up from the end.
    variables: Vec<(String, Value)>,
    read: RefCell<HashMap<String, Value>>,
    output: Output,
    // Set while every stretch comes from one entry of a list.
    entry: Option<Place>,
    syntax: Syntax,
    path: String,
    depth: usize,
    steps: usize,
    problems: Vec<Problem>,
    entries: Vec<Shown>,
    loops: usize,
    // Which list a name stands for.
    origins: HashMap<String, String>,
}

/// A template that is being run.
struct Template<'t> {
    source: &'t Source,
    tokens: Vec<Token>,
}

/// How a stretch of a template ended.
#[derive(PartialEq, Eq)]
enum Flow {
    On,
    NextEntry,
}

impl<'f> Renderer<'f> {
    pub(super) fn new(files: &'f dyn Files, page: &Source, front: &Map, config: &Map) -> Self {
        let table = |map: &Map| {
            let value = crate::Value {
                at: 0,
                data: crate::Data::Map(map.clone()),
            };
            Value::from_data(&value, page)
        };
        Renderer {
            files,
            config: table(config),
            variables: vec![("page".to_owned(), table(front))],
            read: RefCell::default(),
            output: Output::default(),
            entry: None,
            syntax: Syntax::of(&page.path),
            path: page.path.clone(),
            depth: 0,
            steps: 0,
            problems: Vec::new(),
            entries: Vec::new(),
            loops: 0,
            origins: HashMap::new(),
        }
    }

    pub(super) fn page(&mut self, page: &Source, body_start: usize) {
        self.template(page, body_start);
    }

    /// The layouts' text before `{{ content }}`, the page, the text behind it.
    pub(super) fn page_in_layouts(&mut self, page: &Source, body_start: usize, front: &Map) {
        let layouts = sources::layouts(self.files, front);
        self.in_layouts(page, body_start, &layouts);
    }

    fn in_layouts(&mut self, page: &Source, body_start: usize, layouts: &[Source]) {
        let Some((outer, inner)) = layouts.split_last() else {
            self.output.flat = false;
            self.output.gap(&page.place(body_start));
            self.template(page, body_start);
            self.output.gap(&page.place(body_start));
            return;
        };
        let (front, _) = front_matter::split(outer);
        let content = find_content(outer, front.body_start);
        let (before, after) = match content {
            Some(range) => (front.body_start..range.start, range.end..outer.text.len()),
            None => (front.body_start..outer.text.len(), 0..0),
        };
        for part in [Some(before), None, Some(after)] {
            let Some(part) = part else {
                self.in_layouts(page, body_start, inner);
                continue;
            };
            self.output.flat = self.syntax == Syntax::Markdown;
            let part = Source::join(&outer.path, &[(outer, part)]);
            self.template(&part, 0);
        }
    }

    pub(super) fn finish(mut self) -> Rendered {
        let ranges = self.entries.iter().map(|entry| entry.range.clone());
        let mut ranges: Vec<_> = ranges.collect();
        let markdown = self.syntax == Syntax::Markdown;
        let page = self.output.finish(&self.path, markdown, &mut ranges);
        for (entry, range) in self.entries.iter_mut().zip(ranges) {
            entry.range = range;
        }
        Rendered {
            page,
            entries: self.entries,
            problems: self.problems,
        }
    }

    fn template(&mut self, source: &Source, from: usize) {
        if self.depth >= DEEPEST {
            return;
        }
        self.depth += 1;
        self.steps += STEPS_AN_INCLUDE;
        let template = Template {
            source,
            tokens: tokens(&source.text, from),
        };
        self.run(&template, 0..template.tokens.len());
        self.depth -= 1;
    }

    fn run(&mut self, template: &Template<'_>, range: Range<usize>) -> Flow {
        let mut at = range.start;
        while at < range.end {
            self.steps += 1;
            if self.steps > MOST_STEPS || self.output.len() > LARGEST {
                return Flow::On;
            }
            let token = &template.tokens[at];
            at += 1;
            match token.kind {
                Kind::Text => {
                    self.write(template, token, &template.source.text[token.inner.clone()]);
                }
                Kind::Output => self.output_tag(template, token),
                Kind::Tag => match self.tag(template, at - 1, &range) {
                    Some(next) => at = next,
                    None => return Flow::NextEntry,
                },
            }
        }
        Flow::On
    }

    // Runs a tag and says which token comes next; none where the entry of the
    // loop around it is done.
    fn tag(&mut self, template: &Template<'_>, at: usize, range: &Range<usize>) -> Option<usize> {
        let text = &template.source.text;
        let token = &template.tokens[at];
        let after = token
            .next
            .saturating_add(1)
            .clamp(at + 1, range.end.max(at + 1));
        // Blocks nest as deep as a hostile page likes.
        if self.depth >= 4 * DEEPEST {
            return Some(after);
        }
        let arguments = token.arguments(text);
        match token.name(text) {
            "comment" => {}
            "raw" => {
                let inside = at + 1..token.next.min(range.end);
                for token in template.tokens.get(inside).unwrap_or_default() {
                    self.write(template, token, &text[token.range.clone()]);
                }
            }
            "if" | "unless" | "case" => return self.branch(template, at, range),
            "for" | "tablerow" => self.each(template, at, arguments, range),
            "capture" => {
                let start = self.output.len();
                self.block(template, at + 1..token.next.min(range.end));
                let captured = self.output.take_from(start);
                self.entries.retain(|entry| entry.range.end <= start);
                self.assign(arguments.trim_matches(['"', '\'']), Value::text(&captured));
            }
            "assign" => {
                if let Some((name, value)) = arguments.split_once('=') {
                    if let Some(list) = self.origin(value) {
                        self.origins.insert(name.trim().to_owned(), list);
                    }
                    let value = expression::evaluate(self, value);
                    self.assign(name.trim(), value);
                }
            }
            "continue" => return None,
            "include" | "include_relative" | "include_cached" | "render" => {
                self.include(template, token, arguments);
            }
            _ => return Some(at + 1),
        }
        Some(after)
    }

    fn block(&mut self, template: &Template<'_>, range: Range<usize>) -> Flow {
        self.depth += 1;
        let flow = self.run(template, range.start..range.end.max(range.start));
        self.depth -= 1;
        flow
    }

    // The branch whose condition holds, and the token behind the block.
    fn branch(
        &mut self,
        template: &Template<'_>,
        at: usize,
        range: &Range<usize>,
    ) -> Option<usize> {
        let text = &template.source.text;
        let opening = &template.tokens[at];
        let subject = match opening.name(text) {
            "case" => Some(opening.arguments(text)),
            _ => None,
        };
        let (mut branch, mut done, mut flow) = (at, false, Flow::On);
        loop {
            let token = &template.tokens[branch];
            let end = token.next.min(range.end);
            if !done && self.is_chosen(token.name(text), token.arguments(text), subject) {
                flow = self.block(template, branch + 1..end);
                done = true;
            }
            let goes_on = |token: &&Token| token.next > 0 && token.kind == Kind::Tag;
            match template
                .tokens
                .get(end)
                .filter(|_| end < range.end)
                .filter(goes_on)
            {
                Some(_) => branch = end,
                None if flow == Flow::NextEntry => return None,
                None => return Some((end + 1).min(range.end.max(at + 1))),
            }
        }
    }

    fn is_chosen(&self, name: &str, condition: &str, subject: Option<&str>) -> bool {
        match (name, subject) {
            ("else", _) => true,
            ("when", Some(subject)) => {
                let values = condition.split(" or ").flat_map(|part| part.split(','));
                let mut values = values.map(|value| format!("{subject} == {value}"));
                values.any(|condition| expression::holds(self, &condition).is_true())
            }
            ("case", _) => false,
            ("unless", _) => match expression::holds(self, condition) {
                Value::Unknown => true,
                value => !value.is_true(),
            },
            _ => expression::holds(self, condition).is_true(),
        }
    }

    // `for item in list reversed limit: 5`: all of the list.
    fn each(&mut self, template: &Template<'_>, at: usize, arguments: &str, range: &Range<usize>) {
        let Some((name, rest)) = arguments.split_once(" in ") else {
            return;
        };
        let (list, modifiers) = rest
            .trim()
            .split_once(char::is_whitespace)
            .unwrap_or((rest, ""));
        let list = list.trim();
        let values = match list.starts_with('(') {
            true => self.counted(list),
            false => expression::evaluate(self, list).values().to_vec(),
        };
        let mut values = values;
        if modifiers.split_whitespace().any(|word| word == "reversed") {
            values.reverse();
        }
        let body = at + 1..template.tokens[at].next.min(range.end);
        let (name, list) = (name.trim(), self.origin(list));
        if let Some(list) = &list {
            self.origins.insert(name.to_owned(), list.clone());
        }
        let number = self.loops;
        self.loops += 1;
        for value in values {
            let shown = list.as_ref().map(|list| Shown {
                range: self.output.len()..self.output.len(),
                of: number,
                list: list.clone(),
                place: value.place().cloned(),
                fields: value.short_fields(),
            });
            let at = self.entries.len();
            self.entries.extend(shown);
            self.entry_of_list(template, body.clone(), name, value);
            let end = self.output.len();
            if let Some(entry) = self.entries.get_mut(at).filter(|_| list.is_some()) {
                entry.range.end = end;
            }
        }
    }

    // `(2020..2025)`
    fn counted(&self, range: &str) -> Vec<Value> {
        const MOST: i64 = 1000;
        let inner = range.trim_matches(['(', ')']);
        let Some((from, to)) = inner.split_once("..") else {
            return Vec::new();
        };
        let number = |text| expression::written(self, text).trim().parse::<i64>().ok();
        let (Some(from), Some(to)) = (number(from), number(to)) else {
            return Vec::new();
        };
        let numbers = from..=to.min(from.saturating_add(MOST));
        numbers
            .map(|number| Value::text(&number.to_string()))
            .collect()
    }

    // `site.data.news | sort: "date"`, or a name that was assigned that.
    fn origin(&self, expression: &str) -> Option<String> {
        let name = expression.split('|').next().unwrap_or("").trim();
        if name.starts_with("site.") || name == "paginator.posts" {
            return Some(name.to_owned());
        }
        let first = name.split(['.', '[']).next().unwrap_or(name);
        self.origins.get(first).cloned()
    }

    fn entry_of_list(
        &mut self,
        template: &Template<'_>,
        body: Range<usize>,
        name: &str,
        value: Value,
    ) {
        let outer = self.entry.clone();
        if let Some(place) = value.place() {
            self.entry = Some(place.clone());
        }
        let names = self.variables.len();
        self.variables.push(("forloop".to_owned(), Value::Unknown));
        self.variables.push((name.to_owned(), value));
        self.block(template, body);
        // What the body assigned stays, as in Liquid; the loop's own names go.
        self.variables.drain(names..names + 2);
        self.entry = outer;
    }

    fn assign(&mut self, name: &str, value: Value) {
        let known = self
            .variables
            .iter_mut()
            .rev()
            .find(|(known, _)| known == name);
        match known {
            Some((_, old)) => *old = value,
            None => self.variables.push((name.to_owned(), value)),
        }
    }

    fn include(&mut self, template: &Template<'_>, token: &Token, arguments: &str) {
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

    fn find(&self, including: &str, path: &str, relative: bool) -> Option<Source> {
        let own = including.rsplit_once('/').map_or("", |(folder, _)| folder);
        let folders: &[&str] = if relative { &[own, ""] } else { &["_includes"] };
        folders.iter().find_map(|folder| {
            let path = crate::include::join(folder, path)?;
            Some(decode(&path, &self.files.read(&path)?).0)
        })
    }

    // Themes bring includes that are not in the site's folder; only one that
    // the owner named and could have written is worth a word.
    fn missing(&mut self, template: &Template<'_>, token: &Token, path: &str) {
        if path.is_empty() {
            return;
        }
        let message = format!("the include `{path}` is not in this site");
        self.problems.push(
            Problem::note("include", template.source, token.range.start, message)
                .help("if the News list is in it, add it to the site"),
        );
    }

    fn output_tag(&mut self, template: &Template<'_>, token: &Token) {
        let inner = &template.source.text[token.inner.clone()];
        let written = expression::written(self, inner);
        self.write(template, token, &written);
    }

    fn write(&mut self, template: &Template<'_>, token: &Token, text: &str) {
        match &self.entry {
            Some(place) => self.output.push_at(text, place),
            None => self
                .output
                .push(text, &template.source.place(token.inner.start)),
        }
    }
}

impl Scope for Renderer<'_> {
    fn lookup(&self, name: &str) -> Value {
        let known = self.variables.iter().rev().find(|(known, _)| known == name);
        match known {
            Some((_, value)) => value.clone(),
            None if name == "site" => self.config.clone(),
            // Of a list in pages, all pages count.
            None if name == "paginator" => {
                let posts = self.site(&["posts".to_owned()]).unwrap_or_default();
                Value::map(None, [("posts".to_owned(), posts)].into())
            }
            None => Value::Nil,
        }
    }

    fn site(&self, path: &[String]) -> Option<Value> {
        let (first, rest) = path.split_first()?;
        // There is no clock here.
        if first == "time" {
            return Some(Value::Unknown);
        }
        let key = match first.as_str() {
            "data" => format!("data.{}", rest.join(".")),
            name => name.to_owned(),
        };
        let known = self.read.borrow().get(&key).cloned();
        let value = known.unwrap_or_else(|| {
            let value = match first.as_str() {
                "data" => sources::data(self.files, rest),
                "categories" | "tags" => Value::Nil,
                name => sources::collection(self.files, name).unwrap_or_default(),
            };
            self.read.borrow_mut().insert(key, value.clone());
            value
        });
        match first.as_str() {
            "data" => Some(value),
            "categories" | "tags" => Some(self.posts_of(rest)),
            _ if value.is_true() => Some(rest.iter().fold(value, |value, name| value.get(name))),
            _ => None,
        }
    }

    fn filter(&self, name: &str, value: &Value, arguments: &[Value]) -> Value {
        let (variable, expression) = match arguments {
            [variable, expression] => (variable.write(), expression.write()),
            _ => return filters::apply(name, value, arguments),
        };
        let with = |each: &Value| With {
            scope: self,
            name: &variable,
            value: each.clone(),
        };
        match name {
            "where_exp" if filters::is_room(&expression) => value.clone(),
            "where_exp" => {
                let holds = |each: &&Value| expression::holds(&with(each), &expression).is_true();
                Value::List(value.values().iter().filter(holds).cloned().collect())
            }
            "group_by_exp" => filters::group(value, |each| {
                expression::written(&with(each), &expression).to_string()
            }),
            _ => filters::apply(name, value, arguments),
        }
    }
}

/// A scope with one name more: the entry that an expression judges.
struct With<'s> {
    scope: &'s dyn Scope,
    name: &'s str,
    value: Value,
}

impl Scope for With<'_> {
    fn lookup(&self, name: &str) -> Value {
        match name == self.name {
            true => self.value.clone(),
            false => self.scope.lookup(name),
        }
    }

    fn site(&self, path: &[String]) -> Option<Value> {
        self.scope.site(path)
    }

    fn filter(&self, name: &str, value: &Value, arguments: &[Value]) -> Value {
        self.scope.filter(name, value, arguments)
    }
}

impl Renderer<'_> {
    // `site.categories.news`: the posts of a category or tag, newest first.
    fn posts_of(&self, path: &[String]) -> Value {
        let Some(wanted) = path.first() else {
            return Value::Nil;
        };
        let posts = self.site(&["posts".to_owned()]).unwrap_or_default();
        let has = |post: &&Value| {
            let names = ["categories", "category", "tags", "tag"];
            let values = names.iter().map(|name| post.get(name));
            let mut texts = values.flat_map(|value| match value {
                Value::Text(text) => text.split_whitespace().map(str::to_owned).collect(),
                value => value
                    .values()
                    .iter()
                    .map(|each| each.write().to_string())
                    .collect::<Vec<_>>(),
            });
            texts.any(|text| text.eq_ignore_ascii_case(wanted))
        };
        Value::List(posts.values().iter().filter(has).cloned().collect())
    }
}

fn find_content(layout: &Source, from: usize) -> Option<Range<usize>> {
    let tokens = tokens(&layout.text, from);
    let is_content = |token: &&Token| {
        let inner = &layout.text[token.inner.clone()];
        token.kind == Kind::Output && inner.split('|').next().unwrap_or("").trim() == "content"
    };
    tokens
        .iter()
        .find(is_content)
        .map(|token| token.range.clone())
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
