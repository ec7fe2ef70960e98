// The maps that are looked at, drawn by the commands from files as an author
// has them, and pages with them.

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { ROOT, xtask } from "./program.js";

// Countries of every size, from the largest shares of a log to the smallest.
const COUNTRIES =
  "CN US IN DE GB JP FR KR CA SG AU TW HK IT NL CH ES SE IL BR RU PL TR AT BE DK FI NO IR SA AE TH VN MY ID MX ZA NZ PT MT".split(" ");

const COUNTS = {
  window: { from: "2026-10-01", to: "2026-10-31" },
  unit: "addresses",
  cap: 1,
  k: 10,
  epsilon: 1,
  source: "access log",
  countries: Object.fromEntries(COUNTRIES.map((code, at) => [code, Math.round(900 * 0.88 ** at) + 10])),
  other: 120,
  suppressed: null,
};

// Two hundred of the cities that are known by name, where they are.
async function crowd() {
  const table = await readFile(path.join(ROOT, "crates/visitor-map/src/data/cities.rs"), "utf8");
  const cities = [...table.matchAll(/^ {4}\("[^"]+", .*, (-?\d+), (-?\d+)\),$/gm)];
  const some = Array.from({ length: 200 }, (_, at) => cities[Math.floor((at * cities.length) / 200)]);
  const places = some.map(([, lat, lon], at) => `name = "Place ${at + 1}"\nat = [${lat / 10}, ${lon / 10}]\n`);
  return places.map((place) => `[[place]]\n${place}`).join("\n");
}

const SOURCES = {
  "places.toml": () => readFile(path.join(ROOT, "docs/map/places.toml"), "utf8"),
  "home.toml": () => readFile(path.join(ROOT, "content/places.toml"), "utf8"),
  "one.toml": () => '[[place]]\nname = "Zurich"\n',
  "crowd.toml": crowd,
  "none.toml": () => "place = []\n",
  "counts.json": () => JSON.stringify(COUNTS),
};

/** Each map: its name, and the words of the command that draws it. */
export const MAPS = {
  places: "--places places.toml",
  counts: "--counts counts.json",
  dots: "--counts counts.json --style dots",
  choropleth: "--counts counts.json --style choropleth",
  one: "--places one.toml",
  crowd: "--places crowd.toml",
  none: "--places none.toml",
  // Colours as an old embed has them.
  embed: "--places places.toml --background ffffff --land 8288ae --marks ff5353 --text ff5378",
  dark: "--counts counts.json --scheme dark",
  page: "--places places.toml --scheme page",
};

/** Draws these maps into a folder, each into one of its name; returns each as `{svg, html}`. */
export async function drawAll(folder, maps = MAPS) {
  for (const [name, text] of Object.entries(SOURCES)) await writeFile(path.join(folder, name), await text());
  const drawn = {};
  for (const [name, words] of Object.entries(maps)) drawn[name] = await draw(folder, name, words);
  return drawn;
}

async function draw(folder, name, words) {
  await xtask(folder, "map", "--quiet", ...words.split(" "), "--id", `map-${name}`, "--out", name);
  const text = (file) => readFile(path.join(folder, name, file), "utf8");
  return { svg: await text("visitor-map.svg"), html: await text("visitor-map.html") };
}

/** A page with this inside: in both schemes, and nothing that is asked for. */
export const page = (inside, root = "light dark") => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>A page with a map</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: ${root}; background: light-dark(#fff, #161616); }
  body { margin: 0 auto; max-width: 1000px; }
</style>
<main>
<h1>A page</h1>
${inside}
</main>
`;

/** The picture as a file beside the page. */
export const image = (name, text) => `<p><img src="${name}/visitor-map.svg" alt="${text}" style="width:100%"></p>`;
