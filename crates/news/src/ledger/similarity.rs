//! How much two texts have in common.
//!
//! All of it in whole numbers: a logarithm may differ by its last digit from
//! one machine to the next, and with it which of two items is which.

use super::TEXT_LIMIT;

/// A text as two sorted sets of hashes.
///
/// *Words* find candidates. *Grams*, the runs of three letters of each word
/// with its borders, measure likeness: a typo costs three or four of them, not
/// the word. Letters are compared without case but with their accents, and
/// nothing but letters and digits counts. In scripts that put no spaces between
/// words, every two neighbouring letters are a word and a gram.
#[derive(Debug, Default)]
pub(super) struct Features {
    pub(super) words: Vec<u32>,
    pub(super) grams: Vec<u32>,
}

impl Features {
    pub(super) fn of(text: &str) -> Features {
        let folded = fold(text);
        Features {
            words: set(word_hashes(&folded).collect()),
            grams: grams_in(&folded),
        }
    }
}

/// Only the grams of a text.
pub(super) fn grams(text: &str) -> Vec<u32> {
    grams_in(&fold(text))
}

fn grams_in(folded: &[char]) -> Vec<u32> {
    let mut grams = Vec::with_capacity(folded.len());
    for run in folded.windows(3).filter(|run| run[1] != ' ') {
        // An unspaced letter that ends its word has its pair already, unless
        // it is the whole word.
        match (is_unspaced(run[1]), run[2]) {
            (false, _) => grams.push(mixed(run)),
            (true, ' ') if run[0] == ' ' => grams.push(mixed(&run[1..2])),
            (true, ' ') => {}
            (true, _) => grams.push(mixed(&run[1..])),
        }
    }
    set(grams)
}

fn word_hashes(folded: &[char]) -> impl Iterator<Item = u32> {
    let words = folded.split(|&c| c == ' ').filter(|word| !word.is_empty());
    words.flat_map(|word| {
        let length = if is_unspaced(word[0]) {
            word.len().min(2)
        } else {
            word.len()
        };
        word.windows(length).map(mixed)
    })
}

fn set(mut hashes: Vec<u32>) -> Vec<u32> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// The words of a text as they are compared, hashed; `None` where it has none.
pub(super) fn wording(text: &str) -> Option<u64> {
    let folded = fold(text);
    let step =
        |hash: u64, &c: &char| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
    (!folded.is_empty()).then(|| folded.iter().fold(0xcbf2_9ce4_8422_2325, step))
}

/// How many in a thousand the three-letter runs of two texts have in common.
pub(super) fn likeness(a: &str, b: &str) -> u64 {
    let weighed = |text| Weighed::by(|_| 1, grams(text));
    weighed(a).dice(&weighed(b))
}

/// The grams of a text, each with its weight.
#[derive(Debug)]
pub(super) struct Weighed {
    grams: Vec<u32>,
    weights: Vec<u8>,
    total: u64,
}

impl Weighed {
    fn by(weight: impl Fn(u32) -> u8, grams: Vec<u32>) -> Weighed {
        let weights: Vec<u8> = grams.iter().map(|&gram| weight(gram)).collect();
        let total = weights.iter().copied().map(u64::from).sum();
        Weighed {
            grams,
            weights,
            total,
        }
    }

    /// How many in a thousand of two texts is in both (Dice's coefficient).
    pub(super) fn dice(&self, other: &Weighed) -> u64 {
        let (mut i, mut j, mut common) = (0, 0, 0);
        while i < self.grams.len() && j < other.grams.len() {
            let (left, right) = (self.grams[i], other.grams[j]);
            if left == right {
                common += u64::from(self.weights[i]);
            }
            i += usize::from(left <= right);
            j += usize::from(right <= left);
        }
        // Two texts without letters (an emoji) have nothing to differ in.
        (2000 * common)
            .checked_div(self.total + other.total)
            .unwrap_or(1000)
    }
}

/// How rare each gram is in this list: boilerplate weighs little.
pub(super) struct Rarity {
    weights: Vec<u8>,
}

impl Rarity {
    /// Counts the grams of at most 8,192 texts, evenly taken; more would not
    /// change what is boilerplate.
    pub(super) fn of<'a>(texts: impl ExactSizeIterator<Item = &'a str>) -> Rarity {
        let step = texts.len().div_ceil(8192).max(1);
        // A short list does with a small table; one gram in a wrong bucket is
        // a little less rare than it is, no more.
        let mut counts = vec![
            0_u32;
            (texts.len() * 64)
                .next_power_of_two()
                .clamp(1 << 14, 1 << 16)
        ];
        let mut total = 0;
        for text in texts.step_by(step) {
            total += 1;
            for gram in grams(text) {
                let bucket = gram as usize % counts.len();
                counts[bucket] += 1;
            }
        }
        let weights = counts.iter().map(|&count| weight(total, count)).collect();
        Rarity { weights }
    }

    pub(super) fn weigh(&self, grams: Vec<u32>) -> Weighed {
        Weighed::by(
            |gram| self.weights[gram as usize % self.weights.len()],
            grams,
        )
    }
}

// Twice the binary logarithm of how many texts there are for each that has it.
fn weight(total: u32, count: u32) -> u8 {
    let ratio = (u64::from(total) + 1) * 256 / (u64::from(count) + 1);
    let doubled = (ratio * ratio).max(1).ilog2().saturating_sub(16);
    u8::try_from(1 + doubled).unwrap_or(u8::MAX)
}

// Lower case, a space before, after and between words, which also end where
// the script changes between spaced and unspaced; empty without a letter.
fn fold(text: &str) -> Vec<char> {
    let mut folded = Vec::with_capacity(text.len().min(TEXT_LIMIT) + 2);
    let mut before = ' ';
    for c in text.chars().take(TEXT_LIMIT) {
        // Inside a word, as most letters are, there is nothing to decide.
        if c.is_ascii_alphanumeric() && before.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
            before = c;
            continue;
        }
        let c = if is_letter(c) { c } else { ' ' };
        let script_changes = before != ' ' && is_unspaced(before) != is_unspaced(c);
        if before == ' ' || c == ' ' || script_changes {
            separate(&mut folded);
        }
        match c {
            ' ' => {}
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ => folded.extend(c.to_lowercase()),
        }
        before = c;
    }
    separate(&mut folded);
    if folded.len() == 1 {
        Vec::new()
    } else {
        folded
    }
}

fn separate(folded: &mut Vec<char>) {
    if folded.last() != Some(&' ') {
        folded.push(' ');
    }
}

// A combining accent belongs to its letter.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_unspaced(c: char) -> bool {
    // Thai, Lao, Myanmar, Khmer; Han, Kana and Hangul.
    c >= '\u{e00}'
        && matches!(c,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}')
}

fn mixed(letters: &[char]) -> u32 {
    let step = |hash: u64, &c: &char| {
        (hash ^ u64::from(u32::from(c)))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(29)
    };
    let hash = letters.iter().fold(0x51_7c_c1_b7, step);
    // The upper half, which every letter has reached.
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_punctuation_do_not_count_but_accents_do() {
        assert_eq!(likeness("We moved!", "we  MOVED"), 1000);
        assert_eq!(wording("We moved!"), wording("we  MOVED"));
        assert!(likeness("a résumé", "a resume") < 1000);
        assert_eq!(wording("🎉!"), None);
    }

    #[test]
    fn a_typo_costs_little_and_other_words_much() {
        assert!(
            likeness(
                "accepted at EMNLP with honours",
                "accpeted at EMNLP with honours"
            ) > 700
        );
        assert!(likeness("Gave a talk in Rome", "Two papers accepted") < 150);
    }

    #[test]
    fn chinese_is_compared_by_pairs() {
        assert!(likeness("我们的论文已被接收", "我们的论文被接收了") > 600);
        assert!(likeness("我们的论文已被接收", "欢迎新同学加入") < 150);
        assert_eq!(Features::of("论文 x").words.len(), 2);
    }

    #[test]
    fn boilerplate_weighs_little() {
        let texts = [
            "our paper on cats",
            "our paper on dogs",
            "our paper on fish",
        ];
        let rarity = Rarity::of(texts.into_iter());
        let weighed = |text| rarity.weigh(grams(text));
        assert!(weighed(texts[0]).dice(&weighed(texts[1])) < likeness(texts[0], texts[1]));
    }
}
