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
            let found = leading(text, &Context::default());
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
    ] {
        let found = leading(text, &Context::default());
        let read = found.map(|found| (show(found.reading), &text[found.rest..]));
        if read != Some((date.to_string(), rest)) {
            wrong.push(format!("{text}: {read:?}, not {date} {rest:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
