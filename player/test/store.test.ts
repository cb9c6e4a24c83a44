import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, test } from "node:test";
import "fake-indexeddb/auto";
import { openDB } from "idb";
import { type Attempt, type Given, logAttempt, readLog } from "../src/store/attempts";
import { Connection } from "../src/store/connection";
import { readDrafts, saveDraft } from "../src/store/drafts";
import { readRun, saveRun } from "../src/store/runs";
import { NAME, VERSION } from "../src/store/schema";
import { readSetting, saveSetting } from "../src/store/settings";
import { readTicks, saveTick } from "../src/store/ticks";

const GIVEN: Given = {
  question: "vehicle-lecture-01",
  version: "0123456789ab",
  response: [0, 2],
  verdict: "partial",
  took: 4200,
  mode: "practice",
  paper: null,
};
const DRAFT = { question: "a", version: "v", run: 7, response: 1, standing: null } as const;

let connection: Connection;

function useFactory(factory: unknown): void {
  Object.defineProperty(globalThis, "indexedDB", { value: factory, configurable: true, writable: true });
}

beforeEach(() => {
  useFactory(new IDBFactory());
  connection = new Connection();
});

afterEach(() => connection.close());

/** Writes records past our own code, as another program would. */
async function writeRaw(store: string, ...records: object[]): Promise<void> {
  await readLog(connection);
  const database = await openDB(NAME);
  for (const record of records) await database.put(store, record);
  database.close();
}

describe("the log of attempts", () => {
  test("gives back what was logged, with who, when and where", async () => {
    const before = Date.now();
    assert.equal(await logAttempt(connection, GIVEN), true);
    const [attempt] = await readLog(connection);
    assert.ok(attempt);
    const { id, at, zone, ...rest } = attempt;
    assert.deepEqual(rest, { ...GIVEN, format: 1, profile: "local" });
    assert.match(id, /^[0-9a-f]{32}$/);
    assert.ok(at >= before && at <= Date.now());
    assert.ok(Number.isInteger(zone) && !Object.is(zone, -0));
  });
  test("keeps every attempt at the same question, oldest first", async () => {
    for (const took of [1, 2, 3]) await logAttempt(connection, { ...GIVEN, took });
    const log = await readLog(connection);
    assert.equal(new Set(log.map(({ id }) => id)).size, 3);
    assert.deepEqual(
      log.map(({ at }) => at),
      log.map(({ at }) => at).sort((one, other) => one - other),
    );
  });
  test("does not count garbage, newer formats and other profiles, and leaves them alone", async () => {
    await logAttempt(connection, GIVEN);
    const [good] = (await readLog(connection)) as [Attempt];
    const strange = [
      { id: "1" },
      { ...good, id: "2", format: 2 },
      { ...good, id: "3", verdict: "splendid" },
      { ...good, id: "4", at: "yesterday" },
      { ...good, id: "5", profile: "other" },
      { ...good, id: "6", paper: 7 },
    ];
    await writeRaw("attempts", ...strange);
    assert.deepEqual(await readLog(connection), [good]);
    assert.equal((await connection.all("attempts")).length, 7);
  });
  test("of database version 1 is read by this version record by record", async () => {
    const records: Attempt[] = JSON.parse(
      readFileSync(new URL("fixtures/log-v1.json", import.meta.url), "utf8"),
    );
    const old = await openDB(NAME, 1, {
      upgrade(database) {
        database.createObjectStore("attempts", { keyPath: "id" });
        database.createObjectStore("drafts", { keyPath: ["profile", "scope", "question"] });
        database.createObjectStore("runs", { keyPath: ["profile", "scope"] });
        database.createObjectStore("ticks", { keyPath: ["profile", "page", "text"] });
        database.createObjectStore("settings", { keyPath: ["profile", "name"] });
      },
    });
    for (const record of records) await old.add("attempts", record);
    old.close();
    assert.deepEqual(await readLog(connection), records);
    assert.equal(await logAttempt(connection, GIVEN), true);
    assert.equal((await readLog(connection)).length, records.length + 1);
  });
});

describe("drafts and runs", () => {
  test("come back by place", async () => {
    await saveDraft(connection, "quiz:a", DRAFT);
    await saveDraft(connection, "quiz:b", { ...DRAFT, question: "b" });
    await saveRun(connection, "quiz:a", { seed: 7, only: ["a"], position: 3 });
    const [draft, ...others] = await readDrafts(connection, "quiz:a");
    assert.deepEqual([draft?.question, draft?.response, others], ["a", 1, []]);
    const run = await readRun(connection, "quiz:a");
    assert.deepEqual([run?.seed, run?.only, run?.position], [7, ["a"], 3]);
    assert.equal(await readRun(connection, "quiz:c"), null);
  });
  test("of two tabs on different questions do not overwrite each other", async () => {
    const other = new Connection();
    await Promise.all([
      saveDraft(connection, "quiz:a", DRAFT),
      saveDraft(other, "quiz:a", { ...DRAFT, question: "b", response: 2 }),
    ]);
    assert.deepEqual(
      (await readDrafts(connection, "quiz:a")).map(({ response }) => response),
      [1, 2],
    );
    await other.close();
  });
  test("that make no sense are not there", async () => {
    await writeRaw("drafts", { profile: "local", scope: "quiz:a", question: "a", format: 1, run: "seven" });
    await writeRaw("runs", {
      profile: "local",
      scope: "quiz:a",
      format: 1,
      seed: null,
      position: 0,
      only: null,
    });
    assert.deepEqual(await readDrafts(connection, "quiz:a"), []);
    assert.equal(await readRun(connection, "quiz:a"), null);
  });
});

test("ticks are kept by page and text, and can be taken back", async () => {
  await saveTick(connection, "study/a.html", "第一条", true);
  await saveTick(connection, "study/a.html", "第二条", true);
  await saveTick(connection, "study/a.html", "第二条", false);
  await saveTick(connection, "study/b.html", "第三条", true);
  assert.deepEqual([...(await readTicks(connection, "study/a.html"))], ["第一条"]);
});

test("a setting is one of those allowed, else the first", async () => {
  assert.equal(await readSetting(connection, "layout", ["one", "all"]), "one");
  await saveSetting(connection, "layout", "all");
  assert.equal(await readSetting(connection, "layout", ["one", "all"]), "all");
  await saveSetting(connection, "layout", "sideways");
  assert.equal(await readSetting(connection, "layout", ["one", "all"]), "one");
});

describe("storage that", () => {
  async function troubled(): Promise<Connection["trouble"]> {
    assert.equal(await logAttempt(connection, GIVEN), false);
    assert.deepEqual(await readLog(connection), []);
    return connection.trouble;
  }
  const failing = (name: string) => ({
    open() {
      throw new DOMException("no", name);
    },
  });

  test("is not there is refused", async () => {
    useFactory(undefined);
    assert.equal(await troubled(), "refused");
  });
  test("is forbidden is refused", async () => {
    useFactory(failing("SecurityError"));
    assert.equal(await troubled(), "refused");
  });
  test("never answers is refused", async () => {
    useFactory({ open: () => new EventTarget() });
    connection = new Connection(20);
    assert.equal(await troubled(), "refused");
    // Closing would wait for the database that never came.
    connection = new Connection(20);
  });
  test("cannot be made out is damaged", async () => {
    useFactory(failing("UnknownError"));
    assert.equal(await troubled(), "damaged");
  });
  test("is of a newer version is damaged, and stays as it is", async () => {
    (await openDB(NAME, VERSION + 1)).close();
    assert.equal(await troubled(), "damaged");
    const database = await openDB(NAME);
    assert.equal(database.version, VERSION + 1);
    database.close();
  });
  test("is full says so, and the trouble stays though a later write succeeds", async (context) => {
    const add = context.mock.method(IDBObjectStore.prototype, "add", () => {
      throw new DOMException("full", "QuotaExceededError");
    });
    assert.equal(await logAttempt(connection, GIVEN), false);
    add.mock.restore();
    assert.equal(await logAttempt(connection, GIVEN), true);
    assert.equal(connection.trouble, "full");
  });
  test("was closed under us is opened again", async () => {
    await logAttempt(connection, GIVEN);
    await connection.close();
    assert.equal(await logAttempt(connection, GIVEN), true);
    assert.equal(connection.trouble, null);
  });
});
