use std::collections::HashSet;

use site::{Output, Redirect, Redirects};
use url::Url;

pub(super) const FILE: &str = "redirects.nginx.conf";

pub(super) const HEAD: &str = "\
# Include this file in the block `http`, and write in the block `server`:
#     if ($redirect_to) { return 301 $redirect_to; }
";

// Without these directives a map has buckets of 64 bytes, of which a key has
// 46 (ngx_hash.c, NGX_HASH_ELT_SIZE), and room for 2,048 keys at best.
const LONGEST_KEY: usize = 46;
const MOST_KEYS: usize = 1_024;

/// `redirects.nginx.conf`: a map from the decoded path to the address, which a
/// hash table holds (ngx_http_map_module).
///
/// A map takes capital and small letters for the same, so that of keys which
/// differ in them alone the first is written.
pub(super) fn write(redirects: &Redirects, base_url: &Url) -> Output {
    let folder = super::base_folder(base_url);
    let mut keys = HashSet::new();
    let mut longest = 0;
    let mut rows = String::new();
    for rule in super::exceptions(redirects) {
        let key = format!("{folder}{}", rule.from);
        longest = longest.max(key.len());
        if keys.insert(key.to_ascii_lowercase()) {
            rows.push_str(&format!(
                "    {} {};\n",
                quoted(&key),
                value(rule, base_url)
            ));
        }
    }
    let mut conf = HEAD.to_owned();
    conf.push_str(&sizes(longest, keys.len()));
    // A query of the visitor's after one of the target's.
    conf.push_str("map $args $redirect_more {\n    \"\" \"\";\n    default \"&$args\";\n}\n");
    if redirects.moved.is_some() {
        conf.push_str(&rest(base_url));
    }
    let default = redirects.moved.as_ref().map_or_else(
        || "\"\"".to_owned(),
        |url| {
            format!(
                "\"{}$redirect_rest\"",
                literal(url.as_str().trim_end_matches('/'))
            )
        },
    );
    conf.push_str(&format!(
        "map $uri $redirect_to {{\n    default {default};\n{rows}}}\n"
    ));
    Output::new(FILE, conf)
}

// The path below the base address as the visitor sent it: the decoded one
// could bring line ends into the answer.
fn rest(base_url: &Url) -> String {
    let base = regex(super::base_path(base_url));
    format!(
        "map $request_uri $redirect_rest {{\n    \"~^{base}(?<redirect_path>/.*)$\" $redirect_path;\n    default \"/\";\n}}\n"
    )
}

fn sizes(longest: usize, count: usize) -> String {
    let mut sizes = String::new();
    if longest > LONGEST_KEY {
        let size = (longest + 32).next_power_of_two();
        sizes.push_str(&format!("map_hash_bucket_size {size};\n"));
    }
    if count > MOST_KEYS {
        let size = (2 * count).next_power_of_two();
        sizes.push_str(&format!("map_hash_max_size {size};\n"));
    }
    sizes
}

// The target with the visitor's query in its place before the fragment.
fn value(rule: &Redirect, base_url: &Url) -> String {
    let target = rule.to.reference(base_url);
    let fragment = target.find('#').unwrap_or(target.len());
    let (before, fragment) = target.split_at(fragment);
    let query = match before.contains('?') {
        true => "$redirect_more",
        false => "$is_args$args",
    };
    format!("\"{}{query}{}\"", literal(before), literal(fragment))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

// Nothing makes a dollar sign literal but its escape in the address.
fn literal(address: &str) -> String {
    let address = address.replace('\\', "\\\\").replace('"', "\\\"");
    address.replace('$', "%24")
}

// An address's path has few of the characters of a regular expression.
fn regex(path: &str) -> String {
    let mut regex = String::new();
    for c in path.chars() {
        if "$()*+.".contains(c) {
            regex.push_str("\\\\");
        }
        regex.push(c);
    }
    regex
}
