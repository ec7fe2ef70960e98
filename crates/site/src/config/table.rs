//! Every setting of site.toml, with what there is to know of it.

use super::Key;

/// What a value has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Number,
    Bool,
    Words,
}

impl Type {
    /// What to make of a value of another kind.
    pub(super) fn wanted(self) -> &'static str {
        match self {
            Type::Text => "a text in quotes",
            Type::Number => "a number without quotes",
            Type::Bool => "true or false without quotes",
            Type::Words => "a list of words in quotes, as in [\"pdf\"]",
        }
    }
}

/// One setting.
#[derive(Debug)]
pub(super) struct Setting {
    /// The table it is in, and its key: `feed.path`.
    pub(super) path: &'static str,
    pub(super) key: Key,
    pub(super) kind: Type,
    /// What counts where it is not written.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the page of settings alone has it")
    )]
    pub(super) default: &'static str,
    /// What it says.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the page of settings alone has it")
    )]
    pub(super) about: &'static str,
    /// A value, as it is written.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the page of settings alone has it")
    )]
    pub(super) example: &'static str,
}

/// A table whose keys are the author's own.
#[derive(Debug)]
pub(super) struct Own {
    pub(super) name: &'static str,
    /// What its rows say.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the page of settings alone has it")
    )]
    pub(super) about: &'static str,
    /// A row, as it is written.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the page of settings alone has it")
    )]
    pub(super) example: &'static str,
}

pub(super) const REDIRECTS: &str = "redirects";
pub(super) const NAVIGATION: &str = "navigation";
pub(super) const LINKS: &str = "author.links";
pub(super) const CHECK: &str = "check";

/// Those tables.
pub(super) const OWN: &[Own] = &[
    Own {
        name: LINKS,
        about: "Links of the author's profile that have no key of their own: what they are called, \
                and where they lead.",
        example: "Blog = \"https://example.org/blog/\"",
    },
    Own {
        name: NAVIGATION,
        about: "The links at the top of every page, in this order: the words, and the path or \
                address. Without the table every page with a title is there.",
        example: "Papers = \"/publications/\"",
    },
    Own {
        name: REDIRECTS,
        about: "Old addresses: the old path, in quotes, and the path or address that it leads to. \
                \"*\" alone moves the whole site to another address.",
        example: "\"/about.html\" = \"/\"",
    },
    Own {
        name: CHECK,
        about: "How much a check matters to this site: its name, as `check --list` shows it, and \
                \"off\", \"note\", \"warning\" or \"error\".",
        example: "no-date = \"off\"",
    },
];

/// Every setting. A new one is a row.
pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        path: "base_url",
        key: Key::BaseUrl,
        kind: Type::Text,
        default: "what the generator's own configuration says; needed",
        about: "The address that the site is published at, with the folder it is in.",
        example: "\"https://example.org/me/\"",
    },
    Setting {
        path: "title",
        key: Key::Title,
        kind: Type::Text,
        default: "as above; needed",
        about: "The name of the site, which feed readers and browser tabs show.",
        example: "\"Home of Your Name\"",
    },
    Setting {
        path: "description",
        key: Key::Description,
        kind: Type::Text,
        default: "as above, else none",
        about: "A sentence about the site, for search engines and feed readers.",
        example: "\"Research on sandpiles\"",
    },
    Setting {
        path: "language",
        key: Key::Language,
        kind: Type::Text,
        default: "as above, else none",
        about: "The language of the site, as a tag of BCP 47.",
        example: "\"en-GB\"",
    },
    Setting {
        path: "host",
        key: Key::Host,
        kind: Type::Text,
        default: "told by the address",
        about: "What serves the site, which decides how old addresses lead to new ones: \
                `github-pages`, `netlify`, `cloudflare`, `nginx`, `apache`, `caddy` or `other`.",
        example: "\"netlify\"",
    },
    Setting {
        path: "author.name",
        key: Key::AuthorName,
        kind: Type::Text,
        default: "what the generator's own configuration says; needed",
        about: "Whose site it is.",
        example: "\"Your Name\"",
    },
    Setting {
        path: "author.uri",
        key: Key::AuthorUri,
        kind: Type::Text,
        default: "none",
        about: "The author's own address, where it is another than the site's.",
        example: "\"https://example.org/\"",
    },
    Setting {
        path: "author.email",
        key: Key::AuthorEmail,
        kind: Type::Text,
        default: "none",
        about: "The author's mail address. It is public: in the feed and on the page.",
        example: "\"you@example.org\"",
    },
    Setting {
        path: "feed.page",
        key: Key::FeedPage,
        kind: Type::Text,
        default: "the home page",
        about: "The file of the page that has the News list.",
        example: "\"_pages/about.md\"",
    },
    Setting {
        path: "feed.heading",
        key: Key::FeedHeading,
        kind: Type::Text,
        default: "the usual ones, in many languages",
        about: "The heading above the News list.",
        example: "\"What happened\"",
    },
    Setting {
        path: "feed.path",
        key: Key::FeedPath,
        kind: Type::Text,
        default: "`feed.xml`",
        about: "The file of the feed in the built site; feed.json and feed.css stand beside it.",
        example: "\"news/feed.xml\"",
    },
    Setting {
        path: "feed.limit",
        key: Key::FeedLimit,
        kind: Type::Number,
        default: "all of them",
        about: "How many entries the feed has at most; older ones move to archive documents.",
        example: "30",
    },
    Setting {
        path: "feed.content",
        key: Key::FeedContent,
        kind: Type::Text,
        default: "`full`",
        about: "What an entry carries: `full`, the item's HTML, or `summary`, its text alone.",
        example: "\"summary\"",
    },
    Setting {
        path: "feed.categories",
        key: Key::FeedCategories,
        kind: Type::Bool,
        default: "false",
        about: "Whether a leading emoji that is known becomes a category: 🏆 award, 📄 paper.",
        example: "true",
    },
    Setting {
        path: "sitemap.redirects",
        key: Key::SitemapRedirects,
        kind: Type::Text,
        default: "`include`",
        about: "Whether the sitemap names old addresses: `include`, `separate` (in a file of their \
                own) or `omit`.",
        example: "\"omit\"",
    },
    Setting {
        path: "sitemap.static",
        key: Key::SitemapStatic,
        kind: Type::Words,
        default: "none",
        about: "The endings of files that the sitemap names beside pages.",
        example: "[\"pdf\"]",
    },
    Setting {
        path: "sitemap.gzip",
        key: Key::SitemapGzip,
        kind: Type::Bool,
        default: "false",
        about: "Whether the sitemap is also written compressed.",
        example: "true",
    },
];

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use expect_test::expect_file;

    use super::*;
    use crate::config::{profile, read};
    use crate::{MemoryFiles, Problem};

    // A setting as a line of site.toml, in its table.
    fn line(path: &str, example: &str) -> String {
        match path.rsplit_once('.') {
            Some((table, key)) => format!("[{table}]\n{key} = {example}\n"),
            None => format!("{path} = {example}\n"),
        }
    }

    fn row(page: &mut String, path: &str, kind: &str, default: &str, about: &str, example: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "| `{path}` | {kind} | {default} | {about} | `{example}` |"
        );
    }

    fn page() -> String {
        let mut page = String::from(
            "# Settings

Everything that `site.toml` can say. It stands at the root of a site: beside the
pages in content/, or beside `_config.yml`, `hugo.toml` or `_quarto.yml`, where it
needs to say only what those do not. A setting with a dot is one of a table:
`feed.path` is `path` under `[feed]`.

This page is made from the table that the program reads by, and a test fails
when they differ; `UPDATE_EXPECT=1 cargo test -p site settings` writes it anew.

| setting | value | without it | what it says | example |
|---|---|---|---|---|
",
        );
        for setting in SETTINGS {
            let kind = match setting.kind {
                Type::Text => "text",
                Type::Number => "number",
                Type::Bool => "true or false",
                Type::Words => "list of texts",
            };
            let Setting {
                path,
                default,
                about,
                example,
                ..
            } = setting;
            row(&mut page, path, kind, default, about, example);
        }
        page.push_str(
            "\n## The author's profile\n\nWhat a page with `author_profile: true` shows beside \
             `author.name`. Jekyll's `author:` has the same keys.\n\n\
             | setting | value | without it | what it says | example |\n|---|---|---|---|---|\n",
        );
        for (name, about, example) in profile::FACTS {
            row(
                &mut page,
                &format!("author.{name}"),
                "text",
                "none",
                about,
                example,
            );
        }
        page.push_str(
            "\nEach of these is the name that the author has at a service, or a whole address:\n\n\
             | setting | service | address |\n|---|---|---|\n",
        );
        for (name, label, address) in profile::SERVICES {
            let address = match *address {
                "{}" => "the address or path that is given".to_owned(),
                address => format!("`{}`", address.replace("{}", "NAME")),
            };
            let _ = writeln!(page, "| `author.{name}` | {label} | {address} |");
        }
        page.push_str("\n## Tables whose keys are your own\n");
        for Own {
            name,
            about,
            example,
        } in OWN
        {
            let _ = write!(
                page,
                "\n### `[{name}]`\n\n{about}\n\n```toml\n[{name}]\n{example}\n```\n"
            );
        }
        page
    }

    #[test]
    fn the_page_of_settings_is_up_to_date() {
        expect_file!["../../../../docs/configuration.md"].assert_eq(&page());
    }

    #[track_caller]
    fn is_read(toml: &str) {
        let (_, problems) = read(&MemoryFiles::from([("site.toml", toml)]));
        let problems: Vec<_> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(problems, [""; 0], "{toml}");
    }

    #[test]
    fn every_setting_takes_its_example() {
        for Setting { path, example, .. } in SETTINGS {
            is_read(&line(path, example));
        }
        for (name, _, example) in profile::FACTS {
            is_read(&line(&format!("author.{name}"), example));
        }
        for Own { name, example, .. } in OWN {
            is_read(&format!("[{name}]\n{example}\n"));
        }
    }

    #[test]
    fn settings_say_what_they_are() {
        for Setting {
            path,
            default,
            about,
            example,
            ..
        } in SETTINGS
        {
            assert!(about.ends_with('.') && about.len() > 10, "{path}");
            assert!(!default.is_empty() && !example.is_empty(), "{path}");
        }
    }
}
