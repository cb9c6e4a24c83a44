import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CourseIndex, decodeIndex } from "../src/core/course-index";
import { nextStep } from "../src/learning/next-step";
import { pathStates, pathThrough } from "../src/learning/paths";
import { stepWords } from "../src/texts/next-step";
import { cases } from "./cases";

interface Course {
  readonly pages: CourseIndex["pages"];
  readonly paths: CourseIndex["paths"];
  readonly exams: readonly string[];
  readonly questions: readonly string[];
}

type Row = readonly [page: string, place: string, ended: boolean];

interface Case {
  readonly name: string;
  readonly due?: number;
  readonly running?: boolean;
  readonly reads?: readonly Row[];
  readonly masteries?: readonly (readonly [id: string, page: string, asked: number, mastery: number])[];
  readonly course?: Course;
  readonly step: unknown;
}

const { course, cases: all } = cases<{ course: Course; cases: readonly Case[] }>("next-step");

function indexOf({ pages, paths, exams, questions }: Course): CourseIndex {
  const index = { format: 2, course: "0badcafe", banks: {}, pages, paths, exams: [], questions: [] };
  return {
    ...(decodeIndex(index) as CourseIndex),
    ...({ exams, questions } as unknown as Partial<CourseIndex>),
  };
}

function readsOf(rows: readonly Row[]) {
  return rows.map(([page, place, ended]) => ({ page, place, ended: ended ? 1 : null }));
}

describe("the next step", () => {
  for (const { name, due = 0, running = false, reads = [], masteries = [], course: other, step } of all) {
    test(name, () => {
      const index = indexOf(other ?? course);
      const titles = new Map(
        index.pages.flatMap((page) => page.requirements.map(({ id, title }) => [id, title])),
      );
      const known = masteries.map(([id, page, asked, mastery]) => {
        return { id, page, asked, mastery, title: titles.get(id) ?? "", right: 0, all: 4 };
      });
      assert.deepEqual(nextStep({ index, due, running, reads: readsOf(reads), masteries: known }), step);
    });
  }

  test("is named after the time that the first path takes, if its title is one", () => {
    const label = (path: string) => stepWords({ kind: "start", path, place: "", title: "" }).label;
    assert.equal(label("十分钟"), "用十分钟开始");
    assert.equal(label("半小时"), "用半小时开始");
    assert.equal(label("新来的先看"), "从“新来的先看”开始");
    assert.equal(label(""), "从第一页开始");
  });
});

describe("the path that a reader follows", () => {
  const follows = (step: string, reads: readonly Row[] = []) =>
    pathThrough(pathStates(indexOf(course), readsOf(reads)), step)?.path.title;

  test("is the first one with the step", () => {
    assert.equal(follows("study/b.html"), "十分钟");
    assert.equal(follows("study/c.html"), "整门课");
    assert.equal(follows("study/a.html#r1"), "十分钟");
    assert.equal(follows("study/a.html#r9"), undefined);
  });
  test("is the one under way, and no other", () => {
    assert.equal(follows("study/a.html#r1", [["study/b.html", "r4", true]]), "十分钟");
    assert.equal(follows("study/c.html", [["study/b.html", "r4", true]]), undefined);
  });
});

describe("an index that was kept from an earlier version", () => {
  test("has no paths", () => {
    const { paths, ...older } = {
      format: 2,
      course: "",
      banks: {},
      pages: [],
      paths: [],
      exams: [],
      questions: [],
    };
    assert.deepEqual(decodeIndex(older)?.paths, paths);
  });
});
