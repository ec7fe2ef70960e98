// resvg, a renderer that is no browser: no scripts, no media queries.

import { Resvg } from "@resvg/resvg-js";

import { FONT } from "./fonts.js";
import { Picture } from "./pixels.js";

/** An SVG as a picture so many pixels wide, and as a file of it. */
export function render(svg, width) {
  const font = { fontFiles: [FONT.file], loadSystemFonts: false, defaultFontFamily: FONT.family };
  // What browsers have behind a picture whose corners are round.
  const background = "white";
  const image = new Resvg(svg, { fitTo: { mode: "width", value: width }, font, background }).render();
  return { png: image.asPng(), picture: new Picture({ width: image.width, height: image.height, data: image.pixels }) };
}
