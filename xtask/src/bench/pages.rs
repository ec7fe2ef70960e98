//! Made-up home pages, the same on every machine: a News list in one of the
//! common forms, between the sections that surround it on real pages.

/// How a list is written: a row of [`FORMS`].
#[derive(Debug)]
pub(super) struct Form {
    /// What it is called in a table.
    pub(super) name: &'static str,
    /// The name of a page in this form, which tells how the page is read.
    pub(super) path: &'static str,
    /// What stands around a heading's text.
    heading: [&'static str; 2],
    /// What stands around a paragraph.
    paragraph: [&'static str; 2],
    /// What stands around the list.
    list: [&'static str; 2],
    /// One item of a month, counted from the year 0.
    item: fn(month: u32, words: &mut Words) -> String,
}

const MARKDOWN: Form = Form {
    name: "",
    path: "index.md",
    heading: ["\n## ", "\n\n"],
    paragraph: ["", "\n\n"],
    list: ["", ""],
    item: |_, _| String::new(),
};

const HTML: Form = Form {
    path: "index.html",
    heading: ["\n<h2>", "</h2>\n"],
    paragraph: ["<p>", "</p>\n"],
    ..MARKDOWN
};

/// Every form. A new one is a row.
pub(super) const FORMS: &[Form] = &[
    Form {
        name: "bullets",
        item: |at, words| format!("* [{}] {}\n", month(at), words.markdown()),
        ..MARKDOWN
    },
    Form {
        name: "bold paragraphs",
        item: |at, words| format!("**{}**: {}\n\n", dotted(at), words.markdown()),
        ..MARKDOWN
    },
    Form {
        name: "table",
        list: ["| Date | News |\n|---|---|\n", ""],
        item: |at, words| format!("| {}-04 | {} |\n", hyphened(at), words.markdown()),
        ..MARKDOWN
    },
    Form {
        name: "Chinese bullets",
        item: |at, words| {
            let (year, month) = (at / 12, at % 12 + 1);
            format!("- {year}年{month}月：论文被接收，{}\n", words.markdown())
        },
        ..MARKDOWN
    },
    Form {
        name: "Quarto fences",
        path: "index.qmd",
        item: |at, words| {
            format!(
                "::: {{.item}}\n{}: {}\n:::\n\n",
                month(at),
                words.markdown()
            )
        },
        ..MARKDOWN
    },
    Form {
        name: "jemdoc",
        path: "index.jemdoc",
        heading: ["\n== ", "\n\n"],
        item: |at, words| format!("- {}: {}\n", month(at), words.plain()),
        ..MARKDOWN
    },
    Form {
        name: "reStructuredText",
        path: "index.rst",
        heading: ["\n", "\n============\n\n"],
        item: |at, words| format!("- {}: {}\n", month(at), words.plain()),
        ..MARKDOWN
    },
    Form {
        name: "HTML list",
        list: ["<ul class=\"news\">\n", "</ul>\n"],
        item: |at, words| format!("<li><b>{}</b> {}</li>\n", month(at), words.html()),
        ..HTML
    },
    Form {
        name: "HTML table",
        list: ["<table>\n", "</table>\n"],
        item: |at, words| {
            let (date, text) = (month(at), words.html());
            format!("<tr><td>{date}</td><td>{text}</td></tr>\n")
        },
        ..HTML
    },
    Form {
        name: "definitions",
        list: ["<dl>\n", "</dl>\n"],
        item: |at, words| format!("<dt>{}</dt><dd>{}</dd>\n", month(at), words.html()),
        ..HTML
    },
    Form {
        name: "lines",
        list: ["<p>\n", "</p>\n"],
        item: |at, words| format!("[{}] {}<br>\n", month(at), words.html()),
        ..HTML
    },
    Form {
        name: "cards",
        item: |at, words| {
            let (date, text) = (month(at), words.html());
            format!("<div class=\"item\"><div>{date}</div><div>{text}</div></div>\n")
        },
        ..HTML
    },
];

fn month(at: u32) -> String {
    format!("{} {}", MONTHS[at as usize % MONTHS.len()], at / 12)
}

fn dotted(at: u32) -> String {
    format!("{}.{:02}", at / 12, at % 12 + 1)
}

fn hyphened(at: u32) -> String {
    format!("{}-{:02}", at / 12, at % 12 + 1)
}

fn around([open, close]: [&str; 2], text: &str) -> String {
    format!("{open}{text}{close}")
}

/// One page with this many items, newest first, three to a month, or more where
/// twenty years would not hold them; the number chooses its words.
pub(super) fn page(form: &Form, items: u32, number: u64) -> String {
    let words = &mut Words(number);
    let mut page = prose(form, "About", words);
    page += &around(form.heading, "News");
    page += form.list[0];
    let in_a_month = (items / 240).max(3);
    for item in 0..items {
        page += &(form.item)(12 * 2030 - item / in_a_month, words);
    }
    page += form.list[1];
    page + &prose(form, "Publications", words)
}

fn prose(form: &Form, heading: &str, words: &mut Words) -> String {
    let mut text = around(form.heading, heading);
    for _ in 0..4 {
        let words = match form.path {
            "index.html" => words.html(),
            "index.md" | "index.qmd" => words.markdown(),
            _ => words.plain(),
        };
        text += &around(form.paragraph, &words);
    }
    text
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec",
];

const WORDS: [&str; 16] = [
    "harbour",
    "lantern",
    "café",
    "maps",
    "tides",
    "slowly",
    "released",
    "at",
    "the",
    "of",
    "our",
    "Institute",
    "buoy",
    "&amp;",
    "workshop",
    "drifting",
];

/// Words in an order that the start value fixes (the generator SplitMix64).
pub(super) struct Words(u64);

impl Words {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn some(&mut self, least: u64) -> String {
        let count = least + self.next() % 12;
        let words = (0..count).map(|_| WORDS[(self.next() % 16) as usize]);
        words.collect::<Vec<_>>().join(" ")
    }

    fn address(&mut self) -> String {
        format!("https://example.org/{:x}", self.next() >> 40)
    }

    fn plain(&mut self) -> String {
        format!("Our {} is here! Then {}.", self.some(1), self.some(10))
    }

    fn markdown(&mut self) -> String {
        let (link, address, rest) = (self.some(1), self.address(), self.some(6));
        format!(
            "Our [{link}]({address}) is here! Then **{rest}** {}.",
            self.some(4)
        )
    }

    fn html(&mut self) -> String {
        let (link, address, rest) = (self.some(1), self.address(), self.some(6));
        format!(
            "Our <a href=\"{address}\">{link}</a> is here! Then <em>{rest}</em> {}.",
            self.some(4)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_the_same_each_time_and_its_number_changes_it() {
        for form in FORMS {
            assert_eq!(page(form, 5, 1), page(form, 5, 1));
            assert_ne!(page(form, 5, 1), page(form, 5, 2));
        }
    }

    #[test]
    fn a_page_has_its_items_newest_first() {
        let page = page(&FORMS[0], 4, 1);
        let dates: Vec<_> = page
            .lines()
            .filter(|line| line.starts_with("* ["))
            .collect();
        let dates: Vec<_> = dates.iter().map(|line| &line[3..11]).collect();
        assert_eq!(dates, ["Jan 2030", "Jan 2030", "Jan 2030", "Dec 2029"]);
    }
}
