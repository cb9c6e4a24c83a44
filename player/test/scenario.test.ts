import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readDraft, readResponse, type Verdict } from "../src/core/answer";
import { bestWay } from "../src/core/best-way";
import type { Scenario } from "../src/core/data";
import { grade, marks } from "../src/core/grade";
import { earned, type Worth } from "../src/core/marks";
import { walk } from "../src/core/scenario";
import { begin, entryOf, restore, submit, write } from "../src/learning/session";
import { keyText, shownChoices } from "../src/view/option-order";
import { cases } from "./cases";

interface Asked {
  name: string;
  question: Scenario;
}

interface Cases {
  walks: (Asked & { response: number[]; steps: string[]; end: string; marks: boolean[]; verdict: Verdict })[];
  refused: (Asked & { response: unknown })[];
  earned: (Asked & Worth & { response: unknown; expected: number })[];
  best: (Asked & { best: number[] })[];
  shown: { question: Scenario; step: string; seed: number; order: number[] }[];
  keys: { question: Scenario; seed: number; key: string }[];
}

const shared = cases<Cases>("scenario");

describe("a way through a scenario", () => {
  for (const { name, question, response, steps, end, marks: expected, verdict } of shared.walks) {
    test(`that is one: ${name}`, () => {
      assert.deepEqual(walk(question, response), { steps, place: end });
      assert.deepEqual(readResponse(question, response), response);
      assert.deepEqual(marks(question, response), expected);
      assert.equal(grade(question, response), verdict);
    });
  }
  for (const { name, question, response } of shared.refused) {
    test(`that is none: ${name}`, () => {
      assert.equal(readResponse(question, response), null);
      assert.deepEqual(marks(question, response), [false, false]);
      assert.equal(grade(question, response), "wrong");
    });
  }
  for (const { name, question, response, expected, ...worth } of shared.earned) {
    test(`earns half marks: ${name}`, () => assert.equal(earned(question, response, worth), expected));
  }
  for (const { name, question, best } of shared.best) {
    test(`that is the best: ${name}`, () => assert.deepEqual(bestWay(question), best));
  }
  test("has choices in the order of the papers", () => {
    for (const { question, step, seed, order } of shared.shown)
      assert.deepEqual(shownChoices(question, step, seed), order);
  });
  test("gives the best way as the printed key does", () => {
    for (const { question, seed, key } of shared.keys) assert.equal(keyText(question, seed), key);
  });
});

describe("a way that has not ended", () => {
  const [{ question: body }] = shared.walks as [Cases["walks"][0]];
  const question = {
    ...body,
    id: "s1",
    version: "v1",
    points: ["r1-a"],
    difficulty: 3,
    explanation: "",
  } as const;

  test("is a draft and no response", () => {
    assert.deepEqual(readDraft(body, [1]), [1]);
    assert.equal(readResponse(body, [1]), null);
    assert.equal(readDraft(body, [7]), null);
    assert.equal(readDraft(body, "1"), null);
  });
  test("is resumed, but not once it counts as submitted", () => {
    assert.deepEqual(restore(question, [1], null), { response: [1], standing: null });
    assert.deepEqual(restore(question, [1], "wrong"), { response: null, standing: null });
  });
  test("is not submitted", () => {
    const started = write(begin([question], 1), "s1", [1]);
    assert.equal(submit(started, "s1"), started);
    const ended = submit(write(started, "s1", [1, 0]), "s1");
    assert.deepEqual(entryOf(ended, "s1"), { response: [1, 0], standing: "partial" });
  });
});
