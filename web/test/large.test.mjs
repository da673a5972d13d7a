// A large file, given by DATELINE_DB: the pages that read much of it answer at once, the second time from what is kept.
import assert from "node:assert/strict";
import { after, it } from "node:test";
import { serve } from "./serve.mjs";

const db = process.env.DATELINE_DB;
if (db) {
  const server = await serve(db);
  after(() => server.stop());
  for (const path of [
    "/explore",
    "/events",
    "/timeline.json",
    "/places.json",
    "/network.json",
    "/dyads.json",
    "/episodes",
    "/stories",
    "/data",
  ]) {
    it(path, async () => {
      const times = [];
      for (let at = 0; at < 3; at++) {
        const begin = performance.now();
        const answer = await fetch(server.address + path);
        await answer.arrayBuffer();
        assert.equal(answer.status, 200);
        times.push(performance.now() - begin);
      }
      console.log(`  ${path}: ${times.map((time) => time.toFixed(0)).join(", ")} ms`);
      assert.ok(Math.min(...times) < 1000);
    });
  }
} else it("needs DATELINE_DB", { skip: "run ./test.sh --db FILE" }, () => {});
