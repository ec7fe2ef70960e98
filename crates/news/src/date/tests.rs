use super::forms::Ends;
use super::*;

fn show(reading: Reading) -> String {
    match reading {
        Reading::Date(date) => date.to_string(),
        Reading::Ambiguous { .. } => "ambiguous".into(),
        Reading::NoYear => "no year".into(),
        Reading::Impossible => "impossible".into(),
    }
}

fn lead(text: &str) -> String {
    leading(text, &Context::default()).map_or_else(|| "none".into(), |found| show(found.reading))
}

#[test]
fn every_row_reads_its_examples() {
    let mut wrong = Vec::new();
    for form in FORMS {
        for (text, expected) in form.examples {
            let context = Context {
                listed: form.ends == Ends::Listed,
                ..Context::default()
            };
            let found = leading(text, &context);
            let read = found.map(|found| (found.form, show(found.reading)));
            if read != Some((form.name, (*expected).to_string())) {
                wrong.push(format!("{text}: {read:?}, not {expected} ({})", form.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_looks_like_a_date_and_is_none() {
    let mut wrong = Vec::new();
    for text in [
        "Paper accepted to NeurIPS 2030",
        "CVPR'18 paper",
        "May the force be with you",
        "March for science",
        "August Kekulé lecture",
        "2 papers accepted",
        "3 papers at CVPR 2024",
        "2024 was a good year",
        "2025 IEEE Fellow",
        "10.5 million",
        "2410.12883",
        "arXiv 2410.12883",
        "2012.05123 is out",
        "1.12",
        "10.1145/3292500.3330701",
        "10.2023/4711",
        "555-2024-1234",
        "12-2025-555",
        "1/2 price",
        "24/7 support",
        "50/50:",
        "[ICML 2030] Paper accepted",
        "[ICML 2030]",
        "(2024 ICML) Paper",
        "1850: founded",
        "2024-03.pdf uploaded",
        "2024+",
        "In 2024, we moved",
        "Spring Festival 2024",
        "Marching 2024",
        "New paper",
        "🎉",
        "",
        "12 August interns joined",
        "24/03/05",
        "3.14: a constant",
        "10/90 Split",
        "2024 \"Best Paper\" award",
        "\"A Title\" March 2024: accepted",
        "1920x1080 video",
        "2000+ stars",
        "1.2.15 released",
        "99999999999999999999",
    ] {
        if lead(text) != "none" {
            wrong.push(format!("{text}: {}", lead(text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn decoration_does_not_hide_a_date() {
    let mut wrong = Vec::new();
    for (text, date, rest) in [
        (
            "[ICML 2030] March 5, 2029: accepted",
            "2029-03-05",
            "accepted",
        ),
        ("🎉 March 2024: Gave a talk", "2024-03", "Gave a talk"),
        (":tada: [2024.03] :tada: Gave", "2024-03", ":tada: Gave"),
        ("New! 2024.03 Gave a talk", "2024-03", "Gave a talk"),
        ("[New] [Mar. 2024] New! Gave", "2024-03", "Gave"),
        ("• >> 2024.03 – Gave", "2024-03", "Gave"),
        ("2024.03: \u{a0}🎉 Gave a talk", "2024-03", "🎉 Gave a talk"),
        ("[Dec 2025] [Tool] is out", "2025-12", "[Tool] is out"),
        ("[May 2024, online] Talk", "2024-05", "Talk"),
        ("(May 2024 – present) Intern", "2024-05", "Intern"),
        ("[Dec 2025 Gave a talk", "2025-12", "Gave a talk"),
        ("2024.03获奖", "2024-03", "获奖"),
        ("2024.03.获奖", "2024-03", "获奖"),
        ("2024年3月，加入", "2024-03", "加入"),
        ("2024年3月加入", "2024-03", "加入"),
        ("２０２４．０３：入学", "2024-03", "入学"),
        ("Mar 2024Gave a talk", "2024-03", "Gave a talk"),
        ("In May 2024, we moved", "2024-05", "we moved"),
        (
            "May 2024 - 2 papers accepted",
            "2024-05",
            "2 papers accepted",
        ),
        ("2024. 3 papers accepted", "2024", "3 papers accepted"),
        ("2024-03-05 - 7 papers", "2024-03-05", "7 papers"),
        ("2024 🎉 Gave", "2024", "🎉 Gave"),
        ("Update (Mar 2024): moved", "2024-03", "moved"),
        ("Mar 5, 2024 (Tue): moved", "2024-03-05", "moved"),
        ("2024-03-05T10:00:00.000Z moved", "2024-03-05", "moved"),
        ("Mar 2024 (ICML) moved", "2024-03", "(ICML) moved"),
        (
            "Mar 2024, 3 papers at ICML 2024",
            "2024-03",
            "3 papers at ICML 2024",
        ),
        ("Sun, 3 March 2024 10:00 PM: moved", "2024-03-03", "moved"),
        ("2023.12 - 2024.02: visit", "2023-12", "visit"),
        ("<2024.05> moved", "2024-05", "moved"),
        ("\"2024.05\" moved", "2024-05", "moved"),
        ("2024/03/05~2024/03/07 moved", "2024-03-05", "moved"),
        ("Feb 30, 2025: moved", "impossible", "moved"),
        ("May 2024 \"Title\" moved", "2024-05", "\"Title\" moved"),
        ("[2024.03] :moved", "2024-03", "moved"),
        ("[ 2024.03. ] moved", "2024-03", "moved"),
        ("2024.03) moved", "2024-03", "moved"),
    ] {
        let found = leading(text, &Context::default());
        let read = found.map(|found| (show(found.reading), &text[found.rest..]));
        if read != Some((date.to_string(), rest)) {
            wrong.push(format!("{text}: {read:?}, not {date} {rest:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_heading_completes_what_lacks_a_year() {
    let context = Context {
        year: Some(2023),
        ..Context::default()
    };
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("March: moved", "2023-03"),
        ("Mar 5 moved", "2023-03-05"),
        ("5 Mar moved", "2023-03-05"),
        ("30/4: moved", "2023-04-30"),
        ("5/3: moved", "ambiguous"),
        ("11/25: moved", "2023-11-25"),
        ("Mar-24: moved", "2023-03-24"),
        ("30.4.: moved", "2023-04-30"),
        ("3月5日 moved", "2023-03-05"),
        ("Spring: moved", "2023"),
        ("Dec 2022: moved", "2022-12"),
        ("Feb 30: moved", "none"),
        ("May the force be with you", "none"),
        ("2 papers accepted", "none"),
        ("1/2 price", "none"),
    ] {
        let read = leading(text, &context).map_or("none".into(), |found| show(found.reading));
        if read != expected {
            wrong.push(format!("{text}: {read}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_date_at_the_end() {
    let mut wrong = Vec::new();
    for (text, expected, before) in [
        ("Gave a talk. (Mar 2024)", "2024-03", "Gave a talk. "),
        ("Gave a talk [2024.03]", "2024-03", "Gave a talk "),
        ("Gave a talk, March 5, 2024", "2024-03-05", "Gave a talk, "),
        ("Gave a talk, March 5, 2024.", "2024-03-05", "Gave a talk, "),
        ("Gave a talk — 5 Mar 2024", "2024-03-05", "Gave a talk — "),
        ("Gave a talk - 2024-03-05", "2024-03-05", "Gave a talk - "),
        ("Gave a talk | 12/2025", "2025-12", "Gave a talk | "),
        ("Gave a talk. (2024)", "2024", "Gave a talk. "),
        ("获奖（2024年3月）", "2024-03", "获奖"),
        ("Gave a talk (05/06/2024)", "ambiguous", "Gave a talk "),
        ("Paper accepted at NeurIPS 2025", "none", ""),
        ("Paper accepted at NeurIPS (2025)", "none", ""),
        ("Paper accepted at NeurIPS, 2025", "none", ""),
        ("Paper accepted at NeurIPS, Dec 2025", "none", ""),
        ("See you in May 2025", "none", ""),
        ("See you on March 5, 2025", "none", ""),
        ("Won (May 2024, online)", "none", ""),
        ("Score 12/20, 3/5", "none", ""),
        ("", "none", ""),
    ] {
        let found = trailing(text, &Context::default());
        let read = found.map(|found| (show(found.reading), &text[..found.start]));
        let expected = (expected != "none").then(|| (expected.to_string(), before));
        if read != expected {
            wrong.push(format!("{text}: {read:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_text_that_is_a_date_and_nothing_else() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("2024-03-05 10:00:00-0400", "2024-03-05"),
        ("2024-03-05 10:00:00 -0400", "2024-03-05"),
        ("2024-03-05T10:00:00Z", "2024-03-05"),
        ("2024-03-05T10:00:00.123+02:00", "2024-03-05"),
        ("2024-03-05T10:00", "2024-03-05"),
        ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05"),
        ("12-15.06.2024", "2024-06-12"),
        (" 🎉 [Mar 2024]: ", "2024-03"),
        ("2024", "2024"),
        ("March", "no year"),
        ("05/06/2024", "ambiguous"),
        ("2024-03 Talk", "none"),
        ("[May 2024, online]", "none"),
        ("10:00", "none"),
        ("3", "none"),
        ("2024-W10", "none"),
        ("", "none"),
    ] {
        let read =
            whole(text, &Context::default()).map_or("none".into(), |found| show(found.reading));
        if read != expected {
            wrong.push(format!("{text}: {read}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_heading_gives_one_year_or_none() {
    for (text, expected) in [
        ("2025", Some(2025)),
        ("2025年", Some(2025)),
        ("Year 2025", Some(2025)),
        ("🎉 News in 2025:", Some(2025)),
        ("2023 and earlier", None),
        ("Before 2023", None),
        ("2024-2025", None),
        ("2023+", None),
        ("ICML 2025", None),
        ("March 2025", None),
        ("News", None),
    ] {
        assert_eq!(heading_year(text), expected, "{text}");
    }
}

#[test]
fn a_list_settles_its_own_dates() {
    let read = |text| leading(text, &Context::default()).unwrap();
    let day_first = read("20/05/2024: moved");
    let open = read("11/12/2024: moved");
    assert_eq!(order([&open]), None);
    assert_eq!(order([&open, &day_first]), Some(Order::DayMonth));
    assert_eq!(order([&open, &day_first, &read("05/20/2024: moved")]), None);
    assert_eq!(
        order([&open, &read("02-03/07/2026: moved")]),
        Some(Order::DayMonth)
    );
    assert_eq!(show(open.settle(Order::DayMonth).reading), "2024-12-11");
    assert_eq!(show(open.settle(Order::MonthDay).reading), "2024-11-12");
    assert_eq!(open.settle(None), open);
    assert_eq!(day_first.settle(Order::MonthDay), day_first);
    // Dots are day first by custom, but a list that proves otherwise is believed.
    let dotted = read("11.12.2024: moved");
    assert_eq!(show(dotted.reading), "2024-12-11");
    assert_eq!(show(dotted.settle(Order::MonthDay).reading), "2024-11-12");
}

mod properties {
    use proptest::prelude::*;

    use super::super::part::Part;
    use super::super::{forms, names};
    use super::*;

    /// The choices that a form leaves to its author.
    #[derive(Debug, Clone)]
    struct Hand {
        year: i32,
        month: u32,
        day: u32,
        choices: Vec<usize>,
    }

    fn hand() -> impl Strategy<Value = Hand> {
        let choices = prop::collection::vec(any::<usize>(), 40);
        (2013..=2039_i32, 1..=12_u32, 1..=27_u32, choices).prop_map(
            |(year, month, day, choices)| Hand {
                year,
                month,
                day,
                choices,
            },
        )
    }

    impl Hand {
        fn pick(&mut self, options: &[&str]) -> String {
            let choice = self.choices.pop().unwrap_or(0);
            options[choice % options.len()].to_string()
        }

        fn month_name(&mut self, month: u32) -> String {
            let index = usize::try_from(month - 1).unwrap();
            let spellings: Vec<&str> = names::MONTHS
                .iter()
                .flat_map(|(_, months)| months[index].split(' '))
                .collect();
            let name = self.pick(&spellings);
            self.pick(&[&name, &name.to_uppercase(), &name.to_lowercase()])
        }

        /// Writes the date in a form; of a range the second end a day later.
        fn write(&mut self, parts: &[Part]) -> String {
            // A slash within a form of slashes is its separator.
            let separators = match parts.contains(&Part::TightSlash) {
                true => &["-", "."][..],
                false => &["-", ".", "/"],
            };
            let separator = self.pick(separators);
            let has_year = has_year(parts);
            let mut text = String::new();
            let (mut months, mut days, mut firsts, mut years) = (0, 0, 0, 0);
            for (index, part) in parts.iter().enumerate() {
                let last = index + 1 == parts.len();
                let (month, day, year) = (self.month, self.day, self.year);
                let written = match part {
                    Part::Year => {
                        years += 1;
                        let year = year + years - 1;
                        self.pick(&[&year.to_string(), &format!("’{:02}", year % 100)])
                    }
                    Part::TwoDigits => format!("{:02}", year % 100),
                    Part::NextYear => format!("{:02}", (year + 1) % 100),
                    Part::PaddedMonth => format!("{month:02}"),
                    Part::PaddedDay => format!("{day:02}"),
                    Part::DotSpace => ". ".into(),
                    Part::Tick => ":".into(),
                    Part::Comma => ",".into(),
                    Part::WideDash => " - ".into(),
                    Part::MonthNumber => self.pick(&[&month.to_string(), &format!("{month:02}")]),
                    Part::Month => {
                        months += 1;
                        self.month_name((month + months - 1).min(12))
                    }
                    Part::Day => {
                        days += 1;
                        let day = day + days - 1;
                        self.pick(&[&day.to_string(), &format!("{day:02}")])
                    }
                    Part::First => {
                        firsts += 1;
                        (day + firsts - 1).to_string()
                    }
                    Part::Second => month.to_string(),
                    Part::CompactDay => format!("{year}{month:02}{day:02}"),
                    Part::CompactMonth => format!("{year}{month:02}"),
                    Part::Season => self.pick(&["Spring", "Herbst", "WS", "été"]),
                    Part::Quarter => self.pick(&["Q1", "Q4"]),
                    Part::Phase => self.pick(&["Early", "mid", "Ende"]),
                    Part::Sep => separator.clone(),
                    Part::OwnSep => self.pick(&["/", "."]),
                    Part::Slash => "/".into(),
                    Part::Dot => {
                        if last {
                            ".".into()
                        } else {
                            self.pick(&[".", ". "])
                        }
                    }
                    Part::Gap if has_year => self.pick(&[" ", ". ", ", ", "-", "/", " of "]),
                    Part::Gap => self.pick(&[" ", ". ", " of "]),
                    Part::Join => self.pick(&[" ", ", ", "-"]),
                    Part::Dash => self.pick(&["–", " - ", " to ", " — "]),
                    Part::TightDash => {
                        if separator == "-" {
                            "~".into()
                        } else {
                            "–".into()
                        }
                    }
                    Part::TightSlash => "/".into(),
                    Part::And => self.pick(&["/", " - ", " & ", " and "]),
                    Part::YearMark => self.pick(&["年", "년 "]),
                    Part::MonthMark => self.pick(&["月", "월"]),
                    Part::DayMark => self.pick(&["日", "일"]),
                };
                // A season and its two digits are the one pair with nothing between.
                let apart = parts[..=index].ends_with(&[Part::Season, Part::TwoDigits]);
                text.push_str(if apart { " " } else { "" });
                text.push_str(&written);
            }
            text
        }

        fn date(&self, parts: &[Part]) -> PartialDate {
            let has = |wanted: &[Part]| parts.iter().any(|part| wanted.contains(part));
            let date = if has(&[Part::Day, Part::PaddedDay, Part::First, Part::CompactDay]) {
                PartialDate::day(self.year, self.month, self.day)
            } else if has(&[
                Part::Month,
                Part::MonthNumber,
                Part::PaddedMonth,
                Part::CompactMonth,
            ]) {
                PartialDate::month(self.year, self.month)
            } else {
                PartialDate::year(self.year)
            };
            date.unwrap()
        }
    }

    fn has_year(parts: &[Part]) -> bool {
        let years = [
            Part::Year,
            Part::TwoDigits,
            Part::CompactDay,
            Part::CompactMonth,
        ];
        parts.iter().any(|part| years.contains(part))
    }

    use crate::PartialDate;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn what_a_form_writes_is_read_back(index in 0..FORMS.len(), mut hand in hand()) {
            let form = &FORMS[index];
            let date = hand.date(form.parts);
            let written = hand.write(form.parts);
            let after = match form.ends {
                forms::Ends::Anywhere => hand.pick(&[" Talk", ": Talk", " – Talk", ". Talk"]),
                _ => hand.pick(&[": Talk", " – Talk", " | Talk"]),
            };
            let text = format!("{written}{after}");
            let listed = form.ends == Ends::Listed;
            let context = Context { order: Some(Order::DayMonth), listed, ..Context::default() };
            let order = if listed { Order::YearFirst } else { Order::DayMonth };
            let found = leading(&text, &context).map(|found| found.settle(order));
            let found = found.map(|found| (found.reading, &text[found.rest..]));
            let reading = if has_year(form.parts) { Reading::Date(date) } else { Reading::NoYear };
            prop_assert_eq!(found, Some((reading, "Talk")), "{}: {}", form.name, text);

            let context = Context { year: Some(hand.year), ..context };
            let found = leading(&text, &context);
            if !matches!(form.ends, Ends::YearOfItsOwn | Ends::Listed) {
                prop_assert_eq!(found.map(|found| found.reading), Some(Reading::Date(date)), "{}", text);
            }
        }

        #[test]
        fn ranges_lie_in_any_text(text in any_text(), year in prop::option::of(1900..2100_i32)) {
            let context = Context { year, ..Context::default() };
            for found in [leading(&text, &context), trailing(&text, &context), whole(&text, &context)] {
                let Some(Found { start, end, rest, .. }) = found else { continue };
                prop_assert!(start <= end && end <= rest && rest <= text.len());
                prop_assert!([start, end, rest].into_iter().all(|at| text.is_char_boundary(at)));
            }
            heading_year(&text);
        }
    }

    /// Any characters, and pieces that dates are made of in any order.
    fn any_text() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "[",
            "]",
            "(",
            "）",
            " ",
            "\u{a0}",
            "\u{fe0f}",
            "2024",
            "٢٠٢٤",
            "２０２４",
            "12",
            "5",
            "May",
            "Mär",
            "Mar\u{308}z",
            "年",
            "三",
            "十",
            "月",
            "Q3",
            "Q",
            "Spring",
            "-",
            "–",
            "--",
            "/",
            ".",
            ",",
            ":",
            "’",
            "24",
            "🎉",
            ":tada:",
            "New!",
            "İ",
            "ß",
            "to",
            "T10:00",
            "(火)",
            "present",
            "\\",
            "99999999999",
        ]);
        prop_oneof![
            any::<String>(),
            prop::collection::vec(pieces, 0..20).prop_map(|pieces| pieces.concat())
        ]
    }
}
