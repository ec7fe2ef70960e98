//! A bar on a terminal, for what takes more than a second.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::cli::ShowArgs;

/// How far a command is. Threads may share it.
pub(crate) struct Progress {
    done: AtomicU64,
    total: Option<u64>,
    is_shown: bool,
    start: Instant,
    /// When it was last drawn, if ever.
    drawn: Mutex<Option<Instant>>,
}

const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(100);

impl Progress {
    /// Of so many bytes, where that is known.
    pub(crate) fn new(total: Option<u64>, show: &ShowArgs) -> Progress {
        Progress {
            done: AtomicU64::new(0),
            total,
            is_shown: !show.quiet && std::io::stderr().is_terminal(),
            start: Instant::now(),
            drawn: Mutex::new(None),
        }
    }

    /// One that is never shown.
    pub(crate) fn silent() -> Progress {
        Progress {
            done: AtomicU64::new(0),
            total: None,
            is_shown: false,
            start: Instant::now(),
            drawn: Mutex::new(None),
        }
    }

    /// So many bytes more are done.
    pub(crate) fn add(&self, bytes: u64) {
        self.done.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Draws the bar, if it is time to.
    pub(crate) fn show(&self) {
        if !self.is_shown || self.start.elapsed() < PATIENCE {
            return;
        }
        // Another thread that draws at this moment is enough.
        let Ok(mut drawn) = self.drawn.try_lock() else {
            return;
        };
        if drawn.is_none_or(|drawn| drawn.elapsed() >= PAUSE) {
            *drawn = Some(Instant::now());
            let bar = bar(self.done.load(Ordering::Relaxed), self.total);
            // A bar that cannot be drawn is no reason to stop.
            let _ = write!(std::io::stderr(), "\r{bar}\x1b[K");
        }
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        if self.drawn.lock().is_ok_and(|drawn| drawn.is_some()) {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

fn bar(done: u64, total: Option<u64>) -> String {
    const WIDTH: u64 = 30;
    let megabytes = done / 1_000_000;
    let Some(total) = total.filter(|total| *total > 0) else {
        return format!("{megabytes} MB");
    };
    let part =
        |of: u64| (u128::from(done.min(total)) * u128::from(of) / u128::from(total)) as usize;
    let (full, width) = (part(WIDTH), WIDTH as usize);
    let all = total / 1_000_000;
    format!(
        "[{}{}] {:>3} %  {megabytes} of {all} MB",
        "#".repeat(full),
        ".".repeat(width - full),
        part(100)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_up_and_does_not_overflow() {
        let total = Some(10_000_000);
        assert_eq!(
            bar(0, total),
            "[..............................]   0 %  0 of 10 MB"
        );
        assert_eq!(
            bar(5_000_000, total),
            "[###############...............]  50 %  5 of 10 MB"
        );
        assert_eq!(
            bar(99_000_000, total),
            "[##############################] 100 %  99 of 10 MB"
        );
        assert_eq!(bar(5_000_000, None), "5 MB");
        assert_eq!(bar(0, Some(0)), "0 MB");
    }
}
