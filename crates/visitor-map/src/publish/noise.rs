//! Exact noise: Canonne, Kamath and Steinke, "The Discrete Gaussian for
//! Differential Privacy" (2020), algorithms 1 and 2. Whole numbers only, so
//! that the distribution is the one that the proof is about, and not one near
//! it.

use super::Epsilon;

/// Where randomness comes from: fills the bytes, or says why it cannot.
///
/// A caller gives the operating system's source; a generator with a seed makes
/// a release that whoever knows the seed can take the noise off again.
pub type Random<'r> = dyn FnMut(&mut [u8]) -> Result<(), String> + 'r;

/// A source that never comes to an end of a draw is broken: each of these
/// bounds is passed with a chance below 10^-400 by a sound one.
const MOST_TRIES: u32 = 10_000;
const MOST_STEPS: u128 = 1_000;

/// One whole number n with a chance in proportion to exp(-|n| ε / `cap`): the
/// two-sided geometric distribution.
///
/// On a count that one unit changes by `cap` at most it gives ε-differential
/// privacy. A `cap` of 0 is taken for 1.
///
/// ```
/// use visitor_map::publish::{Epsilon, noise};
///
/// // A source that always gives the same is noticed.
/// let broken = &mut |bytes: &mut [u8]| Ok(bytes.fill(0));
/// assert!(noise(Epsilon::ONE, 1, broken).is_err());
/// ```
pub fn noise(epsilon: Epsilon, cap: u32, random: &mut Random<'_>) -> Result<i128, String> {
    let s = u128::from(epsilon.numerator());
    let t = u128::from(epsilon.denominator()) * u128::from(cap.max(1));
    for _ in 0..MOST_TRIES {
        let u = below(t, random)?;
        if !bernoulli_exp(u, t, random)? {
            continue;
        }
        let y = (u + t * whole_exp(random)?) / s;
        let is_negative = below(2, random)? == 1;
        // Else 0 would come up twice as often as it should.
        if is_negative && y == 0 {
            continue;
        }
        let y = i128::try_from(y).map_err(|_| stuck())?;
        return Ok(if is_negative { -y } else { y });
    }
    Err(stuck())
}

// How often in a row a chance of exp(-1) comes true.
fn whole_exp(random: &mut Random<'_>) -> Result<u128, String> {
    for v in 0..MOST_STEPS {
        if !bernoulli_exp(1, 1, random)? {
            return Ok(v);
        }
    }
    Err(stuck())
}

/// True with a chance of exp(-above / below), for a fraction from 0 to 1.
///
/// The first k at which a chance of fraction / k fails is odd with just that
/// chance: it is the series of the exponential function.
fn bernoulli_exp(above: u128, under: u128, random: &mut Random<'_>) -> Result<bool, String> {
    for k in 1..MOST_STEPS {
        if !bernoulli(above, under * k, random)? {
            return Ok(k % 2 == 1);
        }
    }
    Err(stuck())
}

fn bernoulli(above: u128, under: u128, random: &mut Random<'_>) -> Result<bool, String> {
    Ok(below(under, random)? < above)
}

/// A number below `bound`, each as likely as the other: bits are drawn and
/// thrown away until they fit, since a remainder would favour small numbers.
fn below(bound: u128, random: &mut Random<'_>) -> Result<u128, String> {
    let bits = u128::BITS - bound.saturating_sub(1).leading_zeros();
    if bits == 0 {
        return Ok(0);
    }
    let mask = u128::MAX >> (u128::BITS - bits);
    let mut bytes = [0; 16];
    let width = bits.div_ceil(8) as usize;
    for _ in 0..MOST_TRIES {
        random(&mut bytes[..width])?;
        let drawn = u128::from_le_bytes(bytes) & mask;
        if drawn < bound {
            return Ok(drawn);
        }
    }
    Err(stuck())
}

fn stuck() -> String {
    "the random source repeats itself".to_owned()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// xorshift64*: good enough to draw from, and the same in every run.
    pub(crate) fn seeded(seed: u64) -> impl FnMut(&mut [u8]) -> Result<(), String> {
        let mut state = seed | 1;
        move |bytes| {
            for byte in bytes {
                state ^= state >> 12;
                state ^= state << 25;
                state ^= state >> 27;
                *byte = (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 56) as u8;
            }
            Ok(())
        }
    }

    const DRAWS: usize = 100_000;

    fn draws(epsilon: &str, cap: u32, seed: u64) -> Vec<i128> {
        let mut random = seeded(seed);
        let epsilon = epsilon.parse().unwrap();
        let draw = |_| noise(epsilon, cap, &mut random).unwrap();
        (0..DRAWS).map(draw).collect()
    }

    // Pearson's statistic against the two-sided geometric distribution of this
    // rate, with all that is rarer than 1 in 1,000 in one bin a side; and the
    // degrees of freedom.
    fn chi_square(draws: &[i128], rate: f64) -> (f64, f64) {
        let q = (-rate).exp();
        let chance = |n: i128| (1.0 - q) / (1.0 + q) * q.powi(i32::try_from(n.abs()).unwrap());
        let edge = (0..).find(|n| chance(*n) < 0.001).unwrap();
        let tail = q.powi(i32::try_from(edge).unwrap()) / (1.0 + q);
        let expected = |n: i128| if n.abs() == edge { tail } else { chance(n) };
        let total = draws.len() as f64;
        let bins = -edge..=edge;
        let degrees = (2 * edge) as f64;
        let term = |n: i128| {
            let seen = draws.iter().filter(|draw| (**draw).clamp(-edge, edge) == n);
            let expected = expected(n) * total;
            (seen.count() as f64 - expected).powi(2) / expected
        };
        (bins.map(term).sum(), degrees)
    }

    // Wilson and Hilferty's approximation of the quantile that a right sampler
    // passes once in 10,000 seeds.
    fn critical(degrees: f64) -> f64 {
        let spread = 2.0 / (9.0 * degrees);
        degrees * (1.0 - spread + 3.719 * spread.sqrt()).powi(3)
    }

    #[test]
    fn the_distribution_is_the_two_sided_geometric() {
        for (epsilon, cap, rate, seed) in [
            ("1", 1, 1.0, 11),
            ("1/2", 1, 0.5, 12),
            ("2", 1, 2.0, 13),
            ("7/3", 1, 7.0 / 3.0, 14),
            ("1", 3, 1.0 / 3.0, 15),
            ("0.3", 1, 0.3, 16),
        ] {
            let (statistic, degrees) = chi_square(&draws(epsilon, cap, seed), rate);
            assert!(
                statistic < critical(degrees),
                "{epsilon}/{cap}: {statistic} of {degrees}"
            );
        }
    }

    #[test]
    fn the_test_of_the_distribution_can_fail() {
        let mut drawn = draws("1", 1, 17);
        let fails = |draws: &[i128], rate| {
            let (statistic, degrees) = chi_square(draws, rate);
            statistic > critical(degrees)
        };
        // A rate that is off by one part in twenty; then a sampler that lets
        // the second zero pass one time in ten; then one that leans to one side.
        assert!(fails(&drawn, 1.05));
        assert!(!fails(&drawn, 1.0));
        let zeros = drawn.iter().filter(|draw| **draw == 0).count();
        drawn.extend(std::iter::repeat_n(0, zeros / 10));
        assert!(fails(&drawn, 1.0));
        let lean = |(n, draw): (usize, i128)| if n % 10 == 0 { draw.abs() } else { draw };
        let leaning: Vec<i128> = draws("1", 1, 18)
            .into_iter()
            .enumerate()
            .map(lean)
            .collect();
        assert!(fails(&leaning, 1.0));
    }

    #[test]
    fn every_number_below_a_bound_is_as_likely() {
        for bound in [1_u128, 2, 3, 5, 255, 256, 257] {
            let mut random = seeded(u64::try_from(bound).unwrap());
            let mut seen = vec![0_u32; usize::try_from(bound).unwrap()];
            let draws = 400 * u32::try_from(bound).unwrap();
            for _ in 0..draws {
                seen[usize::try_from(below(bound, &mut random).unwrap()).unwrap()] += 1;
            }
            let statistic: f64 = seen
                .iter()
                .map(|n| (f64::from(*n) - 400.0).powi(2) / 400.0)
                .sum();
            let degrees = seen.len() as f64 - 1.0;
            assert!(
                degrees == 0.0 || statistic < critical(degrees),
                "{bound}: {statistic}"
            );
        }
    }

    #[test]
    fn a_broken_source_is_an_error_and_no_endless_loop() {
        for value in [0, 1, 0x7F, 0xFF] {
            let mut same = |bytes: &mut [u8]| {
                bytes.fill(value);
                Ok(())
            };
            // Whether a constant ends a draw depends on the constant.
            let _ = noise(Epsilon::ONE, 1, &mut same);
            let _ = noise("1/1000000".parse().unwrap(), u32::MAX, &mut same);
        }
        let mut none = |_: &mut [u8]| Err("no entropy".to_owned());
        assert_eq!(
            noise(Epsilon::ONE, 1, &mut none),
            Err("no entropy".to_owned())
        );
    }
}
