import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { checksum } from "../src/core/checksum";
import { readRecordFile, recordFile } from "../src/store/record-file";
import { planImport } from "../src/store/record-merge";
import {
  ALL_KNOWN,
  applied,
  attempt,
  file,
  HELD,
  NOTHING,
  NOW,
  normal,
  ORIGIN,
  problem,
  read,
} from "./record-files";

describe("a record file", () => {
  test("gives back on another machine what went into it", () => {
    const { holdings, name, refused } = read(recordFile(HELD, "张三", ORIGIN, NOW));
    assert.equal(name, "张三");
    assert.equal(refused.size, 0);
    const plan = planImport(NOTHING, new Set(), { holdings, refused }, "local", NOW);
    assert.deepEqual(applied(NOTHING, plan.changes), normal(HELD));
  });
  test("is refused whole where it is not what it says", () => {
    const good = recordFile(HELD, "", ORIGIN, NOW);
    assert.equal(problem(""), "not-json");
    assert.equal(problem("null"), "foreign");
    assert.equal(problem("[]"), "foreign");
    assert.equal(problem("{}"), "foreign");
    assert.equal(problem('{"format":"course-slip"}'), "slip");
    assert.equal(problem(good.slice(0, -1)), "not-json");
    assert.equal(problem(good.replace('"partial"', '"right"')), "damaged");
    assert.equal(problem(file({ version: 2 })), "newer");
    assert.equal(problem(file({ version: "1" })), "damaged");
    assert.equal(problem(`${"[".repeat(100_000)}`), "too-deep");
    assert.equal(problem(file({ attempts: Array(200_001).fill(0) })), "too-many");
  });
  test("with a byte order mark is read all the same", () => {
    assert.equal(problem(`\ufeff${recordFile(HELD, "", ORIGIN, NOW)}`), "none");
  });
  test("of another course is refused by name", () => {
    const other = recordFile(HELD, "", { ...ORIGIN, id: "archives", title: "档案管理" }, NOW);
    assert.deepEqual(readRecordFile(other, ORIGIN.id, ALL_KNOWN), {
      problem: "other-course",
      title: "档案管理",
    });
  });
  test("that names no course is taken if it answers questions of this one", () => {
    const old = file({ attempts: [attempt("1")] });
    assert.ok(!("problem" in readRecordFile(old, ORIGIN.id, new Set(["lending-archive-01"]))));
    assert.deepEqual(readRecordFile(old, ORIGIN.id, new Set(["rules-01"])), { problem: "other-course" });
    assert.ok(!("problem" in readRecordFile(file({ attempts: [] }), ORIGIN.id, new Set(["rules-01"]))));
  });
  test("can be read by the player before: nothing that it reads has changed", () => {
    const content = JSON.parse(recordFile(HELD, "张三", ORIGIN, NOW)) as Record<string, unknown>;
    const { checksum: sum, ...rest } = content;
    assert.equal(sum, checksum(rest));
    assert.deepEqual(
      [rest.format, rest.version, rest.name, rest.course, rest.made],
      ["course-record", 1, "张三", ORIGIN.course, NOW],
    );
  });
  test("is refused whole where a field has the name of what all objects share", () => {
    for (const name of ["__proto__", "constructor", "prototype"]) {
      const trap: unknown = JSON.parse(`{"${name}":{"polluted":1},"text":"","covered":[]}`);
      assert.equal(problem(file({ [name]: 1, ...(trap as object) })), "foreign", name);
      assert.equal(problem(file({ attempts: [trap] })), "foreign", name);
      assert.equal(problem(file({ attempts: [attempt("1", { response: [trap] })] })), "foreign", name);
    }
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });
});
