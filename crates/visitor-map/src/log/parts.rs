use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Escapes, Request, Text, time};

/// The parts of a line in their raw form, from whichever place a format has
/// them at; empty where it has not.
#[derive(Clone, Copy)]
pub(super) struct Parts<'a> {
    pub(super) peer: &'a [u8],
    pub(super) forwarded: &'a [u8],
    /// The date alone, where it is apart from the time.
    pub(super) date: &'a [u8],
    /// RFC 3339, or a number since 1970; after a date the time of day.
    pub(super) time: &'a [u8],
    pub(super) method: &'a [u8],
    pub(super) path: &'a [u8],
    pub(super) status: &'a [u8],
    pub(super) agent: Option<&'a [u8]>,
    pub(super) purpose: &'a [u8],
    pub(super) privacy: [&'a [u8]; 2],
    pub(super) escapes: Escapes,
}

impl<'a> Parts<'a> {
    pub(super) fn new(escapes: Escapes) -> Parts<'a> {
        Parts {
            peer: b"",
            forwarded: b"",
            date: b"",
            time: b"",
            method: b"",
            path: b"",
            status: b"",
            agent: None,
            purpose: b"",
            privacy: [b""; 2],
            escapes,
        }
    }

    /// The request, where address, time and status can be read.
    pub(super) fn request(&self) -> Option<Request<'a>> {
        let text = |raw| Text {
            raw,
            escapes: self.escapes,
        };
        Some(Request {
            peer: address(self.peer)?,
            forwarded: text(absent(self.forwarded)),
            time: self.instant()?,
            // A method of `-` is none that was sent, and not the GET that a format
            // without methods is taken to be of.
            method: self.method,
            path: self.path,
            status: status(self.status)?,
            agent: self.agent.map(text),
            purpose: absent(self.purpose),
            opts_out: self.privacy.contains(&b"1".as_slice()),
        })
    }

    fn instant(&self) -> Option<i64> {
        match self.date {
            b"" => time::any(self.time),
            date => time::date_and_time(date, self.time),
        }
    }
}

/// The status that was answered; 0 where there was no answer, for which some
/// write `000` and some `-`.
pub(super) fn status(text: &[u8]) -> Option<u16> {
    match text {
        b"-" => Some(0),
        text => number(text),
    }
}

// Most formats write `-` for nothing.
fn absent(text: &[u8]) -> &[u8] {
    if text == b"-" { b"" } else { text }
}

/// A number in decimal digits and nothing else.
pub(super) fn number<N: TryFrom<i64>>(text: &[u8]) -> Option<N> {
    if text.is_empty() || text.len() > 19 {
        return None;
    }
    let number = text.iter().try_fold(0_i64, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    });
    N::try_from(number?).ok()
}

/// An address, also with a port (`192.0.2.7:443`, `[2001:db8::7]:443`), in
/// brackets, or with a zone. An IPv4 address in the shape of an IPv6 one is
/// what it means. Where an IPv6 address is followed by a port and no bracket
/// parts them, what both look like together is of the same network; or it is no
/// address, and the part before the last colon is.
pub(crate) fn address(text: &[u8]) -> Option<IpAddr> {
    if let Some((four, rest)) = four(text) {
        let is_port = matches!(rest, [b':', port @ ..] if number::<u16>(port).is_some());
        return (rest.is_empty() || is_port).then_some(four.into());
    }
    let text = match text {
        [b'[', inner @ ..] => inner.split(|byte| *byte == b']').next()?,
        _ => text,
    };
    let text = text.split(|byte| *byte == b'%').next()?;
    // The longest is `ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255`.
    let text = str::from_utf8(text.get(..text.len().min(46))?).ok()?;
    let without_port = || match text.rsplit_once(':') {
        Some((six, port)) if number::<u16>(port.as_bytes()).is_some() => six.parse().ok(),
        _ => None,
    };
    let six: Ipv6Addr = text.parse().ok().or_else(without_port)?;
    Some(IpAddr::V6(six).to_canonical())
}

// By hand, because nearly every line begins with one.
fn four(text: &[u8]) -> Option<(Ipv4Addr, &[u8])> {
    let (mut octets, mut rest) = ([0_u8; 4], text);
    for (at, octet) in octets.iter_mut().enumerate() {
        if at > 0 {
            rest = rest.strip_prefix(b".")?;
        }
        let digits = rest.iter().take(4).take_while(|byte| byte.is_ascii_digit());
        let (digits, tail) = rest.split_at(digits.count());
        // `010` is eight to some readers and ten to others.
        if digits.len() > 1 && digits[0] == b'0' {
            return None;
        }
        *octet = u8::try_from(number::<i64>(digits)?).ok()?;
        rest = tail;
    }
    Some((octets.into(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_in_their_shapes() {
        for (text, expected) in [
            ("192.0.2.7", Some("192.0.2.7")),
            ("192.0.2.7:443", Some("192.0.2.7")),
            ("2001:db8::7", Some("2001:db8::7")),
            ("[2001:db8::7]:443", Some("2001:db8::7")),
            ("[2001:db8::7]", Some("2001:db8::7")),
            ("2001:db8:0:0:0:0:0:7:50000", Some("2001:db8::7")),
            ("fe80::1%eth0", Some("fe80::1")),
            ("::ffff:192.0.2.7", Some("192.0.2.7")),
            ("", None),
            ("-", None),
            ("192.0.2", None),
            ("192.0.2.256", None),
            ("192.0.2.07", None),
            ("192.0.2.7.1", None),
            ("192.0.2.7:", None),
            ("192.0.2.7:65536", None),
            ("192.0.2.7 ", None),
            ("host.example.org", None),
            ("2001:db8::7:::", None),
            ("2001:db8:0:0:0:0:0:7:65536", None),
            ("1:2:3:4:5:6:7:8:9:10", None),
            ("\u{0661}", None),
        ] {
            let expected: Option<IpAddr> = expected.map(|text| text.parse().unwrap());
            assert_eq!(address(text.as_bytes()), expected, "{text}");
        }
        assert_eq!(address(b"\xff\xfe"), None);
    }

    #[test]
    fn numbers_are_digits() {
        assert_eq!(number::<u16>(b"200"), Some(200));
        assert_eq!(number::<u16>(b"65536"), None);
        assert_eq!(number::<u16>(b"+1"), None);
        assert_eq!(number::<i64>(b"9999999999999999999"), None);
        assert_eq!(number::<i64>(b""), None);
    }
}
