// What a file of browser tests plays on: a server on a store, and the browser. Both are gone when the tests of the file are.
import { after } from "node:test";
import { browser } from "./browser.mjs";
import { scratch, serve, store } from "./serve.mjs";

/** In: a store that is only read, or nothing and the stories to make one of. Out: the server and the browser. */
export async function stage(stories, db) {
  const place = scratch();
  const server = await serve(db ?? store(place.folder, stories));
  const chromium = await browser();
  after(async () => {
    await chromium.close();
    await server.stop();
    place.remove();
  });
  return { server, chromium };
}
