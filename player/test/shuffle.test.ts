import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { disorder, seedFor, shuffle } from "../src/core/shuffle";
import { cases } from "./cases";

interface Cases {
  shuffle: { seed: number; n: number; fixed: number[]; order: number[] }[];
  disorder: { seed: number; n: number; order: number[] }[];
  seeds: { seed: number; name: string; expected: number }[];
}

const shared = cases<Cases>("shuffle");

describe("an order from a seed", () => {
  for (const { seed, n, fixed, order } of shared.shuffle) {
    test(`of ${n} from ${seed} with [${fixed}] fixed is [${order}]`, () => {
      assert.deepEqual(shuffle(seed, n, fixed), order);
    });
  }
  for (const { seed, n, order } of shared.disorder) {
    test(`of ${n} from ${seed} to be put right is [${order}]`, () =>
      assert.deepEqual(disorder(seed, n), order));
  }
  for (const { seed, name, expected } of shared.seeds) {
    test(`for “${name}” in run ${seed} has the seed ${expected}`, () =>
      assert.equal(seedFor(seed, name), expected));
  }

  test("holds everything once and keeps what is fixed", () => {
    for (let seed = 0; seed < 500; seed++) {
      const order = shuffle(seed, 6, [2, 5]);
      assert.deepEqual([...order].sort(), [0, 1, 2, 3, 4, 5]);
      assert.deepEqual([order[2], order[5]], [2, 5]);
    }
  });
  test("to be put right is never right already", () => {
    for (let seed = 0; seed < 2000; seed++) assert.notDeepEqual(disorder(seed, 3), [0, 1, 2]);
  });
  test("puts everything everywhere about equally often", () => {
    const counts = Array.from({ length: 16 }, () => 0);
    for (let run = 0; run < 8000; run++) {
      shuffle(seedFor(run, "question"), 4).forEach((index, place) => {
        counts[index * 4 + place] = (counts[index * 4 + place] ?? 0) + 1;
      });
    }
    for (const count of counts) assert.ok(Math.abs(count - 2000) < 200, `${count} of 2000`);
  });
});
