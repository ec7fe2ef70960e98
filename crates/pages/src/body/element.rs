//! What becomes of each element.

use site::NodeId;

use super::{End, Open, Writer};
use crate::links::{self, Picture};
use crate::{heading, html};

impl<'a> Writer<'a> {
    pub(super) fn element(&mut self, node: NodeId, name: &'a str) {
        if self.marks.start == Some(node) && self.document.heading(node).is_none() {
            // No heading says News, so that the feed stands above the list itself.
            self.html.push_str(self.place.feed());
        }
        if let Some(&item) = self.marks.dates.get(&node)
            && let Some(mark) = self.marks.items.get(&item)
        {
            return self.date(node, name, mark, item == node);
        }
        match self.marks.items.get(&node) {
            Some(mark) if matches!(name, "li" | "p" | "div") => return self.item(node, name, mark),
            _ => {}
        }
        if self
            .document
            .heading(node)
            .is_some_and(|_| name != "summary")
        {
            return self.heading(node, name);
        }
        match name {
            "html" | "body" | "head" => {}
            "script" => self.script(node),
            "style" => self.style(node),
            "iframe" | "embed" | "object" | "applet" | "frame" => self.frame(node, name),
            "form" => self.form(node),
            "link" | "meta" | "base" => self.head_element(node, name),
            "title" if !self.is_in_picture(node) => self.skip(node),
            "template" | "noscript" | "noembed" | "noframes" | "frameset" => self.skip(node),
            "img" | "image" => self.picture(node, name),
            "audio" | "video" | "source" | "track" | "use" | "feImage" => self.media(node, name),
            "aside" if self.is_note(node) => self.note(node),
            "x-footnote" => self.reference(node),
            "div" if self.document.attribute(node, MAP).is_some() => self.map(node),
            "table" => self.scrolled(node, "table", "Table"),
            "pre" => self.plain(node, "pre", " tabindex=\"0\""),
            "xmp" | "listing" | "plaintext" => self.plain(node, "pre", " tabindex=\"0\""),
            "center" => self.plain(node, "div", " class=\"center\""),
            _ if html::is_name(name) => self.usual(node, name),
            _ => {}
        }
    }

    fn usual(&mut self, node: NodeId, name: &str) {
        let anchor = self.marks.items.get(&node).map(|mark| mark.anchor);
        let class = match self.marks.lists.contains(&node) {
            true => "news h-feed",
            false if anchor.is_some() => "h-entry",
            false => "",
        };
        let tag = self.tag(node, name, anchor, class);
        match html::is_void(name) {
            true if self.cut.is_some() && name == "br" => {}
            true => self.void(&tag),
            false => self.open(node, tag, format!("</{name}>")),
        }
    }

    // An element by another name, with attributes of ours alone.
    fn plain(&mut self, node: NodeId, name: &str, attributes: &str) {
        self.open(node, format!("<{name}{attributes}>"), format!("</{name}>"));
    }

    // Wider than a phone, it is moved sideways by itself; by keys as well.
    fn scrolled(&mut self, node: NodeId, name: &str, label: &str) {
        let before =
            format!("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\">");
        let tag = self.tag(node, name, None, "");
        self.open(node, before + &tag, format!("</{name}></div>"));
    }

    fn heading(&mut self, node: NodeId, name: &str) {
        let level = match name.as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => (digit - b'0' + self.shift).min(6),
            // Another element that says it is a heading stays what it is.
            _ if name != "heading" => return self.usual(node, name),
            _ => 2,
        };
        let anchor = self.marks.items.get(&node).map(|mark| mark.anchor);
        let own = self.document.attribute(node, "id").is_some();
        let made = match own || anchor.is_some() {
            true => None,
            false => Some(heading::id(&self.document.text(node), &mut self.ids)),
        };
        let name = format!("h{level}");
        let tag = self.tag(node, &name, anchor.or(made.as_deref()), "");
        if self.marks.start != Some(node) {
            return self.open(node, tag, format!("</{name}>"));
        }
        let end = format!("</{name}>\n{}</div>", self.place.feed());
        self.open(node, format!("<div class=\"news-head\">{tag}"), end);
    }

    fn map(&mut self, node: NodeId) {
        self.resume();
        if let Some(shared) = self.place.shared {
            self.has_map = true;
            self.html.push_str(&shared.map);
        }
        self.skip(node);
    }

    fn script(&mut self, node: NodeId) {
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

    fn style(&mut self, node: NodeId) {
        let children = self.document.children(node);
        let css: String = children
            .filter_map(|child| self.document.characters(child))
            .collect();
        if [
            "@import",
            "url(http",
            "url(//",
            "url('http",
            "url(\"http",
            "url('//",
            "url(\"//",
        ]
        .iter()
        .any(|remote| css.contains(remote))
        {
            let message = "this style loads from another host, which pages do not".to_owned();
            self.warn(node, "remote-left-out", message, REMOTE_HELP);
        }
        let media = self.document.attribute(node, "media");
        self.styles.add_sheet(&css, media);
        self.skip(node);
    }

    fn frame(&mut self, node: NodeId, name: &str) {
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
    fn instead(&mut self, node: NodeId, address: &str, words: &str) {
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

    fn form(&mut self, node: NodeId) {
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
    fn head_element(&mut self, node: NodeId, name: &str) {
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

    fn is_in_picture(&self, node: NodeId) -> bool {
        let mut above = std::iter::successors(self.document.parent(node), |&node| {
            self.document.parent(node)
        });
        above.any(|node| self.document.is(node, "svg"))
    }

    fn picture(&mut self, node: NodeId, name: &str) {
        let attribute = if name == "img" { "src" } else { "href" };
        let place = self.place;
        let source = self
            .document
            .attribute(node, attribute)
            .unwrap_or_default()
            .trim();
        match place.picture(source) {
            Picture::Elsewhere(host) => {
                let message = format!(
                    "the picture from {host} is left out: pages load nothing from elsewhere"
                );
                self.warn(node, "remote-left-out", message, PICTURE_HELP);
                let words = self.document.attribute(node, "alt").unwrap_or_default();
                if name == "img" {
                    self.instead(node, source, words);
                }
                self.skip(node);
            }
            Picture::Here(_, size) if name == "img" => {
                let tag = self.image(node, size);
                self.void(&tag);
            }
            Picture::Data if name == "img" => {
                let tag = self.image(node, None);
                self.void(&tag);
            }
            _ => self.usual(node, name),
        }
    }

    fn media(&mut self, node: NodeId, name: &str) {
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

    fn is_note(&self, node: NodeId) -> bool {
        self.document.attribute(node, "class") == Some("footnote")
            && self.document.attribute(node, "name").is_some()
    }

    fn note(&mut self, node: NodeId) {
        let name = self.document.attribute(node, "name").unwrap_or_default();
        let before = std::mem::take(&mut self.html);
        let end = End::Note(name.to_owned(), before);
        self.open.push(Open { node, end });
    }

    fn reference(&mut self, node: NodeId) {
        let name = self.document.attribute(node, "name").unwrap_or_default();
        let reference = self.notes.refer(name);
        self.void(&reference);
    }
}

// What `MAP_PLACE` has.
const MAP: &str = "data-visitor-map";

const SCRIPT_HELP: &str = "remove it; what it shows can be HTML, or a link";
const REMOTE_HELP: &str = "copy it into the site if its licence allows, or link to it";
const PICTURE_HELP: &str = "copy the picture into the site if its licence allows";

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
