import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CourseIndex, decodeQuestion } from "../src/core/course-index";
import { mondayOf } from "../src/core/day";
import { cards } from "../src/learning/schedule";
import { byDay, byWeek, masteries, weakest } from "../src/learning/study";

const DAY = 86_400_000;
const ZONE = 480;
/** Wednesday, 25 November 2026, noon in China. */
const NOON = Date.UTC(2026, 10, 25, 4);
const TODAY = Math.floor((NOON + ZONE * 60_000) / DAY);

const INDEX: CourseIndex = {
  format: 2,
  course: "0badcafe",
  banks: { bank: { title: "库", page: "study/a.html" } },
  pages: [
    {
      path: "study/a.html",
      title: "甲",
      minutes: 5,
      requirements: [
        { id: "r1", title: "要求一", points: ["r1-a", "r1-b"] },
        { id: "r2", title: "要求二", points: ["r2-a"] },
        { id: "r3", title: "没有题", points: ["r3-a"] },
      ],
    },
    { path: "study/b.html", title: "乙", minutes: 5, requirements: [] },
  ],
  paths: [],
  exams: [],
  questions: [
    decodeQuestion(["a", "single", ["r1-a"], 1, "v", "bank", [], ""]),
    decodeQuestion(["b", "single", ["r1-b", "r2-a"], 1, "v", "bank", [], ""]),
    decodeQuestion(["c", "single", ["r2-a"], 1, "v", "bank", [], ""]),
  ],
};

function attempt(question: string, verdict: string, daysAgo: number, version = "v") {
  const at = NOON - daysAgo * DAY;
  return { id: `${question}${at}`, question, version, verdict, mode: "practice", at, zone: ZONE };
}

function masteryOf(id: string, log: ReturnType<typeof attempt>[], day = TODAY) {
  return masteries(INDEX, log, cards(INDEX.questions, log), day).find((one) => one.id === id);
}

describe("the mastery of a requirement", () => {
  test("is nothing at the beginning, and a requirement without questions has none", () => {
    assert.deepEqual(
      masteries(INDEX, [], new Map(), TODAY).map(({ id, mastery, all }) => [id, mastery, all]),
      [
        ["r1", 0, 2],
        ["r2", 0, 2],
      ],
    );
  });
  test("is whole on the day on which all its questions were right", () => {
    const log = [attempt("a", "right", 0), attempt("b", "right", 0)];
    assert.equal(masteryOf("r1", log)?.mastery, 1);
    assert.equal(masteryOf("r2", log)?.mastery, 0.5);
  });
  test("fades with the days, and comes back with a review", () => {
    const log = [attempt("a", "right", 0), attempt("b", "right", 0)];
    const later = masteryOf("r1", log, TODAY + 10)?.mastery ?? 0;
    const latest = masteryOf("r1", log, TODAY + 60)?.mastery ?? 0;
    assert.ok(later < 1 && latest < later && latest > 0);
    const reviewed = [...log, attempt("a", "right", -60), attempt("b", "right", -60)];
    assert.equal(masteryOf("r1", reviewed, TODAY + 60)?.mastery, 1);
  });
  test("does not count a question last answered wrong, or answered before it was corrected", () => {
    assert.equal(masteryOf("r1", [attempt("a", "right", 1), attempt("a", "wrong", 0)])?.mastery, 0);
    const old = masteryOf("r1", [attempt("a", "right", 0, "before")]);
    assert.deepEqual([old?.mastery, old?.asked], [0, 0]);
  });
});

describe("the weakest requirements", () => {
  test("are those begun, the least known first, and none that are known well", () => {
    const log = [attempt("a", "wrong", 0), attempt("b", "right", 0), attempt("c", "right", 0)];
    const all = masteries(INDEX, log, cards(INDEX.questions, log), TODAY);
    assert.deepEqual(
      weakest(all).map(({ id }) => id),
      ["r1"],
    );
    assert.deepEqual(weakest(masteries(INDEX, [], new Map(), TODAY)), []);
  });
});

describe("days and weeks", () => {
  test("are the learner's own, and weeks begin on Monday", () => {
    const log = [attempt("a", "right", 3), attempt("b", "wrong", 0), attempt("c", "right", 0)];
    assert.deepEqual(byDay(log), [
      { day: TODAY - 3, right: 1, all: 1 },
      { day: TODAY, right: 1, all: 2 },
    ]);
    assert.equal(mondayOf(TODAY), TODAY - 2);
    assert.equal(mondayOf(TODAY - 2), TODAY - 2);
    assert.equal(mondayOf(TODAY - 3), TODAY - 9);
    assert.deepEqual(
      byWeek(byDay(log), TODAY, 3).map(({ day, right, all }) => [day, right, all]),
      [
        [TODAY - 16, 0, 0],
        [TODAY - 9, 1, 1],
        [TODAY - 2, 1, 2],
      ],
    );
    assert.deepEqual(byWeek(byDay(log), TODAY, 1), [{ day: TODAY - 2, right: 1, all: 2 }]);
  });
  test("leave out what is later", () => {
    assert.deepEqual(byWeek([{ day: TODAY + 7, right: 1, all: 1 }], TODAY, 1), [
      { day: TODAY - 2, right: 0, all: 0 },
    ]);
  });
});
