//! The file that `cargo xtask tally` writes.

use site::{Problem, Source};

use super::{Kind, error};
use crate::publish::Raw;
use crate::tally::Tally;
use crate::{Unit, Window};

pub(super) fn read(source: &Source, window: &Window, problems: &mut Vec<Problem>) -> Option<Raw> {
    let tally = match Tally::from_json(source.text.as_bytes()) {
        Ok(tally) => tally,
        Err(message) => {
            let help = "give the file that `tally` writes; `tally --merge` makes one of several";
            problems.push(error(source, 0, message, help));
            return None;
        }
    };
    let counted = tally.windows.get(&window.from);
    let Some(counted) = counted.filter(|counted| counted.to == window.to) else {
        let message = format!("this is no tally of {window}");
        let help = "tally the logs of that week or month, and give the file it writes";
        problems.push(error(source, 0, message, help));
        return None;
    };
    if !tally.is_whole(*window) {
        problems.push(not_whole(source, window, &tally));
    }
    // Each tally that was merged may have counted the same address again.
    let cap = tally.cap(window.from);
    let mut raw = Raw::new(Unit::Addresses, cap, Kind::Tally.source());
    for (country, count) in &counted.countries {
        raw.add(country.code(), *count);
    }
    raw.add("", counted.unknown);
    Some(raw)
}

// Logs that begin or end inside the window.
fn not_whole(source: &Source, window: &Window, tally: &Tally) -> Problem {
    let message = match tally.days {
        Some(days) => format!("the logs reach from {days} only, not over {window}"),
        None => format!("the logs have no day, not to speak of {window}"),
    };
    let problem = Problem::warning("import-days", source, 0, message);
    problem.help("tally all logs of the window: what is published stays as it is")
}
