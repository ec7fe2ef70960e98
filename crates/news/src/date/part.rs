//! The parts that forms are made of, and the values that they take.

/// One part of a form. Each takes the tokens it needs or the form fails; only
/// what is called optional may take none, and nothing is ever taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Four digits in 1900..=2100, or two with an apostrophe before them.
    Year,
    /// Two digits that cannot be a month, as a year in 1995..=2039: home pages
    /// are no older, and `10/90` is a ratio.
    TwoDigits,
    /// The last two digits of the year after the one already read.
    NextYear,
    /// One or two digits, whatever their value: the calendar judges them.
    MonthNumber,
    /// Two digits, so that `3.14` is no month.
    PaddedMonth,
    /// The same of a day.
    PaddedDay,
    /// One or two digits and an optional ordinal ending.
    Day,
    /// Two numbers of which one is the day; which one, the form leaves open.
    First,
    Second,
    /// Eight digits in a row, or six.
    CompactDay,
    CompactMonth,
    Month,
    Season,
    Quarter,
    Phase,
    /// `-`, `.` or `/` without space around it, every time the same in a form.
    Sep,
    /// The same, but not bound to the others.
    OwnSep,
    Slash,
    /// A dot, with or without space after it, as Korean and German write it.
    Dot,
    /// A dot with space after it.
    DotSpace,
    /// A colon or an apostrophe that touches the numbers on both sides.
    Tick,
    /// A comma.
    Comma,
    /// A hyphen with space on both sides.
    WideDash,
    /// Optional, between a name and a number: `.`, `,`, `of`, `de`, `-`, `/`, and
    /// a weekday in brackets.
    Gap,
    /// Optional, between a year and the name after it.
    Join,
    /// `-`, `–`, `to` between the ends of a range.
    Dash,
    /// A hyphen that touches the numbers on both sides, and is not the form's
    /// separator: `2024-05-08` is a day, `2024.05-08` are months.
    TightDash,
    /// The same with a slash: `2024-03/04`.
    TightSlash,
    /// What stands between two months or years that are both meant.
    And,
    YearMark,
    MonthMark,
    DayMark,
}

/// The values that a form took, of a range those of its first end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) year: Option<i32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) first: Option<u32>,
    pub(super) second: Option<u32>,
    /// The second end of a range, for the new year that may lie between.
    pub(super) last_month: Option<u32>,
    pub(super) last_pair: Option<(u32, u32)>,
    /// The year stands behind both ends of a range, so it is the second's.
    pub(super) year_is_last: bool,
    pub(super) separator: Option<char>,
}
