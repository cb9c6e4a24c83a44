import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CourseIndex, decodeQuestion } from "../src/core/course-index";
import { bankCounts, inAll } from "../src/learning/bank-counts";
import { byPage, weakestPages } from "../src/learning/pages";
import { quickExam } from "../src/learning/paper";
import type { RequirementMastery } from "../src/learning/study";

const EXAM = { about: "", minutes: 30, passing: 1, pages: [], choosePage: false, shares: null, sections: [] };

const INDEX: CourseIndex = {
  format: 2,
  course: "0badcafe",
  banks: {},
  pages: ["a", "b", "c"].map((name) => ({ path: `${name}.html`, title: name, minutes: 5, requirements: [] })),
  exams: [],
  paths: [],
  questions: [
    decodeQuestion(["a-1", "single", ["r1-a"], 1, "v", "a", [], ""]),
    decodeQuestion(["a-2", "single", ["r1-a"], 1, "v", "a", [], ""]),
    decodeQuestion(["b-1", "single", ["r2-a"], 1, "v", "b", [], ""]),
  ],
};

function known(id: string, page: string, mastery: number, asked: number, all: number): RequirementMastery {
  return { id, title: id, page, mastery, asked, right: 0, all };
}

describe("what is known of a page", () => {
  const masteries = [
    known("r1", "a.html", 1, 1, 1),
    known("r2", "a.html", 0.2, 3, 3),
    known("r3", "b.html", 0, 0, 9),
  ];
  const pages = byPage(INDEX, masteries);
  test("is the mean over its questions", () => {
    assert.deepEqual(
      pages.map(({ page, mastery, asked, all }) => [page, Number(mastery.toFixed(3)), asked, all]),
      [
        ["a.html", 0.4, 4, 4],
        ["b.html", 0, 0, 9],
        ["c.html", 0, 0, 0],
      ],
    );
    assert.deepEqual(
      pages.map(({ requirements }) => requirements.map(({ id }) => id)),
      [["r1", "r2"], ["r3"], []],
    );
  });
  test("makes it weak only if it was asked", () => {
    assert.deepEqual(
      weakestPages(pages).map(({ page }) => page),
      ["a.html"],
    );
  });
  test("orders weak pages and leaves out what is known well", () => {
    const all = [
      known("r1", "a.html", 0.8, 1, 1),
      known("r2", "b.html", 0.3, 1, 1),
      known("r3", "c.html", 0.95, 1, 1),
    ];
    assert.deepEqual(
      weakestPages(byPage(INDEX, all)).map(({ page }) => page),
      ["b.html", "a.html"],
    );
  });
});

describe("the counts of a bank", () => {
  test("go by the last verdict of the question as it is now", () => {
    const counts = bankCounts(INDEX, [
      { question: "a-1", version: "v", verdict: "right" },
      { question: "a-1", version: "v", verdict: "wrong" },
      { question: "b-1", version: "v", verdict: "right" },
      { question: "a-2", version: "before", verdict: "right" },
    ]);
    assert.deepEqual(Object.fromEntries(counts), {
      a: { asked: 1, right: 0, all: 2 },
      b: { asked: 1, right: 1, all: 1 },
    });
    assert.deepEqual(inAll(counts), { asked: 2, right: 1, all: 3 });
  });
});

describe("the quick paper", () => {
  test("is the shortest for which no page is to be chosen, the first of equals", () => {
    const exams = [
      { ...EXAM, name: "long", title: "" },
      { ...EXAM, name: "page", title: "", minutes: 5, choosePage: true },
      { ...EXAM, name: "quick", title: "", minutes: 10 },
      { ...EXAM, name: "other", title: "", minutes: 10 },
    ];
    assert.equal(quickExam({ ...INDEX, exams })?.name, "quick");
  });
  test("is missing without one", () => {
    assert.equal(quickExam(INDEX), null);
    assert.equal(
      quickExam({ ...INDEX, exams: [{ ...EXAM, name: "page", title: "", choosePage: true }] }),
      null,
    );
  });
});
