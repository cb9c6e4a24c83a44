import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { checksum } from "../src/core/checksum";
import type { Attempt } from "../src/store/attempts";
import {
  type Holdings,
  planImport,
  type Reason,
  type RecordFile,
  readHoldings,
  readRecordFile,
  recordFile,
  type Tick,
} from "../src/store/exchange";
import { MemoryRecords } from "../src/store/memory-records";
import type { HandedIn } from "../src/store/papers";
import type { Read } from "../src/store/reads";
import { exam } from "./bank";

const NOW = Date.UTC(2026, 10, 25);
const NOTHING: Holdings = { attempts: [], papers: [], ticks: [], reads: [], learner: "" };

function attempt(id: string, others: Partial<Attempt> = {}): Attempt {
  return {
    format: 1,
    id,
    question: "vehicle-lecture-01",
    version: "0123456789ab",
    response: [0, 2],
    verdict: "partial",
    at: NOW - 1000,
    zone: 480,
    took: 4200,
    mode: "practice",
    paper: null,
    profile: "local",
    ...others,
  };
}

function paper(id: string, standing: "right" | "pending" = "right"): HandedIn {
  return {
    id,
    number: "quick-1",
    exam: exam("quick", 6, { title: "一", type: "short", count: 1, marks: 1, partly: "none" }),
    course: "0badcafe",
    sections: [["a"]],
    started: NOW - 5000,
    ended: NOW - 1000,
    zone: 480,
    used: 4000,
    timedOut: false,
    marked: [{ question: "a", version: "v", response: { text: "答", covered: [0] }, standing, halves: 2 }],
    ...({ format: 1, profile: "local" } as object),
  };
}

const ORIGIN = { id: "sample", title: "样例", course: "0badcafe" };
const ALL_KNOWN = { has: () => true };

function read(text: string): RecordFile {
  const file = readRecordFile(text, ORIGIN.id, ALL_KNOWN);
  assert.ok(!("problem" in file), JSON.stringify(file));
  return file;
}

function problem(text: string): string {
  const file = readRecordFile(text, ORIGIN.id, ALL_KNOWN);
  return "problem" in file ? file.problem : "none";
}

/** A file with these fields and the right checksum. */
function file(fields: object): string {
  const content = { format: "course-record", version: 1, name: "", course: "c", made: NOW, ...fields };
  return JSON.stringify({ ...content, checksum: checksum(content) });
}

function reasons(fields: object): [Reason, number][] {
  return Array.from(read(file(fields)).refused);
}

const HELD: Holdings = {
  attempts: [attempt("1"), attempt("2", { rating: "hard" })],
  papers: [paper("p")],
  ticks: [{ page: "study/a.html", text: "甲", ticked: true, at: NOW - 1 }],
  reads: [{ page: "study/a.html", place: "r1", at: NOW - 1, ended: null }],
  learner: "abc",
};

describe("a record file", () => {
  test("gives back on another machine what went into it", () => {
    const { holdings, name, refused } = read(recordFile(HELD, "张三", ORIGIN, NOW));
    assert.equal(name, "张三");
    assert.equal(refused.size, 0);
    const plan = planImport(NOTHING, new Set(), { holdings, refused }, "local", NOW);
    assert.deepEqual(applied(NOTHING, plan.changes), normal(HELD));
  });
  test("is refused whole where it is not what it says", () => {
    const good = recordFile(HELD, "", ORIGIN, NOW);
    assert.equal(problem(""), "not-json");
    assert.equal(problem("null"), "foreign");
    assert.equal(problem("[]"), "foreign");
    assert.equal(problem("{}"), "foreign");
    assert.equal(problem('{"format":"course-slip"}'), "slip");
    assert.equal(problem(good.slice(0, -1)), "not-json");
    assert.equal(problem(good.replace('"partial"', '"right"')), "damaged");
    assert.equal(problem(file({ version: 2 })), "newer");
    assert.equal(problem(file({ version: "1" })), "damaged");
    assert.equal(problem(`${"[".repeat(100_000)}`), "too-deep");
    assert.equal(problem(file({ attempts: Array(200_001).fill(0) })), "too-many");
  });
  test("with a byte order mark is read all the same", () => {
    assert.equal(problem(`\ufeff${recordFile(HELD, "", ORIGIN, NOW)}`), "none");
  });
  test("loses what makes no sense, and says how much and why", () => {
    assert.deepEqual(reasons({ attempts: [1, null, [], {}] }), [["shape", 4]]);
    assert.deepEqual(reasons({ attempts: [attempt("1", { at: Date.UTC(2300, 0, 1) })] }), [["time", 1]]);
    assert.deepEqual(reasons({ attempts: [attempt("1", { at: -5 })] }), [["time", 1]]);
    assert.deepEqual(reasons({ attempts: [attempt("x".repeat(200))] }), [["long", 1]]);
    assert.deepEqual(reasons({ attempts: [attempt("1"), attempt("1")] }), [["twice", 1]]);
    assert.deepEqual(reasons({ attempts: [attempt("1", { response: [[[[[0]]]]] })] }), [["shape", 1]]);
    assert.deepEqual(reasons({ attempts: [attempt("1", { zone: 5000 })] }), [["shape", 1]]);
    assert.deepEqual(reasons({ papers: [{ ...paper("p"), exam: null }] }), [["shape", 1]]);
    assert.deepEqual(reasons({ papers: [paper("running")] }), [["shape", 1]]);
    assert.deepEqual(reasons({ papers: [paper("")] }), [["shape", 1]]);
    assert.deepEqual(reasons({ papers: [{ ...paper("p"), started: 1e308 }] }), [["time", 1]]);
    assert.deepEqual(reasons({ papers: [{ ...paper("p"), used: -1 }] }), [["shape", 1]]);
    assert.deepEqual(reasons({ papers: [{ ...paper("p"), marked: null }] }), [["shape", 1]]);
    assert.deepEqual(reasons({ papers: [{ ...paper("p"), sections: ["a"] }] }), [["shape", 1]]);
    assert.deepEqual(reasons({ attempts: [attempt("1", { took: 1e308 })] }), [["shape", 1]]);
    assert.deepEqual(reasons({ ticks: [{ page: "a", text: 1, ticked: true, at: NOW }] }), [["shape", 1]]);
    assert.deepEqual(reasons({ reads: [{ page: "a", place: "", at: NOW, ended: "x" }] }), [["time", 1]]);
  });
  test("keeps what was answered while a clock was wrong by years, with its number", () => {
    const ahead = attempt("1", { at: Date.UTC(2038, 0, 1), order: Date.UTC(2038, 0, 1) });
    const behind = attempt("2", { at: 5, order: Date.UTC(2038, 0, 1) + 1 });
    const { holdings, refused } = read(recordFile({ ...HELD, attempts: [ahead, behind] }, "", ORIGIN, NOW));
    assert.equal(refused.size, 0);
    assert.deepEqual(
      holdings.attempts.map(({ at, order }) => [at, order]),
      [ahead, behind].map(({ at, order }) => [at, order]),
    );
  });
  test("of another course is refused by name", () => {
    const other = recordFile(HELD, "", { ...ORIGIN, id: "archives", title: "档案管理" }, NOW);
    assert.deepEqual(readRecordFile(other, ORIGIN.id, ALL_KNOWN), {
      problem: "other-course",
      title: "档案管理",
    });
  });
  test("that names no course is taken if it answers questions of this one", () => {
    const old = file({ attempts: [attempt("1")] });
    assert.ok(!("problem" in readRecordFile(old, ORIGIN.id, new Set(["vehicle-lecture-01"]))));
    assert.deepEqual(readRecordFile(old, ORIGIN.id, new Set(["rules-01"])), { problem: "other-course" });
    assert.ok(!("problem" in readRecordFile(file({ attempts: [] }), ORIGIN.id, new Set(["rules-01"]))));
  });
  test("can be read by the player before: nothing that it reads has changed", () => {
    const content = JSON.parse(recordFile(HELD, "张三", ORIGIN, NOW)) as Record<string, unknown>;
    const { checksum: sum, ...rest } = content;
    assert.equal(sum, checksum(rest));
    assert.deepEqual(
      [rest.format, rest.version, rest.name, rest.course, rest.made],
      ["course-record", 1, "张三", ORIGIN.course, NOW],
    );
  });
  test("brings no field of its own into our records", () => {
    const strange = { extra: 2, ...attempt("1") };
    const [taken] = read(file({ attempts: [strange] })).holdings.attempts;
    assert.ok(taken);
    assert.deepEqual(Object.keys(taken).sort(), Object.keys(attempt("1")).sort());
  });
  test("is refused whole where a field has the name of what all objects share", () => {
    for (const name of ["__proto__", "constructor", "prototype"]) {
      const trap: unknown = JSON.parse(`{"${name}":{"polluted":1},"text":"","covered":[]}`);
      assert.equal(problem(file({ [name]: 1, ...(trap as object) })), "foreign", name);
      assert.equal(problem(file({ attempts: [trap] })), "foreign", name);
      assert.equal(problem(file({ attempts: [attempt("1", { response: [trap] })] })), "foreign", name);
    }
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });
  test("has no time of making that cannot be shown", () => {
    assert.equal(read(file({ made: 1e308 })).made, 0);
    assert.equal(read(file({ made: "yesterday" })).made, 0);
  });
  test("gives back whatever the course lets somebody have, however long", () => {
    const response = { text: "长".repeat(20_000), covered: [] };
    const long = paper("p");
    const exam = { ...long.exam, title: "题".repeat(300), about: "关".repeat(300) };
    const marked = long.marked.map((mark) => ({ ...mark, response }));
    const held = {
      ...HELD,
      attempts: [attempt("1", { response, took: -5000 })],
      papers: [{ ...long, exam, marked, used: 4000.5 }],
    };
    const { holdings, refused } = read(recordFile(held, "", ORIGIN, NOW));
    assert.equal(refused.size, 0);
    assert.deepEqual(normal(holdings), normal(held));
  });
  test("gives back answers written before fields had a limit", () => {
    const texted = (length: number) => attempt("1", { response: { text: "长".repeat(length), covered: [] } });
    const held = { ...HELD, attempts: [texted(25_000)] };
    const { holdings, refused } = read(recordFile(held, "", ORIGIN, NOW));
    assert.equal(refused.size, 0);
    assert.deepEqual(normal(holdings), normal(held));
    assert.deepEqual(reasons({ attempts: [texted(200_001)] }), [["shape", 1]]);
  });
  test("altered at any place gives nothing but what goes out and in again as it is", () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const content = JSON.parse(recordFile(HELD, "张三", ORIGIN, NOW)) as Record<string, unknown>;
      delete content.checksum;
      alter(content, generator(seed));
      const taken = readRecordFile(
        JSON.stringify({ ...content, checksum: checksum(content) }),
        ORIGIN.id,
        ALL_KNOWN,
      );
      if ("problem" in taken) continue;
      const again = read(recordFile(taken.holdings, taken.name, { ...ORIGIN, course: taken.course }, NOW));
      assert.deepEqual(again.holdings, taken.holdings, `seed ${seed}`);
      assert.equal(again.refused.size, 0, `seed ${seed}`);
    }
  });
});

const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  1e15,
  "",
  "x",
  "长".repeat(30_000),
  [],
  {},
  [[]],
  [null],
];

/** Puts something odd in the place of some value inside. */
function alter(value: object, chance: () => number): void {
  const inner = value as Record<string, unknown>;
  const names = Object.keys(inner);
  const name = names[Math.floor(chance() * names.length)];
  if (name === undefined) return;
  const child = inner[name];
  if (typeof child === "object" && child !== null && chance() < 0.85) alter(child, chance);
  else inner[name] = ODD[Math.floor(chance() * ODD.length)];
}

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
    const mine = await readHoldings(records);
    assert.deepEqual(mine.attempts, []);
    const plan = planImport(mine, mine.others, read(recordFile(HELD, "", ORIGIN, NOW)), "local", NOW);
    assert.deepEqual(Array.from(plan.refused), [["other-profile", 3]]);
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
    assert.deepEqual(Array.from(plan.refused), [["other-profile", 2]]);
    assert.equal(plan.papers.fresh, 0);
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

/** What a store holds after the changes. */
function applied(before: Holdings, changes: readonly object[]): Holdings {
  const after = {
    attempts: new Map(before.attempts.map((one) => [one.id, one])),
    papers: new Map(before.papers.map((one) => [one.id, one])),
    ticks: new Map(before.ticks.map((one) => [`${one.page} ${one.text}`, one])),
    reads: new Map(before.reads.map((one) => [one.page, one])),
  };
  let { learner } = before;
  for (const change of changes as { store: string; put?: object; add?: object }[]) {
    const record = (change.put ?? change.add) as Record<string, unknown> & { id: string };
    if (change.store === "attempts") after.attempts.set(record.id, record as unknown as Attempt);
    if (change.store === "papers") after.papers.set(record.id, record as unknown as HandedIn);
    if (change.store === "ticks") after.ticks.set(`${record.page} ${record.text}`, record as unknown as Tick);
    if (change.store === "reads") after.reads.set(String(record.page), record as unknown as Read);
    if (change.store === "settings") learner = String(record.value);
  }
  return normal({
    attempts: Array.from(after.attempts.values()),
    papers: Array.from(after.papers.values()),
    ticks: Array.from(after.ticks.values()),
    reads: Array.from(after.reads.values()),
    learner,
  });
}

/** In one order, and without what only a stored record has. */
function normal({ attempts, papers, ticks, reads, learner }: Holdings): Holdings {
  const sorted = <Item extends object>(items: readonly Item[]) =>
    items
      .map((item) => ({ ...item, format: 1, profile: "local" }))
      .sort((one, other) => (checksum(one) < checksum(other) ? -1 : 1));
  return {
    attempts: sorted(attempts),
    papers: sorted(papers),
    ticks: sorted(ticks),
    reads: sorted(reads),
    learner,
  };
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
    learner: chance() > 0.5 ? String(Math.floor(chance() * 4)) : "",
  };
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
