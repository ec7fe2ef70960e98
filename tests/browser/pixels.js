// Pictures as they are seen: colours of pixels, contrast, difference.

import { PNG } from "pngjs";

/** A picture of four bytes a pixel, from a PNG or a renderer. */
export class Picture {
  constructor({ width, height, data }) {
    Object.assign(this, { width, height, data });
  }

  static of(png) {
    return new Picture(PNG.sync.read(png));
  }

  /** The colour at a place that is given in parts of the width and the height. */
  at([x, y]) {
    const clamp = (part, size) => Math.min(size - 1, Math.max(0, Math.floor(part * size)));
    const start = (clamp(y, this.height) * this.width + clamp(x, this.width)) * 4;
    return [...this.data.subarray(start, start + 3)];
  }

  /** Each colour there is inside a box of [left, top, right, bottom], in parts. */
  within([left, top, right, bottom]) {
    const found = new Set();
    for (let y = Math.ceil(top * this.height); y < bottom * this.height; y += 1) {
      for (let x = Math.ceil(left * this.width); x < right * this.width; x += 1) {
        const start = (y * this.width + x) * 4;
        found.add((this.data[start] << 16) | (this.data[start + 1] << 8) | this.data[start + 2]);
      }
    }
    return [...found].map((number) => [number >> 16, (number >> 8) & 255, number & 255]);
  }
}

/** `#12ab34` */
export const hex = (colour) => `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

/** Relative luminance, as WCAG 2.2 defines it. */
export function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast, from 1 to 21, as WCAG 2.2 defines it. */
export function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The colour that most of these are, and how large its share is. */
export function most(colours) {
  const counts = new Map();
  for (const colour of colours) counts.set(hex(colour), (counts.get(hex(colour)) ?? 0) + 1);
  const [name, count] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
  const colour = [1, 3, 5].map((start) => Number.parseInt(name.slice(start, start + 2), 16));
  return { colour, share: count / colours.length };
}

// Over this many pixels, edges that are smoothed in another way cancel out; a
// letter or a circle that is missing does not.
const TILE = 16;

/**
 * How far two pictures of one size are apart, of 255: by `mean`, pixel for
 * pixel, and by `worst`, the tile whose colours on average differ most.
 */
export function difference(one, other) {
  if (one.width !== other.width || one.height !== other.height) {
    throw new Error(`${one.width} x ${one.height} is not ${other.width} x ${other.height}`);
  }
  const columns = Math.ceil(one.width / TILE);
  const tiles = new Float64Array(columns * Math.ceil(one.height / TILE) * 3);
  let sum = 0;
  for (let pixel = 0; pixel < one.width * one.height; pixel += 1) {
    const [x, y] = [pixel % one.width, Math.floor(pixel / one.width)];
    const tile = Math.floor(y / TILE) * columns + Math.floor(x / TILE);
    for (const part of [0, 1, 2]) {
      const apart = one.data[pixel * 4 + part] - other.data[pixel * 4 + part];
      sum += Math.abs(apart);
      tiles[tile * 3 + part] += apart;
    }
  }
  const worst = tiles.reduce((most, tile) => Math.max(most, Math.abs(tile)), 0);
  return { mean: sum / (one.width * one.height * 3), worst: worst / TILE ** 2 };
}
