/**
 * Marks for a response in an exam, counted in halves: half of an odd number of marks is then whole.
 *
 * Python has the same functions in `scripts/course/exams/grade.py`; both are tested with `tests/cases/grade.yml`.
 */

import type { Body } from "./data";
import { grade, marks } from "./grade";
import { unreachable } from "./unreachable";

/** How a section of a blueprint marks each of its questions. */
export interface Worth {
  /** Marks for a correct answer. */
  readonly marks: number;
  /** The marks for a partly correct answer: none, half of them, or its share. */
  readonly partly: "none" | "half" | "share";
}

/** Returns the marks for a correct answer, in halves. */
export function fullHalves(worth: Worth): number {
  return 2 * worth.marks;
}

/**
 * Returns the marks for a response, in halves. A share is rounded down to the half mark; it is the share of `marks`
 * in `grade.ts` that are right, for a case the parts that are entirely right.
 */
export function earned(body: Body, response: unknown, worth: Worth): number {
  const verdict = grade(body, response);
  if (verdict === "wrong") return 0;
  return verdict === "right" ? fullHalves(worth) : partlyEarned(body, response, worth);
}

function partlyEarned(body: Body, response: unknown, worth: Worth): number {
  switch (worth.partly) {
    case "none":
      return 0;
    case "half":
      return worth.marks;
    case "share":
      return share(fullHalves(worth), marks(body, response));
    default:
      return unreachable(worth.partly);
  }
}

function share(full: number, counted: readonly boolean[]): number {
  const total = full * counted.filter((good) => good).length;
  // Subtracting the remainder keeps the arithmetic in whole numbers.
  return (total - (total % counted.length)) / counted.length;
}
