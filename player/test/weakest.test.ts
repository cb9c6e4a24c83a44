import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { weakFirst } from "../src/learning/pick";
import { weakest } from "../src/learning/weakest";

describe("what to read again", () => {
  test("is what lost the largest share, at most three, of equal ones that with more lost", () => {
    const rows = [
      { name: "half", lost: 1, of: 2 },
      { name: "nothing", lost: 0, of: 3 },
      { name: "all of one", lost: 1, of: 1 },
      { name: "all of two", lost: 2, of: 2 },
      { name: "a third", lost: 1, of: 3 },
    ];
    assert.deepEqual(
      weakest(rows).map(({ name }) => name),
      ["all of two", "all of one", "half"],
    );
  });
});

describe("the questions of a short run", () => {
  const questions = ["right", "new", "wrong", "older", "changed"].map((id) => ({ id, version: "1" }));
  const answered = (question: string, verdict: string, at: number, version = "1") => ({
    question,
    verdict,
    at,
    version,
  });

  test("are first those without an answer, then those missed last time, then the others by age", () => {
    const log = [
      answered("right", "wrong", 1),
      answered("older", "right", 2),
      answered("wrong", "right", 3),
      answered("changed", "right", 4, "0"),
      answered("right", "right", 5),
      answered("wrong", "partial", 6),
    ];
    for (const seed of [1, 2, 3, 4]) {
      const order = weakFirst(questions, log, seed);
      assert.deepEqual(Array.from(order.slice(0, 2)).sort(), ["changed", "new"]);
      assert.deepEqual(order.slice(2), ["wrong", "older", "right"]);
    }
  });

  test("change from run to run as long as none was answered", () => {
    const orders = new Set([1, 2, 3, 4, 5, 6].map((seed) => weakFirst(questions, [], seed).join()));
    assert.ok(orders.size > 1);
  });
});
