use std::fmt;
use std::str::FromStr;

/// The privacy loss of one release as an exact fraction, above 0 and at most
/// 100: the sampler knows no floating-point numbers, whose gaps would tell
/// what the noise should hide (Mironov 2012).
///
/// ```
/// use visitor_map::publish::Epsilon;
///
/// let half: Epsilon = "0.5".parse().unwrap();
/// assert_eq!(half, "1/2".parse().unwrap());
/// assert_eq!((half.to_string(), half.as_f64()), ("1/2".to_owned(), 0.5));
/// assert!("0".parse::<Epsilon>().is_err());
/// assert!("1e-3".parse::<Epsilon>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Epsilon {
    // In lowest terms, neither of them 0.
    numerator: u64,
    denominator: u64,
}

const LARGEST: u64 = 100;
// Finer steps mean nothing, and these keep all sums far inside 128 bits.
const FINEST: u64 = 1_000_000;

impl Epsilon {
    /// A loss of 1: the odds that one unit was there change by e at most.
    pub const ONE: Epsilon = Epsilon {
        numerator: 1,
        denominator: 1,
    };

    /// The fraction; `None` where it is not above 0 and at most 100, or finer
    /// than millionths.
    pub fn new(numerator: u64, denominator: u64) -> Option<Epsilon> {
        if numerator == 0 || denominator == 0 {
            return None;
        }
        let common = common_divisor(numerator, denominator);
        let (numerator, denominator) = (numerator / common, denominator / common);
        let fits = denominator <= FINEST && numerator <= LARGEST * denominator;
        fits.then_some(Epsilon {
            numerator,
            denominator,
        })
    }

    /// The numerator, in lowest terms.
    pub fn numerator(self) -> u64 {
        self.numerator
    }

    /// The denominator, in lowest terms.
    pub fn denominator(self) -> u64 {
        self.denominator
    }

    /// The nearest number, to be shown and never to be sampled with.
    #[expect(clippy::cast_precision_loss, reason = "both are below 2^53")]
    pub fn as_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

impl FromStr for Epsilon {
    type Err = String;

    fn from_str(text: &str) -> Result<Epsilon, String> {
        let fraction = match text.split_once('/') {
            Some((above, below)) => digits(above).zip(digits(below)),
            None => decimal(text),
        };
        let epsilon = fraction.and_then(|(above, below)| Epsilon::new(above, below));
        epsilon.ok_or_else(|| {
            "epsilon is a number above 0 and at most 100, as 1, 0.5 or 1/3".to_owned()
        })
    }
}

impl fmt::Display for Epsilon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.denominator {
            1 => write!(f, "{}", self.numerator),
            _ => write!(f, "{}/{}", self.numerator, self.denominator),
        }
    }
}

fn decimal(text: &str) -> Option<(u64, u64)> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let below = 10_u64.checked_pow(u32::try_from(part.len()).ok()?)?;
    let above = digits(whole)?.checked_mul(below)?;
    Some((above.checked_add(digits(part)?)?, below))
}

// Unlike `parse`, without a sign before them.
fn digits(text: &str) -> Option<u64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

fn common_divisor(a: u64, b: u64) -> u64 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::Epsilon;

    #[test]
    fn only_fractions_in_range_are_read() {
        let read = |text: &str| text.parse::<Epsilon>().ok().map(|e| e.to_string());
        for (text, expected) in [
            ("1", "1"),
            ("1.0", "1"),
            ("0.10", "1/10"),
            ("2/4", "1/2"),
            ("100", "100"),
            ("0.000001", "1/1000000"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "0",
            "0.0",
            "-1",
            "+1",
            "1/0",
            "0/1",
            "100.1",
            "1/1000001",
            ".5",
            "5.",
            "1.2.3",
            "NaN",
            "inf",
            "1e3",
            "0.00000000000000000000001",
            "99999999999999999999",
            "１",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
