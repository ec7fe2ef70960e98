//! The items as they are now, by what a feed would say of them.

use std::collections::{HashMap, HashSet};

use news::{Item, PartialDate};
use url::Url;

use super::old::{Markup, Old};
use crate::{Feed, address, html, story, text};

/// Of items with the same words so many are looked at for the right date: a
/// list of the same item again and again must not cost the square of its length.
const MOST_ALIKE: usize = 64;

pub(crate) struct Dictionary<'a> {
    items: &'a [Item],
    page: Option<Url>,
    /// By title and content.
    contents: HashMap<(String, String), Vec<usize>>,
    /// By title and summary.
    summaries: HashMap<(String, String), Vec<usize>>,
    /// By the words of the title, and of the whole text.
    words: HashMap<String, Vec<usize>>,
    /// By every link, absolute.
    links: HashMap<String, Vec<usize>>,
    /// How the page writes a link.
    written: HashMap<String, &'a str>,
    anchors: HashSet<&'a str>,
    has_dates: bool,
}

impl<'a> Dictionary<'a> {
    pub(crate) fn new(items: &'a [Item], feed: &Feed) -> Dictionary<'a> {
        let page = Url::parse(&feed.page_url).ok().filter(address::is_web);
        let mut dictionary = Dictionary {
            items,
            contents: HashMap::new(),
            summaries: HashMap::new(),
            words: HashMap::new(),
            links: HashMap::new(),
            written: HashMap::new(),
            anchors: items
                .iter()
                .filter_map(|item| item.anchor.as_deref())
                .collect(),
            has_dates: items.iter().any(|item| item.date.is_some()),
            page,
        };
        let sanitiser = dictionary.page.as_ref().map(html::sanitiser);
        for (place, item) in items.iter().enumerate() {
            let title = story::title(item, &text::plain(&feed.title));
            let summary = story::summary(&title, &item.text);
            let body = sanitiser
                .as_ref()
                .and_then(|it| html::clean(it, &item.html));
            let body = body.filter(|body| !body.is_empty());
            let content = body.unwrap_or_else(|| text::plain(&item.text));
            let summary = summary.unwrap_or_else(|| title.clone());
            push(&mut dictionary.contents, (title.clone(), content), place);
            push(&mut dictionary.summaries, (title, summary), place);
            for words in [&item.title, &item.text] {
                push(&mut dictionary.words, wording(words), place);
            }
            dictionary.add_links(place, item);
        }
        dictionary
    }

    fn add_links(&mut self, place: usize, item: &'a Item) {
        let Some(page) = &self.page else { return };
        for link in &item.links {
            if let Some(absolute) = address::absolute(page, link) {
                push(&mut self.links, absolute.clone(), place);
                self.written.entry(absolute).or_insert(link);
            }
        }
    }

    /// What the item of an entry of ours was.
    pub(crate) fn of_ours(&self, old: &Old) -> Item {
        let (map, said) = match &old.content {
            Some(content) => (&self.contents, Some(content)),
            None => (&self.summaries, old.summary.as_ref()),
        };
        let said = said.map(|markup| markup.text.clone()).unwrap_or_default();
        let same = map.get(&(old.title.text.clone(), said));
        let same = same.map_or(&[][..], Vec::as_slice);
        let agrees = |place: &&usize| agrees(old, self.items[**place].date);
        let alike = same.iter().take(MOST_ALIKE).find(agrees);
        let (mut item, date) = match alike.or(same.first()) {
            Some(&place) => {
                let item = &self.items[place];
                let date = alike.map_or_else(|| self.date(old), |_| item.date);
                (item.clone(), date)
            }
            None => (self.told(old), self.date(old)),
        };
        item.date = date;
        item.anchor = self.anchor(old);
        item
    }

    /// What the item of another program's entry is: one with its title or with
    /// its address among the links, else what the entry itself tells.
    pub(crate) fn of_others(&self, old: &Old) -> Item {
        let title = wording(&old.title.plain());
        let by_link = old.link.as_ref().and_then(|link| {
            let address = address::absolute(self.page.as_ref()?, link)?;
            self.links.get(&address).filter(|places| places.len() == 1)
        });
        let by_title = self.words.get(&title).filter(|_| !title.is_empty());
        for places in [by_title, by_link].into_iter().flatten() {
            let agrees = |place: &&usize| agrees(old, self.items[**place].date);
            let found = places
                .iter()
                .take(MOST_ALIKE)
                .find(agrees)
                .or(match places.as_slice() {
                    [only] => Some(only),
                    _ => None,
                });
            if let Some(&place) = found {
                return self.items[place].clone();
            }
        }
        let told = self.told(old);
        let date = old.day();
        Item { date, ..told }
    }

    // The words and links as the entry has them.
    fn told(&self, old: &Old) -> Item {
        let title = old.title.plain();
        let text = match (&old.content, &old.summary) {
            (Some(content), _) => content.plain(),
            (None, Some(summary)) if title.ends_with('…') => summary.plain(),
            (None, Some(summary)) if summary.text == old.title.text => title.clone(),
            (None, Some(summary)) => format!("{title} {}", summary.plain()),
            (None, None) => title.clone(),
        };
        let links = match &old.content {
            Some(content) => self.as_written(content),
            None => self.by_first(old),
        };
        Item {
            title,
            text,
            links,
            ..Item::default()
        }
    }

    fn as_written(&self, content: &Markup) -> Vec<String> {
        let links = content.links().into_iter();
        let written = links.map(|link| match self.written.get(&link) {
            Some(written) => (*written).to_owned(),
            None => link,
        });
        written.collect()
    }

    // Of the links of a summary the first is known; the others are taken to be
    // what they are now.
    fn by_first(&self, old: &Old) -> Vec<String> {
        let Some(first) = &old.related else {
            return Vec::new();
        };
        let places = self.links.get(first).map_or(&[][..], Vec::as_slice);
        match places.first() {
            Some(&place) => self.items[place].links.clone(),
            None => vec![first.clone()],
        }
    }

    fn anchor(&self, old: &Old) -> Option<String> {
        let anchor = old.anchor()?;
        let minted = old.id.rsplit_once("news/").map(|(_, slug)| slug);
        let is_written = minted != Some(anchor) || self.anchors.contains(anchor);
        is_written.then(|| anchor.to_owned())
    }

    // Of an item without a date the id has the day it was first seen; that this
    // is so shows where no item of the list has one.
    fn date(&self, old: &Old) -> Option<PartialDate> {
        let date = old.tag_date().or_else(|| old.day());
        date.filter(|_| self.has_dates)
    }
}

fn push<K: std::hash::Hash + Eq>(map: &mut HashMap<K, Vec<usize>>, key: K, place: usize) {
    let places = map.entry(key).or_default();
    if places.last() != Some(&place) {
        places.push(place);
    }
}

// Whether an item of this date may be the one that the entry was made of.
fn agrees(old: &Old, date: Option<PartialDate>) -> bool {
    match (date, old.day()) {
        (Some(date), Some(day)) => old.tag_date() == Some(date) || date.contains(day.first_day()),
        (None, Some(day)) => old.tag_date().is_none_or(|tag| tag == day),
        (_, None) => false,
    }
}

// Letters and digits alone, so that quotation marks and full stops do not count.
fn wording(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
