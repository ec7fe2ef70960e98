use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

const SOUND: &str = r#"{
  "window": {
    "from": "2026-11-16",
    "to": "2026-11-22"
  },
  "unit": "addresses",
  "cap": 1,
  "k": 10,
  "epsilon": 0.5,
  "source": "access log",
  "countries": {
    "DE": 31,
    "US": 12
  },
  "other": 0,
  "suppressed": null
}
"#;

fn parse(text: &str) -> Result<Counts, Vec<Problem>> {
    Counts::parse(&Source::new("counts.json", text))
}

// What is said when `old` is replaced by `new`.
#[track_caller]
fn check(old: &str, new: &str, expected: Expect) {
    assert!(SOUND.contains(old), "{old}");
    let problems = parse(&SOUND.replacen(old, new, 1)).unwrap_err();
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn the_canonical_form_is_read_and_written() {
    assert_eq!(parse(SOUND).unwrap().to_json(), SOUND);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    check(
        "\"DE\": 31",
        "\"DE\": 9",
        expect![
            "counts.json:12:11: error: DE has 9, which is below the threshold of 10 help: publish the counts again; nothing below `k` may be shown"
        ],
    );
    check(
        "\"DE\": 31",
        "\"de\": 31",
        expect![
            "counts.json:12:5: error: `de` is no country of ISO 3166-1 help: write its two letters, large, or count it as `other`"
        ],
    );
    check(
        "\"DE\": 31",
        "\"EU\": 31, \"\\u001b[31m</svg>\": 12",
        expect![[r#"
            counts.json:12:5: error: `EU` is no country of ISO 3166-1 help: write its two letters, large, or count it as `other`
            counts.json:12:15: error: `[31m</svg>` is no country of ISO 3166-1 help: write its two letters, large, or count it as `other`"#]],
    );
    check(
        "\"DE\": 31",
        "\"US\": 31",
        expect![
            "counts.json:12:5: error: `US` is given twice in this JSON help: keep one of the two: only the last counts"
        ],
    );
    check(
        "31",
        "18446744073709551616",
        expect![
            "counts.json:12:11: error: `DE` is `18446744073709551616`, not a whole number from 0 to 9007199254740991 help: write a whole number from 0 to 9007199254740991"
        ],
    );
    check(
        "31",
        "-31",
        expect![
            "counts.json:12:11: error: `DE` is `-31`, not a whole number from 0 to 9007199254740991 help: write a whole number from 0 to 9007199254740991"
        ],
    );
    check(
        "31",
        "31.0",
        expect![
            "counts.json:12:11: error: `DE` is `31.0`, not a whole number from 0 to 9007199254740991 help: write a whole number from 0 to 9007199254740991"
        ],
    );
    check(
        "31",
        "\"31\"",
        expect![
            "counts.json:12:11: error: `DE` is the text `31`, not a whole number from 0 to 9007199254740991 help: write a whole number from 0 to 9007199254740991"
        ],
    );
    check(
        "0.5",
        "0",
        expect![
            "counts.json:9:14: error: `epsilon` is `0`, not a number above 0, or null help: write a number above 0, or null"
        ],
    );
    check(
        "0.5",
        "1e999",
        expect![
            "counts.json:9:14: error: `epsilon` is the text `.inf`, not a number above 0, or null help: write a number above 0, or null"
        ],
    );
    check(
        "\"k\": 10",
        "\"k\": 0, \"raw\": {}",
        expect![[r#"
        counts.json:8:8: error: `k` is `0`, not a whole number from 1 on help: write a whole number from 1 on
        counts.json:8:11: error: `raw` means nothing here help: remove it"#]],
    );
    check(
        "addresses",
        "people",
        expect![
            "counts.json:6:11: error: `unit` is the text `people`, not `addresses`, `visits` or `requests` help: write `addresses`, `visits` or `requests`"
        ],
    );
    check(
        "2026-11-16",
        "2026-11-31",
        expect![
            "counts.json:3:13: error: `from` is the text `2026-11-31`, not a day such as 2026-01-31 help: write a day such as 2026-01-31"
        ],
    );
    check(
        "2026-11-16",
        "2026-11-23",
        expect![
            "counts.json:2:13: error: the window ends on 2026-11-22 before it begins help: write the first day as `from` and the last as `to`"
        ],
    );
    check(
        "\"cap\": 1,",
        "",
        expect![
            "counts.json:1:1: error: `cap` is missing help: restore the file from your version control"
        ],
    );
    check(
        "\"access log\"",
        "null",
        expect!["counts.json:10:13: error: `source` is nothing, not a text help: write a text"],
    );
    check(
        "}\n",
        "",
        expect![
            "counts.json:17:1: error: this JSON cannot be read: EOF while parsing an object help: restore the file from your version control"
        ],
    );
    check(
        SOUND,
        "[]",
        expect!["counts.json:1:1: error: this is a list, not a table help: write {…}"],
    );
    check(
        SOUND,
        "",
        expect![
            "counts.json:1:1: error: this JSON cannot be read: EOF while parsing a value help: restore the file from your version control"
        ],
    );
    check(
        SOUND,
        "window: {from: 2026-11-16}",
        expect![
            "counts.json:1:1: error: this JSON cannot be read: expected value help: restore the file from your version control"
        ],
    );
}

#[test]
fn depth_and_length_are_no_matter() {
    assert!(parse(&"[".repeat(200_000)).is_err());
    assert!(parse(&"{\"countries\":".repeat(200_000)).is_err());
    let many: String = (0..100_000).map(|n| format!("\"A{n}\": 1, ")).collect();
    let problems = parse(&SOUND.replacen("\"DE\"", &format!("{many}\"DE\""), 1)).unwrap_err();
    assert_eq!(problems.len(), 100_000);
}

#[test]
fn the_schema_names_every_field() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../schema/counts.schema.json")).unwrap();
    let counts: serde_json::Value = serde_json::from_str(SOUND).unwrap();
    let names = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(names(&schema["properties"]), names(&counts));
    let mut required: Vec<&str> = schema["required"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(serde_json::Value::as_str)
        .collect();
    required.sort_unstable();
    assert_eq!(required, names(&counts));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = parse(&text);
    }

    #[test]
    fn any_change_is_read_or_refused(at in 0..SOUND.len(), c in any::<char>(), cut in 0..4_usize) {
        let end = (at + cut).min(SOUND.len());
        let text = format!("{}{c}{}", &SOUND[..at], &SOUND[end..]);
        if let Ok(counts) = parse(&text) {
            prop_assert_eq!(parse(&counts.to_json()), Ok(counts));
        }
    }
}
