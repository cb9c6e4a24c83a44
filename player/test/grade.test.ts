import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Verdict } from "../src/answer";
import type { Body } from "../src/data";
import { grade, marks } from "../src/grade";
import { cases } from "./cases";

interface Cases {
  questions: Record<string, Body>;
  cases: { name: string; question: Body; response: unknown; expected: Verdict }[];
}

const shared = cases<Cases>("grade");
const bodies = Object.values(shared.questions);

describe("the verdict on an answer", () => {
  for (const { name, question, response, expected } of shared.cases) {
    test(`${question.type}: ${name}`, () => assert.equal(grade(question, response), expected));
  }
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
      [1, 3, 2, 1, 1, 1, 2, 4, 3, 3, 3],
    );
  });
});
