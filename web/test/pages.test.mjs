// Every view, in light, dark and at 360 px, with and without script: it comes, nothing breaks, nothing leaves the server, no accessibility rule of WCAG 2.2 AA is
// violated, nothing is wider than the window.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import { drawn, open } from "./browser.mjs";
import { everything } from "./serve.mjs";
import { stage } from "./stage.mjs";
import { views } from "./views.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { server, chromium } = await stage(everything, process.env.DATELINE_DB);
const all = await views(server.address);

const looks = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  narrow: { viewport: { width: 360, height: 740 }, hasTouch: true },
};

/** Rules of WCAG 2.0 to 2.2, A and AA, that the page breaks; the page's own policy keeps axe out, so it is put in from outside of it. */
async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id}: ${help}: ${node.html.slice(0, 200)}`),
  );
}

const tooWide = (page) =>
  page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    return [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > wide + 1 && !one.closest(".scroll, svg"))
      .map((one) => `${one.tagName}.${one.className}`)
      .slice(0, 5);
  });

for (const view of all) {
  describe(view.name, () => {
    for (const [look, options] of Object.entries(looks)) {
      it(look, async () => {
        const { page, context, trouble, answer } = await open(chromium, server.address, view.path, options);
        assert.equal(answer.status(), 200);
        await drawn(page);
        assert.equal(await page.locator("h1").count(), 1, "one first heading");
        assert.deepEqual(await tooWide(page), [], "nothing is wider than the window");
        assert.deepEqual(await violations(page), []);
        for (const words of await page.locator(".plate .empty").allTextContents())
          assert.doesNotMatch(words, /could not/);
        assert.deepEqual(trouble, []);
        await context.close();
      });
    }

    it("without script", async () => {
      const { page, context, trouble } = await open(chromium, server.address, view.path, { javaScriptEnabled: false });
      assert.ok((await page.locator("main").innerText()).length > 20, "there is something to read");
      assert.equal(await page.locator(".needs-script:visible").count(), 0);
      assert.deepEqual(trouble, []);
      await context.close();
    });
  });
}

describe("first load", () => {
  for (const view of all) {
    it(view.name, async () => {
      const context = await chromium.newContext();
      const page = await context.newPage();
      const wire = await context.newCDPSession(page);
      await wire.send("Network.enable");
      let bytes = 0;
      wire.on("Network.loadingFinished", ({ encodedDataLength }) => {
        bytes += encodedDataLength;
      });
      await page.goto(server.address + view.path, { waitUntil: "load" });
      const useful = await page.evaluate(() => performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd);
      await drawn(page);
      assert.ok(bytes <= 350_000, `${bytes} bytes over the wire with all pictures; at most 350,000`);
      assert.ok(useful <= 1000, `${Math.round(useful)} ms until the page is of use; at most 1,000`);
      console.log(
        `  ${view.name}: ${(bytes / 1000).toFixed(0)} kB with all pictures, useful after ${Math.round(useful)} ms`,
      );
      await context.close();
    });
  }
});
