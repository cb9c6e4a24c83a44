import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { FSRSAlgorithm } from "ts-fsrs";
import { RATING_NAMES, type Rating } from "../src/core/answer";
import { type CourseIndex, decodeQuestion } from "../src/core/course-index";
import { dayStart } from "../src/core/day";
import {
  type Card,
  cards,
  dueToday,
  type Limits,
  type Logged,
  nextDue,
  type Plan,
  plan,
  retrievability,
} from "../src/learning/schedule";

const ZONE = 480;
const FIRST = 20_000;
const HOUR = 3_600_000;
const LIMITS: Limits = { due: 20, fresh: 5 };

const fsrs = new FSRSAlgorithm({ request_retention: 0.9, maximum_interval: 365, enable_fuzz: false });

/** A course of `pages` pages with two requirements of `each` questions. */
function course(pages: number, each: number): CourseIndex {
  const names = Array.from({ length: pages }, (_, index) => `p${index}`);
  const rows = names.flatMap((name) =>
    ["a", "b"].flatMap((part) =>
      Array.from({ length: each }, (_, index) =>
        decodeQuestion([`${name}-${part}-${index}`, "single", [`${name}-${part}-x`], 1, "v1", name, [], ""]),
      ),
    ),
  );
  return {
    format: 2,
    course: "0badcafe",
    banks: Object.fromEntries(names.map((name) => [name, { title: name, page: `study/${name}.html` }])),
    pages: names.map((name) => ({
      path: `study/${name}.html`,
      title: name,
      minutes: 5,
      requirements: ["a", "b"].map((part) => ({
        id: `${name}-${part}`,
        title: part,
        points: [`${name}-${part}-x`],
      })),
    })),
    paths: [],
    exams: [],
    questions: rows,
  };
}

let count = 0;

function attempt(question: string, day: number, change: Partial<Logged> = {}): Logged {
  count += 1;
  return {
    id: String(count).padStart(6, "0"),
    question,
    version: "v1",
    verdict: "right",
    mode: "practice",
    at: dayStart(day, ZONE) + 9 * HOUR,
    zone: ZONE,
    ...change,
  };
}

const INDEX = course(2, 3);
const Q = "p0-a-0";

function card(...log: readonly Logged[]): Card | undefined {
  return cards(INDEX.questions, log).get(Q);
}

function ended(...pages: readonly string[]) {
  return pages.map((page) => ({ page: `study/${page}.html`, ended: 1 }));
}

describe("a card", () => {
  test("goes the way of ts-fsrs, whatever the answers", () => {
    const ways: readonly (readonly (readonly [gap: number, rating: Rating])[])[] = [
      [[0, "good"]],
      [[0, "again"]],
      [
        [0, "good"],
        [2, "good"],
        [11, "good"],
        [46, "good"],
        [163, "good"],
      ],
      [
        [0, "easy"],
        [8, "hard"],
        [30, "again"],
        [1, "good"],
        [4, "easy"],
      ],
      [
        [0, "hard"],
        [1, "again"],
        [1, "again"],
        [1, "hard"],
        [200, "good"],
      ],
    ];
    for (const way of ways) {
      let day = FIRST;
      let state: { stability: number; difficulty: number } | null = null;
      const log: Logged[] = [];
      for (const [gap, rating] of way) {
        day += gap;
        const verdict = rating === "again" ? "wrong" : "right";
        log.push(attempt(Q, day, { verdict, rating }));
        state = fsrs.next_state(state, gap, RATING_NAMES.indexOf(rating) + 1);
      }
      const found = card(...log);
      assert.equal(found?.stability, state?.stability);
      assert.equal(found?.difficulty, state?.difficulty);
      assert.equal(found?.last, day);
      assert.equal(found?.due, day + fsrs.next_interval(state?.stability ?? 0, 0));
      assert.equal(found?.times, way.length);
    }
  });
  test("comes back the next day at the earliest and within a year at the latest", () => {
    assert.equal(card(attempt(Q, FIRST, { verdict: "wrong" }))?.due, FIRST + 1);
    const easy = Array.from({ length: 12 }, (_, index) =>
      attempt(Q, FIRST + 365 * index, { rating: "easy" }),
    );
    assert.equal(card(...easy)?.due, FIRST + 365 * 11 + 365);
  });
  test("counts the first answer of a day only", () => {
    const first = attempt(Q, FIRST, { verdict: "wrong" });
    const later = attempt(Q, FIRST, { at: dayStart(FIRST, ZONE) + 23 * HOUR });
    assert.deepEqual(card(first, later), card(first));
    assert.notDeepEqual(card(first, { ...later, at: later.at + HOUR }), card(first));
  });
  test("takes the day from the place where it was answered", () => {
    const evening = attempt(Q, FIRST, { at: dayStart(FIRST, 0) + 20 * HOUR, zone: 0 });
    assert.equal(card(evening)?.last, FIRST);
    assert.equal(card({ ...evening, zone: ZONE })?.last, FIRST + 1);
  });
  test("forgets answers to an earlier version, to unknown questions, and those not marked", () => {
    const log = [
      attempt(Q, FIRST, { version: "v0" }),
      attempt("gone", FIRST),
      attempt(Q, FIRST, { verdict: "pending" }),
    ];
    assert.equal(cards(INDEX.questions, log).size, 0);
    const good = attempt(Q, FIRST);
    assert.deepEqual(card(...log, good), card(good));
  });
  test("heeds a rating only with a right answer, and always with a text", () => {
    const partial = attempt(Q, FIRST, { verdict: "partial", rating: "easy" });
    assert.equal(card(partial)?.stability, card(attempt(Q, FIRST, { verdict: "wrong" }))?.stability);
    const text = decodeQuestion(["t", "short", ["p0-a-x"], 3, "v1", "p0", [], ""]);
    const rated = cards([text], [attempt("t", FIRST, { verdict: "partial", rating: "easy" })]).get("t");
    assert.equal(rated?.stability, fsrs.init_stability(4));
    const unrated = cards([text], [attempt("t", FIRST, { verdict: "partial" })]).get("t");
    assert.equal(unrated?.stability, fsrs.init_stability(1));
  });
  test("is not moved by the order in which the log comes", () => {
    const log = Array.from({ length: 40 }, (_, index) =>
      attempt(INDEX.questions[index % 6]?.id ?? "", FIRST + Math.floor(index / 4), {
        verdict: index % 3 ? "right" : "wrong",
        at: dayStart(FIRST + Math.floor(index / 4), ZONE) + HOUR,
      }),
    );
    const sorted = (found: ReadonlyMap<string, Card>) =>
      [...found.values()].sort((one, other) => (one.question < other.question ? -1 : 1));
    const expected = sorted(cards(INDEX.questions, log));
    assert.deepEqual(sorted(cards(INDEX.questions, [...log].reverse())), expected);
    const mixed = log.map((_, index) => log[(index * 17) % 40]).flatMap((one) => one ?? []);
    assert.deepEqual(sorted(cards(INDEX.questions, mixed)), expected);
  });
  test("gains nothing where a clock was set back or a flight went west", () => {
    const before = attempt(Q, FIRST);
    const west = attempt(Q, FIRST, { at: before.at + HOUR, zone: -720 });
    const found = card(before, west);
    assert.equal(found?.last, FIRST);
    assert.ok((found?.due ?? 0) <= FIRST + 20);
  });
  test("waits for its day where a clock was wrong by years", () => {
    const log = [attempt(Q, FIRST), attempt(Q, FIRST + 9000)];
    assert.equal(cards(INDEX.questions, log, FIRST + 1).get(Q)?.last, FIRST);
  });
  test("says how often it was forgotten", () => {
    const wrong = { verdict: "wrong" };
    assert.equal(card(attempt(Q, FIRST, wrong))?.lapses, 0);
    assert.equal(card(attempt(Q, FIRST), attempt(Q, FIRST + 3, wrong), attempt(Q, FIRST + 4))?.lapses, 1);
  });
});

describe("what is due", () => {
  test("has fallen to nine in ten, and comes the weakest first", () => {
    const found = cards(INDEX.questions, [
      attempt("p0-a-0", FIRST, { rating: "easy" }),
      attempt("p0-a-1", FIRST, { verdict: "wrong" }),
      attempt("p0-a-2", FIRST),
      attempt("p0-b-0", FIRST),
    ]);
    const day = FIRST + 20;
    const due = dueToday(found, day);
    assert.deepEqual(
      due.map(({ question }) => question),
      ["p0-a-1", "p0-a-2", "p0-b-0", "p0-a-0"],
    );
    const chances = due.map((one) => retrievability(one, day));
    assert.deepEqual(
      chances,
      [...chances].sort((one, other) => one - other),
    );
    for (const one of found.values()) {
      assert.equal(retrievability(one, one.last), 1);
      if (one.due - one.last > 1) assert.ok(Math.abs(retrievability(one, one.due) - 0.9) < 0.03);
    }
  });
  test("comes next on the earliest day after this one", () => {
    const found = cards(INDEX.questions, [attempt("p0-a-0", FIRST), attempt("p0-a-1", FIRST + 1)]);
    const first = found.get("p0-a-0")?.due ?? 0;
    assert.equal(nextDue(found, FIRST + 1), first);
    assert.equal(nextDue(found, first + 5), first + 6);
    assert.equal(nextDue(new Map(), FIRST), null);
  });
});

function planned(
  index: CourseIndex,
  log: readonly Logged[],
  day: number,
  reads: ReturnType<typeof ended>,
  limits = LIMITS,
): Plan {
  return plan({ cards: cards(index.questions, log, day + 1), index, reads, log, day, limits });
}

describe("a plan", () => {
  test("takes new questions from pages read to the end, one requirement after another", () => {
    assert.deepEqual(planned(INDEX, [], FIRST, []).fresh, []);
    assert.deepEqual(planned(INDEX, [], FIRST, [{ page: "study/p0.html", ended: null as never }]).fresh, []);
    assert.deepEqual(planned(INDEX, [], FIRST, ended("p1", "p0")).fresh, [
      "p0-a-0",
      "p0-b-0",
      "p0-a-1",
      "p0-b-1",
      "p0-a-2",
    ]);
    const begun = [attempt("p0-a-0", FIRST - 9), attempt("p0-a-1", FIRST - 9)];
    assert.deepEqual(planned(INDEX, begun, FIRST, ended("p0"), { due: 0, fresh: 10 }).fresh, [
      "p0-b-0",
      "p0-b-1",
      "p0-a-2",
      "p0-b-2",
    ]);
  });
  test("counts what was reviewed today, and not what was practised elsewhere", () => {
    const review = { mode: "review" };
    const before = INDEX.questions.map(({ id }) => attempt(id, FIRST - 30)).slice(0, 6);
    const log = [
      ...before,
      attempt("p0-a-0", FIRST, review),
      attempt("p0-a-0", FIRST, review),
      attempt("p0-a-1", FIRST, { mode: "drill" }),
      attempt("p1-a-0", FIRST, review),
      attempt("p1-b-0", FIRST),
    ];
    const limits = { due: 3, fresh: 2 };
    const found = planned(INDEX, log, FIRST, ended("p0", "p1"), limits);
    assert.equal(found.doneDue, 1);
    assert.equal(found.doneFresh, 1);
    assert.equal(found.due.length, 2);
    assert.deepEqual(found.fresh, ["p1-a-1"]);
  });
  test("offers nothing more where a limit was lowered below what is done", () => {
    const log = [0, 1, 2].map((index) => attempt(`p0-a-${index}`, FIRST, { mode: "review" }));
    assert.deepEqual(planned(INDEX, log, FIRST, ended("p0"), { due: 10, fresh: 0 }).fresh, []);
  });
});

/** A learner who does each day's plan, away on some days; the number of questions each day. */
function learn(index: CourseIndex, days: number, isAway: (day: number) => boolean) {
  const reads = ended(...Object.keys(index.banks));
  const log: Logged[] = [];
  return Array.from({ length: days }, (_, offset) => {
    if (isAway(offset)) return { due: 0, fresh: 0 };
    const day = FIRST + offset;
    const { due, fresh } = planned(index, log, day, reads);
    for (const [place, id] of [...due, ...fresh].entries()) {
      const verdict = (place * 7 + offset * 3) % 10 < 8 ? "right" : "wrong";
      log.push(attempt(id, day, { verdict, mode: "review" }));
    }
    const after = planned(index, log, day, reads);
    assert.ok(after.doneDue <= LIMITS.due && after.doneFresh <= LIMITS.fresh);
    assert.deepEqual(
      [after.due.length > 0 && after.doneDue < LIMITS.due, after.doneFresh],
      [false, fresh.length],
    );
    return { due: due.length, fresh: fresh.length };
  });
}

describe("a learner over sixty days", () => {
  const index = course(5, 30);
  test("never meets more than the limits, and gets through the course", () => {
    const met = learn(index, 60, () => false);
    assert.ok(met.every(({ due, fresh }) => due <= LIMITS.due && fresh <= LIMITS.fresh));
    assert.equal(
      met.reduce((sum, { fresh }) => sum + fresh, 0),
      300,
    );
    assert.ok(met.slice(10).every(({ due }) => due > 0));
  });
  test("finds no heap after a missed week", () => {
    const met = learn(index, 60, (day) => day >= 20 && day < 27);
    assert.ok(met.every(({ due, fresh }) => due <= LIMITS.due && fresh <= LIMITS.fresh));
    assert.equal(met[27]?.due, LIMITS.due);
  });
});
