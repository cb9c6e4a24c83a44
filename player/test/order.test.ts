import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inOrder, nextOrder } from "../src/core/attempt-order";

const NOW = Date.UTC(2026, 10, 29);
const AHEAD = Date.UTC(2038, 0, 19);
const DAY = 86_400_000;

interface Case {
  readonly name: string;
  /** Each attempt as its id, its time and its number. */
  readonly log: readonly (readonly [id: string, at: number, order?: number])[];
  /** The order, with the times that are taken for right. */
  readonly expected: readonly (readonly [id: string, at: number])[];
}

const CASES: readonly Case[] = [
  { name: "nothing is in order", log: [], expected: [] },
  {
    name: "times of a right clock stay as they are",
    log: [
      ["b", NOW - 1, NOW - 1],
      ["a", NOW - 2, NOW - 2],
    ],
    expected: [
      ["a", NOW - 2],
      ["b", NOW - 1],
    ],
  },
  {
    name: "a time in the future becomes that of the attempt before it",
    log: [
      ["a", NOW - DAY, NOW - DAY],
      ["ahead", AHEAD, AHEAD],
      ["b", NOW, AHEAD + 1],
    ],
    expected: [
      ["a", NOW - DAY],
      ["ahead", NOW - DAY],
      ["b", NOW],
    ],
  },
  {
    name: "a time of years ago becomes that of the attempt before it",
    log: [
      ["z", NOW - 3 * DAY, NOW - 3 * DAY],
      ["a", NOW - 2 * DAY, NOW - 2 * DAY],
      ["behind", 5, NOW - 2 * DAY + 1],
      ["b", NOW - DAY, NOW - DAY],
    ],
    expected: [
      ["z", NOW - 3 * DAY],
      ["a", NOW - 2 * DAY],
      ["behind", NOW - 2 * DAY],
      ["b", NOW - DAY],
    ],
  },
  {
    name: "one wrong time at the end does not make all others wrong",
    log: [
      ["a", NOW - 2 * DAY, NOW - 2 * DAY],
      ["b", NOW - DAY, NOW - DAY],
      ["behind", 5, NOW - DAY + 1],
    ],
    expected: [
      ["a", NOW - 2 * DAY],
      ["b", NOW - DAY],
      ["behind", NOW - DAY],
    ],
  },
  {
    name: "records without numbers go by their times, those in the future first",
    log: [
      ["right", NOW - DAY],
      ["ahead", AHEAD],
      ["numbered", NOW, NOW],
    ],
    expected: [
      ["ahead", NOW - DAY],
      ["right", NOW - DAY],
      ["numbered", NOW],
    ],
  },
  {
    name: "while the clock itself is years behind everything seems to be of now",
    log: [
      ["b", NOW + 400 * DAY, NOW + 400 * DAY],
      ["a", NOW + 399 * DAY, NOW + 399 * DAY],
    ],
    expected: [
      ["a", NOW],
      ["b", NOW],
    ],
  },
];

describe("attempts in order", () => {
  for (const { name, log, expected } of CASES) {
    test(name, () => {
      const dated = log.map(([id, at, order]) => ({ id, at, ...(order === undefined ? {} : { order }) }));
      const found = inOrder(dated, NOW).map(({ id, at }) => [id, at]);
      assert.deepEqual(found, expected);
    });
  }
});

test("a number is the time, or follows the last one where the clock was set back", () => {
  assert.equal(nextOrder(NOW, NOW - 5), NOW);
  assert.equal(nextOrder(NOW, NOW), NOW + 1);
  assert.equal(nextOrder(5, AHEAD), AHEAD + 1);
});
