/** The review plan for today, read from the records. */

import type { CourseIndex } from "../core/course-index";
import { today } from "../core/day";
import { type Cards, cards, type Limits, type Plan, plan } from "../learning/schedule";
import { type Attempt, readLog } from "../store/attempts";
import { type Read, readReads } from "../store/reads";
import type { Records } from "../store/records";
import { readSetting } from "../store/settings";

/** The choices; the first one is the default. */
export const DUE_LIMITS = ["20", "10", "30", "50"] as const;
export const FRESH_LIMITS = ["5", "0", "10"] as const;

export interface TodaysPlan extends Plan {
  readonly day: number;
  readonly cards: Cards;
  readonly log: readonly Attempt[];
  readonly reads: readonly Read[];
}

export async function readLimits(records: Records): Promise<Limits> {
  const [due, fresh] = await Promise.all([
    readSetting(records, "review-due", DUE_LIMITS),
    readSetting(records, "review-new", FRESH_LIMITS),
  ]);
  return { due: Number(due), fresh: Number(fresh) };
}

/** Returns the plan for the current log, or for a log that was read before. */
export async function readPlan(
  records: Records,
  index: CourseIndex,
  limits: Limits,
  logged: Promise<readonly Attempt[]> = readLog(records),
): Promise<TodaysPlan> {
  const [log, reads] = await Promise.all([logged, readReads(records)]);
  const day = today();
  // After a flight to the west, today's answers can have tomorrow's date.
  const known = cards(index.questions, log, day + 1);
  return { day, cards: known, log, reads, ...plan({ cards: known, index, reads, log, day, limits }) };
}
