//! The picture with its table, as a piece of a page.

use crate::markup::Markup;
use crate::place::is_safe_link;
use crate::sheet::Place as Stands;
use crate::style::Style;
use crate::summary::{is_empty, summary, title};
use crate::svg::{id, picture};
use crate::words::Words;
use crate::{Country, Counts, Map, Place, publish};

/// A figure to put into a page: the picture, a sentence about it, a table of all
/// that it shows, and what was done to the numbers. It needs nothing else: no
/// script, no style sheet of the page, no file.
///
/// ```
/// use visitor_map::{Map, Style, fragment, places};
///
/// let (places, _) = places(&site::Source::new("places.toml", "[[place]]\nname = 'Bern'"));
/// let html = fragment(&Map::Places(places), &Style::default());
/// assert!(html.contains("<table>") && html.contains("<td>Switzerland</td>"));
/// ```
pub fn fragment(map: &Map, style: &Style) -> String {
    let words = Words::of(style.language);
    let id = format!("{}-figure", id(&style.prefix));
    let mut html = Markup::default();
    html.open(
        "figure",
        &[
            ("id", &id),
            ("class", &"visitor-map"),
            ("lang", &style.language.tag()),
        ],
    );
    html.raw("\n")
        .raw(&format!("<style>{}</style>\n", sheet(&id, style)));
    html.raw(&picture(map, style, Stands::Figure)).raw("\n");
    html.open("figcaption", &[]);
    html.element("p", &[], format!("{}.", summary(map, style.language)));
    html.raw("\n");
    if !is_empty(map) {
        html.open("details", &[]);
        html.element("summary", &[], words.table).raw("\n");
        match map {
            Map::Places(places) => push_places(&mut html, map, places, style),
            Map::Counts(counts) => push_counts(&mut html, map, counts, style),
        }
        html.close("details").raw("\n");
    }
    html.element("p", &[], notice(map, style));
    html.close("figcaption").raw("\n").close("figure").raw("\n");
    html.finish()
}

// The figure measures its picture, and leaves the rest to the page.
fn sheet(id: &str, style: &Style) -> String {
    let most = style.width.map(|width| format!(";max-width:{width}px"));
    let most = most.unwrap_or_default();
    format!(
        "#{id}{{container-type:inline-size;width:100%{most};margin:1em 0}}\
         #{id} figcaption{{font-size:.875em}}\
         #{id} table{{border-collapse:collapse}}#{id} :is(p,table){{margin:.5em 0}}\
         #{id} :is(th,td,caption){{text-align:start;padding:.2em 1.2em .2em 0;border:0}}\
         #{id} tbody :is(th,td){{font:inherit;border-top:1px solid #8886}}\
         #{id} .n{{text-align:end;font-variant-numeric:tabular-nums}}\
         @container(max-width:399px){{ #{id} details{{overflow-x:auto}}\
         #{id} summary{{outline-offset:-2px}}#{id} :is(th,td){{padding-right:.6em}}}}"
    )
}

/// What was done to who is shown: nothing, or what keeps them apart.
fn notice(map: &Map, style: &Style) -> String {
    let words = Words::of(style.language);
    match map {
        Map::Places(_) => words.harmless.to_owned(),
        Map::Counts(counts) => {
            let done = publish::notice(counts, style.language.tag());
            format!("{}: {}. {done}", words.source, counts.source)
        }
    }
}

fn push_places(html: &mut Markup, map: &Map, places: &[Place], style: &Style) {
    let words = Words::of(style.language);
    let has_countries = places.iter().any(|place| place.country.is_some());
    let has_years = places.iter().any(|place| place.years.is_some());
    let mut heads = vec![(words.place, "")];
    heads.extend(has_countries.then_some((words.country, "")));
    heads.extend(has_years.then_some((words.years, "")));
    open_table(html, title(map, style.language), &heads);
    for place in places {
        html.open("tr", &[]).open("th", &[("scope", &"row")]);
        match place.link.as_deref().filter(|link| is_safe_link(link)) {
            Some(link) => html.element("a", &[("href", &link)], &place.name),
            None => html.text(&place.name),
        };
        html.close("th");
        if has_countries {
            let name = place.country.map(|country| style.language.country(country));
            html.element("td", &[], name.unwrap_or_default());
        }
        if has_years {
            html.element("td", &[], place.years.as_deref().unwrap_or_default());
        }
        html.close("tr").raw("\n");
    }
    html.close("tbody").close("table");
}

fn push_counts(html: &mut Markup, map: &Map, counts: &Counts, style: &Style) {
    let words = Words::of(style.language);
    let heads = [(words.country, ""), (words.unit(counts.unit), "n")];
    open_table(html, title(map, style.language), &heads);
    let mut rows: Vec<(&Country, &u64)> = counts.countries.iter().collect();
    rows.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let named = rows
        .into_iter()
        .map(|(country, count)| (style.language.country(*country), *count));
    let other = (counts.other > 0).then(|| (words.elsewhere.to_owned(), counts.other));
    for (name, count) in named.chain(other) {
        html.open("tr", &[])
            .element("th", &[("scope", &"row")], name);
        html.element("td", &[("class", &"n")], style.language.number(count));
        html.close("tr").raw("\n");
    }
    html.close("tbody").close("table");
}

fn open_table(html: &mut Markup, caption: &str, heads: &[(&str, &str)]) {
    html.open("table", &[]).element("caption", &[], caption);
    html.open("thead", &[]).open("tr", &[]);
    for (head, class) in heads {
        match *class {
            "" => html.element("th", &[("scope", &"col")], head),
            class => html.element("th", &[("scope", &"col"), ("class", &class)], head),
        };
    }
    html.close("tr").close("thead").raw("\n").open("tbody", &[]);
}
