import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readingLine } from "../src/core/reading-line";

const [TOP, HEIGHT, PAGE] = [60, 800, 5000];

describe("the line at which a heading counts as reached", () => {
  test("is below the header, with room for rounding, for most of a page", () => {
    assert.equal(readingLine(TOP, HEIGHT, 0, PAGE), TOP + 2);
    assert.equal(readingLine(TOP, HEIGHT, PAGE - 2 * HEIGHT, PAGE), TOP + 2);
  });
  test("sinks to the bottom over the last window", () => {
    assert.equal(readingLine(TOP, HEIGHT, PAGE - HEIGHT, PAGE), HEIGHT + 2);
    assert.equal(readingLine(TOP, HEIGHT, PAGE - 1.5 * HEIGHT, PAGE), TOP + 2 + (HEIGHT - TOP) / 2);
  });
  test("sinks from the first scroll on a page that is little longer than the window", () => {
    assert.equal(readingLine(TOP, HEIGHT, 0, HEIGHT + 100), TOP + 2);
    assert.equal(readingLine(TOP, HEIGHT, 100, HEIGHT + 100), HEIGHT + 2);
  });
  test("stays on a page that fits", () => {
    assert.equal(readingLine(TOP, HEIGHT, 0, HEIGHT), TOP + 2);
    assert.equal(readingLine(TOP, HEIGHT, 0, 100), TOP + 2);
  });
});
