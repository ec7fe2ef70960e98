//! As much of HTTP/1.1 (RFC 9112) as a preview in a browser takes: requests
//! without bodies, answers of a known length, connections that are kept.
//!
//! Written here because the small servers there are have not been looked after
//! for years, and those that are bring an asynchronous runtime.

use std::io::{self, BufRead, Read, Write};

/// The longest head of a request; browsers send a tenth of it.
const LONGEST: u64 = 16 << 10;

/// What a browser asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Request {
    pub(super) method: String,
    /// The path as it is in the address, without the query.
    pub(super) path: String,
    /// Whom it was sent to; empty where it does not say.
    pub(super) host: String,
    pub(super) if_none_match: Option<String>,
    pub(super) if_modified_since: Option<String>,
    /// Whether more may follow on the same connection.
    pub(super) keeps_open: bool,
}

/// Why there is no request.
#[derive(Debug)]
pub(super) enum NoRequest {
    /// The connection is over.
    Closed,
    /// What came is no request that is served here: this is the answer.
    Refused(Status),
}

/// The answers there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Ok,
    MovedPermanently,
    NotModified,
    BadRequest,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    TooLarge,
    Unavailable,
}

impl Status {
    fn line(self) -> &'static str {
        match self {
            Status::Ok => "200 OK",
            Status::MovedPermanently => "301 Moved Permanently",
            Status::NotModified => "304 Not Modified",
            Status::BadRequest => "400 Bad Request",
            Status::Forbidden => "403 Forbidden",
            Status::NotFound => "404 Not Found",
            Status::MethodNotAllowed => "405 Method Not Allowed",
            Status::TooLarge => "431 Request Header Fields Too Large",
            Status::Unavailable => "503 Service Unavailable",
        }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Response {
    pub(super) status: Status,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

impl Response {
    /// A sentence, for whoever reads it.
    pub(super) fn plain(status: Status, text: &str) -> Response {
        let media_type = "text/plain; charset=utf-8".to_owned();
        Response {
            status,
            headers: vec![("Content-Type", media_type)],
            body: format!("{text}\n").into_bytes(),
        }
    }

    /// Sends it; of an answer to HEAD only the head.
    pub(super) fn write(
        &self,
        to: &mut impl Write,
        is_head: bool,
        keeps_open: bool,
    ) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {}\r\n", self.status.line());
        for (name, value) in &self.headers {
            // No value of ours has a line break; one must not end the head.
            let value = value.replace(['\r', '\n'], " ");
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.status != Status::NotModified {
            head.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        let connection = if keeps_open { "keep-alive" } else { "close" };
        head.push_str(&format!("Connection: {connection}\r\n\r\n"));
        let mut bytes = head.into_bytes();
        if !is_head && self.status != Status::NotModified {
            bytes.extend_from_slice(&self.body);
        }
        to.write_all(&bytes)?;
        to.flush()
    }
}

/// Reads one request.
pub(super) fn read(from: &mut impl BufRead) -> Result<Request, NoRequest> {
    let mut head = from.take(LONGEST);
    let first = line(&mut head)?;
    if first.is_empty() && head.limit() == LONGEST {
        return Err(NoRequest::Closed);
    }
    let bad = || NoRequest::Refused(Status::BadRequest);
    let mut parts = first.split(' ');
    let (Some(method), Some(target), Some(version), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(bad());
    };
    let (host, path) = target_of(target).ok_or_else(bad)?;
    if !matches!(version, "HTTP/1.1" | "HTTP/1.0") {
        return Err(bad());
    }
    let mut request = Request {
        method: method.to_owned(),
        path: path.to_owned(),
        host: host.to_owned(),
        keeps_open: version == "HTTP/1.1",
        ..Request::default()
    };
    loop {
        let field = line(&mut head)?;
        if field.is_empty() {
            return Ok(request);
        }
        let (name, value) = field.split_once(':').ok_or_else(bad)?;
        if name.is_empty() || name.contains(char::is_whitespace) {
            return Err(bad());
        }
        take(&mut request, name, value.trim()).map_err(NoRequest::Refused)?;
    }
}

fn take(request: &mut Request, name: &str, value: &str) -> Result<(), Status> {
    match &*name.to_ascii_lowercase() {
        // A whole address in the first line counts before the field.
        "host" if request.host.is_empty() => value.clone_into(&mut request.host),
        "if-none-match" => request.if_none_match = Some(value.to_owned()),
        "if-modified-since" => request.if_modified_since = Some(value.to_owned()),
        "connection" if value.eq_ignore_ascii_case("close") => request.keeps_open = false,
        // A body would be read as the next request.
        "content-length" if value != "0" => return Err(Status::BadRequest),
        "transfer-encoding" => return Err(Status::BadRequest),
        _ => {}
    }
    Ok(())
}

// `/path?query`, or the whole address that a proxy would be sent.
fn target_of(target: &str) -> Option<(&str, &str)> {
    let (host, rest) = match target.strip_prefix("http://") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", target),
    };
    let path = rest.split(['?', '#']).next().unwrap_or(rest);
    match path {
        "" if !host.is_empty() => Some((host, "/")),
        path => path.starts_with('/').then_some((host, path)),
    }
}

// A line without its end; nothing where the connection ends before it.
fn line(head: &mut io::Take<&mut impl BufRead>) -> Result<String, NoRequest> {
    let mut bytes = Vec::new();
    let read = head.read_until(b'\n', &mut bytes);
    if read.is_err() {
        return Err(NoRequest::Closed);
    }
    if bytes.pop() != Some(b'\n') {
        return Err(match head.limit() {
            0 => NoRequest::Refused(Status::TooLarge),
            _ => NoRequest::Closed,
        });
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    String::from_utf8(bytes).map_err(|_| NoRequest::Refused(Status::BadRequest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Request, NoRequest> {
        read(&mut text.as_bytes())
    }

    fn status(text: &str) -> Option<Status> {
        match parse(text) {
            Err(NoRequest::Refused(status)) => Some(status),
            _ => None,
        }
    }

    #[test]
    fn a_request_is_read() {
        let text = "GET /a%20b/?q#f HTTP/1.1\r\nHost: localhost:4000\r\n\
            If-None-Match: \"x\"\r\nConnection: close\r\n\r\n";
        let request = parse(text).unwrap();
        assert_eq!(request.path, "/a%20b/");
        assert_eq!(request.host, "localhost:4000");
        assert_eq!(request.if_none_match.as_deref(), Some("\"x\""));
        assert!(!request.keeps_open);
    }

    #[test]
    fn the_host_of_a_whole_address_counts() {
        let request = parse("GET http://evil.test HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        assert_eq!((&*request.host, &*request.path), ("evil.test", "/"));
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for text in [
            "GET\r\n\r\n",
            "GET / HTTP/2\r\n\r\n",
            "GET a HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1 x\r\n\r\n",
            "GET / HTTP/1.1\r\nno field\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        ] {
            assert_eq!(status(text), Some(Status::BadRequest), "{text}");
        }
        let long = format!("GET / HTTP/1.1\r\nCookie: {}\r\n\r\n", "x".repeat(20_000));
        assert_eq!(status(&long), Some(Status::TooLarge));
        for text in ["", "GET / HTTP/1.1\r\nHost"] {
            assert!(matches!(parse(text), Err(NoRequest::Closed)), "{text}");
        }
    }

    #[test]
    fn an_answer_to_head_has_no_body_and_none_splits_the_head() {
        let mut response = Response::plain(Status::Ok, "Hello");
        response
            .headers
            .push(("Location", "/a\r\nEvil: 1".to_owned()));
        let mut bytes = Vec::new();
        response.write(&mut bytes, true, true).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("Content-Length: 6\r\n") && text.ends_with("\r\n\r\n"));
        assert!(!text.contains("\r\nEvil"));
    }
}
