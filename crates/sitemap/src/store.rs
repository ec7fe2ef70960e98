use std::io::{self, Write};

use site::Output;

/// Where the files of a sitemap go.
///
/// A file gets its name only when it is complete, because the name of the first
/// depends on whether a second follows: `sitemap.xml` alone, `sitemap-1.xml`
/// and an index otherwise. This costs nothing where files are replaced whole
/// anyway, written under a temporary name and then renamed; and nothing has to
/// be held back in memory. Only one file is open at a time.
///
/// A store that compresses wraps its writer in [`Store::create`] and finishes
/// it in [`Store::keep`]. One that only compares with what is there can hash
/// what it gets, and the file when it hears its name.
///
/// For small sitemaps a `Vec<Output>` is a store that keeps all in memory:
///
/// ```
/// use std::io::Write;
///
/// use sitemap::Store;
///
/// let mut files: Vec<site::Output> = Vec::new();
/// let mut file = files.create().unwrap();
/// file.write_all(b"<urlset/>").unwrap();
/// files.keep(file, "sitemap.xml").unwrap();
/// assert_eq!(files, [site::Output::new("sitemap.xml", "<urlset/>")]);
/// ```
pub trait Store {
    /// A file that is being written. It gets some 64 KiB in one write, so that
    /// it need not be buffered again.
    type File: Write;

    /// Begins a file that has no name yet.
    ///
    /// # Errors
    /// Whatever keeps a file from being made.
    fn create(&mut self) -> io::Result<Self::File>;

    /// Ends a file and gives it its name, which has no folder in it. Files come
    /// in the order of the sitemap, the index last, so that no reader is ever
    /// sent to a file that is not there yet.
    ///
    /// # Errors
    /// Whatever keeps a file from being completed.
    fn keep(&mut self, file: Self::File, name: &str) -> io::Result<()>;
}

impl Store for Vec<Output> {
    type File = Vec<u8>;

    fn create(&mut self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn keep(&mut self, file: Vec<u8>, name: &str) -> io::Result<()> {
        self.push(Output::new(name, file));
        Ok(())
    }
}
