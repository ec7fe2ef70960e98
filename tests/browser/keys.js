// A page without a mouse, in large letters, and on paper.

import assert from "node:assert/strict";

import { visit } from "./browser.js";

const SEEN = "a[href], summary, button, input, select, textarea, [tabindex='0']";

/**
 * The tabulator leads to all that can be used, in the order of the page, each
 * seen to have the focus; the first is the link that skips to the content.
 * Returns where the links lead.
 */
export function isReachable(browser, url) {
  const still = { viewport: { width: 1000, height: 700 }, reducedMotion: "reduce" };
  return visit(browser, url, still, async (tab) => {
    const all = await tab.locator(SEEN).evaluateAll((all) =>
      all.filter((each) => each.checkVisibility()).map((each, at) => (each.dataset.stop = String(at))),
    );
    const stops = [];
    for (let at = 0; at < all.length; at += 1) {
      await tab.keyboard.press("Tab");
      stops.push(await tab.evaluate(focused));
    }
    assert.deepEqual(stops.map(({ stop }) => stop), all, `${url}: what the tabulator reaches`);
    const hidden = stops.filter((stop) => !(stop.outline >= 2 && stop.isInWindow));
    assert.deepEqual(hidden, [], `${url}: has the focus and is not seen to`);
    await skips(browser, url);
    return stops.map(({ href }) => href).filter(Boolean);
  });
}

// Runs in the page.
function focused() {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    stop: element.dataset.stop,
    href: element.href,
    outline: outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth),
    isInWindow: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}

function skips(browser, url) {
  return visit(browser, url, {}, async (tab) => {
    await tab.keyboard.press("Tab");
    await tab.keyboard.press("Enter");
    await tab.keyboard.press("Tab");
    const isInside = await tab.evaluate(() => {
      const main = document.querySelector("main");
      const { activeElement } = document;
      // A page without a link in its content has the next behind it.
      return main.contains(activeElement) || Boolean(main.compareDocumentPosition(activeElement) & 4);
    });
    assert.ok(isInside, `${url}: the first link does not skip to the content`);
  });
}

/** With letters twice as large, a page on half a screen is no wider than that. */
export function isReadableLarge(browser, url) {
  return visit(browser, url, { viewport: { width: 640, height: 700 } }, async (tab) => {
    const wide = await tab.evaluate(() => {
      const before = document.body.getBoundingClientRect().height;
      document.documentElement.style.fontSize = "200%";
      const after = document.body.getBoundingClientRect().height;
      return { scroll: document.documentElement.scrollWidth, grown: after / before };
    });
    assert.ok(wide.scroll <= 640, `${url} is ${wide.scroll} wide in 640 with large letters`);
    assert.ok(wide.grown > 1.15, `${url}: its letters do not grow: ${wide.grown}`);
  });
}

/** On paper a page is dark on white whatever the scheme, as wide as the sheet, and without what is for screens. */
export function isPrintable(browser, url) {
  const sheet = { viewport: { width: 718, height: 1047 }, colorScheme: "dark" };
  return visit(browser, url, sheet, async (tab) => {
    await tab.emulateMedia({ media: "print" });
    const paper = await tab.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      const shown = (selector) => [...document.querySelectorAll(selector)].some((each) => each.checkVisibility());
      return {
        backgroundColor,
        color,
        wide: document.documentElement.scrollWidth,
        forScreens: shown("nav, .skip, .feed, footer"),
        content: shown("main h1"),
      };
    });
    const wanted = { backgroundColor: "rgb(255, 255, 255)", color: "rgb(0, 0, 0)", wide: 718, forScreens: false, content: true };
    assert.deepEqual(paper, wanted, url);
    const pdf = await tab.pdf({ format: "A4" });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-", url);
  });
}
