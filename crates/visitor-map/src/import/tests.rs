use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::{Unit, publish};

const KINDS: [Kind; 4] = [
    Kind::Tally,
    Kind::Cloudflare,
    Kind::GoatCounter,
    Kind::Matomo,
];

fn import(kind: Kind, text: &str) -> Result<Imported, Vec<Problem>> {
    read(
        kind,
        &Source::new("export", text),
        &"2026-W47".parse().unwrap(),
    )
}

// The counts as `DE 12, other 3`, and the problems.
#[track_caller]
fn check(kind: Kind, text: &str, expected: Expect) {
    let lines = match import(kind, text) {
        Ok(Imported { raw, warnings }) => {
            let counts = raw.countries.iter();
            let mut counts: Vec<_> = counts
                .map(|(code, count)| format!("{code} {count}"))
                .collect();
            counts.push(format!(
                "other {} ({}, cap {})",
                raw.other,
                raw.unit.name(),
                raw.cap
            ));
            let mut lines = vec![counts.join(", ")];
            lines.extend(warnings.iter().map(ToString::to_string));
            lines
        }
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    };
    expected.assert_eq(&lines.join("\n"));
}

const TALLY: &str = r#"{"warning": "…", "options": {"grain": "week", "cap": 1},
 "days": {"from": "2026-11-01", "to": "2026-11-23"},
 "requests": {"counted": 9, "left_out": {"crawler": 3}, "rejected": 0},
 "windows": {"2026-11-16": {"to": "2026-11-22", "parts": 2, "countries": {"DE": 4, "EU": 2}, "unknown": 1}}}"#;

#[test]
fn tallies_are_read() {
    check(
        Kind::Tally,
        TALLY,
        expect!["DE 4, other 3 (addresses, cap 2)"],
    );
    for (old, new, what) in [
        (
            "to\": \"2026-11-23",
            "to\": \"2026-11-21",
            "2026-11-01 to 2026-11-21 only",
        ),
        (
            "from\": \"2026-11-01",
            "from\": \"2026-11-17",
            "2026-11-17 to 2026-11-23 only",
        ),
        (
            r#"{"from": "2026-11-01", "to": "2026-11-23"}"#,
            "null",
            "have no day",
        ),
    ] {
        let imported = import(Kind::Tally, &TALLY.replacen(old, new, 1)).unwrap();
        let warning = imported.warnings[0].to_string();
        assert!(warning.contains(what), "{warning}");
    }
    for (old, new, what) in [
        ("2026-11-22", "2026-11-21", "no tally: its windows"),
        (
            "2026-11-16\": {\"to\": \"2026-11-22",
            "2026-11-09\": {\"to\": \"2026-11-15",
            "no tally of 2026-11-16 to",
        ),
        ("\"parts\": 2", "\"parts\": 0", "no tally: its windows"),
        (
            "\"parts\": 2",
            "\"parts\": 4294967296",
            "no tally: something",
        ),
        ("\"DE\": 4", "\"DE\": -4", "no tally: something"),
        ("\"cap\": 1", "\"cap\": 0", "no tally: its windows"),
        ("\"days\"", "\"extra\": 1, \"days\"", "no tally: something"),
    ] {
        let problems = import(Kind::Tally, &TALLY.replacen(old, new, 1)).unwrap_err();
        assert!(problems[0].message.contains(what), "{}", problems[0]);
    }
    assert!(import(Kind::Tally, &format!("{TALLY}\n{TALLY}")).is_err());
}

#[test]
fn answers_of_cloudflare_are_read() {
    let day = |date: &str, rows: &str| {
        format!(
            "{{\"dimensions\": {{\"date\": \"{date}\"}}, \"sum\": {{\"countryMap\": [{rows}]}}}}"
        )
    };
    let days: Vec<_> = (15..24)
        .map(|n| {
            let rows = "{\"clientCountryName\": \"DE\", \"requests\": 10}, \
                        {\"clientCountryName\": \"T1\", \"requests\": 1}";
            day(&format!("2026-11-{n}"), rows)
        })
        .collect();
    let groups = format!("[{}]", days.join(", "));
    let answer = format!(
        "{{\"data\": {{\"viewer\": {{\"zones\": [{{\"httpRequests1dGroups\": {groups}}}]}}}}, \"errors\": null}}"
    );
    check(
        Kind::Cloudflare,
        &answer,
        expect!["DE 70, other 7 (requests, cap 0)"],
    );
    check(
        Kind::Cloudflare,
        &groups,
        expect!["DE 70, other 7 (requests, cap 0)"],
    );
    check(
        Kind::Cloudflare,
        r#"{"countryMap": [{"clientCountryName": "XX", "requests": 3}]}"#,
        expect!["other 3 (requests, cap 0)"],
    );
    check(
        Kind::Cloudflare,
        r#"{"countryMap": [{"clientCountryName": "DE", "requests": 1e3}, 5]}"#,
        expect![[r#"
            export:1:17: error: this is no country with its number of requests help: rows are {"clientCountryName": "DE", "requests": 12}
            export:1:63: error: this is no country with its number of requests help: rows are {"clientCountryName": "DE", "requests": 12}"#]],
    );
    check(
        Kind::Cloudflare,
        r#"{"data": null, "errors": [{"message": "no"}]}"#,
        expect![
            "export:1:26: error: Cloudflare answered with errors instead of counts help: read them, and ask again"
        ],
    );
    check(
        Kind::Cloudflare,
        r#"{"data": {"viewer": {"zones": []}}}"#,
        expect![
            "export:1:1: error: there is no `countryMap` in this help: ask for httpRequests1dGroups { dimensions { date } sum { countryMap { clientCountryName requests } } }"
        ],
    );
}

#[test]
fn exports_of_goatcounter_are_read() {
    check(
        Kind::GoatCounter,
        r#"{"stats": [{"id": "DE", "name": "Germany", "count": 12}, {"id": "US-CA", "name": "California", "count": 2},
            {"id": "", "name": "(unknown)", "count": 3}], "more": true}"#,
        expect![[r#"
            DE 12, US 2, other 3 (visits, cap 0)
            export:1:1: warning: there are more locations help: ask with a higher `limit`, and save that answer"#]],
    );
    check(
        Kind::GoatCounter,
        r#"{"stats": [{"id": "DE", "count": 18446744073709551616}]}"#,
        expect![[
            r#"export:1:12: error: this is no location with its count help: rows are {"id": "DE", "name": "Germany", "count": 12}"#
        ]],
    );
    check(
        Kind::GoatCounter,
        r#"{"error": "no"}"#,
        expect![
            "export:1:1: error: there are no `stats` in this help: save the answer of /api/v0/stats/locations"
        ],
    );
    let csv = "2Path,Title,Event,Bot,Session,FirstVisit,Referrer,Referrer scheme,Browser,Screen size,Location,Date\n\
        /,\"Home, \"\"sweet\"\"\",false,0,s1,true,,,Firefox,\"1,2,3\",DE,2026-11-16T00:00:00Z\n\
        /a,A,false,0,s1,true,,,Firefox,,DE,2026-11-17T00:00:00Z\n\
        /,Home,false,0,s2,true,,,Firefox,,US-CA,2026-11-22T23:59:59Z\n\
        /,Home,false,3,s3,true,,,Bot,,FR,2026-11-17T00:00:00Z\n\
        click,Click,true,0,s4,true,,,Firefox,,FR,2026-11-17T00:00:00Z\n\
        /,Home,false,0,s5,true,,,Firefox,,FR,2026-11-22T23:59:59-02:00\n\
        /,Home,false,0,s6,true,,,Firefox,,,2026-11-18T00:00:00Z\n";
    check(
        Kind::GoatCounter,
        csv,
        expect!["DE 1, US 1, other 1 (visits, cap 0)"],
    );
    check(
        Kind::GoatCounter,
        &csv.replace("2026-11-18T00:00:00Z", "yesterday"),
        expect!["export:8:1: error: this row has no date help: export the file again"],
    );
    check(
        Kind::GoatCounter,
        &csv.replace("Session", "Who"),
        expect![
            "export:1:1: error: the columns Session, Location and Date are not all there help: give the CSV that GoatCounter exports, unpacked"
        ],
    );
    check(
        Kind::GoatCounter,
        &csv.replace("2026-11", "2025-11"),
        expect![[r#"
            other 0 (visits, cap 0)
            export:1:1: warning: it has 0 of the 7 days from 2026-11-16 to 2026-11-22 help: export the whole window: what is published stays as it is"#]],
    );
    check(
        Kind::GoatCounter,
        "a,\"b",
        expect!["export:1:3: error: this quoted text has no end help: export the file again"],
    );
}

#[test]
fn reports_of_matomo_are_read() {
    let row = r#"{"label": "Germany", "nb_uniq_visitors": 7, "nb_visits": 12, "code": "de"}"#;
    let other = r#"{"label": "Unknown", "nb_visits": 3, "code": "xx"}"#;
    check(
        Kind::Matomo,
        &format!("[{row}, {other}]"),
        expect!["DE 12, other 3 (visits, cap 0)"],
    );
    check(
        Kind::Matomo,
        &format!("{{\"2026-11-16\": [{row}], \"2026-11-15\": [{row}], \"2026-11-17\": []}}"),
        expect![[r#"
            DE 12, other 0 (visits, cap 0)
            export:1:1: warning: it has 2 of the 7 days from 2026-11-16 to 2026-11-22 help: export the whole window: what is published stays as it is"#]],
    );
    check(
        Kind::Matomo,
        r#"{"result": "error", "message": "no"}"#,
        expect![
            "export:1:1: error: Matomo answered with an error instead of a report help: read it, and ask again"
        ],
    );
    check(
        Kind::Matomo,
        r#"{"2026-11-16,2026-11-22": []}"#,
        expect![
            "export:1:2: error: this is no list of countries, and none by day help: ask for UserCountry.getCountry of one site with format=JSON, and period=day or the period of the window"
        ],
    );
    check(
        Kind::Matomo,
        r#"[{"label": "Germany", "nb_visits": 12}]"#,
        expect![
            "export:1:2: error: this is no country with its `code` and its `nb_visits` help: ask for UserCountry.getCountry with format=JSON"
        ],
    );
    check(
        Kind::Matomo,
        "label,nb_visits,nb_actions,metadata_code\nGermany,12,30,de\n\"Korea, Republic of\",5,5,kr\n",
        expect!["DE 12, KR 5, other 0 (visits, cap 0)"],
    );
    check(
        Kind::Matomo,
        "Label;Visits;Metadata: code\nGermany;12;de\n",
        expect!["DE 12, other 0 (visits, cap 0)"],
    );
    check(
        Kind::Matomo,
        "label,nb_visits,metadata_code\nGermany,99999999999999999999,de\nFrance\n",
        expect![[r#"
            export:2:1: error: this row has no whole number of visits help: export the report again
            export:3:1: error: this row has no whole number of visits help: export the report again"#]],
    );
    check(
        Kind::Matomo,
        "Land,Besuche\nDeutschland,12\n",
        expect![
            "export:1:1: error: the columns metadata_code and nb_visits are not both there help: export the report with format=CSV and translateColumnNames=0"
        ],
    );
    check(
        Kind::Matomo,
        "",
        expect!["export:1:1: error: there is nothing in this file help: export it again"],
    );
}

#[test]
fn hostile_files_are_problems() {
    for kind in KINDS {
        for text in [
            "[".repeat(100_000),
            "{\"data\":".repeat(100_000),
            "\"".repeat(100_001),
            ",".repeat(100_000),
            "\n".repeat(100_000),
            "{\"countryMap\": \u{0}}".to_owned(),
        ] {
            let _ = import(kind, &text);
        }
    }
}

#[test]
fn imports_are_published_with_noise_on_single_visits() {
    let text = r#"{"stats": [{"id": "DE", "name": "Germany", "count": 400}], "more": false}"#;
    let raw = import(Kind::GoatCounter, text).unwrap().raw;
    let terms = publish::Terms::new("2026-W47".parse().unwrap());
    let now = "2026-11-24T00:00:00Z".parse().unwrap();
    let mut random = publish::tests::seeded(3);
    let published = publish::publish(&raw, &terms, &publish::Ledger::default(), now, &mut random);
    let counts = published.unwrap().counts;
    assert_eq!(
        (counts.unit, counts.cap, counts.epsilon),
        (Unit::Visits, 0, Some(1.0))
    );
    assert!(publish::notice(&counts, "en").contains("not all that one person did"));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[\\[\\]{}\":,0-9a-zA-Z\\\\\n -]{0,200}") {
        for kind in KINDS {
            let _ = import(kind, &text);
        }
    }
}
