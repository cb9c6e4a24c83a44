import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { checksum } from "../src/core/checksum";
import { readRecordFile, recordFile } from "../src/store/record-file";
import {
  ALL_KNOWN,
  attempt,
  file,
  generator,
  HELD,
  NOW,
  normal,
  ORIGIN,
  paper,
  read,
  reasons,
} from "./record-files";

describe("a record file", () => {
  test("loses what makes no sense, and says how much and why", () => {
    assert.deepEqual(reasons({ attempts: [1, null, [], {}] }), [["shape", 4]]);
    assert.deepEqual(reasons({ attempts: [attempt("1", { at: Date.UTC(2300, 0, 1) })] }), [["time", 1]]);
    assert.deepEqual(reasons({ attempts: [attempt("1", { at: -5 })] }), [["time", 1]]);
    assert.deepEqual(reasons({ attempts: [attempt("x".repeat(200))] }), [["long", 1]]);
    assert.deepEqual(reasons({ attempts: [attempt("1"), attempt("1")] }), [["twice", 1]]);
    assert.deepEqual(reasons({ attempts: [attempt("1", { response: [[[[[0]]]]] })] }), [["shape", 1]]);
    assert.deepEqual(reasons({ attempts: [attempt("1", { zone: 5000 })] }), [["shape", 1]]);
    assert.deepEqual(reasons({ papers: [{ ...paper("p"), exam: null }] }), [["shape", 1]]);
    assert.deepEqual(reasons({ papers: [paper("running")] }), [["shape", 1]]);
    assert.deepEqual(reasons({ papers: [paper("")] }), [["shape", 1]]);
    assert.deepEqual(reasons({ papers: [{ ...paper("p"), started: 1e308 }] }), [["time", 1]]);
    assert.deepEqual(reasons({ papers: [{ ...paper("p"), used: -1 }] }), [["shape", 1]]);
    assert.deepEqual(reasons({ papers: [{ ...paper("p"), marked: null }] }), [["shape", 1]]);
    assert.deepEqual(reasons({ papers: [{ ...paper("p"), sections: ["a"] }] }), [["shape", 1]]);
    assert.deepEqual(reasons({ attempts: [attempt("1", { took: 1e308 })] }), [["shape", 1]]);
    assert.deepEqual(reasons({ ticks: [{ page: "a", text: 1, ticked: true, at: NOW }] }), [["shape", 1]]);
    assert.deepEqual(reasons({ reads: [{ page: "a", place: "", at: NOW, ended: "x" }] }), [["time", 1]]);
  });
  test("keeps what was answered while a clock was wrong by years, with its number", () => {
    const ahead = attempt("1", { at: Date.UTC(2038, 0, 1), order: Date.UTC(2038, 0, 1) });
    const behind = attempt("2", { at: 5, order: Date.UTC(2038, 0, 1) + 1 });
    const { holdings, refused } = read(recordFile({ ...HELD, attempts: [ahead, behind] }, "", ORIGIN, NOW));
    assert.equal(refused.size, 0);
    assert.deepEqual(
      holdings.attempts.map(({ at, order }) => [at, order]),
      [ahead, behind].map(({ at, order }) => [at, order]),
    );
  });
  test("brings no field of its own into our records", () => {
    const strange = { extra: 2, ...attempt("1") };
    const [taken] = read(file({ attempts: [strange] })).holdings.attempts;
    assert.ok(taken);
    assert.deepEqual(Object.keys(taken).sort(), Object.keys(attempt("1")).sort());
  });
  test("has no time of making that cannot be shown", () => {
    assert.equal(read(file({ made: 1e308 })).made, 0);
    assert.equal(read(file({ made: "yesterday" })).made, 0);
  });
  test("gives back whatever the course lets somebody have, however long", () => {
    const response = { text: "长".repeat(20_000), covered: [] };
    const long = paper("p");
    const exam = { ...long.exam, title: "题".repeat(300), about: "关".repeat(300) };
    const marked = long.marked.map((mark) => ({ ...mark, response }));
    const held = {
      ...HELD,
      attempts: [attempt("1", { response, took: -5000 })],
      papers: [{ ...long, exam, marked, used: 4000.5 }],
    };
    const { holdings, refused } = read(recordFile(held, "", ORIGIN, NOW));
    assert.equal(refused.size, 0);
    assert.deepEqual(normal(holdings), normal(held));
  });
  test("gives back answers written before fields had a limit", () => {
    const texted = (length: number) => attempt("1", { response: { text: "长".repeat(length), covered: [] } });
    const held = { ...HELD, attempts: [texted(25_000)] };
    const { holdings, refused } = read(recordFile(held, "", ORIGIN, NOW));
    assert.equal(refused.size, 0);
    assert.deepEqual(normal(holdings), normal(held));
    assert.deepEqual(reasons({ attempts: [texted(200_001)] }), [["shape", 1]]);
  });
  test("altered at any place gives nothing but what goes out and in again as it is", () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const content = JSON.parse(recordFile(HELD, "张三", ORIGIN, NOW)) as Record<string, unknown>;
      delete content.checksum;
      alter(content, generator(seed));
      const taken = readRecordFile(
        JSON.stringify({ ...content, checksum: checksum(content) }),
        ORIGIN.id,
        ALL_KNOWN,
      );
      if ("problem" in taken) continue;
      const again = read(recordFile(taken.holdings, taken.name, { ...ORIGIN, course: taken.course }, NOW));
      assert.deepEqual(again.holdings, taken.holdings, `seed ${seed}`);
      assert.equal(again.refused.size, 0, `seed ${seed}`);
    }
  });
});

const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  1e15,
  "",
  "x",
  "长".repeat(30_000),
  [],
  {},
  [[]],
  [null],
];

/** Puts something odd in the place of some value inside. */
function alter(value: object, chance: () => number): void {
  const inner = value as Record<string, unknown>;
  const names = Object.keys(inner);
  const name = names[Math.floor(chance() * names.length)];
  if (name === undefined) return;
  const child = inner[name];
  if (typeof child === "object" && child !== null && chance() < 0.85) alter(child, chance);
  else inner[name] = ODD[Math.floor(chance() * ODD.length)];
}
