//! Values that `defaults` gives to pages of a scope:
//! <https://jekyllrb.com/docs/configuration/front-matter-defaults/>.

use super::config::{Config, Defaults};
use crate::data::{Data, Map, Value};
use crate::pages::glob;

/// The sets that apply to a file, the one that counts first to the front.
///
/// `path` is the file's without the folder of collections; `kind` is `pages`,
/// a collection's label, or `None` for static files.
pub(super) fn sets<'c>(config: &'c Config, path: &str, kind: Option<&str>) -> Vec<&'c Map> {
    let mut sets: std::collections::VecDeque<&Map> = std::collections::VecDeque::new();
    let mut strongest: Option<&Defaults> = None;
    for set in applying(config, path, kind) {
        if strongest.is_none_or(|old| counts_before(set, old)) {
            sets.push_front(&set.values);
            strongest = Some(set);
        } else {
            sets.push_back(&set.values);
        }
    }
    sets.into()
}

/// One value as Jekyll looks it up for a page, which is not the way it does
/// for documents: sets without the value are not asked.
pub(super) fn find<'c>(config: &'c Config, path: &str, kind: &str, key: &str) -> Option<&'c Value> {
    let mut found: Option<(&Defaults, &Value)> = None;
    for set in applying(config, path, Some(kind)) {
        let Some(value) = set.values.get(key) else {
            continue;
        };
        if found.is_none_or(|(old, _)| counts_before(set, old)) {
            found = Some((set, value));
        }
    }
    found
        .map(|(_, value)| value)
        .filter(|value| value.data != Data::Null)
}

fn applying<'c>(
    config: &'c Config,
    path: &str,
    kind: Option<&str>,
) -> impl Iterator<Item = &'c Defaults> {
    let path = path.trim_start_matches('/');
    config.defaults.iter().filter(move |set| {
        let fits_kind = set.kind.is_none() || set.kind.as_deref() == kind;
        fits_kind && fits_path(config, &set.path, path)
    })
}

// The beginning of a path, not only whole names of it.
fn fits_path(config: &Config, scope: &str, path: &str) -> bool {
    if !scope.contains('*') {
        return path.starts_with(inside_collections(config, scope));
    }
    let whole = |path: &str| {
        glob::paths(scope, path)
            || glob::paths(scope, &format!("{}/{path}", config.collections_dir))
    };
    let ends = path.match_indices('/').map(|(at, _)| at);
    ends.chain([path.len()]).any(|end| whole(&path[..end]))
}

fn inside_collections<'s>(config: &Config, scope: &'s str) -> &'s str {
    let inside = scope.strip_prefix(&*config.collections_dir);
    let inside = inside.and_then(|inside| inside.strip_prefix('/'));
    inside
        .filter(|_| !config.collections_dir.is_empty())
        .unwrap_or(scope)
}

// The longer path counts, then the one that names a type, then the later one.
fn counts_before(new: &Defaults, old: &Defaults) -> bool {
    let length = |set: &Defaults| set.path.strip_prefix('/').unwrap_or(&set.path).len();
    match length(new).cmp(&length(old)) {
        std::cmp::Ordering::Equal => new.kind.is_some() || old.kind.is_none(),
        order => order.is_gt(),
    }
}
