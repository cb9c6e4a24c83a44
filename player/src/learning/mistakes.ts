/** The questions to practise again, derived from the log of attempts. */

import type { CourseIndex, IndexedQuestion } from "../core/course-index";
import { dayOf } from "../core/day";

/** The number of different days on which a question must be right to leave the list. */
export const DAYS_RIGHT = 2;

export interface Mistake {
  readonly indexed: IndexedQuestion;
  /** The number of answers that were not right. */
  readonly missed: number;
  /** The time of the latest one, in milliseconds since 1970; its zone in minutes east of UTC. */
  readonly at: number;
  /** The number of days on which it has been right since. */
  readonly right: number;
}

/** The fields of an attempt that are used here. */
export interface Judged {
  readonly question: string;
  readonly version: string;
  readonly verdict: string;
  readonly at: number;
  readonly zone: number;
}

/**
 * Returns every question last answered wrong or partly right, until it has been right on two different days without a
 * mistake in between. The latest mistake comes first. `log` is oldest first.
 *
 * Attempts at an earlier version of a question and withdrawn questions do not count.
 */
export function mistakes(index: CourseIndex, log: readonly Judged[]): readonly Mistake[] {
  const questions = new Map(index.questions.map((question) => [question.id, question]));
  const found = new Map<string, Open>();
  for (const attempt of log) {
    const indexed = questions.get(attempt.question);
    if (indexed?.version !== attempt.version) continue;
    found.set(attempt.question, after(found.get(attempt.question) ?? NONE, attempt, indexed));
  }
  return Array.from(found.values())
    .flatMap(({ mistake }) => mistake ?? [])
    .sort((one, other) => other.at - one.at);
}

/** The state of a question after a part of the log. */
interface Open {
  readonly mistake: Mistake | null;
  readonly missed: number;
  /** The last day on which it was right since its mistake. */
  readonly day: number | null;
}

const NONE: Open = { mistake: null, missed: 0, day: null };

function after(before: Open, { verdict, at, zone }: Judged, indexed: IndexedQuestion): Open {
  if (verdict === "wrong" || verdict === "partial") {
    const missed = before.missed + 1;
    return { mistake: { indexed, missed, at, right: 0 }, missed, day: null };
  }
  const day = dayOf(at, zone);
  if (verdict !== "right" || !before.mistake || day === before.day) return before;
  const right = before.mistake.right + 1;
  const mistake = right < DAYS_RIGHT ? { ...before.mistake, right } : null;
  return { mistake, missed: before.missed, day };
}
