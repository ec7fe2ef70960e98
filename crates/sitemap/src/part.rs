//! One file of a set, and the index of all.

use std::io::{self, Write};

use chrono::NaiveDate;

use crate::name::{self, List};
use crate::write::File;
use crate::xml::{self, Kind};
use crate::{Entry, Options, Store};

/// The file that is open: still without a name, because what follows is part
/// of it.
pub(crate) struct Part<F> {
    pub(crate) file: F,
    pub(crate) list: List,
    pub(crate) number: usize,
    pub(crate) addresses: usize,
    pub(crate) lastmod: Option<NaiveDate>,
    pub(crate) bytes: usize,
    /// What was not handed to the file yet.
    buffer: Vec<u8>,
}

/// What the index will say; of 50,000 parts that is a few megabytes.
#[derive(Default)]
pub(crate) struct Index {
    entries: Vec<u8>,
    pub(crate) parts: usize,
    lastmod: Option<NaiveDate>,
}

impl<F: Write> Part<F> {
    const BUFFER: usize = 64 << 10;

    pub(crate) fn new(file: F, list: List, number: usize) -> Part<F> {
        Part {
            file,
            list,
            number,
            addresses: 0,
            lastmod: None,
            bytes: 0,
            buffer: Vec::with_capacity(Part::<F>::BUFFER),
        }
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.buffer.len() + bytes.len() > Part::<F>::BUFFER {
            self.flush()?;
        }
        self.bytes += bytes.len();
        self.buffer.extend_from_slice(bytes);
        Ok(())
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.file.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

impl Index {
    pub(crate) fn push(&mut self, loc: String, lastmod: Option<NaiveDate>) {
        self.parts += 1;
        self.lastmod = self.lastmod.max(lastmod);
        let entry = Entry {
            lastmod,
            ..Entry::new(loc)
        };
        xml::entry(&mut self.entries, Kind::Index, &entry);
    }

    pub(crate) fn write<S: Store>(&self, options: &Options, store: &mut S) -> io::Result<File> {
        let head = xml::head(Kind::Index)?;
        let pieces = [&head, self.entries.as_slice(), Kind::Index.foot()];
        let mut file = store.create()?;
        for piece in pieces {
            file.write_all(piece)?;
        }
        let name = options.file_name(name::ROOT);
        store.keep(file, &name)?;
        Ok(File {
            name,
            addresses: self.parts,
            bytes: pieces.iter().map(|piece| piece.len()).sum(),
            lastmod: self.lastmod,
        })
    }
}
