use std::collections::BTreeMap;

use url::Url;

use super::{Content, Host, Key, Kind, SitemapRedirects, Written};
use crate::Problem;

type Settings = BTreeMap<Key, Written>;

/// A setting that Atom needs, or an error that says how to give it.
pub(super) fn needed(
    kind: Kind,
    written: &Settings,
    key: Key,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    match written.get(&key) {
        Some(written) => Some(written.text.clone()),
        None => {
            problems.extend(missing(kind, key));
            None
        }
    }
}

/// A setting that can be left out, checked; a warning where it is no use.
pub(super) fn optional<T>(
    written: Option<&Written>,
    check: fn(&str) -> Result<T, Fault>,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let written = written?;
    match check(&written.text) {
        Ok(value) => Some(value),
        Err(fault) => {
            let message = format!("`{}` is no {}", written.text, fault.no);
            problems.push(written.warning("config-value", message).help(fault.help));
            None
        }
    }
}

/// Why a value is no use.
pub(super) struct Fault {
    no: &'static str,
    help: &'static str,
}

/// The base URL with the folder that the site is in, or an error.
pub(super) fn base_url(kind: Kind, written: &Settings, problems: &mut Vec<Problem>) -> Option<Url> {
    let found = written.get(&Key::BaseUrl).cloned();
    let hosted = || hosted(written.get(&Key::Repository)?, problems);
    let Some(base) = found.or_else(hosted) else {
        problems.extend(missing(kind, Key::BaseUrl));
        return None;
    };
    let folder = written
        .get(&Key::BasePath)
        .filter(|folder| belongs(&base, folder));
    let folder = folder.map_or("", |folder| folder.text.trim_matches('/'));
    match parse(&base.text, folder) {
        Ok(url) => Some(url),
        Err(help) => {
            let message = format!("`{}` is no address of a site", base.text);
            problems.push(base.error("base-url", message).help(help));
            None
        }
    }
}

// A folder goes with the address of its own file, or with one that names the
// domain alone.
fn belongs(base: &Written, folder: &Written) -> bool {
    base.file == folder.file || base.file == "CNAME"
}

fn parse(base: &str, folder: &str) -> Result<Url, &'static str> {
    let url = Url::parse(base);
    let url = url.map_err(|_| "write it with https:// before the domain")?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err("write an address that begins with https://");
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return Err("leave out the user name, and what begins with ? or #");
    }
    let base = url.as_str().trim_end_matches('/');
    // Some authors write the folder in both settings.
    let has_folder = url
        .path()
        .trim_end_matches('/')
        .ends_with(&format!("/{folder}"));
    let whole = match folder.is_empty() || has_folder {
        true => format!("{base}/"),
        false => format!("{base}/{folder}/"),
    };
    Url::parse(&whole).map_err(|_| "write a folder that an address can have")
}

// GitHub Pages serves the repository OWNER.github.io at the root of that
// domain, and others in a folder of their name.
fn hosted(repository: &Written, problems: &mut Vec<Problem>) -> Option<Written> {
    let (owner, name) = repository.text.split_once('/')?;
    let host = format!("{}.github.io", owner.to_ascii_lowercase());
    let is_name =
        |text: &str| !text.contains(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c));
    let text = match name.eq_ignore_ascii_case(&host) {
        true => format!("https://{host}"),
        false => format!("https://{host}/{name}"),
    };
    let message = format!("the address of the site is taken from its repository: {text}");
    let note = repository.warning("base-url-guess", message);
    let note = note.severity(crate::Severity::Note);
    let known = is_name(owner) && is_name(name);
    known.then(|| {
        problems.push(note.help("add url: if the site has a domain of its own"));
        Written {
            text,
            ..repository.clone()
        }
    })
}

/// A language tag in its usual spelling (RFC 5646, section 2.1, no more than
/// its shape).
pub(super) fn language(text: &str) -> Result<String, Fault> {
    let tag = text.replace('_', "-");
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let first = tag.split('-').next().unwrap_or_default();
    let starts = first.len() > 1 && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    (starts && tag.split('-').all(part))
        .then_some(tag)
        .ok_or(Fault {
            no: "language tag",
            help: "write it as in en or pt-BR",
        })
}

/// An address of a person.
pub(super) fn uri(text: &str) -> Result<String, Fault> {
    let url = Url::parse(text).ok();
    let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
    url.map(String::from).ok_or(Fault {
        no: "address",
        help: "write the whole address, with https://",
    })
}

/// A mail address, as far as Atom asks (RFC 4287, section 3.2.3).
pub(super) fn email(text: &str) -> Result<String, Fault> {
    let parts = text.split_once('@');
    let sound = parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    let sound = sound && !text.contains(char::is_whitespace);
    sound.then(|| text.to_owned()).ok_or(Fault {
        no: "mail address",
        help: "write it as in me@example.org, or leave it out",
    })
}

/// A path of a file inside the site.
pub(super) fn path(text: &str) -> Result<String, Fault> {
    let path = text.trim_start_matches('/');
    let name = |part: &str| {
        let strange = |c: char| c.is_control() || "\\:?#*\"<>|%".contains(c);
        !matches!(part, "" | "." | "..") && !part.contains(strange)
    };
    path.split('/')
        .all(name)
        .then(|| path.to_owned())
        .ok_or(Fault {
            no: "path of a file in the site",
            help: "write it as in feed.xml or news/feed.xml",
        })
}

/// What an entry carries.
pub(super) fn content(text: &str) -> Result<Content, Fault> {
    match text {
        "full" => Ok(Content::Full),
        "summary" => Ok(Content::Summary),
        _ => Err(Fault {
            no: "content of a feed",
            help: "write \"full\" or \"summary\"",
        }),
    }
}

/// A number of entries.
pub(super) fn limit(text: &str) -> Result<usize, Fault> {
    let number = text.replace('_', "").parse().ok();
    number.filter(|&number| number > 0).ok_or(Fault {
        no: "number of entries",
        help: "write a whole number above 0, or leave it out",
    })
}

/// What serves the site.
pub(super) fn host(text: &str) -> Result<Host, Fault> {
    let known = Host::ALL.iter().find(|host| host.name() == text);
    known.copied().ok_or(Fault {
        no: "host",
        help: "write \"github-pages\", \"netlify\", \"cloudflare\", \"nginx\", \"apache\", \"caddy\" or \"other\"",
    })
}

/// Whether a sitemap names old addresses.
pub(super) fn sitemap_redirects(text: &str) -> Result<SitemapRedirects, Fault> {
    match text {
        "include" => Ok(SitemapRedirects::Include),
        "separate" => Ok(SitemapRedirects::Separate),
        "omit" => Ok(SitemapRedirects::Omit),
        _ => Err(Fault {
            no: "way to list redirects",
            help: "write \"include\", \"separate\" or \"omit\"",
        }),
    }
}

/// Endings of file names, in small letters and without their dots.
pub(super) fn endings(text: &str) -> Result<Vec<String>, Fault> {
    let ending = |word: &str| {
        let ending = word.trim_start_matches('.').to_lowercase();
        let sound = !ending.is_empty() && ending.chars().all(char::is_alphanumeric);
        sound.then_some(ending)
    };
    let endings: Option<Vec<String>> = text.split_whitespace().map(ending).collect();
    endings.ok_or(Fault {
        no: "list of file endings",
        help: "write the endings alone, as in [\"pdf\", \"zip\"]",
    })
}

// Texts that themes and this project come with, in small letters.
const PLACEHOLDERS: &[&str] = &[
    "your name",
    "your title",
    "your sidebar name",
    "your name / site title",
    "you r. name",
    "you name",
    "lorem ipsum",
    "https://academicpages.github.io",
    "academicpages/academicpages.github.io",
];

fn spoken(key: Key) -> &'static str {
    match key {
        Key::BaseUrl | Key::BasePath | Key::Repository => "address",
        Key::Title => "title",
        Key::Description => "description",
        Key::Language => "language",
        Key::AuthorName => "author's name",
        Key::AuthorUri => "author's address",
        Key::AuthorEmail => "author's e-mail address",
        _ => "setting",
    }
}

/// A warning for each setting that nobody has filled in yet.
pub(super) fn placeholders(written: &Settings) -> Vec<Problem> {
    let texts = written
        .iter()
        .filter(|(key, _)| **key >= Key::BaseUrl && **key <= Key::AuthorEmail);
    let left = texts.filter(|(_, written)| is_placeholder(&written.text));
    let problem = |(key, written): (&Key, &Written)| {
        let message = format!("the {} `{}` is a placeholder", spoken(*key), written.text);
        written
            .warning("placeholder", message)
            .help("fill in your own")
    };
    left.map(problem).collect()
}

// Domains set aside for examples (RFC 2606, section 3).
fn is_placeholder(text: &str) -> bool {
    let text = text.to_lowercase();
    let host = text.split_once("://").or_else(|| text.split_once('@'));
    let host = host
        .and_then(|(_, rest)| rest.split(['/', ':']).next())
        .unwrap_or_default();
    let reserved = ["example.org", "example.com", "example.net"];
    PLACEHOLDERS.contains(&text.trim_end_matches('/'))
        || host.ends_with(".example")
        || reserved
            .iter()
            .any(|name| host == *name || host.ends_with(&format!(".{name}")))
}

// What is needed, as each generator has it written: the code, what is missing,
// the line to add to site.toml, _config.yml, Hugo's and Quarto's file, and the
// option.
const NEEDS: [(Key, &str, &str, [&str; 4], &str); 3] = [
    (
        Key::BaseUrl,
        "base_url is missing: the site has no address",
        "no-base-url",
        [
            "base_url = \"https://…\"",
            "url: \"https://…\"",
            "baseURL = \"https://…\"",
            "site-url: \"https://…\" under website:",
        ],
        "--base-url URL",
    ),
    (
        Key::Title,
        "title is missing: the site has none",
        "no-title",
        [
            "title = \"Your Title\"",
            "title: \"Your Title\"",
            "title = \"Your Title\"",
            "title: \"Your Title\" under website:",
        ],
        "--title TITLE",
    ),
    (
        Key::AuthorName,
        "author is missing: the site has none",
        "no-author",
        [
            "name = \"Your Name\" under [author]",
            "author: {name: \"Your Name\"}",
            "author = \"Your Name\" under [params]",
            "author: \"Your Name\"",
        ],
        "--author NAME",
    ),
];

fn missing(kind: Kind, key: Key) -> Option<Problem> {
    let (_, message, code, lines, option) = NEEDS.iter().find(|need| need.0 == key)?;
    let (file, line) = match kind {
        // A site.toml may stand beside Zola's file, whose own table differs.
        Kind::Native | Kind::Html | Kind::Bare | Kind::Zola => ("site.toml", lines[0]),
        Kind::Jekyll => ("_config.yml", lines[1]),
        Kind::Hugo => ("hugo.toml", lines[2]),
        Kind::Quarto => ("_quarto.yml", lines[3]),
    };
    let help = format!("add {line} to {file}, or give {option}");
    Some(Problem::in_file(code, file, *message).help(help))
}
