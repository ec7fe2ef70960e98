//! Names of countries and the look of numbers, from Unicode's CLDR.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use anyhow::Context;
use serde_json::Value;

use super::read;
use super::rings::Point;
use super::topology::Shape;

/// The languages of a map, in the order of the tables.
const LANGUAGES: [&str; 13] = [
    "en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "ru", "zh", "ja", "ko",
];

const NAMES_FROM: &str = "\
// Made by `cargo xtask atlas` from npm cldr-core, cldr-localenames-full and
// cldr-numbers-full 48 (Unicode-3.0, Copyright 1991-2025 Unicode, Inc.); the
// licence is in LICENSES/Unicode-3.0.txt.
";

/// Countries by the numbers of ISO 3166-1.
pub(crate) struct Codes(BTreeMap<String, String>);

// Left out: codes that are no longer in use, or that are for no country alone.
const NO_COUNTRY: &[&str] = &[
    "AA", "AN", "BU", "CS", "DD", "EU", "FX", "NT", "PZ", "SU", "TP", "UK", "YD", "YU", "ZR", "ZZ",
];

// ISO 3166 leaves QM to QZ and all of X to everybody; the one that all use is Kosovo's.
fn is_country(code: &str) -> bool {
    let is_private = matches!(code.as_bytes(), [b'Q', b'M'..=b'Z'] | [b'X', _]);
    code.len() == 2 && (!is_private || code == "XK") && !NO_COUNTRY.contains(&code)
}

pub(crate) fn codes(packages: &Path) -> anyhow::Result<Codes> {
    let file: Value = read(packages, "cldr-core/supplemental/codeMappings.json")?;
    let mappings = file.pointer("/supplemental/codeMappings");
    let mappings = mappings
        .and_then(Value::as_object)
        .context("no codeMappings")?;
    let known = mappings.iter().filter_map(|(code, about)| {
        let number = about.get("_numeric")?.as_str()?;
        is_country(code).then(|| (number.to_owned(), code.clone()))
    });
    Ok(Codes(known.collect()))
}

impl Codes {
    /// The country that a shape is a part of. Those without a number are given
    /// to the country that ISO 3166 has them in; a glacier is in none.
    pub(crate) fn of_shape(&self, shape: &Shape) -> Option<String> {
        let by_number = shape.id.as_ref().and_then(|id| self.0.get(id));
        by_number.cloned().or_else(|| {
            let code = match &*shape.name {
                "Kosovo" => "XK",
                "N. Cyprus" => "CY",
                "Somaliland" => "SO",
                _ => return None,
            };
            Some(code.to_owned())
        })
    }
}

/// The country that a part of another is in ISO 3166, by its centre: Natural
/// Earth draws French Guiana as a piece of France.
pub(crate) fn part(code: &str, (lon, lat): Point) -> Option<&'static str> {
    match code {
        "FR" if lon < -57.0 && lat > 15.5 => Some("GP"),
        "FR" if lon < -57.0 => Some("MQ"),
        "FR" if lon < -40.0 => Some("GF"),
        "FR" if lon > 50.0 => Some("RE"),
        "FR" if lon > 40.0 => Some("YT"),
        "NL" if lon < -60.0 => Some("BQ"),
        "NO" if lat > 74.0 || lon < 0.0 => Some("SJ"),
        _ => None,
    }
}

pub(crate) fn names(packages: &Path, codes: &Codes) -> anyhow::Result<String> {
    let mut tables = Vec::new();
    for language in LANGUAGES {
        let file: Value = read(
            packages,
            &format!("cldr-localenames-full/main/{language}/territories.json"),
        )?;
        let path = format!("/main/{language}/localeDisplayNames/territories");
        tables.push(file.pointer(&path).cloned().context("no territories")?);
    }
    let mut text = format!(
        "{NAMES_FROM}
//! What countries are called.

/// The languages in the order of the names.
#[rustfmt::skip]
pub(crate) const LANGUAGES: [&str; {count}] = {LANGUAGES:?};

/// The letters of each country and its names, sorted.
#[rustfmt::skip]
pub(crate) static NAMES: &[(&str, [&str; {count}])] = &[\n",
        count = LANGUAGES.len(),
    );
    let mut sorted: Vec<&String> = codes.0.values().collect();
    sorted.sort();
    for code in sorted {
        let names: Option<Vec<&str>> = tables.iter().map(|table| name(table, code)).collect();
        let names = names.with_context(|| format!("{code} has no name"))?;
        _ = writeln!(text, "({code:?}, {names:?}),");
    }
    text.push_str("];\n");
    Ok(text)
}

// Some have a name for treaties, and a short one that people know.
fn name<'a>(table: &'a Value, code: &str) -> Option<&'a str> {
    let short = match code {
        "HK" | "MO" | "PS" => table.get(format!("{code}-alt-short")),
        _ => None,
    };
    short.or_else(|| table.get(code))?.as_str()
}

pub(crate) fn numbers(packages: &Path) -> anyhow::Result<String> {
    let mut text = format!(
        "{NAMES_FROM}
//! How large numbers are written.

/// For each language what parts groups of three digits, and the fewest digits
/// before the first such mark.
#[rustfmt::skip]
pub(crate) static GROUPS: [(&str, usize); {}] = [\n",
        LANGUAGES.len()
    );
    for language in LANGUAGES {
        let file: Value = read(
            packages,
            &format!("cldr-numbers-full/main/{language}/numbers.json"),
        )?;
        let numbers = format!("/main/{language}/numbers");
        let numbers = file.pointer(&numbers).context("no numbers")?;
        let mark = numbers.pointer("/symbols-numberSystem-latn/group");
        let mark = mark.and_then(Value::as_str).context("no group")?;
        let fewest = numbers.get("minimumGroupingDigits").and_then(Value::as_str);
        let fewest: usize = fewest.unwrap_or("1").parse()?;
        _ = writeln!(text, "({mark:?}, {fewest}),");
    }
    text.push_str("];\n");
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{is_country, part};

    #[test]
    fn codes_for_everybody_are_no_countries() {
        for code in ["DE", "QA", "XK", "TW"] {
            assert!(is_country(code), "{code}");
        }
        for code in ["QM", "QZ", "XA", "EU", "UK", "DEU", "SU"] {
            assert!(!is_country(code), "{code}");
        }
    }

    #[test]
    fn parts_overseas_have_letters_of_their_own() {
        assert_eq!(part("FR", (2.0, 47.0)), None);
        assert_eq!(part("FR", (-53.0, 4.0)), Some("GF"));
        assert_eq!(part("NO", (16.0, 78.5)), Some("SJ"));
        assert_eq!(part("NO", (25.0, 70.0)), None);
        assert_eq!(part("CN", (-53.0, 4.0)), None);
    }
}
