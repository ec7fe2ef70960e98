//! The same for each of many things, on all processors.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many items a thread takes at a time: few enough that none idles at the
/// end, enough that taking them costs nothing.
const SHARE: usize = 32;

/// What `f` makes of each item, in the order of the items.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], f: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let shares = items.len().div_ceil(SHARE);
    let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    if shares < 2 || processors < 2 {
        return items.iter().map(f).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done: Vec<(usize, Vec<R>)> = Vec::new();
        loop {
            let share = next.fetch_add(1, Ordering::Relaxed);
            if share >= shares {
                return done;
            }
            let end = items.len().min((share + 1) * SHARE);
            let results = items[share * SHARE..end].iter().map(&f).collect();
            done.push((share, results));
        }
    };
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..processors.min(shares))
            .map(|_| scope.spawn(work))
            .collect();
        let mut done = work();
        for other in others {
            match other.join() {
                Ok(results) => done.extend(results),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(share, _)| *share);
    done.into_iter().flat_map(|(_, results)| results).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        for count in [0, 1, 31, 32, 33, 64, 1000] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(map(&items, |item| *item), items, "{count}");
        }
    }
}
