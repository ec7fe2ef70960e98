//! Logs as streams of bytes, compressed or not.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

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
    let failed = || format!("cannot read {}", path.display());
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
        [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(buffered(whole))),
        // A frame, or one to be passed over.
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => Box::new(Zstd {
            decoder: FrameDecoder::new(),
            reader: buffered(whole),
        }),
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
    read.with_context(|| format!("cannot read {}", path.display()))?;
    Ok(bytes)
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

/// All frames of a Zstandard stream, one after another, as `zstd -d` reads it.
struct Zstd<R> {
    decoder: FrameDecoder,
    reader: R,
}

impl<R: BufRead> Zstd<R> {
    // Begins the next frame; false where there is none.
    fn next_frame(&mut self) -> io::Result<bool> {
        while !self.reader.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.reader) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let mut skipped = (&mut self.reader).take(length.into());
                    io::copy(&mut skipped, &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.decoder.read(bytes)?;
            if count > 0 || bytes.is_empty() {
                return Ok(count);
            }
            if !self.decoder.is_finished() {
                let some = BlockDecodingStrategy::UptoBlocks(1);
                let decoded = self.decoder.decode_blocks(&mut self.reader, some);
                decoded.map_err(io::Error::other)?;
            } else if !self.next_frame()? {
                return Ok(0);
            }
        }
    }
}
