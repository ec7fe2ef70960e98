//! The Common Log Format of NCSA httpd and what grew out of it.

use memchr::{memchr, memchr2};

use super::columns::Columns;
use super::parts::{address, number, status};
use super::{Escapes, Request, Text, time};

/// `address ident user [time] "request" status bytes`
pub(super) fn common<'a>(line: &'a [u8], _: &Columns) -> Option<Request<'a>> {
    Some(head(line)?.0)
}

/// The common format with `"referer" "agent"` after it. What comes then is
/// passed over, as many log more, but for another string: where nginx's own
/// example has `X-Forwarded-For`.
pub(super) fn combined<'a>(line: &'a [u8], _: &Columns) -> Option<Request<'a>> {
    let (mut request, rest) = referer_and_agent(head(line)?)?;
    let forwarded = rest.strip_prefix(b" ").and_then(quoted);
    if let Some((forwarded, _)) = forwarded.filter(|(forwarded, _)| *forwarded != b"-") {
        request.forwarded = text(forwarded);
    }
    Some(request)
}

/// The combined format with `number "router" "server" 3ms` after it.
///
/// Traefik leaves headers out unless it is told to keep them, and then writes
/// `-` for the agent of everybody. It escapes no quotes, so that a stranger's
/// agent may go on as another string: none is read as `X-Forwarded-For` here.
pub(super) fn traefik<'a>(line: &'a [u8], _: &Columns) -> Option<Request<'a>> {
    let (mut request, rest) = referer_and_agent(head(line)?)?;
    let tail = rest.strip_suffix(b"ms")?;
    let (rest, duration) = tail.split_at(memchr::memrchr(b' ', tail)?);
    number::<u32>(&duration[1..])?;
    if !rest.ends_with(b"\"") {
        return None;
    }
    request.agent = request.agent.filter(|agent| agent.raw != b"-");
    Some(request)
}

fn referer_and_agent<'a>(
    (mut request, rest): (Request<'a>, &'a [u8]),
) -> Option<(Request<'a>, &'a [u8])> {
    let (_, rest) = quoted(rest.strip_prefix(b" ")?)?;
    let (agent, rest) = quoted(rest.strip_prefix(b" ")?)?;
    request.agent = Some(text(agent));
    Some((request, rest))
}

/// The common format behind `host` or `host:port`.
pub(super) fn vhost_common<'a>(line: &'a [u8], columns: &Columns) -> Option<Request<'a>> {
    common(after_host(line)?, columns)
}

/// The combined format behind `host` or `host:port`.
pub(super) fn vhost_combined<'a>(line: &'a [u8], columns: &Columns) -> Option<Request<'a>> {
    combined(after_host(line)?, columns)
}

fn after_host(line: &[u8]) -> Option<&[u8]> {
    Some(&line[memchr(b' ', line)? + 1..])
}

// What all of them begin with, and what follows.
fn head(line: &[u8]) -> Option<(Request<'_>, &[u8])> {
    let end = memchr(b' ', line)?;
    let peer = address(&line[..end])?;
    let (time, rest) = bracketed(&line[end..])?;
    let (asked, rest) = quoted(rest.strip_prefix(b" ")?)?;
    let rest = rest.strip_prefix(b" ")?;
    let (status, rest) = rest.split_at(memchr(b' ', rest)?);
    let status = self::status(status)?;
    let rest = &rest[1..];
    let rest = &rest[memchr(b' ', rest).unwrap_or(rest.len())..];
    let (method, path) = method_and_path(asked);
    let request = Request {
        peer,
        forwarded: text(b""),
        time,
        method,
        path,
        status,
        agent: None,
        purpose: b"",
        opts_out: false,
    };
    Some((request, rest))
}

// The time. Who logs in under a name chooses that name, and may put a bracket
// into it: the first that holds a time is the one.
fn bracketed(text: &[u8]) -> Option<(i64, &[u8])> {
    const LENGTH: usize = "10/Oct/2000:13:55:36 -0700".len();
    memchr::memchr_iter(b'[', text).find_map(|at| {
        let (inner, rest) = text[at + 1..].split_at_checked(LENGTH)?;
        Some((time::clf(inner)?, rest.strip_prefix(b"]")?))
    })
}

/// A string in quotes, escapes and all, and what follows it.
pub(super) fn quoted(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = text.strip_prefix(b"\"")?;
    let mut from = 0;
    loop {
        let at = from + memchr2(b'"', b'\\', text.get(from..)?)?;
        if text[at] == b'"' {
            return Some((&text[..at], &text[at + 1..]));
        }
        from = at + 2;
    }
}

/// `GET /path HTTP/1.1`; what is not of this shape is all method, which is then
/// none that anybody counts.
pub(super) fn method_and_path(asked: &[u8]) -> (&[u8], &[u8]) {
    let Some(space) = memchr(b' ', asked) else {
        return (asked, b"");
    };
    let (method, path) = (&asked[..space], &asked[space + 1..]);
    let end = memchr(b' ', path).unwrap_or(path.len());
    (method, &path[..end])
}

fn text(raw: &[u8]) -> Text<'_> {
    Text {
        raw,
        escapes: Escapes::Backslash,
    }
}
