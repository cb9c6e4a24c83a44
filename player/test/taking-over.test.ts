import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import "fake-indexeddb/auto";
import { type IDBPDatabase, openDB } from "idb";
import { logAttempt, readLog } from "../src/store/attempts";
import { Connection } from "../src/store/connection";
import { type CourseIds, eraseShared, migrate } from "../src/store/migration";
import { SHARED_NAME, STORES, upgrade, VERSION } from "../src/store/schema";

const PARTS: CourseIds = {
  questions: new Set(["q1", "q2"]),
  banks: new Set(["bank"]),
  pages: new Set(["study/a.html"]),
};

const GIVEN = {
  question: "q1",
  version: "v",
  response: 1,
  verdict: "right",
  took: 1,
  mode: "practice",
  paper: null,
} as const;

let connection: Connection;
/** How often it was asked what belongs to this course. */
let asked: number;

beforeEach(() => {
  const factory = { value: new IDBFactory(), configurable: true, writable: true };
  Object.defineProperty(globalThis, "indexedDB", factory);
  connection = opened();
});

afterEach(() => connection.close());

function opened(): Connection {
  asked = 0;
  return new Connection("course:own", {
    prepare: (database) =>
      migrate(database, () => {
        asked += 1;
        return Promise.resolve(PARTS);
      }),
  });
}

/** The next page. */
async function reopened(): Promise<Connection> {
  await connection.close();
  connection = opened();
  return connection;
}

function attempt(id: string, question: string, profile = "local") {
  const rest = { version: "v", response: 1, verdict: "right", took: 1, mode: "practice", paper: null };
  return { format: 1, id, question, ...rest, at: 1_790_000_000_000, zone: 480, profile };
}

function running(sitting: string, question: string, beat: number, answers: object) {
  return { format: 1, profile: "local", id: "running", sitting, sections: [[question]], answers, beat };
}

/** Writes into the shared database, as the player before did. */
async function shared(work: (database: IDBPDatabase) => Promise<unknown>): Promise<void> {
  const database = await openDB(SHARED_NAME, VERSION, { upgrade });
  await work(database);
  database.close();
}

const MIXED = async (database: IDBPDatabase) => {
  await database.put("attempts", attempt("1", "q1"));
  await database.put("attempts", attempt("2", "q2", "second"));
  await database.put("attempts", attempt("3", "other-course"));
  await database.put("attempts", attempt("4", "other-course", "third"));
  for (const id of ["second", "third"]) await database.put("profiles", { format: 1, id, name: id });
  await database.put("settings", { format: 1, profile: "second", name: "layout", value: "all" });
  await database.put("papers", { format: 1, profile: "local", id: "p1", sections: [["q1"]] });
  await database.put("papers", { format: 1, profile: "local", id: "p2", sections: [["other-course"]] });
  await database.put("runs", { format: 1, profile: "local", scope: "quiz:bank", seed: 5, only: null, at: 1 });
  await database.put("runs", {
    format: 1,
    profile: "local",
    scope: "quiz:other",
    seed: 5,
    only: null,
    at: 1,
  });
  await database.put("drafts", { format: 1, profile: "local", scope: "quiz:bank", question: "q1", at: 1 });
  await database.put("reads", { format: 1, profile: "local", page: "study/a.html", at: 1 });
  await database.put("reads", { format: 1, profile: "local", page: "study/other.html", at: 1 });
  await database.put("ticks", { format: 1, profile: "local", page: "duties/x.html", text: "一", at: 1 });
};

async function everything(name: string): Promise<Record<string, unknown[]>> {
  const database = await openDB(name);
  const found: Record<string, unknown[]> = {};
  for (const store of STORES) found[store] = await database.getAll(store);
  database.close();
  return found;
}

async function idsOf(store: "attempts" | "papers" | "profiles"): Promise<unknown[]> {
  return (await connection.all(store)).map((record) => (record as { id: unknown }).id);
}

describe("what the shared database has of this course", () => {
  test("is taken over once, and nothing of other courses", async () => {
    await shared(MIXED);
    assert.deepEqual(await idsOf("attempts"), ["1", "2"]);
    assert.deepEqual(await idsOf("papers"), ["p1"]);
    assert.deepEqual(await idsOf("profiles"), ["second"]);
    for (const store of ["runs", "drafts", "reads", "ticks", "settings"] as const) {
      assert.equal((await connection.all(store)).length, 1, store);
    }
    await (await reopened()).all("attempts");
    assert.equal(asked, 0);
  });
  test("stays there as it was", async () => {
    await shared(MIXED);
    const before = await everything(SHARED_NAME);
    await connection.all("attempts");
    assert.deepEqual(await everything(SHARED_NAME), before);
  });
  test("is nothing where there is none, and none is made", async () => {
    assert.deepEqual(await connection.all("attempts"), []);
    assert.deepEqual(
      (await indexedDB.databases()).map(({ name }) => name),
      ["course:own"],
    );
  });
  test("of the first version is taken over too", async () => {
    const old = await openDB(SHARED_NAME, 1, {
      upgrade: (database) => void database.createObjectStore("attempts", { keyPath: "id" }),
    });
    await old.put("attempts", attempt("1", "q1"));
    old.close();
    assert.deepEqual(await idsOf("attempts"), ["1"]);
  });
  test("and was answered after a rollback is added, and nothing counted twice", async () => {
    await shared(MIXED);
    await logAttempt(connection, { ...attempt("", "q1"), response: 1, verdict: "right" });
    await reopened();
    await shared((database) => database.put("attempts", attempt("5", "q2")));
    assert.deepEqual((await readLog(connection)).length, 3);
    const ids = await idsOf("attempts");
    assert.equal(new Set(ids).size, 4);
    assert.ok(ids.includes("5"));
    assert.equal(asked, 1);
  });
  test("and was under way goes on from where it was left last", async () => {
    await shared((database) => database.put("papers", running("s", "q1", 1, { q1: 0 })));
    await connection.all("papers");
    await reopened();
    await shared((database) => database.put("papers", running("s", "q1", 2, { q1: 1 })));
    const [paper] = (await connection.all("papers")) as [{ answers: unknown }];
    assert.deepEqual(paper.answers, { q1: 1 });
  });
  test("and was under way does not come back after it was handed in here", async () => {
    await shared((database) => database.put("papers", running("s", "q1", 1, {})));
    await connection.apply([
      { store: "papers", remove: ["local", "running"] },
      { store: "papers", add: { format: 1, profile: "local", id: "s", sections: [["q1"]] } },
    ]);
    await reopened();
    await shared((database) => database.put("attempts", attempt("9", "q1")));
    assert.deepEqual(await idsOf("papers"), ["s"]);
  });
  test("does not take the place of another paper under way here", async () => {
    await connection.put("papers", running("mine", "q2", 1, { q2: 1 }));
    await reopened();
    await shared((database) => database.put("papers", running("old", "q1", 9, {})));
    const [paper] = (await connection.all("papers")) as [{ sitting: unknown }];
    assert.equal(paper.sitting, "mine");
  });
  test("is taken over though as much was erased there meanwhile", async () => {
    await shared(MIXED);
    assert.deepEqual(await idsOf("attempts"), ["1", "2"]);
    await shared(async (database) => {
      await database.delete("attempts", "3");
      await database.put("attempts", attempt("9", "q1"));
    });
    await reopened();
    assert.deepEqual(await idsOf("attempts"), ["1", "2", "9"]);
  });
  test("stands before whatever is answered afterwards, though a clock is set back", async (context) => {
    context.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2020, 0, 1) });
    await logAttempt(connection, { ...GIVEN, took: 1 });
    await shared((database) => database.put("attempts", attempt("9", "q1")));
    await reopened();
    await logAttempt(connection, { ...GIVEN, took: 2 });
    context.mock.timers.setTime(Date.UTC(2026, 10, 29));
    const log = await readLog(connection);
    assert.deepEqual([log.at(-2)?.id, log.at(-1)?.took], ["9", 2]);
  });
  test("is erased with the rest, and what others have stays", async () => {
    await shared(MIXED);
    await eraseShared(PARTS, "local");
    let left = await everything(SHARED_NAME);
    assert.deepEqual(
      left.attempts?.map((one) => (one as { id: unknown }).id),
      ["2", "3", "4"],
    );
    assert.deepEqual(
      left.papers?.map((one) => (one as { id: unknown }).id),
      ["p2"],
    );
    await eraseShared(PARTS, null);
    left = await everything(SHARED_NAME);
    assert.deepEqual(
      left.attempts?.map((one) => (one as { id: unknown }).id),
      ["3", "4"],
    );
    // The second learner had something of this course only.
    assert.deepEqual(
      left.profiles?.map((one) => (one as { id: unknown }).id),
      ["third"],
    );
    assert.deepEqual(left.settings, []);
    assert.deepEqual(await connection.all("attempts"), []);
  });
});
