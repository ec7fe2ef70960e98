//! Liquid, kramdown, Quarto and MyST.

use std::fmt::Write as _;

use super::{CARRIER, Plain, Rewriter, near};
use crate::Syntax;

pub(super) fn plain(text: &str, syntax: Syntax, pandoc: bool) -> Plain {
    let mut rewriter = Rewriter::new(text);
    rewriter.pandoc = pandoc;
    while rewriter.at < text.len() {
        if syntax == Syntax::Markdown && rewriter.is_line_start() && rewriter.line() {
            continue;
        }
        rewriter.within_line(syntax);
    }
    rewriter.finish()
}

impl Rewriter<'_> {
    // Rules for a line as a whole; true where the line is done.
    fn line(&mut self) -> bool {
        let line = self.whole_line();
        let content = line.trim();
        self.in_heading = content.starts_with('#');
        if content.starts_with(":::") {
            let fence = fence(content);
            self.replace(line.len(), &fence);
            return true;
        }
        if let Some(title) = admonition(content) {
            self.admonition(line, title);
            return true;
        }
        let hashes = content.len() - content.trim_start_matches('#').len();
        if self.is_inside_html(line) {
            // Four spaces would make code of it, which kramdown does not.
            let indent = line.len() - line.trim_start().len();
            self.replace(indent, "");
        } else if let Some(dot) = day_as_number(line) {
            self.at += dot;
            self.replace(0, "\\");
        } else if is_glued_heading(content, hashes) {
            self.at += line.find('#').unwrap_or(0) + hashes;
            self.replace(0, " ");
        } else if self.needs_gap(content) {
            // Indented as its element is, it would be code.
            let indent = if self.pandoc {
                line.len() - line.trim_start().len()
            } else {
                0
            };
            self.replace(indent, "\n");
        }
        false
    }

    // The title of a box as a bold line, and the box without its indentation,
    // up to the first line that has none.
    fn admonition(&mut self, line: &str, title: &str) {
        self.replace(line.len(), &format!("\n**{title}**\n\n"));
        loop {
            let line = self.whole_line();
            let indent = ["    ", "\t"]
                .iter()
                .find(|indent| line.starts_with(**indent));
            match indent {
                _ if line.is_empty() => return,
                Some(indent) => self.replace(indent.len(), ""),
                None if line.trim().is_empty() => {}
                None => return,
            }
            let end = self.at + self.whole_line().len();
            while self.at < end {
                self.within_line(Syntax::Markdown);
            }
        }
    }

    // Whether a line below an empty one can only be the inside of a table or list
    // in HTML, whatever its indentation.
    fn is_inside_html(&self, line: &str) -> bool {
        const INNER: [&str; 10] = [
            "<tr", "</tr", "<td", "</td", "<th", "</th", "<tbody", "</tbody", "</table", "<li",
        ];
        let content = line.trim_start();
        let indent = &line[..line.len() - content.len()];
        let is_deep = indent.contains('\t') || indent.len() >= 4;
        let above = self.text[..self.at].trim_end_matches([' ', '\t']);
        is_deep && ends_blank(above) && INNER.iter().any(|tag| content.starts_with(tag))
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
        let text = self.pandoc && !content.starts_with(['<', '`']) && !above.starts_with("<s");
        asked || (!above.starts_with("<!") && (text || begins_block(content)))
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
        let line = self.text[..self.at].trim_end_matches([' ', '\t']).len();
        let after = &self.text[self.at + length..];
        let blank = after.len() - after.trim_start_matches([' ', '\t', '\r']).len();
        let alone = self.copied <= line
            && (line == 0 || self.text.as_bytes()[line - 1] == b'\n')
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
        let line = near(self.rest()).lines().next().unwrap_or("");
        let Some(end) = line.find('}') else {
            return false;
        };
        let before = &self.text[..self.at];
        let kramdown = line.starts_with("{:");
        // Pandoc's form stands right behind what it describes; pulldown-cmark
        // reads that of headings.
        let spaced = before.ends_with(' ') && line[1..].starts_with(['#', '.']);
        let pandoc = (spaced || before.ends_with([')', ']', '`', '*', '_']))
            && !self.in_heading
            && is_attributes(&line[1..end]);
        if !kramdown && !pandoc {
            return false;
        }
        let alone = self.is_line_start() && line[end + 1..].trim().is_empty();
        let carrier = carrier(&line[1..end], alone);
        self.replace(end + 1, &carrier);
        true
    }
}

// Whether a text ends with a line that has nothing but white space.
fn ends_blank(text: &str) -> bool {
    let Some(text) = text.strip_suffix('\n') else {
        return false;
    };
    let start = text.rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].trim().is_empty()
}

fn is_attributes(inside: &str) -> bool {
    let word = |word: &str| {
        let name = word.strip_prefix(['#', '.']);
        name.is_some_and(|name| name.starts_with(|c: char| c.is_alphabetic())) || word.contains('=')
    };
    !inside.is_empty() && inside.split_whitespace().all(word)
}

// What a list names, on an element of its own; nothing where it names nothing.
fn carrier(list: &str, alone: bool) -> String {
    let list = list.strip_prefix(':').unwrap_or(list);
    let (mut id, mut classes, mut others) = ("", Vec::new(), String::new());
    for word in words(list) {
        if let Some(name) = word.strip_prefix('#') {
            id = if id.is_empty() { name } else { id };
        } else if let Some(name) = word.strip_prefix('.') {
            classes.push(name);
        } else if let Some((name, value)) = pair(word) {
            let _ = write!(others, " {name}=\"{}\"", harmless(value));
        }
    }
    if !classes.is_empty() {
        let _ = write!(others, " class=\"{}\"", harmless(&classes.join(" ")));
    }
    if id.is_empty() && others.is_empty() {
        return String::new();
    }
    let alone = if alone { " alone" } else { "" };
    format!(
        "<{CARRIER} id=\"{}\"{alone}{others}></{CARRIER}>",
        harmless(id)
    )
}

fn harmless(text: &str) -> String {
    text.chars().filter(|c| !"\"<>&".contains(*c)).collect()
}

// `width="50%"`, `width=300`.
fn pair(word: &str) -> Option<(&str, &str)> {
    let (name, value) = word.split_once('=')?;
    let plain = |c: char| c.is_ascii_lowercase() || c == '-';
    let known =
        !name.is_empty() && name.chars().all(plain) && !matches!(name, "id" | "alone" | "class");
    known.then_some((name, value.trim_matches(['"', '\''])))
}

// Words with spaces between, those in quotes kept whole.
fn words(list: &str) -> impl Iterator<Item = &str> {
    let mut quote = None;
    let is_end = move |c: char| {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
        quote.is_none() && c.is_whitespace()
    };
    list.split(is_end).filter(|word| !word.is_empty())
}

// The title of a box, or of a tab, of MkDocs: `!!! note "News"`.
// <https://squidfunk.github.io/mkdocs-material/reference/admonitions/>
fn admonition(content: &str) -> Option<&str> {
    let marks = ["!!! ", "???+ ", "??? ", "=== "];
    let rest = marks.iter().find_map(|mark| content.strip_prefix(mark))?;
    let (_, title) = rest.split_once('"')?;
    let title = title.strip_suffix('"')?.trim();
    (!title.is_empty() && !title.contains(['"', '*'])).then_some(title)
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
