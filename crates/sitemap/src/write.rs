use std::io;

use chrono::{Datelike, NaiveDate};
use site::Problem;

use crate::duplicates::Seen;
use crate::faults::{self, Faults};
use crate::name::{self, List, Next};
use crate::part::{Index, Part};
use crate::xml::{self, Kind};
use crate::{Entry, Options, Store, address, alternates};

/// What [`write()`] made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// The files in the order in which they were kept, the index last.
    pub files: Vec<File>,
    /// Addresses listed.
    pub addresses: u64,
    /// Addresses that a problem kept out.
    pub left_out: u64,
    /// What is wrong, the first hundred of them and a count of the rest.
    pub problems: Vec<Problem>,
}

/// One file of a sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, without a folder.
    pub name: String,
    /// Addresses in it; of an index, the files it names.
    pub addresses: usize,
    /// Its bytes before compression.
    pub bytes: usize,
    /// The newest date in it.
    pub lastmod: Option<NaiveDate>,
}

/// Writes a sitemap of the pages, and of the redirects a list of their own.
///
/// Without redirects and where one file holds all pages, that file is
/// `sitemap.xml`. Otherwise `sitemap.xml` is an index of `sitemap-1.xml`, … and
/// of `sitemap-redirects.xml` (`sitemap-redirects-1.xml`, … where it takes
/// more), each with its newest date. Old addresses that should stand among the
/// pages are simply entries of the pages.
///
/// Entries keep their order. Memory holds one entry and 64 KiB of output,
/// some 60 bytes for each file and, with [`Order::Any`](crate::Order::Any), the
/// fingerprints; never a whole file.
///
/// Entries that the protocol does not permit are left out, each with an error:
/// an address that is not at or below the sitemap's folder (which implies one
/// scheme and one host), is not encoded by RFC 3986, has a fragment, has 2,048
/// characters or more, or was there before. Where nothing is left there is no
/// file, as an empty sitemap is not valid.
///
/// # Errors
/// Those of the store, and [`io::ErrorKind::InvalidInput`] for entries that are
/// not sorted although [`Order::Sorted`](crate::Order::Sorted) says so.
///
/// ```
/// use sitemap::{Entry, Limits, Options};
///
/// let mut options = Options::new("https://example.org/").unwrap();
/// options.limits = Limits { addresses: 2, ..Limits::PROTOCOL };
/// let pages = ["", "a/", "b/"].map(|page| Entry::new(format!("https://example.org/{page}")));
/// let old = [Entry::new("https://example.org/old.html")];
///
/// let mut files: Vec<site::Output> = Vec::new();
/// let summary = sitemap::write(&options, pages, old, &mut files).unwrap();
/// let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
/// assert_eq!(
///     names,
///     ["sitemap-1.xml", "sitemap-2.xml", "sitemap-redirects.xml", "sitemap.xml"],
/// );
/// assert_eq!(summary.addresses, 4);
/// ```
pub fn write<S: Store>(
    options: &Options,
    pages: impl IntoIterator<Item = Entry>,
    redirects: impl IntoIterator<Item = Entry>,
    store: &mut S,
) -> io::Result<Summary> {
    let mut set = Set::new(options, store)?;
    set.list(List::Pages, pages)?;
    set.list(List::Redirects, redirects)?;
    set.finish()
}

/// A sitemap that is being written.
struct Set<'a, S: Store> {
    options: &'a Options,
    store: &'a mut S,
    seen: Seen,
    faults: Faults,
    summary: Summary,
    open: Option<Part<S::File>>,
    index: Index,
    /// The beginning of every part.
    head: Vec<u8>,
    /// The XML of one entry, here only so that its memory is used again.
    line: Vec<u8>,
}

/// Whether there is room for more.
enum Room {
    Left,
    None,
}

impl<'a, S: Store> Set<'a, S> {
    fn new(options: &'a Options, store: &'a mut S) -> io::Result<Set<'a, S>> {
        Ok(Set {
            options,
            store,
            seen: Seen::new(options.order),
            faults: Faults::default(),
            summary: Summary::default(),
            open: None,
            index: Index::default(),
            head: xml::head(Kind::Addresses)?,
            line: Vec::new(),
        })
    }

    fn list(&mut self, list: List, entries: impl IntoIterator<Item = Entry>) -> io::Result<()> {
        self.seen.next_list();
        for mut entry in entries {
            if !self.check(&mut entry)? {
                self.summary.left_out += 1;
                continue;
            }
            if let Room::None = self.put(list, &entry)? {
                self.faults
                    .push(faults::too_many(self.options.limits.files));
                break;
            }
        }
        Ok(())
    }

    /// Whether an entry may be listed; what may not stand in it is taken out.
    fn check(&mut self, entry: &mut Entry) -> io::Result<bool> {
        let folder = self.options.folder();
        if let Err(fault) = address::check(folder, &entry.loc) {
            self.faults
                .push(faults::address(folder, &entry.loc, &fault));
            return Ok(false);
        }
        if !self.seen.insert(&entry.loc)? {
            self.faults.push(faults::duplicate(&entry.loc));
            return Ok(false);
        }
        if entry
            .lastmod
            .is_some_and(|day| !(1000..=9999).contains(&day.year()))
        {
            self.faults.push(faults::lastmod(&entry.loc));
            entry.lastmod = None;
        }
        if !entry.alternates.is_empty() {
            let problems = alternates::check(entry);
            problems.into_iter().for_each(|each| self.faults.push(each));
        }
        Ok(self.render(entry))
    }

    // Whether the entry fits into a file at all.
    fn render(&mut self, entry: &Entry) -> bool {
        self.line.clear();
        xml::entry(&mut self.line, Kind::Addresses, entry);
        let most = self.options.limits.bytes;
        let fits = self.head.len() + self.line.len() + Kind::Addresses.foot().len() <= most;
        if !fits {
            self.faults.push(faults::too_large(&entry.loc, most));
        }
        fits
    }

    /// Puts the entry that was rendered into its part.
    fn put(&mut self, list: List, entry: &Entry) -> io::Result<Room> {
        let limits = self.options.limits;
        let has_room = self.open.as_ref().is_some_and(|part| {
            let bytes = part.bytes + self.line.len() + Kind::Addresses.foot().len();
            part.list == list && part.addresses < limits.addresses && bytes <= limits.bytes
        });
        if !has_room && matches!(self.open_part(list)?, Room::None) {
            return Ok(Room::None);
        }
        let Some(part) = &mut self.open else {
            return Ok(Room::None);
        };
        part.addresses += 1;
        part.lastmod = part.lastmod.max(entry.lastmod);
        self.summary.addresses += 1;
        part.write(&self.line)?;
        Ok(Room::Left)
    }

    fn open_part(&mut self, list: List) -> io::Result<Room> {
        let number = match &self.open {
            Some(part) if part.list == list => part.number + 1,
            _ => 1,
        };
        let parts = self.index.parts + usize::from(self.open.is_some());
        if parts >= self.options.limits.files {
            return Ok(Room::None);
        }
        self.close(if number > 1 { Next::Same } else { Next::Other })?;
        let file = self.store.create()?;
        let mut part = Part::new(file, list, number);
        part.write(&self.head)?;
        self.open = Some(part);
        Ok(Room::Left)
    }

    /// Ends the open part, if there is one, now that its name is known.
    fn close(&mut self, next: Next) -> io::Result<()> {
        let Some(mut part) = self.open.take() else {
            return Ok(());
        };
        let stem = name::stem(part.list, part.number, next);
        let name = self.options.file_name(&stem);
        part.write(Kind::Addresses.foot())?;
        part.flush()?;
        self.store.keep(part.file, &name)?;
        if stem != name::ROOT {
            let loc = format!("{}{name}", self.options.folder());
            self.index.push(loc, part.lastmod);
        }
        self.summary.files.push(File {
            name,
            addresses: part.addresses,
            bytes: part.bytes,
            lastmod: part.lastmod,
        });
        Ok(())
    }

    fn finish(mut self) -> io::Result<Summary> {
        self.close(Next::Nothing)?;
        if self.index.parts > 0 {
            let file = self.index.write(self.options, self.store)?;
            self.summary.files.push(file);
        }
        if self.summary.files.is_empty() {
            self.faults.push(faults::nothing());
        }
        self.summary.problems = self.faults.written();
        Ok(self.summary)
    }
}
