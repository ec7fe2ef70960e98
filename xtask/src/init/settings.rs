//! The site.toml that `init` writes.

use site::config::Key;

use crate::cli::InitArgs;
use crate::load::Opened;

/// All settings of a new site; what was not given is a placeholder that `check`
/// names.
pub(super) fn of_new(args: &InitArgs) -> String {
    let given = |option: &Option<String>, placeholder: &str| {
        let text = option.as_deref().unwrap_or(placeholder);
        let mark = if option.is_some() { "" } else { "   # FILL IN" };
        format!("{}{mark}", quoted(text.trim()))
    };
    let title = args.title.clone().or_else(|| args.author.clone());
    include_str!("site.toml")
        .replace("BASE_URL", &given(&args.base_url, "https://example.org"))
        .replace("TITLE", &given(&title, "Your Name"))
        .replace("AUTHOR", &given(&args.author, "Your Name"))
}

/// What the configuration of an existing site does not say; nothing where it
/// says all.
pub(super) fn beside(args: &InitArgs, opened: &Opened) -> Option<String> {
    let line = |key: Key, name: &str, option: &Option<String>, example: &str| {
        let is_said = opened.raw.get(key).is_some();
        match option {
            Some(text) => Some(format!("{name} = {}\n", quoted(text.trim()))),
            None if is_said => None,
            None => Some(format!("# {name} = {}   # FILL IN\n", quoted(example))),
        }
    };
    let has_base = opened.raw.get(Key::Repository).is_some() && args.base_url.is_none();
    let base = line(Key::BaseUrl, "base_url", &args.base_url, "https://…");
    let base = base.filter(|_| !has_base);
    let title = line(Key::Title, "title", &args.title, "The name of the site");
    let author = line(Key::AuthorName, "name", &args.author, "The author's name");
    let page = no_list(opened).then_some("\n[feed]\n# page = \"path/of/the/page.md\"   # FILL IN: the page that has the News list\n# heading = \"News\"             # the heading above it\n");
    let author = author.map(|line| format!("\n[author]\n{line}"));
    let lines = [base, title, author, page.map(str::to_owned)];
    let text: String = lines.into_iter().flatten().collect();
    let head = "# What the site's own configuration does not say. Every setting is in\n\
                # docs/configuration.md of the program that reads this.\n\n";
    (!text.is_empty()).then(|| format!("{head}{}", text.trim_start()))
}

fn no_list(opened: &Opened) -> bool {
    opened.news(opened.heading(None), false).items.is_empty()
}

// A basic string of TOML, whose escapes JSON's are among.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_can_be_read_again() {
        for text in [
            "plain",
            "\"quoted\"",
            "back\\slash",
            "é – 你好",
            "# no comment",
        ] {
            let toml = format!("title = {}\n", quoted(text));
            let files = site::MemoryFiles::from([("site.toml", toml.as_str())]);
            let (raw, problems) = site::config::read(&files);
            assert_eq!(problems, []);
            assert_eq!(raw.get(Key::Title).unwrap().text, text);
        }
    }
}
