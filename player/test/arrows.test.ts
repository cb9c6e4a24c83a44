import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));

/** Each layer may import from itself and from those after it; `leaf` is what all may use. */
const LAYERS: readonly (readonly [string, RegExp])[] = [
  ["entry", /^(head|search|scorm|main|define|pages\/.*)$/],
  ["elements", /^elements\//],
  ["view", /^view\//],
  ["store", /^store\//],
  [
    "session",
    /^(session|result|progress|pick|paper|clock|sitting|mistakes|schedule|forecast|study|slip|branch|platform|suspended)$/,
  ],
  ["rules", /^(draw|find|grade|marks|lessons|lettering|shuffle|texts|texts\/.*)$/],
  ["answer", /^answer$/],
  [
    "leaf",
    /^(data|normalise|visible|address|random|unreachable|checksum|day|foreign|fold|comfort|place|plain|question-words|sentences|home|order)$/,
  ],
];
const SIBLINGS = new Set(["view", "store", "session"]);

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replaceAll("\\", "/").replace(/\.ts$/, ""));
const text = new Map(files.map((file) => [file, readFileSync(join(SOURCE, `${file}.ts`), "utf8")]));

function layer(file: string): number {
  return LAYERS.findIndex(([, pattern]) => pattern.test(file));
}

function imports(file: string): string[] {
  const found = text.get(file)?.matchAll(/^(?:import|export)[^;]*? from "(\.[^"]+)";/gms) ?? [];
  return Array.from(found, ([, path]) =>
    relative(SOURCE, join(SOURCE, file, "..", path ?? "")).replaceAll("\\", "/"),
  );
}

function allowed(from: number, to: number): boolean {
  const [one, other] = [LAYERS[from]?.[0] ?? "", LAYERS[to]?.[0] ?? ""];
  return one === other || (from < to && !(SIBLINGS.has(one) && SIBLINGS.has(other)));
}

function using(pattern: RegExp): string[] {
  return files.filter((file) => pattern.test((text.get(file) ?? "").replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, "")));
}

describe("the player's modules", () => {
  test("each belong to a layer", () => {
    assert.deepEqual(
      files.filter((file) => layer(file) < 0),
      [],
    );
  });
  test("import in one direction", () => {
    const against = files.flatMap((file) =>
      imports(file)
        .filter((other) => !allowed(layer(file), layer(other)))
        .map((other) => `${file} → ${other}`),
    );
    assert.deepEqual(against, []);
  });
  test("touch the document in elements and view only", () => {
    assert.deepEqual(
      using(/\bdocument\b/).filter((file) => !/^(elements|view)\//.test(file)),
      [],
    );
  });
  test("touch the database in the store only", () => {
    assert.deepEqual(
      using(/\bindexedDB\b|\bIDB[A-Z]\w+|from "idb"/).filter((file) => !file.startsWith("store/")),
      [],
    );
  });
  test("register elements in one file", () => {
    assert.deepEqual(using(/customElements\.define/), ["define"]);
  });
  test("never turn text into markup or code", () => {
    assert.deepEqual(
      using(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser/),
      [],
    );
  });
  test("use nothing that a plain http page lacks", () => {
    assert.deepEqual(
      using(/randomUUID|crypto\.subtle|navigator\.(locks|clipboard|serviceWorker)|\bfetch\(|\bimport\(/),
      [],
    );
  });
});
