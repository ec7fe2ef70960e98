//! What becomes of each element.

use site::NodeId;

use super::left_out::{PICTURE_HELP, REMOTE_HELP};
use super::{End, Open, Writer};
use crate::links::Picture;
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

    pub(super) fn usual(&mut self, node: NodeId, name: &str) {
        let anchor = self.marks.items.get(&node).map(|mark| mark.anchor);
        let class = match self.marks.lists.contains(&node) {
            true => "news h-feed",
            false if anchor.is_some() => "h-entry",
            false => "",
        };
        let tag = self.tag(node, name, anchor, class);
        match site::is_void(name) {
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
            [b'h', digit @ b'1'..=b'6'] => digit - b'0',
            // Another element that says it is a heading stays what it is.
            _ if name != "heading" => return self.usual(node, name),
            _ => 2,
        };
        let level = self.levels.next(level);
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
