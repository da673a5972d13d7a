// A server on a store for one run of tests. In: DATELINE, the program (else ../target/release/dateline), and stories, or DATELINE_DB, a file that is only read.
// Out: its address, and how to stop it.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const program = process.env.DATELINE ?? join(root, "target/release/dateline");

/** The example stories, six reports of one happening, stories that mean harm, and stories for the ledger. */
export const everything = [
  "stories",
  "crates/dateline/tests/happening",
  "crates/dateline/tests/ledger/statements.jsonl",
  "web/test/stories",
];

export function store(folder, stories) {
  const db = join(folder, "news.db");
  const made = spawnSync(program, ["ingest", "-q", ...stories, "--db", db], { cwd: root, encoding: "utf8" });
  // 1 says that some input was rejected: an empty story is.
  if (made.status === null || made.status > 1) throw new Error(`dateline ingest failed: ${made.stderr || made.error}`);
  return db;
}

export async function serve(db, options = []) {
  const server = spawn(program, ["serve", "--db", db, "--address", "127.0.0.1:0", ...options], { cwd: root });
  let said = "";
  server.stderr.on("data", (more) => {
    said += more;
  });
  const address = await new Promise((found, failed) => {
    let out = "";
    server.stdout.on("data", (more) => {
      out += more;
      const at = out.match(/http:\/\/[^\s/]+/);
      if (at) found(at[0]);
    });
    server.on("exit", (code) => failed(new Error(`dateline serve ended with ${code}: ${said}`)));
    server.on("error", failed);
    setTimeout(() => failed(new Error("dateline serve named no address within two minutes")), 120_000).unref();
  });
  return {
    address,
    said: () => said,
    stop: () =>
      new Promise((done) => (server.exitCode === null ? server.once("exit", done) && server.kill("SIGTERM") : done())),
  };
}

/** A folder that is gone when the tests are. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), "dateline-web-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
