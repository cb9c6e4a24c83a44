/** How many questions of each bank were answered, from the last verdicts. */

import type { CourseIndex } from "../core/course-index";
import { type Answered, lastVerdicts, verdictKey } from "./progress";

export interface BankCount {
  /** Questions answered at least once, questions last answered right, and all questions. */
  readonly asked: number;
  readonly right: number;
  readonly all: number;
}

const NONE: BankCount = { asked: 0, right: 0, all: 0 };

/** Returns the counts by the name of the bank. Answers to an earlier version of a question do not count. */
export function bankCounts(
  { questions }: CourseIndex,
  log: readonly Answered[],
): ReadonlyMap<string, BankCount> {
  const last = lastVerdicts(log);
  const found = new Map<string, BankCount>();
  for (const { id, version, bank } of questions) {
    const verdict = last.get(verdictKey(id, version));
    const { asked, right, all } = found.get(bank) ?? NONE;
    found.set(bank, {
      asked: asked + (verdict === undefined ? 0 : 1),
      right: right + (verdict === "right" ? 1 : 0),
      all: all + 1,
    });
  }
  return found;
}

/** Returns the sum over all banks. */
export function inAll(counts: ReadonlyMap<string, BankCount>): BankCount {
  return Array.from(counts.values()).reduce(
    (one, other) => ({
      asked: one.asked + other.asked,
      right: one.right + other.right,
      all: one.all + other.all,
    }),
    NONE,
  );
}
