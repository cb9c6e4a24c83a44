import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as scormAgain from "scorm-again/scorm12";
import type { Response, Verdict } from "../src/core/answer";
import { type CourseIndex, decodeQuestion } from "../src/core/course-index";
import type { Body } from "../src/core/data";
import { better, interaction, type Scope, scopeOf, span, standingOf } from "../src/platform/cmi-values";
import { type Api, findApi, Lms } from "../src/platform/lms";
import { decodeSuspendData, encodeSuspendData, ROOM, type SuspendData } from "../src/platform/suspend-data";
import { readState, restoreState } from "../src/platform/visit-state";
import { readLog } from "../src/store/attempts";
import { readDrafts, saveDraft } from "../src/store/drafts";
import { ObservableRecords } from "../src/store/observable-records";
import { readReads, saveRead } from "../src/store/reads";
import { readRun, saveRun } from "../src/store/runs";

const INDEX = {
  format: 2,
  course: "c0ffee00",
  banks: {},
  pages: [{ path: "study/one.html" }, { path: "study/two.html" }],
  exams: [],
  questions: ["a-1", "a-2", "b-1"].map((id) =>
    decodeQuestion([id, "single", [], 1, `v-${id}`, id.slice(0, 1), [], ""]),
  ),
} as unknown as CourseIndex;

const answered = (question: string, verdict: string, version = `v-${question}`) => ({
  question,
  version,
  verdict,
});

describe("what a platform is told of a quiz", () => {
  const quiz = scopeOf(INDEX, "a", 60);
  const standing = (...log: ReturnType<typeof answered>[]) => standingOf(quiz, log, new Set());

  test("nothing is complete before every question is answered", () => {
    assert.deepEqual(standing(), { score: 0, answered: 0, status: "incomplete" });
    assert.deepEqual(standing(answered("a-1", "right")), { score: 50, answered: 1, status: "incomplete" });
  });
  test("the last answer to each question counts, a partly right one a half", () => {
    const log = [answered("a-1", "wrong"), answered("a-2", "partial"), answered("a-1", "right")];
    assert.deepEqual(standing(...log), { score: 75, answered: 2, status: "passed" });
  });
  test("below the mark it is failed", () => {
    const log = [answered("a-1", "wrong"), answered("a-2", "right")];
    assert.deepEqual(standing(...log), { score: 50, answered: 2, status: "failed" });
  });
  test("other banks and corrected questions do not count", () => {
    const log = [answered("b-1", "right"), answered("a-1", "right", "old")];
    assert.deepEqual(standing(...log), { score: 0, answered: 0, status: "incomplete" });
  });
});

test("the whole course is complete when every page has been read to the end, whatever the score", () => {
  const course = scopeOf(INDEX, "", null);
  const log = [answered("a-1", "right")];
  assert.equal(standingOf(course, log, new Set(["study/one.html"])).status, "incomplete");
  const all = standingOf(course, log, new Set(["study/one.html", "study/two.html"]));
  assert.deepEqual(all, { score: 33.33, answered: 1, status: "completed" });
});

test("what was reached stays reached", () => {
  assert.equal(better("passed", "failed"), "passed");
  assert.equal(better("completed", "incomplete"), "completed");
  assert.equal(better("failed", "incomplete"), "failed");
  assert.equal(better("failed", "passed"), "passed");
  assert.equal(better("not attempted", "incomplete"), "incomplete");
});

describe("an answer as the platform keeps it", () => {
  const given = (response: Response, verdict: Verdict = "right") => ({
    question: "a-1",
    response,
    verdict,
    took: 65_430,
    at: new Date(2026, 10, 26, 9, 5, 7),
  });
  const options = ["甲", "乙", "丙"].map((text) => ({ text }));
  const cases: readonly (readonly [Body, Response, string, string, string | undefined])[] = [
    [{ type: "single", stem: "?", options, key: 2 }, 1, "choice", "b", "c"],
    [{ type: "multiple", stem: "?", options, key: [0, 2] }, [0, 1], "choice", "a,b", "a,c"],
    [{ type: "truefalse", stem: "?", key: false }, true, "true-false", "t", "f"],
    [{ type: "blank", parts: ["", ""], answers: [["甲", "乙"]] }, ["丁"], "fill-in", "丁", "甲"],
    [{ type: "order", stem: "?", items: ["一", "二", "三"] }, [2, 0, 1], "sequencing", "c,a,b", "a,b,c"],
    [
      { type: "match", stem: "?", left: ["一", "二"], right: ["甲", "乙", "丙"] },
      [2, null],
      "matching",
      "a.c",
      "a.a,b.b",
    ],
  ];
  for (const [body, response, type, said, key] of cases) {
    test(`of type ${body.type}`, () => {
      const told = interaction(given(response), body);
      assert.equal(Object.keys(told)[0], "id");
      assert.deepEqual(
        [told.type, told.student_response, told["correct_responses.0.pattern"]],
        [type, said, key],
      );
      assert.deepEqual([told.time, told.latency, told.result], ["09:05:07", "0000:01:05.43", "correct"]);
    });
  }
  test("keeps to the longest text that a platform takes", () => {
    const body: Body = { type: "short", stem: "?", reference: ["一"] };
    const told = interaction(given({ text: "字🎉".repeat(300), covered: [] }, "partial"), body);
    assert.ok((told.student_response?.length ?? 0) <= 255);
    assert.equal(told.result, "0.5");
  });
});

test("a span of time is written as the specification asks", () => {
  assert.deepEqual([0, -5, 3_600_000 * 30 + 61_234].map(span), [
    "0000:00:00.00",
    "0000:00:00.00",
    "0030:01:01.23",
  ]);
});

describe("what is kept between visits", () => {
  const state: SuspendData = {
    course: "c0ffee00",
    verdicts: ["right", "", "wrong", "partial", "", ""],
    pages: [1],
    run: { seed: 4_000_000_000, position: 3, only: null },
    filled: [
      { question: 0, response: [0, 2], standing: "right" },
      { question: 2, response: ["三会一训"], standing: null },
    ],
  };

  test("comes back as it was", () => {
    const back = decodeSuspendData(encodeSuspendData(state), "c0ffee00");
    assert.deepEqual(back, { ...state, verdicts: [...state.verdicts] });
  });
  test("is of no use to another version of the course, nor is anything else", () => {
    assert.equal(decodeSuspendData(encodeSuspendData(state), "other"), null);
    for (const text of ["", "x", "null", "{}", "[]", "[1]", '[2,"c0ffee00"]']) {
      assert.equal(decodeSuspendData(text, "c0ffee00"), null);
    }
    const odd = decodeSuspendData('[1,"c0ffee00",5,["x"],[1],[[0],[-1,0,null],7]]', "c0ffee00");
    assert.deepEqual(odd, { course: "c0ffee00", verdicts: [], pages: [], run: null, filled: [] });
  });
  test("never takes more room than there is; the longest answers go first", () => {
    const filled = Array.from({ length: 200 }, (_, question) => ({
      question,
      response: question === 7 ? "长".repeat(3000) : `答案${question}`,
      standing: "right",
    }));
    const verdicts = filled.map(() => "right");
    const text = encodeSuspendData({ ...state, verdicts, filled });
    assert.ok(text.length <= ROOM);
    const back = decodeSuspendData(text, "c0ffee00");
    assert.deepEqual(back?.verdicts.slice(0, 200), verdicts);
    assert.ok(back?.filled.every(({ question }) => question !== 7));
    assert.ok((back?.filled.length ?? 0) > 100);
  });
  test("holds as many verdicts as there is room for", () => {
    const verdicts = Array.from({ length: 50_000 }, () => "right");
    const text = encodeSuspendData({
      ...state,
      verdicts,
      pages: Array.from({ length: 3000 }, (_, place) => place),
    });
    assert.ok(text.length <= ROOM);
    assert.ok((decodeSuspendData(text, "c0ffee00")?.verdicts.length ?? 0) > 12_000);
  });
});

test("a visit is taken up where the last one ended", async () => {
  const scope: Scope = scopeOf(INDEX, "a", 60);
  const one = new ObservableRecords(() => {});
  await saveRun(one, "quiz:a", { seed: 9, position: 1, only: ["a-2"] });
  await saveDraft(one, "quiz:a", {
    question: "a-2",
    version: "v-a-2",
    run: 9,
    response: 1,
    standing: "wrong",
  });
  await saveDraft(one, "quiz:a", {
    question: "a-1",
    version: "v-a-1",
    run: 8,
    response: 0,
    standing: "right",
  });
  await one.add("attempts", {
    ...{ format: 1, id: "x", profile: one.profile, at: 5, zone: 0, took: 1, mode: "practice", paper: null },
    ...{ question: "a-2", version: "v-a-2", verdict: "wrong", response: 1 },
  });
  const kept = await readState(one, "c0ffee00", scope, await readLog(one), new Set());
  const back = decodeSuspendData(encodeSuspendData(kept), "c0ffee00");
  assert.ok(back);
  const other = new ObservableRecords(() => {});
  await restoreState(other, scope, back);
  assert.deepEqual(await readRun(other, "quiz:a").then((run) => [run?.seed, run?.position, run?.only]), [
    9,
    1,
    ["a-2"],
  ]);
  const drafts = await readDrafts(other, "quiz:a");
  assert.deepEqual(
    drafts.map(({ question, response, standing, run }) => [question, response, standing, run]),
    [["a-2", 1, "wrong", 9]],
  );
  const log = await readLog(other);
  assert.deepEqual(
    log.map(({ question, verdict }) => [question, verdict]),
    [["a-2", "wrong"]],
  );
});

test("pages read in the whole course are known again", async () => {
  const scope = scopeOf(INDEX, "", null);
  const one = new ObservableRecords(() => {});
  await saveRead(one, "study/two.html", "r1", true);
  const kept = await readState(one, "c0ffee00", scope, [], new Set(["study/two.html"]));
  const other = new ObservableRecords(() => {});
  await restoreState(other, scope, kept);
  const reads = await readReads(other);
  assert.deepEqual(
    reads.map(({ page, ended }) => [page, ended !== null]),
    [["study/two.html", true]],
  );
});

test("every change is notified once it is taken", async () => {
  const notified: string[] = [];
  const records = new ObservableRecords((changes) => notified.push(...changes.map(({ store }) => store)));
  await records.put("ticks", { profile: "local", page: "p", text: "t" });
  await records.add("attempts", { id: "1" });
  assert.equal(await records.add("attempts", { id: "1" }), false);
  assert.deepEqual(notified, ["ticks", "attempts"]);
});

// Its types name a default export that the module has not.
const { Scorm12API } = scormAgain as unknown as {
  Scorm12API: new (settings: object) => Api & { reset(): void };
};

/** A run-time that takes nothing after the end, as the specification says; some open a session again. */
function strict(reopens: boolean): Api {
  const api = new Scorm12API({ autocommit: false, logLevel: 5 });
  let ended = false;
  let refused = false;
  const open =
    <Rest extends unknown[]>(call: (...values: Rest) => unknown) =>
    (...values: Rest): string => {
      refused = ended;
      return ended ? "false" : String(call(...values));
    };
  return {
    LMSInitialize(): string {
      if (ended && reopens) api.reset();
      if (reopens) ended = false;
      refused = false;
      return String(api.LMSInitialize(""));
    },
    LMSFinish(): string {
      const answer = String(api.LMSFinish(""));
      ended = true;
      return answer;
    },
    LMSGetValue: open((name: string) => api.LMSGetValue(name)),
    LMSSetValue: open((name: string, value: string) => api.LMSSetValue(name, value)),
    LMSCommit: open(() => api.LMSCommit("")),
    LMSGetLastError: () => (refused ? "301" : String(api.LMSGetLastError())),
  };
}

describe("the platform's interface", () => {
  const api = {};
  const frame = (above: object | null, more: object = {}) => {
    const made: Record<string, unknown> = { opener: null, ...more };
    made.parent = above ?? made;
    made.top = made;
    return made as unknown as Window;
  };
  test("is found in a frame around, or around the window that opened this one", () => {
    const top = frame(null, { API: api });
    assert.equal(findApi(frame(frame(top))), api);
    assert.equal(findApi(frame(null, { opener: frame(top) })), api);
  });
  test("that does not take answers, or has gone away, breaks nothing", () => {
    const calls: string[] = [];
    const lms = (name: string, answer: string) => (value: string) => {
      calls.push(`${name} ${value}`);
      if (answer === "") throw new Error("the window is closed");
      return answer;
    };
    const closed = lms("set", "");
    const platform = {
      LMSInitialize: lms("init", "true"),
      LMSGetValue: lms("get", ""),
      LMSSetValue: closed,
      LMSCommit: closed,
      LMSFinish: closed,
    };
    const session = Lms.open(frame(null, { API: platform }));
    assert.ok(session);
    assert.equal(session.get("cmi.suspend_data"), "");
    session.answer({ id: "a-1", type: "choice" });
    session.answer({ id: "a-2", type: "choice" });
    assert.equal(session.commit(), false);
    session.finish();
    session.finish();
    assert.equal(session.set("cmi.core.exit", ""), false);
    const notified = calls.filter((call) => call.startsWith("set "));
    assert.deepEqual(notified, ["set cmi.interactions.0.id", "set ", "set ", "set "]);
    assert.equal(Lms.open(frame(null, { API: { ...platform, LMSInitialize: lms("init", "false") } })), null);
  });
  test("that ended the session from outside is known to have ended it, or opens it again", () => {
    for (const reopens of [false, true]) {
      const platform = strict(reopens);
      const session = Lms.open(frame(null, { API: platform }));
      assert.ok(session);
      assert.equal(session.set("cmi.core.lesson_status", "incomplete") && session.commit(), true);
      assert.equal(session.reopen(), false);
      platform.LMSFinish("");
      assert.equal(session.set("cmi.core.lesson_status", "passed") || session.commit(), false);
      assert.equal(session.reopen(), reopens);
      // Refused again, the platform names another error.
      assert.equal(session.isEnded, !reopens);
      assert.equal(session.set("cmi.core.lesson_status", "passed") && session.commit(), reopens);
      assert.equal(session.isEnded, !reopens);
    }
  });
  test("is not found where there is none, too far up, or where another site is in between", () => {
    assert.equal(findApi(frame(null)), null);
    let far = frame(null, { API: api });
    for (let height = 0; height < 9; height++) far = frame(far);
    assert.equal(findApi(far), null);
    const closed = {
      get API() {
        throw new Error("another site");
      },
    };
    assert.equal(findApi(frame(closed)), null);
  });
});
