//! What the elements of a page ask for.

use site::{Document, NodeId};

use super::words::What;
use super::{Request, css, host};

/// The requests of a page, in its order.
pub(super) fn requests(document: &Document) -> Vec<Request> {
    let mut requests = Vec::new();
    for node in document.descendants(document.root()) {
        let Some(name) = document.name(node) else {
            continue;
        };
        let offset = document.offset(node);
        for (attribute, value) in document.attributes(node) {
            let what = what(document, node, name, attribute);
            let hosts = hosts(attribute, value);
            let asked = what.into_iter().flat_map(|what| {
                hosts.iter().map(move |host| Request {
                    host: host.clone(),
                    what,
                    offset,
                })
            });
            requests.extend(asked);
        }
        let styles = match name {
            "style" => Some(inside(document, node)),
            _ => document.attribute(node, "style").map(str::to_owned),
        };
        let styles = styles.iter().flat_map(|style| css::requests(style, 0));
        requests.extend(styles.map(|request| Request { offset, ..request }));
        if name == "script" && is_program(document, node) {
            let hosts = scripts(&inside(document, node));
            requests.extend(hosts.into_iter().map(|host| Request {
                host,
                what: What::Script,
                offset,
            }));
        }
    }
    requests
}

// What an attribute asks for, if it asks for anything before somebody clicks.
fn what(document: &Document, node: NodeId, name: &str, attribute: &str) -> Option<What> {
    let above = || document.parent(node).and_then(|above| document.name(above));
    Some(match (name, attribute) {
        ("script", "src") if is_program(document, node) => What::Script,
        ("iframe" | "frame", "src") => What::Frame,
        ("embed", "src") | ("object", "data") => What::Embedded,
        ("video" | "audio" | "track", "src") => What::Media,
        ("source", "src") if above() != Some("picture") => What::Media,
        ("source" | "img", "src" | "srcset") | ("input", "src") => What::Picture,
        ("image", "href" | "xlink:href") | ("use", "href" | "xlink:href") => What::Picture,
        ("video", "poster") | (_, "background") => What::Picture,
        ("link", "href" | "imagesrcset") => return link(document.attribute(node, "rel")?),
        _ => return None,
    })
}

// https://html.spec.whatwg.org/multipage/links.html#linkTypes
fn link(relation: &str) -> Option<What> {
    let relation = relation.to_lowercase();
    relation.split_whitespace().find_map(|word| match word {
        "stylesheet" => Some(What::Style),
        "icon" | "apple-touch-icon" | "apple-touch-icon-precomposed" | "mask-icon" | "manifest" => {
            Some(What::Icon)
        }
        "preload" | "prefetch" | "modulepreload" | "prerender" => Some(What::Preload),
        "preconnect" | "dns-prefetch" => Some(What::Connection),
        _ => None,
    })
}

// The text of a script or style.
fn inside(document: &Document, node: NodeId) -> String {
    let texts = document.children(node);
    texts.filter_map(|text| document.characters(text)).collect()
}

// Other types are data that no browser runs.
fn is_program(document: &Document, node: NodeId) -> bool {
    let kind = document.attribute(node, "type").unwrap_or_default();
    let kind = kind.trim().to_lowercase();
    kind.is_empty()
        || kind == "module"
        || kind.contains("javascript")
        || kind.contains("ecmascript")
}

fn hosts(attribute: &str, value: &str) -> Vec<String> {
    match attribute {
        "srcset" | "imagesrcset" => {
            let words = value.split(|c: char| c.is_whitespace() || c == ',');
            words.filter_map(host).collect()
        }
        _ => host(value).into_iter().collect(),
    }
}

// The hosts of scripts that a script loads: whole addresses in quotes that end
// as scripts do.
fn scripts(text: &str) -> Vec<String> {
    let words = text.split(['"', '\'', '`']);
    let is_script = |word: &&str| {
        let path = word.split(['?', '#']).next().unwrap_or_default();
        !word.contains(char::is_whitespace) && [".js", ".mjs"].iter().any(|end| path.ends_with(end))
    };
    words.filter(is_script).filter_map(host).collect()
}
