/// The rules of a `robots.txt`, by RFC 9309.
///
/// ```
/// use sitemap::robots::Rules;
///
/// let rules = Rules::parse("User-agent: *\nDisallow: /private/\nAllow: /private/*.html$\n");
/// assert!(rules.allows("AnyBot", "/"));
/// assert!(!rules.allows("AnyBot", "/private/a.pdf"));
/// assert!(rules.allows("AnyBot", "/private/a.html"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    groups: Vec<Group>,
    sitemaps: Vec<(u32, String)>,
}

/// The rules for some crawlers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Group {
    /// Product tokens in lower case, or `*`.
    agents: Vec<String>,
    rules: Vec<Rule>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    line: u32,
    allows: bool,
    /// Percent-encoded as paths are compared.
    pattern: Vec<u8>,
}

impl Rules {
    /// Reads any text; lines that are no rule are passed over (section 2.2).
    pub fn parse(text: &str) -> Rules {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut rules = Rules::default();
        let mut is_in_agents = false;
        for (line, text) in (1..).zip(lines(text)) {
            let Some((key, value)) = pair(text) else {
                continue;
            };
            match key.as_str() {
                "user-agent" => {
                    if !is_in_agents {
                        rules.groups.push(Group::default());
                    }
                    rules.add_agent(value);
                    is_in_agents = true;
                }
                "allow" | "disallow" => {
                    rules.add_rule(line, key == "allow", value);
                    is_in_agents = false;
                }
                // It belongs to no group and ends none.
                "sitemap" => rules.sitemaps.push((line, value.to_owned())),
                _ => {}
            }
        }
        rules
    }

    /// What the `Sitemap:` lines say, with the number of their line from 1.
    pub fn sitemaps(&self) -> &[(u32, String)] {
        &self.sitemaps
    }

    /// Whether a crawler may ask for a path with its query.
    ///
    /// The rules of all groups with the crawler's product token count together,
    /// or else those for `*` (section 2.2.1). The longest pattern that matches
    /// decides, among equals the one that allows (section 2.2.2). The file
    /// itself is always allowed (the same section).
    ///
    /// ```
    /// let rules = sitemap::robots::Rules::parse("User-agent: *\nDisallow: /");
    /// assert!(!rules.allows("Googlebot", "/"));
    /// assert!(rules.allows("Googlebot", "/robots.txt"));
    /// ```
    pub fn allows(&self, agent: &str, path: &str) -> bool {
        self.deciding(agent, path).is_none_or(|rule| rule.allows)
    }

    /// The line that forbids a path; 0 where none does.
    pub(super) fn line_against(&self, agent: &str, path: &str) -> u32 {
        let rule = self.deciding(agent, path);
        rule.filter(|rule| !rule.allows).map_or(0, |rule| rule.line)
    }

    fn deciding(&self, agent: &str, path: &str) -> Option<&Rule> {
        let path = normal(path);
        if path.strip_prefix(b"/") == Some(super::FILE.as_bytes()) {
            return None;
        }
        self.rules_for(agent)
            .filter(|rule| matches(&rule.pattern, &path))
            .max_by_key(|rule| (rule.pattern.len(), rule.allows))
    }

    fn rules_for(&self, agent: &str) -> impl Iterator<Item = &Rule> {
        let agent = agent.to_ascii_lowercase();
        let has = |name: &str| self.groups.iter().any(|group| group.is_for(name));
        let name = if has(&agent) { agent } else { "*".to_owned() };
        let groups = self.groups.iter().filter(move |group| group.is_for(&name));
        groups.flat_map(|group| &group.rules)
    }

    fn add_agent(&mut self, agent: &str) {
        if let Some(group) = self.groups.last_mut() {
            group.agents.push(product_token(agent));
        }
    }

    // Rules before any group are for nobody.
    fn add_rule(&mut self, line: u32, allows: bool, pattern: &str) {
        // An empty pattern matches nothing.
        if let (Some(group), false) = (self.groups.last_mut(), pattern.is_empty()) {
            group.rules.push(Rule {
                line,
                allows,
                pattern: normal(pattern),
            });
        }
    }
}

impl Group {
    fn is_for(&self, agent: &str) -> bool {
        self.agents.iter().any(|each| each == agent)
    }
}

// A line ends with CR, LF, or both (section 2.2, `EOL`).
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.split('\n');
    lines.flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

fn pair(line: &str) -> Option<(String, &str)> {
    let line = line.split('#').next().unwrap_or_default();
    let (key, value) = line.split_once(':')?;
    Some((key.trim().to_ascii_lowercase(), value.trim()))
}

// The name itself, without the version that some write behind it.
fn product_token(agent: &str) -> String {
    if agent.starts_with('*') {
        return "*".to_owned();
    }
    let is_part = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-');
    let token: String = agent.chars().take_while(|&c| is_part(c)).collect();
    token.to_ascii_lowercase()
}

/// A path or pattern in one spelling (section 2.2.2): what is not ASCII is
/// encoded, letters and digits are not, and escapes have capital letters.
fn normal(path: &str) -> Vec<u8> {
    let bytes = path.as_bytes();
    let mut normal = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%').then(|| escaped(&bytes[at + 1..])).flatten();
        at += if escaped.is_some() { 3 } else { 1 };
        match (escaped, byte) {
            (Some(byte), _) if is_unreserved(byte) => normal.push(byte),
            (Some(byte), _) => push_escape(&mut normal, byte),
            (None, byte) if byte.is_ascii_graphic() => normal.push(byte),
            (None, byte) => push_escape(&mut normal, byte),
        }
    }
    normal
}

fn escaped(rest: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex
        .then(|| u8::from_str_radix(digits, 16).ok())
        .flatten()
}

fn push_escape(bytes: &mut Vec<u8>, byte: u8) {
    bytes.extend_from_slice(format!("%{byte:02X}").as_bytes());
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// Whether a pattern matches the beginning of a path; `*` stands for anything,
/// `$` at the end for the end (section 2.2.3).
///
/// Each star takes as little as it can, and what was taken before is never
/// looked at again: in no case more steps than pattern times path.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, is_whole) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split(|&byte| byte == b'*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else {
        return false;
    };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return !is_whole || rest.is_empty();
    }
    while let Some(piece) = pieces.next() {
        if is_whole && pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        let Some(at) = find(rest, piece) else {
            return false;
        };
        rest = &rest[at + piece.len()..];
    }
    true
}

fn find(text: &[u8], piece: &[u8]) -> Option<usize> {
    if piece.is_empty() {
        return Some(0);
    }
    text.windows(piece.len()).position(|window| window == piece)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn patterns_match_as_the_protocol_says() {
        for (pattern, path, expected) in [
            ("/", "/anything", true),
            ("/fish", "/fish.html", true),
            ("/fish", "/Fish", false),
            ("/fish/", "/fish", false),
            ("/*.php", "/a/b.php?x", true),
            ("/*.php$", "/a/b.php?x", false),
            ("/*.php$", "/a/b.php/c.php", true),
            ("*", "/", true),
            ("/$", "/", true),
            ("/$", "/a", false),
            ("/a*b*c", "/aXbXbYc", true),
            ("/a*$", "/abc", true),
            ("/a**b", "/ab", true),
            ("/a*a$", "/a", false),
            ("/é", "/%C3%A9", true),
            ("/%c3%a9", "/é", true),
            ("/%61", "/a", true),
            ("/a%2Fb", "/a/b", false),
        ] {
            assert_eq!(
                matches(&normal(pattern), &normal(path)),
                expected,
                "{pattern} {path}"
            );
        }
    }

    #[test]
    fn groups_of_one_crawler_count_together() {
        let rules = Rules::parse(
            "Disallow: /nobody\nUser-agent: a\nUser-agent: B/2.0\nDisallow: /x\n\nUser-agent: *\nDisallow: /y\n\nuser-agent: b\nDisallow: /z\nAllow: /z\n",
        );
        for (agent, path, expected) in [
            ("a", "/x", false),
            ("b", "/x", false),
            ("B", "/z", true),
            ("b", "/y", true),
            ("c", "/y", false),
            ("c", "/x", true),
            ("c", "/nobody", true),
        ] {
            assert_eq!(rules.allows(agent, path), expected, "{agent} {path}");
        }
    }

    #[test]
    fn a_hostile_pattern_takes_bounded_time() {
        let rules = Rules::parse(&format!(
            "User-agent: *\nDisallow: /{}b",
            "a*".repeat(50_000)
        ));
        assert!(rules.allows("x", &format!("/{}", "a".repeat(50_000))));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC*|([a-z*$/: \\r\\n-]|user-agent:|disallow:){0,40}") {
            let rules = Rules::parse(&text);
            rules.allows("*", &text);
        }

        // Against the obvious search that tries every length for every star.
        #[test]
        fn matching_agrees_with_trying_all(pattern in "/[ab*]{0,6}\\$?", path in "/[ab]{0,8}") {
            fn tries(pattern: &[u8], path: &[u8]) -> bool {
                match (pattern, path) {
                    ([], _) => true,
                    ([b'$'], []) => true,
                    ([b'*', rest @ ..], _) => {
                        (0..=path.len()).any(|taken| tries(rest, &path[taken..]))
                    }
                    ([first, rest @ ..], [byte, path @ ..]) if first == byte => tries(rest, path),
                    _ => false,
                }
            }
            let (pattern, path) = (pattern.as_bytes(), path.as_bytes());
            prop_assert_eq!(matches(pattern, path), tries(pattern, path));
        }
    }
}
