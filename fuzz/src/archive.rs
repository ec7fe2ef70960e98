//! Several files in one, so that a whole site is one input that people can
//! read and a fuzzer can cut anywhere.

use site::MemoryFiles;

/// The files in some bytes: each begins with a line `-- path --`, and what is
/// before the first of these is `index.md`. Paths that no site can have are
/// left out; of two files of one name the last counts.
pub(super) fn files(data: &[u8]) -> MemoryFiles {
    let mut files = MemoryFiles::default();
    let mut path = Some("index.md".to_owned());
    let mut bytes = Vec::new();
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        let Some(next) = name(line) else {
            bytes.extend_from_slice(line);
            continue;
        };
        keep(&mut files, path, std::mem::take(&mut bytes));
        path = site::inside("", next).filter(|inside| inside == next && !next.is_empty());
    }
    keep(&mut files, path, bytes);
    files
}

fn name(line: &[u8]) -> Option<&str> {
    let inside = line.strip_prefix(b"-- ")?.trim_ascii_end();
    str::from_utf8(inside.strip_suffix(b" --")?).ok()
}

fn keep(files: &mut MemoryFiles, path: Option<String>, bytes: Vec<u8>) {
    if let Some(path) = path
        && !(path == "index.md" && bytes.is_empty())
    {
        files.0.insert(path, bytes);
    }
}
