use site::{Data, Format, Problem, Source, Value, data};

use crate::gazetteer::{self, Found};
use crate::{Country, Position, countries};

/// A place that an author names: where they studied, taught or spoke.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its name, as the author writes it.
    pub name: String,
    /// Where it is.
    pub position: Position,
    /// The country it is in, where that is known.
    pub country: Option<Country>,
    /// A page about it: an address with `http://`, `https://` or none of such.
    pub link: Option<String>,
    /// When: `2019–2023`.
    pub years: Option<String>,
}

/// What is read of a file; more is a mistake, and no picture could show it.
const MOST: usize = 1000;

/// Reads a file of places. It is TOML, YAML or JSON, as its name says:
///
/// ```
/// let file = r#"
/// [[place]]
/// name = "Shanghai"
/// years = "2016–2020"
/// link = "https://example.org/"
///
/// [[place]]
/// name = "Field station"
/// at = [-2.5, 28.9]        # latitude, longitude
/// country = "CD"
/// "#;
/// let (places, problems) = visitor_map::places(&site::Source::new("places.toml", file));
/// assert_eq!(problems, []);
/// assert_eq!(places[0].country, "CN".parse().ok());
/// assert_eq!(places[1].position.lat(), -2.5);
/// ```
///
/// A city in the table of cities needs no position; where several have its name,
/// `country` or what follows a comma says which: `Cambridge, MA`. A name in no
/// table with a `country` is put into the middle of it. Whatever cannot be
/// placed is an error that says how it could be; the other places are returned.
pub fn places(source: &Source) -> (Vec<Place>, Vec<Problem>) {
    let format = Format::of_path(&source.path).unwrap_or(Format::Toml);
    let (value, mut problems) = data::parse(source, 0..source.text.len(), format);
    let mut places = Vec::new();
    for entry in entries(source, &value, &mut problems) {
        if places.len() == MOST {
            let message = format!("only the first {MOST} places are read");
            problems.push(Problem::error("too-many-places", source, entry.at, message));
            break;
        }
        let mut reader = Reader {
            source,
            problems: &mut problems,
        };
        places.extend(reader.place(entry));
    }
    (places, problems)
}

// The list is the file, or has the name `place` or `places` in it.
fn entries<'a>(source: &Source, value: &'a Value, problems: &mut Vec<Problem>) -> &'a [Value] {
    let Some(map) = value.map() else {
        return value.list();
    };
    for entry in &map.entries {
        if !["place", "places"].contains(&&*entry.key) {
            let message = format!("`{}` means nothing here", entry.key);
            let problem = Problem::warning("unknown-key", source, entry.at, message);
            problems.push(problem.help("write a table [[place]] for each place"));
        }
    }
    let list = map.get("place").or_else(|| map.get("places"));
    list.map_or(&[], Value::list)
}

struct Reader<'a> {
    source: &'a Source,
    problems: &'a mut Vec<Problem>,
}

const KEYS: [&str; 5] = ["name", "at", "country", "link", "years"];

impl Reader<'_> {
    fn place(&mut self, entry: &Value) -> Option<Place> {
        let Some(map) = entry.map() else {
            let message = format!("a place is a table, and this is {}", entry.describe());
            let help = "write [[place]] and below it name = \"…\"";
            self.error("place-no-table", entry.at, message, help);
            return None;
        };
        for entry in map
            .entries
            .iter()
            .filter(|entry| !KEYS.contains(&&*entry.key))
        {
            self.unknown(&entry.key, entry.at);
        }
        let Some(name) = map.text("name").filter(|name| !name.trim().is_empty()) else {
            let message = "this place has no name".to_owned();
            self.error("place-no-name", entry.at, message, "add name = \"…\"");
            return None;
        };
        let name = name.trim().to_owned();
        let country = map.get("country").map(|country| self.country(country));
        let at = map.get("at").map(|at| self.position(at));
        let name_at = map.get("name").map_or(entry.at, |name| name.at);
        let (position, country) = match (at, country) {
            // What is wrong has been said.
            (Some(None), _) | (_, Some(None)) => return None,
            (Some(Some(position)), country) => (position, country.flatten()),
            (None, country) => self.found(&name, name_at, country.flatten())?,
        };
        Some(Place {
            name,
            position,
            country,
            link: map.get("link").and_then(|link| self.link(link)),
            years: map.text("years").map(|years| years.trim().to_owned()),
        })
    }

    fn found(
        &mut self,
        name: &str,
        at: usize,
        country: Option<Country>,
    ) -> Option<(Position, Option<Country>)> {
        const GIVE: &str = "give its position: at = [latitude, longitude]";
        let middle = country.and_then(countries::middle);
        let (message, help) = match (gazetteer::find(name, country), middle) {
            (Found::City(position, country), _) => return Some((position, Some(country))),
            (Found::Several(names), _) => {
                let names = names.join("`, `");
                let message = format!("there are several places called `{name}`");
                (message, format!("write one of `{names}`, or {GIVE}"))
            }
            (Found::Unknown(_), Some(middle)) => return Some((middle, country)),
            (Found::Unknown(near), None) => {
                let message = format!("`{name}` is in no table of cities");
                let help = match near.is_empty() {
                    true => GIVE.to_owned(),
                    false => format!("{GIVE}; or is it `{}`?", near.join("`, `")),
                };
                (message, help)
            }
        };
        self.error("unknown-place", at, message, help);
        None
    }

    fn position(&mut self, value: &Value) -> Option<Position> {
        let numbers: Vec<Option<f64>> = value.list().iter().map(number).collect();
        let (message, help) = match numbers[..] {
            [Some(lat), Some(lon)] => match Position::new(lat, lon) {
                Some(position) => return Some(position),
                None if Position::new(lon, lat).is_some() => (
                    format!("{lat} is no latitude"),
                    format!("the latitude comes first: at = [{lon}, {lat}]"),
                ),
                None => (
                    "this position is not on the globe".to_owned(),
                    "write degrees: at = [latitude, longitude]".to_owned(),
                ),
            },
            _ => (
                "a position is two numbers".to_owned(),
                "write degrees: at = [latitude, longitude]".to_owned(),
            ),
        };
        self.error("bad-position", value.at, message, help);
        None
    }

    fn country(&mut self, value: &Value) -> Option<Country> {
        let text = value.text().unwrap_or_default();
        match text.parse() {
            Ok(country) if countries::is_known(country) => Some(country),
            _ => {
                let message = format!("`{text}` is no country");
                let help = "write the two letters of ISO 3166: country = \"CH\"";
                self.error("bad-country", value.at, message, help);
                None
            }
        }
    }

    fn link(&mut self, value: &Value) -> Option<String> {
        let text = value.text().unwrap_or_default().trim();
        if is_safe_link(text) {
            return Some(text.to_owned());
        }
        let message = format!("`{text}` is no address of a page");
        let problem = Problem::warning("bad-link", self.source, value.at, message);
        self.problems.push(problem.help("begin it with https://"));
        None
    }

    fn unknown(&mut self, key: &str, at: usize) {
        let alike = |known: &&&str| strsim::jaro_winkler(key, known) > 0.8;
        let near = KEYS.iter().find(alike);
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("a place has {}", KEYS.join(", ")),
        };
        let message = format!("`{key}` means nothing for a place");
        let problem = Problem::warning("unknown-key", self.source, at, message);
        self.problems.push(problem.help(help));
    }

    fn error(&mut self, code: &'static str, at: usize, message: String, help: impl Into<String>) {
        let problem = Problem::error(code, self.source, at, message);
        self.problems.push(problem.help(help));
    }
}

fn number(value: &Value) -> Option<f64> {
    match &value.data {
        Data::Number(text) => text.replace('_', "").parse().ok(),
        _ => None,
    }
}

/// Whether an address leads to a page: of the web, or of this site. Anything
/// else, such as `javascript:`, does something.
pub(crate) fn is_safe_link(link: &str) -> bool {
    let scheme = link.split(['/', '?', '#']).next().unwrap_or_default();
    let is_web = |scheme: &str| {
        ["http:", "https:"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
    };
    let is_clean = !link.is_empty() && !link.contains(|c: char| c.is_control() || c == ' ');
    is_clean && (!scheme.contains(':') || is_web(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected_places: usize, expected: &[&str]) {
        let source = Source::new("places.toml", text);
        let (places, problems) = places(&source);
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems, expected);
        assert_eq!(places.len(), expected_places);
    }

    #[test]
    fn what_cannot_be_placed_says_how_it_could() {
        check(
            "[[place]]\nname = 'Shangai'\n[[place]]\nname = 'Paris'\n",
            1,
            &[
                "places.toml:2:8: error: `Shangai` is in no table of cities \
               help: give its position: at = [latitude, longitude]; or is it `Shanghai`?",
            ],
        );
        check(
            "[[place]]\nname = 'Cambridge'\n",
            0,
            &[
                "places.toml:2:8: error: there are several places called `Cambridge` \
               help: write one of `Cambridge, GB`, `Cambridge, MA`, or give its position: \
               at = [latitude, longitude]",
            ],
        );
        check(
            "[[place]]\nname = 'X'\nat = [121.5, 31.2]\n",
            0,
            &["places.toml:3:6: error: 121.5 is no latitude \
               help: the latitude comes first: at = [31.2, 121.5]"],
        );
        check(
            "[[place]]\nname = 'X'\ncountry = 'Germany'\n",
            0,
            &["places.toml:3:11: error: `Germany` is no country \
               help: write the two letters of ISO 3166: country = \"CH\""],
        );
        check(
            "[[place]]\nname = 'Paris'\nyear = '2020'\nlink = 'javascript:alert(1)'\n",
            1,
            &[
                "places.toml:3:1: warning: `year` means nothing for a place \
               help: did you mean `years`?",
                "places.toml:4:8: warning: `javascript:alert(1)` is no address of a page \
               help: begin it with https://",
            ],
        );
    }

    #[test]
    fn a_country_is_a_place() {
        let source = Source::new("places.yml", "- name: Somewhere\n  country: tv\n");
        let (places, problems) = places(&source);
        assert_eq!(problems, []);
        assert_eq!(places[0].country, "TV".parse().ok());
    }

    #[test]
    fn links_do_nothing_but_lead_somewhere() {
        for link in [
            "https://example.org/a:b",
            "/talks/",
            "talks/#a:b",
            "#a",
            "HTTP://x",
        ] {
            assert!(is_safe_link(link), "{link}");
        }
        for link in [
            "javascript:x",
            "JavaScript:x",
            "data:x",
            "",
            "java\nscript:x",
            " x:y",
        ] {
            assert!(!is_safe_link(link), "{link:?}");
        }
    }

    #[test]
    fn nonsense_is_problems() {
        for text in [
            "",
            "place = 3",
            "x",
            "[[place]]",
            "place = [[1]]",
            "[place]\nname='Bern'",
        ] {
            let (_, problems) = places(&Source::new("places.toml", text));
            assert!(problems.len() < 3, "{text}: {problems:?}");
        }
    }
}
