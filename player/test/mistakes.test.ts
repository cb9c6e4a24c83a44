import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CourseIndex, decodeQuestion } from "../src/core/course-index";
import { mistakes } from "../src/learning/mistakes";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 25, 1);

const INDEX: CourseIndex = {
  format: 2,
  course: "0badcafe",
  banks: { bank: { title: "库", page: "study/a.html" } },
  pages: [],
  paths: [],
  exams: [],
  questions: ["a", "b"].map((id) => decodeQuestion([id, "single", ["r1-a"], 1, "v", "bank", [], ""])),
};

/** Attempts at one question: what came of each, so many hours after the start. */
function log(question: string, ...attempts: readonly (readonly [verdict: string, hours: number])[]) {
  return attempts.map(([verdict, hours]) => ({
    question,
    version: "v",
    verdict,
    at: START + hours * HOUR,
    zone: 480,
  }));
}

function ids(...logs: ReturnType<typeof log>[]): string[] {
  const all = logs.flat().sort((one, other) => one.at - other.at);
  return mistakes(INDEX, all).map(({ indexed }) => indexed.id);
}

describe("the mistakes", () => {
  test("are what was last wrong or partly right, the latest first", () => {
    assert.deepEqual(ids(log("a", ["wrong", 0]), log("b", ["partial", 1])), ["b", "a"]);
    assert.deepEqual(ids(log("a", ["right", 0], ["wrong", 1])), ["a"]);
  });
  test("do not hold what was never wrong", () => {
    assert.deepEqual(ids(log("a", ["right", 0])), []);
  });
  test("keep a question that was right on one day only, however often", () => {
    assert.deepEqual(ids(log("a", ["wrong", 0], ["right", 1], ["right", 2], ["right", 3])), ["a"]);
  });
  test("let it go when it was right on two days, and take it back with the next mistake", () => {
    assert.deepEqual(ids(log("a", ["wrong", 0], ["right", 1], ["right", 25])), []);
    assert.deepEqual(ids(log("a", ["wrong", 0], ["right", 1], ["wrong", 2], ["right", 25])), ["a"]);
    assert.deepEqual(ids(log("a", ["wrong", 0], ["right", 1], ["right", 25], ["wrong", 50])), ["a"]);
  });
  test("know the learner's own days", () => {
    // 23:30 and 00:30 in China are two days, though one day in Greenwich.
    const at = (time: number, verdict: string) => ({
      question: "a",
      version: "v",
      verdict,
      at: time,
      zone: 480,
    });
    const evening = Date.UTC(2026, 10, 25, 15, 30);
    const found = mistakes(INDEX, [
      at(evening - DAY, "wrong"),
      at(evening, "right"),
      at(evening + HOUR, "right"),
    ]);
    assert.deepEqual(found, []);
  });
  test("count how often, and how far it is from leaving", () => {
    const [found] = mistakes(INDEX, log("a", ["wrong", 0], ["partial", 1], ["right", 2]));
    assert.equal(found?.missed, 2);
    assert.equal(found?.right, 1);
    assert.equal(found?.at, START + HOUR);
  });
  test("forget a question that was corrected or withdrawn", () => {
    const [old] = log("a", ["wrong", 0]);
    assert.ok(old);
    assert.deepEqual(mistakes(INDEX, [{ ...old, version: "before" }]), []);
    assert.deepEqual(mistakes(INDEX, [{ ...old, question: "gone" }]), []);
  });
});
