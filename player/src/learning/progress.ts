/** A learner's progress, derived from the log of attempts. */

import type { CourseIndex } from "../core/course-index";

/** The fields of an attempt that are used here; later attempts come after earlier ones. */
export interface Answered {
  readonly question: string;
  readonly version: string;
  readonly verdict: string;
}

export interface Mastery {
  /** Questions whose last attempt was right. */
  readonly right: number;
  readonly all: number;
}

/** Returns the requirement of a point: `r1-2` for `r1-2-a`. */
export const requirementOf = (point: string): string => point.replace(/-[a-z]+$/, "");

/** Returns the last verdict by question id and answer version. */
export function lastVerdicts(log: readonly Answered[]): ReadonlyMap<string, string> {
  return new Map(log.map(({ question, version, verdict }) => [verdictKey(question, version), verdict]));
}

/** The key of a question in `lastVerdicts`. */
export function verdictKey(question: string, version: string): string {
  return `${question} ${version}`;
}

/**
 * Counts for each requirement the questions last answered right.
 *
 * Attempts at an earlier version of a question do not count.
 */
export function mastery(index: CourseIndex, log: readonly Answered[]): ReadonlyMap<string, Mastery> {
  const last = lastVerdicts(log);
  const found = new Map<string, Mastery>();
  for (const { id, points, version } of index.questions) {
    const right = last.get(verdictKey(id, version)) === "right" ? 1 : 0;
    for (const requirement of new Set(points.map(requirementOf))) {
      const before = found.get(requirement) ?? { right: 0, all: 0 };
      found.set(requirement, { right: before.right + right, all: before.all + 1 });
    }
  }
  return found;
}

/** Counts for each study page the questions last answered right. */
export function pageMastery(index: CourseIndex, log: readonly Answered[]): ReadonlyMap<string, Mastery> {
  const last = lastVerdicts(log);
  const found = new Map<string, Mastery>();
  for (const { id, version, bank } of index.questions) {
    const page = index.banks[bank]?.page ?? "";
    const right = last.get(verdictKey(id, version)) === "right" ? 1 : 0;
    const before = found.get(page) ?? { right: 0, all: 0 };
    found.set(page, { right: before.right + right, all: before.all + 1 });
  }
  return found;
}

/** Counts the questions of the whole course last answered right. */
export function total(index: CourseIndex, log: readonly Answered[]): Mastery {
  const last = lastVerdicts(log);
  const right = index.questions.filter(({ id, version }) => last.get(verdictKey(id, version)) === "right");
  return { right: right.length, all: index.questions.length };
}
