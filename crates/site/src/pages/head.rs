//! What stands at the head of a file, without reading its body.

use crate::{Files, FrontMatter, Problem, Source, decode, front_matter};

// Front matter longer than this is rare: then the whole file is read.
const USUAL: usize = 64 << 10;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The front matter of a file, cut off from its body.
#[derive(Default)]
pub(super) struct Head {
    /// The text of the front matter, or the beginning of an HTML page.
    pub(super) source: Option<Source>,
    pub(super) front: FrontMatter,
    /// The first line opens front matter, closed or not.
    pub(super) is_fenced: bool,
    /// The file begins with a byte order mark.
    pub(super) is_marked: bool,
}

// What no generator takes for text.
const BINARY: &[&str] = &[
    ".7z", ".avi", ".avif", ".bmp", ".bz2", ".doc", ".docx", ".eot", ".gif", ".gz", ".heic",
    ".ico", ".jpeg", ".jpg", ".key", ".m4a", ".mov", ".mp3", ".mp4", ".npy", ".npz", ".odp",
    ".odt", ".ogg", ".otf", ".pdf", ".png", ".pptx", ".ppt", ".rar", ".tar", ".tif", ".tiff",
    ".ttf", ".wav", ".webm", ".webp", ".woff", ".woff2", ".xls", ".xlsx", ".xz", ".zip",
];

/// Reads the head of a file; of files that are no text, nothing.
pub(super) fn read(files: &dyn Files, path: &str, problems: &mut Vec<Problem>) -> Head {
    let extension = super::address::extension(path).to_ascii_lowercase();
    if BINARY.contains(&&*extension) {
        return Head::default();
    }
    let Some(mut bytes) = files.head(path, USUAL) else {
        return Head::default();
    };
    let is_marked = bytes.starts_with(BYTE_ORDER_MARK);
    let is_fenced = fence(&bytes).is_some();
    if is_fenced && bytes.len() >= USUAL && length(&bytes).is_none() {
        bytes = files.read(path).unwrap_or_default();
    }
    let wanted = match length(&bytes) {
        Some(length) => length,
        None if is_fenced || is_html(&extension) => whole_lines(&bytes),
        None => 0,
    };
    bytes.truncate(wanted);
    let (source, found) = decode(path, &bytes);
    problems.extend(found);
    let (front, found) = front_matter::split(&source);
    problems.extend(found);
    Head {
        source: Some(source),
        front,
        is_fenced,
        is_marked,
    }
}

pub(super) fn is_html(extension: &str) -> bool {
    matches!(extension, ".html" | ".htm" | ".xhtml")
}

// What closes the front matter that the first line opens.
fn fence(bytes: &[u8]) -> Option<&'static [&'static [u8]]> {
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let end = text.iter().position(|&byte| byte == b'\n')?;
    match text[..end].trim_ascii_end() {
        b"---" => Some(&[b"---", b"..."]),
        b"+++" => Some(&[b"+++"]),
        b"{" => Some(&[b"}"]),
        _ => None,
    }
}

// How long the front matter is, with both its fences.
fn length(bytes: &[u8]) -> Option<usize> {
    let closings = fence(bytes)?;
    let mut end = 0;
    let mut lines = bytes.split_inclusive(|&byte| byte == b'\n').map(|line| {
        end += line.len();
        (line, end)
    });
    lines.next();
    let (_, end) = lines.find(|(line, _)| closings.contains(&line.trim_ascii_end()))?;
    Some(end)
}

// A character must not be cut in two.
fn whole_lines(bytes: &[u8]) -> usize {
    match bytes.len() < USUAL {
        true => bytes.len(),
        false => bytes.iter().rposition(u8::is_ascii).map_or(0, |at| at + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryFiles;

    #[track_caller]
    fn check(path: &str, text: &str, head: &str, is_fenced: bool) -> Head {
        let files = MemoryFiles::from([(path, text)]);
        let mut problems = Vec::new();
        let found = read(&files, path, &mut problems);
        let source = found.source.as_ref().map(|source| &*source.text);
        assert_eq!((source.unwrap_or(""), found.is_fenced), (head, is_fenced));
        found
    }

    #[test]
    fn only_the_front_matter_is_kept() {
        check("a.md", "---\nb: c\n---\n# News\n", "---\nb: c\n---\n", true);
        check(
            "a.md",
            "+++\r\nb = 1\r\n+++\r\nx",
            "+++\r\nb = 1\r\n+++\r\n",
            true,
        );
        check("a.md", "# News\n", "", false);
        check("a.html", "<p>A</p>", "<p>A</p>", false);
        check("a.pdf", "---\nb: c\n---\n", "", false);
        assert!(check("a.md", "\u{feff}---\nb: c\n---\n", "---\nb: c\n---\n", true).is_marked);
    }

    #[test]
    fn long_front_matter_is_read_whole() {
        let text = format!("---\n{}title: A\n---\n", "# é\n".repeat(30_000));
        let found = check("a.md", &format!("{text}body"), &text, true);
        assert_eq!(found.front.values.text("title"), Some("A"));
    }
}
