import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CourseIndex, decodeQuestion } from "../src/core/course-index";
import { mastery, total } from "../src/learning/progress";

const INDEX: CourseIndex = {
  format: 2,
  course: "0badcafe",
  banks: {},
  pages: [],
  paths: [],
  exams: [],
  questions: [
    decodeQuestion(["a-1", "single", ["r1-1-a", "r1-1-b"], 1, "v1", "a", [], ""]),
    decodeQuestion(["a-2", "single", ["r1-1-b", "r1-2-a"], 2, "v1", "a", [], ""]),
    decodeQuestion(["b-1", "case", ["r10-2-3-aa"], 3, "v2", "b", [], ""]),
  ],
};

const attempt = (question: string, verdict: string, version = "v1") => ({ question, version, verdict });

function reached(...log: readonly ReturnType<typeof attempt>[]) {
  return Object.fromEntries(
    Array.from(mastery(INDEX, log), ([id, { right, all }]) => [id, `${right}/${all}`]),
  );
}

describe("mastery", () => {
  test("counts a question once for each requirement that it asks", () => {
    assert.deepEqual(reached(), { "r1-1": "0/2", "r1-2": "0/1", "r10-2-3": "0/1" });
  });
  test("goes by the last attempt", () => {
    assert.equal(reached(attempt("a-1", "wrong"), attempt("a-1", "right"))["r1-1"], "1/2");
    assert.equal(reached(attempt("a-1", "right"), attempt("a-1", "partial"))["r1-1"], "0/2");
  });
  test("credits every requirement of a question", () => {
    assert.deepEqual(reached(attempt("a-2", "right")), { "r1-1": "1/2", "r1-2": "1/1", "r10-2-3": "0/1" });
  });
  test("forgets attempts at a question that has been corrected since", () => {
    assert.equal(reached(attempt("b-1", "right", "v1"))["r10-2-3"], "0/1");
    assert.equal(reached(attempt("b-1", "right", "v2"), attempt("b-1", "wrong", "v1"))["r10-2-3"], "1/1");
  });
  test("ignores questions that no longer exist", () => {
    assert.deepEqual(reached(attempt("gone", "right")), reached());
  });
});

test("total counts each question once", () => {
  assert.deepEqual(total(INDEX, [attempt("a-2", "right"), attempt("a-1", "wrong")]), { right: 1, all: 3 });
});
