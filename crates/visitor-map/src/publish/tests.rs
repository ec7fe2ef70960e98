use proptest::prelude::*;
use site::Source;

pub(crate) use super::noise::tests::seeded;
use super::*;

fn raw(counts: &[(&str, u64)]) -> Raw {
    let mut raw = Raw::new(Unit::Addresses, 1, "access log");
    for (code, count) in counts {
        raw.add(code, *count);
    }
    raw
}

fn terms(window: &str) -> Terms {
    Terms::new(window.parse().unwrap())
}

fn now() -> DateTime<Utc> {
    "2026-11-24T08:00:00Z".parse().unwrap()
}

#[track_caller]
fn release(raw: &Raw, terms: &Terms, ledger: &Ledger, seed: u64) -> Published {
    publish(raw, terms, ledger, now(), &mut seeded(seed)).unwrap()
}

#[track_caller]
fn check_refused(raw: &Raw, terms: &Terms, ledger: &Ledger, code: &str) {
    let never = &mut |_: &mut [u8]| panic!("nothing may be drawn");
    let problem = publish(raw, terms, ledger, now(), never).unwrap_err();
    assert_eq!(problem.code, code, "{problem}");
}

#[test]
fn a_release_is_drawn_once() {
    let counted = raw(&[("DE", 400), ("MT", 3)]);
    let first = release(&counted, &terms("2026-W47"), &Ledger::default(), 1);
    assert!(first.is_new);
    let kept = Ledger::parse(&Source::new("map.lock", first.ledger.to_json())).unwrap();
    assert_eq!(kept, first.ledger);
    let never = &mut |_: &mut [u8]| panic!("nothing may be drawn");
    let again = publish(
        &raw(&[("FR", 9000)]),
        &terms("2026-W47"),
        &kept,
        now(),
        never,
    )
    .unwrap();
    assert!(!again.is_new);
    assert_eq!((again.counts, again.ledger), (first.counts, kept));
    assert_eq!(again.warnings, []);
}

#[test]
fn other_terms_change_no_release() {
    let first = release(
        &raw(&[("DE", 400)]),
        &terms("2026-W47"),
        &Ledger::default(),
        1,
    );
    for change in [
        |terms: &mut Terms| terms.k = 20,
        |terms: &mut Terms| terms.epsilon = "2".parse().unwrap(),
    ] {
        let mut other = terms("2026-W47");
        change(&mut other);
        let again = release(&raw(&[]), &other, &first.ledger, 2);
        assert_eq!(again.counts, first.counts);
        assert_eq!(again.warnings[0].code, "publish-terms");
    }
}

#[test]
fn what_must_not_be_published_is_refused() {
    let counted = raw(&[("DE", 400)]);
    let none = Ledger::default();
    check_refused(&counted, &terms("2026-W48"), &none, "publish-open");
    check_refused(&counted, &terms("2026-11"), &none, "publish-open");
    let mut days = terms("2026-W47");
    days.window.from = days.window.to;
    check_refused(&counted, &days, &none, "publish-window");
    let mut zero = terms("2026-W47");
    zero.k = 0;
    check_refused(&counted, &zero, &none, "publish-threshold");
    let mut uncapped = counted.clone();
    uncapped.cap = 0;
    check_refused(&uncapped, &terms("2026-W47"), &none, "publish-cap");

    let ledger = release(&counted, &terms("2026-W44"), &none, 1).ledger;
    check_refused(&counted, &terms("2026-10"), &ledger, "publish-overlap");
    let mut elsewhere = counted.clone();
    elsewhere.source = "Matomo".to_owned();
    check_refused(&elsewhere, &terms("2026-W44"), &ledger, "publish-source");
    release(&counted, &terms("2026-W45"), &ledger, 2);
}

#[test]
fn protected_countries_are_in_nothing() {
    let mut asked = terms("2026-W47");
    asked.never.insert("BY".parse().unwrap());
    let counted = raw(&[("BY", 5000), ("DE", 400)]);
    let first = release(&counted, &asked, &Ledger::default(), 1);
    assert!(!first.ledger.to_json().contains("BY"));
    assert!(first.counts.total() < 1000);
    // One that is named later leaves the file as well.
    asked.never.insert("DE".parse().unwrap());
    let again = release(&counted, &asked, &first.ledger, 2);
    assert_eq!(again.counts.countries.len(), 0);
}

#[test]
fn a_low_threshold_is_a_warning() {
    let mut asked = terms("2026-W47");
    asked.k = 9;
    let published = release(&raw(&[]), &asked, &Ledger::default(), 1);
    assert_eq!(published.warnings[0].help, "give a --k of 10 or more");
}

#[test]
fn nobody_gives_an_empty_map_but_for_rare_noise() {
    let named = (0..200)
        .map(|seed| {
            release(
                &raw(&[]),
                &terms("2026-W47"),
                &Ledger::default(),
                seed * 7 + 1,
            )
        })
        .filter(|published| published.counts.total() > 0)
        .count();
    // 251 keys at exp(-10) / (1 + exp(-1)) each: 0.008 a release.
    assert!(named <= 10, "{named}");
}

// How often each outcome of one country's count is published, out of `draws`.
fn outcomes(count: u64, epsilon: &str, draws: u64, seed: u64) -> BTreeMap<Option<u64>, u64> {
    let mut random = seeded(seed);
    let epsilon = epsilon.parse().unwrap();
    let mut outcomes = BTreeMap::new();
    for _ in 0..draws {
        let noise = noise(epsilon, 1, &mut random).unwrap();
        let outcome = at_least(10, i128::from(count) + noise);
        *outcomes.entry(outcome).or_default() += 1;
    }
    outcomes
}

// The largest ratio of the chances of an outcome with and without one unit, over
// outcomes that are common enough to tell.
fn largest_ratio(epsilon: &str, seed: u64) -> f64 {
    const DRAWS: u64 = 100_000;
    let mut largest = 0.0_f64;
    for count in [0, 9, 10, 11] {
        let without = outcomes(count, epsilon, DRAWS, seed + count);
        let with = outcomes(count + 1, epsilon, DRAWS, seed + 100 + count);
        for (outcome, seen) in &without {
            let other = with.get(outcome).copied().unwrap_or(0);
            if (*seen).min(other) >= 2_000 {
                let ratio = *seen as f64 / other as f64;
                largest = largest.max(ratio).max(1.0 / ratio);
            }
        }
    }
    largest
}

#[test]
fn one_unit_more_changes_no_chance_by_more_than_it_may() {
    // 2,000 of an outcome are known to about 3 %, their ratio to 5 %; the
    // largest of some fifty ratios to three times that.
    let slack = 1.15;
    let bound = 1_f64.exp() * slack;
    let ratio = largest_ratio("1", 5);
    assert!(ratio < bound, "{ratio}");
    // It is used up, and the test can fail.
    assert!(ratio > 1_f64.exp() / slack, "{ratio}");
    let ratio = largest_ratio("3/2", 6);
    assert!(ratio > bound, "{ratio}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn only_what_reached_the_threshold_is_in_any_output(
        counted in prop::collection::btree_map("[A-Z]{2}", 0..u64::MAX, 0..40),
        k in 1..200_u64,
        seed in any::<u64>(),
    ) {
        let mut raw = Raw::new(Unit::Addresses, 1, "log \"\r\n\u{1b}[31m</svg>");
        for (code, count) in &counted {
            raw.add(code, *count);
        }
        let mut asked = terms("2026-W47");
        asked.k = k;
        let published = release(&raw, &asked, &Ledger::default(), seed);
        prop_assert!(published.counts.countries.values().all(|count| *count >= k));
        prop_assert!(published.counts.other == 0 || published.counts.other >= k);
        // What is written reads back the same, whatever the source is called.
        let text = published.counts.to_json();
        prop_assert_eq!(
            Counts::parse(&Source::new("counts.json", text)),
            Ok(published.counts)
        );
        let text = published.ledger.to_json();
        prop_assert_eq!(
            Ledger::parse(&Source::new("map.lock", text)),
            Ok(published.ledger)
        );
    }

    #[test]
    fn hostile_ledgers_are_problems(text in "[\\[\\]{}\":,0-9a-z\\\\\n ]{0,200}") {
        let _ = Ledger::parse(&Source::new("map.lock", text));
    }
}

#[test]
fn a_damaged_ledger_is_no_ledger() {
    let counted = raw(&[("DE", 400)]);
    let first = release(&counted, &terms("2026-W46"), &Ledger::default(), 1).ledger;
    let both = release(&counted, &terms("2026-W47"), &first, 2)
        .ledger
        .to_json();
    let parse = |text: String| Ledger::parse(&Source::new("map.lock", text));
    assert_eq!(parse(both.clone()).unwrap().releases().len(), 2);
    for (old, new) in [
        ("\"version\": 1", "\"version\": 2"),
        ("2026-11-16", "2026-11-09"),
        ("\"released\": \"2026-11-24\"", "\"released\": 5"),
        ("\"epsilon\": \"1\"", "\"epsilon\": \"0\""),
        ("\"epsilon\": \"1\"", "\"epsilon\": \"2\""),
        ("\"releases\"", "\"release\""),
        ("}", ""),
    ] {
        assert!(both.contains(old), "{old}");
        assert!(parse(both.replacen(old, new, 1)).is_err(), "{old} -> {new}");
    }
    assert!(parse("[".repeat(100_000)).is_err());
    assert!(parse(format!("{{\"version\": {}", "{\"a\":".repeat(100_000))).is_err());
}
