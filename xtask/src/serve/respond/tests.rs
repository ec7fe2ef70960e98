use std::collections::BTreeMap;
use std::time::Duration;

use super::*;
use crate::serve::preview::Update;

fn preview(base: &str) -> Preview {
    let preview = Preview::new();
    let shown = |text: &str| Shown {
        body: Body::Bytes(Arc::new(text.into())),
        modified: SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777),
        by: "pages",
    };
    let files = [
        ("index.html", "home"),
        ("a/index.html", "a"),
        ("b.html", "b"),
        ("c.css", "c"),
        ("é.txt", "é"),
    ];
    preview.take(Update {
        changed: files
            .into_iter()
            .map(|(path, text)| (path.to_owned(), shown(text)))
            .collect::<BTreeMap<_, _>>(),
        whole: Vec::new(),
        problems: Vec::new(),
        base: base.to_owned(),
        what: String::new(),
    });
    preview
}

fn request(path: &str) -> Request {
    Request {
        method: "GET".to_owned(),
        path: path.to_owned(),
        host: "localhost:4000".to_owned(),
        keeps_open: true,
        ..Request::default()
    }
}

fn header<'r>(response: &'r Response, name: &str) -> Option<&'r str> {
    let mut headers = response.headers.iter();
    headers
        .find(|header| header.0 == name)
        .map(|header| &*header.1)
}

#[test]
fn paths_lead_where_the_host_would_lead() {
    let preview = preview("/");
    for (path, status, begins) in [
        ("/", Status::Ok, "home"),
        ("/a/", Status::Ok, "a"),
        ("/b", Status::Ok, "b"),
        ("/b.html", Status::Ok, "b"),
        ("/c.css", Status::Ok, "c"),
        ("/%C3%A9.txt", Status::Ok, "é"),
        ("/a", Status::MovedPermanently, "/a/"),
        ("/b/", Status::NotFound, "<!doctype html>"),
        ("/no", Status::NotFound, "<!doctype html>"),
        ("/../index.html", Status::BadRequest, ""),
        ("/a/%2e%2e/index.html", Status::BadRequest, ""),
        ("/a/..%2findex.html", Status::BadRequest, ""),
        ("/a/..%5cindex.html", Status::BadRequest, ""),
        ("/%00", Status::BadRequest, ""),
    ] {
        let response = to(&request(path), &preview);
        assert_eq!(response.status, status, "{path}");
        assert!(response.body.starts_with(begins.as_bytes()), "{path}");
    }
}

#[test]
fn a_site_below_a_folder_is_shown_there() {
    let preview = preview("/me/");
    let moved = to(&request("/"), &preview);
    assert_eq!(header(&moved, "Location"), Some("/me/"));
    let moved = to(&request("/me/a"), &preview);
    assert_eq!(header(&moved, "Location"), Some("/me/a/"));
    assert_eq!(to(&request("/me/"), &preview).status, Status::Ok);
    assert_eq!(to(&request("/me/c.css"), &preview).body, b"c");
    assert_eq!(to(&request("/c.css"), &preview).status, Status::NotFound);
    assert_eq!(to(&request("/men/"), &preview).status, Status::NotFound);
}

#[test]
fn only_this_machine_is_spoken_to_by_its_name() {
    let preview = preview("/");
    for (host, expected) in [
        ("localhost", Status::Ok),
        ("LOCALHOST:80", Status::Ok),
        ("127.0.0.1:4000", Status::Ok),
        ("[::1]:4000", Status::Ok),
        ("", Status::Forbidden),
        ("evil.test:4000", Status::Forbidden),
        ("localhost.evil.test", Status::Forbidden),
        ("127.0.0.1.evil.test:4000", Status::Forbidden),
        ("localhost:x", Status::Forbidden),
    ] {
        let request = Request {
            host: host.to_owned(),
            ..request("/")
        };
        assert_eq!(to(&request, &preview).status, expected, "{host}");
    }
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let preview = preview("/");
    let first = to(&request("/c.css"), &preview);
    let tag = header(&first, "ETag").unwrap().to_owned();
    let date = header(&first, "Last-Modified").unwrap().to_owned();
    assert_eq!(date, "Sun, 06 Nov 1994 08:49:37 GMT");
    let with_tag = |tags: &str| Request {
        if_none_match: Some(tags.to_owned()),
        ..request("/c.css")
    };
    for tags in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
        let response = to(&with_tag(&tags), &preview);
        assert_eq!(response.status, Status::NotModified, "{tags}");
        assert!(response.body.is_empty());
    }
    assert_eq!(to(&with_tag("\"x\""), &preview).status, Status::Ok);
    let since = |date: &str| Request {
        if_modified_since: Some(date.to_owned()),
        ..request("/c.css")
    };
    assert_eq!(to(&since(&date), &preview).status, Status::NotModified);
    let before = "Sun, 06 Nov 1994 08:49:36 GMT";
    assert_eq!(to(&since(before), &preview).status, Status::Ok);
    assert_eq!(to(&since("yesterday"), &preview).status, Status::Ok);
    // A tag counts before a date.
    let both = Request {
        if_modified_since: Some(date),
        ..with_tag("\"x\"")
    };
    assert_eq!(to(&both, &preview).status, Status::Ok);
}

#[test]
fn only_reading_is_served() {
    let request = Request {
        method: "POST".to_owned(),
        ..request("/")
    };
    let response = to(&request, &preview("/"));
    assert_eq!(response.status, Status::MethodNotAllowed);
    assert_eq!(header(&response, "Allow"), Some("GET, HEAD"));
}
