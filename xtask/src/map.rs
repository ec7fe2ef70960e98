//! `cargo xtask map`: a picture of the author's places, or of published counts,
//! to stand where a visitor map stood.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use site::config::Key;
use site::{Files, Home, Output, Problem, Source};
use visitor_map::embed::{Look, Width};
use visitor_map::{Colour, Counts, Kind, Language, Map, Palette, Scheme, Style, Wanted};

use crate::cli::{self, MapArgs, MapWishes};
use crate::files::Folder;
use crate::load::{self, Opened};
use crate::place::{FRAGMENT, Place};
use crate::plugins::{self, Made, Plugin, Writing};
use crate::publish::COUNTS;
use crate::write::contains;
use crate::{Outcome, Usage, advice, report, tell};

/// The picture's file, and the piece of a page with its table.
pub(crate) const FILES: [&str; 2] = ["visitor-map.svg", FRAGMENT];

/// The file of places at the root of a site.
const PLACES: &str = "places.toml";

pub(crate) const PLUGIN: Plugin = Plugin {
    name: "map",
    make: |common, problems| Ok(common.map(problems).map(made)),
    is_ours: |_, bytes| contains(bytes, visitor_map::MARK),
    stale: |_, _| Vec::new(),
    why_stale: "",
};

/// A map as it is published.
pub(crate) struct Drawn {
    picture: String,
    /// The picture and its table, as a piece of a page.
    pub(crate) fragment: String,
    summary: String,
}

pub(crate) fn run(args: &MapArgs) -> anyhow::Result<Outcome> {
    let opened = load::open(&site(args))?;
    let (map, outcome) = read(args, &opened)?;
    let mut problems = Vec::new();
    let style = style(&args.map, &opened, opened.home().0.as_ref(), &mut problems)?;
    let told = report::of_site(problems, &opened, &args.show);
    let told = told.context("cannot write the problems")?;
    let map = map.filter(|_| outcome == Outcome::Fine && told == Outcome::Fine);
    let Some(map) = map else {
        return Ok(Outcome::Problems);
    };
    if args.fragment {
        let fragment = visitor_map::fragment(&map, &style);
        std::io::stdout().lock().write_all(fragment.as_bytes())?;
        return Ok(Outcome::Fine);
    }
    let writing = Writing {
        out: &args.out,
        place: Place::of(&opened, args.out.out.as_deref()),
        show: &args.show,
        locked: false,
    };
    let outcome = plugins::publish(&PLUGIN, &made(&drawn(&map, &style)), &writing)?;
    let mut notes = advice::of_map(&opened, &writing.place);
    let keep = options(&old_look(opened.home().0.as_ref()));
    if !notes.is_empty() && !keep.is_empty() {
        notes.push(format!(
            "to keep the old map's colours and width from then on, run map with: {keep}"
        ));
    }
    Ok(tell::notes(&args.show, outcome, &notes))
}

/// The map that the files of a site ask for: its places, else its published
/// counts; nothing where it has neither, or one that is broken.
pub(crate) fn of_site(
    opened: &Opened,
    home: Option<&Home>,
    problems: &mut Vec<Problem>,
) -> Option<Drawn> {
    let read = |name: &str| Some(site::decode(name, &opened.folder.read(name)?));
    let map = if let Some((source, more)) = read(PLACES) {
        problems.extend(more);
        let (places, more) = visitor_map::places(&source);
        problems.extend(more);
        Map::Places(places)
    } else {
        let (source, more) = read(COUNTS)?;
        problems.extend(more);
        let counts = Counts::parse(&source).map_err(|more| problems.extend(more));
        Map::Counts(counts.ok()?)
    };
    // Only a language that is asked for on the command line can be an error.
    let style = style(&MapWishes::default(), opened, home, problems).ok()?;
    Some(drawn(&map, &style))
}

fn drawn(map: &Map, style: &Style) -> Drawn {
    Drawn {
        picture: visitor_map::draw(map, style),
        fragment: visitor_map::fragment(map, style),
        summary: match map {
            Map::Places(places) => tell::count(places.len(), "place", "places"),
            Map::Counts(counts) => tell::count(counts.countries.len(), "country", "countries"),
        },
    }
}

fn made(drawn: &Drawn) -> Made {
    let [picture, page] = FILES;
    Made {
        outputs: vec![
            Output::new(picture, drawn.picture.as_str()),
            Output::new(page, drawn.fragment.as_str()),
        ],
        summary: drawn.summary.clone(),
        ..Made::default()
    }
}

// A file of places or counts needs no site; where there is none, the folder it
// stands in will do.
fn site(args: &MapArgs) -> PathBuf {
    let site = load::default_path(args.site.as_deref(), "content");
    let file = args.places.as_ref().or(args.counts.as_ref());
    let folder = file.and_then(|file| file.parent()).map(Path::to_path_buf);
    match folder {
        Some(folder) if args.site.is_none() && !site.exists() => match folder.as_os_str() {
            name if name.is_empty() => PathBuf::from("."),
            _ => folder,
        },
        _ => site,
    }
}

// What is to be shown; its problems are told.
fn read(args: &MapArgs, opened: &Opened) -> anyhow::Result<(Option<Map>, Outcome)> {
    if let Some(path) = &args.counts {
        return Ok((Some(Map::Counts(counts(path)?)), Outcome::Fine));
    }
    let (folder, name) = match &args.places {
        Some(path) => beside(path)?,
        None => (None, PLACES.to_owned()),
    };
    let folder = folder.as_ref().unwrap_or(&opened.folder);
    let (places, problems) = match folder.read(&name) {
        Some(bytes) => {
            let (source, mut problems): (Source, _) = site::decode(&name, &bytes);
            let (places, more) = visitor_map::places(&source);
            problems.extend(more);
            (Some(places), problems)
        }
        None => (None, vec![no_places(&name)]),
    };
    let outcome = report::problems(problems, folder, &args.show);
    let outcome = outcome.context("cannot write the problems")?;
    Ok((places.map(Map::Places), outcome))
}

fn no_places(name: &str) -> Problem {
    let problem = Problem::in_file("no-places", name, "there is no list of places");
    problem.help(
        "write [[place]] and name = \"…\" for each place of your life, \
         or give --places FILE or --counts FILE",
    )
}

fn counts(path: &Path) -> anyhow::Result<Counts> {
    let bytes = std::fs::read(path)
        .map_err(|error| Usage(format!("cannot open {}: {error}", path.display())))?;
    let (source, _) = site::decode(&path.to_string_lossy(), &bytes);
    Counts::parse(&source).map_err(|problems| {
        let first = problems
            .first()
            .map(ToString::to_string)
            .unwrap_or_default();
        anyhow::anyhow!("{} has no published counts in it: {first}", path.display())
    })
}

// The file's folder, opened, and its name in there.
fn beside(path: &Path) -> anyhow::Result<(Option<Folder>, String)> {
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.filter(|_| path.is_file());
    let name = name.with_context(|| Usage(format!("cannot open {}", path.display())))?;
    let folder = Folder::open(path.parent().unwrap_or(Path::new("")))?;
    Ok((Some(folder), name.to_owned()))
}

fn style(
    wishes: &MapWishes,
    opened: &Opened,
    home: Option<&Home>,
    problems: &mut Vec<Problem>,
) -> anyhow::Result<Style> {
    let old = old_look(home);
    let (light, dark) = palettes(wishes, &old, problems);
    Ok(Style {
        kind: match wishes.style {
            cli::MapStyle::Circles => Kind::Circles,
            cli::MapStyle::Dots => Kind::Dots,
            cli::MapStyle::Choropleth => Kind::Choropleth,
        },
        scheme: match wishes.scheme {
            cli::MapScheme::System => Scheme::System,
            cli::MapScheme::Page => Scheme::Page,
            cli::MapScheme::Light => Scheme::Light,
            cli::MapScheme::Dark => Scheme::Dark,
        },
        language: language(wishes, opened, problems)?,
        prefix: wishes.id.clone(),
        light,
        dark,
        width: wishes.width.or(match old.width {
            Width::Automatic => None,
            Width::Pixels(width) => Some(width.into()),
        }),
        ..Style::default()
    })
}

// The looks of the visitor map that the home page has now: whoever chose its
// colours gets them again.
fn old_look(home: Option<&Home>) -> Look {
    let embeds = home.map(|home| visitor_map::embed::find(&home.source));
    let first = embeds.and_then(|embeds| embeds.into_iter().next());
    first.map(|embed| embed.look).unwrap_or_default()
}

/// What to type for the looks of an old map, which are lost with it.
fn options(old: &Look) -> String {
    let colours = [
        ("background", &old.background),
        ("land", &old.land),
        ("marks", old_marks(old)),
        ("text", &old.text),
    ];
    let width = match old.width {
        Width::Automatic => None,
        Width::Pixels(width) => Some(format!("--width {width}")),
    };
    let colours = colours.into_iter().filter_map(|(name, colour)| {
        let colour: Colour = colour.as_ref()?.parse().ok()?;
        Some(format!(
            "--{name} {}",
            colour.to_string().trim_start_matches('#')
        ))
    });
    let options: Vec<String> = width.into_iter().chain(colours).collect();
    options.join(" ")
}

fn old_marks(old: &Look) -> &Option<String> {
    match old.new_dots {
        Some(_) => &old.new_dots,
        None => &old.dots,
    }
}

fn palettes(wishes: &MapWishes, old: &Look, problems: &mut Vec<Problem>) -> (Palette, Palette) {
    let colour =
        |given: Option<Colour>, old: &Option<String>| given.or_else(|| old.as_ref()?.parse().ok());
    let wanted = Wanted {
        background: colour(wishes.background, &old.background),
        land: colour(wishes.land, &old.land),
        mark: colour(wishes.marks, old_marks(old)),
        text: colour(wishes.text, &old.text),
    };
    if wanted == Wanted::default() {
        return (Palette::LIGHT, Palette::DARK);
    }
    let (light, changed) = Palette::LIGHT.with(&wanted);
    problems.extend(changed);
    (light, light.darkened())
}

// A language that is asked for must be there; a site may be in any.
fn language(
    wishes: &MapWishes,
    opened: &Opened,
    problems: &mut Vec<Problem>,
) -> anyhow::Result<Language> {
    let known = || {
        let tags: Vec<&str> = Language::all().map(Language::tag).collect();
        tags.join(", ")
    };
    if let Some(tag) = &wishes.language {
        return Language::of_tag(tag).with_context(|| {
            Usage(format!(
                "maps are not written in `{tag}`, but in {}",
                known()
            ))
        });
    }
    let Some(written) = opened.raw.get(Key::Language) else {
        return Ok(Language::ENGLISH);
    };
    Ok(Language::of_tag(&written.text).unwrap_or_else(|| {
        let message = format!(
            "maps are not written in `{}`; this one is in English",
            written.text
        );
        let problem = written.warning("map-language", message);
        problems.push(problem.help(format!("give --language with one of {}", known())));
        Language::ENGLISH
    }))
}
