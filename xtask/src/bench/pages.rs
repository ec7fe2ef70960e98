//! Made-up home pages, the same on every machine: a News list in one of the
//! common forms, between the sections that surround it on real pages.

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `* [Dec 2025] text`
    Bullets,
    /// `**2025.12**: text`, a paragraph each
    Paragraphs,
    /// `| 2025-12-04 | text |`
    Table,
    /// `<ul><li><b>Dec 2025</b> text</li></ul>` in an HTML page
    HtmlList,
    /// `<tr><td>Dec 2025</td><td>text</td></tr>` in an HTML page
    HtmlTable,
}

pub(super) const FORMS: &[Form] = &[
    Form::Bullets,
    Form::Paragraphs,
    Form::Table,
    Form::HtmlList,
    Form::HtmlTable,
];

impl Form {
    /// The name of a page in this form.
    pub(super) fn path(self) -> &'static str {
        match self {
            Form::Bullets | Form::Paragraphs | Form::Table => "index.md",
            Form::HtmlList | Form::HtmlTable => "index.html",
        }
    }

    fn heading(self, text: &str) -> String {
        match self.path() {
            "index.md" => format!("\n## {text}\n\n"),
            _ => format!("\n<h2>{text}</h2>\n"),
        }
    }

    fn open(self) -> &'static str {
        match self {
            Form::Bullets | Form::Paragraphs => "",
            Form::Table => "| Date | News |\n|---|---|\n",
            Form::HtmlList => "<ul class=\"news\">\n",
            Form::HtmlTable => "<table>\n",
        }
    }

    fn close(self) -> &'static str {
        match self {
            Form::Bullets | Form::Paragraphs | Form::Table => "",
            Form::HtmlList => "</ul>\n",
            Form::HtmlTable => "</table>\n",
        }
    }

    fn item(self, year: u32, month: u32, words: &mut Words) -> String {
        let name = MONTHS[month as usize % MONTHS.len()];
        let month = month % 12 + 1;
        match self {
            Form::Bullets => format!("* [{name} {year}] {}\n", words.markdown()),
            Form::Paragraphs => format!("**{year}.{month:02}**: {}\n\n", words.markdown()),
            Form::Table => format!("| {year}-{month:02}-04 | {} |\n", words.markdown()),
            Form::HtmlList => format!("<li><b>{name} {year}</b> {}</li>\n", words.html()),
            Form::HtmlTable => {
                format!("<tr><td>{name} {year}</td><td>{}</td></tr>\n", words.html())
            }
        }
    }
}

/// One page with this many items, newest first, three to a month, or more where
/// twenty years would not hold them; the number chooses its words.
pub(super) fn page(form: Form, items: u32, number: u64) -> String {
    let words = &mut Words(number);
    let mut page = String::new();
    page += &prose(form, "About", words);
    page += &form.heading("News");
    page += form.open();
    let in_a_month = (items / 240).max(3);
    for item in 0..items {
        let month = 12 * 2030 - item / in_a_month;
        page += &form.item(month / 12, month % 12, words);
    }
    page += form.close();
    page + &prose(form, "Publications", words)
}

fn prose(form: Form, heading: &str, words: &mut Words) -> String {
    let mut text = form.heading(heading);
    for _ in 0..4 {
        text += &match form.path() {
            "index.md" => format!("{}\n\n", words.markdown()),
            _ => format!("<p>{}</p>\n", words.html()),
        };
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
struct Words(u64);

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
        for &form in FORMS {
            assert_eq!(page(form, 5, 1), page(form, 5, 1));
            assert_ne!(page(form, 5, 1), page(form, 5, 2));
        }
    }

    #[test]
    fn a_page_has_its_items_newest_first() {
        let page = page(Form::Bullets, 4, 1);
        let dates: Vec<_> = page
            .lines()
            .filter(|line| line.starts_with("* ["))
            .collect();
        let dates: Vec<_> = dates.iter().map(|line| &line[3..11]).collect();
        assert_eq!(dates, ["Jan 2030", "Jan 2030", "Jan 2030", "Dec 2029"]);
    }
}
