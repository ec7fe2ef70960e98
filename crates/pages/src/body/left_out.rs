//! What a page cannot have: it goes, and a warning says so.

use site::NodeId;

use super::Writer;
use crate::{html, links};

impl Writer<'_> {
    pub(super) fn script(&mut self, node: NodeId) {
        let source = self.document.attribute(node, "src");
        let what = match source.and_then(host) {
            Some(host) => format!("the script from {host}"),
            None => "a script".to_owned(),
        };
        self.warn(
            node,
            "script-left-out",
            format!("{what} is left out: pages run none"),
            SCRIPT_HELP,
        );
        self.skip(node);
    }

    pub(super) fn frame(&mut self, node: NodeId, name: &str) {
        let source = self.document.attribute(node, "src");
        let source = source.or_else(|| self.document.attribute(node, "data"));
        let host = source.and_then(host);
        let what = host
            .as_deref()
            .map_or(String::new(), |host| format!(" from {host}"));
        let message = format!("the <{name}>{what} is left out: pages load nothing from elsewhere");
        self.warn(node, "frame-left-out", message, REMOTE_HELP);
        if let (Some(source), Some(host)) = (source, host) {
            let title = self.document.attribute(node, "title").unwrap_or(&host);
            self.instead(node, source, title);
        }
        self.skip(node);
    }

    // A link to what is left out, or its words where it is in a link.
    pub(super) fn instead(&mut self, node: NodeId, address: &str, words: &str) {
        self.resume();
        let mut above = std::iter::successors(self.document.parent(node), |&node| {
            self.document.parent(node)
        });
        let in_link = above.any(|node| self.document.is(node, "a"));
        if in_link || links::is_script(address) {
            return html::push(words, &mut self.html);
        }
        self.html.push_str("<a");
        html::attribute("href", address, &mut self.html);
        self.html.push('>');
        html::push(
            if words.trim().is_empty() {
                address
            } else {
                words
            },
            &mut self.html,
        );
        self.html.push_str("</a>");
    }

    pub(super) fn form(&mut self, node: NodeId) {
        let message = "a form is left out: pages send nothing".to_owned();
        self.warn(
            node,
            "form-left-out",
            message,
            "link to the page that has the form",
        );
        self.skip(node);
    }

    // They say something of the page as a whole, which is ours to say.
    pub(super) fn head_element(&mut self, node: NodeId, name: &str) {
        let relation = self.document.attribute(node, "rel").unwrap_or_default();
        if name == "link" && relation.contains("stylesheet") {
            let message = "this style sheet is left out".to_owned();
            self.warn(
                node,
                "style-left-out",
                message,
                "put what it says into custom.css",
            );
        }
    }

    pub(super) fn media(&mut self, node: NodeId, name: &str) {
        let attributes = ["src", "href", "srcset"];
        let sources = attributes
            .iter()
            .filter_map(|name| self.document.attribute(node, name));
        let mut sources = sources.filter_map(host);
        let own = self.place.url.host_str();
        let elsewhere = sources.find(|host| Some(&**host) != own);
        let Some(host) = elsewhere else {
            return self.usual(node, name);
        };
        let message =
            format!("the <{name}> from {host} is left out: pages load nothing from elsewhere");
        self.warn(node, "remote-left-out", message, REMOTE_HELP);
        self.skip(node);
    }
}

const SCRIPT_HELP: &str = "remove it; what it shows can be HTML, or a link";
pub(super) const REMOTE_HELP: &str = "copy it into the site if its licence allows, or link to it";
pub(super) const PICTURE_HELP: &str = "copy the picture into the site if its licence allows";

// The host that an address names.
fn host(address: &str) -> Option<String> {
    let address = address.trim();
    let whole = match address.strip_prefix("//") {
        Some(rest) => ["https://", rest].concat(),
        None => address.to_owned(),
    };
    let url = url::Url::parse(&whole).ok()?;
    url.host_str().map(str::to_owned)
}
