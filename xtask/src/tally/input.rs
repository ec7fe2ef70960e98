//! Logs as streams of bytes, compressed or not.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Display, Path, PathBuf};

use anyhow::Context;

use super::packed;
use crate::progress::Progress;

const BUFFER: usize = 256 << 10;

/// Opens a log, and unpacks it if its first bytes are those of gzip (RFC 1952)
/// or Zstandard (RFC 8878), whatever its name is.
///
/// # Errors
/// If it cannot be opened or read.
pub(super) fn open<'a>(
    path: &Path,
    progress: &'a Progress,
) -> anyhow::Result<Box<dyn Read + Send + 'a>> {
    let failed = || format!("cannot read {}", name(path));
    let raw: Box<dyn Read + Send> = match path.as_os_str().as_encoded_bytes() {
        b"-" => Box::new(io::stdin()),
        _ => Box::new(File::open(path).with_context(failed)?),
    };
    let mut raw = Counted { raw, progress };
    let mut magic = Vec::new();
    (&mut raw)
        .take(4)
        .read_to_end(&mut magic)
        .with_context(failed)?;
    let kind = magic.clone();
    let whole = Cursor::new(magic).chain(raw);
    Ok(match kind.as_slice() {
        [0x1f, 0x8b, ..] => Box::new(packed::gzip(buffered(whole))),
        // A frame, or one to be passed over.
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => {
            Box::new(packed::zstd(buffered(whole)))
        }
        _ => Box::new(whole),
    })
}

/// A log or a tally as a whole.
///
/// # Errors
/// If it cannot be opened or read.
pub(super) fn read_whole(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let progress = Progress::silent();
    let mut reader = open(path, &progress)?;
    let read = reader.read_to_end(&mut bytes);
    read.with_context(|| format!("cannot read {}", name(path)))?;
    Ok(bytes)
}

/// What a log is called for people.
pub(super) fn name(path: &Path) -> Display<'_> {
    match path.as_os_str().as_encoded_bytes() {
        b"-" => Path::new("stdin").display(),
        _ => path.display(),
    }
}

/// How many bytes there are to read, where all are files.
pub(super) fn total(paths: &[PathBuf]) -> Option<u64> {
    let sizes = paths.iter().map(|path| {
        let about = std::fs::metadata(path).ok()?;
        about.is_file().then_some(about.len())
    });
    sizes.sum()
}

fn buffered<R: Read>(reader: R) -> BufReader<R> {
    BufReader::with_capacity(BUFFER, reader)
}

/// A reader that tells how far it is.
struct Counted<'a> {
    raw: Box<dyn Read + Send>,
    progress: &'a Progress,
}

impl Read for Counted<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.raw.read(bytes)?;
        self.progress.add(count as u64);
        Ok(count)
    }
}
