use site::{Output, Redirect, Redirects};
use url::Url;

pub(super) const FILE: &str = "redirects.caddy";

pub(super) const HEAD: &str = "# Write in the block of the site: import redirects.caddy\n";

/// `redirects.caddy`, to be imported in the block of a site: a map from the
/// decoded path to the address (Caddyfile directives `map` and `redir`).
///
/// `redir` alone would take capital and small letters for the same, and lose
/// the visitor's query.
pub(super) fn write(redirects: &Redirects, base_url: &Url) -> Output {
    let folder = super::base_folder(base_url);
    let mut conf = HEAD.to_owned();
    conf.push_str(
        "map {query} {redirect_query} {redirect_more} {\n\
         \t\"\" \"\" \"\"\n\
         \tdefault \"?{query}\" \"&{query}\"\n\
         }\n",
    );
    if redirects.moved.is_some() {
        conf.push_str(&rest(base_url));
    }
    conf.push_str("map {path} {redirect_to} {\n");
    for rule in super::exceptions(redirects) {
        let key = quoted(&format!("{folder}{}", rule.from));
        conf.push_str(&format!("\t{key} {}\n", value(rule, base_url)));
    }
    let default = redirects.moved.as_ref().map_or_else(
        || "\"\"".to_owned(),
        |url| {
            format!(
                "\"{}{{redirect_rest}}\"",
                literal(url.as_str().trim_end_matches('/'))
            )
        },
    );
    conf.push_str(&format!(
        "\tdefault {default}\n}}\n@redirected not vars {{redirect_to}} \"\"\n\
         redir @redirected {{redirect_to}} permanent\n"
    ));
    Output::new(FILE, conf)
}

// The path below the base address and the query, as the visitor sent them.
fn rest(base_url: &Url) -> String {
    let base = regex(super::base_path(base_url));
    format!(
        "map {{uri}} {{redirect_rest}} {{\n\t\"~^{base}(/.*)$\" \"${{1}}\"\n\tdefault \"/\"\n}}\n"
    )
}

// The target with the visitor's query in its place before the fragment.
fn value(rule: &Redirect, base_url: &Url) -> String {
    let target = rule.to.reference(base_url);
    let fragment = target.find('#').unwrap_or(target.len());
    let (before, fragment) = target.split_at(fragment);
    let query = match before.contains('?') {
        true => "{redirect_more}",
        false => "{redirect_query}",
    };
    format!("\"{}{query}{}\"", literal(before), literal(fragment))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}

// Braces begin a placeholder, a dollar sign a group; an address can have the
// escapes of all of them instead.
fn literal(address: &str) -> String {
    let address = address.replace('{', "%7B").replace('}', "%7D");
    address
        .replace('$', "%24")
        .replace('\\', "%5C")
        .replace('"', "%22")
}

fn regex(path: &str) -> String {
    let mut regex = String::new();
    for c in path.chars() {
        if "$()*+.".contains(c) {
            regex.push('\\');
        }
        regex.push(c);
    }
    regex
}
