import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { slipText } from "../src/learning/slip";
import type { Attempt } from "../src/store/attempts";
import { recordFile } from "../src/store/record-file";

/** What members hand over, kept for the tests in Python that read it. UPDATE=1 writes it anew. */
const FOLDER = new URL("../../tests/cases/handed-in/", import.meta.url);
const MADE = Date.UTC(2026, 10, 25);

function attempt(id: string, question: string, others: Partial<Attempt>): Attempt {
  return {
    format: 1,
    id,
    question,
    version: "0123456789ab",
    response: 1,
    verdict: "right",
    at: MADE - 60_000,
    zone: 480,
    took: 4200,
    mode: "practice",
    paper: null,
    profile: "local",
    ...others,
  };
}

const LOG = [
  attempt("one", "single-1", {}),
  attempt("two", "multiple-1", { response: [0, 2], verdict: "partial", at: MADE - 50_000.5, took: 1e-7 }),
  attempt("three", "short-1", {
    response: { text: '引号" 反斜\\ 换行\n 表情🎉 半个\ud83d 零\u0000 \u2028 \u007f é', covered: [0] },
    verdict: "pending",
    took: 1.5e21,
  }),
  attempt("four", "truefalse-1", { response: false, took: 0, at: MADE - 40_000, rating: "easy" }),
];

const FILES = {
  "record.json": recordFile(
    { attempts: LOG, papers: [], ticks: [], reads: [], notes: [], learner: "0123456789abcdef" },
    "王芳",
    { id: "sample", title: "样例", course: "0badcafe" },
    MADE,
  ),
  "slip.json": slipText({
    format: "course-slip",
    version: 1,
    course: "0badcafe",
    made: MADE,
    zone: 480,
    learner: "0123456789abcdef",
    name: "王芳",
    branch: "第一科室",
    totals: [],
    days: 1,
    papers: [],
    attempts: [
      {
        question: "single-1",
        version: "0123456789ab",
        verdict: "right",
        at: MADE - 60_000,
        response: 1,
      },
      {
        question: "single-2",
        version: "0123456789ab",
        verdict: "wrong",
        at: MADE - 30_000,
        response: 3,
      },
    ],
  }),
};

for (const [name, text] of Object.entries(FILES)) {
  test(`${name} is what the player writes`, () => {
    const file = new URL(name, FOLDER);
    if (process.env.UPDATE === "1") {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(file, text);
    }
    assert.equal(readFileSync(file, "utf8"), text);
  });
}
