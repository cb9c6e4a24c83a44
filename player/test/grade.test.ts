import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Verdict } from "../src/core/answer";
import type { Body } from "../src/core/data";
import { grade, marks } from "../src/core/grade";
import { earned, fullHalves, type Worth } from "../src/core/marks";
import { cases } from "./cases";

interface Given<Expected> {
  name: string;
  question: Body;
  response: unknown;
  expected: Expected;
}

interface Cases {
  questions: Record<string, Body>;
  cases: Given<Verdict>[];
  marks: (Given<number> & Worth)[];
}

const shared = cases<Cases>("grade");
const bodies = Object.values(shared.questions);

test("the shared cases are many and each has its own name", () => {
  assert.ok(shared.cases.length >= 200);
  assert.ok(shared.marks.length >= 60);
  const names = [...shared.cases, ...shared.marks].map(({ name }) => name);
  assert.deepEqual(
    names.filter((name, place) => names.indexOf(name) !== place),
    [],
  );
});

describe("the verdict on an answer", () => {
  for (const { name, question, response, expected } of shared.cases) {
    test(`${question.type}: ${name}`, () => assert.equal(grade(question, response), expected));
  }
});

describe("what an answer earns in an exam, in half marks", () => {
  for (const { name, question, response, expected, ...worth } of shared.marks) {
    test(`${question.type}: ${name}`, () => assert.equal(earned(question, response, worth), expected));
  }
  test("is everything for a right answer and for no other", () => {
    for (const { question, response, expected: _, ...worth } of shared.marks) {
      const full = grade(question, response) === "right";
      assert.equal(earned(question, response, worth) === fullHalves(worth), full);
    }
  });
});

describe("whatever is stored as an answer", () => {
  const garbage = [
    undefined,
    null,
    "",
    "文字",
    0,
    -1,
    1e9,
    Number.NaN,
    true,
    [],
    [[]],
    [null],
    {},
    { text: 1 },
    { covered: "x" },
  ];
  for (const value of garbage) {
    test(`${JSON.stringify(value)} is judged without failing`, () => {
      for (const body of bodies) assert.ok(["right", "partial", "wrong"].includes(grade(body, value)));
    });
  }
  test("has as many marks as there are things that count", () => {
    assert.deepEqual(
      bodies.map((body) => marks(body, null).length),
      [1, 3, 2, 1, 1, 1, 2, 4, 3, 3, 3, 1, 1, 1, 3, 2, 1, 1, 3, 1, 3, 7, 2, 3, 6, 1, 1],
    );
  });
});
