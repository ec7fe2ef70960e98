//! `if`, `unless` and `case`.

use std::ops::Range;

use super::expression;
use super::render::{Flow, Renderer, Template};
use super::token::{Kind, Token};
use super::value::Value;

impl Renderer<'_> {
    /// The branch whose condition holds, and the token behind the block.
    pub(super) fn branch(
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
}
