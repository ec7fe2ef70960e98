//! The documentation of what is read, made from the very tables that read it.

use std::fmt::Write as _;

use expect_test::expect_file;

const HEAD: &str = "\
# What is understood of a News list

These tables are made from those that the program reads by, and a test fails
when they differ; `UPDATE_EXPECT=1 cargo test -p news --test dialects` writes
them anew.
";

#[test]
fn the_documentation_is_that_of_the_tables() {
    let mut page = HEAD.to_owned();
    page += "\n## Where a list is looked for\n\nIn this order; the first place with items counts.\n\n| place | example |\n|---|---|\n";
    for place in news::PLACES {
        row(&mut page, &[&escaped(place.name), &escaped(place.example)]);
    }
    page += "\n## Includes that are followed\n\nBeside Jekyll's, which are run with the rest of Liquid.\n\n| whose | written |\n|---|---|\n";
    for form in site::INCLUDE_FORMS {
        row(&mut page, &[&escaped(form.name), &code(form.example)]);
    }
    page += "\n## How items are written\n\n| form | example |\n|---|---|\n";
    for (name, example) in news::LIST_FORMS {
        row(&mut page, &[&escaped(name), &code(example)]);
    }
    page += "\n## How dates are written\n\nA date is as exact as it is written and never guessed. `ambiguous` is settled by\nthe other dates of the list, or reported; so is a date with no year anywhere.\n\n| form | meaning | examples |\n|---|---|---|\n";
    for form in news::date::FORMS {
        let examples = form
            .examples
            .iter()
            .map(|(text, date)| format!("{} is {date}", code(text)));
        let examples: Vec<String> = examples.collect();
        row(
            &mut page,
            &[
                &escaped(form.name),
                &escaped(form.meaning),
                &examples.join("<br>"),
            ],
        );
    }
    expect_file!["../../../docs/dialects.md"].assert_eq(&page);
}

fn row(page: &mut String, cells: &[&str]) {
    let _ = writeln!(page, "| {} |", cells.join(" | "));
}

// What a table cell cannot hold: a bar ends it, a line end the table.
fn escaped(text: &str) -> String {
    text.trim().replace('|', "\\|").replace('\n', "<br>")
}

fn code(text: &str) -> String {
    let lines = text
        .trim_end()
        .lines()
        .map(|line| match line.contains('`') {
            true => format!("`` {} ``", line.replace('|', "\\|")),
            false => format!("`{}`", line.replace('|', "\\|")),
        });
    let lines: Vec<String> = lines.collect();
    lines.join("<br>")
}
