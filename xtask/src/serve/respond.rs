//! The answer to each request.

use std::sync::Arc;
use std::time::SystemTime;

use chrono::{DateTime, NaiveDateTime, Utc};
use site::{Problem, address};

use super::http::{Request, Response, Status};
use super::preview::{Body, Now, Preview, Shown};
use super::{inject, media};
use crate::build::manifest::Sum;

/// Where a browser waits for changes.
const EVENTS: &str = "/.home-page/events";

/// Whether a browser of this machine waits for changes.
pub(super) fn is_waiting(request: &Request) -> bool {
    request.path == EVENTS && request.method == "GET" && is_here(&request.host)
}

/// Answers a request.
pub(super) fn to(request: &Request, preview: &Preview) -> Response {
    // A page of a stranger can give its own name the address of this machine
    // and then read what is here as its own (DNS rebinding); it cannot choose
    // what the browser sends as Host.
    if !is_here(&request.host) {
        let text = "this preview is for http://localhost and http://127.0.0.1 alone";
        return Response::plain(Status::Forbidden, text);
    }
    if !matches!(&*request.method, "GET" | "HEAD") {
        let mut response = Response::plain(Status::MethodNotAllowed, "only GET and HEAD");
        response.headers.push(("Allow", "GET, HEAD".to_owned()));
        return response;
    }
    if let Some(response) = own_file(request) {
        return response;
    }
    let Some(path) = path_of(&request.path) else {
        return Response::plain(Status::BadRequest, "this is no path");
    };
    let (found, problems, version) = preview.look(|now| {
        let found = find(now, &path);
        (found, now.problems.clone(), now.version.clone())
    });
    match found {
        Found::File(path, shown) => match content(&path, &shown, &problems, &version) {
            Some(bytes) => file(request, Status::Ok, &path, bytes, modified(&shown)),
            None => missing(None, &problems, &version),
        },
        Found::Moved(to) => {
            let mut response = Response::plain(Status::MovedPermanently, &to);
            response
                .headers
                .push(("Location", address::percent_encode(&to)));
            response
                .headers
                .push(("Cache-Control", "no-store".to_owned()));
            response
        }
        Found::Nothing(page) => missing(page.as_ref(), &problems, &version),
    }
}

fn is_here(host: &str) -> bool {
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let name = match host.rsplit_once(':') {
        Some((name, port)) if is_port(port) => name,
        _ => host,
    };
    name.eq_ignore_ascii_case("localhost") || matches!(name, "127.0.0.1" | "[::1]")
}

fn own_file(request: &Request) -> Option<Response> {
    let (name, text) = match request.path.strip_prefix(inject::FOLDER)? {
        "reload.js" => ("reload.js", inject::SCRIPT),
        "problems.css" => ("problems.css", inject::STYLE),
        _ => return None,
    };
    Some(file(request, Status::Ok, name, text.into(), None))
}

// The path as people read it; nothing where it could leave the site.
fn path_of(encoded: &str) -> Option<String> {
    let path = address::decode(encoded)?;
    let is_odd = |part: &str| matches!(part, "." | "..") || part.contains(['\\', '\0']);
    (!path.split('/').any(is_odd)).then_some(path)
}

enum Found {
    File(String, Shown),
    Moved(String),
    /// Nothing, and the site's page that says so.
    Nothing(Option<Shown>),
}

// As GitHub Pages looks: `/a/` is `a/index.html`; `/a` is `a`, else `a.html`,
// else leads to `/a/`.
fn find(now: &Now, path: &str) -> Found {
    let base = now.base.trim_end_matches('/');
    let Some(inside) = path.strip_prefix(base).filter(|rest| rest.starts_with('/')) else {
        return match path {
            "/" => Found::Moved(now.base.clone()),
            path if path == base => Found::Moved(now.base.clone()),
            _ => nothing(now),
        };
    };
    let inside = &inside[1..];
    let file = |path: String| {
        let shown = now.files.get(&path)?.clone();
        Some(Found::File(path, shown))
    };
    if inside.is_empty() || inside.ends_with('/') {
        return file(format!("{inside}index.html")).unwrap_or_else(|| nothing(now));
    }
    let folder = || {
        let index = format!("{inside}/index.html");
        now.files
            .contains_key(&index)
            .then(|| Found::Moved(format!("{path}/")))
    };
    file(inside.to_owned())
        .or_else(|| file(format!("{inside}.html")))
        .or_else(folder)
        .unwrap_or_else(|| nothing(now))
}

fn nothing(now: &Now) -> Found {
    Found::Nothing(now.files.get("404.html").cloned())
}

fn is_page(path: &str) -> bool {
    media::of(path).starts_with("text/html")
}

fn content(path: &str, shown: &Shown, problems: &[Problem], version: &str) -> Option<Vec<u8>> {
    let bytes = match &shown.body {
        Body::Bytes(bytes) => bytes.clone(),
        Body::File(path) => Arc::new(std::fs::read(path).ok()?),
    };
    if !is_page(path) {
        return Some(Arc::unwrap_or_clone(bytes));
    }
    // A page in another encoding is shown without the script.
    Some(match std::str::from_utf8(&bytes) {
        Ok(html) => inject::into_page(html, version, problems).into_bytes(),
        Err(_) => Arc::unwrap_or_clone(bytes),
    })
}

fn modified(shown: &Shown) -> Option<SystemTime> {
    match &shown.body {
        Body::Bytes(_) => Some(shown.modified),
        Body::File(path) => std::fs::metadata(path)
            .and_then(|about| about.modified())
            .ok(),
    }
}

fn missing(page: Option<&Shown>, problems: &[Problem], version: &str) -> Response {
    let page = page.and_then(|page| content("404.html", page, problems, version));
    let page = page.unwrap_or_else(|| {
        let plain = "<!doctype html><html lang=\"en\"><title>Not found</title>\
            <body><h1>Not found</h1><p>The site has nothing here.</p></body></html>";
        inject::into_page(plain, version, problems).into_bytes()
    });
    Response {
        status: Status::NotFound,
        headers: vec![
            ("Content-Type", media::of("404.html").to_owned()),
            ("Cache-Control", "no-store".to_owned()),
        ],
        body: page,
    }
}

// A file, unless the browser has the very same (RFC 9110, section 13).
fn file(
    request: &Request,
    status: Status,
    path: &str,
    body: Vec<u8>,
    modified: Option<SystemTime>,
) -> Response {
    let tag = format!("\"{}\"", Sum::of(&body));
    let modified = modified.map(DateTime::<Utc>::from);
    let is_known = match (&request.if_none_match, &request.if_modified_since) {
        (Some(tags), _) => names(tags, &tag),
        // The page is more than its file: the problems of the site are in it.
        (None, Some(since)) if !is_page(path) => modified.is_some_and(|modified| {
            let since = http_date(since);
            since.is_some_and(|since| modified.timestamp() <= since.timestamp())
        }),
        _ => false,
    };
    let mut headers = vec![
        ("Content-Type", media::of(path).to_owned()),
        ("ETag", tag),
        // To be kept, but asked about each time.
        ("Cache-Control", "no-cache".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ];
    if let Some(modified) = modified {
        let date = modified.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        headers.push(("Last-Modified", date));
    }
    match is_known {
        true => Response {
            status: Status::NotModified,
            headers,
            body: Vec::new(),
        },
        false => Response {
            status,
            headers,
            body,
        },
    }
}

// Whether a list of tags has this one; the weak comparison is asked for.
fn names(tags: &str, tag: &str) -> bool {
    let mut tags = tags.split(',').map(str::trim);
    tags.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    let date = NaiveDateTime::parse_from_str(text.trim(), "%a, %d %b %Y %H:%M:%S GMT");
    date.ok().map(|date| date.and_utc())
}

#[cfg(test)]
mod tests;
