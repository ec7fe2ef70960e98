use chrono::NaiveDate;

/// `10/Oct/2000:13:55:36 -0700`, as seconds since 1970.
pub(super) fn clf(text: &[u8]) -> Option<i64> {
    let [
        d1,
        d2,
        b'/',
        m1,
        m2,
        m3,
        b'/',
        y @ ..,
        b':',
        h1,
        h2,
        b':',
        n1,
        n2,
        b':',
        s1,
        s2,
        b' ',
        sign,
        o1,
        o2,
        o3,
        o4,
    ] = text
    else {
        return None;
    };
    let month = match [*m1, *m2, *m3] {
        [b'J', b'a', b'n'] => 1,
        [b'F', b'e', b'b'] => 2,
        [b'M', b'a', b'r'] => 3,
        [b'A', b'p', b'r'] => 4,
        [b'M', b'a', b'y'] => 5,
        [b'J', b'u', b'n'] => 6,
        [b'J', b'u', b'l'] => 7,
        [b'A', b'u', b'g'] => 8,
        [b'S', b'e', b'p'] => 9,
        [b'O', b'c', b't'] => 10,
        [b'N', b'o', b'v'] => 11,
        [b'D', b'e', b'c'] => 12,
        _ => return None,
    };
    let clock = [two(*h1, *h2)?, two(*n1, *n2)?, two(*s1, *s2)?];
    let offset = i64::from(two(*o1, *o2)?) * 3600 + i64::from(two(*o3, *o4)?) * 60;
    Some(seconds(year(y)?, month, two(*d1, *d2)?, clock)? - signed(*sign, offset)?)
}

/// `2000-10-10T13:55:36.25Z`, also with a space, an offset or nothing at its
/// end, as seconds since 1970. Without an offset it is UTC.
pub(super) fn iso(text: &[u8]) -> Option<i64> {
    let (date, rest) = text.split_at_checked(10)?;
    let (clock, rest) = rest
        .strip_prefix(b"T")
        .or(rest.strip_prefix(b" "))?
        .split_at_checked(8)?;
    let rest = match rest.strip_prefix(b".") {
        Some(fraction) => {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit());
            &fraction[digits.count()..]
        }
        None => rest,
    };
    Some(date_and_time(date, clock)? - offset(rest)?)
}

/// Any of these, or `2000/10/10 13:55:36` as Caddy writes it where it is told
/// to, as seconds since 1970.
pub(super) fn any(text: &[u8]) -> Option<i64> {
    epoch(text).or_else(|| iso(text)).or_else(|| clf(text))
}

/// `2000-10-10` and `13:55:36`, in UTC, as seconds since 1970.
pub(super) fn date_and_time(date: &[u8], clock: &[u8]) -> Option<i64> {
    let ([y @ .., b'-' | b'/', m1, m2, b'-' | b'/', d1, d2], [h1, h2, b':', n1, n2, b':', s1, s2]) =
        (date, clock)
    else {
        return None;
    };
    let clock = [two(*h1, *h2)?, two(*n1, *n2)?, two(*s1, *s2)?];
    seconds(year(y)?, two(*m1, *m2)?, two(*d1, *d2)?, clock)
}

/// A number since 1970, in seconds, milli-, micro- or nanoseconds: which of
/// them is told by its size, as 10^11 seconds would be the year 5138.
pub(super) fn epoch(text: &[u8]) -> Option<i64> {
    let whole = text.split(|byte| *byte == b'.').next()?;
    let number: i64 = super::parts::number(whole)?;
    Some(match number {
        0..100_000_000_000 => number,
        100_000_000_000..100_000_000_000_000 => number / 1_000,
        100_000_000_000_000..100_000_000_000_000_000 => number / 1_000_000,
        _ => number / 1_000_000_000,
    })
}

fn offset(text: &[u8]) -> Option<i64> {
    match text {
        [] | [b'Z' | b'z'] => Some(0),
        [sign, h1, h2, b':', m1, m2] | [sign, h1, h2, m1, m2] => signed(
            *sign,
            i64::from(two(*h1, *h2)?) * 3600 + i64::from(two(*m1, *m2)?) * 60,
        ),
        _ => None,
    }
}

fn signed(sign: u8, offset: i64) -> Option<i64> {
    match sign {
        b'+' => Some(offset),
        b'-' => Some(-offset),
        _ => None,
    }
}

fn year(text: &[u8]) -> Option<i32> {
    let [a, b, c, d] = text else { return None };
    i32::try_from(two(*a, *b)? * 100 + two(*c, *d)?).ok()
}

fn two(tens: u8, ones: u8) -> Option<u32> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?)
}

fn seconds(year: i32, month: u32, day: u32, [hour, minute, second]: [u32; 3]) -> Option<i64> {
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    // A leap second has no number of its own.
    let time = date.and_hms_opt(hour, minute, second.min(59 + u32::from(second > 60)))?;
    Some(time.and_utc().timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    // Told by GNU date: `date -d '2000-10-10 13:55:36 -0700' +%s`.
    const THEN: i64 = 971_211_336;

    #[test]
    fn all_clocks_agree() {
        assert_eq!(clf(b"10/Oct/2000:13:55:36 -0700"), Some(THEN));
        assert_eq!(clf(b"11/Oct/2000:02:25:36 +0530"), Some(THEN));
        for text in [
            "2000-10-10T20:55:36Z",
            "2000-10-10T20:55:36.186641Z",
            "2000-10-10T13:55:36-07:00",
            "2000-10-10T13:55:36.5-0700",
            "2000-10-10 20:55:36",
            "2000/10/10 20:55:36.125",
        ] {
            assert_eq!(iso(text.as_bytes()), Some(THEN), "{text}");
        }
        for text in [
            "971211336",
            "971211336.25",
            "971211336250",
            "971211336250123",
            "971211336250123456",
        ] {
            assert_eq!(epoch(text.as_bytes()), Some(THEN), "{text}");
        }
        for text in [
            "971211336",
            "2000-10-10T20:55:36Z",
            "10/Oct/2000:13:55:36 -0700",
        ] {
            assert_eq!(any(text.as_bytes()), Some(THEN), "{text}");
        }
    }

    #[test]
    fn a_leap_second_is_the_one_before() {
        assert_eq!(iso(b"2016-12-31T23:59:60Z"), iso(b"2016-12-31T23:59:59Z"));
        assert_eq!(iso(b"2016-12-31T23:59:61Z"), None);
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "10/Oct/2000",
            "10/Okt/2000:13:55:36 -0700",
            "40/Oct/2000:13:55:36 -0700",
            "10/Oct/2000:13:55:36 *0700",
            "10/Oct/-200:13:55:36 -0700",
        ] {
            assert_eq!(clf(text.as_bytes()), None, "{text}");
        }
        for text in [
            "",
            "2000-10-10",
            "2000-10-10T",
            "2000-10-10T20:55:36X",
            "2000-13-10T20:55:36Z",
            "２０００",
        ] {
            assert_eq!(iso(text.as_bytes()), None, "{text}");
        }
        for text in ["", "-", "-1", "99999999999999999999", "1e9"] {
            assert_eq!(epoch(text.as_bytes()), None, "{text}");
        }
    }
}
