/** Works out the next step from the record, and shows it. Loaded where it is shown: the memory model is large. */

import type { CourseIndex } from "../core/course-index";
import type { NextStep } from "../core/next-step";
import { nextStep } from "../learning/next-step";
import type { ReadPlace } from "../learning/paths";
import { masteries } from "../learning/study";
import { readRunning } from "../store/papers";
import { fill } from "../view/dom";
import { nextStepLink } from "../view/next-step";
import { loadIndex } from "./course";
import { records } from "./host";
import { readLimits, readPlan } from "./plan";

/**
 * Shows the next step in an element, and again whenever the reader comes back to the page: another tab may have done
 * it. `here` is the page that the reader has come to the end of.
 */
export async function showNextStep(element: HTMLElement, here = ""): Promise<void> {
  const show = async () => {
    const step = await readNextStep(await loadIndex(), here);
    const shown = step && nextStepLink(step);
    if (!isSame(element.querySelector("a"), shown)) fill(element, shown);
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && element.isConnected) show().catch(console.error);
  });
  await show();
}

async function readNextStep(index: CourseIndex, here: string): Promise<NextStep | null> {
  const [limits, running] = await Promise.all([readLimits(), readRunning(records)]);
  const { due, log, reads, cards, day } = await readPlan(index, limits);
  return nextStep({
    index,
    due: due.length,
    running: running !== null,
    reads: here ? ended(reads, here) : reads,
    masteries: masteries(index, log, cards, day),
  });
}

/** A link that stays the same keeps the focus. */
function isSame(before: HTMLAnchorElement | null, after: HTMLAnchorElement | null): boolean {
  return before?.href === after?.href && before?.textContent === after?.textContent;
}

/** The reading states once a page is read to its end. */
function ended(reads: readonly ReadPlace[], here: string): readonly ReadPlace[] {
  return [{ page: here, place: "", ended: 0 }, ...reads.filter(({ page }) => page !== here)];
}
