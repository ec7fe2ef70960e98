use proptest::prelude::*;
use site::Source;

use super::*;

fn found(path: &str, text: &str) -> Vec<Embed> {
    find(&Source::new(path, text))
}

// What is left when `text` has its embeds taken out.
#[track_caller]
fn check(path: &str, text: &str, service: Service, left: &str) {
    let source = Source::new(path, text);
    let embeds = find(&source);
    let services: Vec<_> = embeds.iter().map(|embed| embed.service).collect();
    assert_eq!(services, [service], "{text}");
    assert_eq!(replace(&source, &embeds, ""), left, "{text}");
}

#[track_caller]
fn check_none(path: &str, text: &str) {
    assert_eq!(found(path, text), [], "{text}");
}

const SEED: &str = "* [May 2023] An item\n\n\n<script type=\"text/javascript\" id=\"clustrmaps\" \
    src=\"//cdn.clustrmaps.com/map_v2.js?cl=8288ae&w=a&t=n&d=ly59&co=ffffff&cmo=ff5378&cmn=ff5353\
    &ct=ffffff\"></script>    \n";

#[test]
fn the_colours_of_an_academic_page_are_understood() {
    let embeds = found("about.md", SEED);
    let colour = |text: &str| Some(text.to_owned());
    assert_eq!(
        embeds[0].look,
        Look {
            width: Width::Automatic,
            land: colour("8288ae"),
            background: colour("ffffff"),
            dots: colour("ff5378"),
            new_dots: colour("ff5353"),
            text: colour("ffffff"),
        }
    );
    check(
        "about.md",
        SEED,
        Service::ClustrMaps,
        "* [May 2023] An item\n\n\n    \n",
    );
}

#[test]
fn each_kind_of_tag_is_found_whole() {
    use Service::{ClustrMaps, FlagCounter, MapMyVisitors, RevolverMaps};
    let kinds = [
        (
            "<script src='//cdn.clustrmaps.com/map_v2.js?d=x&amp;cl=ffffff'></script>",
            ClustrMaps,
        ),
        (
            "<SCRIPT ID=clstr_globe SRC=//clustrmaps.com/globe.js?d=x></SCRIPT >",
            ClustrMaps,
        ),
        (
            "<a href='https://clustrmaps.com/site/x' title='Visit tracker'>\n  <img src=\"//www.clustrmaps.com/map_v2.png?d=x\" />\n</a>",
            ClustrMaps,
        ),
        (
            "<script src=\"//mapmyvisitors.com/map.js?d=x\"></script>\n<!-- or -->\n<noscript><a href=\"https://mapmyvisitors.com/web/x\"><img src=\"https://mapmyvisitors.com/map.png?d=x\"></a></noscript>",
            MapMyVisitors,
        ),
        (
            "<iframe src='https://mapmyvisitors.com/x' width=300>no frames</iframe>",
            MapMyVisitors,
        ),
        (
            "<script type=\"text/javascript\" src=\"//rf.revolvermaps.com/0/0/6.js?i=x&amp;m=7&amp;s=320\" async=\"async\"></script>",
            RevolverMaps,
        ),
        (
            "<object type='application/x-shockwave-flash' data='http://rf.revolvermaps.com/f/g.swf'><param name='movie' value='x'><embed src='y'></object>",
            RevolverMaps,
        ),
        (
            "<a href=\"https://info.flagcounter.com/x\"><img src=\"https://s01.flagcounter.com/count2/x/bg_FFFFFF/txt_000000/\" alt=\"Flag Counter\" border=\"0\" /></a>",
            FlagCounter,
        ),
        (
            "<link rel=preconnect href=https://cdn.clustrmaps.com>\n<script src=//cdn.clustrmaps.com/map_v2.js></script>",
            ClustrMaps,
        ),
        (
            "<div id=\"clustrmaps-widget\"></div><script>var _clustrmaps = {'url': 'https://example.org'}; (function() { var c = document.createElement('script'); c.src = 'http://www4.clustrmaps.com/counter/map.js'; })();</script><noscript><a href='http://www4.clustrmaps.com/user/x'><img src='http://www4.clustrmaps.com/stats/maps-no_clusters/x.jpg'/></a></noscript>",
            ClustrMaps,
        ),
    ];
    for (html, service) in kinds {
        check(
            "a.html",
            &format!("<p>before</p>{html}<p>after</p>"),
            service,
            "<p>before</p><p>after</p>",
        );
        check(
            "a.md",
            &format!("Text\n\n{html}\n\nText\n"),
            service,
            "Text\n\n\n\nText\n",
        );
        check(
            "a.md",
            &format!("<div>\n\n    {html}\n\n</div>\n"),
            service,
            "<div>\n\n    \n\n</div>\n",
        );
    }
}

#[test]
fn pictures_of_markdown_are_found() {
    let picture = "![map](//www.clustrmaps.com/map_v2.png?cl=ffffff&w=300 \"Map\")";
    check(
        "a.md",
        &format!("See {picture}."),
        Service::ClustrMaps,
        "See .",
    );
    check(
        "a.md",
        &format!("[{picture}](https://clustrmaps.com/site/x)\n"),
        Service::ClustrMaps,
        "\n",
    );
    // The author's link stays.
    check(
        "a.md",
        &format!("[{picture}](https://example.org/)\n"),
        Service::ClustrMaps,
        "[](https://example.org/)\n",
    );
    for after in ["{:target=\"_blank\"}", "{width=300}"] {
        check(
            "a.md",
            &format!("{picture}{after}\n"),
            Service::ClustrMaps,
            "\n",
        );
    }
    check(
        "a.md",
        &format!("{picture}{{{{ x }}}}\n"),
        Service::ClustrMaps,
        "{{ x }}\n",
    );
    assert_eq!(found("a.md", picture)[0].look.width, Width::Pixels(300));
    check_none("a.html", picture);
}

#[test]
fn what_loads_nothing_is_no_embed() {
    let script = "<script src=\"//cdn.clustrmaps.com/map_v2.js\"></script>";
    for text in [
        format!("<!-- {script} -->"),
        format!("{{% comment %}} {script} {{%- endcomment -%}}"),
        format!("<textarea>{script}</textarea>"),
        "<a href='https://clustrmaps.com/site/x'>My visitors</a>".to_owned(),
        "<a href='https://clustrmaps.com/site/x'></a>".to_owned(),
        "I used //clustrmaps.com/ and https://www.revolvermaps.com/.".to_owned(),
        "<img src='/files/clustrmaps.com/map.png'>".to_owned(),
        "<img src='https://example.org/?u=https://clustrmaps.com/'>".to_owned(),
        "<img src='https://notclustrmaps.com/'>".to_owned(),
        "<div id='clustrmaps-widget'></div>".to_owned(),
        "<p title='<script src=//clustrmaps.com/x></script>'>".to_owned(),
    ] {
        check_none("a.html", &text);
        check_none("a.md", &text);
    }
    check_none("a.md", &format!("```html\n{script}\n```\n"));
    check_none("a.md", &format!("Write `{script}` there."));
    check_none("a.md", &format!("- ~~~\n  {script}\n  ~~~\n"));
    check_none("a.md", "[a link](https://clustrmaps.com/site/x)");
}

#[test]
fn only_what_belongs_together_is_one_embed() {
    let image = "<img src='//clustrmaps.com/map_v2.png'>";
    let other = "<img src='//flagcounter.com/x/'>";
    let count = |text: &str| found("a.html", text).len();
    assert_eq!(count(&format!("{image}\n{image}")), 1);
    assert_eq!(count(&format!("{image} and {image}")), 2);
    assert_eq!(count(&format!("{image}{other}{image}")), 3);
    assert_eq!(count(&format!("<noscript>{image}</noscript>{other}")), 2);
    check(
        "a.html",
        &format!("<noscript>x{image}</noscript>"),
        Service::ClustrMaps,
        "<noscript>x</noscript>",
    );
    check(
        "a.html",
        &format!("<a href='/'>{image}</a>"),
        Service::ClustrMaps,
        "<a href='/'></a>",
    );
    // What the author put around it is the author's.
    check(
        "a.html",
        &format!("<div id='clustrmaps' style='x'>{image}</div>"),
        Service::ClustrMaps,
        "<div id='clustrmaps' style='x'></div>",
    );
}

#[test]
fn a_script_that_does_more_stays() {
    let text = format!(
        "<script>{} load('https://clustrmaps.com/map_v2.js');</script>",
        "work();".repeat(300)
    );
    let source = Source::new("a.html", &*text);
    let embeds = find(&source);
    assert!(!embeds[0].is_alone);
    assert_eq!(replace(&source, &embeds, "map"), text);
    assert!(check_help(&text).starts_with("take the map out of this script"));
}

fn check_help(text: &str) -> String {
    super::check(&Source::new("a.html", text))[0].help.clone()
}

#[test]
fn looks_are_read_from_every_service() {
    let look = |address: &str| Look::of(address);
    let flag = look("https://s01.flagcounter.com/count2/x/bg_FFEEDD/txt_000000/border_CCCCCC/");
    assert_eq!(flag.background.as_deref(), Some("ffeedd"));
    assert_eq!(flag.text.as_deref(), Some("000000"));
    let globe =
        look("//rf.revolvermaps.com/0/0/6.js?i=x&amp;m=7&amp;s=320&amp;c=e63100&amp;cr1=ffffff");
    assert_eq!(globe.width, Width::Pixels(320));
    assert_eq!(globe.dots.as_deref(), Some("e63100"));
    assert_eq!(globe.new_dots.as_deref(), Some("ffffff"));
    // A style sheet's end, an oversized number and an empty value are no looks.
    let hostile = look(
        "//clustrmaps.com/?cl=fff;}</style>&co=&w=99999999999999999999&ct=12345g&cmo=%23A0b1c2",
    );
    assert_eq!(
        hostile,
        Look {
            dots: Some("a0b1c2".to_owned()),
            ..Look::default()
        }
    );
    let hidden = look("//clustrmaps.com/map_v2.png?w=1");
    assert_eq!(hidden.width, Width::Automatic);
    let sized = found(
        "a.html",
        "<img width='250px' src='//clustrmaps.com/map_v2.png?cl=ffffff'>",
    );
    assert_eq!(sized[0].look.width, Width::Pixels(250));
    let automatic = found(
        "a.html",
        "<img width=250 src='//clustrmaps.com/map_v2.png?w=a'>",
    );
    assert_eq!(automatic[0].look.width, Width::Automatic);
}

#[test]
fn hostile_pages_take_linear_time() {
    let tail = "<img src=//clustrmaps.com/x>";
    for piece in [
        "<",
        "<a",
        "<a ",
        "<a b='",
        "<a b=\"<a c='\" d=",
        "<!--",
        "<object data=//clustrmaps.com/>",
        "<script>",
        "</a>",
        "<a href=//clustrmaps.com/>",
        "<noscript>",
        "{% comment %}",
        "`",
        "![",
        "[![](//clustrmaps.com/x)",
        "<div id=clustrmaps>",
        "//",
        "\u{0}",
        "<é",
        "</script",
        "<a =",
    ] {
        for path in ["a.html", "a.md"] {
            found(path, &(piece.repeat(20_000) + tail));
        }
    }
}

proptest! {
    #[test]
    fn what_is_found_is_in_order_and_goes(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<a href=//clustrmaps.com/>", "</a>", "<img src='//clustrmaps.com/x'>", "é", " ", "\n\n",
            "<script src=//revolvermaps.com/x>", "</script>", "<noscript>", "</noscript>", "<!--",
            "-->", "`", "```\n", "![x](//flagcounter.com/y)", "[", "](//flagcounter.com/)", "<",
            "<div id=clustrmaps>", "</div>", "\"", "'", "text", "{% comment %}", "{% endcomment %}",
            "<iframe src=//mapmyvisitors.com/>", "</iframe>", "    ", "<object data=//clustrmaps.com>",
        ]), 0..30),
        markdown in any::<bool>(),
    ) {
        let source = Source::new(if markdown { "a.md" } else { "a.html" }, pieces.concat());
        let embeds = find(&source);
        let mut at = 0;
        for embed in &embeds {
            prop_assert!(at <= embed.range.start && embed.range.start < embed.range.end);
            prop_assert!(source.text.get(embed.range.clone()).is_some());
            at = embed.range.end;
        }
        prop_assert!(at <= source.text.len());
        let again = Source::new(&*source.path, replace(&source, &embeds, "<hr>"));
        prop_assert!(again.text.matches("<hr>").count() == embeds.len());
        prop_assert_eq!(check(&source).len(), embeds.len());

        fn check(source: &Source) -> Vec<Problem> {
            super::check(source)
        }
    }

    #[test]
    fn any_text_is_read(text in ".{0,300}") {
        for path in ["a.md", "a.html", "a.yml"] {
            let source = Source::new(path, format!("{text}<img src=//clustrmaps.com/>{text}"));
            let embeds = find(&source);
            replace(&source, &embeds, "");
        }
    }
}
