//! Several threads at the same logs. Reading and unpacking are done by whoever
//! needs the next chunk, so that no thread does only that.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, bail};
use visitor_map::log::{Chunk, Chunks, FORMATS, Parser};
use visitor_map::tally::Counter;

use super::input;
use crate::progress::Progress;

/// What is read at once: enough that a lock costs nothing, and little enough
/// to stay in the processor's cache until it is counted.
const CHUNK: usize = 512 << 10;

/// A log.
pub(super) struct Source {
    path: PathBuf,
    parser: Option<Parser>,
}

impl Source {
    /// A log in a format that is known, or to be told by its first lines.
    pub(super) fn new(path: &Path, parser: Option<Parser>) -> Source {
        Source {
            path: path.to_path_buf(),
            parser,
        }
    }
}

/// How far a log is read.
enum State<'a> {
    Waiting(Source),
    Open(Box<Open<'a>>),
    Done,
}

struct Open<'a> {
    path: PathBuf,
    chunks: Chunks<Box<dyn Read + Send + 'a>>,
    parser: Option<Parser>,
}

/// What all threads share.
struct Work<'a> {
    sources: Vec<Mutex<State<'a>>>,
    next: AtomicUsize,
    failed: AtomicBool,
    progress: &'a Progress,
}

/// Counts all logs, with a thread for each processor.
///
/// # Errors
/// The first log that cannot be read, or whose format is not known.
pub(super) fn count<'c>(
    sources: Vec<Source>,
    new: impl Fn() -> Counter<'c> + Sync,
    progress: &Progress,
) -> anyhow::Result<Counter<'c>> {
    let work = Work {
        sources: sources
            .into_iter()
            .map(State::Waiting)
            .map(Mutex::new)
            .collect(),
        next: AtomicUsize::new(0),
        failed: AtomicBool::new(false),
        progress,
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let counters: anyhow::Result<Vec<_>> = thread::scope(|scope| {
        let handles: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| work.run(new())))
            .collect();
        let ended = handles.into_iter().map(|handle| match handle.join() {
            Ok(counted) => counted,
            Err(_) => bail!("a thread has failed"),
        });
        ended.collect()
    });
    let joined = counters?.into_iter().reduce(Counter::join);
    joined.context("no thread has counted")
}

impl<'a> Work<'a> {
    // Logs of its own first, so that several are unpacked at once; then it
    // helps with those that others have begun.
    fn run<'c>(&self, mut counter: Counter<'c>) -> anyhow::Result<Counter<'c>> {
        let mut chunk = Chunk::default();
        loop {
            let own = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(source) = self.sources.get(own) else {
                break;
            };
            self.drain(source, &mut counter, &mut chunk)?;
        }
        for source in &self.sources {
            self.drain(source, &mut counter, &mut chunk)?;
        }
        Ok(counter)
    }

    fn drain(
        &self,
        source: &Mutex<State<'a>>,
        counter: &mut Counter<'_>,
        chunk: &mut Chunk,
    ) -> anyhow::Result<()> {
        while !self.failed.load(Ordering::Relaxed) {
            // Nobody panics while holding a lock.
            let mut state = source.lock().unwrap_or_else(PoisonError::into_inner);
            let next = state.next(chunk, self.progress);
            drop(state);
            let next = next.inspect_err(|_| self.failed.store(true, Ordering::Relaxed))?;
            let Some(mut parser) = next else { break };
            counter.chunk(&mut parser, chunk);
            self.progress.show();
        }
        Ok(())
    }
}

impl<'a> State<'a> {
    /// Reads the next chunk, and gives the parser that reads it; `None` at the
    /// end of the log.
    fn next(
        &mut self,
        chunk: &mut Chunk,
        progress: &'a Progress,
    ) -> anyhow::Result<Option<Parser>> {
        if let State::Waiting(Source { path, parser }) = self {
            let reader = input::open(path, progress)?;
            *self = State::Open(Box::new(Open {
                path: std::mem::take(path),
                chunks: Chunks::new(reader, CHUNK),
                parser: *parser,
            }));
        }
        let State::Open(open) = self else {
            return Ok(None);
        };
        let next = open.next(chunk)?;
        if next.is_none() {
            *self = State::Done;
        }
        Ok(next)
    }
}

impl Open<'_> {
    fn next(&mut self, chunk: &mut Chunk) -> anyhow::Result<Option<Parser>> {
        let name = || format!("cannot read {}", input::name(&self.path));
        if !self.chunks.next(chunk).with_context(name)? {
            return Ok(None);
        }
        let Some(parser) = self.parser else {
            return self.begin(chunk).map(Some);
        };
        self.parser = Some(after(parser, chunk));
        Ok(Some(parser))
    }

    // Tells the format. An empty line has none, and any parser passes it over.
    fn begin(&mut self, chunk: &Chunk) -> anyhow::Result<Parser> {
        const HEAD: usize = 256 << 10;
        if chunk.bytes.trim_ascii().is_empty() {
            return Ok(Parser::of(&FORMATS[0]));
        }
        let head = chunk.bytes.get(..HEAD).unwrap_or(&chunk.bytes);
        let parser = Parser::detect(head).with_context(|| {
            format!(
                "{}: no format that is known fits its first lines; `--format` names one",
                input::name(&self.path)
            )
        })?;
        self.parser = Some(after(parser, chunk));
        Ok(parser)
    }
}

// The parser of what comes after a chunk.
fn after(mut parser: Parser, chunk: &Chunk) -> Parser {
    parser.pass(&chunk.bytes);
    parser
}
