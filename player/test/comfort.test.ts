import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { formatPosition, parsePosition } from "../src/core/reading-position";
import { DEFAULT_PREFERENCES, parsePreferences } from "../src/core/reading-preferences";
import { sentences } from "../src/core/sentences";

describe("what a reader chose", () => {
  test("is read back as it was", () => {
    const chosen = { size: "170", leading: "loose", contrast: "high", rate: "1.25" } as const;
    assert.deepEqual(parsePreferences(JSON.stringify(chosen)), chosen);
  });
  test("is as the site comes wherever it is no choice", () => {
    for (const text of ["", "null", "3", "[]", '{"size": 170, "leading": "huge"}', "{"])
      assert.deepEqual(parsePreferences(text), DEFAULT_PREFERENCES, text);
    assert.deepEqual(parsePreferences('{"size": "90", "rate": "9"}'), { ...DEFAULT_PREFERENCES, size: "90" });
  });
});

describe("a place in a page", () => {
  test("is read back as it was", () => {
    for (const place of [
      { heading: "r2-3-1", share: 0.25 },
      { heading: "一个 标题", share: 1 },
      { heading: "r0-1", share: -0.5 },
    ])
      assert.deepEqual(parsePosition(formatPosition(place)), place);
  });
  test("is none where a text tells none", () => {
    for (const text of ["", formatPosition(null), "0.5", "0.500 ", "7.000 r1", "1.500 r1", "x r1"])
      assert.equal(parsePosition(text), null, text);
  });
});

describe("sentences", () => {
  test("end where a reader breathes, with the marks that close them", () => {
    assert.deepEqual(sentences("第一句。“第二句！”他说。第三句？"), [
      "第一句。",
      "“第二句！”",
      "他说。",
      "第三句？",
    ]);
  });
  test("hold something to say", () => {
    assert.deepEqual(sentences("……\n（　）。"), []);
    assert.deepEqual(sentences("  只有  一句 "), ["只有 一句"]);
  });
  test("are cut at commas where they are long, and lose nothing", () => {
    const long = `${"一个很长的分句，".repeat(40)}完。`;
    const pieces = sentences(long);
    assert.equal(pieces.join(""), long);
    assert.ok(pieces.every((one) => one.length <= 120));
    assert.ok(pieces.length < 5);
  });
});
