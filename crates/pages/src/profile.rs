//! The author's profile on a page.

use minijinja::{Value, context};
use site::address;

use crate::Content;
use crate::links::{Picture, Place};

/// `page.profile` in the templates, where the page asks for it.
pub(crate) fn values(place: &Place<'_>, content: &Content<'_>) -> Option<Value> {
    let profile = place.site.profile;
    let asked = content.front.values.bool("author_profile") == Some(true);
    if !asked || profile.name.is_empty() {
        return None;
    }
    let links = profile.links.iter().map(|link| {
        let href = match link.href.strip_prefix('/') {
            Some(path) => [&*place.root, &address::encode(path)].concat(),
            None => link.href.clone(),
        };
        context! { service => &*link.service, label => &*link.label, href => href }
    });
    Some(context! {
        name => &*profile.name,
        pronouns => profile.pronouns.as_deref(),
        bio => profile.bio.as_deref(),
        affiliation => profile.affiliation.as_deref(),
        location => profile.location.as_deref(),
        url => profile.uri.as_deref(),
        email => profile.email.as_deref(),
        picture => profile.picture.as_deref().and_then(|picture| self::picture(place, picture)),
        links => links.collect::<Value>(),
    })
}

// Only the site's own: a page loads nothing from elsewhere.
fn picture(place: &Place<'_>, picture: &str) -> Option<Value> {
    let source = match picture.contains(':') {
        true => picture.to_owned(),
        false => [&*place.root, &address::percent_encode(picture)].concat(),
    };
    let Picture::Here(source, size) = place.picture(&source) else {
        return None;
    };
    let (width, height) = size.unzip();
    Some(context! { src => &*source, width => width, height => height })
}
