use std::fmt::Write;

use site::address::percent_encode;
use site::{Output, Redirects};
use url::Url;

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
    Output::new("redirects.json", json)
}
