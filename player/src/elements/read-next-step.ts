/** Reads what the next step follows from. */

import type { CourseIndex } from "../core/course-index";
import type { NextStep } from "../core/next-step";
import { nextStep } from "../learning/next-step";
import type { ReadPlace } from "../learning/paths";
import { masteries } from "../learning/study";
import { readRunning } from "../store/papers";
import type { Records } from "../store/records";
import { readLimits, readPlan } from "./plan";

/** Returns the next step of a learner who has come to the end of the page `here`; null if the course has nothing. */
export async function readNextStep(
  records: Records,
  index: CourseIndex,
  here = "",
): Promise<NextStep | null> {
  const [limits, running] = await Promise.all([readLimits(records), readRunning(records)]);
  const { due, log, reads, cards, day } = await readPlan(records, index, limits);
  return nextStep({
    index,
    due: due.length,
    running: running !== null,
    reads: here ? ended(reads, here) : reads,
    masteries: masteries(index, log, cards, day),
  });
}

/** The reading states once a page is read to its end. */
function ended(reads: readonly ReadPlace[], here: string): readonly ReadPlace[] {
  return [{ page: here, place: "", ended: 0 }, ...reads.filter(({ page }) => page !== here)];
}
