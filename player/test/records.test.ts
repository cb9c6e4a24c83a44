import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import "fake-indexeddb/auto";
import { openDB } from "idb";
import { type Given, logAttempt, readLog } from "../src/store/attempts";
import { Connection } from "../src/store/connection";
import { MemoryRecords } from "../src/store/memory-records";
import { erase, readProfiles, saveProfile } from "../src/store/profiles";
import { readReads, saveRead } from "../src/store/reads";
import type { Following, Records } from "../src/store/records";
import { saveTick } from "../src/store/ticks";

const NAME = "course:sample";

const GIVEN: Given = {
  question: "a",
  version: "v",
  response: 1,
  verdict: "right",
  took: 1,
  mode: "practice",
  paper: null,
};

let connection: Connection;

beforeEach(() => {
  Object.defineProperty(globalThis, "indexedDB", {
    value: new IDBFactory(),
    configurable: true,
    writable: true,
  });
  connection = new Connection(NAME);
});

afterEach(() => connection.close());

/** A tab's storage that holds `room` characters. */
function shelf(room = Infinity) {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    removeItem: (name: string) => void kept.delete(name),
    setItem(name: string, value: string) {
      if (value.length > room) throw new DOMException("full", "QuotaExceededError");
      kept.set(name, value);
    },
  };
}

const KEEPERS: readonly (readonly [string, () => Records])[] = [
  ["the database", () => connection],
  ["a visit", () => new MemoryRecords(NAME, shelf())],
];

for (const [name, open] of KEEPERS) {
  describe(`records in ${name}`, () => {
    test("are found by the beginning of their key", async () => {
      const records = open();
      await records.put("ticks", { profile: "p", page: "a", text: "1" });
      await records.put("ticks", { profile: "p", page: "b", text: "1" });
      await records.put("ticks", { profile: "q", page: "a", text: "1" });
      assert.equal((await records.all("ticks", ["p"])).length, 2);
      assert.equal((await records.all("ticks", ["p", "a"])).length, 1);
      assert.equal((await records.all("ticks")).length, 3);
    });
    test("change all together or not at all", async () => {
      const records = open();
      await records.put("papers", { profile: "p", id: "running" });
      const handIn = [
        { store: "papers", remove: ["p", "running"] },
        { store: "papers", add: { profile: "p", id: "one" } },
        { store: "attempts", add: { id: "one-a" } },
      ] as const;
      assert.equal(await records.apply(handIn), true);
      assert.deepEqual(await records.all("papers"), [{ profile: "p", id: "one" }]);
      await records.put("papers", { profile: "p", id: "running" });
      assert.equal(await records.apply(handIn), false);
      assert.equal((await records.all("papers")).length, 2);
      assert.equal(records.trouble, null);
    });
    test("are updated from what is there", async () => {
      const records = open();
      const count = (before: unknown) => ({
        id: "n",
        times: ((before as { times?: number })?.times ?? 0) + 1,
      });
      await Promise.all([1, 2, 3].map(() => records.update("profiles", "n", count)));
      assert.deepEqual(await records.all("profiles"), [{ id: "n", times: 3 }]);
      assert.deepEqual(await records.update("profiles", "n", () => null), { id: "n", times: 3 });
    });
    test("change together with what follows from them, or not at all", async () => {
      const records = open();
      const marked = { profile: "p", id: "one", marked: true };
      const following: Following = {
        stores: ["attempts"],
        steps: () => [{ store: "attempts", add: { id: "one-c" } }],
      };
      assert.deepEqual(await records.update("papers", ["p", "one"], () => marked, following), marked);
      assert.deepEqual(await records.all("attempts"), [{ id: "one-c" }]);
      const again = await records.update(
        "papers",
        ["p", "one"],
        () => ({ ...marked, marked: false }),
        following,
      );
      assert.equal(again, undefined);
      assert.deepEqual(await records.all("papers"), [marked]);
    });
  });
}

test("a step that cannot even begin takes back those before it", async () => {
  const steps = [
    { store: "papers", put: { profile: "p", id: "one" } },
    { store: "attempts", add: { name: "without a key" } },
  ] as const;
  assert.equal(await connection.apply(steps), false);
  assert.deepEqual(await connection.all("papers"), []);
});

describe("the database of the first version", () => {
  test("keeps all it holds, and gains what is new", async () => {
    const old = await openDB(NAME, 1, {
      upgrade(database) {
        database.createObjectStore("attempts", { keyPath: "id" });
        database.createObjectStore("drafts", { keyPath: ["profile", "scope", "question"] });
        database.createObjectStore("runs", { keyPath: ["profile", "scope"] });
        database.createObjectStore("ticks", { keyPath: ["profile", "page", "text"] });
        database.createObjectStore("settings", { keyPath: ["profile", "name"] });
      },
    });
    const attempt = {
      format: 1,
      id: "0",
      ...GIVEN,
      at: 5,
      zone: 480,
      profile: "local",
    };
    await old.put("attempts", attempt);
    old.close();
    assert.deepEqual(await readLog(connection), [attempt]);
    await saveRead(connection, "study/a.html", "r1", false);
    assert.equal((await readReads(connection)).length, 1);
  });
});

describe("a visit", () => {
  test("is found again after a reload of the page, and by no other tab", async () => {
    const storage = shelf();
    await logAttempt(new MemoryRecords(NAME, storage), GIVEN);
    assert.equal((await readLog(new MemoryRecords(NAME, storage))).length, 1);
    assert.equal((await readLog(new MemoryRecords(NAME, shelf()))).length, 0);
  });
  test("goes on in memory where the tab's storage is full, and says so", async () => {
    const records = new MemoryRecords(NAME, shelf(10));
    assert.equal(await logAttempt(records, GIVEN), true);
    assert.equal((await readLog(records)).length, 1);
    assert.equal(records.trouble, "full");
  });
  test("begins empty where the storage holds something else", async () => {
    const storage = shelf();
    for (const damage of ["{", '{"a":1}', "[1,null]"]) {
      storage.setItem(`${NAME}:attempts`, damage);
      assert.deepEqual(await readLog(new MemoryRecords(NAME, storage)), []);
    }
  });
});

describe("profiles", () => {
  test("come in the order in which they were made, and keep it under a new name", async () => {
    await saveProfile(connection, { id: "b", name: "甲", colour: "red" });
    await new Promise((resolve) => setTimeout(resolve, 2));
    await saveProfile(connection, { id: "a", name: "乙", colour: "blue" });
    await saveProfile(connection, { id: "b", name: "丙", colour: "teal" });
    assert.deepEqual(
      (await readProfiles(connection)).map(({ name }) => name),
      ["丙", "乙"],
    );
  });
  test("see their own records only", async () => {
    await logAttempt(connection, GIVEN);
    connection.profile = "other";
    assert.deepEqual(await readLog(connection), []);
  });
  test("are erased with all that is theirs, and nothing else", async () => {
    for (const profile of ["a", "b"]) {
      connection.profile = profile;
      await saveProfile(connection, { id: profile, name: profile, colour: "red" });
      await logAttempt(connection, GIVEN);
      await saveTick(connection, "page", "line", true);
      await saveRead(connection, "study/a.html", "", true);
    }
    assert.equal(await erase(connection, "a"), true);
    for (const store of ["attempts", "ticks", "reads", "profiles"] as const) {
      assert.equal((await connection.all(store)).length, 1, store);
    }
    assert.equal(await erase(connection, null), true);
    assert.equal((await connection.all("attempts")).length, 0);
  });
});

describe("a long log", () => {
  const at = (place: number) => ({
    format: 1,
    id: String(place).padStart(32, "0"),
    ...GIVEN,
    at: place + 1,
    zone: 480,
    profile: place % 2 ? "local" : "other",
  });
  const add = (from: number, count: number) =>
    connection.apply(
      Array.from({ length: count }, (_, place) => ({ store: "attempts", add: at(from + place) })),
    );
  const ids = async () => (await readLog(connection)).map(({ id }) => id);
  const raw = async () => {
    const all = (await connection.all("attempts")) as { id: string; profile: string; at: number }[];
    return all
      .filter(({ profile }) => profile === connection.profile)
      .sort((one, other) => one.at - other.at)
      .map(({ id }) => id);
  };
  const packed = async () => {
    // The pack is written beside, and nobody waits for it.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return (await connection.all("packs")).length;
  };

  test("is packed, and read as if it were not, whatever comes and goes", async () => {
    await add(0, 2500);
    assert.deepEqual(await ids(), await raw());
    assert.equal(await packed(), 1);
    await add(2500, 10);
    assert.deepEqual(await ids(), await raw());
    await connection.apply([{ store: "attempts", remove: at(7).id }]);
    assert.deepEqual(await ids(), await raw());
    assert.ok(!(await ids()).includes(at(7).id));
  });
  test("does not outlive the erasing of a profile in its pack", async () => {
    await add(0, 2500);
    await readLog(connection);
    assert.equal(await packed(), 1);
    connection.profile = "other";
    assert.equal(await erase(connection, "local"), true);
    assert.equal(await packed(), 0);
    assert.deepEqual(await ids(), await raw());
  });
  test("is read from the store where the pack is damaged", async () => {
    await add(0, 10);
    for (const damage of ["{", "[null]", '{"a":1}', "7"]) {
      await connection.put("packs", { format: 1, id: "attempts", text: damage });
      assert.deepEqual(await ids(), await raw(), damage);
    }
  });
  test("is not packed while it is short", async () => {
    await add(0, 10);
    await readLog(connection);
    assert.equal(await packed(), 0);
  });
});

describe("how far a page was read", () => {
  test("once read to the end it stays so", async () => {
    await saveRead(connection, "study/a.html", "r2", true);
    await saveRead(connection, "study/a.html", "r1", false);
    const [read] = await readReads(connection);
    assert.equal(read?.place, "r1");
    assert.ok(read?.ended);
  });
});
