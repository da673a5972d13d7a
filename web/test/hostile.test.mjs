// Stories that mean harm: script, SVG, addresses, style, directions, piles of marks, endless words. In every view that shows them nothing runs, nothing is asked
// of elsewhere, and the page around them stands as it is made.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { drawn, open } from "./browser.mjs";
import { root } from "./serve.mjs";
import { stage } from "./stage.mjs";

const { server, chromium } = await stage(["web/test/stories/hostile.jsonl"]);
const { stories } = await (await fetch(`${server.address}/stories.json?limit=1000`)).json();
const given = readFileSync(join(root, "web/test/stories/hostile.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

const lists = [
  "/explore",
  "/events?limit=1000",
  "/stories",
  "/search?text=monday",
  "/episodes",
  "/ledger",
  "/calendar",
  "/actors",
  "/data",
  "/paste",
];
const ways = { wide: {}, narrow: { viewport: { width: 360, height: 740 } } };

async function harmless(path, options) {
  const { page, context, trouble } = await open(chromium, server.address, path, options);
  await drawn(page);
  const seen = await page.evaluate(() => {
    const made = ["script", "style", "iframe", "object", "embed", "base", "form", "svg", "img", "math", "link", "meta"];
    const text = document.querySelector("main");
    const shown = (one) => one && getComputedStyle(one).display !== "none" && one.getBoundingClientRect().height > 0;
    return {
      ran: globalThis.ran,
      inText: [...document.querySelectorAll(".text, .card, td, h1, bdi, .course")].flatMap((one) =>
        made.filter((name) => one.querySelector(name)).map((name) => `${name} in ${one.tagName}.${one.className}`),
      ),
      handlers: [...document.querySelectorAll("*")].filter(
        (one) =>
          [...one.attributes].some(({ name }) => /^on|^style$/.test(name)) && !one.closest("svg, .hover-card, .plate"),
      ).length,
      addresses: [...document.querySelectorAll("a")]
        .map((a) => a.getAttribute("href") ?? "")
        .filter((href) => /^\s*(javascript|data|vbscript):/i.test(href)),
      main: shown(text),
      nav: shown(document.querySelector(".site nav")),
      foot: shown(document.querySelector(".foot")),
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      direction: getComputedStyle(document.body).direction,
      navigation: [...document.querySelectorAll(".site nav a")].map((a) => a.textContent).join(" "),
    };
  });
  assert.equal(seen.ran, undefined, "a script of a story ran");
  assert.deepEqual(seen.inText, []);
  assert.equal(seen.handlers, 0, "no handler and no style attribute comes of a story");
  assert.deepEqual(seen.addresses, []);
  assert.ok(seen.main && seen.nav && seen.foot, "the page around the story stands");
  assert.ok(seen.wide <= 0, `the page is ${seen.wide} px wider than the window`);
  assert.equal(seen.direction, "ltr");
  assert.match(seen.navigation, /^Explore Stories Episodes/);
  assert.deepEqual(trouble, []);
  await context.close();
}

for (const [way, options] of Object.entries(ways)) {
  describe(`hostile stories, ${way}`, () => {
    for (const path of lists) it(path, () => harmless(path, options));
    for (const { story, id } of stories)
      it(`story ${JSON.stringify(id).slice(0, 40)}`, () => harmless(`/story/${story}`, options));
    for (const { story } of stories.slice(0, 4))
      it(`story ${story} explained`, () => harmless(`/story/${story}?explain=true`, options));
  });
}

describe("what is hidden is shown", () => {
  it("control characters stand in the text by name", async () => {
    const { story } = stories.find(({ id }) => id === "bidi");
    const { page, context } = await open(chromium, server.address, `/story/${story}`);
    const named = await page.locator(".text .control").allTextContents();
    for (const control of ["RLO", "PDF", "RLI", "PDI"]) assert.ok(named.includes(control), `${control} among ${named}`);
    const raw = await page.locator("main").evaluate((main) => /[\u202a-\u202e\u2066-\u2069]/.test(main.textContent));
    assert.equal(raw, false, "no control character is left in the page");
    await context.close();
  });

  it("addresses with words that mean harm are errors, not pages of them", async () => {
    for (const path of [
      "/events?actor=%3Cscript%3Ewindow.ran%3D1%3C/script%3E",
      "/events?nonsense=%22%3E%3Cscript%3E",
      "/story/%3Cscript%3E",
      "/%3Cscript%3Ewindow.ran=1%3C/script%3E",
      "/episode/%2e%2e%2f",
      "/actor?party=%00%3Cb%3E",
      "/search?text=%22%3E%3Cimg%20src%3Dx%20onerror%3Dwindow.ran%3D1%3E",
    ]) {
      const { page, context, answer } = await open(chromium, server.address, path);
      assert.ok(answer.status() < 500, `${path}: ${answer.status()}`);
      assert.equal(await page.evaluate(() => globalThis.ran), undefined, path);
      assert.equal(await page.locator("main script, main img").count(), 0, path);
      await context.close();
    }
  });

  it("a hostile text that is pasted runs nothing", async () => {
    const { page, context, trouble } = await open(chromium, server.address, "/paste");
    for (const { headline, text } of given.slice(0, 9)) {
      await page.locator("textarea").fill(`${headline}\n\n${text}`);
      await page.locator("main form button.main").click();
      await page.locator("[data-answer] .story, [data-answer] .note").first().waitFor();
      assert.equal(await page.evaluate(() => globalThis.ran), undefined);
      assert.equal(await page.locator("[data-answer] :is(script, img, iframe, style, svg)").count(), 0);
    }
    assert.deepEqual(trouble, []);
    await context.close();
  });
});
