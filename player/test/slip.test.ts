import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { checksum } from "../src/core/checksum";
import { type CourseIndex, decodeQuestion } from "../src/core/course-index";
import {
  type Done,
  type Known,
  type Logged,
  makeSlip,
  type Refusal,
  type Reveal,
  readSlip,
  slipFileName,
  slipText,
} from "../src/learning/slip";
import { exam } from "./bank";

const EXAM = exam("quick", 6, { title: "一", type: "single", count: 10, marks: 1, partly: "none" });
const INDEX: CourseIndex = {
  format: 2,
  course: "0badcafe",
  banks: {},
  pages: [],
  paths: [],
  exams: [EXAM],
  questions: [
    decodeQuestion(["a-1", "single", ["r1-1-a"], 1, "v1", "a", [], ""]),
    decodeQuestion(["a-2", "single", ["r1-1-b", "r1-2-a"], 2, "v1", "a", [], ""]),
    decodeQuestion(["b-1", "single", ["r1-2-b"], 3, "v2", "b", [], ""]),
  ],
};
const DAY = 86_400_000;

function logged(question: string, verdict: string, at = 0, version = "v1"): Logged {
  return { question, version, verdict, at, zone: 480, response: 1 };
}

function done(halves: readonly number[], standing: "right" | "pending" = "right", number = "quick-1"): Done {
  const ids = halves.map((_, place) => `q-${place}`);
  const marked = ids.map((question, place) => {
    return { question, version: "v", response: 0, standing, halves: halves[place] ?? 0 };
  });
  return { number, exam: EXAM, sections: [ids], ended: 5, marked };
}

const LOG = [
  logged("a-1", "wrong"),
  // Half past midnight in China is the day before in UTC.
  logged("a-1", "right", DAY - 7.5 * 3_600_000),
  logged("a-2", "partial", DAY - 7 * 3_600_000),
  logged("b-1", "right", 3 * DAY, "v1"),
];
const COURSE = { id: "sample", requirements: new Set(["a", "b"]) };
const KNOWN: Known = {
  id: COURSE.id,
  title: "样例",
  index: INDEX,
  log: LOG,
  papers: [done([2, 2, 2, 2, 2, 2, 0, 0, 0, 0])],
  learner: "0123456789abcdef",
  made: 1_700_000_000_000,
  zone: 480,
};
const LEAST: Reveal = { name: null, branch: "第一科室", questions: false, attempts: false };
const MOST: Reveal = { name: "王芳", branch: "第一科室", questions: true, attempts: true };

describe("a slip", () => {
  test("holds totals, days and papers, and nothing else unless told", () => {
    assert.deepEqual(makeSlip(KNOWN, LEAST), {
      format: "course-slip",
      version: 1,
      id: "sample",
      title: "样例",
      course: "0badcafe",
      made: 1_700_000_000_000,
      zone: 480,
      learner: "0123456789abcdef",
      name: null,
      branch: "第一科室",
      // The answer to b-1 is void: the question was corrected since. It still was a day of learning.
      totals: [
        { requirement: "r1-1", right: 1, asked: 2, all: 2 },
        { requirement: "r1-2", right: 0, asked: 1, all: 2 },
      ],
      days: 3,
      papers: [
        {
          number: "quick-1",
          title: "快速卷",
          exam: "quick",
          halves: 12,
          full: 20,
          passing: 12,
          ended: 5,
          marksUnit: "half",
        },
      ],
    });
  });
  test("holds counts and answers if told", () => {
    const slip = makeSlip(KNOWN, MOST);
    assert.equal(slip.name, "王芳");
    assert.deepEqual(slip.questions, [
      { question: "a-1", right: 1, wrong: 1 },
      { question: "a-2", right: 0, wrong: 1 },
    ]);
    const first = { question: "a-1", version: "v1", verdict: "wrong", at: 0, response: 1 };
    assert.deepEqual(slip.attempts?.[0], first);
    assert.equal(slip.attempts?.length, 4);
  });
  test("leaves out papers that wait for the learner's mark", () => {
    assert.deepEqual(makeSlip({ ...KNOWN, papers: [done([2, 0], "pending")] }, LEAST).papers, []);
  });
  test("lowers the pass mark where questions were taken off the paper", () => {
    const [paper] = makeSlip({ ...KNOWN, papers: [done([2, 2, 2])] }, LEAST).papers;
    assert.deepEqual([paper?.full, paper?.passing], [6, 4]);
  });
  test("drops what no slip can hold, so that it can always be read", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 20; level++) deep = [deep];
    const log = [
      ...LOG,
      { ...logged("a-1", "right"), response: deep },
      logged("a\n1", "right"),
      logged("a-1", "odd"),
    ];
    const papers = [...KNOWN.papers, { ...done([2]), number: "" }];
    const slip = makeSlip({ ...KNOWN, log, papers }, MOST);
    assert.equal(slip.attempts?.length, 4);
    assert.equal(slip.papers.length, 1);
    assert.deepEqual(readSlip(slipText(slip), COURSE).slip, slip);
  });
  for (const reveal of [LEAST, MOST]) {
    test(`is read as it was made (${reveal.name ?? "without a name"})`, () => {
      const slip = makeSlip(KNOWN, reveal);
      const found = readSlip(slipText(slip), COURSE);
      assert.deepEqual(found.slip, slip);
      assert.deepEqual(readSlip(`\ufeff${slipText(slip)}`, COURSE), found);
    });
  }
  test("has a name without anything that a file name cannot have", () => {
    const slip = makeSlip(KNOWN, { ...MOST, name: "a/b:c", branch: " 一 部\u202e" });
    assert.equal(slipFileName(slip, "2026-01-31", "匿名"), "成绩单-一_部-a_b_c-2026-01-31.json");
    const least = makeSlip(KNOWN, { ...LEAST, branch: "" });
    assert.equal(
      slipFileName(least, "2026-01-31", "匿名"),
      `成绩单-匿名${least.learner.slice(0, 4)}-2026-01-31.json`,
    );
  });
  test("keeps what belongs to an emoji, and of a name that shows nothing nothing", () => {
    const name = "👨‍👩‍👧‍👦一家\u202e";
    const slip = makeSlip(KNOWN, { ...MOST, name, branch: " \u200b\u202e" });
    assert.deepEqual([slip.name, slip.branch], ["👨‍👩‍👧‍👦一家", ""]);
    assert.deepEqual(readSlip(slipText(slip), COURSE).slip, slip);
    assert.equal(makeSlip(KNOWN, { ...MOST, name: "\u200b\u3164" }).name, null);
  });
  test("shortens a name that is too long", () => {
    const name = "𠮷".repeat(100);
    assert.equal(Array.from(makeSlip(KNOWN, { ...MOST, name }).name ?? "").length, 40);
  });
});

const SLIP = makeSlip(KNOWN, MOST);
/** The fields of its file, without the checksum. */
const { checksum: _sum, ...FILE } = JSON.parse(slipText(SLIP));

test("the file of a slip has totals, counts and answers as rows", () => {
  assert.deepEqual(FILE.totals, [
    ["r1-1", 1, 2, 2],
    ["r1-2", 0, 1, 2],
  ]);
  assert.deepEqual(FILE.questions, [
    ["a-1", 1, 1],
    ["a-2", 0, 1],
  ]);
  assert.deepEqual(FILE.attempts[0], ["a-1", "v1", "wrong", 0, 1]);
});

/** The slip with other fields, and a checksum that fits them. */
function sealed(changes: object): string {
  const fields = { ...FILE, ...changes };
  return JSON.stringify({ ...fields, checksum: checksum(fields) });
}

function why(text: string | null): Refusal | null {
  const found = readSlip(text, COURSE);
  return found.slip ? null : found.why;
}

describe("a file is refused", () => {
  test("that could not be read", () => assert.equal(why(null), "unreadable"));
  for (const text of ["", "你好", "[]", "null", "3", '"course-slip', "{}", '{"format":"other"}', "[1,2]"]) {
    const wanted = text.includes('"course-slip"') ? "broken" : "foreign";
    test(`that is something else: ${text}`, () => assert.equal(why(text), wanted));
  }
  test("that holds learning records", () => {
    assert.equal(why('{"format":"course-record","version":1}'), "record");
  });
  test("of another course, by its name", () => {
    const other = readSlip(sealed({ id: "archives", title: "档案管理" }), COURSE);
    assert.deepEqual(other, { slip: null, why: "ofOtherCourse", title: "档案管理" });
  });
  test("that names no course, unless it counts requirements of this one", () => {
    const { id: _, title: __, ...old } = FILE;
    const text = JSON.stringify({ ...old, checksum: checksum(old) });
    assert.ok(
      readSlip(text, { ...COURSE, requirements: new Set(SLIP.totals.map(({ requirement }) => requirement)) })
        .slip,
    );
    assert.equal(readSlip(text, { ...COURSE, requirements: new Set(["elsewhere"]) }).slip, null);
  });
  test("of a newer version, whatever it holds", () => {
    assert.equal(why('{"format":"course-slip","version":2,"news":[]}'), "newer");
  });
  test("that was cut off anywhere", () => {
    const text = slipText(SLIP);
    for (let end = 30; end < text.length - 2; end += 37) assert.equal(why(text.slice(0, end)), "broken");
  });
  test("that was changed by a digit", () => {
    assert.equal(why(slipText(SLIP).replace('"halves": 12', '"halves": 18')), "changed");
    assert.equal(why(slipText(SLIP).replace("王芳", "王方")), "changed");
    assert.equal(why(JSON.stringify(FILE)), "changed");
  });
  test("with names that mean something to the language", () => {
    const sum = checksum(JSON.parse('{"format":"course-slip","version":1,"__proto__":{"a":1}}'));
    const text = `{"format":"course-slip","version":1,"__proto__":{"a":1},"checksum":"${sum}"}`;
    assert.equal(why(text), "senseless");
    assert.equal(why(sealed({ more: { constructor: 1 } })), "senseless");
  });
  test("that is deeper than a slip, however deep", () => {
    for (const depth of [10, 5000]) {
      const text = `{"format":"course-slip","version":1,"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
      assert.equal(why(text), "senseless");
    }
  });
});

const PAPER = SLIP.papers[0] ?? assert.fail("the slip has a paper");
const SENSELESS: readonly (readonly [string, object])[] = [
  ["a version that never was", { version: 0 }],
  ["a version in words", { version: "1" }],
  ["no course", { course: "" }],
  ["a course that is long", { course: "x".repeat(101) }],
  ["a date before 1970", { made: -1 }],
  ["a date that is no whole number", { made: 1.5 }],
  ["a zone out of this world", { zone: 5000 }],
  ["no learner", { learner: null }],
  ["a learner on two lines", { learner: "a\nb" }],
  ["a name that is a number", { name: 7 }],
  ["a name that is long", { name: "x".repeat(81) }],
  ["no branch", { branch: undefined }],
  ["days below zero", { days: -1 }],
  ["days without end", { days: 1e300 }],
  ["totals that are no list", { totals: {} }],
  ["a total with three parts", { totals: [["r", 1, 1]] }],
  ["more right than asked", { totals: [["r", 2, 1, 5]] }],
  ["more asked than there are", { totals: [["r", 1, 6, 5]] }],
  ["a requirement twice", { totals: [1, 2].map(() => ["r", 1, 1, 5]) }],
  ["too many totals", { totals: Array.from({ length: 2001 }, (_, place) => [`r${place}`, 0, 0, 1]) }],
  ["papers that are none", { papers: [null] }],
  ["more marks than there are", { papers: [{ ...PAPER, halves: 21 }] }],
  ["a paper without marks", { papers: [{ ...PAPER, halves: 0, passing: 0, full: 0 }] }],
  ["a pass mark above all marks", { papers: [{ ...PAPER, passing: 21 }] }],
  ["another unit", { papers: [{ ...PAPER, marksUnit: "whole" }] }],
  ["a paper twice", { papers: [PAPER, PAPER] }],
  ["a title that is a list", { papers: [{ ...PAPER, title: [] }] }],
  ["a question twice", { questions: [1, 2].map(() => ["q", 1, 1]) }],
  ["a count below zero", { questions: [["q", -1, 1]] }],
  ["no questions where there should be", { questions: null }],
  ["an answer without a verdict", { attempts: [["q", "v", null, 1, 1]] }],
];

describe("a slip with a good checksum is refused for", () => {
  for (const [name, changes] of SENSELESS) {
    test(name, () => assert.equal(why(sealed(changes)), "senseless"));
  }
  test("a number too large for any program", () => {
    const fields = { ...FILE, days: Number.POSITIVE_INFINITY };
    const text = JSON.stringify({ ...fields, checksum: checksum(fields) }).replace(
      '"days":null',
      '"days":1e999',
    );
    assert.equal(why(text), "senseless");
  });
});

describe("what is taken over", () => {
  test("is only what a slip has", () => {
    const found = readSlip(sealed({ more: { a: 1 } }), COURSE);
    assert.deepEqual(found.slip, SLIP);
  });
  test("is without what turns the writing round", () => {
    assert.equal(readSlip(sealed({ name: " \u202e张\u0007三 " }), COURSE).slip?.name, "张三");
    assert.equal(readSlip(sealed({ name: "\u200b" }), COURSE).slip?.name, null);
  });
  test("keeps markup as the text that it is", () => {
    assert.equal(readSlip(sealed({ name: "<img src=x>" }), COURSE).slip?.name, "<img src=x>");
  });
});
