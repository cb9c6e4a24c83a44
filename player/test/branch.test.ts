import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  bands,
  byName,
  hardestQuestions,
  hardestRequirements,
  overTime,
  paperRows,
  participation,
  type ReadFile,
  sortOut,
  toCsv,
  without,
} from "../src/learning/branch";
import type { Slip, SlipPaper } from "../src/learning/slip";

const SLIP: Slip = {
  format: "course-slip",
  version: 1,
  course: "c",
  made: 1,
  zone: 480,
  learner: "a",
  name: null,
  branch: "一科室",
  totals: [],
  days: 0,
  papers: [],
};

function paper(halves: number, changes: Partial<SlipPaper> = {}): SlipPaper {
  return {
    number: "quick-1",
    title: "快速卷",
    exam: "quick",
    halves,
    full: 200,
    passing: 120,
    ended: 0,
    marksUnit: "half",
    ...changes,
  };
}

const slip = (changes: Partial<Slip>): Slip => ({ ...SLIP, ...changes });
const sat = (...papers: readonly SlipPaper[]): Slip => slip({ papers });

function file(name: string, changes: Partial<Slip>, sum = name): ReadFile {
  return { file: name, reading: { slip: slip(changes), sum } };
}

/** The time at which files are sorted: that of the example is long past. */
const NOW = Date.parse("2026-01-01T00:00:00Z");

function sorted(...files: readonly ReadFile[]) {
  const { counted, remarks } = sortOut(files, "c", NOW);
  return {
    counted: counted.map((one) => one.file),
    remarks: remarks.map(({ place, file: name, what, other }) => [place, name, what, other ?? null]),
  };
}

describe("of many files", () => {
  test("each learner's last counts, and the others are named", () => {
    assert.deepEqual(
      sorted(
        file("1", { made: 1 }),
        file("2", { made: 3 }),
        file("3", { made: 2 }),
        file("4", { learner: "b" }),
      ),
      {
        counted: ["2", "4"],
        remarks: [
          [0, "1", "replaced", "2"],
          [2, "3", "replaced", "2"],
        ],
      },
    );
  });
  test("one made while the clock was ahead is replaced by a later one", () => {
    const ahead = file("1", { made: Date.parse("2036-01-01T00:00:00Z") });
    const right = file("2", { made: NOW });
    const replaced = { counted: ["2"], remarks: [[0, "1", "replaced", "2"]] };
    assert.deepEqual(sorted(ahead, right), replaced);
    assert.deepEqual(sorted(ahead, file("3", { made: ahead.reading.slip?.made ?? 0, days: 1 })).counted, [
      "1",
    ]);
  });
  test("one that counts is taken away with those that do not count because of it", () => {
    const refused: ReadFile = { file: "4", reading: { slip: null, why: "changed" } };
    const files = [file("1", { made: 1 }), file("2", { made: 2 }), file("3", { learner: "b" }), refused];
    assert.deepEqual(
      without(files, 1).map(({ file: name }) => name),
      ["3", "4"],
    );
  });
  test("the same one counts once, under whatever name", () => {
    assert.deepEqual(sorted(file("1", {}, "s"), file("2", {}, "s"), file("1", {}, "s")), {
      counted: ["1"],
      remarks: [
        [1, "2", "twice", "1"],
        [2, "1", "twice", "1"],
      ],
    });
  });
  test("those of another course version count, and say so", () => {
    assert.deepEqual(sorted(file("1", { course: "d" })), {
      counted: ["1"],
      remarks: [[0, "1", "otherCourse", null]],
    });
  });
  test("two learners with one name count, and say so; two without a name do not", () => {
    assert.deepEqual(
      sorted(
        file("1", { name: "王" }),
        file("2", { name: "王", learner: "b" }),
        file("3", { learner: "c" }),
        file("4", { learner: "d" }),
      ),
      {
        counted: ["1", "2", "3", "4"],
        remarks: [
          [0, "1", "sameName", "2"],
          [1, "2", "sameName", "1"],
        ],
      },
    );
  });
  test("those refused are named with the reason", () => {
    assert.deepEqual(sorted({ file: "1", reading: { slip: null, why: "changed" } }), {
      counted: [],
      remarks: [[0, "1", "changed", null]],
    });
  });
});

describe("sums", () => {
  test("of those who take part", () => {
    const slips = [
      sat(paper(1), paper(2)),
      sat(),
      slip({ branch: "二科室", questions: [] }),
      slip({ branch: "" }),
    ];
    assert.deepEqual(participation(slips), {
      slips: 4,
      sat: 1,
      papers: 2,
      revealed: 1,
      branches: ["一科室", "二科室"],
    });
  });
  test("by band: a band begins with its lowest percent exactly", () => {
    const slips = [0, 119, 120, 139, 140, 159, 160, 179, 180, 200].map((halves) => sat(paper(halves)));
    assert.deepEqual(bands(slips, null), [2, 2, 2, 2, 2]);
    assert.deepEqual(bands(slips, "other"), [0, 0, 0, 0, 0]);
  });
  test("by paper, the most taken first", () => {
    const other = { number: "page-2", title: "专项卷" };
    const slips = [sat(paper(119), paper(10, other)), sat(paper(120)), sat(paper(200))];
    assert.deepEqual(paperRows(slips), [
      { number: "quick-1", title: "快速卷", count: 3, passed: 2 },
      { ...other, count: 1, passed: 0 },
    ]);
  });
});

describe("papers over time", () => {
  const at = (text: string) => Date.parse(text);
  const slips = [
    sat(paper(1, { ended: at("2025-11-30T17:00:00Z") }), paper(1, { ended: at("2026-02-01T00:00:00Z") })),
    sat(paper(1, { ended: at("2025-12-05T00:00:00Z") })),
  ];
  test("come by month of the member's own zone, with empty months between", () => {
    assert.deepEqual(overTime(slips, "month"), [
      { label: "2025-12", count: 2 },
      { label: "2026-01", count: 0 },
      { label: "2026-02", count: 1 },
    ]);
  });
  test("come by day", () => {
    const days = overTime(slips, "day");
    assert.equal(days.length, 63);
    assert.deepEqual(days[0], { label: "2025-12-01", count: 1 });
    assert.deepEqual(
      days.filter(({ count }) => count > 0).map(({ label }) => label),
      ["2025-12-01", "2025-12-05", "2026-02-01"],
    );
  });
  test("do not list centuries of empty days", () => {
    const far = [...slips, sat(paper(1, { ended: at("2199-01-01T00:00:00Z") }))];
    assert.equal(overTime(far, "day").length, 4);
    assert.equal(overTime(far, "month").length, 3);
  });
  test("are none where there are no papers", () => assert.deepEqual(overTime([SLIP], "day"), []));
});

describe("the hardest", () => {
  const totals = (...rows: readonly [string, number, number, number][]) =>
    slip({ totals: rows.map(([requirement, right, asked, all]) => ({ requirement, right, asked, all })) });
  test("requirements are those with the lowest share, of three members at least", () => {
    const slips = [
      totals(["r1", 1, 2, 9], ["r2", 0, 1, 9], ["r3", 1, 4, 9], ["r4", 1, 1, 9], ["r5", 0, 1, 9]),
      totals(["r1", 1, 2, 9], ["r2", 0, 1, 9], ["r3", 1, 4, 9], ["r4", 1, 1, 9], ["r5", 0, 1, 9]),
      totals(["r1", 2, 2, 9], ["r2", 0, 0, 9], ["r3", 0, 4, 9], ["r4", 1, 1, 9], ["r5", 1, 4, 9]),
    ];
    assert.deepEqual(hardestRequirements(slips), [
      { id: "r3", right: 2, asked: 12, slips: 3 },
      { id: "r5", right: 1, asked: 6, slips: 3 },
      { id: "r1", right: 4, asked: 6, slips: 3 },
    ]);
  });
  test("questions come from those only who let them be seen", () => {
    const open = slip({ questions: [{ question: "q1", right: 1, wrong: 2 }] });
    assert.deepEqual(hardestQuestions([open, open, SLIP]), []);
    assert.deepEqual(hardestQuestions([open, SLIP, open, open]), [
      { id: "q1", right: 3, asked: 9, slips: 3 },
    ]);
  });
  test("are no more than ten, whatever they are called", () => {
    const names = ["__proto__", "constructor", ...Array.from({ length: 18 }, (_, place) => `q${place}`)];
    const open = slip({ questions: names.map((question) => ({ question, right: 0, wrong: 1 })) });
    assert.equal(hardestQuestions([open, open, open]).length, 10);
  });
});

test("members come by name, not by score; those without a name last", () => {
  const members = [null, "王芳", "李明", null, "张伟"].map((name, place) => {
    return { file: String(place), slip: slip({ name, papers: [paper(place)] }) };
  });
  assert.deepEqual(
    byName(members).map(({ slip: { name } }) => name),
    ["李明", "王芳", "张伟", null, null],
  );
});

/** Reads a table as RFC 4180 has it. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, quoted]: [string[], string, boolean] = [[], "", false];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (quoted && sign === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') {
      quoted = !quoted;
    } else if (!quoted && (sign === "," || text.startsWith("\r\n", at))) {
      row.push(cell);
      cell = "";
      if (sign === ",") continue;
      rows.push(row);
      row = [];
      at += 1;
    } else {
      cell += sign;
    }
  }
  assert.deepEqual([row, cell, quoted], [[], "", false], "the last line ends");
  return rows;
}

const SIGNS = ["=", "+", "-", "@", "\t", "\r", "\n", '"', ",", ";", "'", " ", "1", "甲", "＝", "\r\n", "|"];

/** Strings of every pair of signs, and some longer by a fixed chance. */
function nasty(): string[] {
  const pairs = SIGNS.flatMap((one) => SIGNS.map((other) => one + other));
  let state = 1;
  const next = (most: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
  const longer = Array.from({ length: 500 }, () =>
    Array.from({ length: next(12) }, () => SIGNS[next(SIGNS.length)]).join(""),
  );
  return ["", ...SIGNS, ...pairs, ...longer, '=cmd|"/c calc"!A1', "=HYPERLINK(1)", '","=1+1'];
}

describe("the table for a spreadsheet", () => {
  test("is read back as it was, but for the mark before a formula", () => {
    const cells = nasty();
    for (const row of parsed(toCsv(cells.map((cell) => [cell])))) assert.equal(row.length, 1);
    const found = parsed(toCsv([cells, cells]));
    assert.equal(found.length, 2);
    found.forEach((row) => {
      assert.deepEqual(
        row.map((cell, place) => (cell === cells[place] ? cell : cell.replace(/^'/, ""))),
        cells,
      );
    });
  });
  test("has no cell that begins a formula", () => {
    for (const cell of parsed(toCsv([nasty()])).flat()) assert.doesNotMatch(cell, /^[=+\-@\t\r\n＝＋－＠]/);
  });
  test("keeps numbers as numbers", () => assert.equal(toCsv([[1.5, "甲", 0]]), '1.5,"甲",0\r\n'));
});
