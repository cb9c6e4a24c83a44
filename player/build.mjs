// Bundles the player into classic scripts that also load from a folder (file://), and holds them to their size.
//
// player.js is on every page. A page that needs more loads a script of its own (src/pages/*.ts), which takes what
// player.js holds already from there instead of bringing it again: one code, and one state of it. head.js and
// search.js stand for themselves: they run in the head of the page, before everything else. So does scorm.js, which
// is the frame around the site in a package for a learning platform.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCE = join(HERE, "src");
const TARGET = join(HERE, "../docs/assets/player");
const KB = 1024;
const LARGEST = { "head.js": 1.75 * KB, others: 25 * KB };
const SHARED = "courseShared";

const OPTIONS = {
  absWorkingDir: HERE,
  bundle: true,
  write: false,
  minify: true,
  format: "iife",
  target: ["chrome86", "firefox78"],
  charset: "utf8",
  legalComments: "none",
};

refuseLinks();
const held = await modulesOf("main");
/** What the pages' scripts take from player.js: names by module. */
const taken = new Map();
const pages = readdirSync(join(SOURCE, "pages")).map((file) => join(SOURCE, "pages", file));
const bundles = [
  await build({
    ...OPTIONS,
    outdir: TARGET,
    entryPoints: ["head", "search", "scorm"].map((name) => join(SOURCE, `${name}.ts`)),
  }),
  await build({
    ...OPTIONS,
    outdir: TARGET,
    entryPoints: [...pages, { in: join(SOURCE, "style/player.css"), out: "player" }],
    plugins: [{ name: "shared", setup: takeShared }],
  }),
  // After the pages, because it hands over what they take and no more.
  await build({
    ...OPTIONS,
    outfile: join(TARGET, "player.js"),
    stdin: { contents: handingOver(), resolveDir: SOURCE, loader: "ts" },
  }),
];
publish(bundles.flatMap(({ outputFiles }) => outputFiles));

/** The modules that an entry brings in, by their paths below src/ without the ending. */
async function modulesOf(entry) {
  const { metafile } = await build({
    ...OPTIONS,
    entryPoints: [join(SOURCE, `${entry}.ts`)],
    metafile: true,
  });
  return new Set(Object.keys(metafile.inputs).map((path) => nameOf(join(HERE, path))));
}

function takeShared({ onResolve, onLoad }) {
  onResolve({ filter: /^\./ }, ({ path, resolveDir, importer }) => {
    const name = nameOf(resolve(resolveDir, path));
    if (!held.has(name)) return;
    taken.set(name, new Set([...(taken.get(name) ?? []), ...importedNames(importer, path)]));
    return { path: name, namespace: "shared" };
  });
  onLoad({ filter: /.*/, namespace: "shared" }, ({ path }) => ({
    contents: `module.exports = self.${SHARED}[${JSON.stringify(path)}]`,
  }));
}

/** The names that a module imports from a path; types leave nothing behind. */
function importedNames(importer, path) {
  const imports = readFileSync(importer, "utf8").matchAll(/^(?:import|export) \{([^}]*)\} from "([^"]+)";/gm);
  return Array.from(imports).flatMap(([, names, from]) => {
    if (from !== path) return [];
    return names.split(",").flatMap((name) => /^\s*(\w+)/.exec(name.replace(/^\s*type .*/, ""))?.[1] ?? []);
  });
}

/** Only what is taken: a whole module would keep all its names in the script. */
function handingOver() {
  const modules = Array.from(taken.keys()).sort();
  const named = modules.map((module, index) => {
    const names = Array.from(taken.get(module)).sort();
    const imported = names.map((name) => `${name} as m${index}_${name}`).join(", ");
    const handed = names.map((name) => `${name}: m${index}_${name}`).join(", ");
    return { line: `import { ${imported} } from "./${module}";`, handed: `"${module}": { ${handed} }` };
  });
  return [
    'import "./main";',
    ...named.map(({ line }) => line),
    `self.${SHARED} = { ${named.map(({ handed }) => handed).join(", ")} };`,
  ].join("\n");
}

function nameOf(path) {
  return relative(SOURCE, path).replaceAll("\\", "/").replace(/\.ts$/, "");
}

/** Nothing is written or removed through a link, whose other end may be anybody's folder. */
function refuseLinks() {
  const project = join(HERE, "..");
  const parts = relative(project, TARGET).split(sep);
  const above = parts.map((_, index) => join(project, ...parts.slice(0, index + 1)));
  const isLink = (path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  // What is inside is only read when nothing above is a link.
  const inside = () => (existsSync(TARGET) ? readdirSync(TARGET) : []).map((name) => join(TARGET, name));
  const found = above.find(isLink) ?? inside().find(isLink);
  if (!found) return;
  console.error(
    `${found} 是一个链接，真正的文件在别处。什么也没有写，什么也没有删。请删去这个链接，再运行一次`,
  );
  process.exit(1);
}

function publish(files) {
  mkdirSync(TARGET, { recursive: true });
  for (const { path, contents } of files) {
    const name = basename(path);
    const size = gzipSync(contents, { level: 9 }).length;
    const largest = LARGEST[name] ?? LARGEST.others;
    writeIfChanged(path, contents);
    console.log(`${name}: ${(size / KB).toFixed(1)} KB gzip`);
    if (!name.endsWith(".js") || size <= largest) continue;
    console.error(`${name} must stay within ${largest / KB} KB gzip`);
    process.exitCode = 1;
  }
  const names = new Set(files.map(({ path }) => basename(path)));
  for (const file of readdirSync(TARGET)) if (!names.has(file)) rmSync(join(TARGET, file));
}

/** Writes beside and renames, so that a server never sends half a file and an unchanged one stays untouched. */
function writeIfChanged(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  const beside = `${path}.${process.pid}.new`;
  writeFileSync(beside, contents);
  renameSync(beside, path);
}
