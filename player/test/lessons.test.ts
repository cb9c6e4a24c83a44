import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Multiple, Single } from "../src/core/data";
import { lessons } from "../src/core/lessons";

const options = [
  { text: "甲", why: "甲的道理" },
  { text: "乙", why: "乙的道理" },
  { text: "丙" },
  { text: "丁", why: "丁的道理" },
];
const one: Single = { type: "single", stem: "", options, key: 0 };
const several: Multiple = { type: "multiple", stem: "", options, key: [0, 2] };

function taught(body: Single | Multiple, response: unknown): string[] {
  return lessons(body, response).map(({ fault, option }) => `${fault} ${option}`);
}

describe("the lessons of an answer", () => {
  test("are none when it is right", () => {
    assert.deepEqual(taught(one, 0), []);
    assert.deepEqual(taught(several, [0, 2]), []);
  });
  test("are those of the wrong option chosen and of the right one missed", () => {
    assert.deepEqual(taught(one, 1), ["missed 甲", "chosen 乙"]);
    assert.deepEqual(taught(several, [1, 2, 3]), ["missed 甲", "chosen 乙", "chosen 丁"]);
  });
  test("leave out options that say no why", () => {
    assert.deepEqual(taught(one, 2), ["missed 甲"]);
    assert.deepEqual(taught(several, [0]), []);
  });
  test("of nothing answered are those of what was missed", () => {
    assert.deepEqual(taught(several, null), ["missed 甲"]);
  });
});
