//! `check --fix`: what can be mended without asking, since only one thing can
//! have been meant.

use site::{Files, mojibake};

use super::texts;
use crate::cli::CheckArgs;
use crate::load::Opened;
use crate::write;

/// Mends the texts of a site in place, and says what was mended.
pub(super) fn run(opened: &Opened, args: &CheckArgs) -> anyhow::Result<()> {
    for path in texts::of(opened) {
        let bytes = opened.folder.read(&path).unwrap_or_default();
        // Only what is UTF-8 can be written back without changing more than
        // was found.
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        let found = mojibake::find(&text).len();
        if found == 0 {
            continue;
        }
        let shown = opened.folder.shown(&path);
        // A link to another page of the site stays one.
        let real = std::fs::canonicalize(&shown).unwrap_or_else(|_| shown.clone());
        write::replace(&real, mojibake::repair(&text).as_bytes())?;
        if !args.site.show.quiet && !args.json {
            let places = if found == 1 { "place" } else { "places" };
            println!(
                "{}: mended {found} {places} of double-encoded text",
                shown.display()
            );
        }
    }
    Ok(())
}
