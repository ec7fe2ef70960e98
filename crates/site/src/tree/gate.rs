//! Text through the tokenizer to the tree builder.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::sync::LazyLock;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{Tracer, TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, TokenizerResult};

use super::sink::Arena;
use super::write::{open_tag, text_in_html};
use super::{Document, NodeId};
use crate::html::PlainTag;

/// As deep as Chromium lets a tree become; the tree builder's work for one
/// tag grows with the number of open elements.
const MAX_DEPTH: usize = 512;

/// Elements that browsers reopen in the next block when they are not closed
/// in this one ("formatting" in the HTML standard, 13.2.4.3).
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Marks a formatting element's name on its way through the tree builder,
/// which then takes it for an element like any other.
const PLAIN: &str = "_";

/// Each of these names, and with the mark.
static NAMES: LazyLock<[(LocalName, LocalName); FORMATTING.len()]> = LazyLock::new(|| {
    let marked = |name: &str| LocalName::from([name, PLAIN].concat());
    FORMATTING.map(|name| (LocalName::from(name), marked(name)))
});

/// Text to a [`Document`], piece by piece.
///
/// Raw HTML goes through the tokenizer, what is known to be a tag or a text
/// does not; unless the tokenizer may be in the middle of something.
pub(crate) struct Builder {
    tokenizer: Tokenizer<Gate>,
    input: BufferQueue,
    // The HTML so far may have begun a tag, a comment or a script that goes on.
    is_open: Cell<bool>,
    // The tokenizer has read a tag last, to its end, and waits for text or markup.
    is_between: Cell<bool>,
}

impl Builder {
    pub(crate) fn new() -> Builder {
        let options = TreeBuilderOpts {
            scripting_enabled: false,
            drop_doctype: true,
            ..TreeBuilderOpts::default()
        };
        let gate = Gate {
            trees: TreeBuilder::new(Arena::new(), options),
            piece: Cell::default(),
            opened: Cell::default(),
            dropped: RefCell::default(),
            is_full: Cell::default(),
            after_tag: Cell::default(),
        };
        Builder {
            tokenizer: Tokenizer::new(gate, TokenizerOpts::default()),
            input: BufferQueue::default(),
            is_open: Cell::default(),
            is_between: Cell::default(),
        }
    }

    /// Sets where in the source the next tag or text began.
    pub(crate) fn place(&self, offset: usize) {
        self.tokenizer.sink.piece.set(offset);
    }

    /// Says that the HTML which is fed next may leave something open.
    pub(crate) fn leave_open(&self) {
        self.is_open.set(true);
    }

    pub(crate) fn start(&self, name: LocalName, attributes: Vec<Attribute>) {
        match self.is_open.get() {
            true => self.feed_here(&open_tag(&name, &attributes)),
            false => self.tag(TagKind::StartTag, name, attributes),
        }
    }

    pub(crate) fn end(&self, name: LocalName) {
        match self.is_open.get() {
            true => self.feed_here(&format!("</{name}>")),
            false => self.tag(TagKind::EndTag, name, Vec::new()),
        }
    }

    pub(crate) fn text(&self, text: &str) {
        match self.is_open.get() {
            true => self.feed_here(&text_in_html(text)),
            false if text.is_empty() => {}
            false => self.token(Token::CharacterTokens(StrTendril::from(&*normal(text)))),
        }
    }

    /// Whether a tag or a text that is plain means the same to the tokenizer as
    /// it does anywhere, so that it need not see it.
    pub(crate) fn is_between_tokens(&self) -> bool {
        self.is_between.get()
    }

    pub(crate) fn plain_tag(&self, tag: PlainTag) {
        self.token(Token::TagToken(Tag {
            kind: tag.kind,
            name: tag.name,
            self_closing: tag.self_closing,
            attrs: tag.attributes,
            had_duplicate_attributes: false,
        }));
    }

    /// A text without what the tokenizer would change.
    pub(crate) fn plain_text(&self, text: &str) {
        // The tokenizer hands on one by one the line feeds that a text begins with.
        let rest = text.trim_start_matches('\n');
        for _ in rest.len()..text.len() {
            self.token(Token::CharacterTokens(StrTendril::from_char('\n')));
        }
        if !rest.is_empty() {
            self.token(Token::CharacterTokens(StrTendril::from(rest)));
        }
    }

    fn tag(&self, kind: TagKind, name: LocalName, attrs: Vec<Attribute>) {
        self.token(Token::TagToken(Tag {
            kind,
            name,
            self_closing: false,
            attrs,
            had_duplicate_attributes: false,
        }));
    }

    // What it asks for in return is about scripts and elements like `<style>`,
    // which come through the tokenizer.
    fn token(&self, token: Token) {
        let _ = self.tokenizer.sink.process_token(token, 1);
    }

    /// Feeds HTML, all of which began at one place in the source.
    pub(crate) fn feed(&self, text: &str, offset: usize) {
        self.place(offset);
        self.feed_here(text);
    }

    fn feed_here(&self, text: &str) {
        let gate = &self.tokenizer.sink;
        if text.starts_with('<') && gate.opened.get().is_none() {
            gate.opened.set(Some(gate.piece.get()));
        }
        gate.after_tag.set(false);
        self.input.push_back(StrTendril::from(text));
        // Anything but `Done` asks to run a script or to change the encoding.
        while !matches!(self.tokenizer.feed(&self.input), TokenizerResult::Done) {}
        // A tag is handed on when its `>` is read; the only one there is ends the text.
        let ends_with_tag = || text.find('>').map(|end| end + 1) == Some(text.len());
        self.is_between.set(gate.after_tag.get() && ends_with_tag());
    }

    pub(crate) fn finish(self) -> Document {
        self.tokenizer.end();
        let arena = self.tokenizer.sink.trees.sink;
        arena.name_formatting(&*NAMES);
        arena.apply_attribute_lists();
        arena.into_document()
    }
}

/// Stands before the tree builder: tells it where each token began, keeps the
/// tree from becoming too deep, and closes formatting with its block.
struct Gate {
    trees: TreeBuilder<NodeId, Arena>,
    // Where the text being fed began.
    piece: Cell<usize>,
    // Where the tag or comment being read began.
    opened: Cell<Option<usize>>,
    // Start tags not passed on, whose end tags must not be either.
    dropped: RefCell<Vec<LocalName>>,
    // The tree was too deep when last counted, and has been given nothing since.
    is_full: Cell<bool>,
    // The last token was a tag after which text is text again.
    after_tag: Cell<bool>,
}

impl TokenSink for Gate {
    type Handle = NodeId;

    fn process_token(&self, mut token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if !matches!(token, Token::ParseError(_)) {
            let begun = self.opened.take();
            let offset = begun.unwrap_or_else(|| self.piece.get());
            self.trees.sink.offset.set(offset);
        }
        if let Token::CharacterTokens(text) = &token {
            // What follows in this piece stands behind it, give or take what
            // an entity is longer than its character.
            self.piece.set(self.piece.get() + text.len());
        }
        let is_tag = matches!(token, Token::TagToken(_));
        if let Token::TagToken(tag) = &mut token {
            if self.is_too_deep(tag) {
                self.after_tag.set(true);
                return TokenSinkResult::Continue;
            }
            if let Some((_, plain)) = NAMES.iter().find(|(name, _)| *name == tag.name) {
                tag.name = plain.clone();
            }
        }
        if matches!(token, Token::ParseError(_)) {
            return self.trees.process_token(token, line);
        }
        self.is_full.set(false);
        let result = self.trees.process_token(token, line);
        let is_raw = matches!(
            result,
            TokenSinkResult::RawData(_) | TokenSinkResult::Plaintext
        );
        self.after_tag.set(is_tag && !is_raw);
        result
    }

    fn end(&self) {
        self.trees.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.trees
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Gate {
    fn is_too_deep(&self, tag: &Tag) -> bool {
        let mut dropped = self.dropped.borrow_mut();
        match tag.kind {
            TagKind::EndTag if dropped.last() == Some(&tag.name) => dropped.pop().is_some(),
            TagKind::EndTag => {
                dropped.clear();
                false
            }
            TagKind::StartTag if is_leaf(&tag.name) || self.has_room() => false,
            TagKind::StartTag => {
                dropped.push(tag.name.clone());
                true
            }
        }
    }

    // Every element made may still be open; only when so many have been made
    // is it worth counting those that are.
    fn has_room(&self) -> bool {
        if self.is_full.get() {
            return false;
        }
        let bound = &self.trees.sink.open_at_most;
        if bound.get() >= MAX_DEPTH {
            let count = Count::default();
            self.trees.trace_handles(&count);
            bound.set(count.0.get());
        }
        self.is_full.set(bound.get() >= MAX_DEPTH);
        !self.is_full.get()
    }
}

// A text as the tokenizer would hand it on.
fn normal(text: &str) -> Cow<'_, str> {
    match text.contains(['\r', '\0']) {
        true => Cow::Owned(
            text.replace("\r\n", "\n")
                .replace('\r', "\n")
                .replace('\0', ""),
        ),
        false => Cow::Borrowed(text),
    }
}

/// Elements without elements in them; the tokenizer must see some of these to
/// know that what follows is not markup.
fn is_leaf(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "iframe"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "noembed"
            | "noframes"
            | "plaintext"
            | "script"
            | "source"
            | "style"
            | "textarea"
            | "title"
            | "track"
            | "wbr"
            | "xmp"
    )
}

#[derive(Default)]
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = NodeId;

    fn trace_handle(&self, _: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}
