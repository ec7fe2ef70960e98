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

const place = ([lat, lon], at) => `[[place]]\nname = "Place ${at + 1}"\nat = [${lat.toFixed(2)}, ${lon.toFixed(2)}]\n`;

// Along a spiral, so that they are spread evenly, from 60° S to 75° N.
const crowd = Array.from({ length: 200 }, (_, at) => {
  const height = -0.866 + (0.966 + 0.866) * ((at + 0.5) / 200);
  return [(Math.asin(height) * 180) / Math.PI, ((at * 137.508) % 360) - 180];
});

const SOURCES = {
  "places.toml": () => readFile(path.join(ROOT, "docs/map/places.toml"), "utf8"),
  "one.toml": () => '[[place]]\nname = "Zurich"\n',
  "crowd.toml": () => crowd.map(place).join("\n"),
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

/** Writes the files that maps are drawn from into a folder. */
export async function writeSources(folder) {
  for (const [name, text] of Object.entries(SOURCES)) await writeFile(path.join(folder, name), await text());
}

/** Draws every map into a folder of its name; returns each as `{svg, html}`. */
export async function drawAll(folder) {
  await writeSources(folder);
  const drawn = {};
  for (const name of Object.keys(MAPS)) drawn[name] = await draw(folder, name);
  return drawn;
}

async function draw(folder, name) {
  await xtask(folder, "map", "--quiet", ...MAPS[name].split(" "), "--id", `map-${name}`, "--out", name);
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
