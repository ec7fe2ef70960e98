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

use std::fmt::Write as _;

use crate::Syntax;

/// The element that carries a kramdown attribute list into the tree.
pub(crate) const CARRIER: &str = "x-attribute-list";

/// A text and, for each stretch of it, where it came from.
pub(crate) struct Plain {
    pub(crate) text: String,
    // Offsets in `text` and in the original, where the two part or meet.
    map: Vec<(usize, usize)>,
}

impl Plain {
    /// Where a byte of the text stood in the original.
    pub(crate) fn original(&self, offset: usize) -> usize {
        let after = self.map.partition_point(|&(start, _)| start <= offset);
        let (start, original) = after.checked_sub(1).map_or((0, 0), |last| self.map[last]);
        original + (offset - start)
    }
}

pub(crate) fn plain(text: &str, syntax: Syntax) -> Plain {
    let mut rewriter = Rewriter {
        text,
        at: 0,
        copied: 0,
        plain: Plain {
            text: String::with_capacity(text.len() + 16),
            map: Vec::new(),
        },
        dead: Vec::new(),
    };
    while rewriter.at < text.len() {
        if syntax == Syntax::Markdown && rewriter.is_line_start() && rewriter.line() {
            continue;
        }
        rewriter.within_line(syntax);
    }
    rewriter.copy();
    rewriter.plain
}

struct Rewriter<'a> {
    text: &'a str,
    at: usize,
    // Everything before has been copied or left out.
    copied: usize,
    plain: Plain,
    // Closing marks that do not come any more, so that each is missed once.
    dead: Vec<&'static str>,
}

impl<'a> Rewriter<'a> {
    fn is_line_start(&self) -> bool {
        self.at == 0 || self.text.as_bytes()[self.at - 1] == b'\n'
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn copy(&mut self) {
        if self.copied < self.at {
            self.plain.map.push((self.plain.text.len(), self.copied));
            self.plain.text.push_str(&self.text[self.copied..self.at]);
            self.copied = self.at;
        }
    }

    /// Puts `new` in the place of the next `length` bytes.
    fn replace(&mut self, length: usize, new: &str) {
        self.copy();
        if !new.is_empty() {
            self.plain.map.push((self.plain.text.len(), self.at));
            self.plain.text.push_str(new);
        }
        self.at += length;
        self.copied = self.at;
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

    // Rules for a line as a whole; true where the line is done.
    fn line(&mut self) -> bool {
        let line = self.rest().split_inclusive('\n').next().unwrap_or("");
        let content = line.trim();
        if content.starts_with(":::") {
            let fence = fence(content);
            self.replace(line.len(), &fence);
            return true;
        }
        let hashes = content.len() - content.trim_start_matches('#').len();
        if let Some(dot) = day_as_number(line) {
            self.at += dot;
            self.replace(0, "\\");
        } else if is_glued_heading(content, hashes) {
            self.at += line.find('#').unwrap_or(0) + hashes;
            self.replace(0, " ");
        } else if self.needs_gap(content) {
            self.replace(0, "\n");
        }
        false
    }

    // Whether an HTML block would swallow the line, which kramdown reads as
    // Markdown.
    fn needs_gap(&self, content: &str) -> bool {
        let above = self.text[..self.at].trim_end_matches(['\n', '\r']);
        let gap = self.at - above.len();
        let above = &above[above.rfind('\n').map_or(0, |newline| newline + 1)..];
        let above = above.trim();
        if content.is_empty() || gap > 2 || !above.starts_with('<') || !above.ends_with('>') {
            return false;
        }
        let markdown = ["=\"1\"", "=1", "=\"block\"", "=\"span\""];
        let asked = above
            .rsplit_once("markdown")
            .is_some_and(|(_, value)| markdown.iter().any(|one| value.starts_with(one)));
        asked || (!above.starts_with("<!") && begins_block(content))
    }

    // Up to the next mark, and over it.
    fn within_line(&mut self, syntax: Syntax) {
        let rest = self.rest();
        let stop = rest.bytes().position(|byte| byte == b'{' || byte == b'\n');
        let Some(stop) = stop else {
            self.at = self.text.len();
            return;
        };
        self.at += stop;
        let rest = self.rest();
        let markdown = syntax == Syntax::Markdown;
        let done = match rest.as_bytes() {
            [b'{', b'%', ..] => self.liquid_tag(),
            [b'{', b'{', ..] => self.liquid_value(),
            [b'{', b':', b':' | b'/', ..] if markdown => self.extension(),
            [b'{', ..] if markdown => self.attribute_list(),
            _ => false,
        };
        if !done {
            self.at += 1;
        }
    }

    fn liquid_tag(&mut self) -> bool {
        let Some(mut end) = self.end_of(2, "%}") else {
            return false;
        };
        let inside = self.rest()[2..end - 2].trim_matches(['-', ' ']);
        if inside.starts_with("comment")
            && let Some(close) = self.end_of(end, "endcomment")
            && let Some(after) = self.end_of(close, "%}")
        {
            end = after;
        }
        self.replace_whole(end, "");
        true
    }

    fn liquid_value(&mut self) -> bool {
        let Some(end) = self.end_of(2, "}}") else {
            return false;
        };
        let inside = self.rest()[2..end - 2].trim_matches(['-', ' ']);
        let quote = inside.chars().next().filter(|&c| c == '"' || c == '\'');
        let literal = quote.and_then(|quote| inside[1..].split(quote).next());
        self.replace_whole(end, literal.unwrap_or(""));
        true
    }

    // A mark alone on its line goes with the line: an empty one would end an
    // HTML block.
    fn replace_whole(&mut self, length: usize, new: &str) {
        let line = self.text[..self.at]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let after = &self.text[self.at + length..];
        let blank = after.len() - after.trim_start_matches([' ', '\t', '\r']).len();
        let alone = self.copied <= line
            && self.text[line..self.at].trim().is_empty()
            && after[blank..].starts_with('\n');
        if alone && new.is_empty() {
            let start = std::mem::replace(&mut self.at, line);
            self.replace(start - line + length + blank + 1, "");
        } else {
            self.replace(length, new);
        }
    }

    fn extension(&mut self) -> bool {
        let Some(mut end) = self.end_of(2, "}") else {
            return false;
        };
        if self.rest().starts_with("{::comment}")
            && let Some(close) = self.end_of(end, "{:/")
            && let Some(after) = self.end_of(close, "}")
        {
            end = after;
        }
        self.replace_whole(end, "");
        true
    }

    fn attribute_list(&mut self) -> bool {
        let line = self.rest().lines().next().unwrap_or("");
        let Some(end) = line.find('}') else {
            return false;
        };
        let start = self.text[..self.at]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let before = &self.text[start..self.at];
        let kramdown = line.starts_with("{:");
        // Pandoc's form stands right behind what it describes; pulldown-cmark
        // reads that of headings.
        let spaced = before.ends_with(' ') && line[1..].starts_with(['#', '.']);
        let pandoc = (spaced || before.ends_with([')', ']', '`', '*', '_']))
            && !before.trim_start().starts_with('#')
            && is_attributes(&line[1..end]);
        if !kramdown && !pandoc {
            return false;
        }
        let id = line[1..end]
            .split([' ', '\t', ':'])
            .find_map(|word| word.strip_prefix('#'));
        let alone = before.is_empty() && line[end + 1..].trim().is_empty();
        let carrier = id.map_or(String::new(), |id| carrier(id, alone));
        self.replace(end + 1, &carrier);
        true
    }
}

fn is_attributes(inside: &str) -> bool {
    let word = |word: &str| {
        let name = word.strip_prefix(['#', '.']);
        name.is_some_and(|name| name.starts_with(|c: char| c.is_alphabetic())) || word.contains('=')
    };
    !inside.is_empty() && inside.split_whitespace().all(word)
}

fn carrier(id: &str, alone: bool) -> String {
    let id: String = id.chars().filter(|c| !"\"<>&".contains(*c)).collect();
    let alone = if alone { " alone" } else { "" };
    format!("<{CARRIER} id=\"{id}\"{alone}></{CARRIER}>")
}

fn is_glued_heading(content: &str, hashes: usize) -> bool {
    let next = content[hashes..].chars().next();
    (1..=6).contains(&hashes) && next.is_some_and(|c| c.is_alphabetic() || c > '\u{2000}')
}

/// Where the full stop of a date stands that Markdown would take for the
/// number of a list: `- 4. August 2025`, `4. August 2025`.
fn day_as_number(line: &str) -> Option<usize> {
    let content = line.trim_start();
    let unmarked = content.strip_prefix(['-', '*', '+']).map(str::trim_start);
    let text = unmarked.unwrap_or(content);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut words = text.get(digits..)?.strip_prefix('.')?.split_whitespace();
    let month = words
        .next()
        .filter(|month| month.starts_with(|c: char| c.is_alphabetic()))?;
    let year = words.next().is_some_and(|year| {
        let digits = year.trim_end_matches(|c: char| !c.is_ascii_digit());
        digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    let day = (1..=2).contains(&digits) && year && month.chars().count() >= 3;
    day.then_some(line.len() - text.len() + digits)
}

fn begins_block(content: &str) -> bool {
    let digits = content.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.len() < content.len() && digits.starts_with(". ");
    let marks = ["- ", "* ", "+ ", "# ", "## ", "### ", "#### "];
    numbered || marks.iter().any(|mark| content.starts_with(mark))
}

// Pandoc's fenced divs, and the colon fences of MyST.
fn fence(content: &str) -> String {
    let attributes = content.trim_matches(':').trim();
    if attributes.is_empty() {
        return "\n</div>\n\n".to_owned();
    }
    // MyST's directives have a title on the same line.
    let (attributes, title) = match attributes.split_once('}') {
        Some((attributes, title)) if attributes.starts_with('{') => (attributes, title.trim()),
        _ => (attributes, ""),
    };
    let words = attributes.trim_matches(['{', '}']);
    let words = words.split(|c: char| c.is_whitespace() || c == '{' || c == '}');
    let (mut id, mut classes) = ("", String::new());
    for word in words.filter(|word| !word.contains(['=', '"', '<', '>', '&'])) {
        match word.strip_prefix('#') {
            Some(name) => id = name,
            None => {
                let _ = write!(classes, " {}", word.trim_start_matches('.'));
            }
        }
    }
    let id = if id.is_empty() {
        String::new()
    } else {
        format!(" id=\"{id}\"")
    };
    let title = match title {
        "" => String::new(),
        title => format!("**{}**\n\n", title.trim_matches('*')),
    };
    format!("\n<div{id} class=\"{}\">\n\n{title}", classes.trim())
}
