// axe-core on a page.

import axe from "axe-core";

/** What axe finds wrong, a line for each element, by every rule it has. */
export async function violations(page) {
  await page.evaluate(`${axe.source};undefined`);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
}
