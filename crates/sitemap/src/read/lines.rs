use std::io::{self, BufRead, Read};

/// A reader that counts the lines it has handed out.
pub(super) struct Lines<R> {
    inner: R,
    breaks: u32,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(inner: R) -> Lines<R> {
        Lines { inner, breaks: 0 }
    }

    /// The line where the next byte stands, counted from 1.
    pub(super) fn line(&self) -> u32 {
        self.breaks.saturating_add(1)
    }
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // What is consumed was filled before, so that nothing is read here.
        if let Ok(buffer) = self.inner.fill_buf() {
            let gone = buffer.iter().take(amount);
            let breaks = gone.filter(|&&byte| byte == b'\n').count();
            let breaks = u32::try_from(breaks).unwrap_or(u32::MAX);
            self.breaks = self.breaks.saturating_add(breaks);
        }
        self.inner.consume(amount);
    }
}
