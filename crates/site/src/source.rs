/// A file of the site as text: UTF-8, without a byte order mark, line ends as
/// they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path inside the site, `/` between folders: `_pages/about.md`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

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
        }
    }

    /// The line and the column of a byte offset, both counted from 1; columns
    /// are characters. An offset past the end, or inside a character, is the
    /// place before it.
    ///
    /// ```
    /// let page = site::Source::new("about.md", "é\nab");
    /// assert_eq!(page.position(0), (1, 1));
    /// assert_eq!(page.position(2), (1, 2));
    /// assert_eq!(page.position(4), (2, 2));
    /// assert_eq!(page.position(99), (2, 3));
    /// ```
    pub fn position(&self, offset: usize) -> (u32, u32) {
        let before = &self.text[..self.text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let column = before[line_start..].chars().count() + 1;
        let saturate = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (saturate(line), saturate(column))
    }
}
