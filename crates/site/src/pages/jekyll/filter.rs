//! Which files and folders Jekyll reads.

use super::config::Config;
use crate::pages::{address, glob};

/// Whether Jekyll reads an entry of the folder `base`: a file or a folder of
/// it, or a path below it.
pub(super) fn keeps(config: &Config, base: &str, entry: &str, is_folder: bool) -> bool {
    if entry.ends_with('.') {
        return false;
    }
    let name = address::name(entry);
    let is_root = base.is_empty();
    let included = config.include.iter().any(|pattern| {
        fits(pattern, entry, is_folder && is_root) || fits(pattern, name, is_folder && is_root)
    });
    included
        || !(is_excluded(config, &address::join(base, entry), is_folder) || is_hidden(entry, name))
}

fn is_excluded(config: &Config, path: &str, is_folder: bool) -> bool {
    let patterns = config.exclude.iter();
    let mut patterns = patterns.filter(|pattern| !config.include.contains(pattern));
    patterns.any(|pattern| fits(pattern, path, is_folder))
}

// A pattern is also the beginning of a path: `READ` leaves out README.md.
fn fits(pattern: &str, path: &str, is_folder: bool) -> bool {
    let pattern = pattern.trim_start_matches('/');
    glob::plain(pattern, path)
        || path.starts_with(pattern)
        || (is_folder && pattern.strip_suffix('/') == Some(path))
}

fn is_hidden(entry: &str, name: &str) -> bool {
    let special = ['.', '_', '#', '~'];
    entry.starts_with(special) || name.starts_with(special) || entry.ends_with('~')
}
