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

/// The wordings of a News heading, and one heading in each that shows it.
/// Compared after [`normal`], so case, emoji, numbers, punctuation and a
/// parenthesis at the end do not matter.
pub(crate) const WORDINGS: &[(&str, &str, &str)] = &[
    ("en", "what s new", "What's New?"),
    ("en", "whats new", "Whats new"),
    ("en", "what is new", "What is new"),
    ("en", "newsfeed", "📰 Newsfeed"),
    ("en", "bulletin", "Bulletin"),
    ("en", "happenings", "Happenings"),
    ("fr", "actualités", "## Actualités"),
    ("fr", "actualites", "Actualites :"),
    ("fr", "nouvelles", "Nouvelles"),
    ("fr", "actus", "Actus"),
    ("fr", "nouveautés", "Nouveautés"),
    ("fr", "quoi de neuf", "Quoi de neuf ?"),
    ("fr", "dernières nouvelles", "Dernières nouvelles"),
    ("fr", "actualités récentes", "Actualités récentes"),
    ("de", "neuigkeiten", "Neuigkeiten"),
    ("de", "aktuelles", "Aktuelles"),
    ("de", "aktuell", "Aktuell"),
    ("de", "nachrichten", "Nachrichten"),
    ("de", "neues", "Neues"),
    ("de", "ankündigungen", "Ankündigungen"),
    ("de", "aktuelle meldungen", "Aktuelle Meldungen"),
    ("es", "noticias", "Noticias"),
    ("es", "novedades", "Novedades"),
    ("es", "anuncios", "Anuncios"),
    ("es", "noticias recientes", "Noticias recientes"),
    ("es", "últimas noticias", "Últimas noticias"),
    ("pt", "notícias", "Notícias"),
    ("pt", "novidades", "Novidades"),
    ("pt", "últimas notícias", "Últimas notícias"),
    ("it", "notizie", "Notizie"),
    ("it", "novità", "Novità"),
    ("it", "ultime notizie", "Ultime notizie"),
    ("it", "avvisi", "Avvisi"),
    ("nl", "nieuws", "Nieuws"),
    ("nl", "laatste nieuws", "Laatste nieuws"),
    ("nl", "actueel", "Actueel"),
    ("sv", "nyheter", "Nyheter"),
    ("da", "nyheder", "Nyheder"),
    ("fi", "uutiset", "Uutiset"),
    ("fi", "ajankohtaista", "Ajankohtaista"),
    ("ru", "новости", "Новости"),
    ("ru", "последние новости", "Последние новости"),
    ("uk", "новини", "Новини"),
    ("pl", "aktualności", "Aktualności"),
    ("pl", "nowości", "Nowości"),
    ("cs", "novinky", "Novinky"),
    ("cs", "aktuality", "Aktuality"),
    ("tr", "haberler", "Haberler"),
    ("tr", "duyurular", "Duyurular"),
    ("tr", "güncel haberler", "Güncel Haberler"),
    ("el", "νέα", "Νέα"),
    ("ro", "noutăți", "Noutăți"),
    ("hu", "hírek", "Hírek"),
    ("ca", "notícies", "Notícies"),
    ("vi", "tin tức", "Tin tức"),
    ("id", "berita", "Berita"),
    ("fa", "اخبار", "اخبار"),
    ("ar", "أخبار", "أخبار"),
    ("he", "חדשות", "חדשות"),
    ("zh", "新闻", "新闻"),
    ("zh", "新聞", "新聞"),
    ("zh", "消息", "消息"),
    ("zh", "最新消息", "🔥 最新消息"),
    ("zh", "最近消息", "最近消息"),
    ("zh", "最新动态", "最新动态"),
    ("zh", "最新動態", "最新動態"),
    ("zh", "近期动态", "近期动态"),
    ("zh", "近期新闻", "近期新闻"),
    ("zh", "最近动态", "最近动态"),
    ("zh", "最新新闻", "最新新闻"),
    ("zh", "新闻动态", "新闻动态"),
    ("zh", "新闻与动态", "新闻与动态"),
    ("zh", "动态", "动态"),
    ("zh", "動態", "動態"),
    ("zh", "公告", "公告"),
    ("zh", "通知", "通知"),
    ("zh", "近况", "近况"),
    ("zh", "最新资讯", "最新资讯"),
    ("zh", "资讯", "资讯"),
    ("ja", "新着情報", "新着情報"),
    ("ja", "お知らせ", "お知らせ"),
    ("ja", "ニュース", "ニュース"),
    ("ja", "最新情報", "最新情報"),
    ("ja", "最近のニュース", "最近のニュース"),
    ("ja", "更新情報", "更新情報"),
    ("ja", "トピックス", "トピックス"),
    ("ko", "소식", "소식"),
    ("ko", "뉴스", "뉴스"),
    ("ko", "최근 소식", "최근 소식"),
    ("ko", "새 소식", "새 소식"),
    ("ko", "새소식", "새소식"),
    ("ko", "최신 소식", "최신 소식"),
    ("ko", "공지사항", "공지사항"),
    ("ko", "공지", "공지"),
];

/// English headings are put together freely; one of these makes it News …
const CORE: &[&str] = &[
    "news",
    "new",
    "update",
    "updates",
    "announcement",
    "announcements",
    "milestone",
    "milestones",
    "highlights",
];

/// … if there is nothing but these beside it (`Lab News & Events`).
const BESIDE: &[&str] = &[
    "recent",
    "latest",
    "current",
    "old",
    "older",
    "past",
    "previous",
    "earlier",
    "all",
    "more",
    "other",
    "hot",
    "breaking",
    "quick",
    "short",
    "brief",
    "selected",
    "some",
    "my",
    "our",
    "the",
    "lab",
    "group",
    "team",
    "research",
    "academic",
    "personal",
    "career",
    "professional",
    "life",
    "and",
    "n",
    "or",
    "events",
    "event",
    "activities",
    "upcoming",
    "archive",
    "archives",
    "feed",
    "list",
    "section",
    "page",
    "see",
    "view",
    "rss",
    "show",
    "hide",
    "most",
    "what",
    "s",
    "i",
    "major",
    "key",
    "this",
    "year",
    "month",
    "happenings",
    "blog",
    "timeline",
    "travel",
    "fun",
    "website",
    "notable",
    "important",
    "general",
    "main",
    "top",
];

// Alone these say too little: `Highlights` are as often those of research.
const NOT_ALONE: &[&str] = &["new", "highlights"];

/// Words that end a News list, wherever they stand in a heading.
const OTHER: &[&str] = &[
    "publication",
    "publications",
    "paper",
    "papers",
    "preprint",
    "preprints",
    "manuscripts",
    "honor",
    "honors",
    "honour",
    "honours",
    "award",
    "awards",
    "scholarship",
    "scholarships",
    "grant",
    "grants",
    "funding",
    "fellowships",
    "education",
    "experience",
    "experiences",
    "employment",
    "internship",
    "internships",
    "teaching",
    "courses",
    "talk",
    "talks",
    "presentations",
    "service",
    "services",
    "press",
    "media",
    "coverage",
    "newsletter",
    "newsletters",
    "project",
    "projects",
    "software",
    "code",
    "students",
    "mentoring",
    "advising",
    "supervision",
    "contact",
    "biography",
    "bio",
    "about",
    "interests",
    "cv",
    "resume",
    "skills",
    "patents",
    "books",
    "hobbies",
    "misc",
    "miscellaneous",
    "links",
    "friends",
    "visitors",
    "publikationen",
    "lehre",
    "enseignement",
    "publicaciones",
    "docencia",
    "publicações",
    "pubblicazioni",
    "publicaties",
    "публикации",
    "publikacje",
    "yayınlar",
    "论文",
    "发表论文",
    "论文发表",
    "著作",
    "教育经历",
    "教育背景",
    "荣誉",
    "奖项",
    "荣誉奖项",
    "获奖",
    "教学",
    "学术服务",
    "研究方向",
    "研究兴趣",
    "工作经历",
    "实习经历",
    "项目",
    "联系方式",
    "論文",
    "業績",
    "学歴",
    "経歴",
    "受賞",
    "논문",
    "학력",
    "수상",
    "경력",
];

const OLDER: &[&str] = &[
    "older", "earlier", "old", "past", "previous", "archive", "archived", "before", "and", "items",
    "show", "more", "see", "click", "to", "expand", "view", "all", "the", "in", "items", "updates",
    "news", "entries", "ago", "older", "mehr", "anzeigen", "plus", "更多", "以前", "更早", "過去",
];

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
    if is_news(&text, &words) {
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
    core && !alone && words.iter().all(known) || is_news_from(words)
}

// `News from the Example Lab`.
fn is_news_from(words: &[&str]) -> bool {
    let start = words
        .iter()
        .position(|word| *word == "from" || *word == "at");
    start.is_some_and(|start| (1..=2).contains(&start) && words[start - 1] == "news")
}

fn year(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(['年', '년']);
    let plain = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let year = digits.parse().ok().filter(|_| plain);
    year.filter(|year| (1950..2200).contains(year))
}

/// A heading as it is compared: lower case, words apart by one space, without
/// emoji, punctuation, numbering, shortcodes and a parenthesis at its end.
fn normal(heading: &str) -> String {
    let heading = heading.trim();
    let end = heading
        .rfind(['(', '（'])
        .filter(|&at| at > 0 && heading.ends_with([')', '）']));
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
            "Recent updates ¶",
            "What’s new",
            "News#",
            "Group news and highlights",
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
