//! What site generators add to Markdown and HTML, turned into plain Markdown
//! and HTML before they are parsed.
//!
//! | generator | written | becomes |
//! |---|---|---|
//! | Liquid | `{% tag %}`, `{{ value }}` | nothing, or the literal in it |
//! | Liquid | `{% comment %}…{% endcomment %}` | nothing |
//! | kramdown | `{: #id .class}` | an empty element that carries the id |
//! | kramdown | `{::comment}…{:/comment}` | nothing |
//! | kramdown | `##News` | `## News` |
//! | kramdown | a list or heading right below an HTML line | an empty line between them |
//! | kramdown | `<div markdown="1">` | an empty line after it |
//! | kramdown | `- 4. August 2025` | `- 4\\. August 2025`, no list in a list |
//! | Quarto, MyST | `::: {#id .class}` … `:::` | `<div>` … `</div>` |
//! | MkDocs | `!!! note "News"` and lines indented below | `**News**` and the lines |
//! | Quarto | text below a line with a tag | an empty line between them |
//! | jemdoc | `== News`, `-- item`, `[url words]`, `# comment` | Markdown's own forms |
//! | reStructuredText | underlined titles, `` `words <url>`_ ``, `.. directive` | Markdown's own forms |

use std::ops::Range;

use crate::Syntax;

mod generators;
mod jemdoc;
mod rst;

/// The element that carries a kramdown attribute list into the tree.
pub(crate) const CARRIER: &str = "x-attribute-list";

/// A text and, for each stretch of it, where it came from.
pub(crate) struct Plain {
    pub(crate) text: String,
    // In the order of their starts.
    stretches: Vec<Stretch>,
}

// A part of a text that was copied, or stands for another.
struct Stretch {
    // Its offset in the text.
    start: usize,
    // What it was made of in the original.
    from: Range<usize>,
}

impl Plain {
    /// Where a byte of the text stood in the original.
    pub(crate) fn original(&self, offset: usize) -> usize {
        let is_before = |stretch: &Stretch| stretch.start <= offset;
        let after = self.stretches.partition_point(is_before);
        let Some(stretch) = after.checked_sub(1).and_then(|at| self.stretches.get(at)) else {
            return 0;
        };
        // What was put in can be longer than what it stands for.
        (stretch.from.start + (offset - stretch.start)).min(stretch.from.end)
    }
}

/// The text of the file at `path` as plain Markdown or HTML.
pub(crate) fn plain(text: &str, path: &str, syntax: Syntax) -> Plain {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match (syntax, extension) {
        (Syntax::Markdown, "jemdoc") => jemdoc::markdown(text),
        (Syntax::Markdown, "rst") => rst::markdown(text),
        _ => generators::plain(text, syntax, matches!(extension, "qmd" | "Rmd")),
    }
}

/// The part of a text in which a mark that is opened must be closed, so that
/// marks that never are cost no more than a look each.
fn near(text: &str) -> &str {
    &text[..text.floor_char_boundary(1000)]
}

/// Copies a text, some of it replaced.
struct Rewriter<'a> {
    text: &'a str,
    at: usize,
    // Everything before has been copied or left out.
    copied: usize,
    plain: Plain,
    // Closing marks that do not come any more, so that each is missed once.
    dead: Vec<&'static str>,
    // Whether the line being read is a heading.
    in_heading: bool,
    // Whether Pandoc reads the page, which sees Markdown in every element.
    pandoc: bool,
}

impl<'a> Rewriter<'a> {
    fn new(text: &'a str) -> Rewriter<'a> {
        Rewriter {
            text,
            at: 0,
            copied: 0,
            plain: Plain {
                text: String::with_capacity(text.len() + 16),
                stretches: Vec::new(),
            },
            dead: Vec::new(),
            in_heading: false,
            pandoc: false,
        }
    }

    fn finish(mut self) -> Plain {
        self.at = self.text.len();
        self.copy();
        self.plain
    }

    /// The line that begins here, with its end.
    fn whole_line(&self) -> &'a str {
        self.rest().split_inclusive('\n').next().unwrap_or("")
    }
    fn is_line_start(&self) -> bool {
        self.at == 0 || self.text.as_bytes()[self.at - 1] == b'\n'
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn copy(&mut self) {
        if self.copied < self.at {
            self.begin(self.copied..self.at);
            self.plain.text.push_str(&self.text[self.copied..self.at]);
            self.copied = self.at;
        }
    }

    /// Puts `new` in the place of the next `length` bytes.
    fn replace(&mut self, length: usize, new: &str) {
        self.copy();
        if !new.is_empty() {
            self.begin(self.at..self.at + length);
            self.plain.text.push_str(new);
        }
        self.at += length;
        self.copied = self.at;
    }

    fn begin(&mut self, from: Range<usize>) {
        let start = self.plain.text.len();
        self.plain.stretches.push(Stretch { start, from });
    }

    /// Where `mark` ends next, looked for from `from` bytes ahead.
    fn end_of(&mut self, from: usize, mark: &'static str) -> Option<usize> {
        if self.dead.contains(&mark) {
            return None;
        }
        let found = self.rest().get(from..).and_then(|rest| rest.find(mark));
        if found.is_none() {
            self.dead.push(mark);
        }
        found.map(|found| from + found + mark.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_stands_where_the_old_text_did() {
        let mut rewriter = Rewriter::new("a :::");
        rewriter.at = 2;
        rewriter.replace(3, "</div>\n\n");
        let plain = rewriter.finish();
        assert_eq!(plain.text, "a </div>\n\n");
        let originals = [0, 1, 2, 4, 5, 9, 10].map(|offset| plain.original(offset));
        assert_eq!(originals, [0, 1, 2, 4, 5, 5, 5]);
    }
}
