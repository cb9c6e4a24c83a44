/** How far a learner has come, derived from the log of attempts. */

import type { CourseIndex } from "../core/course-index";

/** What the log says of one question; later attempts come after earlier ones. */
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

/** The requirement of a point: `r2-3-1` of `r2-3-1-a`. */
export const requirementOf = (point: string): string => point.replace(/-[a-z]+$/, "");

/** The last verdict on each question, by id and answer version. */
export function lastVerdicts(log: readonly Answered[]): ReadonlyMap<string, string> {
  return new Map(log.map(({ question, version, verdict }) => [verdictKey(question, version), verdict]));
}

/** Under what `lastVerdicts` has a question as it is now. */
export function verdictKey(question: string, version: string): string {
  return `${question} ${version}`;
}

/**
 * For each requirement, how many of the questions that ask it were last answered right.
 *
 * Attempts at a question whose answer has since been corrected do not count.
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

/** How many questions of the whole course were last answered right. */
export function total(index: CourseIndex, log: readonly Answered[]): Mastery {
  const last = lastVerdicts(log);
  const right = index.questions.filter(({ id, version }) => last.get(verdictKey(id, version)) === "right");
  return { right: right.length, all: index.questions.length };
}
