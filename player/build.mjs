// Bundles the player into classic scripts that also load from a folder (file://), and holds them to their size.
//
// player.js is on every page. A page that needs more loads a further script, which imports the modules that player.js
// contains from there (`self.courseShared`) instead of bundling a second copy: one copy of the code, and of its state.
// head.js and search.js are self-contained: they run in the head of the page, before everything else. So is scorm.js,
// the frame around the site in a package for a learning platform, library.js on the start page of several courses, and
// desk.js on the pages of the staff's desk.
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
/** The theme's folder, from which both site engines take files; another folder can be named, to compare. */
const TARGET = resolve(process.argv[2] ?? join(HERE, "dist"));
const KB = 1024;
const LARGEST = { "head.js": 2 * KB, others: 25 * KB };
const SHARED = "courseShared";

/** Pages with a script that registers their element: `<course-exam>` is the class CourseExam of elements/exam.ts. */
const ELEMENTS = [
  "branch",
  "drill",
  "duties",
  "exam",
  "map",
  "mistakes",
  "notes",
  "progress",
  "review",
  "settings",
  "recite",
  "slip",
  "sprint",
  "tiles",
  "today",
];

/** Modules that are loaded on demand (elements/on-demand.ts), by the names of their scripts. */
const ON_DEMAND = {
  handout: "elements/handout",
  migration: "store/migration",
  "note-taking": "elements/note-taking",
  notices: "elements/notices",
  projector: "elements/projector",
  answering: "elements/answering",
  "next-step": "elements/next-step",
  print: "elements/print",
  prompts: "elements/prompts",
  recovery: "store/recovery",
  report: "view/question-report-fields",
  result: "elements/run-result",
  scenario: "view/scenario",
  "visit-keeping": "elements/visit-keeping",
};

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
/** The names that the further scripts import from player.js, by module. */
const taken = new Map();
/** The generated entry points, by their paths in the namespace `entry`. */
const entries = new Map([
  ...ELEMENTS.map((name) => [`entry:${name}`, registering(name)]),
  ...Object.entries(ON_DEMAND).map(([name, module]) => [`entry:${name}`, providing(name, module)]),
]);
const bundles = [
  await build({
    ...OPTIONS,
    outdir: TARGET,
    entryPoints: ["desk", "head", "library", "search", "scorm"].map((name) => join(SOURCE, `${name}.ts`)),
  }),
  await build({
    ...OPTIONS,
    outdir: TARGET,
    entryPoints: [
      ...Array.from(entries.keys(), (path) => ({ in: path, out: path.replace("entry:", "") })),
      { in: join(SOURCE, "reading.ts"), out: "reading" },
      { in: join(SOURCE, "tools.ts"), out: "tools" },
      { in: join(SOURCE, "style/player.css"), out: "player" },
    ],
    plugins: [
      { name: "entries", setup: generateEntries },
      { name: "shared", setup: takeShared },
    ],
  }),
  // After the others, because it exports only what they import.
  await build({
    ...OPTIONS,
    outfile: join(TARGET, "player.js"),
    stdin: { contents: handingOver(), resolveDir: SOURCE, loader: "ts" },
  }),
];
publish(bundles.flatMap(({ outputFiles }) => outputFiles));

/** The entry point that registers the element of a page. */
function registering(name) {
  const element = `Course${name[0].toUpperCase()}${name.slice(1)}`;
  return [
    'import { registerElement } from "./elements/define";',
    `import { ${element} } from "./elements/${name}";`,
    `registerElement("course-${name}", ${element});`,
  ].join("\n");
}

/** The entry point that provides a module on demand. */
function providing(name, module) {
  return [
    'import { provide } from "./elements/on-demand";',
    `import * as provided from "./${module}";`,
    `provide("${name}", provided);`,
  ].join("\n");
}

function generateEntries({ onResolve, onLoad }) {
  onResolve({ filter: /^entry:/ }, ({ path }) => ({ path, namespace: "entry" }));
  onLoad({ filter: /.*/, namespace: "entry" }, ({ path }) => ({
    contents: entries.get(path),
    resolveDir: SOURCE,
    loader: "ts",
  }));
}

/** Returns the modules bundled for an entry point, as paths below src/ without the extension. */
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

/** Returns the names that a module imports from a path, except types, which the bundler removes. */
function importedNames(importer, path) {
  const text = entries.get(importer) ?? readFileSync(importer, "utf8");
  const imports = text.matchAll(/^(?:import|export) \{([^}]*)\} from "([^"]+)";/gm);
  return Array.from(imports).flatMap(([, names, from]) => {
    if (from !== path) return [];
    return names.split(",").flatMap((name) => /^\s*(\w+)/.exec(name.replace(/^\s*type .*/, ""))?.[1] ?? []);
  });
}

/** The source of player.js. It exports only the imported names: exporting whole modules would defeat tree shaking. */
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

/** Exit if the target or a file in it is a symbolic link: nothing is written or removed through one. */
function refuseLinks() {
  const project = join(HERE, "..");
  const parts = relative(project, TARGET).split(sep);
  const above = parts.map((_, index) => join(project, ...parts.slice(0, index + 1)));
  const isLink = (path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  // The content is read only if no parent is a link.
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

/** Replaces a file atomically: a server never sends half a file. An unchanged file keeps its date. */
function writeIfChanged(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  const beside = `${path}.${process.pid}.new`;
  writeFileSync(beside, contents);
  renameSync(beside, path);
}
