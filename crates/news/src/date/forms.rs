//! The table of date forms. A new form is a row: its name, what it means, its
//! parts, what must follow it, and examples that a test reads.

use super::part::Part::{self, *};

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
    /// A break, or a word with a capital: `Dec 4 Talk`, not `Dec 4 papers`.
    BreakOrCapital,
    /// The same, or anything where a heading gives the year.
    BreakWithoutYear,
    /// The same, and no heading gives the year: a second number is then a day.
    YearOfItsOwn,
    /// A break, no heading that gives the year, and a list whose other dates
    /// tell that the first number is no day.
    Listed,
}

const fn row(
    name: &'static str,
    parts: &'static [Part],
    ends: Ends,
    meaning: &'static str,
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
#[rustfmt::skip] // A row is easier to compare with its neighbours than with itself.
pub static FORMS: &[Form] = &[
    // Numbers alone.
    row("year-month-day", &[Year, Sep, MonthNumber, Sep, Day], Ends::Anywhere, "The day.", &[
        ("2025-12-04", "2025-12-04"), ("2025-12-1", "2025-12-01"), ("2025.12.04", "2025-12-04"),
        ("2025/12/04", "2025-12-04"), ("２０２４．０３．０５", "2024-03-05"), ("2025-02-30", "impossible"),
    ]),
    row("year-month", &[Year, Sep, MonthNumber], Ends::Anywhere, "The month.", &[
        ("2025.12", "2025-12"), ("2025.1", "2025-01"), ("2025-12", "2025-12"), ("(2024/05)", "2024-05"),
        ("'24.03", "2024-03"), ("2024.05 - 2024.08", "2024-05"), ("2025-13", "impossible"),
    ]),
    row("year:month", &[Year, Tick, PaddedMonth], Ends::Break, "The month.", &[
        ("[2026:07]", "2026-07"), ("2026'07:", "2026-07"),
    ]),
    row("year:month:day", &[Year, Tick, PaddedMonth, Tick, PaddedDay], Ends::Break, "The day.", &[("2026:07:04", "2026-07-04")]),
    row("year - month", &[Year, WideDash, PaddedMonth], Ends::Break, "The month; more text after it would make it a count.", &[
        ("2026 - 07:", "2026-07"),
    ]),
    row("month-year", &[MonthNumber, Sep, Year], Ends::Anywhere, "The month.", &[
        ("12/2025", "2025-12"), ("12.2025", "2025-12"), ("12-2025", "2025-12"), ("[05/2024]", "2024-05"),
        ("5/'24", "2024-05"), ("05·2024", "2024-05"), ("05|2024", "2024-05"),
    ]),
    row("day and month, year", &[First, Sep, Second, Sep, Year], Ends::Anywhere,
        "The day; with slashes or hyphens its siblings must tell day from month, with dots the day is first.", &[
        ("25/03/2024", "2024-03-25"), ("03/25/2024", "2024-03-25"), ("04/12/2025", "ambiguous"),
        ("05-06-2024", "ambiguous"), ("05/05/2024", "2024-05-05"), ("04.12.2025", "2025-12-04"),
        ("25-03-2024", "2024-03-25"), ("30/02/2025", "impossible"),
    ]),
    row("day and month, two digits", &[First, Slash, Second, Slash, TwoDigits], Ends::Anywhere,
        "The day of a year from 2013 on; smaller last numbers could be a day.", &[
        ("25/03/24", "2024-03-25"), ("03/05/24", "ambiguous"), ("14-07-23", "2023-07-14"),
    ]),
    row("day. month. two digits", &[First, Sep, Second, Sep, TwoDigits], Ends::Break,
        "The day of a year from 2013 on; plain words right after it would make it a version.", &[("25.03.24:", "2024-03-25")]),
    row("day. month. year", &[Day, Dot, MonthNumber, Dot, Year], Ends::Anywhere, "The day.", &[("14. 7. 2023", "2023-07-14")]),
    row("two digits, month, day", &[TwoDigits, Sep, PaddedMonth, Sep, PaddedDay], Ends::Listed,
        "The day of a year from 2013 on, in a list whose dates stand in order when they are read so.", &[
        ("[26/07/04]", "2026-07-04"), ("26.07.04:", "2026-07-04"), ("26-07-04", "2026-07-04"),
    ]),
    row("month. year", &[PaddedMonth, DotSpace, Year], Ends::Break, "The month.", &[("07. 2023:", "2023-07")]),
    row("days of a month, numeric", &[Day, TightDash, Day, OwnSep, MonthNumber, OwnSep, Year], Ends::Anywhere,
        "The first day; days stand before the month they share.", &[
        ("02-03/07/2026", "2026-07-02"), ("12-15.06.2024", "2024-06-12"),
    ]),
    row("month and its days, numeric", &[MonthNumber, OwnSep, Day, TightDash, Day, OwnSep, Year], Ends::Anywhere,
        "The first day; a month stands before the days that share it.", &[("07/02-03/2026", "2026-07-02")]),
    row("day to day, one year", &[First, Sep, Second, Dash, First, OwnSep, Second, OwnSep, Year], Ends::Anywhere, "The first day.", &[
        ("31.10-1/11/2025", "2025-10-31"), ("06.04-08.04.2024", "2024-04-06"), ("30.09.-02.10.2024", "2024-09-30"),
        ("30.12 - 02.01.2025", "2024-12-30"), ("06/04-08/04/2024", "ambiguous"),
    ]),
    row("year, month, days", &[Year, Sep, MonthNumber, Sep, Day, TightDash, Day], Ends::Anywhere, "The first day.", &[
        ("2024.05.12-15", "2024-05-12"), ("2024/05/12-15", "2024-05-12"),
    ]),
    row("year, day to day", &[Year, Sep, MonthNumber, Sep, Day, Dash, MonthNumber, Sep, Day], Ends::Anywhere, "The first day.", &[
        ("2024/12/30-01/02", "2024-12-30"),
    ]),
    row("year, months", &[Year, Sep, MonthNumber, TightDash, MonthNumber], Ends::Anywhere, "The first month.", &[
        ("2024.05-08", "2024-05"), ("2024/05–08", "2024-05"),
    ]),
    row("year-month/month", &[Year, Sep, MonthNumber, TightSlash, MonthNumber], Ends::Anywhere, "The first month.", &[
        ("2024-03/04", "2024-03"),
    ]),
    row("year. month. day.", &[Year, Dot, MonthNumber, Dot, Day, Dot], Ends::Anywhere, "The day.", &[
        ("2024. 3. 5.", "2024-03-05"), ("2024.03.05.", "2024-03-05"),
    ]),
    row("year. month. day", &[Year, DotSpace, MonthNumber, DotSpace, Day], Ends::Anywhere, "The day.", &[("2024. 3. 5", "2024-03-05")]),
    row("year. month.", &[Year, Dot, MonthNumber, Dot], Ends::Anywhere, "The month.", &[
        ("2024. 3.", "2024-03"), ("2024.03.", "2024-03"),
    ]),
    row("year. month", &[Year, DotSpace, MonthNumber], Ends::Break, "The month; `2024. 3 papers` is a year and text.", &[
        ("2023. 11:", "2023-11"),
    ]),
    row("eight digits", &[CompactDay], Ends::Anywhere, "The day.", &[("20251204:", "2025-12-04")]),
    row("six digits", &[CompactMonth], Ends::Break, "The month.", &[("[202512]", "2025-12")]),
    // Numbers with marks.
    row("marked day", &[Year, YearMark, MonthNumber, MonthMark, Day, DayMark], Ends::Anywhere, "The day.", &[
        ("2024年3月5日", "2024-03-05"), ("2024 年 3 月 5 日", "2024-03-05"), ("2024년 3월 5일", "2024-03-05"),
        ("二〇二四年三月五日", "2024-03-05"), ("2024年3月5日（火）", "2024-03-05"),
    ]),
    row("marked days", &[Year, YearMark, MonthNumber, MonthMark, Day, Dash, Day, DayMark], Ends::Anywhere, "The first day.", &[
        ("2024年3月5-7日", "2024-03-05"),
    ]),
    row("marked month", &[Year, YearMark, MonthNumber, MonthMark], Ends::Anywhere, "The month.", &[
        ("2024年3月", "2024-03"), ("2025 年 3 月", "2025-03"), ("2024년 3월", "2024-03"), ("２０２４年１２月", "2024-12"),
    ]),
    row("year mark, month", &[Year, YearMark, MonthNumber], Ends::Break, "The month; more after it could be a count.", &[
        ("2024年03:", "2024-03"), ("[2024年3]", "2024-03"),
    ]),
    row("marked months", &[Year, YearMark, MonthNumber, And, MonthNumber, MonthMark], Ends::Anywhere, "The first month.", &[
        ("2024年3-5月", "2024-03"),
    ]),
    row("marked month to month", &[Year, YearMark, MonthNumber, MonthMark, Dash, MonthNumber, MonthMark], Ends::Anywhere,
        "The first month.", &[("2024年3月-5月", "2024-03")]),
    row("marked day to day", &[Year, YearMark, MonthNumber, MonthMark, Day, DayMark, Dash, Day, DayMark], Ends::Anywhere,
        "The first day.", &[("2024年3月5日-7日", "2024-03-05")]),
    row("year, marked month", &[Year, Sep, MonthNumber, MonthMark], Ends::Anywhere, "The month.", &[
        ("2024.3月", "2024-03"), ("2024.10월", "2024-10"),
    ]),
    row("marked season", &[Year, YearMark, Season], Ends::Anywhere, "The year.", &[("2024年春", "2024")]),
    row("marked year", &[Year, YearMark], Ends::Break, "The year.", &[("2024年:", "2024"), ("2024년", "2024")]),
    // Month names.
    row("month year", &[Month, Gap, Year], Ends::Anywhere, "The month.", &[
        ("[Dec 2025]", "2025-12"), ("Sept 2025", "2025-09"), ("Dec. 2025", "2025-12"), ("July. 2024", "2024-07"),
        ("[Mar, 2024]", "2024-03"), ("March, 2024", "2024-03"), ("Dec-2025", "2025-12"), ("Dec/2025", "2025-12"),
        ("March'24", "2024-03"), ("July, 26':", "2026-07"), ("Mar'2024", "2024-03"), ("Mar|2024", "2024-03"), ("Mar·2024", "2024-03"), ("June'18.", "2018-06"), ("Mar ’24", "2024-03"), ("Fév. 2024", "2024-02"),
        ("Juni 2024", "2024-06"), ("marzo de 2024", "2024-03"), ("март 2024 г.", "2024-03"), ("Ekim 2024", "2024-10"),
        ("październik 2024", "2024-10"), ("【Mar 2024】", "2024-03"), ("June 2024 – August 2024", "2024-06"),
        ("Dec 2023 - Jan 2024", "2023-12"), ("May 2024 – present", "2024-05"),
    ]),
    row("month - year", &[Month, Dash, Year], Ends::Break, "The month; more text after it would make the year its beginning.", &[
        ("Dec - 2025:", "2025-12"), ("[Mar – 2024]", "2024-03"),
    ]),
    row("month day, year", &[Month, Gap, Day, Gap, Year], Ends::Anywhere, "The day.", &[
        ("December 4, 2025", "2025-12-04"), ("December 4th, 2025", "2025-12-04"), ("Dec 4 2025", "2025-12-04"),
        ("Friday March 5, 2024", "2024-03-05"), ("Feb 30, 2025", "impossible"),
    ]),
    row("month day, two digits", &[Month, Gap, Day, Comma, TwoDigits], Ends::Break, "The day of a year from 2013 on.", &[
        ("Jul 04, 26:", "2026-07-04"),
    ]),
    row("day month year", &[Day, Gap, Month, Gap, Year], Ends::Anywhere, "The day.", &[
        ("4 Dec 2025", "2025-12-04"), ("4. Dezember 2025", "2025-12-04"), ("4 de diciembre de 2025", "2025-12-04"),
        ("1er mars 2024", "2024-03-01"), ("5 марта 2024 г.", "2024-03-05"), ("5 marca 2024", "2024-03-05"),
        ("5 Mart 2024", "2024-03-05"), ("5th of March, 2024", "2024-03-05"), ("Mon, 5 Mar 2024 10:00", "2024-03-05"),
        ("7 de agosto de 2026 - das 14:00 às 17:00", "2026-08-07"), ("5 Mar 2024, 2:00 PM - 5:00 PM:", "2024-03-05"),
        ("04-Dec-2025", "2025-12-04"),
    ]),
    row("year month", &[Year, Join, Month], Ends::Anywhere, "The month.", &[
        ("2025-Dec", "2025-12"), ("2025 Dec", "2025-12"), ("2025, December", "2025-12"),
    ]),
    row("year-month name-day", &[Year, OwnSep, Month, OwnSep, Day], Ends::Anywhere, "The day.", &[("2025/Dec/04", "2025-12-04")]),
    row("year month day", &[Year, Join, Month, Gap, Day], Ends::BreakOrCapital, "The day.", &[
        ("2025 Dec 4", "2025-12-04"), ("2025, Dec. 4 Talk", "2025-12-04"), ("[2025. Dec. 4]", "2025-12-04"),
    ]),
    row("year day month", &[Year, Join, Day, Gap, Month], Ends::BreakOrCapital, "The day.", &[("2025, 4 December", "2025-12-04")]),
    row("month days, year", &[Month, Gap, Day, And, Day, Gap, Year], Ends::Anywhere, "The first day.", &[
        ("May 2–4, 2026", "2026-05-02"), ("May 2 to 4, 2026", "2026-05-02"), ("June 24 and 26, 2025", "2025-06-24"),
    ]),
    row("days month year", &[Day, And, Day, Gap, Month, Gap, Year], Ends::Anywhere, "The first day.", &[
        ("12-15 June 2024", "2024-06-12"), ("12 & 13 June 2024", "2024-06-12"), ("4.-6. Dezember 2025", "2025-12-04"),
    ]),
    row("month day to month day, year", &[Month, Gap, Day, Dash, Month, Gap, Day, Gap, Year], Ends::Anywhere, "The first day.", &[
        ("Aug 30 - Sep 2, 2024", "2024-08-30"), ("Dec 30 - Jan 2, 2025", "2024-12-30"),
    ]),
    row("day month to day month year", &[Day, Gap, Month, Dash, Day, Gap, Month, Gap, Year], Ends::Anywhere, "The first day.", &[
        ("30 Aug - 2 Sep 2024", "2024-08-30"),
    ]),
    row("months year", &[Month, And, Month, Gap, Year], Ends::Anywhere, "The first month.", &[
        ("Jun-Aug 2024", "2024-06"), ("June/July 2024", "2024-06"), ("Sept.-Dec. 2024", "2024-09"),
        ("Nov – Jan 2025", "2024-11"),
    ]),
    row("day-month-two digits", &[Day, OwnSep, Month, OwnSep, TwoDigits], Ends::Anywhere, "The day of a year from 2013 on.", &[
        ("14-Jul-23", "2023-07-14"),
    ]),
    row("day month two digits", &[Day, Gap, Month, Gap, TwoDigits], Ends::BreakOrCapital, "The day of a year from 2013 on.", &[
        ("14 Jul 23:", "2023-07-14"),
    ]),
    row("month-two digits", &[Month, OwnSep, TwoDigits], Ends::YearOfItsOwn,
        "The month of a year from 2013 on; after a space it would be a day.", &[("Mar-24", "2024-03")]),
    // Parts of a year.
    row("season year", &[Season, Gap, Year], Ends::Anywhere, "The year: a season is not as exact as a month.", &[
        ("Spring 2025", "2025"), ("Fall 2024", "2024"), ("Herbst 2024", "2024"), ("WS 2024", "2024"),
        ("Spring Semester 2025", "2025"),
    ]),
    row("season two digits", &[Season, TwoDigits], Ends::BreakOrCapital, "The year.", &[("Summer 19:", "2019")]),
    row("season of two years", &[Season, Gap, Year, Slash, NextYear], Ends::Anywhere, "The first year.", &[
        ("Winter 2024/25", "2024"), ("WS 2024/25", "2024"), ("Winter 2024-2025", "2024"),
    ]),
    row("seasons year", &[Season, And, Season, Gap, Year], Ends::Anywhere, "The year.", &[("Spring/Summer 2024", "2024")]),
    row("year season", &[Year, Join, Season], Ends::Anywhere, "The year.", &[("2025 Spring", "2025")]),
    row("year seasons", &[Year, Join, Season, And, Season], Ends::Anywhere, "The year.", &[("2024 Spring/Summer", "2024")]),
    row("quarter year", &[Quarter, Gap, Year], Ends::Anywhere, "The year.", &[("Q3 2024", "2024"), ("H1 2024", "2024")]),
    row("year quarter", &[Year, Join, Quarter], Ends::Anywhere, "The year.", &[("2024 Q1", "2024"), ("2024-Q1", "2024")]),
    row("part of a year", &[Phase, Gap, Year], Ends::Anywhere, "The year.", &[
        ("Early 2024", "2024"), ("Mid-2024", "2024"), ("Late 2024", "2024"), ("Anfang 2024", "2024"),
    ]),
    row("part of a month", &[Phase, Gap, Month, Gap, Year], Ends::Anywhere, "The month.", &[
        ("Early March 2024", "2024-03"), ("End of May 2024", "2024-05"), ("Ende März 2024", "2024-03"),
    ]),
    row("year", &[Year], Ends::Break, "The year; plain words right after it would be a sentence.", &[
        ("2024:", "2024"), ("[2024]", "2024"), ("2024 –", "2024"),
    ]),
    row("years", &[Year, And, Year], Ends::Break, "The first year.", &[("2023-2024", "2023")]),
    row("year and the next", &[Year, Slash, NextYear], Ends::Break, "The first year; 2011-12 is a month, as 12 can be one.", &[
        ("2023/24:", "2023"),
    ]),
    // Two numbers, a year among them.
    row("month/two digits", &[MonthNumber, Slash, TwoDigits], Ends::YearOfItsOwn,
        "The month of a year from 2013 on, under no year heading.", &[
        ("11/25:", "2025-11"), ("11\\/25:", "2025-11"), ("09/23 Talk", "2023-09"),
    ]),
    row("month.two digits", &[PaddedMonth, Dot, TwoDigits], Ends::YearOfItsOwn, "The same.", &[("[03.24]", "2024-03")]),
    row("two digits.month", &[TwoDigits, Sep, PaddedMonth], Ends::Listed,
        "The month of a year from 2013 on, in a list whose dates stand in order when they are read so.", &[("[26.07]", "2026-07")]),

    // No year: complete under a heading that gives it.
    row("day and month", &[First, Slash, Second], Ends::BreakOrCapital, "No year.", &[("5/3:", "no year"), ("30/4:", "no year")]),
    row("day. month.", &[First, Dot, Second, Dot], Ends::Break, "No year.", &[("30.4.:", "no year")]),
    row("day and month to another", &[First, Sep, Second, Dash, First, Sep, Second], Ends::BreakWithoutYear, "No year.", &[
        ("5/3-7/3:", "no year"), ("09/07 to 09/09:", "no year"),
    ]),
    row("day. month. to another", &[First, Dot, Second, Dash, First, Dot, Second, Dot], Ends::Break, "No year.", &[
        ("30.9.-2.10.:", "no year"),
    ]),
    row("month day to month day", &[Month, Gap, Day, Dash, Month, Gap, Day], Ends::BreakWithoutYear, "No year.", &[
        ("Mar 30 - Apr 2:", "no year"),
    ]),
    row("day month to day month", &[Day, Gap, Month, Dash, Day, Gap, Month], Ends::BreakWithoutYear, "No year.", &[
        ("30 March – 2 April:", "no year"),
    ]),
    row("month day", &[Month, Gap, Day], Ends::BreakWithoutYear, "No year.", &[
        ("Mar 5:", "no year"), ("March 5th –", "no year"),
    ]),
    row("day month", &[Day, Gap, Month], Ends::BreakWithoutYear, "No year.", &[("[5 Mar]", "no year"), ("5. März:", "no year")]),
    row("month days", &[Month, Gap, Day, And, Day], Ends::BreakWithoutYear, "No year.", &[("May 2–4:", "no year")]),
    row("days month", &[Day, And, Day, Gap, Month], Ends::BreakWithoutYear, "No year.", &[("2.–4. Mai:", "no year")]),
    row("month", &[Month], Ends::Break, "No year.", &[("March:", "no year"), ("[Sept.]", "no year")]),
    row("months", &[Month, And, Month], Ends::Break, "No year.", &[("Jun-Aug:", "no year")]),
    row("marked month and day", &[MonthNumber, MonthMark, Day, DayMark], Ends::BreakWithoutYear, "No year.", &[
        ("3月5日:", "no year"),
    ]),
    row("marked month alone", &[MonthNumber, MonthMark], Ends::Break, "No year.", &[("3月:", "no year"), ("十二月:", "no year")]),
    row("season", &[Season], Ends::Break, "No year.", &[("Spring:", "no year")]),
    row("quarter", &[Quarter], Ends::Break, "No year.", &[("[Q3]", "no year")]),
];
