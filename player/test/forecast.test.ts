import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { forecast } from "../src/learning/forecast";
import type { Card } from "../src/learning/schedule";

const DAY = 20_000;

/** Cards that are due so many days after `DAY`. */
function due(...days: readonly number[]): ReadonlyMap<string, Card> {
  return new Map(
    days.map((offset, index) => [
      String(index),
      {
        question: String(index),
        stability: 1,
        difficulty: 5,
        last: DAY + offset - 1,
        due: DAY + offset,
        times: 1,
        lapses: 0,
      },
    ]),
  );
}

const sum = (counts: readonly number[]) => counts.reduce((one, other) => one + other, 0);

describe("the forecast", () => {
  test("counts each question on its day", () => {
    assert.deepEqual(forecast(due(0, 0, 2, 3, 9), DAY, { days: 4, limit: 20, done: 0 }), [2, 0, 1, 1]);
  });
  test("spreads what is overdue over the days under the limit", () => {
    const heap = due(...Array<number>(25).fill(-7), 1, 1, 1);
    assert.deepEqual(forecast(heap, DAY, { days: 4, limit: 10, done: 0 }), [10, 10, 8, 0]);
  });
  test("leaves today what is not done of it", () => {
    const heap = due(...Array<number>(12).fill(0));
    assert.deepEqual(forecast(heap, DAY, { days: 3, limit: 10, done: 4 }), [6, 6, 0]);
    assert.deepEqual(forecast(heap, DAY, { days: 3, limit: 10, done: 40 }), [0, 10, 2]);
  });
  test("adds up to all that is due in its days where there is room for it", () => {
    const all = due(...Array.from({ length: 200 }, (_, index) => ((index * 37) % 40) - 10));
    const within = Array.from(all.values()).filter((card) => card.due < DAY + 14).length;
    assert.equal(sum(forecast(all, DAY, { days: 14, limit: 1000, done: 0 })), within);
    assert.equal(sum(forecast(all, DAY, { days: 14, limit: 10, done: 0 })), Math.min(within, 140));
    assert.ok(forecast(all, DAY, { days: 14, limit: 10, done: 3 }).every((count) => count <= 10));
  });
  test("is empty where nothing was answered", () => {
    assert.deepEqual(forecast(new Map(), DAY, { days: 2, limit: 10, done: 0 }), [0, 0]);
  });
});
