// The colours of tokens.css against the grounds that they stand on, in both schemes: text 4.5:1, marks 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";

const css = readFileSync(new URL("../src/style/tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, ...pair]) => [
    name,
    pair,
  ]),
);

function luminance(hex) {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (a, b) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

function check(name, grounds, least) {
  for (const ground of grounds) {
    for (const [at, scheme] of ["light", "dark"].entries()) {
      const found = contrast(tokens.get(name)[at], tokens.get(ground)[at]);
      assert.ok(found >= least, `--${name} on --${ground}, ${scheme}: ${found.toFixed(2)}:1, at least ${least}:1`);
    }
  }
}

it("text stands out", () => {
  for (const name of ["ink", "quiet", "link", "good", "bad", "event", "statement", "quantity", "time", "entity"])
    check(name, ["paper", "panel", "raised", "target"], 4.5);
});

it("marks and edges stand out", () => {
  for (const name of [
    "edge",
    "focus",
    "material-conflict",
    "verbal-conflict",
    "verbal-cooperation",
    "material-cooperation",
  ])
    check(name, ["paper", "panel", "raised"], 3);
});
