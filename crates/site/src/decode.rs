use crate::{Problem, Source};

/// The bytes of a file as text.
///
/// UTF-8 and UTF-16 with a byte order mark (which goes), else UTF-8. Bytes
/// that are not UTF-8 are taken for Windows-1252, the encoding that old
/// Western editors write, and reported: a warning, or an error where they look
/// like neither. A file with NUL bytes is no text: an error, and empty. Line
/// ends stay as they are.
///
/// ```
/// let (page, problems) = site::decode("about.md", b"# News\n* Caf\xe9\n");
/// assert_eq!(page.text, "# News\n* Caf\u{e9}\n");
/// assert_eq!((problems[0].line, problems[0].column), (2, 6));
/// ```
pub fn decode(path: &str, bytes: &[u8]) -> (Source, Vec<Problem>) {
    match bytes {
        [0xEF, 0xBB, 0xBF, text @ ..] => utf8(path, text),
        [0xFF, 0xFE, text @ ..] => utf16(path, text, u16::from_le_bytes),
        [0xFE, 0xFF, text @ ..] => utf16(path, text, u16::from_be_bytes),
        text => utf8(path, text),
    }
}

fn utf8(path: &str, bytes: &[u8]) -> (Source, Vec<Problem>) {
    if bytes.contains(&0) {
        let problem = Problem::in_file("binary", path, "this file is not text: it has NUL bytes")
            .help("save it as UTF-8 text, or keep it out of the pages");
        return (Source::new(path, ""), vec![problem]);
    }
    match str::from_utf8(bytes) {
        Ok(text) => (Source::new(path, text), Vec::new()),
        Err(error) => windows_1252(path, bytes, error.valid_up_to()),
    }
}

fn utf16(path: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (Source, Vec<Problem>) {
    let (pairs, odd) = bytes.as_chunks();
    let units = pairs.iter().copied().map(unit);
    let decoded = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    let source = Source::new(path, decoded.collect::<String>());
    let broken = source.text.find(char::REPLACEMENT_CHARACTER);
    let broken = broken.or((!odd.is_empty()).then_some(source.text.len()));
    let problems = broken.map(|at| {
        Problem::error("encoding", &source, at, "this UTF-16 text is damaged here")
            .help("save the file as UTF-8")
    });
    let problems = problems.into_iter().collect();
    (source, problems)
}

// Valid UTF-8 stays even between bytes that are not: a page that someone
// edited in two programs has both.
fn windows_1252(path: &str, bytes: &[u8], first: usize) -> (Source, Vec<Problem>) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().copied().map(from_windows_1252));
    }
    let source = Source::new(path, text);
    let problem = if is_western(bytes) {
        let message = "this is not UTF-8; it was read as Windows-1252 from here on";
        Problem::warning("encoding", &source, first, message).help(conversion(path, bytes))
    } else {
        let message = "this is neither UTF-8 nor Windows-1252";
        Problem::error("encoding", &source, first, message)
            .help("save the file as UTF-8 in the editor that wrote it")
    };
    (source, vec![problem])
}

// In a Western language a letter outside ASCII stands between letters inside
// it; in Shift JIS, GBK or Windows-1251 most stand beside another.
fn is_western(bytes: &[u8]) -> bool {
    let (mut alone, mut beside) = (0, 0);
    for (n, chunk) in bytes.utf8_chunks().enumerate() {
        match chunk.invalid().len() {
            1 if n == 0 || !chunk.valid().is_empty() => alone += 1,
            length => beside += length,
        }
    }
    alone >= beside
}

// Converting the whole of a file that also has UTF-8 would spoil that part.
fn conversion(path: &str, bytes: &[u8]) -> String {
    match bytes.utf8_chunks().all(|chunk| chunk.valid().is_ascii()) {
        true => format!("save the file as UTF-8: iconv -f WINDOWS-1252 -t UTF-8 {path}"),
        false => "save the file as UTF-8; a part of it already is".to_owned(),
    }
}

/// The characters of the bytes 0x80 to 0x9F in Windows-1252; the five bytes
/// that it leaves open are the control characters of the same number, as in
/// <https://encoding.spec.whatwg.org/#windows-1252>.
const C1: [char; 32] = [
    '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}',
    '\u{2C6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}', '\u{8F}',
    '\u{90}', '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}',
    '\u{2DC}', '\u{2122}', '\u{161}', '\u{203A}', '\u{153}', '\u{9D}', '\u{17E}', '\u{178}',
];

pub(crate) fn from_windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => C1[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The byte of a character in Windows-1252.
///
/// The control characters U+0080 to U+009F stand for the bytes of their number
/// too: text passed through ISO 8859-1 has them.
pub(crate) fn to_windows_1252(c: char) -> Option<u8> {
    match c {
        '\0'..='\u{FF}' => u8::try_from(c).ok(),
        _ => {
            let place = C1.iter().position(|&known| known == c)?;
            u8::try_from(place + 0x80).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, expected: &[&str]) {
        let (source, problems) = decode("p.md", bytes);
        let problems: Vec<_> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(source.text, text);
        assert_eq!(problems, expected);
    }

    #[test]
    fn unicode_encodings_are_read() {
        check(b"", "", &[]);
        check("# é\r\n🎉\n".as_bytes(), "# é\r\n🎉\n", &[]);
        check("\u{FEFF}# é\r\n".as_bytes(), "# é\r\n", &[]);
        check(
            b"\xFF\xFE#\0\xE9\0\x3C\xD8\x89\xDF\r\0\n\0",
            "#é🎉\r\n",
            &[],
        );
        check(b"\xFE\xFF\0#\0\xE9\xD8\x3C\xDF\x89\0\n", "#é🎉\n", &[]);
    }

    #[test]
    fn damaged_utf_16_is_reported() {
        let problem =
            "p.md:2:1: error: this UTF-16 text is damaged here help: save the file as UTF-8";
        check(b"\xFF\xFE\n\0\x3C\xD8#\0", "\n\u{FFFD}#", &[problem]);
        check(b"\xFE\xFF\0\n\0", "\n", &[problem]);
    }

    #[test]
    fn windows_1252_is_recognised_at_its_first_line() {
        let problem = "p.md:2:3: warning: this is not UTF-8; it was read as Windows-1252 from here on \
                       help: save the file as UTF-8: iconv -f WINDOWS-1252 -t UTF-8 p.md";
        check(
            b"# A\nna\xEFve \x93x\x94 team\x92s \x80\r\n",
            "# A\nnaïve “x” team’s €\r\n",
            &[problem],
        );
        // UTF-8 and Windows-1252 in one file: neither is spoilt.
        let problem = "p.md:1:3: warning: this is not UTF-8; it was read as Windows-1252 from here on \
                       help: save the file as UTF-8; a part of it already is";
        check(b"\xC3\xA9 \xE9 \xE2\x80\x99 \x92 ", "é é ’ ’ ", &[problem]);
    }

    #[test]
    fn a_file_may_begin_outside_ascii() {
        let (source, problems) = decode("p.md", b"\xC9cole");
        assert_eq!(source.text, "École");
        assert_eq!(problems[0].severity, crate::Severity::Warning);
    }

    #[test]
    fn other_encodings_and_binaries_are_errors() {
        let (_, problems) = decode("p.md", b"# \xD0\xC2\xCE\xC5\n* \xC4\xE3\xBA\xC3\n");
        assert_eq!(
            problems[0].to_string(),
            "p.md:1:3: error: this is neither UTF-8 nor Windows-1252 \
             help: save the file as UTF-8 in the editor that wrote it",
        );
        let problem = "p.md: error: this file is not text: it has NUL bytes \
                       help: save it as UTF-8 text, or keep it out of the pages";
        check(b"\x89PNG\r\n\0\0", "", &[problem]);
    }

    proptest! {
        #[test]
        fn every_byte_is_read_or_reported(bytes in any::<Vec<u8>>()) {
            let (source, problems) = decode("p.md", &bytes);
            let same = source.text.as_bytes() == bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
            let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
            prop_assert!(same || utf16 || problems.len() == 1);
        }

        #[test]
        fn windows_1252_goes_both_ways(byte: u8) {
            prop_assert_eq!(to_windows_1252(from_windows_1252(byte)), Some(byte));
        }
    }
}
