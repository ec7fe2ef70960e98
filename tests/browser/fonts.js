// One font for every renderer on every machine, so that pictures differ only
// where renderers do.

import { createRequire } from "node:module";
import path from "node:path";

const FILE = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf");

/** The font's file and its name. */
export const FONT = { file: FILE, family: "DejaVu Sans" };

/** Settings of fontconfig that know this font alone; CACHE is to be a folder. */
export const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.dirname(FILE)}</dir>
  <cachedir>CACHE</cachedir>
  <selectfont>
    <rejectfont><glob>*</glob></rejectfont>
    <acceptfont><glob>${FILE}</glob></acceptfont>
  </selectfont>
</fontconfig>
`;
