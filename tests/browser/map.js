// The visitor map in a real browser, and in a renderer that is none: what it
// does beside being seen (nothing), how it looks, and who can use it.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

import { violations } from "./axe.js";
import { launch, traces, visit } from "./browser.js";
import { fits, isAccessible, isQuiet, NOTHING, SCHEMES } from "./checks.js";
import { contrast, difference, hex, luminance, most, Picture } from "./pixels.js";
import { PICTURES } from "./program.js";
import { render } from "./resvg.js";
import { drawAll, image, page } from "./samples.js";
import { serve } from "./server.js";
import { spots } from "./spots.js";

// WCAG 2.2, success criteria 1.4.11 and 1.4.3.
const SHAPES = 3;
const TEXT = 4.5;
// In pixels of the page, which is as wide as the maps are in their own units;
// three of the screen's to each, so that a line of one has a colour of its own.
const SHARP = { viewport: { width: 1000, height: 700 }, deviceScaleFactor: 3 };
// All that a page may be forbidden without a map's noticing.
const POLICY = {
  "content-security-policy": "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'",
};

let folder, browser, server, strict, maps;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "browser-"));
  maps = await drawAll(folder);
  await mkdir(PICTURES, { recursive: true });
  await writeFile(path.join(folder, "favicon.ico"), "");
  [browser, server, strict] = await Promise.all([launch(folder), serve(folder), serve(folder, POLICY)]);
  for (const [name, text] of Object.entries(pages())) await writeFile(path.join(folder, name), text);
});

after(async () => {
  await browser?.close();
  await Promise.all([server?.close(), strict?.close()]);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

// Each page, and what it must ask for beside itself.
const ASKS = {
  "places.html": [],
  "counts.html": [],
  "dots.html": [],
  "choropleth.html": [],
  "none.html": [],
  "image.html": ["places/visitor-map.svg"],
  "several.html": ["counts/visitor-map.svg"],
};
// Opened by itself, where a browser would fetch what an image may not.
const FILES = ["places/visitor-map.svg", "counts/visitor-map.svg"];

function pages() {
  const several = [maps.places.html, maps.counts.html, image("counts", "Counts of visitors"), maps.embed.html];
  const each = Object.entries(maps).flatMap(([name, map]) => [
    [`${name}.html`, page(map.html)],
    [`${name}-image.html`, page(image(name, "A map"))],
  ]);
  return {
    ...Object.fromEntries(each),
    "image.html": page(image("places", "Seven places in seven countries")),
    "several.html": page(several.join("\n")),
    "page-dark.html": page(maps.page.html, "dark"),
    "page-light.html": page(maps.page.html, "light"),
    "tracker.html": page(TRACKER),
  };
}

// All that a map must not do, done by a page, so that it is known to be seen.
const TRACKER = `
<script>
  document.cookie = "seen=1";
  localStorage.seen = sessionStorage.seen = window.name = "1";
  indexedDB.open("seen");
  caches.open("seen");
  console.log("seen");
  new Image().src = "https://tracker.test/image";
  new WebSocket("ws://tracker.test/socket");
  new Worker("worker.js");
  navigator.sendBeacon("beacon");
  alert("seen");
  setTimeout(() => { throw new Error("seen"); });
</script>
<img src="pixel.png"><p style="color: #aaa; width: 300px" id="a">Pale<p id="a">`;

test("what a tracker does, and a page that is hard to read, is seen", { timeout: 120_000 }, async () => {
  server.requests.length = 0;
  await open("tracker.html", { viewport: { width: 200, height: 300 } }, async (tab, record) => {
    const kinds = ["console log", "console error", "dialog", "error", "failed", "worker"];
    const isSeen = (kind) => record.messages.some((text) => text.startsWith(`${kind}: `));
    while (!kinds.every(isSeen) || record.requests.length < 6) await tab.waitForTimeout(20);
    const wanted = { local: ["seen"], session: ["seen"], databases: ["seen"], caches: ["seen"], name: ["1"] };
    assert.deepEqual(await traces(tab), { ...NOTHING, ...wanted, cookies: ["seen"] });
    const asked = record.requests.map((url) => new URL(url).pathname).sort();
    assert.deepEqual(asked, ["/beacon", "/image", "/pixel.png", "/socket", "/tracker.html", "/worker.js"]);
    assert.ok(server.requests.some(({ path, status }) => path === "/pixel.png" && status === 404));
    const found = (await violations(tab)).map((line) => line.split(":")[0]);
    assert.ok(found.includes("color-contrast") && found.includes("image-alt"), found.join());
    assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth > innerWidth));
  });
});

const open = (name, options, use) => visit(browser, server.url + name, options, use);

for (const [name, files] of [...Object.entries(ASKS), ...FILES.map((file) => [file, []])]) {
  test(`${name} asks for nothing, leaves nothing, says nothing`, async () => {
    await isQuiet(browser, server, name, files);
    await isQuiet(browser, strict, name, files);
  });
}

test("axe finds nothing wrong, light or dark, table closed or open", async () => {
  for (const name of Object.keys(ASKS)) await isAccessible(browser, server.url + name);
});

test("a reader of screens gets a named picture, the sentence and a table", async () => {
  await open("counts.html", {}, async (tab) => {
    const picture = tab.getByRole("img", { name: /^Map of visitors .*40 countries/ });
    assert.equal(await picture.count(), 1);
    await tab.locator("summary").click();
    const table = tab.getByRole("table", { name: "Map of visitors" });
    assert.equal(await table.getByRole("rowheader").count(), 41);
    assert.equal(await table.getByRole("columnheader").count(), 2);
    assert.equal(await table.getByRole("row", { name: "China 910" }).count(), 1);
  });
});

test("the table is reached, opened and left by the keyboard", async () => {
  await open("places.html", {}, async (tab) => {
    const table = tab.locator("table");
    const focused = () => tab.evaluate(() => document.activeElement.localName);
    await tab.keyboard.press("Tab");
    assert.equal(await focused(), "summary");
    const outline = await tab.locator("summary").evaluate((summary) => getComputedStyle(summary).outlineStyle);
    assert.notEqual(outline, "none");
    assert.equal(await table.isVisible(), false);
    await tab.keyboard.press("Enter");
    assert.equal(await table.isVisible(), true);
    await tab.keyboard.press("Tab");
    assert.equal(await focused(), "a");
    await tab.keyboard.press("Tab");
    assert.equal(await focused(), "body");
  });
});

test("several maps on a page share no identifier, and keep their own colours", async () => {
  await open("several.html", SHARP, async (tab) => {
    const ids = await tab.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
    assert.equal(ids.length, 12, "a figure, a picture, a title and a description each");
    assert.deepEqual(ids, [...new Set(ids)]);
    const labels = await tab.locator("[aria-labelledby]").evaluateAll((all) =>
      all.map((each) => each.getAttribute("aria-labelledby").split(" ").every((id) => each.querySelector(`#${id}`))),
    );
    assert.deepEqual(labels, [true, true, true]);
    const places = await look(tab, "#map-places");
    const embed = await look(tab, "#map-embed");
    assert.deepEqual([places, embed].map(({ mark }) => hex(mark)), ["#c8323c", "#ff5353"]);
    assert.deepEqual([places, embed].map(({ land }) => hex(land)), ["#e4e8ee", "#8288ae"]);
  });
});

test("a map is as wide as its page, and no page wider than its window", async () => {
  for (const name of Object.keys(ASKS)) {
    await fits(browser, server.url + name, async (tab, width) => {
      const maps = await tab.locator("svg, img").evaluateAll((all) => all.map((map) => map.getBoundingClientRect().width));
      for (const map of maps) assert.equal(map, Math.min(width, 1000), name);
    });
  }
});

test("marks can be seen at 200 pixels, names and legend give way", async () => {
  for (const name of ["places", "counts"]) {
    for (const file of [`${name}.html`, `${name}-image.html`]) {
      await open(file, { viewport: { width: 200, height: 400 }, deviceScaleFactor: 2 }, async (tab) => {
        await tab.screenshot({ path: path.join(PICTURES, `map-200-${file.replace(".html", ".png")}`) });
      });
    }
    await open(`${name}.html`, { viewport: { width: 200, height: 400 } }, async (tab) => {
      const sizes = await tab.locator("circle:visible").evaluateAll((all) =>
        all.map((circle) => circle.getBoundingClientRect().width),
      );
      assert.ok(Math.min(...sizes) >= 1, `${name}: ${Math.min(...sizes)}`);
      assert.equal(await tab.locator("text:visible").count(), 0);
    });
  }
});

/** What the pixels of a map have at the spots where it is known what is there. */
async function look(tab, selector, places) {
  const png = await tab.locator(selector).screenshot();
  const picture = Picture.of(png);
  return { png, picture, ...colours(picture, places ?? (await spots(tab, selector))) };
}

function colours(picture, { sea, land, coast, marks, texts }) {
  const one = (name, places) => {
    if (places.length === 0) return undefined;
    const { colour, share } = most(places.map((place) => picture.at(place)));
    // Coasts cross each other; the halo of a name or an islet may be anywhere else.
    assert.ok(share > (name === "coast" ? 0.5 : 0.9), `${name}: ${share} is ${hex(colour)}`);
    return colour;
  };
  const seen = { sea: one("sea", sea), land: one("land", land), coast: one("coast", coast), mark: one("mark", marks) };
  const farthest = (far, each) => (contrast(each, seen.sea) > contrast(far, seen.sea) ? each : far);
  return { ...seen, texts: texts.map((box) => picture.within(box).reduce(farthest, seen.sea)) };
}

// What must be told from what, by how much, and by how much it is.
function contrasts(kind, { sea, land, coast, mark, texts }) {
  const shapes = { "mark on sea": [mark, sea] };
  if (kind === "dots") shapes["land on sea"] = [land, sea];
  else Object.assign(shapes, { "coast on sea": [coast, sea], "mark on land": [mark, land] });
  const all = Object.entries(shapes).map(([name, [one, other]]) => ({ name, least: SHAPES, is: contrast(one, other) }));
  return [...all, ...texts.map((text) => ({ name: "text on sea", least: TEXT, is: contrast(text, sea) }))];
}

function check(kind, seen, name, t) {
  const all = contrasts(kind, seen);
  for (const { name: pair, least, is } of all) {
    assert.ok(is >= least, `${name}: ${pair} is ${is.toFixed(2)}, not ${least}`);
  }
  const least = Object.entries(Object.groupBy(all, (each) => each.name));
  t.diagnostic(`${name}: ${least.map(([pair, each]) => `${pair} ${Math.min(...each.map(({ is }) => is)).toFixed(1)}`).join(", ")}`);
}

/** A map inline and as an image, once its spots are known from the first. */
async function lookTwice(kind, options) {
  const settings = { ...SHARP, ...options };
  const inline = await open(`${kind}.html`, settings, async (tab) => {
    SPOTS[kind] ??= await spots(tab, `#map-${kind}`);
    return look(tab, `#map-${kind}`, SPOTS[kind]);
  });
  const image = await open(`${kind}-image.html`, settings, (tab) => look(tab, "img", SPOTS[kind]));
  return { inline, image };
}

const SPOTS = {};

const keep = (name, png) => writeFile(path.join(PICTURES, `map-${name}.png`), png);

for (const kind of ["places", "counts", "dots"]) {
  test(`${kind}: light and dark as the system is, inline and as an image`, async (t) => {
    const seen = {};
    for (const colorScheme of SCHEMES) {
      const { inline, image } = await lookTwice(kind, { colorScheme });
      await keep(`${kind}-${colorScheme}`, image.png);
      check(kind, inline, `${colorScheme}, inline`, t);
      check(kind, image, `${colorScheme}, image`, t);
      assert.ok(difference(inline.picture, image.picture).worst < 1, "inline is not as the image");
      assert.equal(luminance(inline.sea) > 0.5, colorScheme === "light");
      seen[colorScheme] = inline;
    }
    for (const part of ["sea", "land", "mark"]) {
      assert.notDeepEqual(seen.light[part], seen.dark[part], `${part} is the same in the dark`);
    }
  });

  test(`${kind}: circles stand out in forced colours`, async (t) => {
    for (const colorScheme of SCHEMES) {
      const { inline, image } = await lookTwice(kind, { colorScheme, forcedColors: "active" });
      await keep(`${kind}-forced-${colorScheme}`, inline.png);
      check(kind, inline, `${colorScheme}, inline`, t);
      check(kind, image, `${colorScheme}, image`, t);
      assert.ok(contrast(inline.sea, inline.land) < 1.1 || kind === "dots", "the colours are not forced");
    }
  });
}

test("a map for pages of one scheme is as the page is, whatever the system", async (t) => {
  for (const colorScheme of SCHEMES) {
    for (const scheme of SCHEMES) {
      const seen = await open(`page-${scheme}.html`, { ...SHARP, colorScheme }, async (tab) => {
        SPOTS.page ??= await spots(tab, "#map-page");
        return look(tab, "#map-page", SPOTS.page);
      });
      assert.equal(luminance(seen.sea) > 0.5, scheme === "light");
      check("page", seen, `${scheme} page, ${colorScheme} system`, t);
    }
  }
});

// The light scheme alone: renderers that are no browsers know no other, unless
// the picture is drawn in it.
for (const kind of ["places", "counts", "dots", "choropleth", "one", "crowd", "none", "embed", "dark"]) {
  test(`${kind}: resvg draws what Chromium draws`, async (t) => {
    const drawn = render(maps[kind].svg, 1000);
    const other = drawn.picture;
    const options = { viewport: { width: 1000, height: other.height } };
    const one = Picture.of(await open(`${kind}/visitor-map.svg`, options, (tab) => tab.screenshot()));
    const { mean, worst } = difference(one, other);
    t.diagnostic(`mean ${mean.toFixed(2)}, worst tile ${worst.toFixed(1)}, of 255`);
    await keep(`${kind}-resvg`, drawn.png);
    for (const middle of middles(maps[kind].svg)) {
      assert.equal(hex(other.at(middle)), hex(one.at(middle)), `the circle at ${middle}`);
    }
    // The smallest circle alone makes a difference of 16 to its tile.
    assert.ok(mean < 1 && worst < 10, `they are ${mean.toFixed(2)} apart, ${worst.toFixed(1)} in the worst tile`);
  });
}

// Of every circle that no other's edge goes through, in parts of the picture.
function middles(svg) {
  const height = Number(/viewBox="0 0 1000 (\d+)"/.exec(svg)[1]);
  const circles = [...svg.matchAll(/<circle[^>]* cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)];
  const all = circles.map(([, ...numbers]) => numbers.map(Number));
  const isClear = ([x, y]) => all.every(([cx, cy, r]) => Math.abs(Math.hypot(cx - x, cy - y) - r) > 2);
  return all.filter(isClear).map(([x, y]) => [x / 1000, y / height]);
}
