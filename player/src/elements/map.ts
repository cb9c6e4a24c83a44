/** <course-map>: study pages and their requirements, with how far the reader has come. */

import type { CourseIndex } from "../core/course-index";
import { placesRead } from "../learning/paths";
import { type Answered, type Mastery, mastery, pageMastery } from "../learning/progress";
import { type Read, readReads } from "../store/reads";
import { mapTexts as words } from "../texts/map";
import { fill } from "../view/dom";
import { pageState } from "../view/page-state";
import { firstLog, loadIndex } from "./course";
import { addingElement, records } from "./host";
import { markPaths } from "./path-marks";

export const CourseMap = addingElement(draw);

async function draw(host: HTMLElement): Promise<void> {
  const [log, reads, index] = await Promise.all([firstLog(), readReads(records), loadIndex()]);
  if (log.length === 0 && reads.length === 0) return;
  const reached = mastery(index, log);
  showPages(host, index, reads, log, reached);
  for (const [requirement, one] of reached) showRequirement(host, requirement, one);
  markPaths(index, reads);
}

/** On the card of each page: whether it is read, and how many questions of each requirement are right. */
function showPages(
  host: HTMLElement,
  index: CourseIndex,
  reads: readonly Read[],
  log: readonly Answered[],
  reached: ReadonlyMap<string, Mastery>,
): void {
  const read = placesRead(reads);
  const begun = new Set(reads.map(({ page }) => page));
  const pages = pageMastery(index, log);
  for (const { path, requirements } of index.pages) {
    const state = read.has(path) ? "read" : begun.has(path) ? "begun" : "unread";
    const { right = 0, all = 0 } = pages.get(path) ?? {};
    const parts = requirements.flatMap(({ id, title }) => {
      const one = reached.get(id);
      return one ? [{ title, ...one }] : [];
    });
    for (const card of host.querySelectorAll(`[data-page="${path}"]`))
      card.append(pageState(state, right, all, parts));
  }
}

function showRequirement(host: HTMLElement, requirement: string, { right, all }: Mastery): void {
  if (right === 0) return;
  for (const note of host.querySelectorAll(`[data-note="${requirement}"]`)) {
    fill(note, words.reached(right, all));
  }
}
