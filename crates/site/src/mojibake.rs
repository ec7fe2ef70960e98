//! Text that was encoded twice: UTF-8 read as Windows-1252 and saved again, so
//! that a curly apostrophe shows as three characters.
//!
//! Every character outside ASCII then became two to four characters of
//! Windows-1252 whose bytes are the UTF-8 of the one that was meant. The same
//! characters also stand side by side in sound text (a capital before a closing
//! quote, an accented name before footnote marks), so a find must decode to a
//! character that people write, and must not read as a word and what follows it.

use std::ops::Range;

use crate::decode::to_windows_1252;
use crate::{Problem, Source};

/// A stretch of text that was encoded twice, or more often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The bytes of the text to replace.
    pub range: Range<usize>,
    /// What was meant.
    pub repaired: String,
}

/// Finds the stretches that were encoded twice, in order.
///
/// ```
/// let found = site::mojibake::find("our team\u{e2}\u{20ac}\u{2122}s needs");
/// assert_eq!((found[0].range.clone(), &*found[0].repaired), (8..16, "\u{2019}"));
/// assert_eq!(site::mojibake::find("S\u{e3}o Paulo, na\u{ef}ve caf\u{e9}s"), []);
/// ```
pub fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_outside_ascii(text, at) {
        let rest = &text[start..];
        let length = rest.find(|c: char| byte(c).is_none()).unwrap_or(rest.len());
        if length == 0 {
            at = start + rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        at = start + length;
        found.extend(settle(text, start..at));
    }
    found
}

/// The text with every find of [`find`] repaired, and nothing else changed.
///
/// ```
/// assert_eq!(site::mojibake::repair("caf\u{c3}\u{a9}"), "caf\u{e9}");
/// assert_eq!(site::mojibake::repair("caf\u{e9}"), "caf\u{e9}");
/// ```
pub fn repair(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len());
    let mut done = 0;
    for Found {
        range,
        repaired: piece,
    } in find(text)
    {
        repaired.push_str(&text[done..range.start]);
        repaired.push_str(&piece);
        done = range.end;
    }
    repaired.push_str(&text[done..]);
    repaired
}

/// A warning for each find in a file, with the word as it should be.
///
/// ```
/// let page = site::Source::new("about.md", "Our team\u{e2}\u{20ac}\u{2122}s page");
/// assert_eq!(
///     site::mojibake::check(&page)[0].to_string(),
///     "about.md:1:9: warning: `team\u{e2}\u{20ac}\u{2122}s` was encoded twice \
///      help: write `team\u{2019}s`",
/// );
/// ```
pub fn check(source: &Source) -> Vec<Problem> {
    let problem = |Found { range, repaired }: Found| {
        let (before, after) = word_around(&source.text, &range);
        let message = format!(
            "`{before}{}{after}` was encoded twice",
            &source.text[range.clone()]
        );
        Problem::warning("mojibake", source, range.start, message)
            .help(format!("write `{before}{repaired}{after}`"))
    };
    find(&source.text).into_iter().map(problem).collect()
}

fn next_outside_ascii(text: &str, from: usize) -> Option<usize> {
    let rest = &text.as_bytes()[from..];
    Some(from + rest.iter().position(|byte| !byte.is_ascii())?)
}

// The byte that a character outside ASCII was read from.
fn byte(c: char) -> Option<u8> {
    to_windows_1252(c).filter(|byte| !byte.is_ascii())
}

// The letters on both sides, no more of them than a long word has.
fn word_around<'t>(text: &'t str, range: &Range<usize>) -> (&'t str, &'t str) {
    let near = |(n, (_, c)): &(usize, (usize, char))| *n < 20 && c.is_ascii_alphanumeric();
    let before = text[..range.start]
        .char_indices()
        .rev()
        .enumerate()
        .take_while(near);
    let start = before.last().map_or(range.start, |(_, (at, _))| at);
    let after = text[range.end..]
        .char_indices()
        .enumerate()
        .take_while(near);
    let end = after.last().map_or(0, |(_, (at, _))| at + 1);
    (&text[start..range.start], &text[range.end..range.end + end])
}

// Text encoded three or four times is met; a run that goes on decoding was
// made to.
const MOST_LEVELS: usize = 6;

// Decodes one run again and again until it stays as it is.
fn settle(text: &str, run: Range<usize>) -> Option<Found> {
    let before = text[..run.start].chars().next_back();
    let after = text[run.end..].chars().next();
    let written = &text[run.clone()];
    let mut settled = decode_once(written, before, after)?;
    let mut levels = 1;
    while let Some(next) = decode_once(&settled, before, after) {
        settled = next;
        levels += 1;
        if levels > MOST_LEVELS {
            return None;
        }
    }
    let sound = !settled.contains(char::is_control);
    sound.then(|| trimmed(written, settled, run.start))
}

// Only what differs, so that sound characters beside it are not touched.
fn trimmed(written: &str, settled: String, start: usize) -> Found {
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let width = |pair: (char, char)| pair.0.len_utf8();
    let head = written.chars().zip(settled.chars()).take_while(same);
    let head: usize = head.map(width).sum();
    let (old, new) = (&written[head..], &settled[head..]);
    let tail = old.chars().rev().zip(new.chars().rev()).take_while(same);
    let tail: usize = tail.map(width).sum();
    Found {
        range: start + head..start + written.len() - tail,
        repaired: new[..new.len() - tail].to_owned(),
    }
}

// A character, or those of one that was encoded twice.
struct Unit {
    meant: char,
    characters: usize,
    // It could also be a word and what follows it.
    doubtful: bool,
}

fn decode_once(run: &str, before: Option<char>, after: Option<char>) -> Option<String> {
    let run: Vec<char> = run.chars().collect();
    let mut units = Vec::new();
    let (mut at, mut last) = (0, before);
    while at < run.len() {
        let unit = unit(&run[at..], last, after);
        at += unit.characters;
        last = Some(run[at - 1]);
        units.push(unit);
    }
    let certain = |unit: Option<&Unit>| unit.is_some_and(|u| u.characters > 1 && !u.doubtful);
    let mut decoded = String::new();
    let (mut at, mut changed) = (0, false);
    for (n, unit) in units.iter().enumerate() {
        let beside = n.checked_sub(1).and_then(|n| units.get(n));
        let accepted = certain(Some(unit)) || certain(beside) || certain(units.get(n + 1));
        let written = &run[at..at + unit.characters];
        at += unit.characters;
        if accepted && unit.characters > 1 {
            decoded.push(unit.meant);
            changed = true;
        } else {
            decoded.extend(written);
        }
    }
    changed.then_some(decoded)
}

fn unit(rest: &[char], before: Option<char>, after: Option<char>) -> Unit {
    let plain = Unit {
        meant: rest[0],
        characters: 1,
        doubtful: false,
    };
    let Some(meant) = twice_encoded(rest).filter(|&meant| is_written(meant)) else {
        return plain;
    };
    let characters = meant.len_utf8();
    let after = rest.get(characters).copied().or(after);
    Unit {
        meant,
        characters,
        doubtful: reads_as_text(&rest[..characters], before, after),
    }
}

fn twice_encoded(rest: &[char]) -> Option<char> {
    let mut bytes = [0; 4];
    let known = rest.iter().map_while(|&c| byte(c));
    let count = bytes
        .iter_mut()
        .zip(known)
        .map(|(slot, byte)| *slot = byte)
        .count();
    let chunk = bytes[..count].utf8_chunks().next()?;
    chunk.valid().chars().next()
}

// Characters that people write, by block; the controls are half-decoded text.
fn is_written(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{17F}' // Latin
        | 'ƒ' | 'Ș'..='ț' | 'ˆ' | 'ˇ' | '˜'
        | '\u{300}'..='\u{328}' // combining marks
        | '\u{370}'..='\u{3FF}' // Greek
        | '\u{400}'..='\u{45F}' | 'Ґ' | 'ґ' // Cyrillic
        | 'א'..='ת' // Hebrew
        | '\u{600}'..='\u{6FF}' // Arabic
        | '\u{900}'..='\u{E7F}' // Indic, Thai
        | '\u{10A0}'..='\u{10FF}' // Georgian
        | '\u{1E00}'..='\u{1FFF}' // Vietnamese, Greek
        | '\u{2000}'..='\u{2BFF}' // punctuation and symbols
        | '\u{3000}'..='\u{30FF}' // kana
        | '\u{4E00}'..='\u{9FFF}' // Han
        | '가'..='힣' // Hangul
        | 'ﬀ'..='ﬆ' | '\u{FE0F}' | '\u{FEFF}' | '\u{FF01}'..='\u{FFEF}' | '\u{FFFD}'
        | '\u{1D400}'..='\u{1D7FF}' // mathematical letters
        | '\u{1F000}'..='\u{1FAFF}' // emoji
    )
}

fn is_quote_or_dash(c: char) -> bool {
    "…‘’“”«»‹›–—™®".contains(c)
}

// What may follow a word: punctuation, and the marks of footnotes and
// affiliations.
fn may_follow(c: char) -> bool {
    is_quote_or_dash(c) || "†‡§¶¹²³ªº°•·\u{A0}".contains(c)
}

// A word's last letter and the punctuation after it have the same bytes as
// some character.
fn reads_as_text(written: &[char], before: Option<char>, after: Option<char>) -> bool {
    let lowercase = |c: Option<char>| c.is_some_and(char::is_lowercase);
    match *written {
        // No word ends in this capital.
        ['Â', _] => false,
        [_, mark] if before.is_some_and(char::is_uppercase) => {
            may_follow(mark) && (mark == '’' || !lowercase(after))
        }
        // No language has this capital for a word, but `×` stands alone.
        ['Ã', _] if !before.is_some_and(is_quote_or_dash) => false,
        [_, mark] if !lowercase(before) => {
            is_quote_or_dash(mark) && !after.is_some_and(char::is_alphabetic)
        }
        // Vietnamese has its vowels here, in the middle of a word.
        ['á', '»', mark] if mark != '—' && lowercase(after) => false,
        ['â', first, second] => is_quote_or_dash(first) && is_quote_or_dash(second),
        [_, first, second] => may_follow(first) && may_follow(second),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::decode::from_windows_1252;

    // UTF-8 read as Windows-1252.
    fn encode_twice(text: &str) -> String {
        let chars = text.bytes().map(from_windows_1252);
        chars.collect()
    }

    const SOUND: &[&str] = &[
        "São Paulo, Ã, Â, NÃO, MAÇÃ, “MAÇÔ, «MAÇû, IRMÃ… IRMÖ, À Ã É",
        "naïve café, Zoë’s “façade”, voilà… voilà », « été », ‹ été ›, L’ÉTÉ… «CAFÉ»",
        "the so-called ‘café’” and ‘café’…, José¹², André¹³, José†‡, Beyoncé’s, CAFÉ’s, JOSÉ’s",
        "«está»… «está»—dijo, ¿Qué? ¡Olé!, PERÚ’s, POTOSÍ…, ESPAÑA, Ñ, AÑO “Ñ”",
        "„Spaß“ „Gruß“… »Straße« STRASSE „Ä“ „Ö“ Ä… ÜBER—Ö Österreich Äpfel",
        "PÅ” PÅ… på Å… “Å” Ø… «Ø» blåbær Ålesund Ærø smørrebrød PÅ\u{A0}5",
        "Việt Nam, Nguyễn Văn Ân, đường phố, Ấn Độ, ÂN, Â",
        "Îles, Ïo, Þór, það”, ÞAÐ… ð Ð “Ð”, Úlfur Ólafur’s, RÓ…",
        "Łódź, ŻÓŁĆ, Českáš’, žluťoučký kůň, Škoda, Žižek, NÁŠ”, Ștefan, ȚARĂ",
        "naučiť, İstanbul, ığdır, ÇALIŞ… Çok",
        "10 × 5, 5×½, ×², ±½, £5, ©2024, ®, 20 °C, 3 µm, § 5, ¼ cup, €5, ™",
        "数据 データ 한국어 Привет Ελλάδα עברית العربية ไทย 🎉 ❤️ ✓ →",
        "pâte, pâté, hâte â â” “â”, â€ â€",
        "Ἀθῆναι, e\u{301}te\u{301}, ﬁn, \u{FEFF}x",
    ];

    const WORDS: &[&str] = &[
        "team’s",
        "“quoted”",
        "—",
        "…",
        "naïve",
        "café",
        "Müller",
        "López",
        "São Tomé",
        "à la carte",
        "Österreich",
        "Œuvre cœur",
        "École",
        "BÉBÉ",
        "£5",
        "© 2024",
        "ACME®",
        "« oui »",
        "Île de Ré",
        "Ștefan Țepeș",
        "Nikolić",
        "Škoda",
        "Łukasz",
        "Žižek",
        "Việt Nguyễn",
        "Ελλάδα π≈3",
        "Привет",
        "שלום עולם",
        "مرحبا بالعالم",
        "สวัสดี",
        "नमस्ते",
        "数据挖掘",
        "你好",
        "データ",
        "한국어",
        "🎉 🏆",
        "❤️",
        "✓ → ★ • € ™ ≤",
        "e\u{301}te\u{301}",
        "a\u{A0}b",
        "½ ×",
        "x² µm",
        "𝒳",
        "𝔼[X]",
        "\u{FEFF}# News",
        "ﬁ",
        "，。！",
        "çà et là",
        "ÿ",
        "È così",
        "Århus",
        "søster",
        "ß",
        "ñandú",
    ];

    #[test]
    fn sound_text_is_left_alone() {
        for text in SOUND.iter().chain(WORDS) {
            assert_eq!(repair(text), *text);
        }
    }

    #[test]
    fn twice_thrice_and_more_encoded_text_is_repaired() {
        for word in WORDS {
            for context in [
                word.to_string(),
                format!("a {word}, b"),
                format!("- {word}\n"),
            ] {
                let mut encoded = context.clone();
                for times in 1..=4 {
                    encoded = encode_twice(&encoded);
                    assert_eq!(repair(&encoded), context, "{times} times: {encoded}");
                }
            }
        }
    }

    #[test]
    fn sound_text_beside_it_is_left_alone() {
        let text = "é\u{e2}\u{20ac}\u{2122}é Ã naïve \u{c3}\u{a9}t\u{c3}\u{a9}";
        assert_eq!(repair(text), "é’é Ã naïve été");
        let ranges: Vec<_> = find(text).into_iter().map(|found| found.range).collect();
        assert_eq!(ranges, [2..10, 23..27, 28..32]);
    }

    #[test]
    fn long_runs_settle() {
        for text in [
            "Â".repeat(20_000) + "©",
            "é’".repeat(20_000),
            "ÃƒÂ".repeat(20_000),
        ] {
            let once = repair(&text);
            assert!(repair(&once) == once);
        }
    }

    proptest! {
        #[test]
        fn repairing_again_changes_nothing(text in "[ÂÃâ€™é©Å“ \u{80}\u{A0}”ÄaAð¹]{0,24}") {
            let once = repair(&text);
            prop_assert_eq!(repair(&once), once);
        }

        #[test]
        fn any_letters_in_a_word_come_back(
            text in "x[a-zà-öø-ÿāăąćčďđęěğłńňőřśşšťůűźžșțα-ωа-я’“—…🎉]{0,20}x"
        ) {
            // What looks encoded before is repaired too far.
            prop_assume!(repair(&text) == text);
            prop_assert_eq!(repair(&encode_twice(&text)), text);
        }

        #[test]
        fn any_text_is_read(text in ".*") {
            let source = Source::new("p.md", text);
            prop_assert_eq!(check(&source).len(), find(&source.text).len());
        }
    }
}
