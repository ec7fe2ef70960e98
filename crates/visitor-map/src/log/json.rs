//! Formats of one JSON object a line.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::columns::Columns;
use super::parts::Parts;
use super::{Escapes, Request};

// A value as it stands in the line: strings keep their escapes, so that none
// has to be copied.
type Raw<'a> = Option<&'a RawValue>;

/// The access log of Caddy 2. `client_ip` is not looked at: by default Caddy
/// takes the leftmost of `X-Forwarded-For` for it, which anybody can write.
pub(super) fn caddy<'a>(line: &'a [u8], _: &Columns) -> Option<Request<'a>> {
    #[derive(Deserialize)]
    struct Log<'a> {
        #[serde(borrow)]
        ts: &'a RawValue,
        request: Asked<'a>,
        status: &'a RawValue,
    }
    #[derive(Deserialize)]
    struct Asked<'a> {
        #[serde(borrow, alias = "remote_addr")]
        remote_ip: &'a RawValue,
        method: &'a RawValue,
        uri: &'a RawValue,
        headers: Option<Headers<'a>>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Headers<'a> {
        #[serde(borrow, rename = "User-Agent")]
        agent: Raw<'a>,
        #[serde(rename = "X-Forwarded-For")]
        forwarded: Raw<'a>,
        #[serde(rename = "Sec-Purpose")]
        sec_purpose: Raw<'a>,
        purpose: Raw<'a>,
        #[serde(rename = "Sec-Gpc")]
        gpc: Raw<'a>,
        dnt: Raw<'a>,
    }
    let Log {
        ts,
        request,
        status,
    } = serde_json::from_slice(line).ok()?;
    let mut parts = Parts {
        peer: string(request.remote_ip),
        time: string(ts),
        method: string(request.method),
        path: string(request.uri),
        status: string(status),
        ..Parts::new(Escapes::Json)
    };
    if let Some(headers) = request.headers {
        parts.forwarded = optional(headers.forwarded);
        // Where headers are logged, one that is missing was not sent.
        parts.agent = Some(optional(headers.agent));
        parts.purpose = optional(headers.sec_purpose.or(headers.purpose));
        parts.privacy = [optional(headers.gpc), optional(headers.dnt)];
    }
    parts.request()
}

/// The access log of Traefik as JSON; headers are in it where it was told to
/// keep them.
pub(super) fn traefik<'a>(line: &'a [u8], _: &Columns) -> Option<Request<'a>> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Log<'a> {
        #[serde(borrow, rename = "StartUTC")]
        start: Raw<'a>,
        #[serde(rename = "time")]
        end: Raw<'a>,
        client_host: &'a RawValue,
        request_method: &'a RawValue,
        request_path: &'a RawValue,
        downstream_status: &'a RawValue,
        #[serde(rename = "request_User-Agent")]
        agent: Raw<'a>,
        #[serde(rename = "request_X-Forwarded-For")]
        forwarded: Raw<'a>,
        #[serde(rename = "request_Sec-Purpose")]
        sec_purpose: Raw<'a>,
        #[serde(rename = "request_Purpose")]
        purpose: Raw<'a>,
        #[serde(rename = "request_Sec-Gpc")]
        gpc: Raw<'a>,
        #[serde(rename = "request_Dnt")]
        dnt: Raw<'a>,
    }
    let log: Log<'_> = serde_json::from_slice(line).ok()?;
    Parts {
        peer: string(log.client_host),
        forwarded: optional(log.forwarded),
        time: optional(log.start.or(log.end)),
        method: string(log.request_method),
        path: string(log.request_path),
        status: string(log.downstream_status),
        agent: log.agent.map(string),
        purpose: optional(log.sec_purpose.or(log.purpose)),
        privacy: [optional(log.gpc), optional(log.dnt)],
        ..Parts::new(Escapes::Json)
    }
    .request()
}

/// Cloudflare Logpush, data set "HTTP requests", of which everybody chooses the
/// fields. Headers are there where custom fields were made of them.
pub(super) fn cloudflare<'a>(line: &'a [u8], _: &Columns) -> Option<Request<'a>> {
    #[derive(Deserialize)]
    struct Log<'a> {
        #[serde(borrow, rename = "ClientIP")]
        peer: &'a RawValue,
        #[serde(rename = "EdgeStartTimestamp")]
        start: Raw<'a>,
        #[serde(rename = "EdgeEndTimestamp")]
        end: Raw<'a>,
        #[serde(rename = "ClientRequestMethod")]
        method: Raw<'a>,
        #[serde(rename = "ClientRequestURI")]
        uri: Raw<'a>,
        #[serde(rename = "ClientRequestPath")]
        path: Raw<'a>,
        #[serde(rename = "EdgeResponseStatus")]
        status: &'a RawValue,
        #[serde(rename = "ClientRequestUserAgent")]
        agent: Raw<'a>,
        #[serde(rename = "RequestHeaders")]
        headers: Option<Headers<'a>>,
    }
    #[derive(Deserialize, Default)]
    #[serde(rename_all = "kebab-case")]
    struct Headers<'a> {
        #[serde(borrow)]
        sec_purpose: Raw<'a>,
        purpose: Raw<'a>,
        sec_gpc: Raw<'a>,
        dnt: Raw<'a>,
    }
    let log: Log<'_> = serde_json::from_slice(line).ok()?;
    let headers = log.headers.unwrap_or_default();
    Parts {
        peer: string(log.peer),
        time: string(log.start.or(log.end)?),
        method: optional(log.method),
        path: optional(log.uri.or(log.path)),
        status: string(log.status),
        agent: log.agent.map(string),
        purpose: optional(headers.sec_purpose.or(headers.purpose)),
        privacy: [optional(headers.sec_gpc), optional(headers.dnt)],
        ..Parts::new(Escapes::Json)
    }
    .request()
}

/// CloudFront's standard logs, version 2, as JSON: the columns of version 1 by
/// their names, or those of them that were chosen.
pub(super) fn cloudfront<'a>(line: &'a [u8], _: &Columns) -> Option<Request<'a>> {
    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case")]
    struct Log<'a> {
        #[serde(borrow)]
        date: Raw<'a>,
        time: Raw<'a>,
        #[serde(alias = "timestamp(ms)")]
        timestamp: Raw<'a>,
        c_ip: &'a RawValue,
        cs_method: Raw<'a>,
        cs_uri_stem: Raw<'a>,
        sc_status: &'a RawValue,
        #[serde(rename = "cs(User-Agent)")]
        agent: Raw<'a>,
        x_forwarded_for: Raw<'a>,
    }
    let log: Log<'_> = serde_json::from_slice(line).ok()?;
    Parts {
        peer: string(log.c_ip),
        forwarded: optional(log.x_forwarded_for),
        date: optional(log.date),
        time: optional(log.date.and(log.time).or(log.timestamp)),
        method: optional(log.cs_method),
        path: optional(log.cs_uri_stem),
        status: string(log.sc_status),
        agent: log.agent.map(string),
        // Percent signs stand for all that JSON would have to escape.
        ..Parts::new(Escapes::Percent)
    }
    .request()
}

fn optional(value: Raw<'_>) -> &[u8] {
    value.map(string).unwrap_or_default()
}

// What is in the quotes of a string, or of the first string in a list, or what
// another value looks like.
fn string(value: &RawValue) -> &[u8] {
    let text = value.get().as_bytes().trim_ascii();
    let text = match text {
        [b'[', list @ ..] => list.trim_ascii_start(),
        text => text,
    };
    match super::clf::quoted(text) {
        Some((inner, _)) => inner,
        None if text == b"null" || text == b"]" => b"",
        None => text,
    }
}
