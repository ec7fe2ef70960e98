//! What a page takes from other files: data and layouts.

use std::collections::{BTreeMap, BTreeSet};

use super::value::Value;
use crate::{Data, Entry, Files, Format, Map, Source, data, decode, front_matter};

const DATA_FILES: [&str; 5] = ["yml", "yaml", "json", "csv", "tsv"];
const LAYOUTS: [&str; 3] = ["html", "liquid", "md"];

/// A data file below `_data`, or a folder of them, by its names.
pub(super) fn data(files: &dyn Files, names: &[String]) -> Value {
    for used in (1..=names.len()).rev() {
        let path = format!("_data/{}", names[..used].join("/"));
        let value = data_file(files, &path).or_else(|| data_folder(files, &path));
        if let Some(value) = value {
            return names[used..]
                .iter()
                .fold(value, |value, name| value.get(name));
        }
    }
    Value::Nil
}

// A folder with a file for each entry, by their names.
fn data_folder(files: &dyn Files, path: &str) -> Option<Value> {
    let entries = files.list(path).into_iter().filter_map(|path| {
        let (stem, _) = path.rsplit_once('.')?;
        let name = stem.rsplit('/').next()?.to_owned();
        Some((name, data_file(files, stem)?))
    });
    let entries: BTreeMap<String, Value> = entries.collect();
    (!entries.is_empty()).then(|| Value::map(None, entries))
}

fn data_file(files: &dyn Files, path: &str) -> Option<Value> {
    DATA_FILES.iter().find_map(|extension| {
        let path = format!("{path}.{extension}");
        let (source, _) = decode(&path, &files.read(&path)?);
        Some(match Format::of_path(&path) {
            Some(format) => {
                let (value, _) = data::parse(&source, 0..source.text.len(), format);
                Value::from_data(&value, &source)
            }
            None => Value::from_data(&super::table(&source), &source),
        })
    })
}

pub(super) fn table_data(source: &Source, separator: char) -> crate::Value {
    let mut rows = rows(&source.text, separator).into_iter();
    let names = rows.next().map(|(_, names)| names).unwrap_or_default();
    // Of two columns of one name the first counts, as in Ruby's tables.
    let mut seen = BTreeSet::new();
    let names = names.iter().map(|name| name.trim());
    let names: Vec<Option<&str>> = names
        .map(|name| seen.insert(name).then_some(name))
        .collect();
    let rows = rows.map(|(at, cells)| {
        let value = |cell: String| crate::Value {
            at,
            data: Data::Text(cell),
        };
        let named = names.iter().zip(cells);
        let entries = named.filter_map(|(name, cell)| {
            Some(Entry {
                key: (*name)?.to_owned(),
                at,
                value: value(cell),
            })
        });
        let entries = entries.collect();
        crate::Value {
            at,
            data: Data::Map(Map { entries }),
        }
    });
    let data = Data::List(rows.collect());
    crate::Value { at: 0, data }
}

fn rows(text: &str, separator: char) -> Vec<(usize, Vec<String>)> {
    let mut rows = Vec::new();
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let (mut start, mut in_quotes) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => in_quotes = !in_quotes,
            _ if c == separator && !in_quotes => cells.push(std::mem::take(&mut cell)),
            '\n' if !in_quotes => {
                cells.push(std::mem::take(&mut cell).trim_end_matches('\r').to_owned());
                rows.push((start, std::mem::take(&mut cells)));
                start = at + 1;
            }
            _ => cell.push(c),
        }
        // A doubled quote inside quotes is one: the second opens them again.
        if c == '"' && in_quotes && text[..at].ends_with('"') && at > start + 1 {
            cell.push('"');
        }
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        rows.push((start, cells));
    }
    rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

/// The file that `layout: name` means, and so on outwards.
pub(super) fn layouts(files: &dyn Files, front: &Map) -> Vec<Source> {
    let mut layouts: Vec<Source> = Vec::new();
    let mut next = front.text("layout").map(str::to_owned);
    // A layout that is its own is a mistake that Jekyll does not survive either.
    while let Some(name) = next.filter(|_| layouts.len() < 8) {
        let found = LAYOUTS.iter().find_map(|extension| {
            let path = format!("_layouts/{name}.{extension}");
            Some(decode(&path, &files.read(&path)?).0)
        });
        let Some(source) = found else { break };
        next = front_matter::split(&source)
            .0
            .values
            .text("layout")
            .map(str::to_owned);
        layouts.push(source);
    }
    layouts
}

#[cfg(test)]
mod tests {
    use super::{rows, table_data};
    use crate::Source;

    #[test]
    fn the_first_of_two_columns_counts() {
        let source = Source::new("a.csv", "date,text,date\n2025-01,A,2024-01\n");
        let table = table_data(&source, ',');
        let row = table.list()[0].map().unwrap();
        assert_eq!((row.text("date"), row.entries.len()), (Some("2025-01"), 2));
    }

    #[test]
    fn comma_separated_values_are_read() {
        let text = "date,text\r\n2025-01,\"A, \"\"big\"\"\ntalk\"\n\n2024,b\n";
        let cells: Vec<_> = rows(text, ',')
            .into_iter()
            .map(|(_, cells)| cells)
            .collect();
        assert_eq!(
            cells,
            [
                vec!["date", "text"],
                vec!["2025-01", "A, \"big\"\ntalk"],
                vec!["2024", "b"]
            ]
        );
    }
}
