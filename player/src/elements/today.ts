/** <course-today>: the next step, and how far a returning learner has come. */

import type { CourseIndex } from "../core/course-index";
import { total } from "../learning/progress";
import type { Attempt } from "../store/attempts";
import { type Read, readReads } from "../store/reads";
import { todayTexts as words } from "../texts/today";
import { make } from "../view/dom";
import { firstLog, loadIndex } from "./course";
import { addingElement, records } from "./host";
import { fillWithNextStep, nextStepPlace } from "./next-step-place";

export const CourseToday = addingElement(draw);

async function draw(host: HTMLElement): Promise<void> {
  const place = host.querySelector<HTMLElement>(".course-next-place");
  if (place) fillWithNextStep(place).catch(console.error);
  else host.prepend(nextStepPlace());
  const [index, log, reads] = await Promise.all([loadIndex(), firstLog(), readReads(records)]);
  if (log.length === 0 && reads.length === 0) return;
  host.append(make("p", { class: "course-meta", "data-today": "far" }, reached(index, log, reads)));
}

function reached(index: CourseIndex, log: readonly Attempt[], reads: readonly Read[]): string {
  const ended = new Set(reads.filter((read) => read.ended !== null).map(({ page }) => page));
  const read = index.pages.filter(({ path }) => ended.has(path)).length;
  const { right, all } = total(index, log);
  return words.reached(read, index.pages.length, right, all);
}
