//! The text of a template, its `{{ outputs }}` and its `{% tags %}`.

use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// The whole of it in the template.
    pub(super) range: Range<usize>,
    /// What stands between the braces; of text, the text without the white
    /// space that a neighbour's `-` takes away.
    pub(super) inner: Range<usize>,
    /// For a tag that opens or continues a block, the token that goes on with
    /// or ends it; `tokens.len()` where nothing does.
    pub(super) next: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Output,
    Tag,
}

impl Token {
    /// The tag's first word.
    pub(super) fn name<'t>(&self, text: &'t str) -> &'t str {
        let inner = &text[self.inner.clone()];
        inner
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .unwrap_or("")
    }

    /// What stands after the tag's first word.
    pub(super) fn arguments<'t>(&self, text: &'t str) -> &'t str {
        text[self.inner.clone()][self.name(text).len()..].trim()
    }
}

// The tags that open a block, what goes on with them, and what ends them.
type Block = (&'static str, &'static [&'static str], &'static str);
const BLOCKS: &[Block] = &[
    ("if", &["elsif", "else"], "endif"),
    ("unless", &["elsif", "else"], "endunless"),
    ("case", &["when", "else"], "endcase"),
    ("for", &[], "endfor"),
    ("tablerow", &[], "endtablerow"),
    ("capture", &[], "endcapture"),
    ("comment", &[], "endcomment"),
    ("raw", &[], "endraw"),
];

/// Splits a template. What is opened and never closed is text.
pub(super) fn tokens(text: &str, from: usize) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = from;
    let mut text_start = from;
    let mut ends = Ends::default();
    while let Some(open) = text[at..].find('{').map(|open| at + open) {
        let Some((kind, end)) = ends.closing(text, open) else {
            at = open + 1;
            continue;
        };
        push_text(&mut tokens, text_start..open);
        let inner = trim(text, open + 2..end - 2);
        tokens.push(Token {
            kind,
            range: open..end,
            inner,
            next: 0,
        });
        (at, text_start) = (end, end);
    }
    push_text(&mut tokens, text_start..text.len());
    cut_white_space(text, &mut tokens);
    pair(text, &mut tokens);
    tokens
}

fn push_text(tokens: &mut Vec<Token>, range: Range<usize>) {
    if !range.is_empty() {
        tokens.push(Token {
            kind: Kind::Text,
            inner: range.clone(),
            range,
            next: 0,
        });
    }
}

/// Whether there are closing marks left; without it a page full of opening
/// ones would be searched to its end for each.
#[derive(Default)]
struct Ends {
    no_output: bool,
    no_tag: bool,
}

impl Ends {
    fn closing(&mut self, text: &str, open: usize) -> Option<(Kind, usize)> {
        let (kind, mark, none_left) = match text.as_bytes().get(open + 1)? {
            b'{' => (Kind::Output, "}}", &mut self.no_output),
            b'%' => (Kind::Tag, "%}", &mut self.no_tag),
            _ => return None,
        };
        if *none_left {
            return None;
        }
        let end = text[open + 2..].find(mark);
        *none_left = end.is_none();
        end.map(|len| (kind, open + 2 + len + 2))
    }
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let inner = inner.strip_prefix('-').unwrap_or(inner);
    let start = range.end - inner.trim_start().len();
    let inner = inner.strip_suffix('-').unwrap_or(inner);
    let kept = inner.trim();
    start..start + kept.len()
}

// `{%-` takes the white space before it away, `-%}` that behind it.
fn cut_white_space(text: &str, tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        if tokens[at].kind != Kind::Text {
            continue;
        }
        let cuts = |token: &Token, byte: usize| {
            text.as_bytes().get(byte) == Some(&b'-') && token.kind != Kind::Text
        };
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let after = tokens.get(at + 1);
        let cut_start = before.is_some_and(|token| cuts(token, token.range.end - 3));
        let cut_end = after.is_some_and(|token| cuts(token, token.range.start + 2));
        let mut range = tokens[at].inner.clone();
        if cut_start {
            range.start = range.end - text[range.clone()].trim_start().len();
        }
        if cut_end {
            range.end = range.start + text[range.clone()].trim_end().len();
        }
        tokens[at].inner = range;
    }
}

fn pair(text: &str, tokens: &mut [Token]) {
    let end = tokens.len();
    let mut open: Vec<(usize, &Block)> = Vec::new();
    for at in 0..tokens.len() {
        if tokens[at].kind != Kind::Tag {
            continue;
        }
        let name = tokens[at].name(text);
        // Nothing but its end counts in a comment or in raw text.
        let literal = open
            .last()
            .is_some_and(|(_, block)| matches!(block.0, "comment" | "raw"));
        if let Some(block) = BLOCKS.iter().find(|block| block.0 == name && !literal) {
            tokens[at].next = end;
            open.push((at, block));
            continue;
        }
        let Some(&(last, block)) = open.last() else {
            continue;
        };
        if name == block.2 {
            tokens[last].next = at;
            open.pop();
        } else if block.1.contains(&name) {
            tokens[last].next = at;
            tokens[at].next = end;
            open.pop();
            open.push((at, block));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokens};

    fn check(text: &str, expected: &[(Kind, &str)]) {
        let tokens = tokens(text, 0);
        let found: Vec<_> = tokens
            .iter()
            .map(|token| (token.kind, &text[token.inner.clone()]))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn text_outputs_and_tags_are_told_apart() {
        use Kind::{Output, Tag, Text};
        check("a {{ b }} c", &[(Text, "a "), (Output, "b"), (Text, " c")]);
        check("a {{- b -}} c", &[(Text, "a"), (Output, "b"), (Text, "c")]);
        check(
            "{%- if x -%}\n y \n{%- endif %}",
            &[(Tag, "if x"), (Text, "y"), (Tag, "endif")],
        );
        check("{ {{ {% a", &[(Text, "{ {{ {% a")]);
        check("{{}}{%%}", &[(Output, ""), (Tag, "")]);
        check("{{-}}{%-%}{{--}}", &[(Output, ""), (Tag, ""), (Output, "")]);
    }

    #[test]
    fn blocks_are_paired() {
        let text = "{% if a %}1{% elsif b %}2{% else %}3{% endif %}{% comment %}{% if %}{% endcomment %}{% for %}";
        let next: Vec<usize> = tokens(text, 0).iter().map(|token| token.next).collect();
        assert_eq!(next, [2, 0, 4, 0, 6, 0, 0, 9, 0, 0, 11]);
    }
}
