use aho_corasick::AhoCorasick;

/// Programs that fetch pages for no person who reads them at that moment, by
/// what they call themselves.
///
/// The names are those of <https://github.com/monperrus/crawler-user-agents>
/// (MIT), in the table that `cargo xtask crawlers` makes. To those come two
/// rules about shape: every browser calls itself `Mozilla/` or `Opera/` first,
/// and none gives an address on the web.
#[derive(Debug)]
pub struct Crawlers {
    names: Vec<Name>,
    automaton: AhoCorasick,
}

#[derive(Debug, Clone, Copy)]
struct Name {
    place: Place,
    text: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Anywhere,
    Start,
    End,
    /// Anywhere, in large or small letters.
    AnyCase,
}

const TABLE: &str = include_str!("crawlers.txt");

// What crawlers that no list has yet tend to be called. Not `bot` alone: there
// is a maker of telephones called Cubot.
const WORDS: &[&str] = &[
    "bot/", "-bot", "crawler", "spider", "scraper", "headless", "://",
];

impl Crawlers {
    /// All that are known.
    ///
    /// # Errors
    /// If the table is one that cannot be searched.
    pub fn new() -> Result<Crawlers, String> {
        let words = WORDS.iter().map(|text| Name {
            place: Place::AnyCase,
            text,
        });
        let names: Vec<_> = TABLE.lines().filter_map(name).chain(words).collect();
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(names.iter().map(|name| name.text))
            .map_err(|error| error.to_string())?;
        Ok(Crawlers { names, automaton })
    }

    /// Whether a program of this name is none that people look at pages with.
    ///
    /// ```
    /// let crawlers = visitor_map::tally::Crawlers::new().unwrap();
    /// assert!(crawlers.contains(b"Mozilla/5.0 (compatible; Googlebot/2.1)"));
    /// assert!(crawlers.contains(b"curl/8.0"));
    /// assert!(!crawlers.contains(b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"));
    /// ```
    pub fn contains(&self, agent: &[u8]) -> bool {
        if !(agent.starts_with(b"Mozilla/") || agent.starts_with(b"Opera/")) {
            return true;
        }
        self.automaton
            .find_overlapping_iter(agent)
            .any(|found| self.names[found.pattern()].is_at(agent, found.range()))
    }
}

impl Name {
    fn is_at(self, agent: &[u8], range: std::ops::Range<usize>) -> bool {
        let is_placed = match self.place {
            Place::Anywhere => true,
            Place::AnyCase => return true,
            Place::Start => range.start == 0,
            Place::End => range.end == agent.len(),
        };
        is_placed && agent[range] == *self.text.as_bytes()
    }
}

// A line begins with the place; `#` is a comment.
fn name(line: &'static str) -> Option<Name> {
    let place = match line.as_bytes().first()? {
        b' ' => Place::Anywhere,
        b'^' => Place::Start,
        b'$' => Place::End,
        _ => return None,
    };
    let text = &line[1..];
    Some(Name { place, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CRAWLERS: &str = include_str!("../../tests/data/crawlers.txt");
    const BROWSERS: &str = include_str!("../../tests/data/browsers.txt");

    fn entries(text: &str) -> Vec<&str> {
        text.lines().filter(|line| !line.starts_with('#')).collect()
    }

    #[test]
    fn crawlers_are_caught_and_browsers_are_not() {
        let crawlers = Crawlers::new().unwrap();
        let known = entries(CRAWLERS);
        let missed: Vec<_> = known
            .iter()
            .filter(|agent| !crawlers.contains(agent.as_bytes()))
            .collect();
        assert!(known.len() > 2000);
        assert!(missed.len() * 100 <= known.len(), "{missed:#?}");

        let real = entries(BROWSERS);
        let taken: Vec<_> = real
            .iter()
            .filter(|agent| crawlers.contains(agent.as_bytes()))
            .collect();
        assert!(real.len() > 900);
        assert!(taken.len() * 1000 <= real.len(), "{taken:#?}");
    }

    #[test]
    fn names_keep_their_letters_and_places() {
        let crawlers = Crawlers::new().unwrap();
        for (agent, is_crawler) in [
            (
                "Mozilla/5.0 (Linux; Android 5.1; Build/X) Silk/140.1 like Chrome/140.0",
                false,
            ),
            (
                "Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus) Chrome/140.0",
                false,
            ),
            ("Mozilla/5.0 examplebot/1.0", true),
            ("Mozilla/5.0 (compatible; EXAMPLE-CRAWLER)", true),
            ("Mozilla/5.0 (a; +https://example.org/why)", true),
            ("Mozilla/5.0 HeadlessChrome/140.0", true),
            ("Silk/1.0", true),
            ("", true),
            ("-", true),
        ] {
            assert_eq!(crawlers.contains(agent.as_bytes()), is_crawler, "{agent}");
        }
        assert!(crawlers.contains(b"\xff\x00"));
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        let (lines, names) = (lines.count(), TABLE.lines().filter_map(name).count());
        assert_eq!(lines, names);
        assert!(
            TABLE
                .lines()
                .filter_map(name)
                .all(|name| name.text.len() > 2)
        );
    }
}
