//! Logs that are unpacked while they are read.

use std::io::{self, BufRead, ErrorKind, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// All members of a gzip file (RFC 1952), one after another.
pub(super) fn gzip<R: BufRead>(reader: R) -> impl Read {
    Packed {
        by: "gzip",
        reader: MultiGzDecoder::new(reader),
    }
}

/// All frames of a Zstandard file (RFC 8878), one after another, as `zstd -d`
/// reads it.
pub(super) fn zstd<R: BufRead>(reader: R) -> impl Read {
    let decoder = FrameDecoder::new();
    Packed {
        by: "zstd",
        reader: Zstd { decoder, reader },
    }
}

/// What unpackers say of damage is of no use to who has the file.
struct Packed<R> {
    by: &'static str,
    reader: R,
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.reader.read(bytes).map_err(|error| {
            let by = self.by;
            match error.kind() {
                // The file itself could not be read.
                _ if error.raw_os_error().is_some() => error,
                ErrorKind::Interrupted => error,
                ErrorKind::UnexpectedEof => io::Error::other(format!(
                    "what {by} has packed ends in the middle: it is cut off, or still being written"
                )),
                _ => io::Error::other(format!("what {by} has packed is damaged")),
            }
        })
    }
}

struct Zstd<R> {
    decoder: FrameDecoder,
    reader: R,
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
                decoded.map_err(|_| self.fault())?;
            } else if !self.is_sound() {
                return Err(ErrorKind::InvalidData.into());
            } else if !self.next_frame()? {
                return Ok(0);
            }
        }
    }
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
                })) => self.skip(length.into())?,
                Err(_) => return Err(self.fault()),
            }
        }
        Ok(false)
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        let mut skipped = (&mut self.reader).take(length);
        match io::copy(&mut skipped, &mut io::sink())? == length {
            true => Ok(()),
            false => Err(ErrorKind::UnexpectedEof.into()),
        }
    }

    // Whether what was unpacked is what was packed, where the frame has a
    // checksum. The decoder has one of nothing before the first frame.
    fn is_sound(&self) -> bool {
        let written = self.decoder.get_checksum_from_data();
        written.is_none() || written == self.decoder.get_calculated_checksum()
    }

    // The decoder stops in the middle of what it reads, which is at the end of
    // the file only where that is cut off.
    fn fault(&mut self) -> io::Error {
        match self.reader.fill_buf() {
            Ok([]) => ErrorKind::UnexpectedEof.into(),
            Ok(_) => ErrorKind::InvalidData.into(),
            Err(error) => error,
        }
    }
}
