// Source to the bundle that is embedded in the program. In: src/. Out: ../crates/server/assets/: pages.css, core.js, theme.js, chunks that
// core.js loads when a page has their picture, third-party.txt with the licences of what is inside, list.rs for the program. The same source and lock file give the same bytes; --check says whether they do.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const assets = join(here, "../crates/server/assets");
const require = createRequire(import.meta.url);

/** `world:countries`: outlines of countries with ISO 3166-1 alpha-3 codes for ids: Natural Earth 1:110m by way of world-atlas. */
const world = {
  name: "world",
  setup(build) {
    build.onResolve({ filter: /^world:countries$/ }, ({ path }) => ({ path, namespace: "world" }));
    build.onLoad({ filter: /.*/, namespace: "world" }, () => ({ contents: countries(), loader: "json" }));
  },
};

function countries() {
  const codes = require("i18n-iso-countries/codes.json");
  const alpha3 = new Map(codes.map(([, three, number]) => [number, three]));
  const topology = structuredClone(require("world-atlas/countries-110m.json"));
  delete topology.objects.land;
  for (const country of topology.objects.countries.geometries) {
    const { name } = country.properties;
    country.id = alpha3.get(country.id) ?? (name === "Kosovo" ? "KOS" : undefined);
    country.properties = { name };
  }
  topology.objects.countries.geometries.sort((a, b) => (a.properties.name < b.properties.name ? -1 : 1));
  return JSON.stringify(topology);
}

/** The licences of the packages that the bundle holds. */
async function licences(metafile) {
  const inside = Object.keys(metafile.inputs).flatMap(
    (path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? [],
  );
  const parts = [];
  for (const name of [...new Set([...inside, "world-atlas"])].sort()) {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
    const text = file ? await readFile(join(folder, file), "utf8") : "";
    parts.push(`${name} ${version}, ${license}\n\n${text.trim()}\n`);
  }
  return `What the pages of dateline hold of other projects. Country outlines: Natural Earth, public domain.\n\n${parts.join("\n----\n\n")}`;
}

async function bundle(folder) {
  const made = await build({
    absWorkingDir: here,
    entryPoints: { core: "src/core.ts", theme: "src/theme.ts", pages: "src/style/pages.css" },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["es2022", "chrome123", "firefox120", "safari17.5"],
    minify: true,
    legalComments: "none",
    charset: "utf8",
    chunkNames: "chunk-[hash]",
    metafile: true,
    plugins: [world],
    logLevel: "warning",
  });
  await writeFile(join(folder, "icon.svg"), await readFile(join(here, "src/icon.svg")));
  await writeFile(join(folder, "third-party.txt"), await licences(made.metafile));
  const names = (await readdir(folder)).sort();
  const lines = names.map(
    (name) => `    ("${name}", include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/${name}"))),`,
  );
  await writeFile(
    join(folder, "list.rs"),
    `// Made by web/build.mjs: the files of this folder.\n&[\n${lines.join("\n")}\n]\n`,
  );
}

async function files(folder) {
  const all = new Map();
  for (const name of (await readdir(folder)).sort()) all.set(name, await readFile(join(folder, name)));
  return all;
}

const fresh = await mkdtemp(join(tmpdir(), "dateline-bundle-"));
try {
  await bundle(fresh);
  const made = await files(fresh);
  const kept = await files(assets).catch(() => new Map());
  const names = new Set([...made.keys(), ...kept.keys()]);
  const differ = [...names].filter((name) => !made.get(name)?.equals(kept.get(name) ?? Buffer.of()));
  if (process.argv.includes("--check")) {
    if (differ.length > 0) {
      console.error(
        `crates/server/assets is not what web/src gives: ${differ.join(", ")}. Run npm run build and commit.`,
      );
      process.exitCode = 1;
    }
  } else {
    const { mkdir } = await import("node:fs/promises");
    await mkdir(assets, { recursive: true });
    for (const name of kept.keys()) if (!made.has(name)) await rm(join(assets, name));
    for (const name of differ) if (made.has(name)) await writeFile(join(assets, name), made.get(name));
    console.log([...made].map(([name, bytes]) => `${String(bytes.length).padStart(8)} ${name}`).join("\n"));
  }
} finally {
  await rm(fresh, { recursive: true });
}
