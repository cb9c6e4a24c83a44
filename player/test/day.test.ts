import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { dateOf, dayOf, dayStart, today } from "../src/core/day";

const BEIJING = 480;
const NEW_YORK = -300;
const MINUTE = 60_000;
const ZONE = process.env.TZ;

const at = (text: string): number => new Date(text).getTime();

afterEach(() => {
  if (ZONE === undefined) delete process.env.TZ;
  else process.env.TZ = ZONE;
});

describe("a day", () => {
  test("begins at midnight of the learner's own clock", () => {
    const midnight = at("2026-03-01T00:00:00+08:00");
    assert.equal(dayOf(midnight, BEIJING) - dayOf(midnight - 1, BEIJING), 1);
    assert.equal(dayOf(midnight, BEIJING), dayOf(midnight + 86_399_999, BEIJING));
  });
  test("differs between places at the same moment", () => {
    const moment = at("2026-03-01T01:00:00+08:00");
    assert.deepEqual(dateOf(dayOf(moment, BEIJING)), { year: 2026, month: 3, day: 1 });
    assert.deepEqual(dateOf(dayOf(moment, NEW_YORK)), { year: 2026, month: 2, day: 28 });
  });
  test("knows zones of half and quarter hours", () => {
    assert.equal(
      dayOf(at("2026-01-01T00:00:00+05:45"), 345) - dayOf(at("2025-12-31T23:59:59+05:45"), 345),
      1,
    );
    assert.equal(dayOf(at("2026-01-01T00:00:00-09:30"), -570), dayOf(at("2026-01-01T23:59:59-09:30"), -570));
  });
  test("is found again from its beginning", () => {
    for (const zone of [BEIJING, NEW_YORK, 0, 345, 840, -720]) {
      assert.equal(dayOf(dayStart(20_000, zone), zone), 20_000);
      assert.equal(dayOf(dayStart(20_000, zone) - 1, zone), 19_999);
    }
  });
  test("counts back beyond 1970", () => {
    assert.equal(dayOf(-1, 0), -1);
    assert.deepEqual(dateOf(-1), { year: 1969, month: 12, day: 31 });
  });
  test("follows leap years", () => {
    const last = dayOf(at("2028-02-28T12:00:00Z"), 0);
    assert.deepEqual(dateOf(last + 1), { year: 2028, month: 2, day: 29 });
    assert.deepEqual(dateOf(last + 2), { year: 2028, month: 3, day: 1 });
  });
});

describe("today", () => {
  // Central Europe turns its clocks on on 29 March and back on 25 October 2026.
  test("comes once a day where clocks are turned on and back", () => {
    process.env.TZ = "Europe/Berlin";
    for (const [from, days] of [
      ["2026-03-28", [0, 1, 2]],
      ["2026-10-24", [0, 1, 2]],
    ] as const) {
      const [year, month, first] = from.split("-").map(Number);
      const noon = (offset: number, hour: number, minute: number) =>
        today(new Date(year ?? 0, (month ?? 0) - 1, (first ?? 0) + offset, hour, minute));
      const start = noon(0, 12, 0);
      assert.deepEqual(
        days.map((offset) => noon(offset, 0, 0) - start),
        [0, 1, 2],
      );
      assert.deepEqual(
        days.map((offset) => noon(offset, 23, 59) - start),
        [0, 1, 2],
      );
    }
  });
  test("agrees with what an attempt keeps, every half hour of the day on which clocks are turned back", () => {
    process.env.TZ = "Europe/Berlin";
    const midnight = at("2026-10-25T00:00:00+02:00");
    for (let minutes = 0; minutes < 25 * 60; minutes += 30) {
      const now = new Date(midnight + minutes * MINUTE);
      const day = dayOf(now.getTime(), 0 - now.getTimezoneOffset());
      assert.equal(day, today(now));
      assert.deepEqual(dateOf(day), { year: 2026, month: 10, day: 25 });
    }
  });
});
