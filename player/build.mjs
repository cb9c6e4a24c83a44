// Bundles the player into classic scripts that also load from a folder (file://), and holds it to its size.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const TARGET = join(HERE, "../docs/assets/player");
const LARGEST_SCRIPT = 25 * 1024;

const { outputFiles } = await build({
  entryPoints: { player: join(HERE, "src/main.ts"), style: join(HERE, "src/style/player.css") },
  outdir: TARGET,
  bundle: true,
  write: false,
  minify: true,
  format: "iife",
  target: ["chrome86", "firefox78"],
  charset: "utf8",
  legalComments: "none",
});

mkdirSync(TARGET, { recursive: true });
let fits = true;
for (const { path, contents } of outputFiles) {
  const name = basename(path).replace("style.css", "player.css");
  const size = gzipSync(contents, { level: 9 }).length;
  writeIfChanged(join(TARGET, name), contents);
  console.log(`${name}: ${(size / 1024).toFixed(1)} KB gzip`);
  fits &&= !name.endsWith(".js") || size <= LARGEST_SCRIPT;
}
if (!fits) {
  console.error(`player.js must stay within ${LARGEST_SCRIPT / 1024} KB gzip`);
  process.exitCode = 1;
}

/** Writes beside and renames, so that a server never sends half a file and an unchanged one stays untouched. */
function writeIfChanged(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  const beside = `${path}.${process.pid}.new`;
  writeFileSync(beside, contents);
  renameSync(beside, path);
}
