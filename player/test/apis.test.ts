import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { cases } from "./cases";

const BUILT = fileURLToPath(new URL("../dist", import.meta.url));

interface Younger {
  readonly of: string;
  readonly name: string;
  readonly chromium: number;
  readonly firefox: number | "never";
}

const YOUNGER: readonly Younger[] = cases("younger_apis");

const OLDEST = { chromium: 86, firefox: 78 };

/** What a script uses that the oldest browsers lack, without asking for it first. */
function unguarded(script: string): string[] {
  const found = YOUNGER.filter((one) => used(one).test(script) && !guard(one.name).test(script));
  return Array.from(new Set(found.map(({ name }) => name)));
}

function used({ of, name }: Younger): RegExp {
  // Two more dots spread what a function returns.
  if (of.endsWith(".prototype")) return new RegExp(`(?<!\\.\\.)\\.${escaped(name)}\\(`);
  if (of !== "self") return new RegExp(`(?<![\\w$])${escaped(`${of}.${name}`)}(?![\\w$])`);
  // Not a field of something else, nor the key of one, nor a word in quotes.
  return new RegExp(`(?<![\\w$."'])((self|window|globalThis)\\.)?${name}(?![\\w$:])`);
}

function guard(name: string): RegExp {
  return new RegExp(
    `typeof [\\w$.]*\\b${name}\\b|["'\`]${name}["'\`] ?in\\b|\\b${name}\\?\\.|\\.${name}(?=&&|\\?[^.])`,
  );
}

function escaped(name: string): string {
  return name.replace(/[.$]/g, "\\$&");
}

describe("the built scripts", () => {
  test("use nothing without asking that the oldest browsers lack", () => {
    const files = readdirSync(BUILT).filter((file) => file.endsWith(".js"));
    assert.ok(files.includes("player.js"), "run python3 scripts/install.py --player first");
    const found = files.flatMap((file) =>
      unguarded(readFileSync(join(BUILT, file), "utf8")).map((name) => `${file}: ${name}`),
    );
    assert.deepEqual(found, []);
  });
  test("would be found out", () => {
    assert.deepEqual(unguarded("a.at(-1);Object.hasOwn(b,c);structuredClone(d)"), [
      "at",
      "hasOwn",
      "structuredClone",
    ]);
  });
  test("may use what they have asked for", () => {
    const asking = [
      "a.checkVisibility?.()",
      'typeof structuredClone=="function"&&structuredClone(a)',
      '"findLast"in a&&a.findLast(b)',
      "a.showModal?a.showModal():b()",
    ];
    for (const script of asking) assert.deepEqual(unguarded(script), [], script);
  });
  test("may have fields and words of such names", () => {
    assert.deepEqual(unguarded("a.at<b.at;c.union=1;myStructuredClone(d);e.structuredCloned"), []);
    assert.deepEqual(unguarded('a("structuredClone")'), []);
  });
  test("are held to no name that all browsers have", () => {
    const old = YOUNGER.filter(
      ({ chromium, firefox }) =>
        chromium <= OLDEST.chromium && firefox !== "never" && firefox <= OLDEST.firefox,
    );
    assert.deepEqual(old, []);
  });
});

/** Shorthands and selectors that browsers without them drop with all that they say; Chromium has them from 87 and 88. */
const YOUNGER_STYLE =
  /(?<![\w-])(?:(?:margin|padding)-(?:block|inline)|inset(?:-block|-inline)?) ?:|:(?:is|where)\(/g;

describe("the style sheets", () => {
  test("say nothing that the oldest browsers drop", () => {
    const folders = ["src/style", "../theme/styles", "../scripts/course/desk/static"];
    const found = folders.flatMap((folder) => youngerStyles(join(BUILT, "..", folder)));
    assert.deepEqual(found, []);
  });
  test("would be found out", () => {
    assert.deepEqual(".a { padding-inline: 1em; inset:0 } :is(a) {}".match(YOUNGER_STYLE), [
      "padding-inline:",
      "inset:",
      ":is(",
    ]);
    assert.equal(".a { padding-inline-start: 1em } .inset .b {}".match(YOUNGER_STYLE), null);
  });
});

function youngerStyles(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".css"));
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    return Array.from(text.matchAll(YOUNGER_STYLE), ([what]) => `${file}: ${what}`);
  });
}
