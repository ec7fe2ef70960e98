/// A file to publish: what a plugin returns.
///
/// Nothing is written where it is made; the command line puts it below the
/// output folder, or compares it with what is there.
///
/// ```
/// let page = site::Output::new("news/feed.xml", "<feed/>");
/// assert_eq!(page.path, "news/feed.xml");
/// assert_eq!(page.bytes, b"<feed/>");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The path inside the output folder, `/` between folders, no leading `/`
    /// and no `.` or `..`.
    pub path: String,
    /// The whole content.
    pub bytes: Vec<u8>,
}

impl Output {
    /// A file's path and its content.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Output {
        Output {
            path: path.into(),
            bytes: bytes.into(),
        }
    }
}
