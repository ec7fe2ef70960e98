//! Write or verify: every command that has output ends here, so that each has
//! `--check`, and none leaves half a file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

/// What became of the files.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// Files that differ from what they should be; with `--check` they still do.
    pub(crate) changed: Vec<PathBuf>,
}

/// Brings every file to its content, or with `check` only compares. Files that
/// are right already are not touched: their time stamps are what servers make
/// ETags of.
pub(crate) fn write_or_verify<'a>(
    files: impl IntoIterator<Item = (PathBuf, &'a [u8])>,
    check: bool,
) -> anyhow::Result<Written> {
    let mut written = Written::default();
    for (path, bytes) in files {
        if is_same(&path, bytes)? {
            continue;
        }
        if !check {
            replace(&path, bytes)?;
        }
        written.changed.push(path);
    }
    Ok(written)
}

/// A path below `out` for what a plugin calls `inside`.
///
/// Plugins derive names from content; one that would leave the folder is a
/// bug there and must not become a write here.
pub(crate) fn below(out: &Path, inside: &str) -> anyhow::Result<PathBuf> {
    let part_is_plain =
        |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']);
    if !inside.split('/').all(part_is_plain) {
        bail!(
            "refused to write `{inside}`, which is not below {}",
            out.display()
        );
    }
    let path = out.join(inside);
    // A site from a stranger may bring links that lead out of the folder.
    let mut existing = path.parent().unwrap_or(out).ancestors();
    let existing = existing.find(|folder| folder.exists() && folder.starts_with(out));
    if let (Some(existing), Ok(real_out)) = (existing, fs::canonicalize(out)) {
        let real = fs::canonicalize(existing)
            .with_context(|| format!("cannot open {}", existing.display()))?;
        if !real.starts_with(&real_out) {
            bail!(
                "refused to write {}: a link leads out of {}",
                path.display(),
                out.display()
            );
        }
    }
    Ok(path)
}

/// Refuses to replace a file that these tools did not write: a path in a
/// configuration must not cost anybody a page. `marks` are what ours contain.
pub(crate) fn is_ours(path: &Path, marks: &[&str]) -> anyhow::Result<()> {
    keep_others(path, |old| marks.iter().any(|mark| contains(old, mark)))
}

/// Whether the bytes of a text are somewhere in a file.
pub(crate) fn contains(bytes: &[u8], text: &str) -> bool {
    let mut windows = bytes.windows(text.len());
    windows.any(|window| window == text.as_bytes())
}

/// The same, where it takes more than a mark to know what is ours. An empty
/// file is nobody's work.
pub(crate) fn keep_others(path: &Path, is_ours: impl Fn(&[u8]) -> bool) -> anyhow::Result<()> {
    let Ok(old) = fs::read(path) else {
        return Ok(());
    };
    if old.is_empty() || is_ours(&old) {
        return Ok(());
    }
    bail!(
        "{} was not written by this command and stays as it is; \
         give another --path, another --out, or move the file away",
        path.display()
    )
}

fn is_same(path: &Path, bytes: &[u8]) -> anyhow::Result<bool> {
    match fs::metadata(path) {
        Ok(about) if about.is_file() && about.len() == bytes.len() as u64 => {}
        Ok(about) if about.is_dir() => {
            bail!("{} is a folder; a file should go there", path.display())
        }
        Ok(_) => return Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
    let old = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(old == bytes)
}

/// Replaces a file whole: a reader sees the old bytes or the new ones, even if
/// the machine stops in between.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    replace_with(path, bytes, Readers::AsBefore)
}

/// [`replace`], but so that nobody except the owner can read the file, not even
/// while it is written.
pub(crate) fn replace_privately(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    replace_with(path, bytes, Readers::Owner)
}

/// Who may read a file that is replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Readers {
    AsBefore,
    Owner,
}

fn replace_with(path: &Path, bytes: &[u8], readers: Readers) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    if !folder.as_os_str().is_empty() {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let temporary = temporary_name(path);
    let result = write_whole(&temporary, path, bytes, readers);
    if result.is_err() {
        // The write has failed; that the clean-up may fail too adds nothing.
        let _ = fs::remove_file(&temporary);
    }
    result.with_context(|| format!("cannot write {}; the old file is as it was", path.display()))
}

// The process id keeps two runs at once from writing into each other's file.
fn temporary_name(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

fn write_whole(temporary: &Path, target: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    // Never through a link that somebody put there under the same name.
    let _ = fs::remove_file(temporary);
    let mut file = match readers {
        Readers::AsBefore => File::create_new(temporary)?,
        Readers::Owner => create_privately(temporary)?,
    };
    file.write_all(bytes)?;
    if readers == Readers::AsBefore
        && let Ok(about) = fs::metadata(target)
    {
        file.set_permissions(about.permissions())?;
    }
    // Without this a crash after the rename can leave an empty file.
    file.sync_all()?;
    drop(file);
    fs::rename(temporary, target)
}

fn create_privately(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::below;
    use std::path::Path;

    #[test]
    fn nothing_is_written_outside_the_folder() {
        let out = Path::new("dist");
        assert_eq!(
            below(out, "a/feed.xml").unwrap(),
            Path::new("dist/a/feed.xml")
        );
        for outside in [
            "../x",
            "/x",
            "a/../../x",
            "a//x",
            ".",
            "",
            "a\\..\\x",
            "a/./x",
        ] {
            assert!(below(out, outside).is_err(), "{outside}");
        }
    }
}
