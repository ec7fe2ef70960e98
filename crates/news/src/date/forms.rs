//! The table of date forms. A new form is a row: its name, what it means, its
//! parts, what must follow it, and examples that a test reads.

use super::pattern::Part::{self, *};

/// A way to write a date.
///
/// ```
/// let form = news::date::FORMS.iter().find(|form| form.name == "month year").unwrap();
/// assert!(form.examples.contains(&("Sept 2025", "2025-09")));
/// ```
#[derive(Debug)]
pub struct Form {
    /// Its name, the same as in [`Found::form`](super::Found::form).
    pub name: &'static str,
    /// What is read from it, one sentence.
    pub meaning: &'static str,
    /// Text, and what it means: a date as [`PartialDate`](crate::PartialDate)
    /// writes it, or `ambiguous`, `no year`, `impossible`.
    pub examples: &'static [(&'static str, &'static str)],
    pub(super) parts: &'static [Part],
    pub(super) ends: Ends,
}

/// What must stand after a form, so that it is a date and not the beginning of
/// a sentence. A break is a closing bracket, a separator, or the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// Anything but more of the same word or number.
    Anywhere,
    /// A break.
    Break,
    /// A break, or anything where a heading gives the year.
    BreakWithoutYear,
    /// A break, and no heading gives the year: a second number is then a day.
    YearOfItsOwn,
}

const fn row(
    name: &'static str,
    meaning: &'static str,
    parts: &'static [Part],
    ends: Ends,
    examples: &'static [(&'static str, &'static str)],
) -> Form {
    Form {
        name,
        meaning,
        examples,
        parts,
        ends,
    }
}

/// Every form that is read. The form that takes most of the text wins, and of
/// equally long ones the first.
pub static FORMS: &[Form] = &[
    // Numbers alone.
    row(
        "year-month-day",
        "The day.",
        &[Year, Sep, MonthNumber, Sep, Day],
        Ends::Anywhere,
        &[
            ("2025-12-04", "2025-12-04"),
            ("2025-12-1", "2025-12-01"),
            ("2025.12.04", "2025-12-04"),
            ("2025/12/04", "2025-12-04"),
            ("２０２４．０３．０５", "2024-03-05"),
            ("2025-02-30", "impossible"),
        ],
    ),
    row(
        "year-month",
        "The month.",
        &[Year, Sep, MonthNumber],
        Ends::Anywhere,
        &[
            ("2025.12", "2025-12"),
            ("2025.1", "2025-01"),
            ("2025-12", "2025-12"),
            ("(2024/05)", "2024-05"),
            ("'24.03", "2024-03"),
            ("2024.05 - 2024.08", "2024-05"),
            ("2025-13", "impossible"),
        ],
    ),
    row(
        "month-year",
        "The month.",
        &[MonthNumber, Sep, Year],
        Ends::Anywhere,
        &[
            ("12/2025", "2025-12"),
            ("12.2025", "2025-12"),
            ("12-2025", "2025-12"),
            ("[05/2024]", "2024-05"),
            ("5/'24", "2024-05"),
        ],
    ),
    row(
        "day and month, year",
        "The day; with slashes or hyphens its siblings must tell day from month, with dots the day is first.",
        &[First, Sep, Second, Sep, Year],
        Ends::Anywhere,
        &[
            ("25/03/2024", "2024-03-25"),
            ("03/25/2024", "2024-03-25"),
            ("04/12/2025", "ambiguous"),
            ("05-06-2024", "ambiguous"),
            ("05/05/2024", "2024-05-05"),
            ("04.12.2025", "2025-12-04"),
            ("25-03-2024", "2024-03-25"),
            ("30/02/2025", "impossible"),
        ],
    ),
    row(
        "day and month, two digits",
        "The day of a year from 2013 on; smaller last numbers could be a day.",
        &[First, Sep, Second, Sep, TwoDigits],
        Ends::Break,
        &[
            ("25/03/24", "2024-03-25"),
            ("25.03.24:", "2024-03-25"),
            ("03/05/24", "ambiguous"),
        ],
    ),
    row(
        "days of a month, numeric",
        "The first day; days stand before the month they share.",
        &[Day, TightDash, Day, OwnSep, MonthNumber, OwnSep, Year],
        Ends::Anywhere,
        &[
            ("02-03/07/2026", "2026-07-02"),
            ("12-15.06.2024", "2024-06-12"),
        ],
    ),
    row(
        "month and its days, numeric",
        "The first day; a month stands before the days that share it.",
        &[MonthNumber, OwnSep, Day, TightDash, Day, OwnSep, Year],
        Ends::Anywhere,
        &[("07/02-03/2026", "2026-07-02")],
    ),
    row(
        "day to day, one year",
        "The first day.",
        &[
            First, Sep, Second, Dash, First, OwnSep, Second, OwnSep, Year,
        ],
        Ends::Anywhere,
        &[
            ("31.10-1/11/2025", "2025-10-31"),
            ("06.04-08.04.2024", "2024-04-06"),
            ("30.09.-02.10.2024", "2024-09-30"),
            ("30.12 - 02.01.2025", "2024-12-30"),
            ("06/04-08/04/2024", "ambiguous"),
        ],
    ),
    row(
        "year, month, days",
        "The first day.",
        &[Year, Sep, MonthNumber, Sep, Day, TightDash, Day],
        Ends::Anywhere,
        &[
            ("2024.05.12-15", "2024-05-12"),
            ("2024/05/12-15", "2024-05-12"),
        ],
    ),
    row(
        "year, day to day",
        "The first day.",
        &[
            Year,
            Sep,
            MonthNumber,
            Sep,
            Day,
            Dash,
            MonthNumber,
            Sep,
            Day,
        ],
        Ends::Anywhere,
        &[("2024/12/30-01/02", "2024-12-30")],
    ),
    row(
        "year, months",
        "The first month.",
        &[Year, Sep, MonthNumber, TightDash, MonthNumber],
        Ends::Anywhere,
        &[("2024.05-08", "2024-05"), ("2024/05–08", "2024-05")],
    ),
    row(
        "dotted with spaces",
        "The day, as Korean writes it.",
        &[Year, Dot, MonthNumber, Dot, Day, Dot],
        Ends::Anywhere,
        &[("2024. 3. 5.", "2024-03-05")],
    ),
    row(
        "dotted month with spaces",
        "The month, as Korean writes it.",
        &[Year, Dot, MonthNumber, Dot],
        Ends::Anywhere,
        &[("2024. 3.", "2024-03"), ("2024.03.", "2024-03")],
    ),
    row(
        "eight digits",
        "The day.",
        &[CompactDay],
        Ends::Break,
        &[("20251204:", "2025-12-04")],
    ),
    row(
        "six digits",
        "The month.",
        &[CompactMonth],
        Ends::Break,
        &[("[202512]", "2025-12")],
    ),
    // Numbers with marks.
    row(
        "marked day",
        "The day.",
        &[Year, YearMark, MonthNumber, MonthMark, Day, DayMark],
        Ends::Anywhere,
        &[
            ("2024年3月5日", "2024-03-05"),
            ("2024 年 3 月 5 日", "2024-03-05"),
            ("2024년 3월 5일", "2024-03-05"),
            ("二〇二四年三月五日", "2024-03-05"),
            ("2024年3月5日（火）", "2024-03-05"),
        ],
    ),
    row(
        "marked days",
        "The first day.",
        &[
            Year,
            YearMark,
            MonthNumber,
            MonthMark,
            Day,
            Dash,
            Day,
            DayMark,
        ],
        Ends::Anywhere,
        &[("2024年3月5-7日", "2024-03-05")],
    ),
    row(
        "marked month",
        "The month.",
        &[Year, YearMark, MonthNumber, MonthMark],
        Ends::Anywhere,
        &[
            ("2024年3月", "2024-03"),
            ("2025 年 3 月", "2025-03"),
            ("2024년 3월", "2024-03"),
            ("２０２４年１２月", "2024-12"),
        ],
    ),
    row(
        "marked months",
        "The first month.",
        &[Year, YearMark, MonthNumber, And, MonthNumber, MonthMark],
        Ends::Anywhere,
        &[("2024年3-5月", "2024-03")],
    ),
    row(
        "marked season",
        "The year.",
        &[Year, YearMark, Season],
        Ends::Anywhere,
        &[("2024年春", "2024")],
    ),
    row(
        "marked year",
        "The year.",
        &[Year, YearMark],
        Ends::Break,
        &[("2024年:", "2024"), ("2024년", "2024")],
    ),
    // Month names.
    row(
        "month year",
        "The month.",
        &[Month, Gap, Year],
        Ends::Anywhere,
        &[
            ("[Dec 2025]", "2025-12"),
            ("Sept 2025", "2025-09"),
            ("Dec. 2025", "2025-12"),
            ("July. 2024", "2024-07"),
            ("[Mar, 2024]", "2024-03"),
            ("March, 2024", "2024-03"),
            ("Dec-2025", "2025-12"),
            ("Dec/2025", "2025-12"),
            ("March'24", "2024-03"),
            ("June'18.", "2018-06"),
            ("Mar ’24", "2024-03"),
            ("Fév. 2024", "2024-02"),
            ("Juni 2024", "2024-06"),
            ("marzo de 2024", "2024-03"),
            ("март 2024 г.", "2024-03"),
            ("Ekim 2024", "2024-10"),
            ("październik 2024", "2024-10"),
            ("【Mar 2024】", "2024-03"),
            ("June 2024 – August 2024", "2024-06"),
            ("Dec 2023 - Jan 2024", "2023-12"),
            ("May 2024 – present", "2024-05"),
        ],
    ),
    row(
        "month day, year",
        "The day.",
        &[Month, Gap, Day, Gap, Year],
        Ends::Anywhere,
        &[
            ("December 4, 2025", "2025-12-04"),
            ("December 4th, 2025", "2025-12-04"),
            ("Dec 4 2025", "2025-12-04"),
            ("Friday March 5, 2024", "2024-03-05"),
            ("Feb 30, 2025", "impossible"),
        ],
    ),
    row(
        "day month year",
        "The day.",
        &[Day, Gap, Month, Gap, Year],
        Ends::Anywhere,
        &[
            ("4 Dec 2025", "2025-12-04"),
            ("4. Dezember 2025", "2025-12-04"),
            ("4 de diciembre de 2025", "2025-12-04"),
            ("1er mars 2024", "2024-03-01"),
            ("5 марта 2024 г.", "2024-03-05"),
            ("5 marca 2024", "2024-03-05"),
            ("5 Mart 2024", "2024-03-05"),
            ("5th of March, 2024", "2024-03-05"),
            ("Mon, 5 Mar 2024 10:00", "2024-03-05"),
            ("04-Dec-2025", "2025-12-04"),
        ],
    ),
    row(
        "year month",
        "The month.",
        &[Year, Join, Month],
        Ends::Anywhere,
        &[
            ("2025-Dec", "2025-12"),
            ("2025 Dec", "2025-12"),
            ("2025, December", "2025-12"),
        ],
    ),
    row(
        "year month day",
        "The day.",
        &[Year, Join, Month, Gap, Day],
        Ends::Break,
        &[("2025 Dec 4", "2025-12-04"), ("2025-Dec-04:", "2025-12-04")],
    ),
    row(
        "year day month",
        "The day.",
        &[Year, Join, Day, Gap, Month],
        Ends::Break,
        &[("2025, 4 December", "2025-12-04")],
    ),
    row(
        "month days, year",
        "The first day.",
        &[Month, Gap, Day, Dash, Day, Gap, Year],
        Ends::Anywhere,
        &[
            ("May 2–4, 2026", "2026-05-02"),
            ("May 2 to 4, 2026", "2026-05-02"),
        ],
    ),
    row(
        "days month year",
        "The first day.",
        &[Day, Dash, Day, Gap, Month, Gap, Year],
        Ends::Anywhere,
        &[
            ("12-15 June 2024", "2024-06-12"),
            ("4.-6. Dezember 2025", "2025-12-04"),
        ],
    ),
    row(
        "month day to month day, year",
        "The first day.",
        &[Month, Gap, Day, Dash, Month, Gap, Day, Gap, Year],
        Ends::Anywhere,
        &[
            ("Aug 30 - Sep 2, 2024", "2024-08-30"),
            ("Dec 30 - Jan 2, 2025", "2024-12-30"),
        ],
    ),
    row(
        "day month to day month year",
        "The first day.",
        &[Day, Gap, Month, Dash, Day, Gap, Month, Gap, Year],
        Ends::Anywhere,
        &[("30 Aug - 2 Sep 2024", "2024-08-30")],
    ),
    row(
        "months year",
        "The first month.",
        &[Month, And, Month, Gap, Year],
        Ends::Anywhere,
        &[
            ("Jun-Aug 2024", "2024-06"),
            ("June/July 2024", "2024-06"),
            ("Sept.-Dec. 2024", "2024-09"),
            ("Nov – Jan 2025", "2024-11"),
        ],
    ),
    row(
        "month-two digits",
        "The month of a year from 2013 on; after a space it would be a day.",
        &[Month, OwnSep, TwoDigits],
        Ends::YearOfItsOwn,
        &[("Mar-24", "2024-03")],
    ),
    // Parts of a year.
    row(
        "season year",
        "The year: a season is not as exact as a month.",
        &[Season, Gap, Year],
        Ends::Anywhere,
        &[
            ("Spring 2025", "2025"),
            ("Fall 2024", "2024"),
            ("Herbst 2024", "2024"),
            ("WS 2024", "2024"),
            ("Spring Semester 2025", "2025"),
        ],
    ),
    row(
        "season two digits",
        "The year.",
        &[Season, TwoDigits],
        Ends::Break,
        &[("Summer 19:", "2019")],
    ),
    row(
        "season of two years",
        "The first year.",
        &[Season, Gap, Year, Slash, NextYear],
        Ends::Anywhere,
        &[
            ("Winter 2024/25", "2024"),
            ("WS 2024/25", "2024"),
            ("Winter 2024-2025", "2024"),
        ],
    ),
    row(
        "seasons year",
        "The year.",
        &[Season, And, Season, Gap, Year],
        Ends::Anywhere,
        &[("Spring/Summer 2024", "2024")],
    ),
    row(
        "year season",
        "The year.",
        &[Year, Join, Season],
        Ends::Anywhere,
        &[("2025 Spring", "2025")],
    ),
    row(
        "quarter year",
        "The year.",
        &[Quarter, Gap, Year],
        Ends::Anywhere,
        &[("Q3 2024", "2024")],
    ),
    row(
        "year quarter",
        "The year.",
        &[Year, Join, Quarter],
        Ends::Anywhere,
        &[("2024 Q1", "2024"), ("2024-Q1", "2024")],
    ),
    row(
        "part of a year",
        "The year.",
        &[Phase, Gap, Year],
        Ends::Anywhere,
        &[
            ("Early 2024", "2024"),
            ("Mid-2024", "2024"),
            ("Late 2024", "2024"),
            ("Anfang 2024", "2024"),
        ],
    ),
    row(
        "part of a month",
        "The month.",
        &[Phase, Gap, Month, Gap, Year],
        Ends::Anywhere,
        &[
            ("Early March 2024", "2024-03"),
            ("End of May 2024", "2024-05"),
            ("Ende März 2024", "2024-03"),
        ],
    ),
    row(
        "year",
        "The year; plain words right after it would be a sentence.",
        &[Year],
        Ends::Break,
        &[("2024:", "2024"), ("[2024]", "2024"), ("2024 –", "2024")],
    ),
    row(
        "years",
        "The first year.",
        &[Year, And, Year],
        Ends::Break,
        &[("2023-2024", "2023")],
    ),
    row(
        "year and the next",
        "The first year; 2011-12 is a month, as 12 can be one.",
        &[Year, Slash, NextYear],
        Ends::Break,
        &[("2023/24:", "2023")],
    ),
    // Two numbers, a year among them.
    row(
        "month/two digits",
        "The month of a year from 2013 on, under no year heading.",
        &[MonthNumber, Sep, TwoDigits],
        Ends::YearOfItsOwn,
        &[
            ("11/25:", "2025-11"),
            ("11\\/25:", "2025-11"),
            ("[03.24]", "2024-03"),
        ],
    ),
    // No year: complete under a heading that gives it.
    row(
        "day and month",
        "No year.",
        &[First, Slash, Second],
        Ends::Break,
        &[("5/3:", "no year"), ("30/4:", "no year")],
    ),
    row(
        "day. month.",
        "No year.",
        &[First, Dot, Second, Dot],
        Ends::Break,
        &[("30.4.:", "no year")],
    ),
    row(
        "month day",
        "No year.",
        &[Month, Gap, Day],
        Ends::BreakWithoutYear,
        &[("Mar 5:", "no year"), ("March 5th –", "no year")],
    ),
    row(
        "day month",
        "No year.",
        &[Day, Gap, Month],
        Ends::BreakWithoutYear,
        &[("[5 Mar]", "no year"), ("5. März:", "no year")],
    ),
    row(
        "month days",
        "No year.",
        &[Month, Gap, Day, Dash, Day],
        Ends::BreakWithoutYear,
        &[("May 2–4:", "no year")],
    ),
    row(
        "days month",
        "No year.",
        &[Day, Dash, Day, Gap, Month],
        Ends::BreakWithoutYear,
        &[("2.–4. Mai:", "no year")],
    ),
    row(
        "month",
        "No year.",
        &[Month],
        Ends::Break,
        &[("March:", "no year"), ("[Sept.]", "no year")],
    ),
    row(
        "months",
        "No year.",
        &[Month, And, Month],
        Ends::Break,
        &[("Jun-Aug:", "no year")],
    ),
    row(
        "marked month and day",
        "No year.",
        &[MonthNumber, MonthMark, Day, DayMark],
        Ends::BreakWithoutYear,
        &[("3月5日:", "no year")],
    ),
    row(
        "marked month alone",
        "No year.",
        &[MonthNumber, MonthMark],
        Ends::Break,
        &[("3月:", "no year"), ("十二月:", "no year")],
    ),
    row(
        "season",
        "No year.",
        &[Season],
        Ends::Break,
        &[("Spring:", "no year")],
    ),
    row(
        "quarter",
        "No year.",
        &[Quarter],
        Ends::Break,
        &[("[Q3]", "no year")],
    ),
];
