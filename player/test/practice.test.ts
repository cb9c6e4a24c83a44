import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import type { Question } from "../src/core/data";
import { Practice } from "../src/elements/practice";
import { tally } from "../src/learning/session";
import { readLog } from "../src/store/attempts";
import { Connection } from "../src/store/connection";
import { shard, short, single } from "./bank";

let connection: Connection;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  connection = new Connection("course:sample");
});

function open(...questions: Question[]): Promise<Practice> {
  const troubled = () => {};
  return Practice.open({
    shard: shard(...questions),
    questions,
    scope: "quiz:a",
    mode: "practice",
    records: connection,
    troubled,
  });
}

/** Until every write that was asked for is done: the store works them off in turn. */
async function settled(): Promise<void> {
  await readLog(connection);
  await connection.all("drafts");
  await connection.all("runs");
}

describe("a practice", () => {
  test("goes on after a reload where it stopped, shuffled as before", async () => {
    const first = await open(single("a"), single("b"), single("c"));
    first.write("a", 1);
    first.submit("a");
    first.write("b", 0);
    first.goTo(1);
    await settled();
    const second = await open(single("a"), single("b"), single("c"));
    assert.equal(second.session.seed, first.session.seed);
    assert.equal(second.session.position, 1);
    assert.deepEqual(second.entry("a"), { response: 1, standing: "wrong" });
    assert.deepEqual(second.entry("b"), { response: 0, standing: null });
  });
  test("logs an answer once, when it is handed in", async () => {
    const practice = await open(single("a"));
    practice.write("a", 1);
    assert.equal((await readLog(connection)).length, 0);
    assert.equal(practice.submit("a"), true);
    assert.equal(practice.submit("a"), false);
    const log = await readLog(connection);
    assert.deepEqual(
      log.map(({ question, version, response, verdict, mode }) => [
        question,
        version,
        response,
        verdict,
        mode,
      ]),
      [["a", "version of a", 1, "wrong", "practice"]],
    );
  });
  test("logs a text when the learner has marked it", async () => {
    const practice = await open(short("d"));
    practice.write("d", { text: "回答", covered: [] });
    practice.submit("d");
    practice.cover("d", [0, 1]);
    assert.equal((await readLog(connection)).length, 0);
    practice.mark("d");
    const [attempt] = await readLog(connection);
    assert.deepEqual([attempt?.verdict, attempt?.response], ["right", { text: "回答", covered: [0, 1] }]);
  });
  test("forgets only the question whose key has changed", async () => {
    const practice = await open(single("a"), single("b"));
    for (const id of ["a", "b"]) {
      practice.write(id, 0);
      practice.submit(id);
    }
    await settled();
    const changed = await open({ ...single("a"), version: "another" }, single("b"));
    assert.equal(changed.voided, 1);
    assert.deepEqual(tally(changed.session), { right: 1, partial: 0, wrong: 0, open: 1 });
    assert.equal(changed.entry("a").standing, null);
  });
  test("starts over without the old answers, and can take that back until the next answer", async () => {
    const practice = await open(single("a"), single("b"));
    practice.write("a", 0);
    practice.submit("a");
    const { seed } = practice.session;
    practice.restart();
    assert.equal(tally(practice.session).open, 2);
    practice.undo();
    assert.deepEqual([practice.session.seed, tally(practice.session).right], [seed, 1]);
    await settled();
    assert.equal((await open(single("a"), single("b"))).entry("a").standing, "right");
    practice.restart();
    practice.write("b", 1);
    practice.undo();
    assert.notEqual(practice.session.seed, seed);
  });
  test("retries the wrong ones only, also after a reload", async () => {
    const practice = await open(single("a"), single("b"));
    practice.write("a", 0);
    practice.submit("a");
    practice.write("b", 1);
    practice.submit("b");
    practice.retry();
    await settled();
    const again = await open(single("a"), single("b"));
    assert.deepEqual(
      again.session.questions.map(({ id }) => id),
      ["b"],
    );
  });
  test("works in memory where nothing can be stored", async () => {
    Object.defineProperty(globalThis, "indexedDB", { value: undefined, configurable: true, writable: true });
    const practice = await open(single("a"));
    practice.write("a", 0);
    assert.equal(practice.submit("a"), true);
    assert.equal(practice.entry("a").standing, "right");
    assert.equal(connection.trouble, "refused");
  });
});
