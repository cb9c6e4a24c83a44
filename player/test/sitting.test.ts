import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CourseIndex, decodeQuestion } from "../src/core/course-index";
import {
  bySection,
  fullScore,
  isPassed,
  markPaper,
  pendingCount,
  score,
  settle,
  upToDate,
} from "../src/learning/sitting";
import { exam, short, single } from "./bank";

const QUESTIONS = new Map(
  [single("a", "r1-a"), single("b", "r1-b"), short("s", "r2-a")].map((one) => [one.id, one]),
);
const EXAM = exam(
  "e",
  3,
  { title: "一", type: "single", count: 2, marks: 1, partly: "none" },
  { title: "二", type: "short", count: 1, marks: 3, partly: "share" },
);
const DRAWN = { exam: EXAM, sections: [["a", "b"], ["s"]] };
const KEY = (QUESTIONS.get("a") as { key: number } & object).key;

describe("a paper handed in", () => {
  test("is marked question by question; what is blank stays unanswered and earns nothing", () => {
    const marked = markPaper(DRAWN, QUESTIONS, { a: KEY, b: "rubbish" });
    assert.deepEqual(
      marked.map(({ standing, halves }) => [standing, halves]),
      [
        ["right", 2],
        [null, 0],
        [null, 0],
      ],
    );
    assert.equal(fullScore(DRAWN), 10);
  });
  test("waits for the learner's mark on a text, which then earns its share", () => {
    const marked = markPaper(DRAWN, QUESTIONS, { s: { text: "答", covered: [] } });
    assert.equal(pendingCount(marked), 1);
    const [, , waiting] = marked;
    const question = QUESTIONS.get("s");
    assert.ok(waiting && question);
    const settled = settle(DRAWN, waiting, question, { text: "答", covered: [0] });
    assert.equal(settled.standing, "partial");
    assert.equal(settled.halves, 3);
  });
  test("is passed at the mark, and the mark falls with a question taken off", () => {
    const three = markPaper(DRAWN, QUESTIONS, { a: KEY, b: KEY }).map((one, place) =>
      place === 2 ? { ...one, halves: 2 } : one,
    );
    assert.equal(isPassed(DRAWN, three), true);
    assert.equal(
      isPassed(
        DRAWN,
        three.map((one) => ({ ...one, halves: Math.min(one.halves, 1) })),
      ),
      false,
    );
    const shorter = { exam: EXAM, sections: [["a"], ["s"]] };
    const marked = markPaper(shorter, QUESTIONS, { a: KEY }).map((one) => ({ ...one, halves: 2.5 }));
    assert.equal(score(marked), 5);
    assert.equal(isPassed(shorter, marked), true);
  });
  test("adds up by section", () => {
    const marked = markPaper(DRAWN, QUESTIONS, { a: KEY });
    assert.deepEqual(bySection(DRAWN, marked), [
      { name: "一", halves: 2, full: 4 },
      { name: "二", halves: 0, full: 6 },
    ]);
  });
});

describe("a paper that the course has outgrown", () => {
  const index = {
    format: 2,
    course: "0badcafe",
    banks: {},
    pages: [],
    paths: [],
    exams: [],
    questions: [
      decodeQuestion(["a", "single", ["r1-a"], 1, "new", "bank", [], ""]),
      decodeQuestion(["s", "short", ["r2-a"], 1, "v", "bank", [], ""]),
    ],
  } as const satisfies CourseIndex;
  const answers = { a: 0, b: 1, s: { text: "答", covered: [] } };
  const open = { ...DRAWN, versions: { a: "old", b: "v", s: "v" }, answers, number: "e-1" };

  test("asks anew what was corrected, and no longer what was withdrawn", () => {
    const { current, changed, withdrawn } = upToDate(open, index);
    assert.deepEqual([changed, withdrawn], [1, 1]);
    assert.deepEqual(current.sections, [["a"], ["s"]]);
    assert.equal("a" in current.answers, false);
    assert.deepEqual(current.answers.s, answers.s);
    assert.deepEqual(current.versions, { a: "new", s: "v" });
    assert.equal(current.number, "e-1");
  });
  test("is told of once", () => {
    const { changed, withdrawn } = upToDate(upToDate(open, index).current, index);
    assert.deepEqual([changed, withdrawn], [0, 0]);
  });
});
