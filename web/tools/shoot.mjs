// Pictures of the views for the documentation. In: the example stories. Out: docs/screenshots/NAME-LOOK.webp, LOOK being light, dark or narrow; `node
// tools/shoot.mjs story` takes those whose name begins so.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { browser, drawn, open } from "../test/browser.mjs";
import { root, scratch, serve, store } from "../test/serve.mjs";
import { views } from "../test/views.mjs";

const looks = {
  light: { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  narrow: { viewport: { width: 360, height: 740 }, colorScheme: "light" },
};
/** Pixels of a picture's height at most: a reader of the documentation sees how it begins. */
const tallest = { light: 1600, dark: 900, narrow: 1300 };

const folder = join(root, "docs/screenshots");
mkdirSync(folder, { recursive: true });
const place = scratch();
const server = await serve(
  process.env.DATELINE_DB ??
    store(place.folder, [
      "stories",
      "crates/dateline/tests/happening",
      "crates/dateline/tests/ledger/statements.jsonl",
      "web/test/stories/ledger.jsonl",
    ]),
);
const chromium = await browser();
try {
  for (const view of await views(server.address)) {
    if (process.argv[2] && !view.name.startsWith(process.argv[2])) continue;
    for (const [look, options] of Object.entries(looks)) {
      const { page, context } = await open(chromium, server.address, view.path, {
        ...options,
        reducedMotion: "reduce",
      });
      await drawn(page);
      if (view.act) await view.act(page);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      const wire = await context.newCDPSession(page);
      const { width } = options.viewport;
      const { data } = await wire.send("Page.captureScreenshot", {
        format: "webp",
        quality: 72,
        captureBeyondViewport: true,
        clip: { x: 0, y: 0, width, height: Math.min(height, tallest[look]), scale: 1 },
      });
      const file = join(folder, `${view.name}-${look}.webp`);
      writeFileSync(file, Buffer.from(data, "base64"));
      console.log(`${String(Math.round((data.length * 3) / 4 / 1000)).padStart(4)} kB ${file.slice(root.length)}`);
      await context.close();
    }
  }
} finally {
  await chromium.close();
  await server.stop();
  place.remove();
}
