use std::collections::BTreeMap;
use std::fmt::Write;

use site::address::percent_encode;
use site::{Output, Redirects};
use url::Url;

pub(super) const FILE: &str = "redirects.json";

/// Whether a table has the shape of ours: from paths to whole addresses.
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    let table: Result<BTreeMap<String, String>, _> = serde_json::from_slice(bytes);
    let is_row = |(from, to): (&String, &String)| {
        let to = Url::parse(to);
        from.starts_with('/') && to.is_ok_and(|to| to.has_host())
    };
    table.is_ok_and(|table| !table.is_empty() && table.iter().all(is_row))
}

/// `redirects.json`: an object of old paths from the root of the domain to
/// whole addresses, both percent-encoded as they go over the wire. The path of
/// a whole site that has moved ends in `*`.
pub(super) fn write(redirects: &Redirects, base_url: &Url) -> Output {
    let base = super::base_path(base_url);
    let mut json = String::from("{");
    let mut separator = "\n";
    let mut row = |from: String, to: &str| {
        let (from, to) = (serde_json::Value::from(from), serde_json::Value::from(to));
        // Writing to a string cannot fail.
        let _ = write!(json, "{separator}  {from}: {to}");
        separator = ",\n";
    };
    for rule in &redirects.rules {
        row(
            format!("{base}{}", percent_encode(&rule.from)),
            &rule.to.address(base_url),
        );
    }
    if let Some(url) = &redirects.moved {
        row(format!("{base}/*"), url.as_str());
    }
    json.push_str("\n}\n");
    Output::new(FILE, json)
}
