// Where to look at a map: places of which it is known what must be seen there.

/**
 * Spots of an inline map, in parts of its width and height: `sea` and `land`
 * are well inside, `coast` lies on the line around land, `marks` are the middles
 * of circles, each on top of whatever is there, and `texts` are boxes.
 */
export const spots = (page, selector) => page.locator(selector).evaluate(find);

// Runs in the page, so that the browser itself tells what lies on top.
function find(svg) {
  svg.scrollIntoView();
  const box = svg.getBoundingClientRect();
  const part = (x, y) => [(x - box.left) / box.width, (y - box.top) / box.height];
  const seen = (x, y) => {
    const top = document.elementFromPoint(x, y);
    return top?.closest("svg") === svg ? top : null;
  };
  const round = [0, 1, 2, 3, 4, 5, 6, 7].map((eighth) => (eighth * Math.PI) / 4);

  // Only one thing there, as far around as `margin`.
  const inside = (kind, step, margin) => {
    const found = [];
    for (let y = box.top + step; y < box.bottom; y += step) {
      for (let x = box.left + step; x < box.right; x += step) {
        const around = round.map((angle) => [x + margin * Math.cos(angle), y + margin * Math.sin(angle)]);
        if ([[x, y], ...around].every((point) => seen(...point)?.matches(kind))) found.push(part(x, y));
      }
    }
    return found;
  };

  const marks = [...svg.querySelectorAll("circle")].flatMap((circle) => {
    const { left, right, top, bottom } = circle.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const around = round.map((angle) => [x + Math.cos(angle), y + Math.sin(angle)]);
    return [[x, y], ...around].every((point) => seen(...point) === circle) ? [part(x, y)] : [];
  });

  const coast = [];
  const line = svg.querySelector(".l");
  const length = line?.getTotalLength();
  for (let at = 0; line && at < 40; at += 1) {
    const point = line.getPointAtLength((length * at) / 40);
    const { x, y } = point.matrixTransform(line.getScreenCTM());
    if (seen(x, y) === line) coast.push(part(x, y));
  }

  const texts = [...svg.querySelectorAll("text")].flatMap((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    return right > left ? [[...part(left, top), ...part(right, bottom)]] : [];
  });

  const scale = box.width / 1000;
  return {
    sea: inside(".b", 40, 6 * scale),
    // Dots are six units wide.
    land: line ? inside(".l", 25, 4 * scale) : inside(".g", 7, 1.5 * scale),
    tones: svg.querySelector(".c") ? inside(".c path", 8, 4 * scale) : [],
    coast,
    marks,
    texts,
  };
}
