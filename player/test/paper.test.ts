import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { afterAbsence, announcement, left } from "../src/core/clock";
import { type CourseIndex, decodeQuestion } from "../src/core/course-index";
import { drawPaper, freshNumber, readNumber, seedOn } from "../src/learning/paper";
import { examTexts } from "../src/texts/exam";
import { exam } from "./bank";
import { cases } from "./cases";

const EXAM = exam("standard", 2, { title: "一", type: "single", count: 2, marks: 1, partly: "none" });
const INDEX: CourseIndex = {
  format: 2,
  course: "0badcafe",
  banks: {
    one: { title: "甲", page: "study/arranging.html" },
    two: { title: "乙", page: "study/lending.html" },
  },
  pages: ["arranging", "lending"].map((name) => ({
    path: `study/${name}.html`,
    title: name,
    minutes: 5,
    requirements: [],
  })),
  paths: [],
  exams: [EXAM, { ...EXAM, name: "page", choosePage: true }],
  questions: ["a", "b", "c", "d", "e", "f"].map((id, place) =>
    decodeQuestion([id, "single", ["r1-a"], 1, "v", place < 3 ? "one" : "two", [], ""]),
  ),
};

describe("a paper number", () => {
  test("is read as people type it", () => {
    const index = { ...INDEX, exams: [{ ...EXAM, name: "annual" }] };
    for (const text of cases<{ typed: readonly string[] }>("paper_numbers").typed) {
      assert.equal(readNumber(index, text)?.number, "annual-12345", text);
    }
  });
  test("says which page where the blueprint asks for one, also one with a dash in its name", () => {
    const name = readNumber(INDEX, "page-arranging-00012");
    assert.equal(name?.page?.path, "study/arranging.html");
    assert.equal(name?.number, "page-arranging-00012");
  });
  test("is refused where it is none", () => {
    for (const text of [
      "",
      "12345",
      "standard",
      "standard-",
      "standard-x1",
      "page-123",
      "page-other-1",
      "standard-123456789",
    ]) {
      assert.equal(readNumber(INDEX, text), null, text);
    }
  });
  test("that is proposed can be read back", () => {
    for (const chance of [0, 7, 99_999, 4_294_967_295]) {
      for (const exam of INDEX.exams) {
        const page = exam.choosePage ? (INDEX.pages[0] ?? null) : null;
        const number = freshNumber(exam, page, chance);
        assert.deepEqual(readNumber(INDEX, number), { exam, page, number });
      }
    }
  });
});

describe("a paper", () => {
  test("is the same for the same number and another for another", () => {
    const papers = Array.from({ length: 40 }, (_, number) => {
      const name = { exam: EXAM, page: null, number: `standard-${number}` };
      assert.deepEqual(drawPaper(INDEX, name), drawPaper(INDEX, name));
      return drawPaper(INDEX, name).flat().sort().join();
    });
    assert.ok(new Set(papers).size > 5);
  });
  test("on one page asks of that page only", () => {
    const page = INDEX.pages[1] ?? null;
    const [ids] = drawPaper(INDEX, { exam: EXAM, page, number: "page-lending-1" });
    assert.equal(ids?.length, 2);
    assert.ok(ids?.every((id) => "def".includes(id)));
  });
  test("shuffles each question in its own way", () => {
    assert.notEqual(seedOn("standard-1", "a"), seedOn("standard-1", "b"));
    assert.notEqual(seedOn("standard-1", "a"), seedOn("standard-2", "a"));
  });
});

describe("how a section is marked", () => {
  test("says of several right options that a wrong one gives nothing, but not of other types", () => {
    const section = { title: "一", count: 1, marks: 2, partly: "share" } as const;
    const rule = (type: "multiple" | "match") => examTexts.rule({ ...section, type });
    assert.match(rule("multiple"), /，选错不得分$/);
    assert.doesNotMatch(rule("match"), /选错/);
  });
});

describe("an exam's clock", () => {
  test("counts the time away, and takes none back from a clock that was set back", () => {
    assert.equal(afterAbsence({ used: 1000, wall: 5000 }, 9000), 5000);
    assert.equal(afterAbsence({ used: 1000, wall: 5000 }, 2000), 1000);
  });
  test("ends at nothing", () => {
    assert.equal(left(1, 20_000), 40_000);
    assert.equal(left(1, 70_000), 0);
  });
  test("announces five minutes and one, each once", () => {
    assert.equal(announcement(300_500, 300_000), 5);
    assert.equal(announcement(300_000, 299_500), null);
    assert.equal(announcement(60_500, 59_900), 1);
    assert.equal(announcement(400_000, 390_000), null);
  });
});
