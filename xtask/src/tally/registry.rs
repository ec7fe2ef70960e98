//! Where addresses are registered: the built-in table, or somebody's own.

use std::net::IpAddr;
use std::path::Path;

use anyhow::Context;
use maxminddb::Reader;
use serde::Deserialize;
use visitor_map::Country;
use visitor_map::tally::Registry;

/// The statistics of the five regional registries, which `iptocc` brings.
pub(super) fn built_in(address: IpAddr) -> Option<Country> {
    country(iptocc::country_code(address)?)
}

/// A file in the format of MaxMind's databases.
pub(super) struct Database(Reader<Vec<u8>>);

/// Opens a database.
///
/// # Errors
/// If it cannot be read or is none.
pub(super) fn open(path: &Path) -> anyhow::Result<Database> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let reader = Reader::from_source(bytes)
        .with_context(|| format!("{} is no MaxMind DB", path.display()))?;
    Ok(Database(reader))
}

/// The schemas in use: flat (`country_code`, or `country` as a text), and
/// MaxMind's own, with records. What a network is registered for comes last,
/// as MaxMind has both and means the visitor's country by the other.
#[derive(Deserialize)]
struct Record<'a> {
    #[serde(borrow)]
    country_code: Option<&'a str>,
    country: Option<Named<'a>>,
    registered_country: Option<Named<'a>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Named<'a> {
    Code(&'a str),
    Record {
        #[serde(borrow)]
        iso_code: Option<&'a str>,
    },
}

impl Registry for Database {
    fn country(&self, address: IpAddr) -> Option<Country> {
        let found = self.0.lookup(address).ok()?;
        let record: Record<'_> = found.decode().ok()??;
        let code = |named: Named<'_>| match named {
            Named::Code(code) => country(code),
            Named::Record { iso_code } => country(iso_code?),
        };
        let flat = record.country_code.and_then(country);
        flat.or_else(|| record.country.and_then(code))
            .or_else(|| record.registered_country.and_then(code))
    }
}

// Codes of regions and of nothing stand among those of countries.
fn country(code: &str) -> Option<Country> {
    match code {
        "EU" | "AP" | "ZZ" | "XX" => None,
        code => code.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // A database in which every IPv4 address has the same record: one node,
    // whose both sides lead to the record (MaxMind DB format 2.0).
    fn database(record: &[u8]) -> Database {
        let mut file = Vec::new();
        // One node, the data section 16 bytes after the tree.
        let pointer = 1_u32 + 16;
        for _ in 0..2 {
            file.extend_from_slice(&pointer.to_be_bytes()[1..]);
        }
        file.extend_from_slice(&[0; 16]);
        file.extend_from_slice(record);
        file.extend_from_slice(b"\xab\xcd\xefMaxMind.com");
        file.extend_from_slice(&map(&[
            ("node_count", vec![0xc1, 1]),
            ("record_size", vec![0xa1, 24]),
            ("ip_version", vec![0xa1, 4]),
            ("database_type", text("example")),
            ("languages", vec![0x00, 0x04]),
            ("binary_format_major_version", vec![0xa1, 2]),
            ("binary_format_minor_version", vec![0xa0]),
            ("build_epoch", vec![0x01, 0x02, 1]),
            ("description", map(&[])),
        ]));
        Database(Reader::from_source(file).unwrap())
    }

    fn text(text: &str) -> Vec<u8> {
        match text.len() {
            length @ 0..29 => [&[0x40 | length as u8], text.as_bytes()].concat(),
            length => [&[0x40 | 29, (length - 29) as u8], text.as_bytes()].concat(),
        }
    }

    fn map(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut bytes = vec![0xe0 | entries.len() as u8];
        for (key, value) in entries {
            bytes.extend_from_slice(&text(key));
            bytes.extend_from_slice(value);
        }
        bytes
    }

    #[test]
    fn every_schema_is_read() {
        let nested = |code: &str| map(&[("geoname_id", vec![0xc1, 9]), ("iso_code", text(code))]);
        for (record, expected) in [
            (map(&[("country_code", text("DE"))]), Some("DE")),
            (map(&[("country", text("de"))]), Some("DE")),
            (map(&[("country", nested("FR"))]), Some("FR")),
            (map(&[("registered_country", nested("JP"))]), Some("JP")),
            (
                map(&[
                    ("country", nested("FR")),
                    ("registered_country", nested("JP")),
                ]),
                Some("FR"),
            ),
            (map(&[("continent", nested("EU"))]), None),
            (map(&[("country_code", text("EU"))]), None),
            (map(&[("country_code", text("\x1b[2"))]), None),
            (map(&[("country_code", vec![0xc1, 9])]), None),
        ] {
            let country = database(&record).country(IpAddr::from([192, 0, 2, 7]));
            assert_eq!(
                country.map(|country| country.to_string()).as_deref(),
                expected
            );
        }
    }

    #[test]
    fn the_built_in_table_knows_networks_and_no_regions() {
        let code =
            |address: &str| built_in(address.parse().unwrap()).map(|found| found.to_string());
        // The first networks ever given to universities of these countries.
        assert_eq!(code("18.0.0.1").as_deref(), Some("US"));
        assert_eq!(code("130.54.0.1").as_deref(), Some("JP"));
        assert_eq!(code("10.0.0.1"), None);
        assert_eq!(code("192.0.2.7"), None);
    }
}
