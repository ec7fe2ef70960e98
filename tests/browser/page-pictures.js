// Draws the pictures of the home page in the documentation, to be looked at
// before they are committed. With the fonts of the system.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { launch, visit } from "./browser.js";
import { SCHEMES } from "./checks.js";
import { inFolder, ROOT } from "./program.js";
import { build } from "./sites.js";
import { serve } from "./server.js";

// Each picture: its file, and how large each of the two pages on it is.
const PICTURES = [
  ["docs/page.png", { width: 1100, height: 1000 }],
  ["docs/page-phone.png", { width: 390, height: 844 }],
];

// Both schemes side by side.
const sheet = (urls) => `<!doctype html>
<meta charset="utf-8">
<style>
  body { display: inline-flex; gap: 24px; margin: 0; padding: 24px; background: #8b929a; }
  img { display: block; border-radius: 10px; }
</style>
${urls.map((url) => `<img src="${url}">`).join("")}
`;

await inFolder(async (folder) => {
  await mkdir(path.join(folder, "served"));
  const server = await serve(path.join(folder, "served"));
  const browser = await launch(folder, null);
  // The address that is shown is that of its owner.
  await build(folder, "rich", { url: "https://example.org/" });
  for (const [file, viewport] of PICTURES) {
    const urls = [];
    for (const colorScheme of SCHEMES) {
      const png = await visit(browser, `${server.url}rich/`, { colorScheme, viewport }, (tab) => tab.screenshot());
      urls.push(`data:image/png;base64,${png.toString("base64")}`);
    }
    await writeFile(path.join(folder, "served/sheet.html"), sheet(urls));
    const png = await visit(browser, `${server.url}sheet.html`, {}, (tab) => tab.locator("body").screenshot());
    await writeFile(path.join(ROOT, file), png);
  }
  await browser.close();
  await server.close();
});
