// Draws the picture of docs/map.md that has every style and size in it, to be
// looked at before it is committed. With the fonts of the system.

import { writeFile } from "node:fs/promises";
import path from "node:path";

import { launch, visit } from "./browser.js";
import { inFolder, ROOT } from "./program.js";
import { drawAll } from "./samples.js";
import { serve } from "./server.js";

const OLD = "--background ffffff --land 8288ae --marks ff5353";

// What is below each map, how wide it is, and the words that draw it.
const SHEET = [
  ["Places, light", 570, "--places home.toml --scheme light"],
  ["Places, dark", 570, "--places home.toml --scheme dark"],
  ["Counts, circles", 570, "--counts counts.json --scheme light"],
  ["Counts, dots, dark", 570, "--counts counts.json --scheme dark --style dots"],
  ["Counts, tones", 570, "--counts counts.json --scheme light --style choropleth"],
  ["The colours of an old embed", 570, `--places home.toml --scheme light ${OLD}`],
  ["On a phone", 336, "--counts counts.json --scheme light"],
  ["Places on a phone", 336, "--places places.toml --scheme light"],
  ["200 pixels", 200, "--counts counts.json --scheme light"],
  ["200 pixels, dark", 200, "--places places.toml --scheme dark"],
  ["One place", 275, "--places one.toml --scheme light"],
  ["200 places", 275, "--places crowd.toml --scheme light"],
  ["200 places, dark", 275, "--places crowd.toml --scheme dark"],
  ["Nothing yet", 275, "--places none.toml --scheme light"],
];

const figure = ([text, width], at) =>
  `<figure style="width:${width}px"><img src="${at}/visitor-map.svg" alt="">${text}</figure>`;

const PAGE = `<!doctype html>
<meta charset="utf-8">
<style>
  body { background: #f1f3f5; color: #222; margin: 20px; font: 16px/1.5 system-ui; }
  main { display: flex; flex-wrap: wrap; gap: 24px 20px; }
  figure { margin: 0; }
  img { display: block; width: 100%; margin-bottom: 4px; }
</style>
<main>${SHEET.map(figure).join("\n")}</main>
`;

await inFolder(async (folder) => {
  await drawAll(folder, Object.fromEntries(SHEET.map(([, , words], at) => [at, words])));
  await writeFile(path.join(folder, "index.html"), PAGE);
  const server = await serve(folder);
  const browser = await launch(folder, null);
  const file = path.join(ROOT, "docs/map/sizes.png");
  await visit(browser, server.url, { viewport: { width: 1200, height: 800 } }, (page) =>
    page.screenshot({ path: file, fullPage: true }),
  );
  await browser.close();
  await server.close();
});
