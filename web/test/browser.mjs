// The browser of the tests: Debian's chromium without a window, nothing fetched from elsewhere, a fresh profile. Every page that it opens is watched: script
// errors, refused resources and requests that leave the server are kept for the test to see.
import { chromium } from "playwright-core";

export async function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export async function open(browser, address, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(`script error: ${error.message}`));
  page.on("console", (line) => {
    if (line.type() === "error") trouble.push(`console: ${line.text()}`);
  });
  page.on("dialog", (dialog) => {
    trouble.push(`a dialog opened: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address))
      trouble.push(`asked elsewhere: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) trouble.push(`${response.status()} from ${response.url()}`);
  });
  const answer = await page.goto(address + path, { waitUntil: "load" });
  return { page, context, trouble, answer };
}

/** Waits until every picture in the page has been drawn or has said why not, by scrolling past each. */
export async function drawn(page) {
  for (const figure of await page.locator("figure[data-picture]").all()) {
    await figure.scrollIntoViewIfNeeded();
    await figure.locator(".plate svg, .plate .empty:not(:text('Drawing'))").first().waitFor({ timeout: 10_000 });
  }
  await page.evaluate(() => scrollTo(0, 0));
}
