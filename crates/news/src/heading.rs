mod wordings;

use wordings::{BESIDE, CORE, NOT_ALONE, OLDER, OTHER, OUTLETS, WITH_NEWS, WORDINGS};

/// What a heading says about the list below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A News list begins; `News 2024` also names its year.
    News(Option<i32>),
    /// Something that no News list contains: publications, teaching, press.
    Other,
    /// A year of the list: `2024`.
    Year(i32),
    /// The older part of the list: `Earlier`.
    Older,
    /// Anything else: a category inside the list, or another part of the page.
    Unknown,
}

/// What a heading means; `named` is the one wording that the site's owner
/// gave, which then is News alone.
pub(crate) fn meaning(heading: &str, named: Option<&str>) -> Meaning {
    let text = normal(heading);
    if let Some(named) = named {
        return match normal(named) == text {
            true => Meaning::News(None),
            false => match meaning(heading, None) {
                Meaning::News(_) => Meaning::Other,
                meaning => meaning,
            },
        };
    }
    let (years, words): (Vec<&str>, Vec<&str>) = text
        .split(' ')
        .filter(|word| !word.is_empty())
        .partition(|word| year(word).is_some());
    let year = years.first().and_then(|word| year(word));
    let text = words.join(" ");
    if words
        .first()
        .is_some_and(|word| ["see", "view", "show", "read"].contains(word))
    {
        // `See all news` leads away.
        return Meaning::Older;
    }
    if is_news(&text, &words) || is_news_of(heading, &words) {
        return Meaning::News(year.filter(|_| years.len() == 1));
    }
    match year {
        Some(year) if words.is_empty() && years.len() == 1 => Meaning::Year(year),
        // `In the News` is what others say.
        _ if words.contains(&"in") && words.contains(&"news") => Meaning::Other,
        _ if words.iter().any(|word| OTHER.contains(word)) => Meaning::Other,
        _ if !words.is_empty() && words.iter().all(|word| OLDER.contains(word)) => Meaning::Older,
        _ => Meaning::Unknown,
    }
}

/// Whether the words of a link lead to News: `News`, `See all news`.
pub(crate) fn is_news_link(words: &str) -> bool {
    let text = normal(words);
    let mut words: Vec<&str> = text.split(' ').collect();
    let leads = |word: &&str| LEADS.contains(word);
    let from = words.iter().position(|word| !leads(word));
    is_news_heading(&words.split_off(from.unwrap_or(0)).join(" "))
}

// What a link to the rest of a list says before what it leads to.
const LEADS: [&str; 14] = [
    "see", "view", "show", "read", "browse", "all", "more", "older", "the", "full", "past", "our",
    "my", "to",
];

/// Whether a heading, a page's title or a block's title announces News.
///
/// ```
/// assert!(news::is_news_heading("🔥 Recent News:"));
/// assert!(news::is_news_heading("お知らせ"));
/// assert!(!news::is_news_heading("In the News"));
/// assert!(!news::is_news_heading("Newsletter"));
/// ```
pub fn is_news_heading(heading: &str) -> bool {
    matches!(meaning(heading, None), Meaning::News(_))
}

fn is_news(text: &str, words: &[&str]) -> bool {
    // `In the News` and `Me in the media` are what others say about one.
    if words.contains(&"in") || words.len() > 8 {
        return false;
    }
    if WORDINGS.iter().any(|(_, wording, _)| *wording == text) {
        return true;
    }
    // A page in two languages: `News 新闻`, `News / Actualités`.
    let is_row = |word: &str| WORDINGS.iter().any(|(_, wording, _)| *wording == word);
    let core = words.iter().any(|word| CORE.contains(word) || is_row(word));
    let known = |word: &&str| CORE.contains(word) || BESIDE.contains(word) || is_row(word);
    let alone = words
        .iter()
        .all(|word| NOT_ALONE.contains(word) || BESIDE.contains(word));
    core && !alone && words.iter().all(known) || is_news_from(words) || is_news_and(words)
}

// `Announcements and FAQs`: one of the usual wordings, and what stands with it.
fn is_news_and(words: &[&str]) -> bool {
    let is_row = |text: &str| WORDINGS.iter().any(|(_, wording, _)| *wording == text);
    let parts = (1..words.len().min(4)).map(|at| words.split_at(at));
    let plural = ["news", "updates", "announcements"];
    let is_one = |first: &[&str]| match first {
        [word] => plural.contains(word),
        words => is_row(&words.join(" ")),
    };
    let mut parts = parts.filter(|(first, _)| is_one(first));
    let beside = |word: &&str| *word == "and" || WITH_NEWS.contains(word);
    parts.any(|(_, others)| others.iter().all(beside))
}

// `News from the Example Lab`, `News & Awards`.
fn is_news_from(words: &[&str]) -> bool {
    // `News of my books travel slowly` is a sentence.
    if words.len() > 5 {
        return false;
    }
    let start = words
        .iter()
        .position(|word| ["from", "at", "of"].contains(word));
    let from = start.is_some_and(|start| (1..=2).contains(&start) && words[start - 1] == "news");
    let known = |word: &&str| *word == "news" || BESIDE.contains(word) || WITH_NEWS.contains(word);
    from || words.contains(&"news") && words.len() > 1 && words.iter().all(known)
}

// `ExLab News`, `The EXAMPLE updates`: one name, told by its capitals, and
// nothing else that is not known.
fn is_news_of(heading: &str, words: &[&str]) -> bool {
    let Some((&last, names)) = words.split_last() else {
        return false;
    };
    let mut names = names.iter().filter(|word| !BESIDE.contains(word));
    let (Some(name), None) = (names.next(), names.next()) else {
        return false;
    };
    let written = heading.split(|c: char| !c.is_alphanumeric());
    let is_name = |written: &str| {
        written.to_lowercase() == *name && written.chars().skip(1).any(char::is_uppercase)
    };
    ["news", "updates"].contains(&last)
        && ![OTHER, OUTLETS].iter().any(|words| words.contains(name))
        && heading.chars().any(char::is_lowercase)
        && written.into_iter().any(is_name)
}

fn year(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(['年', '년']);
    let plain = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let year = digits.parse().ok().filter(|_| plain);
    year.filter(|year| (1950..2200).contains(year))
}

/// A heading as it is compared: lower case, words apart by one space, without
/// emoji, punctuation, numbering, shortcodes and what is in brackets at its end.
fn normal(heading: &str) -> String {
    let heading = heading.trim();
    let end = heading
        .rfind(['(', '（', '['])
        .filter(|&at| at > 0 && heading.ends_with([')', '）', ']']));
    let heading = &heading[..end.unwrap_or(heading.len())];
    let numbered = heading.trim_start_matches(|c: char| c.is_ascii_digit());
    let heading = match numbered.strip_prefix(['.', ')']) {
        Some(rest) => rest,
        None => heading,
    };
    let mut text = String::with_capacity(heading.len());
    for word in heading
        .split_whitespace()
        .filter(|word| !is_shortcode(word))
    {
        for c in word.chars().chain([' ']) {
            match c {
                c if c.is_alphanumeric() || is_mark(c) => text.extend(c.to_lowercase()),
                '\u{FE0F}' | '\u{200D}' => {}
                _ => text.push(' '),
            }
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

// `:newspaper:` stands for an emoji.
fn is_shortcode(word: &str) -> bool {
    let name = word
        .strip_prefix(':')
        .and_then(|word| word.strip_suffix(':'));
    name.is_some_and(|name| {
        name.len() > 1 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
    })
}

// Accents written as characters of their own, and vowel signs.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}' | 'ー')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wording_is_news_as_its_example_is() {
        for (_, wording, example) in WORDINGS {
            assert_eq!(meaning(wording, None), Meaning::News(None), "{wording}");
            assert_eq!(meaning(example, None), Meaning::News(None), "{example}");
        }
    }

    #[test]
    fn english_is_put_together() {
        for news in [
            "News",
            "# 🔥 News",
            "News:",
            "Recent News",
            "Latest news",
            "What's New",
            "Updates",
            "News & highlights",
            "Announcements",
            "Milestones",
            "Lab News",
            "News and Updates",
            "Old News",
            "📰 News & Events",
            "1. News",
            "News (last update: May 2025)",
            ":fire: News",
            "NEWS!!",
            "News 新闻",
            "News / Actualités",
            "News from the Example Lab",
            "News [all]",
            "News [Elsewhere]",
            "Recent updates ¶",
            "News [Feed]",
            "What’s new",
            "News#",
            "Group news and highlights",
            "ExLab News",
            "The EXL Lab News",
            "News & Awards",
            "News and Talks",
            "News of the group",
        ] {
            assert_eq!(meaning(news, None), Meaning::News(None), "{news}");
        }
        assert_eq!(meaning("News 2024", None), Meaning::News(Some(2024)));
    }

    #[test]
    fn other_headings_are_not_news() {
        for other in [
            "Newsletter",
            "In the News",
            "Press",
            "Media coverage",
            "Publications",
            "Honors & Awards",
            "New Publications",
            "Recent talks",
            "论文",
            "News coverage",
            "Software updates",
        ] {
            assert_eq!(meaning(other, None), Meaning::Other, "{other}");
        }
        for unknown in [
            "Research highlights in brief physics",
            "Recent",
            "New",
            "Highlights",
            "Newton",
            "Fake News",
            "BBC News",
            "FAKE NEWS",
            "News Recommendation",
        ] {
            assert!(!is_news_heading(unknown), "{unknown}");
        }
        assert_eq!(meaning("2024", None), Meaning::Year(2024));
        assert_eq!(meaning("2023 and earlier", None), Meaning::Older);
        assert_eq!(meaning("Show older", None), Meaning::Older);
    }

    #[test]
    fn a_named_heading_is_the_only_one() {
        assert_eq!(meaning("My Diary!", Some("my diary")), Meaning::News(None));
        assert_eq!(meaning("News", Some("my diary")), Meaning::Other);
    }
}
