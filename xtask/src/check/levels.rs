//! How much each check matters to a site: the table `[check]` of site.toml.

use std::collections::BTreeMap;

use site::config::RawConfig;
use site::{Problem, Severity};

use super::rules;

/// What a site says of checks: another severity, or that one is off.
#[derive(Debug, Clone, Default)]
pub(crate) struct Levels(BTreeMap<&'static str, Option<Severity>>);

/// Who asks, and so whether an error may be made less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// `check`, which only tells.
    Telling,
    /// A command that cannot do its work with an error.
    Working,
}

impl Levels {
    /// Reads the table; a name or a severity that does not exist is a problem.
    pub(crate) fn read(raw: &RawConfig) -> (Levels, Vec<Problem>) {
        let mut levels = Levels::default();
        let mut problems = Vec::new();
        for (name, level) in &raw.checks {
            let Some(rule) = rules::find(&name.text) else {
                let message = format!("there is no check `{}`", name.text);
                let help = match rules::nearest(&name.text) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`check --list` shows all".to_owned(),
                };
                problems.push(name.warning("check-name", message).help(help));
                continue;
            };
            match severity(&level.text) {
                Some(severity) => {
                    levels.0.insert(rule.id, severity);
                }
                None => {
                    let message = format!("`{}` is no severity", level.text);
                    let help = "write \"off\", \"note\", \"warning\" or \"error\"";
                    problems.push(level.warning("check-severity", message).help(help));
                }
            }
        }
        (levels, problems)
    }

    /// The problems as they matter to the site.
    pub(crate) fn apply(&self, problems: Vec<Problem>, asks: For) -> Vec<Problem> {
        let judge = |problem: Problem| {
            let Some(&level) = self.0.get(problem.code) else {
                return Some(problem);
            };
            match (asks, problem.severity) {
                (For::Working, Severity::Error) => Some(problem),
                _ => level.map(|level| problem.severity(level)),
            }
        };
        problems.into_iter().filter_map(judge).collect()
    }
}

// `None` inside is off.
fn severity(text: &str) -> Option<Option<Severity>> {
    match text {
        "off" => Some(None),
        "note" => Some(Some(Severity::Note)),
        "warning" => Some(Some(Severity::Warning)),
        "error" => Some(Some(Severity::Error)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use site::{MemoryFiles, config};

    use super::*;

    fn levels(toml: &str) -> (Levels, Vec<String>) {
        let files = MemoryFiles::from([("site.toml", toml)]);
        let (raw, problems) = config::read(&files);
        assert_eq!(problems, []);
        let (levels, problems) = Levels::read(&raw);
        (levels, problems.iter().map(Problem::to_string).collect())
    }

    fn judged(level: &str, severity: Severity, asks: For) -> Vec<Severity> {
        let (levels, problems) = levels(&format!("[check]\nno-date = '{level}'\n"));
        assert_eq!(problems, [""; 0]);
        let problem = Problem::in_file("no-date", "a.md", "x").severity(severity);
        let other = Problem::in_file("no-year", "a.md", "x");
        let mut judged = levels.apply(vec![problem, other.clone()], asks);
        assert_eq!(judged.pop(), Some(other));
        judged.into_iter().map(|problem| problem.severity).collect()
    }

    #[test]
    fn a_check_is_off_or_of_another_severity() {
        use Severity::{Error, Note, Warning};
        for (level, expected) in [
            ("off", &[][..]),
            ("note", &[Note]),
            ("warning", &[Warning]),
            ("error", &[Error]),
        ] {
            for asks in [For::Telling, For::Working] {
                assert_eq!(judged(level, Warning, asks), expected, "{level}");
            }
            assert_eq!(judged(level, Error, For::Telling), expected);
            assert_eq!(judged(level, Error, For::Working), [Error]);
        }
    }

    #[test]
    fn what_does_not_exist_is_told() {
        let (_, problems) = levels("[check]\nno-dates = 'off'\nno-date = 'maybe'\n");
        assert_eq!(
            problems,
            [
                "site.toml:2:1: warning: there is no check `no-dates` help: did you mean `no-date`?",
                "site.toml:3:11: warning: `maybe` is no severity \
                 help: write \"off\", \"note\", \"warning\" or \"error\"",
            ]
        );
    }
}
