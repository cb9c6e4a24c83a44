import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Blueprint, type Candidate, draw } from "../src/core/draw";

type Row = [id: string, type: string, page: string, difficulty: number, apart: string[], kind: string | null];

const cases = JSON.parse(readFileSync(new URL("../../tests/cases/draw.json", import.meta.url), "utf8")) as {
  pools: Record<string, Row[]>;
  exams: Record<string, Blueprint>;
  draws: { pool: string; exam: string; number: string; paper: string[][] }[];
};

const pools = new Map(
  Object.entries(cases.pools).map(([name, rows]): [string, Candidate[]] => [
    name,
    rows.map(([id, type, page, difficulty, apart, kind]) => ({ id, type, page, difficulty, apart, kind })),
  ]),
);

test("draws the same papers as the other language", () => {
  assert.ok(cases.draws.length >= 200);
  for (const { pool, exam, number, paper } of cases.draws) {
    const drawn = draw(pools.get(pool) ?? [], cases.exams[exam] as Blueprint, number);
    assert.deepEqual(drawn, paper, `${pool} ${number}`);
  }
});

test("draws a hundred questions from ten thousand while nobody notices", () => {
  const pool = Array.from({ length: 10_000 }, (_, index) => ({
    id: `q-${index}`,
    type: "single",
    page: `study/${index % 40}.md`,
    difficulty: 1 + (index % 3),
  }));
  const blueprint = { shares: [40, 40, 20], sections: [{ type: "single", count: 100 }] };
  const [section] = draw(pool, blueprint, "a-1");
  assert.equal(new Set(section).size, 100);
});
