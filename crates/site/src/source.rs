use std::sync::OnceLock;

/// A file of the site as text: UTF-8, without a byte order mark, line ends as
/// they were.
///
/// It can also be several files in one, when a page includes others: then each
/// place in the text still knows which file it came from.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path inside the site, `/` between folders: `_pages/about.md`.
    pub path: String,
    /// The whole text.
    pub text: String,
    // Empty for a plain file; else where each stretch of the text came from.
    parts: Vec<Part>,
    index: OnceLock<Index>,
}

/// Where something stands: a file, a line and a column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path inside the site.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// The column in characters, counted from 1.
    pub column: u32,
}

#[derive(Debug, Clone)]
struct Part {
    // Where the stretch begins in the joined text.
    start: usize,
    // The place it was taken from.
    from: Place,
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        (&self.path, &self.text) == (&other.path, &other.text)
    }
}

impl Eq for Source {}

impl Source {
    /// A file's path and its text.
    ///
    /// ```
    /// let page = site::Source::new("about.md", "# News\n");
    /// assert_eq!(page.path, "about.md");
    /// ```
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        Source {
            path: path.into(),
            text: text.into(),
            parts: Vec::new(),
            index: OnceLock::new(),
        }
    }

    /// One text out of stretches of several: each a source and a range of its
    /// bytes. It takes the name of `path`.
    ///
    /// ```
    /// use site::Source;
    ///
    /// let page = Source::new("about.md", "# News\n{% include news.md %}\n");
    /// let list = Source::new("_includes/news.md", "* [Dec 2025] A talk");
    /// let joined = Source::join("about.md", &[(&page, 0..7), (&list, 0..19), (&page, 28..29)]);
    /// assert_eq!(joined.text, "# News\n* [Dec 2025] A talk\n");
    ///
    /// let place = joined.place(joined.text.find("A talk").unwrap());
    /// assert_eq!((place.file.as_str(), place.line, place.column), ("_includes/news.md", 1, 14));
    /// ```
    pub fn join(
        path: impl Into<String>,
        stretches: &[(&Source, std::ops::Range<usize>)],
    ) -> Source {
        let mut joined = Source::new(path, "");
        for (source, range) in stretches {
            let start = source.text.floor_char_boundary(range.start);
            let end = source.text.floor_char_boundary(range.end).max(start);
            let inner = source
                .parts
                .iter()
                .filter(|part| start < part.start && part.start < end);
            let at = joined.text.len();
            joined.parts.push(Part {
                start: at,
                from: source.place(start),
            });
            joined.parts.extend(inner.map(|part| Part {
                start: at + part.start - start,
                from: part.from.clone(),
            }));
            joined.text.push_str(&source.text[start..end]);
        }
        joined
    }

    /// The line and the column of a byte offset in this text, both counted from
    /// 1; columns are characters. An offset past the end, or inside a
    /// character, is the place before it.
    ///
    /// ```
    /// let page = site::Source::new("about.md", "é\nab");
    /// assert_eq!(page.position(0), (1, 1));
    /// assert_eq!(page.position(2), (1, 2));
    /// assert_eq!(page.position(4), (2, 2));
    /// assert_eq!(page.position(99), (2, 3));
    /// ```
    pub fn position(&self, offset: usize) -> (u32, u32) {
        let offset = self.text.floor_char_boundary(offset);
        let index = self.index.get_or_init(|| Index::new(&self.text));
        let line = index
            .line_starts
            .partition_point(|&start| start <= offset)
            .max(1);
        let line_start = index.line_starts.get(line - 1).copied().unwrap_or(0);
        let column = index.chars(&self.text, offset) - index.chars(&self.text, line_start) + 1;
        (saturate(line), saturate(column))
    }

    /// The file, the line and the column that a byte offset came from.
    pub fn place(&self, offset: usize) -> Place {
        let (line, column) = self.position(offset);
        let after = self.parts.partition_point(|part| part.start <= offset);
        let Some(part) = after.checked_sub(1).and_then(|at| self.parts.get(at)) else {
            return Place {
                file: self.path.clone(),
                line,
                column,
            };
        };
        let (first_line, first_column) = self.position(part.start);
        let lines_down = line - first_line;
        let column = match lines_down {
            0 => part.from.column + (column - first_column),
            _ => column,
        };
        Place {
            file: part.from.file.clone(),
            line: part.from.line + lines_down,
            column,
        }
    }
}

/// Where the lines begin, and how many characters come before every 1,024th
/// byte: a place is found without reading the text from its start, so that
/// asking for a hundred thousand of them stays linear.
#[derive(Debug, Clone)]
struct Index {
    line_starts: Vec<usize>,
    chars_before: Vec<usize>,
}

const STEP: usize = 1024;

impl Index {
    fn new(text: &str) -> Index {
        let mut line_starts = vec![0];
        let mut chars_before = Vec::with_capacity(text.len() / STEP + 1);
        let mut chars = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STEP == 0 {
                chars_before.push(chars);
            }
            chars += usize::from(is_char_start(byte));
            if byte == b'\n' {
                line_starts.push(at + 1);
            }
        }
        Index {
            line_starts,
            chars_before,
        }
    }

    // How many characters begin before the byte `offset`.
    fn chars(&self, text: &str, offset: usize) -> usize {
        let step = (offset / STEP).min(self.chars_before.len().saturating_sub(1));
        let known = self.chars_before.get(step).copied().unwrap_or(0);
        let rest = text.as_bytes().get(step * STEP..offset).unwrap_or_default();
        known + rest.iter().filter(|&&byte| is_char_start(byte)).count()
    }
}

fn is_char_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

fn saturate(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn positions_are_right_across_steps() {
        let text = "äb\n".repeat(2000) + &"€".repeat(3000);
        let source = Source::new("x", text.clone());
        assert_eq!(source.position(text.find("b\n").unwrap()), (1, 2));
        assert_eq!(source.position(4 * 1999 + 2), (2000, 2));
        assert_eq!(source.position(8000 + 3 * 2999), (2001, 3000));
        assert_eq!(source.position(8000 + 3 * 2999 + 1), (2001, 3000));
        assert_eq!(source.position(usize::MAX), (2001, 3001));
    }

    #[test]
    fn joined_text_knows_where_each_line_came_from() {
        let page = Source::new("a.md", "one\ntwo INCLUDE three\nfour\n");
        let list = Source::new("b.md", "front\nx\ny");
        let joined = Source::join("a.md", &[(&page, 0..8), (&list, 6..9), (&page, 15..27)]);
        assert_eq!(joined.text, "one\ntwo x\ny three\nfour\n");
        let place = |needle: &str| {
            let place = joined.place(joined.text.find(needle).unwrap());
            (place.file, place.line, place.column)
        };
        assert_eq!(place("two"), ("a.md".into(), 2, 1));
        assert_eq!(place("x\n"), ("b.md".into(), 2, 1));
        assert_eq!(place("y"), ("b.md".into(), 3, 1));
        assert_eq!(place("three"), ("a.md".into(), 2, 13));
        assert_eq!(place("four"), ("a.md".into(), 3, 1));
        let again = Source::join("c.md", &[(&joined, 8..12)]);
        let place = again.place(2);
        assert_eq!(
            (place.file.as_str(), place.line, place.column),
            ("b.md", 3, 1)
        );
    }
}
