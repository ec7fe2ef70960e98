//! A [`Feed`] checked: what was written, turned into what can be published.

use site::{Problem, Severity};
use url::Url;

use crate::paths::Paths;
use crate::{Feed, Person, address, text};

/// Everything about a feed but its entries, fit to be written as it is.
#[derive(Debug)]
pub(crate) struct Channel {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) subtitle: Option<String>,
    pub(crate) author: Person,
    pub(crate) language: Option<String>,
    pub(crate) icon: Option<String>,
    pub(crate) page: Url,
    pub(crate) paths: Paths,
    root: Url,
}

impl Channel {
    /// The absolute address of an output.
    pub(crate) fn address(&self, path: &str) -> String {
        address::below(&self.root, path)
    }

    /// The address of the page with the News list.
    pub(crate) fn page_address(&self) -> String {
        address::absolute(&self.page, "").unwrap_or_default()
    }
}

/// `None` where something is missing without which there can be no feed.
pub(crate) fn resolve(feed: &Feed, problems: &mut Vec<Problem>) -> Option<Channel> {
    let root = root(&feed.base_url);
    let page = web(&feed.page_url);
    let paths = Paths::new(&feed.path);
    let title = text::plain(&feed.title);
    let name = text::plain(&feed.author.name);
    let faults = [
        (
            root.is_none(),
            "bad-base-url",
            "the base URL is no absolute http or https address",
            "give the address of the site's root, as https://example.org/",
        ),
        (
            page.is_none(),
            "bad-page-url",
            "the address of the News page is not absolute",
            "give the whole address, as https://example.org/news/",
        ),
        (
            paths.is_none(),
            "bad-feed-path",
            "the path of the feed is no file inside the site",
            "give a path as feed.xml, not ending in .json or .css",
        ),
        (
            !address::is_id(&feed.id),
            "bad-feed-id",
            "the id of the feed is no absolute IRI",
            "give a tag: URI, as tag:example.org,2025:news",
        ),
        (
            title.is_empty(),
            "no-title",
            "the feed has no title",
            "give the site a title",
        ),
        (
            name.is_empty(),
            "no-author",
            "the feed has no author",
            "give the author's name",
        ),
    ];
    let faults = faults.into_iter().filter(|fault| fault.0);
    problems.extend(faults.map(|(_, code, message, help)| fault(code, message).help(help)));
    let (root, page, paths) = (root?, page?, paths?);
    if title.is_empty() || name.is_empty() || !address::is_id(&feed.id) {
        return None;
    }
    Some(Channel {
        id: feed.id.clone(),
        title,
        subtitle: feed
            .subtitle
            .as_deref()
            .map(text::plain)
            .filter(|text| !text.is_empty()),
        author: author(&feed.author, name, &root, problems),
        language: feed
            .language
            .as_deref()
            .and_then(|tag| language(tag, problems)),
        icon: feed
            .icon
            .as_deref()
            .and_then(|icon| picture(&root, icon, problems)),
        page,
        paths,
        root,
    })
}

fn web(address: &str) -> Option<Url> {
    Url::parse(address).ok().filter(address::is_web)
}

/// The root always ends with a slash, so that what is joined to it stays below it.
fn root(address: &str) -> Option<Url> {
    let mut url = web(address)?;
    url.set_query(None);
    url.set_fragment(None);
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Some(url)
}

fn author(written: &Person, name: String, root: &Url, problems: &mut Vec<Problem>) -> Person {
    let uri = written
        .uri
        .as_deref()
        .map(|uri| (uri, address::web(root, uri)));
    if let Some((uri, None)) = &uri {
        let message = format!("the author's address “{uri}” is no web address; it is left out");
        problems.push(fault("bad-author-uri", message).severity(Severity::Warning));
    }
    let email = written.email.as_deref().map(str::trim);
    if let Some(email) = email.filter(|email| !is_email(email)) {
        let message = format!("the author's e-mail address “{email}” is none; it is left out");
        problems.push(fault("bad-author-email", message).severity(Severity::Warning));
    }
    Person {
        name,
        uri: uri.and_then(|(_, address)| address),
        email: email.filter(|email| is_email(email)).map(str::to_owned),
    }
}

/// The shape of RFC 5322's `addr-spec` without quotes, comments and address
/// literals, which no person writes and validators refuse.
fn is_email(email: &str) -> bool {
    let Some((local, domain)) = email.rsplit_once('@') else {
        return false;
    };
    let local_char = |c: char| c.is_ascii_alphanumeric() || "_-+.'!#$%&*/=?^`{|}~".contains(c);
    let label_char = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let label =
        |label: &str| !label.is_empty() && !label.starts_with('-') && label.chars().all(label_char);
    !local.is_empty()
        && local.chars().all(local_char)
        && domain.contains('.')
        && domain.split('.').all(label)
}

/// The shape of a language tag (RFC 5646, section 2.1), which XML schemas
/// check; a locale's underscore (`en_US`) is taken for the hyphen that it means.
fn language(tag: &str, problems: &mut Vec<Problem>) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let first_fits =
        (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    let fits = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if first_fits && parts.all(fits) {
        return Some(tag);
    }
    let message = format!("“{tag}” is no language tag; it is left out");
    let help = "give a tag as en or pt-BR";
    problems.push(
        fault("bad-language", message)
            .severity(Severity::Warning)
            .help(help),
    );
    None
}

fn picture(root: &Url, icon: &str, problems: &mut Vec<Problem>) -> Option<String> {
    let address = address::web(root, icon);
    if address.is_none() {
        let message = format!("the icon “{icon}” is no web address; it is left out");
        problems.push(fault("bad-icon", message).severity(Severity::Warning));
    }
    address
}

fn fault(code: &'static str, message: impl Into<String>) -> Problem {
    Problem::in_file(code, "", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn email_addresses() {
        assert!(is_email("me+news@cs.example.org"));
        for bad in [
            "me",
            "me@",
            "@example.org",
            "me@localhost",
            "a b@example.org",
            "me@-x.org",
            "me@[::1]",
            "me (at) example.org",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn language_tags() {
        let mut problems = Vec::new();
        assert_eq!(language("en_US", &mut problems).as_deref(), Some("en-US"));
        assert_eq!(
            language("zh-Hans-CN", &mut problems).as_deref(),
            Some("zh-Hans-CN")
        );
        assert!(problems.is_empty());
        for bad in ["", "english language", "e", "en-", "en-US.UTF-8"] {
            assert_eq!(language(bad, &mut problems), None, "{bad}");
        }
        assert_eq!(problems.len(), 5);
    }

    #[test]
    fn the_root_is_a_folder() {
        assert_eq!(
            root("https://example.org/~me").unwrap().as_str(),
            "https://example.org/~me/"
        );
        assert_eq!(
            root("https://example.org?x#y").unwrap().as_str(),
            "https://example.org/"
        );
        assert_eq!(root("file:///srv/"), None);
    }
}
