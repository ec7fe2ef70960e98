//! JSON Feed 1.1 (jsonfeed.org/version/1.1).

use chrono::SecondsFormat::Secs;
use serde::Serialize;
use site::{Output, Problem};

use crate::channel::Channel;
use crate::story::{Body, Story};

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    favicon: Option<&'a str>,
    authors: [Author<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<[&'static str; 1]>,
}

/// The feed as JSON.
pub(crate) fn write(channel: &Channel, stories: &[Story]) -> Result<Output, Problem> {
    let path = channel.paths.json();
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &channel.title,
        home_page_url: channel.page_address(),
        feed_url: channel.address(&path),
        description: channel.subtitle.as_deref(),
        favicon: channel.icon.as_deref(),
        authors: [Author {
            name: &channel.author.name,
            url: channel.author.uri.as_deref(),
        }],
        language: channel.language.as_deref(),
        items: stories.iter().map(item).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&feed)
        .map_err(|error| Problem::in_file("unwritable-feed", path.clone(), error.to_string()))?;
    bytes.push(b'\n');
    Ok(Output::new(path, bytes))
}

fn item(story: &Story) -> JsonItem<'_> {
    let (content_html, content_text) = match &story.body {
        Some(Body::Html(html)) => (Some(html.as_str()), None),
        Some(Body::Text(text)) => (None, Some(text.as_str())),
        // One of the two must be there.
        None => (None, story.summary.as_deref()),
    };
    JsonItem {
        id: &story.id,
        url: &story.url,
        external_url: story.related.as_deref(),
        title: &story.title,
        content_html,
        content_text,
        summary: story.summary.as_deref().filter(|_| story.body.is_some()),
        date_published: story.published.to_rfc3339_opts(Secs, true),
        date_modified: story.updated.to_rfc3339_opts(Secs, true),
        tags: story.category.map(|(term, _)| [term]),
    }
}
