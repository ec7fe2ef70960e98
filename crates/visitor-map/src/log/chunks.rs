use std::io::{self, Read};

use super::LONGEST_LINE;

/// Cuts a stream into parts that end where lines end, so that the parts can be
/// read apart from one another. A line longer than [`LONGEST_LINE`] is passed
/// over and counted, so that memory stays bounded whatever the stream is.
///
/// ```
/// use visitor_map::log::{Chunk, Chunks};
///
/// let mut chunks = Chunks::new(&b"one\ntwo\nthree"[..], 10);
/// let mut chunk = Chunk::default();
/// assert!(chunks.next(&mut chunk).unwrap());
/// assert_eq!(chunk.bytes, b"one\ntwo\n");
/// assert!(chunks.next(&mut chunk).unwrap());
/// assert_eq!(chunk.bytes, b"three");
/// assert!(!chunks.next(&mut chunk).unwrap());
/// ```
#[derive(Debug)]
pub struct Chunks<R> {
    reader: R,
    size: usize,
    /// The beginning of a line whose end is still to come.
    rest: Vec<u8>,
    /// Whether that line is too long and the rest of it goes nowhere.
    skipping: bool,
}

/// Whole lines.
#[derive(Debug, Clone, Default)]
pub struct Chunk {
    /// The lines with their ends; the last of a stream may have none.
    pub bytes: Vec<u8>,
    /// How many lines were passed over here because they are too long.
    pub overlong: u64,
}

impl<R: Read> Chunks<R> {
    /// Reads about `size` bytes at a time.
    pub fn new(reader: R, size: usize) -> Chunks<R> {
        Chunks {
            reader,
            size: size.max(1),
            rest: Vec::new(),
            skipping: false,
        }
    }

    /// Reads the next lines into `chunk`, whose memory is used again; false at
    /// the end of the stream.
    ///
    /// # Errors
    /// Whatever the reader returns; what was read before is lost.
    pub fn next(&mut self, chunk: &mut Chunk) -> io::Result<bool> {
        chunk.overlong = 0;
        loop {
            chunk.bytes.clear();
            chunk.bytes.append(&mut self.rest);
            let old = chunk.bytes.len();
            let is_end = self.read_into(&mut chunk.bytes, old)?;
            if self.skipping {
                self.skip(chunk);
            }
            match memchr::memrchr(b'\n', &chunk.bytes) {
                _ if is_end => return Ok(self.end(chunk)),
                Some(at) => {
                    self.rest.extend_from_slice(&chunk.bytes[at + 1..]);
                    chunk.bytes.truncate(at + 1);
                    return Ok(true);
                }
                None if chunk.bytes.len() > LONGEST_LINE => {
                    self.skipping = true;
                    chunk.overlong += 1;
                }
                None => self.rest.append(&mut chunk.bytes),
            }
        }
    }

    // Fills up to `size` more bytes; true where the stream has ended.
    fn read_into(&mut self, bytes: &mut Vec<u8>, old: usize) -> io::Result<bool> {
        bytes.resize(old + self.size, 0);
        let mut length = old;
        while length < bytes.len() {
            match self.reader.read(&mut bytes[length..]) {
                Ok(0) => break,
                Ok(count) => length += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let is_end = length < bytes.len();
        bytes.truncate(length);
        Ok(is_end)
    }

    // Drops what still belongs to a line that is too long.
    fn skip(&mut self, chunk: &mut Chunk) {
        match memchr::memchr(b'\n', &chunk.bytes) {
            Some(end) => {
                self.skipping = false;
                chunk.bytes.drain(..=end);
            }
            None => chunk.bytes.clear(),
        }
    }

    fn end(&self, chunk: &Chunk) -> bool {
        !chunk.bytes.is_empty() || chunk.overlong > 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8], size: usize) -> (Vec<Vec<u8>>, u64) {
        let mut chunks = Chunks::new(bytes, size);
        let (mut chunk, mut parts, mut overlong) = (Chunk::default(), Vec::new(), 0);
        while chunks.next(&mut chunk).unwrap() {
            parts.push(chunk.bytes.clone());
            overlong += chunk.overlong;
        }
        (parts, overlong)
    }

    proptest! {
        #[test]
        fn parts_end_where_lines_end_and_lose_nothing(
            bytes in proptest::collection::vec(prop_oneof![Just(b'\n'), any::<u8>()], 0..200),
            size in 1_usize..50,
        ) {
            let (parts, overlong) = read(&bytes, size);
            prop_assert_eq!(parts.concat(), bytes);
            prop_assert_eq!(overlong, 0);
            let last = parts.len().saturating_sub(1);
            prop_assert!(parts[..last].iter().all(|part| part.ends_with(b"\n")));
        }
    }

    #[test]
    fn a_giant_line_is_passed_over_in_bounded_memory() {
        let mut bytes = b"before\n".to_vec();
        bytes.resize(10 << 20, b'x');
        bytes.extend_from_slice(b"\nafter\n");
        let mut chunks = Chunks::new(&bytes[..], 4096);
        let (mut chunk, mut all, mut overlong) = (Chunk::default(), Vec::new(), 0);
        while chunks.next(&mut chunk).unwrap() {
            all.extend_from_slice(&chunk.bytes);
            overlong += chunk.overlong;
            assert!(chunk.bytes.capacity() + chunks.rest.capacity() < 4 * LONGEST_LINE);
        }
        assert_eq!((all.as_slice(), overlong), (&b"before\nafter\n"[..], 1));
    }

    #[test]
    fn a_giant_last_line_is_counted() {
        let bytes = vec![b'x'; 200_000];
        assert_eq!(read(&bytes, 70_000).1, 1);
    }
}
