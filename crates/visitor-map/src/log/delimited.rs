//! Columns whose places are fixed.

use super::clf::method_and_path;
use super::columns::{Columns, spaced};
use super::parts::Parts;
use super::{Escapes, Request};

/// An AWS Application Load Balancer. Its "request" has a whole URL.
pub(super) fn alb<'a>(line: &'a [u8], _: &Columns) -> Option<Request<'a>> {
    let mut parts = Parts::new(Escapes::Backslash);
    for (at, value) in spaced(line).take(14).enumerate() {
        match at {
            1 => parts.time = value,
            3 => parts.peer = value,
            8 => parts.status = value,
            12 => (parts.method, parts.path) = method_and_path(value),
            13 => parts.agent = Some(value),
            _ => {}
        }
    }
    // The first value is the kind of connection; what has no agent is cut off.
    parts.agent?;
    parts.request()
}

/// bunny.net: `cache|status|milliseconds|bytes|zone|address|referer|url|edge|agent|id|country`.
/// It logs no method. Addresses of which the last part is hidden, as is its
/// default, make one visitor of 256.
pub(super) fn bunny<'a>(line: &'a [u8], _: &Columns) -> Option<Request<'a>> {
    let mut parts = Parts::new(Escapes::None);
    for (at, value) in line.split(|byte| *byte == b'|').take(10).enumerate() {
        match at {
            1 => parts.status = value,
            2 => parts.time = value,
            5 => parts.peer = value,
            7 => parts.path = value,
            9 => parts.agent = Some(value),
            _ => {}
        }
    }
    parts.agent?;
    parts.request()
}
