import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pointGroups } from "../src/core/point-groups";
import { handShares, handsTotal, mostHands, typedCount } from "../src/core/show-of-hands";
import { countdownText, durationText, typedMinutes } from "../src/core/stopwatch";

describe("the points of a requirement", () => {
  const cases: readonly [what: string, lengths: readonly number[], groups: readonly number[]][] = [
    ["are on one screen if there are up to three", [10, 10, 10], [3]],
    ["leave no single one alone after a full screen", [10, 10, 10, 10], [2, 2]],
    ["come three at a time", [10, 10, 10, 10, 10], [3, 2]],
    ["leave none alone at the end of many", [10, 10, 10, 10, 10, 10, 10], [3, 2, 2]],
    ["are fewer on a screen if they are long", [80, 80, 60, 60], [1, 2, 1]],
    ["stand alone if they fill a screen", [300, 20, 20], [1, 2]],
    ["stay apart if they would not fit together", [20, 20, 100, 100], [3, 1]],
    ["may be missing", [], []],
  ];
  for (const [what, lengths, groups] of cases)
    test(what, () => assert.deepEqual(pointGroups(lengths), groups));
});

describe("a show of hands", () => {
  test("takes digits of any width, and nothing else", () => {
    assert.deepEqual(["8", " ８ ", "1２人", "", "人", "12345"].map(typedCount), [8, 8, 12, null, null, 123]);
  });
  test("adds up", () => {
    assert.equal(handsTotal([1, null, 5, 2]), 8);
    assert.deepEqual(handShares([1, null, 5, 2]), [13, 0, 63, 25]);
    assert.deepEqual(handShares([null, 0]), [0, 0]);
  });
  test("has a winner, the first of several", () => {
    assert.equal(mostHands([1, 4, null, 4]), 1);
    assert.equal(mostHands([null, 0]), null);
    assert.equal(mostHands([]), null);
  });
});

describe("the time on the projector", () => {
  test("is minutes and seconds, with hours if there are any", () => {
    assert.deepEqual([0, 59_999, 65_000, 3_600_000, -5].map(durationText), [
      "0:00",
      "0:59",
      "1:05",
      "1:00:00",
      "0:00",
    ]);
  });
  test("counts down from its full length to nothing", () => {
    assert.deepEqual([180_000, 179_999, 179_000, 1].map(countdownText), ["3:00", "3:00", "2:59", "0:01"]);
  });
  test("is set to minutes from more than nothing to three hours", () => {
    const typed = ["5", "１５", " 0.5 ", "180", "0", "-1", "181", "五", ""];
    assert.deepEqual(typed.map(typedMinutes), [5, 15, 0.5, 180, null, null, null, null, null]);
  });
});
