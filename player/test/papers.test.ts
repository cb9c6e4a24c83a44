import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { readLog } from "../src/store/attempts";
import { Connection } from "../src/store/connection";
import { MemoryRecords } from "../src/store/memory-records";
import {
  type HandedIn,
  handIn,
  keepRunning,
  type Running,
  readPapers,
  readRunning,
  runningOf,
  startPaper,
  stored,
  takeRunning,
  withUnsaved,
} from "../src/store/papers";
import type { Records } from "../src/store/records";
import { exam } from "./bank";

const EXAM = exam("e", 1, { title: "一", type: "single", count: 3, marks: 1, partly: "none" });

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

function running(others: Partial<Running> = {}): Running {
  return {
    sitting: "one",
    number: "e-1",
    exam: EXAM,
    course: "0badcafe",
    sections: [["a", "b", "c"]],
    started: 1,
    versions: { a: "v", b: "v", c: "v" },
    answers: {},
    flags: [],
    position: 0,
    clock: { used: 0, wall: 1 },
    holder: "desk",
    beat: 1,
    edits: 0,
    ...others,
  };
}

function marked({ sitting, answers, sections, exam: blueprint }: Running): HandedIn {
  const marks = sections.flat().map((question) => {
    const response = answers[question] ?? null;
    const standing = response === null ? null : ("right" as const);
    return { question, version: "v", response, standing, halves: response === null ? 0 : 2 };
  });
  return {
    id: sitting,
    number: "e-1",
    exam: blueprint,
    course: "0badcafe",
    sections,
    started: 1,
    ended: 2,
    zone: 480,
    used: 1,
    timedOut: true,
    marked: marks,
  };
}

const answered = ({ marked: marks }: HandedIn): number =>
  marks.filter(({ standing }) => standing !== null).length;

const KEEPERS: readonly (readonly [string, () => Records])[] = [
  ["the database", () => new Connection("course:sample")],
  ["a visit", () => new MemoryRecords("course:sample", null)],
];

for (const [name, open] of KEEPERS) {
  describe(`a paper under way in ${name}`, () => {
    test("is never replaced by an older state of the same desk", async () => {
      const records = open();
      await startPaper(records, running());
      assert.equal(await keepRunning(records, running({ answers: { a: 0 }, edits: 1 })), "kept");
      assert.equal(await keepRunning(records, running({ edits: 0 })), "taken");
      assert.deepEqual((await readRunning(records))?.answers, { a: 0 });
    });
    test("is kept again by the desk that holds it, and by no other", async () => {
      const records = open();
      await startPaper(records, running());
      const taken = await takeRunning(records, "other");
      assert.equal(taken?.edits, 1);
      assert.equal(await keepRunning(records, running({ answers: { a: 0 }, edits: 9 })), "taken");
      assert.equal(await keepRunning(records, running({ holder: "other", edits: 1 })), "kept");
    });
    test("is gone once it is handed in, or when another stands in its place", async () => {
      const records = open();
      assert.equal(await keepRunning(records, running()), "gone");
      await startPaper(records, running({ sitting: "two" }));
      assert.equal(await keepRunning(records, running()), "gone");
    });
    test("of an earlier version, which counted nothing, is read and gone on with", async () => {
      const records = open();
      const { edits: _, ...old } = running({ answers: { a: 0 } });
      await startPaper(records, old);
      const taken = await takeRunning(records, "new");
      assert.deepEqual([taken?.answers, taken?.edits], [{ a: 0 }, 1]);
      assert.equal(await keepRunning(records, { ...old, answers: {} }), "taken");
    });
    test("is handed in as it is stored, if that is newer than what the page holds", async () => {
      const records = open();
      await startPaper(records, running({ answers: { a: 0, b: 0 }, edits: 2 }));
      const { paper, kept } = await handIn(records, running({ edits: 0 }), marked);
      assert.deepEqual([kept, answered(paper)], [true, 2]);
      assert.equal((await readLog(records)).length, 2);
      assert.equal(await readRunning(records), null);
    });
    test("is handed in as the page holds it, if that is newer than what is stored", async () => {
      const records = open();
      await startPaper(records, running());
      const { paper } = await handIn(records, running({ answers: { a: 0 }, edits: 1 }), marked);
      assert.equal(answered(paper), 1);
    });
    test("is handed in with what another page kept while this one could not write", async () => {
      const records = open();
      await startPaper(records, running());
      const other = await takeRunning(records, "other");
      assert.ok(other);
      assert.equal(await keepRunning(records, { ...other, answers: { b: 0 }, edits: 2 }), "kept");
      const { paper } = await handIn(records, running({ answers: { a: 0 }, edits: 3 }), marked);
      assert.equal(answered(paper), 2);
    });
    test("is handed in once", async () => {
      const records = open();
      const held = running({ answers: { a: 0 } });
      await startPaper(records, held);
      const both = await Promise.all([0, 1].map(() => handIn(records, held, marked)));
      assert.deepEqual(both.map(({ kept }) => kept).sort(), [false, true]);
      assert.equal((await readPapers(records)).length, 1);
      assert.equal((await readLog(records)).length, 1);
    });
    test("is handed in after its record was erased, and leaves another sitting alone", async () => {
      const records = open();
      assert.equal((await handIn(records, running({ answers: { a: 0 } }), marked)).kept, true);
      assert.equal(await readRunning(records), null);
      await startPaper(records, running({ sitting: "two" }));
      assert.equal((await handIn(records, running({ sitting: "three" }), marked)).kept, true);
      assert.equal((await readRunning(records))?.sitting, "two");
      assert.equal((await readPapers(records)).length, 2);
    });
  });
}

describe("what a page that was left had not saved", () => {
  const held = running({ answers: { a: 0 }, edits: 4 });

  test("counts if it is newer than what is stored", () => {
    const unsaved = running({ answers: { a: 0, b: 1 }, flags: ["b"], position: 1, edits: 6, holder: "gone" });
    const { answers, flags, position, edits, holder } = withUnsaved(held, unsaved);
    assert.deepEqual(
      { answers, flags, position, holder },
      { answers: { a: 0, b: 1 }, flags: ["b"], position: 1, holder: "desk" },
    );
    assert.ok((edits ?? 0) > 6);
  });

  test("is left alone if it is older, of another sitting, or nothing", () => {
    assert.equal(withUnsaved(held, running({ answers: {}, edits: 3 })), held);
    assert.equal(withUnsaved(held, running({ sitting: "another", answers: { c: 1 }, edits: 9 })), held);
    assert.equal(withUnsaved(held, null), held);
  });

  test("is read only if it is a paper in progress", async () => {
    const records = new MemoryRecords("course:sample", null);
    const record = stored(records, held);
    assert.deepEqual(runningOf(record), record);
    for (const other of [
      null,
      undefined,
      "x",
      [],
      {},
      { ...record, answers: [] },
      { ...record, id: "one" },
    ]) {
      assert.equal(runningOf(other), null);
    }
  });
});
