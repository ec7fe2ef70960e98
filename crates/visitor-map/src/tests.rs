//! Whole pictures: what is in them, what never is, and how large they are.

use std::collections::BTreeSet;
use std::io::Write;

use proptest::prelude::*;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

use crate::data::cities::CITIES;
use crate::{
    Colour, Counts, Kind, Language, Map, Place, Position, Scheme, Style, Unit, Window, draw,
    fragment,
};

const KINDS: [Kind; 3] = [Kind::Circles, Kind::Dots, Kind::Choropleth];

fn some_places(count: usize) -> Map {
    let cities = CITIES
        .iter()
        .step_by(CITIES.len() / count.max(1))
        .take(count);
    let places = cities.map(|(names, _, code, lat, lon)| Place {
        name: names.split('|').next().unwrap().to_owned(),
        position: Position::new(f64::from(*lat) / 10.0, f64::from(*lon) / 10.0).unwrap(),
        country: code.parse().ok(),
        link: None,
        years: None,
    });
    Map::Places(places.collect())
}

fn some_counts(count: u64) -> Map {
    let codes = "CN US IN DE GB JP KR FR CA SG HK TW AU NL IT ES CH SE BR IL IR PL TR RU VN AT DK \
                 BE FI NO IE PT MX SA AE ID MY PK ZA NZ";
    let day = |text: &str| text.parse().unwrap();
    let countries = codes.split_whitespace().zip(1..=count);
    Map::Counts(Counts {
        window: Window {
            from: day("2026-06-01"),
            to: day("2026-06-30"),
        },
        unit: Unit::Addresses,
        cap: 1,
        k: 10,
        epsilon: Some(1.0),
        source: "access log".to_owned(),
        countries: countries
            .map(|(code, rank)| (code.parse().unwrap(), 10 + 1000 / rank))
            .collect(),
        other: 12,
        suppressed: None,
    })
}

fn packed(text: &str) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

#[test]
fn a_map_with_forty_circles_is_small() {
    for map in [some_places(40), some_counts(40)] {
        let picture = draw(&map, &Style::default());
        assert_eq!(picture.matches("<title>").count(), 40);
        assert!(packed(&picture) <= 8 << 10, "{}", packed(&picture));
        let page = fragment(&map, &Style::default());
        assert!(packed(&page) <= 8 << 10, "{}", packed(&page));
    }
}

#[test]
fn the_same_map_is_the_same_bytes() {
    for kind in KINDS {
        let style = Style {
            kind,
            ..Style::default()
        };
        let once = fragment(&some_counts(40), &style);
        assert_eq!(once, fragment(&some_counts(40), &style));
    }
}

// Every element, in order, with its attributes; the text is well-formed or this
// fails.
fn elements(markup: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(markup);
    reader.config_mut().check_comments = true;
    let mut elements = Vec::new();
    let mut depth = 0;
    loop {
        let event = reader.read_event().unwrap();
        if let Event::Start(tag) | Event::Empty(tag) = &event {
            let attributes = tag.attributes().map(|attribute| {
                let attribute = attribute.unwrap();
                let name = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
                (
                    name,
                    attribute
                        .normalized_value(XmlVersion::Implicit1_0)
                        .unwrap()
                        .into_owned(),
                )
            });
            let name = String::from_utf8(tag.name().as_ref().to_vec()).unwrap();
            elements.push((name, attributes.collect()));
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    elements
}

#[track_caller]
fn check_harmless(markup: &str) {
    const KNOWN: [&str; 22] = [
        "svg",
        "title",
        "desc",
        "style",
        "rect",
        "path",
        "g",
        "circle",
        "text",
        "figure",
        "figcaption",
        "p",
        "details",
        "summary",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
    ];
    let mut ids = BTreeSet::new();
    for (name, attributes) in elements(markup) {
        assert!(KNOWN.contains(&&*name), "<{name}>");
        for (attribute, value) in attributes {
            assert!(!attribute.starts_with("on"), "{attribute}");
            assert!(!value.contains("url("), "{value}");
            assert!(attribute != "href" || name == "a", "<{name} href>");
            assert!(attribute != "id" || ids.insert(value.clone()), "{value}");
        }
    }
    for referring in ["@import", "url(", "<script", "javascript:", "xlink"] {
        assert!(!markup.contains(referring), "{referring}");
    }
    for template in ["{{", "{%", "{#", "\n\n"] {
        assert!(!markup.contains(template), "{template:?}");
    }
}

#[test]
fn nothing_refers_to_anything_and_ids_are_unique() {
    for kind in KINDS {
        for map in [
            some_places(0),
            some_places(40),
            some_counts(40),
            some_counts(0),
        ] {
            let style = |prefix: &str| Style {
                kind,
                prefix: prefix.to_owned(),
                ..Style::default()
            };
            check_harmless(&draw(&map, &style("a")));
            let two = fragment(&map, &style("a")) + &fragment(&map, &style("b"));
            check_harmless(&format!("<p>{two}</p>"));
        }
    }
}

proptest! {
    #[test]
    fn hostile_words_stay_words(
        name in "(</(svg|title|style)><script>|<!--|-->|]]>|\"|'|&|\\PC|[\u{0}-\u{1f}\u{7f}]){0,12}",
        link in "(javascript:|https://|data:|\"|>|\\PC){0,4}",
        source in ".{0,20}",
        prefix in ".{0,12}",
    ) {
        let place = Place {
            name: name.clone(),
            position: Position::new(10.0, 20.0).unwrap(),
            country: None,
            link: Some(link),
            years: Some(name),
        };
        let Map::Counts(mut counts) = some_counts(3) else { unreachable!() };
        counts.source = source;
        for map in [Map::Places(vec![place]), Map::Counts(counts)] {
            let style = Style { prefix: prefix.clone(), ..Style::default() };
            let picture = draw(&map, &style);
            for (name, attributes) in elements(&picture).into_iter().chain(elements(&fragment(&map, &style))) {
                prop_assert!(name != "script");
                for (attribute, value) in attributes {
                    prop_assert!(!attribute.starts_with("on"));
                    let value = value.to_lowercase();
                    let does = ["javascript:", "data:"].iter().any(|scheme| value.starts_with(scheme));
                    prop_assert!(attribute != "href" || !does, "{}", value);
                }
            }
        }
    }
}

#[test]
fn what_is_far_south_has_its_continent() {
    let place = |lat| Place {
        name: "Base".to_owned(),
        position: Position::new(lat, 0.0).unwrap(),
        country: None,
        link: None,
        years: None,
    };
    let without = draw(&Map::Places(vec![place(-50.0)]), &Style::default());
    let with = draw(&Map::Places(vec![place(-75.0)]), &Style::default());
    assert!(with.len() > without.len());
    let height = |svg: &str| {
        let (_, rest) = svg.split_once("viewBox=\"0 0 1000 ").unwrap();
        rest.split('"').next().unwrap().parse::<f64>().unwrap()
    };
    assert!(height(&with) > height(&without) + 30.0);
}

#[test]
fn every_language_and_every_scheme_draws() {
    for language in Language::all() {
        for scheme in [Scheme::System, Scheme::Page, Scheme::Light, Scheme::Dark] {
            let style = Style {
                language,
                scheme,
                width: Some(320),
                ..Style::default()
            };
            let page = fragment(&some_counts(5), &style);
            check_harmless(&page);
            assert!(!page.contains('{') || !page.contains("{k}"), "{page}");
            assert_eq!(
                page.contains("prefers-color-scheme"),
                scheme == Scheme::System
            );
            assert_eq!(page.contains("light-dark("), scheme == Scheme::Page);
            assert!(page.contains("max-width:320px"));
        }
    }
}

#[test]
fn no_colour_is_left_to_a_style_sheet() {
    for kind in KINDS {
        let style = Style {
            kind,
            ..Style::default()
        };
        let picture = draw(&some_counts(40), &style);
        let drawn = ["rect", "path"];
        for (name, attributes) in elements(&picture) {
            let fill = attributes.iter().find(|(name, _)| name == "fill");
            let is_literal = |value: &str| value == "none" || value.parse::<Colour>().is_ok();
            if drawn.contains(&&*name) {
                assert!(
                    fill.is_some_and(|(_, value)| is_literal(value)),
                    "{attributes:?}"
                );
            }
        }
    }
}

#[test]
fn the_table_has_all_that_the_picture_has() {
    let Map::Counts(counts) = some_counts(40) else {
        unreachable!()
    };
    let page = fragment(&Map::Counts(counts.clone()), &Style::default());
    for (country, count) in &counts.countries {
        let name = Language::ENGLISH.country(*country);
        let count = Language::ENGLISH.number(*count);
        let row = format!("<th scope=\"row\">{name}</th><td class=\"n\">{count}</td>");
        assert!(page.contains(&row), "{row}");
    }
    assert!(page.contains("ε = 1"));
}
