import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));

/** What each folder of src/ may import from, beside itself; `entry` is the scripts at its top. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  entry: ["elements", "view", "platform", "store", "learning", "texts", "core"],
  elements: ["view", "platform", "store", "learning", "texts", "core"],
  view: ["texts", "core"],
  platform: ["store", "learning", "texts", "core"],
  store: ["core"],
  learning: ["core"],
  texts: ["core"],
  core: [],
};

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replaceAll("\\", "/").replace(/\.ts$/, ""));
const text = new Map(files.map((file) => [file, readFileSync(join(SOURCE, `${file}.ts`), "utf8")]));

function folderOf(file: string): string {
  const [folder = "", name] = file.split("/");
  return name === undefined ? "entry" : folder;
}

function imports(file: string): string[] {
  const found = text.get(file)?.matchAll(/^(?:import|export)[^;]*? from "(\.[^"]+)";/gms) ?? [];
  return Array.from(found, ([, path]) =>
    relative(SOURCE, join(SOURCE, file, "..", path ?? "")).replaceAll("\\", "/"),
  );
}

function isAllowed(file: string, other: string): boolean {
  const [from, to] = [folderOf(file), folderOf(other)];
  return from === to || (ARROWS[from]?.includes(to) ?? false);
}

function using(pattern: RegExp): string[] {
  return files.filter((file) => pattern.test((text.get(file) ?? "").replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, "")));
}

describe("the player's modules", () => {
  test("each belong to a layer", () => {
    assert.deepEqual(
      files.filter((file) => !(folderOf(file) in ARROWS)),
      [],
    );
  });
  test("import in one direction", () => {
    const against = files.flatMap((file) =>
      imports(file)
        .filter((other) => !isAllowed(file, other))
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
    assert.deepEqual(using(/customElements\.define/), ["elements/define"]);
  });
  test("never turn text into markup or code", () => {
    assert.deepEqual(
      using(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser/),
      [],
    );
  });
  test("use nothing that a page in a folder or on plain http lacks, the staff's desk aside", () => {
    const found = using(
      /randomUUID|crypto\.subtle|navigator\.(locks|clipboard|serviceWorker)|\bfetch\(|\bimport\(/,
    );
    assert.deepEqual(
      found.filter((file) => !file.startsWith("elements/desk-")),
      [],
    );
  });
});
