//! What the head of a page says of it.

use minijinja::{Value, context};
use serde_json::{Map, Value as Json, json};
use site::{Document, address};

use crate::links::Place;
use crate::{Content, styles};

/// What is known of a page.
pub(crate) struct Facts<'a> {
    pub(crate) content: &'a Content<'a>,
    pub(crate) place: &'a Place<'a>,
    pub(crate) title: Option<&'a str>,
    pub(crate) description: Option<String>,
    pub(crate) is_home: bool,
}

/// The values of the page that are about its head.
pub(crate) fn values(facts: &Facts<'_>) -> Value {
    let settings = facts.place.site.settings;
    let title = facts.title.unwrap_or(&settings.title);
    let full_title = match facts.is_home || title == settings.title {
        true => settings.title.clone(),
        false => format!("{title} – {}", settings.title),
    };
    let page = facts.content.page;
    context! {
        title => title,
        full_title => full_title,
        description => facts.description.as_deref(),
        path => &*page.path,
        url => facts.place.url.as_str(),
        image => image(facts),
        is_home => facts.is_home,
        noindex => matches!(page.status, site::Status::Unlisted(_)),
        json_ld => Value::from_safe_string(script_safe(&json_ld(facts, title).to_string())),
    }
}

/// What the page is about: what its front matter says, else its first paragraph
/// that is long enough to say something.
pub(crate) fn description(content: &Content<'_>, document: &Document) -> Option<String> {
    let values = &content.front.values;
    let told = ["description", "excerpt", "summary", "subtitle"];
    let mut told = told.iter().filter_map(|name| values.text(name));
    let title = content.page.title.as_deref().unwrap_or_default();
    // A theme's sample says no more than the title does.
    let says = |text: &&str| !text.trim().is_empty() && !text.trim().eq_ignore_ascii_case(title);
    if let Some(text) = told.find(says) {
        return Some(text.trim().to_owned());
    }
    let mut paragraphs = document
        .descendants(document.root())
        .filter(|&node| document.is(node, "p"))
        .take(20);
    paragraphs.find_map(|node| {
        let text = document.text_start(&[node], LONGEST * 2);
        (text.len() >= SHORTEST).then(|| cut(&text))
    })
}

// Characters of a description that search engines show, more or less, and of
// what is no sentence.
const LONGEST: usize = 200;
const SHORTEST: usize = 40;

// The text cut at a sentence, or else at a word.
fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let end = text
        .char_indices()
        .nth(LONGEST)
        .map_or(text.len(), |(at, _)| at);
    let start = &text[..end];
    if let Some(stop) = start.rfind(". ").filter(|stop| *stop >= LONGEST / 2) {
        return start[..=stop].to_owned();
    }
    let word = start.rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", start[..word].trim_end_matches([',', ';', ':', ' ']))
}

/// The policy that lets a page load nothing but what the site has, and run
/// nothing at all (<https://www.w3.org/TR/CSP3/>). Only tools that look at the
/// page from within connect to anything: to its `robots.txt`.
pub(crate) fn policy(css: &str) -> String {
    let hash = match css.is_empty() {
        true => String::new(),
        false => format!(" {}", styles::hash(css)),
    };
    format!(
        "default-src 'none'; img-src 'self' data:; media-src 'self'; font-src 'self'; \
         connect-src 'self'; style-src 'self'{hash}; base-uri 'none'; form-action 'none'"
    )
}

/// The styles of the page itself, an element for its head.
pub(crate) fn styles(css: &str) -> Option<Value> {
    let element = || Value::from_safe_string(format!("<style>{css}</style>"));
    (!css.is_empty()).then(element)
}

// A whole address, as those who share the page ask for it.
fn image(facts: &Facts<'_>) -> Option<String> {
    let site = facts.place.site;
    let values = &facts.content.front.values;
    let own = values.text("image").or_else(|| values.text("header.image"));
    let url = match own {
        Some(own) => facts.place.url.join(own).ok()?,
        None => {
            let picture = site.profile.picture.as_deref()?;
            let path = address::percent_encode(picture);
            match picture.contains(':') {
                true => picture.parse().ok()?,
                false => site.settings.base_url.join(&path).ok()?,
            }
        }
    };
    (url.origin() == site.settings.base_url.origin()).then(|| url.into())
}

// https://schema.org/ProfilePage
fn json_ld(facts: &Facts<'_>, title: &str) -> Json {
    let site = facts.place.site;
    let mut page = Map::new();
    page.insert("@context".into(), "https://schema.org".into());
    page.insert("url".into(), facts.place.url.as_str().into());
    page.insert("name".into(), title.into());
    if let Some(description) = &facts.description {
        page.insert("description".into(), description.as_str().into());
    }
    if let Some(language) = facts
        .content
        .page
        .language
        .as_ref()
        .or(site.settings.language.as_ref())
    {
        page.insert("inLanguage".into(), language.as_str().into());
    }
    if let Some(day) = facts.content.page.modified {
        page.insert("dateModified".into(), day.to_string().into());
    }
    let (kind, role) = match facts.is_home {
        true => ("ProfilePage", "mainEntity"),
        false => ("WebPage", "author"),
    };
    page.insert("@type".into(), kind.into());
    page.insert(role.into(), person(facts));
    Json::Object(page)
}

fn person(facts: &Facts<'_>) -> Json {
    let site = facts.place.site;
    let profile = site.profile;
    let base = &site.settings.base_url;
    let mut person = Map::new();
    person.insert("@type".into(), "Person".into());
    person.insert("@id".into(), format!("{base}#person").into());
    person.insert("name".into(), profile.name.as_str().into());
    person.insert(
        "url".into(),
        profile.uri.as_deref().unwrap_or(base.as_str()).into(),
    );
    if !facts.is_home {
        return Json::Object(person);
    }
    let told = [
        ("description", profile.bio.as_deref()),
        ("image", image(facts).as_deref()),
    ]
    .map(|(key, told)| (key, told.map(Json::from)));
    let affiliation = profile.affiliation.as_deref();
    let affiliation = affiliation.map(|name| json!({ "@type": "Organization", "name": name }));
    let same: Vec<Json> = profile
        .links
        .iter()
        .filter(|link| link.href.contains("://"))
        .map(|link| Json::from(link.href.as_str()))
        .collect();
    let same = (!same.is_empty()).then_some(Json::Array(same));
    let more = [("affiliation", affiliation), ("sameAs", same)];
    for (key, told) in told.into_iter().chain(more) {
        person.extend(told.map(|told| (key.to_owned(), told)));
    }
    Json::Object(person)
}

// Nothing in a JSON text can end the element it stands in, or begin a comment
// there (https://html.spec.whatwg.org/multipage/scripting.html, "Restrictions
// for contents of script elements").
fn script_safe(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            c => safe.push(c),
        }
    }
    safe
}
