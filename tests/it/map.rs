//! The map of places and of published counts, from the command that draws it.

use std::fs;

use tests::{Sandbox, stderr, stdout, workspace};

const COUNTS: &str = r#"{
  "window": {"from": "2026-06-01", "to": "2026-06-30"},
  "unit": "visits",
  "cap": 1,
  "k": 10,
  "epsilon": null,
  "source": "another service",
  "countries": {"CN": 1200, "DE": 34, "SG": 12},
  "other": 3,
  "suppressed": null
}"#;

fn places() -> String {
    fs::read_to_string(workspace().join("content/places.toml")).unwrap()
}

fn with_places(places: &str) -> Sandbox {
    let sandbox = Sandbox::site("# Home\n");
    sandbox.write("site/places.toml", places);
    sandbox
}

#[test]
fn the_places_of_the_page_are_drawn() {
    let sandbox = with_places(&places());
    let run = sandbox.run("map --site site --out dist").code(0);
    assert!(stdout(&run).starts_with("3 places; wrote "));
    let picture = sandbox.text("dist/visitor-map.svg");
    let page = sandbox.text("dist/visitor-map.html");
    for city in ["Shanghai", "Ann Arbor", "Urbana-Champaign"] {
        assert!(picture.contains(&format!(">{city}</text>")), "{city}");
        assert!(page.contains(&format!(">{city}</a></th>")), "{city}");
    }
    assert!(page.contains("3 places in 2 countries"));
}

#[test]
fn a_map_that_is_up_to_date_is_left_alone() {
    let sandbox = with_places(&places());
    sandbox.run("map --site site --out dist --check").code(1);
    assert!(!sandbox.has("dist"));
    sandbox.run("map --site site --out dist").code(0);
    let before = sandbox.snapshot();
    sandbox.run("map --site site --out dist").code(0);
    sandbox.run("map --site site --out dist --check").code(0);
    assert_eq!(sandbox.snapshot(), before);
    sandbox.edit("site/places.toml", "Shanghai", "Beijing");
    let run = sandbox.run("map --site site --out dist --check").code(1);
    assert!(stderr(&run).contains("visitor-map.svg: error: not up to date"));
}

#[test]
fn a_picture_that_is_not_ours_is_left_alone() {
    let sandbox = with_places(&places());
    sandbox.write("dist/visitor-map.svg", "<svg/>");
    sandbox.run("map --site site --out dist").code(1);
    assert_eq!(sandbox.text("dist/visitor-map.svg"), "<svg/>");
}

#[test]
fn a_fragment_is_printed_and_nothing_written() {
    let sandbox = Sandbox::new([("my.toml", &*places())]);
    let before = sandbox.snapshot();
    let line = "map --places my.toml --fragment --language de --id places --width 300";
    let fragment = stdout(&sandbox.run(line).code(0));
    assert!(fragment.contains("<svg ") && fragment.contains("<td>Vereinigte Staaten</td>"));
    assert!(fragment.contains("id=\"places-title\"") && fragment.contains("max-width:300px"));
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn an_old_maps_colours_are_kept_or_the_change_is_told() {
    let sandbox = Sandbox::new([("my.toml", &*places())]);
    let line = "map --places my.toml --fragment --background ffffff --land 8288ae \
                --marks ff5353 --text ffffff";
    let run = sandbox.run(line).code(0);
    let fragment = stdout(&run);
    for kept in ["fill=\"#ffffff\"", "fill=\"#8288ae\"", "fill=\"#ff5353\""] {
        assert!(fragment.contains(kept), "{kept}");
    }
    assert!(stderr(&run).contains("note: text of #ffffff cannot be read here and became #"));
}

#[test]
fn published_counts_are_drawn_in_every_style() {
    let sandbox = Sandbox::new([("counts.json", COUNTS)]);
    for style in ["circles", "dots", "choropleth"] {
        let line = format!("map --counts counts.json --out {style} --style {style}");
        sandbox.run(&line).code(0);
        let page = sandbox.text(&format!("{style}/visitor-map.html"));
        assert!(page.contains(">China</th><td class=\"n\">1,200</td>"));
        assert!(page.contains(">Elsewhere or unknown</th>"));
        assert!(page.contains("No noise was added, as these totals were public already"));
        assert!(page.contains("from 2026-06-01 to 2026-06-30, as another service counts them"));
    }
}

#[test]
fn a_place_in_no_table_asks_for_its_position() {
    let sandbox = with_places("[[place]]\nname = \"Shangai\"\n");
    let run = sandbox.run("map --site site --out dist").code(1);
    let expected = "site/places.toml:2:8: error: `Shangai` is in no table of cities \
                    help: give its position: at = [latitude, longitude]; or is it `Shanghai`?";
    assert_eq!(stderr(&run).trim(), expected);
    assert!(!sandbox.has("dist"));
}

#[test]
fn what_is_not_there_is_told() {
    let sandbox = Sandbox::site("# Home\n");
    let run = sandbox.run("map --site site").code(1);
    assert!(stderr(&run).contains("places.toml: error: there is no list of places"));
    sandbox.run("map --site site --places no.toml").code(2);
    sandbox.run("map --site site --counts no.json").code(2);
    sandbox.run("map --site site --language tlh").code(2);
    sandbox.write("raw.json", r#"{"CN": 12}"#);
    let run = sandbox.run("map --counts raw.json").code(1);
    assert!(stderr(&run).contains("raw.json has no published counts in it"));
}

#[test]
fn the_picture_of_the_manual_is_what_is_drawn() {
    let sandbox = Sandbox::new([]);
    let manual = workspace().join("docs/map");
    let manual = manual.to_str().unwrap();
    let line = format!("map --site {manual} --places {manual}/places.toml --out {manual} --check");
    sandbox.run(&line).code(0);
}
