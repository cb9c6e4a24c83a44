import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Body, Option } from "../src/core/data";
import { keyText } from "../src/view/option-order";
import { cases } from "./cases";

interface Case {
  question: string;
  fixed?: number[];
  seed: number;
  key: string;
}

const bodies = cases<{ questions: Record<string, Body> }>("grade").questions;
const { keys } = cases<{ keys: Case[] }>("lettering");

/** A question whose options at these places stay where they are. */
function withFixed(body: Body | undefined, fixed: readonly number[] = []): Body {
  assert.ok(body);
  if (body.type !== "single" && body.type !== "multiple") return body;
  const options = body.options.map(
    (option, place): Option => (fixed.includes(place) ? { ...option, fixed: true } : option),
  );
  return { ...body, options };
}

describe("the key of a printed question", () => {
  for (const { question, fixed, seed, key } of keys) {
    test(`${question} shuffled by ${seed} with [${fixed ?? ""}] fixed is ${key}`, () =>
      assert.equal(keyText(withFixed(bodies[question], fixed), seed), key));
  }
  test("is held to cases of every type", () => {
    assert.deepEqual([...new Set(keys.map(({ question }) => bodies[question]?.type))].sort(), [
      "blank",
      "case",
      "match",
      "multiple",
      "order",
      "short",
      "single",
      "truefalse",
    ]);
  });
});
