//! `cargo xtask init`: what a site needs, beside one that exists or in a new
//! folder. It asks nothing, and never replaces a file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use site::Problem;
use site::config::{Key, Kind, Overrides};

use crate::cli::InitArgs;
use crate::load::{self, Opened};
use crate::{Outcome, Usage, called, clock, report};

mod settings;

/// A file to add: its path below the folder, and its text.
type Added = (&'static str, String);

const WORKFLOW: &str = ".github/workflows/home-page.yml";

pub(crate) fn run(args: &InitArgs) -> Result<Outcome> {
    refuse_nonsense(args)?;
    let (files, next) = match is_new(&args.dir)? {
        true => (new_site(args)?, next_of_new(&args.dir)),
        false => existing_site(args)?,
    };
    for (path, text) in files {
        add(&args.dir, path, &text, args.quiet)?;
    }
    if !args.quiet {
        println!("next: {next}");
    }
    Ok(Outcome::Fine)
}

// What is written down must be read again.
fn refuse_nonsense(args: &InitArgs) -> Result<()> {
    let texts = [&args.base_url, &args.title, &args.author];
    let texts = texts.into_iter().flatten();
    if let Some(text) = texts.clone().find(|text| text.contains(char::is_control)) {
        bail!(Usage(format!("{text:?} has a control character")));
    }
    if texts.clone().any(|text| text.trim().is_empty()) {
        bail!(Usage("an option is empty; leave it out".to_owned()));
    }
    if let Some(repository) = &args.workflow {
        let is_letter = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        let parts = repository.split('/').filter(|part| !part.is_empty());
        if parts.count() != 2 || !repository.chars().all(is_letter) {
            bail!(Usage(format!(
                "{repository} is no repository; write OWNER/NAME"
            )));
        }
    }
    let raw = site::config::RawConfig {
        kind: Kind::Native,
        ..Default::default()
    };
    let overrides = Overrides {
        base_url: args.base_url.clone(),
        ..Overrides::default()
    };
    let (_, problems) = site::config::addresses(&raw, &overrides);
    let wrong = |problem: &&Problem| problem.code == "base-url";
    match problems.iter().find(wrong) {
        Some(problem) => bail!(Usage(problem.message.clone())),
        None => Ok(()),
    }
}

// Nothing in it, or nothing but what a fresh repository has.
fn is_new(dir: &Path) -> Result<bool> {
    const FRESH: [&str; 4] = ["readme", "license", "licence", ".git"];
    if !dir.exists() {
        return Ok(true);
    }
    let entries =
        fs::read_dir(dir).with_context(|| Usage(format!("{} is no folder", dir.display())))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", dir.display()))?;
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if !FRESH.iter().any(|fresh| name.starts_with(fresh)) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn new_site(args: &InitArgs) -> Result<Vec<Added>> {
    let month = clock::now(args.now)?.format("%b %Y").to_string();
    let mut files = vec![
        ("content/site.toml", settings::of_new(args)),
        (
            "content/about.md",
            include_str!("init/about.md").replace("MONTH", &month),
        ),
        (
            "content/publications.md",
            include_str!("init/publications.md").to_owned(),
        ),
        (
            "content/places.toml",
            include_str!("init/places.toml").to_owned(),
        ),
        (".gitignore", "/dist/\n".to_owned()),
    ];
    let workflow = include_str!("init/new.yml");
    files.extend(self::workflow(args, workflow));
    Ok(files)
}

fn workflow(args: &InitArgs, template: &str) -> Option<Added> {
    let repository = args.workflow.as_deref()?.trim_matches('/');
    Some((WORKFLOW, template.replace("REPOSITORY", repository)))
}

fn next_of_new(dir: &Path) -> String {
    format!(
        "cd {}, fill in content/site.toml, then `{} serve`",
        report::shown(dir),
        called::name()
    )
}

fn existing_site(args: &InitArgs) -> Result<(Vec<Added>, String)> {
    let opened = load::open(&args.dir)?;
    let dir = report::shown(&args.dir);
    let name = called::name();
    // What `build` makes the pages of needs no other command.
    if opened.folder.shown("content/site.toml").exists() {
        let next = format!("cd {dir}, then `{name} check`");
        return Ok((
            workflow(args, include_str!("init/new.yml"))
                .into_iter()
                .collect(),
            next,
        ));
    }
    let mut files: Vec<Added> = settings::beside(args, &opened)
        .map(|text| ("site.toml", text))
        .into_iter()
        .collect();
    let out = out_of(&opened);
    let template = include_str!("init/beside.yml").replace("FOLDER", out);
    files.extend(workflow(args, &template));
    let out = match out.is_empty() {
        true => args.dir.clone(),
        false => args.dir.join(out),
    };
    let next = format!(
        "`{name} check --site {dir}`, then `{name} feed --site {dir} --out {}`",
        report::shown(&out)
    );
    Ok((files, next))
}

// The folder whose files the generator publishes as they are.
fn out_of(opened: &Opened) -> &'static str {
    let has_static = opened.folder.shown("static").is_dir();
    let has_config = [Key::BaseUrl, Key::Title].iter().any(|&key| {
        opened
            .raw
            .get(key)
            .is_some_and(|written| written.file != "site.toml")
    });
    match opened.raw.kind {
        Kind::Hugo | Kind::Zola => "static",
        _ if has_static && has_config => "static",
        _ => "",
    }
}

fn add(dir: &Path, inside: &str, text: &str, quiet: bool) -> Result<()> {
    let path = dir.join(inside);
    let folder = path.parent().unwrap_or(dir);
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    // Only a file that nobody has, so that no page is lost.
    let file = fs::File::create_new(&path);
    let said = match file {
        Ok(mut file) => {
            std::io::Write::write_all(&mut file, text.as_bytes())
                .with_context(|| format!("cannot write {}", path.display()))?;
            "wrote"
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            "kept, since it is there already:"
        }
        Err(error) => {
            return Err(error).with_context(|| format!("cannot write {}", path.display()));
        }
    };
    if !quiet {
        println!("{said} {}", report::shown(&path));
    }
    Ok(())
}
