// What must hold for any page, whatever is on it.

import assert from "node:assert/strict";

import { violations } from "./axe.js";
import { traces, visit } from "./browser.js";

/** Both color schemes of a reader's system. */
export const SCHEMES = ["light", "dark"];

/** Widths of windows, from a narrow column to a large screen. */
export const WIDTHS = [200, 280, 320, 480, 540, 768, 1024, 1200];

/** What a page has left behind that has left nothing. */
export const NOTHING = { cookies: [], local: [], session: [], databases: [], caches: [], workers: [], name: [] };

/**
 * A page of the server asks for itself and for these other files, once each,
 * whatever their queries; it leaves nothing in the browser and says nothing.
 */
export async function isQuiet(browser, server, name, files = []) {
  server.requests.length = 0;
  const wanted = [name, ...files].sort();
  await visit(browser, server.url + name, {}, async (tab, record) => {
    await tryEverything(tab);
    assert.deepEqual(record.messages, []);
    const asked = record.requests.map(plain).filter((url) => !ICON.test(url));
    assert.deepEqual(asked.sort(), wanted.map((each) => server.url + each));
    assert.deepEqual(await traces(tab), NOTHING);
  });
  const asked = server.requests.filter(({ path }) => !ICON.test(path));
  const served = asked.map(({ path, status, cookie }) => [plain(path), status, cookie]);
  assert.deepEqual(served.sort(), wanted.map((each) => [`/${each}`, 200, undefined]));
}

// Asked for at some time, or never, of a page or of a file that is none.
const ICON = /\/favicon\.(?:ico|svg)$/;

const plain = (url) => url.replace(/\?.*/, "");

// As a curious visitor does it: all is opened, pointed at, reached and read.
async function tryEverything(tab) {
  await openDetails(tab);
  for (const circle of await tab.locator("circle").all()) await circle.dispatchEvent("mouseover");
  for (let key = 0; key < 10; key += 1) await tab.keyboard.press("Tab");
  await tab.mouse.wheel(0, 5000);
  await tab.waitForLoadState("networkidle");
}

async function openDetails(tab) {
  for (const summary of await tab.locator("summary").all()) await summary.click();
}

/** axe finds nothing wrong, light or dark, with details closed or open, wide or narrow. */
export async function isAccessible(browser, url) {
  for (const colorScheme of SCHEMES) {
    await visit(browser, url, { colorScheme }, async (tab) => {
      assert.deepEqual(await violations(tab), [], `${url}, ${colorScheme}`);
      await openDetails(tab);
      assert.deepEqual(await violations(tab), [], `${url}, ${colorScheme}, open`);
      if (colorScheme === "dark") return;
      await tab.setViewportSize({ width: WIDTHS[0], height: 700 });
      assert.deepEqual(await violations(tab), [], `${url}, open, narrow`);
    });
  }
}

/** A page is no wider than its window, with details open; `check` may look closer. */
export async function fits(browser, url, check = () => {}) {
  await visit(browser, url, {}, async (tab) => {
    await openDetails(tab);
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 700 });
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${url} is ${wide} wide in ${width}`);
      await check(tab, width);
    }
  });
}
