import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { normalise } from "../src/core/normalise";
import { isBlank } from "../src/core/visible";
import { cases } from "./cases";

interface Cases {
  forms: { name: string; given: string; expected: string }[];
  equal: [string, string][];
  different: [string, string][];
  blank: string[];
  shown: string[];
}

const { forms, equal, different, blank, shown } = cases<Cases>("normalise");

describe("the form in which answers are compared", () => {
  for (const { name, given, expected } of forms) {
    test(name, () => assert.equal(normalise(given), expected));
  }
  for (const { name, expected } of forms) {
    test(`${name}, and normalising again changes nothing`, () => assert.equal(normalise(expected), expected));
  }
  for (const [one, other] of equal) {
    test(`${one} is the same as ${other}`, () => assert.equal(normalise(one), normalise(other)));
  }
  for (const [one, other] of different) {
    test(`${one} is not the same as ${other}`, () => assert.notEqual(normalise(one), normalise(other)));
  }
});

describe("a text", () => {
  for (const text of blank) test(`of ${JSON.stringify(text)} is blank`, () => assert.ok(isBlank(text)));
  for (const text of shown) test(`of ${JSON.stringify(text)} is not blank`, () => assert.ok(!isBlank(text)));
});
