/**
 * What an answer earns in an exam, in half marks: half of an odd number of marks is whole then.
 *
 * Python has the same functions in `scripts/course/model/grade.py`; both are held to `tests/cases/grade.yml`.
 */

import type { Body } from "./data";
import { grade, marks } from "./grade";
import { unreachable } from "./unreachable";

/** What a section of a blueprint says of each of its questions. */
export interface Worth {
  /** Whole marks of a right answer. */
  readonly marks: number;
  /** What an answer that is partly right earns: nothing, half the marks, or its share of them. */
  readonly partly: "none" | "half" | "share";
}

/** What a right answer earns, in half marks. */
export function fullHalves(worth: Worth): number {
  return 2 * worth.marks;
}

/**
 * What an answer earns, in half marks. A share is rounded down to the half mark, and counts what `marks` of
 * `grade.ts` counts: of a case the parts that are right throughout.
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
  // Without the remainder the quotient is whole: no fraction is ever formed.
  return (total - (total % counted.length)) / counted.length;
}
