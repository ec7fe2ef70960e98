//! Which entries stand in the feed and which in its archives (RFC 5005, section 4).

use std::num::NonZeroUsize;

/// Slices of the entries, each newest first.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plan<'a, T> {
    /// What a subscriber reads.
    pub(crate) current: &'a [T],
    /// The archives from the oldest on, each of exactly `limit` entries.
    pub(crate) archives: Vec<&'a [T]>,
}

/// Divides entries that stand newest first.
///
/// Archives are counted from the oldest entry and exist only when they are
/// full, so that a newer entry changes none; as many are made as it takes to
/// hold what the feed has no room for.
pub(crate) fn plan<T>(newest_first: &[T], limit: Option<NonZeroUsize>) -> Plan<'_, T> {
    let limit = limit.map_or(usize::MAX, NonZeroUsize::get);
    let left_out = newest_first.len().saturating_sub(limit);
    let archives = left_out.div_ceil(limit);
    Plan {
        current: &newest_first[..newest_first.len().min(limit)],
        archives: newest_first.rchunks_exact(limit).take(archives).collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn newest_first(count: usize) -> Vec<usize> {
        (0..count).rev().collect()
    }

    #[test]
    fn archives_are_full_and_begin_at_the_oldest() {
        let entries = newest_first(7);
        let plan = plan(&entries, NonZeroUsize::new(3));
        assert_eq!(plan.current, [6, 5, 4]);
        assert_eq!(plan.archives, [&[2, 1, 0][..], &[5, 4, 3]]);
    }

    #[test]
    fn nothing_is_archived_within_the_limit() {
        let entries = newest_first(3);
        assert!(plan(&entries, NonZeroUsize::new(3)).archives.is_empty());
        assert!(plan(&entries, None).archives.is_empty());
        assert!(plan::<usize>(&[], NonZeroUsize::new(1)).current.is_empty());
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_a_newer_entry_changes_no_archive(
            count in 0_usize..60,
            limit in 1_usize..9,
        ) {
            let (before, after) = (newest_first(count), newest_first(count + 1));
            let limit = NonZeroUsize::new(limit);
            let (before, after) = (plan(&before, limit), plan(&after, limit));
            prop_assert!(after.archives.starts_with(&before.archives));

            let mut seen: Vec<usize> = after.archives.concat();
            seen.extend(after.current);
            seen.sort_unstable();
            seen.dedup();
            prop_assert_eq!(seen.len(), count + 1);
        }
    }
}
