import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Attempt, readLog } from "../src/store/attempts";
import { type Holdings, readHoldings } from "../src/store/holdings";
import { MemoryRecords } from "../src/store/memory-records";
import { recordFile } from "../src/store/record-file";
import { planImport } from "../src/store/record-merge";
import { applied, attempt, generator, HELD, NOTHING, NOW, note, ORIGIN, paper, read } from "./record-files";

describe("bringing a file in", () => {
  test("leaves alone what another profile of this browser has", () => {
    const { holdings, refused } = read(recordFile(HELD, "", ORIGIN, NOW));
    const plan = planImport(NOTHING, new Set(["1"]), { holdings, refused }, "other", NOW);
    assert.equal(plan.attempts.fresh, 1);
    assert.deepEqual(Array.from(plan.refused), [["other-profile", 1]]);
  });
  test("leaves alone whatever has the same id, readable or not", async () => {
    const records = new MemoryRecords("course:sample", null);
    const theirs = { ...attempt("1"), profile: "other" };
    await records.add("attempts", theirs);
    await records.add("attempts", { id: "2", format: 99 });
    await records.add("papers", { profile: "local", id: "p", junk: true });
    await records.add("notes", { ...note("n"), profile: "other" });
    const mine = await readHoldings(records);
    assert.deepEqual(mine.attempts, []);
    const plan = planImport(mine, mine.others, read(recordFile(HELD, "", ORIGIN, NOW)), "local", NOW);
    assert.deepEqual(Array.from(plan.refused), [["other-profile", 4]]);
    assert.equal(plan.notes.fresh, 1);
    assert.equal(await records.apply(plan.changes), true);
    const [kept] = (await records.all("attempts")) as [Attempt];
    const { order: _, ...rest } = kept;
    assert.deepEqual(rest, theirs);
  });
  test("does not give one learner another's paper without its attempts", async () => {
    const records = new MemoryRecords("course:sample", null);
    const held = { ...HELD, attempts: [attempt("p-a")] };
    const theirs = planImport(NOTHING, new Set(), read(recordFile(held, "", ORIGIN, NOW)), "other", NOW);
    assert.equal(await records.apply(theirs.changes), true);
    const mine = await readHoldings(records);
    assert.deepEqual([mine.attempts, mine.papers], [[], []]);
    const plan = planImport(mine, mine.others, read(recordFile(held, "", ORIGIN, NOW)), "local", NOW);
    assert.deepEqual(Array.from(plan.refused), [["other-profile", 4]]);
    assert.equal(plan.papers.fresh, 0);
  });
  test("keeps the order of attempts that have no number, and does not take them for new ones", async () => {
    const records = new MemoryRecords("course:sample", null);
    const now = Date.now();
    const [early, late] = [attempt("z", { at: now - 2000 }), attempt("a", { at: now - 1000 })];
    const mine = attempt("m", { at: now - 500 });
    await records.add("attempts", { ...mine, format: 1, profile: "local" });
    const file = read(recordFile({ ...NOTHING, attempts: [late, early] }, "", ORIGIN, NOW));
    await records.apply(planImport(NOTHING, new Set(), file, "local", now).changes);
    assert.deepEqual(
      (await readLog(records)).map(({ id }) => id),
      ["z", "a", "m"],
    );
  });
  test("takes the later word, unless it is of a clock that is ahead", () => {
    const tick = { page: "a", text: "甲", ticked: false, at: NOW + 10 * 86_400_000 };
    const held = { ...NOTHING, ticks: [{ ...tick, ticked: true, at: NOW - 1 }] };
    assert.equal(merged(held, { ...NOTHING, ticks: [tick] }).ticks[0]?.ticked, true);
    assert.equal(merged({ ...NOTHING, ticks: [tick] }, held).ticks[0]?.ticked, true);
  });
  test("takes the learner's own marks on a paper from whichever side has them", () => {
    const waiting = { ...NOTHING, papers: [paper("p", "pending")] };
    const settled = { ...NOTHING, papers: [paper("p")] };
    assert.deepEqual(merged(waiting, settled), merged(settled, waiting));
    assert.equal(merged(waiting, settled).papers[0]?.marked[0]?.standing, "right");
  });
  test("a second time adds nothing, and the order of two files does not matter", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const chance = generator(seed);
      const [one, other, third] = [holdings(chance), holdings(chance), holdings(chance)];
      const both = merged(one, other);
      assert.deepEqual(merged(both, other), both, `idempotent, seed ${seed}`);
      assert.deepEqual(merged(other, one), both, `commutative, seed ${seed}`);
      assert.deepEqual(merged(both, third), merged(one, merged(other, third)), `associative, seed ${seed}`);
      const again = planImport(both, new Set(), { holdings: one, refused: new Map() }, "local", NOW);
      assert.deepEqual(again.changes, [], `nothing left, seed ${seed}`);
    }
  });
});

/** One after the other as files, as two machines would. */
function merged(one: Holdings, other: Holdings): Holdings {
  const { holdings: given, refused } = read(recordFile(other, "", ORIGIN, NOW));
  const plan = planImport(one, new Set(), { holdings: given, refused }, "local", NOW);
  return applied(one, plan.changes);
}

function holdings(chance: () => number): Holdings {
  const some = (most: number) => Array.from({ length: Math.floor(chance() * most) }, () => chance());
  const unique = <Item>(items: Item[], name: (item: Item) => string) =>
    Array.from(new Map(items.map((item) => [name(item), item])).values());
  const moment = (one: number) => NOW - 1 - Math.floor(one * 5);
  return {
    attempts: unique(
      some(8).map((one) => attempt(String(Math.floor(one * 12)))),
      ({ id }) => id,
    ),
    papers: unique(
      some(3).map((one) => paper(String(Math.floor(one * 4)), one > 0.5 ? "right" : "pending")),
      ({ id }) => id,
    ),
    ticks: unique(
      some(4).map((one) => ({
        page: "a",
        text: String(Math.floor(one * 3)),
        ticked: chance() > 0.5,
        at: moment(chance()),
      })),
      ({ text }) => text,
    ),
    reads: unique(
      some(4).map((one) => ({
        page: String(Math.floor(one * 3)),
        place: String(Math.floor(chance() * 3)),
        at: moment(chance()),
        ended: chance() > 0.5 ? moment(chance()) : null,
      })),
      ({ page }) => page,
    ),
    notes: unique(
      // The same event is the same on every machine.
      some(6).map((one) => {
        const id = Math.floor(one * 9);
        return note(String(id), { note: String(id % 3), removed: id % 4 === 0, order: NOW - id });
      }),
      ({ id }) => id,
    ),
    learner: chance() > 0.5 ? String(Math.floor(chance() * 4)) : "",
  };
}
