import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { characters, nameKey, shorten, visible } from "../src/core/visible";

const FAMILY = "👨‍👩‍👧‍👦";

describe("what shows of a name", () => {
  for (const [given, expected] of [
    ["  张三\u3000", "张三"],
    ["张\u200b三\ufeff", "张三"],
    ["张\u202e三\u2066李\u2069", "张三李"],
    ["张\u0000三\u3164", "张三"],
    ["\u200d张三\ufe0f", "张三"],
    ["张\ud800三", "张三"],
    ["\u200b \u202e", ""],
    ["张\u3000三", "张 三"],
    [`${FAMILY}一家`, `${FAMILY}一家`],
    ["❤️‍🔥 👩🏽‍🚒 👁️‍🗨️ 1️⃣", "❤️‍🔥 👩🏽‍🚒 👁️‍🗨️ 1️⃣"],
  ] as const) {
    test(`${JSON.stringify(given)} shows ${JSON.stringify(expected)}`, () =>
      assert.equal(visible(given), expected));
  }
});

describe("names that look the same", () => {
  for (const other of ["张三\u200b", "张\u2060三", " 张三", "\u202d张三", "张三\ufe00"]) {
    test(`have one key: ${JSON.stringify(other)}`, () => assert.equal(nameKey(other), nameKey("张三")));
  }
  test("have one key whatever their width", () => assert.equal(nameKey("Ｌｉ　２"), nameKey("Li 2")));
  test("have one key with and without an emoji's variation selector", () =>
    assert.equal(nameKey("❤️"), nameKey("❤")));
});

describe("characters", () => {
  for (const [text, expected] of [
    ["张三", ["张", "三"]],
    [`${FAMILY}张`, [FAMILY, "张"]],
    ["🇨🇳🇫🇷", ["🇨🇳", "🇫🇷"]],
    ["👍🏽1️⃣é", ["👍🏽", "1️⃣", "é"]],
    ["𠮷野", ["𠮷", "野"]],
    ["", []],
  ] as const) {
    test(`of ${JSON.stringify(text)}`, () => assert.deepEqual(characters(text), expected));
  }
  test("are never cut", () =>
    assert.equal(shorten(`${"张".repeat(19)}${FAMILY}李`, 20), `${"张".repeat(19)}${FAMILY}`));
  test("do not grow without end", () => assert.equal(shorten(`张a${"\u0301".repeat(999)}`, 20), "张"));
});
