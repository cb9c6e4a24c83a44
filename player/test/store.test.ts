import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, type TestContext, test } from "node:test";
import "fake-indexeddb/auto";
import { openDB } from "idb";
import { type Attempt, attemptOf, type Given, logAttempt, readLog } from "../src/store/attempts";
import { Connection } from "../src/store/connection";
import { readDrafts, saveDraft } from "../src/store/drafts";
import { addUnsaved } from "../src/store/recovery";
import { readRun, saveRun } from "../src/store/runs";
import { VERSION } from "../src/store/schema";
import { readSetting, saveSetting } from "../src/store/settings";
import { readTicks, saveTick } from "../src/store/ticks";
import { keepUnsaved } from "../src/store/unsaved";

const NAME = "course:sample";

const GIVEN: Given = {
  question: "lending-archive-01",
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
  connection = new Connection(NAME);
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
    const { id, at, zone, order, ...rest } = attempt;
    assert.deepEqual(rest, { ...GIVEN, format: 1, profile: "local" });
    assert.ok(order !== undefined && order >= at);
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
    const other = new Connection(NAME);
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
  test("takes long is waited for, and the reader is shown that", async () => {
    await logAttempt(connection, GIVEN);
    await connection.close();
    const opening = deferred();
    const factory = indexedDB;
    useFactory({
      open(name: string, version?: number) {
        const request = factory.open(name, version);
        const dispatch = request.dispatchEvent.bind(request);
        request.dispatchEvent = (event) => {
          void opening.promise.then(() => dispatch(event));
          return true;
        };
        return request;
      },
    });
    const notices: unknown[] = [];
    const slow = deferred();
    connection = new Connection(NAME, {
      // What is not held up here, the writing, must be quicker than this on a busy machine.
      patience: 200,
      notify(notice) {
        notices.push(notice);
        if (notice === "opening") slow.resolve();
      },
    });
    const logged = logAttempt(connection, GIVEN);
    await slow.promise;
    opening.resolve();
    assert.equal(await logged, true);
    assert.equal(connection.trouble, null);
    assert.equal((await readLog(connection)).length, 2);
    assert.deepEqual(notices, ["opening", null]);
  });
  test("cannot be made out is damaged", async () => {
    useFactory(failing("UnknownError"));
    assert.equal(await troubled(), "damaged");
  });
  test("is of a newer version is read and written as far as this version knows it, and says so", async () => {
    await logAttempt(connection, GIVEN);
    await connection.close();
    (
      await openDB(NAME, VERSION + 1, { upgrade: (database) => void database.createObjectStore("later") })
    ).close();
    const notices: unknown[] = [];
    connection = new Connection(NAME, { notify: (notice) => notices.push(notice) });
    assert.equal(await logAttempt(connection, GIVEN), true);
    assert.equal((await readLog(connection)).length, 2);
    assert.deepEqual([connection.trouble, notices], [null, ["older"]]);
    const database = await openDB(NAME);
    assert.deepEqual([database.version, database.objectStoreNames.contains("later")], [VERSION + 1, true]);
    database.close();
  });
  test("is of a newer version in which a store is missing is not taken for damaged", async () => {
    (
      await openDB(NAME, VERSION + 1, { upgrade: (database) => void database.createObjectStore("later") })
    ).close();
    assert.equal(await logAttempt(connection, GIVEN), false);
    assert.equal(connection.trouble, "newer");
  });
  test("is upgraded by a newer page is opened again, and the reader is asked to reload", async () => {
    const notices: unknown[] = [];
    connection = new Connection(NAME, { notify: (notice) => notices.push(notice) });
    await logAttempt(connection, GIVEN);
    (await openDB(NAME, VERSION + 1)).close();
    assert.equal(await logAttempt(connection, GIVEN), true);
    assert.equal((await readLog(connection)).length, 2);
    assert.deepEqual(notices, ["upgraded"]);
  });
  test("ends the connection in the background is opened again", async (context) => {
    await logAttempt(connection, GIVEN);
    for (const name of ["InvalidStateError", "UnknownError", "AbortError"]) {
      const transaction = context.mock.method(IDBDatabase.prototype, "transaction", () => {
        transaction.mock.restore();
        throw new DOMException("Connection to Indexed Database server lost", name);
      });
      assert.equal(await logAttempt(connection, GIVEN), true, name);
    }
    assert.equal((await readLog(connection)).length, 4);
    assert.equal(connection.trouble, null);
  });
  test("does not answer on a dead connection is opened again, and nothing is logged twice", async (context) => {
    connection = new Connection(NAME, { hang: 50 });
    await logAttempt(connection, GIVEN);
    const silent = saysNothing(context, "add");
    assert.equal(await logAttempt(connection, GIVEN), true);
    await silent;
    assert.equal((await readLog(connection)).length, 2);
  });
  test("does not answer keeps what was put meanwhile", async (context) => {
    connection = new Connection(NAME, { hang: 200 });
    await saveDraft(connection, "quiz:a", DRAFT);
    const silent = saysNothing(context, "put");
    const hanging = saveDraft(connection, "quiz:a", { ...DRAFT, response: 2 });
    await silent;
    assert.equal(await saveDraft(connection, "quiz:a", { ...DRAFT, response: 3 }), true);
    assert.equal(await hanging, true);
    assert.deepEqual(
      (await readDrafts(connection, "quiz:a")).map(({ response }) => response),
      [3],
    );
  });
  test("cannot be opened again at once is opened again later", async (context) => {
    await logAttempt(connection, GIVEN);
    await connection.close();
    const open = context.mock.method(indexedDB, "open", () => {
      throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
    });
    assert.equal(await logAttempt(connection, GIVEN), false);
    open.mock.restore();
    assert.equal(await logAttempt(connection, GIVEN), true);
    assert.equal((await readLog(connection)).length, 2);
  });
  test("belongs to a page that was put aside is not written to, not even what can be made again", async () => {
    await logAttempt(connection, GIVEN);
    const other = new Connection(NAME);
    connection.rest();
    connection.aside("packs", { format: 1, id: "attempts", text: "[]" });
    assert.equal(await logAttempt(connection, GIVEN), false);
    assert.deepEqual([await other.all("packs"), (await other.all("attempts")).length], [[], 1]);
    await other.close();
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

/** Lets the next write be carried out without a word; resolves when it has begun. */
function saysNothing(context: TestContext, method: "add" | "put"): Promise<void> {
  const { promise, resolve } = deferred();
  const write = context.mock.method(
    IDBObjectStore.prototype,
    method,
    function (this: IDBObjectStore, value: object) {
      write.mock.restore();
      const request = this[method](value);
      request.addEventListener = () => {};
      resolve();
      return request;
    },
  );
  return promise;
}

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe("an attempt logged", () => {
  test("while a clock was ahead is not the latest once the clock is right again", async (context) => {
    context.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2038, 0, 19) });
    await logAttempt(connection, { ...GIVEN, verdict: "wrong" });
    context.mock.timers.setTime(Date.UTC(2026, 10, 29));
    await logAttempt(connection, { ...GIVEN, verdict: "right" });
    const log = await readLog(connection);
    assert.deepEqual(
      log.map(({ verdict, at }) => [verdict, at]),
      [
        ["wrong", Date.UTC(2026, 10, 29)],
        ["right", Date.UTC(2026, 10, 29)],
      ],
    );
  });
  test("by the learner's own mark gets a number too, whatever the clock says", async (context) => {
    context.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2026, 10, 29) });
    await logAttempt(connection, { ...GIVEN, verdict: "wrong" });
    context.mock.timers.setTime(Date.UTC(2023, 10, 29));
    const put = attemptOf(connection, { ...GIVEN, verdict: "right" }, "paper-a");
    assert.equal(await connection.apply([{ store: "attempts", put }]), true);
    assert.deepEqual(
      (await readLog(connection)).map(({ verdict }) => verdict),
      ["wrong", "right"],
    );
  });
  test("after older records that bear a time in the future comes after them", async () => {
    const now = Date.now();
    const ahead = {
      ...GIVEN,
      format: 1,
      id: "ahead",
      at: now + 4e11,
      zone: 480,
      profile: "local",
      verdict: "wrong",
    };
    await writeRaw("attempts", ahead, { ...ahead, id: "right", at: now - 1000, verdict: "right" });
    await logAttempt(connection, GIVEN);
    assert.deepEqual(
      (await readLog(connection)).map(({ verdict }) => verdict),
      ["wrong", "right", "partial"],
    );
  });
});

describe("attempts that were not saved when their page was left", () => {
  const kept = new Map<string, string>();

  beforeEach(() => {
    kept.clear();
    // As a browser's storage: the keys are properties.
    const storage = new Proxy(
      {
        getItem: (name: string) => kept.get(name) ?? null,
        setItem: (name: string, value: string) => void kept.set(name, value),
        removeItem: (name: string) => void kept.delete(name),
      },
      {
        ownKeys: () => Array.from(kept.keys()),
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      },
    );
    Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
  });

  afterEach(() => Reflect.deleteProperty(globalThis, "localStorage"));

  async function recover(): Promise<void> {
    const database = await openDB(NAME);
    await addUnsaved(database);
    database.close();
  }

  test("are kept until the database has them", async () => {
    const saving = logAttempt(connection, GIVEN);
    assert.equal(kept.size, 1);
    assert.equal(await saving, true);
    assert.equal(kept.size, 0);
    await saveTick(connection, "a", "b", true);
    assert.equal(kept.size, 0);
  });

  test("are added once, with a number of their own", async () => {
    await logAttempt(connection, { ...GIVEN, question: "earlier" });
    const lost = attemptOf(connection, GIVEN);
    keepUnsaved(NAME, lost);
    keepUnsaved("course:other", attemptOf(connection, GIVEN));
    await recover();
    const forget = keepUnsaved(NAME, lost);
    await recover();
    forget();
    const log = await readLog(connection);
    assert.deepEqual(
      log.map(({ question }) => question),
      ["earlier", GIVEN.question],
    );
    assert.ok((log[1]?.order ?? 0) > (log[0]?.order ?? 0));
    assert.deepEqual(
      Array.from(kept.keys(), (name) => name.split(":unsaved:")[0]),
      ["course:other"],
    );
  });

  test("that are damaged are forgotten", async () => {
    await readLog(connection);
    for (const text of ["", "{", "null", "[]", '{"format":1}', '{"format":9,"id":"a"}']) {
      kept.set(`${NAME}:unsaved:a`, text);
      await recover();
      assert.deepEqual([kept.size, await readLog(connection)], [0, []], text);
    }
  });
});
