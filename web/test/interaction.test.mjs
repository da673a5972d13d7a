// What a reader does: points at words, moves by keys, filters, chooses columns, zooms in time, saves a picture, pastes a story.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { drawn, open } from "./browser.mjs";
import { stage } from "./stage.mjs";
import { views } from "./views.mjs";

const { server, chromium } = await stage(["stories", "crates/dateline/tests/happening"]);
const paths = Object.fromEntries((await views(server.address)).map(({ name, path }) => [name, path]));

/** Opens a view, does something, and sees that nothing went wrong on the way. */
async function reading(path, act, options) {
  const { page, context, trouble } = await open(chromium, server.address, path, options);
  await act(page);
  assert.deepEqual(trouble, []);
  await context.close();
}

describe("a story", () => {
  it("shows the card of the words under the pointer, with its reasons, and Escape closes it", () =>
    reading(paths.story, async (page) => {
      await page.locator(".seg.v").first().hover();
      const card = page.locator("#hover-card");
      await card.waitFor();
      assert.match(await card.innerText(), /who says so/);
      await page.locator("#hover-card .why li").first().waitFor();
      assert.ok((await page.locator(".card.lit").count()) > 0, "its card lights up");
      await page.keyboard.press("Escape");
      await card.waitFor({ state: "hidden" });
    }));

  it("shows the card of a letter that has the focus and describes the letter by it", () =>
    reading(paths.story, async (page) => {
      const badge = page.locator(".badge.v").first();
      await badge.focus();
      await page.locator("#hover-card .card.v").waitFor();
      assert.equal(await badge.getAttribute("aria-describedby"), "hover-card");
      await page.keyboard.press("Enter");
      const id = (await badge.textContent()) ?? "";
      assert.equal(new URL(page.url()).hash, `#${id}`);
    }));

  it("leads from the card back to the words", () =>
    reading(paths.story, async (page) => {
      await page.locator("article.card.v a.id").first().click();
      assert.match(new URL(page.url()).hash, /^#w-v\d+$/);
    }));

  it("takes layers away and remembers that", () =>
    reading(paths.story, async (page) => {
      await page.locator(".layers input[value=e]").uncheck();
      assert.equal(await page.locator(".text .badge.e:visible").count(), 0);
      await page.reload();
      assert.equal(await page.locator(".layers input[value=e]").isChecked(), false);
      assert.ok((await page.locator(".text .badge.v:visible").count()) > 0);
    }));

  it("moves from card to card by j and k, and to the search by /", () =>
    reading(paths.story, async (page) => {
      const focused = () => page.evaluate(() => document.activeElement?.id);
      await page.keyboard.press("j");
      const first = await focused();
      await page.keyboard.press("j");
      assert.notEqual(await focused(), first);
      await page.keyboard.press("k");
      assert.equal(await focused(), first);
      await page.keyboard.press("/");
      assert.equal(await focused(), "words");
    }));

  it("keeps every record's words and card linked both ways", () =>
    reading(paths.story, async (page) => {
      const broken = await page.evaluate(() =>
        [...document.querySelectorAll("main a[href^='#']")]
          .map((a) => a.getAttribute("href"))
          .filter((href) => !document.querySelector(CSS.escape ? `#${CSS.escape(href.slice(1))}` : href)),
      );
      assert.deepEqual(broken, []);
    }));

  it("prints without navigation and with every card", () =>
    reading(paths["story-explained"], async (page) => {
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(".site").isVisible(), false);
      assert.equal(await page.locator("article.card:visible").count(), await page.locator("article.card").count());
      assert.ok((await page.locator(".why li:visible").count()) > 0);
    }));
});

describe("explore", () => {
  it("puts a filter into the address and the page", () =>
    reading(paths.events, async (page) => {
      await page.locator(".filters > summary").click();
      await page.locator("#f-type").selectOption("ASSAULT");
      await page.waitForURL(/type=ASSAULT/);
      await page.locator(".applied a", { hasText: "ASSAULT" }).waitFor();
      const acts = await page.locator("tbody td .act").allTextContents();
      assert.ok(acts.length > 0);
      await page.locator(".applied a", { hasText: "ASSAULT" }).click();
      await page.waitForURL((url) => !url.search.includes("ASSAULT"));
      await page.goBack();
      await page.locator(".applied a", { hasText: "ASSAULT" }).waitFor();
    }));

  it("goes back and forward over filters", () =>
    reading(paths.explore, async (page) => {
      await page.locator(".filters > summary").click();
      await page.locator("#f-status").selectOption("planned");
      await page.waitForURL(/status=planned/);
      await page.goBack();
      await page.waitForFunction(() => !document.querySelector(".applied"));
    }));

  it("keeps the columns that are chosen", () =>
    reading(paths.events, async (page) => {
      await page.locator("details.columns > summary").click();
      await page.locator("details.columns label", { hasText: "Contexts" }).locator("input").check();
      assert.ok(await page.locator("th[data-column=contexts]").isVisible());
      await page.reload();
      assert.ok(await page.locator("th[data-column=contexts]").isVisible());
    }));

  it("sorts by a head of the table", () =>
    reading(paths.events, async (page) => {
      await page.locator("th[data-column=confidence] a").click();
      await page.waitForURL(/order=confidence/);
      const sure = (await page.locator("tbody td[data-label=sure]").allTextContents()).map(Number);
      assert.deepEqual(
        sure,
        [...sure].sort((a, b) => b - a),
      );
    }));

  it("zooms in time by a stretch drawn with the pointer", () =>
    reading(paths.explore, async (page) => {
      const plate = page.locator("figure[data-picture=timeline] svg");
      await plate.waitFor();
      await plate.scrollIntoViewIfNeeded();
      const box = await plate.boundingBox();
      await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.8, box.y + 60, { steps: 5 });
      await page.mouse.up();
      await page.waitForURL(/from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d/);
      await page.locator(".applied a", { hasText: "from" }).waitFor();
    }));

  it("leads from a bar, a disc, a line and a cell to sentences in two clicks at most", () =>
    reading(paths.explore, async (page) => {
      for (const picture of ["timeline", "map", "network", "matrix", "dyads"]) {
        const link = page.locator(`figure[data-picture=${picture}] .plate svg a`).first();
        await link.waitFor();
        const href = await link.evaluate(
          (a) => a.getAttribute("href") ?? a.getAttributeNS("http://www.w3.org/1999/xlink", "href"),
        );
        const list = await (await fetch(server.address + href)).text();
        assert.match(list, /href="\/story\/\d+#v\d+"/, `${picture}: ${href}`);
      }
    }));

  it("moves through a picture by arrows with one tab stop", () =>
    reading(paths.explore, async (page) => {
      await drawn(page);
      const links = page.locator("figure[data-picture=network] svg a");
      assert.equal(await page.locator("figure[data-picture=network] svg a[tabindex='0']").count(), 1);
      await links.first().focus();
      await page.keyboard.press("ArrowRight");
      assert.equal(await links.nth(1).evaluate((a) => a === document.activeElement), true);
      await page.locator("figure[data-picture=network] .tip").waitFor();
    }));

  it("saves pictures as SVG and PNG that need no style sheet", () =>
    reading(paths.explore, async (page) => {
      await drawn(page);
      for (const [kind, magic] of [
        ["svg", /^<svg/],
        ["png", /^.PNG/],
      ]) {
        const button = page.locator(`figure[data-picture=map] [data-export=${kind}]`);
        const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
        const { readFileSync } = await import("node:fs");
        const bytes = readFileSync(await file.path(), "latin1");
        assert.match(bytes.slice(0, 20), magic);
        if (kind === "svg") assert.doesNotMatch(bytes, /var\(--|class=/);
      }
    }));

  it("draws the same picture twice", () =>
    reading(paths.explore, async (page) => {
      await drawn(page);
      const shape = () =>
        page
          .locator("figure[data-picture=network] svg")
          .evaluate((svg) =>
            [...svg.querySelectorAll("path, circle")]
              .map((one) => one.getAttribute("d") ?? one.getAttribute("cx"))
              .join(),
          );
      const first = await shape();
      await page.reload();
      await drawn(page);
      assert.equal(await shape(), first);
    }));

  it("gives the same as JSON and CSV", async () => {
    for (const path of [
      "/events.json",
      "/events.csv",
      "/timeline.csv",
      "/places.json",
      "/network.csv",
      "/dyads.json",
    ]) {
      const answer = await fetch(server.address + path);
      assert.equal(answer.status, 200, path);
      assert.ok((await answer.text()).length > 100, path);
    }
  });
});

describe("paste", () => {
  const story = "LIMA, May 6 - Peru's army said rebels killed six soldiers near Ayacucho on Monday.";

  it("shows the records of a pasted story at once, by Ctrl and Enter", () =>
    reading(paths.paste, async (page) => {
      await page.locator("textarea").fill(story);
      await page.locator("textarea").press("Control+Enter");
      await page.locator("[data-answer] .card.v").first().waitFor();
      assert.match(await page.locator("[data-answer] .text").innerText(), /killed/);
      await page.locator("[data-answer] .seg.v").first().hover();
      await page.locator("#hover-card").waitFor();
    }));

  it("does so without script too", () =>
    reading(
      paths.paste,
      async (page) => {
        await page.locator("textarea").fill(story);
        await page.locator("main form button.main").click();
        await page.locator(".card.v").first().waitFor();
      },
      { javaScriptEnabled: false },
    ));

  it("stores nothing", async () => {
    const { stories } = await (await fetch(`${server.address}/stories.json?limit=1000`)).json();
    assert.ok(!stories.some(({ headline }) => headline?.includes("LIMA")));
  });
});

it("the button goes through the colour schemes and remembers", () =>
  reading(paths.stories, async (page) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const before = await ground();
    await page.locator("[data-theme-switch]").click();
    await page.locator("[data-theme-switch]").click();
    assert.notEqual(await ground(), before);
    await page.reload();
    assert.notEqual(await ground(), before);
  }));
