import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { byRequirement } from "../src/learning/result";
import { begin, type Session, submit, write } from "../src/learning/session";
import { sources } from "../src/learning/sources";
import { shard, single } from "./bank";

const bank = shard(
  single("a", "r2-a"),
  single("b", "r1-a", "r2-a"),
  single("c", "r1-b"),
  single("d", "gone"),
);

function answered(...responses: number[]): Session {
  return responses.reduce(
    (session, response, index) => {
      const id = session.questions[index]?.id ?? "";
      return submit(write(session, id, response), id);
    },
    begin(bank.questions, 1),
  );
}

describe("the result by requirement", () => {
  test("counts a question for each requirement it asks, and names the points to read again", () => {
    assert.deepEqual(byRequirement(answered(0, 1, 0), bank), [
      {
        requirement: { label: "要求二", href: "study/lending.html#r2" },
        counts: { right: 1, partial: 0, wrong: 1, open: 0 },
        asked: 2,
        again: [{ label: "丙", href: "study/lending.html#r2-a" }],
      },
      {
        requirement: { label: "要求一", href: "study/lending.html#r1" },
        counts: { right: 1, partial: 0, wrong: 1, open: 0 },
        asked: 2,
        again: [{ label: "甲", href: "study/lending.html#r1-a" }],
      },
    ]);
  });
  test("has nothing to read again where nothing is wrong", () => {
    assert.deepEqual(
      byRequirement(answered(), bank).map(({ again }) => again),
      [[], []],
    );
  });
});

test("a question's sources are the points that the shard knows", () => {
  assert.deepEqual(
    bank.questions.map((question) => sources(question, bank).map(({ label }) => label)),
    [["丙"], ["甲", "丙"], ["乙"], []],
  );
});
