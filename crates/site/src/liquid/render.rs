//! Runs a template.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use super::expression;
use super::output::Output;
use super::token::{Kind, Token, tokens};
use super::value::Value;
use super::{Rendered, Shown, sources};
use crate::{Files, Map, Place, Problem, Source, Syntax, front_matter};

// Bounds against templates that include themselves or loop over loops.
const DEEPEST: usize = 16;
const MOST_STEPS: usize = 1_000_000;
const STEPS_AN_INCLUDE: usize = 500;
// An include in itself costs twice as much at each level, four times over: a
// tree of links is shown, and what never ends is soon over.
const DEAREST: usize = 4;
const LARGEST: usize = 64 << 20;

pub(super) struct Renderer<'f> {
    pub(super) files: &'f dyn Files,
    pub(super) config: Value,
    // Innermost last; a name is looked up from the end.
    pub(super) variables: Vec<(String, Value)>,
    pub(super) read: RefCell<HashMap<String, Value>>,
    pub(super) output: Output,
    // Set while every stretch comes from one entry of a list.
    pub(super) entry: Option<Place>,
    pub(super) syntax: Syntax,
    pub(super) path: String,
    pub(super) depth: usize,
    // The files that are being included, outermost first.
    pub(super) including: Vec<String>,
    pub(super) steps: usize,
    pub(super) problems: Vec<Problem>,
    pub(super) entries: Vec<Shown>,
    pub(super) loops: usize,
    // Which list a name stands for.
    pub(super) origins: HashMap<String, String>,
}

/// A template that is being run.
pub(super) struct Template<'t> {
    pub(super) source: &'t Source,
    pub(super) tokens: Vec<Token>,
}

/// How a stretch of a template ended.
#[derive(PartialEq, Eq)]
pub(super) enum Flow {
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
            including: Vec::new(),
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

    pub(super) fn template(&mut self, source: &Source, from: usize) {
        if self.depth >= DEEPEST {
            return;
        }
        self.depth += 1;
        let inside = self.including.iter();
        let inside = inside.filter(|path| **path == source.path).count();
        self.steps += STEPS_AN_INCLUDE << inside.min(DEAREST);
        self.including.push(source.path.clone());
        let template = Template {
            source,
            tokens: tokens(&source.text, from),
        };
        self.run(&template, 0..template.tokens.len());
        self.including.pop();
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
                Kind::Text => self.copy(template.source, token.inner.clone()),
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
                    self.copy(template.source, token.range.clone());
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

    pub(super) fn block(&mut self, template: &Template<'_>, range: Range<usize>) -> Flow {
        self.depth += 1;
        let flow = self.run(template, range.start..range.end.max(range.start));
        self.depth -= 1;
        flow
    }

    pub(super) fn assign(&mut self, name: &str, value: Value) {
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

    fn output_tag(&mut self, template: &Template<'_>, token: &Token) {
        let inner = &template.source.text[token.inner.clone()];
        let written = expression::written(self, inner);
        let place = self.entry.clone();
        let place = place.unwrap_or_else(|| template.source.place(token.inner.start));
        self.output.push_at(&written, &place);
    }

    // A template can have been put together from several files before.
    fn copy(&mut self, source: &Source, range: Range<usize>) {
        if let Some(place) = &self.entry {
            self.output.push_at(&source.text[range], place);
            return;
        }
        for stretch in source.stretches(range) {
            let place = source.place(stretch.start);
            self.output.push(&source.text[stretch], &place);
        }
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
