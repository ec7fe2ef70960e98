//! What becomes of each attribute.

use std::borrow::Cow;

use site::NodeId;

use super::Writer;
use super::left_out::PICTURE_HELP;
use crate::links::Picture;
use crate::{html, links};

impl Writer<'_> {
    /// A start tag: the element's own attributes, and an id and classes of
    /// ours, its own id first.
    pub(super) fn tag(
        &mut self,
        node: NodeId,
        name: &str,
        id: Option<&str>,
        class: &str,
    ) -> String {
        let document = self.document;
        let mut tag = format!("<{name}");
        if let Some(id) = document.attribute(node, "id").or(id) {
            html::attribute("id", id, &mut tag);
        }
        let mut classes = class.to_owned();
        let is_image = name == "img";
        for (attribute, value) in document.attributes(node) {
            match attribute {
                "id" => {}
                "class" => push_class(&mut classes, value),
                "style" => {
                    let class = self.styles.class_of(value);
                    push_class(&mut classes, class.as_deref().unwrap_or_default());
                }
                "align" => push_class(&mut classes, value),
                // As an attribute it is a number of pixels and nothing else.
                "width" | "height" if is_image && value.ends_with('%') => {
                    let class = self.styles.class_of(&format!("{attribute}: {value}"));
                    push_class(&mut classes, class.as_deref().unwrap_or_default());
                }
                _ => self.attribute(node, attribute, value, &mut tag),
            }
        }
        if !classes.is_empty() {
            html::attribute("class", &classes, &mut tag);
        }
        tag.push('>');
        tag
    }

    fn attribute(&mut self, node: NodeId, name: &str, value: &str, tag: &mut String) {
        let begins = |start: &str| {
            name.get(..start.len())
                .is_some_and(|s| s.eq_ignore_ascii_case(start))
        };
        if begins("on") {
            let message = format!("the attribute {name} is left out: pages run no script");
            return self.warn(node, "script-left-out", message, HELP);
        }
        // What `markdown` asks for is done, and `data` is for what is left out.
        let ours = ["srcdoc", "nonce", "ping", "xmlns", "markdown", "data"];
        if !html::is_name(name) || ours.contains(&name) {
            return;
        }
        if name == "srcset" && value.contains("//") {
            let message = "the attribute srcset is left out: it names another host".to_owned();
            return self.warn(node, "remote-left-out", message, HELP);
        }
        // An animation gives a link other addresses.
        let animates = matches!(name, "values" | "to" | "from" | "by");
        if animates && value.split(';').any(links::is_script) {
            let message = format!("the attribute {name} is left out: it runs a script");
            return self.warn(node, "script-left-out", message, HELP);
        }
        if !links::is_address(name) {
            return html::attribute(name, value, tag);
        }
        // A picture's data run nowhere.
        if links::is_script(value) && name != "src" {
            let message = "this link is left out: it runs a script".to_owned();
            return self.warn(node, "script-left-out", message, HELP);
        }
        let place = self.place;
        let value = match name {
            "href" => place.href(value.trim()),
            "src" | "poster" | "background" => match place.picture(value.trim()) {
                Picture::Here(source, _) => source,
                Picture::Data => Cow::Borrowed(value),
                Picture::Elsewhere(host) => {
                    let message = format!(
                        "the {name} from {host} is left out: pages load nothing from elsewhere"
                    );
                    return self.warn(node, "remote-left-out", message, PICTURE_HELP);
                }
            },
            _ => Cow::Borrowed(value),
        };
        html::attribute(name, &value, tag);
    }

    /// A picture of the site: its size keeps its place on the page until it is
    /// there, and it is fetched when it is about to be seen.
    pub(super) fn image(&mut self, node: NodeId, size: Option<(u32, u32)>) -> String {
        let mut tag = self.tag(node, "img", None, "");
        tag.pop();
        let document = self.document;
        let has = |name: &str| document.attribute(node, name).is_some();
        for (name, pixels) in self.missing_size(node, size).into_iter().flatten() {
            html::attribute(name, &pixels.to_string(), &mut tag);
        }
        // What is fetched late and without a place of its own moves all below it.
        let has_place = size.is_some() || (has("width") && has("height"));
        if has_place && !has("loading") {
            html::attribute("loading", "lazy", &mut tag);
        }
        if !has("decoding") {
            html::attribute("decoding", "async", &mut tag);
        }
        tag.push('>');
        tag
    }

    // As wide as its author wants, as high as that makes it.
    fn missing_size(
        &self,
        node: NodeId,
        size: Option<(u32, u32)>,
    ) -> [Option<(&'static str, u32)>; 2] {
        let Some((width, height)) = size else {
            return [None, None];
        };
        let written = |name| self.document.attribute(node, name);
        match (written("width"), written("height")) {
            (None, None) => [Some(("width", width)), Some(("height", height))],
            (Some(wanted), None) => {
                let wanted = wanted.trim().parse::<u32>().ok();
                let height = wanted.map(|wanted| scaled(height, wanted, width));
                [None, height.map(|height| ("height", height))]
            }
            _ => [None, None],
        }
    }
}

fn scaled(length: u32, wanted: u32, whole: u32) -> u32 {
    let scaled = u64::from(length) * u64::from(wanted) / u64::from(whole.max(1));
    u32::try_from(scaled).unwrap_or(u32::MAX)
}

const HELP: &str = "remove it";

fn push_class(classes: &mut String, more: &str) {
    let more = more.trim();
    if !classes.is_empty() && !more.is_empty() {
        classes.push(' ');
    }
    classes.push_str(more);
}
