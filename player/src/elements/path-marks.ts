/** Ticks on what is read: in the learning paths of the course map, and in the menu of study pages. */

import type { CourseIndex } from "../core/course-index";
import { isPlaceRead, pathStates, placesRead } from "../learning/paths";
import type { Read } from "../store/reads";
import { mapTexts as words } from "../texts/map";
import { fill } from "../view/dom";
import { tick } from "../view/page-state";
import { address } from "../view/site";

/** Ticks the steps of the paths on the page, and says how far each path is walked. */
export function markPaths(index: CourseIndex, reads: readonly Read[]): void {
  const read = placesRead(reads);
  for (const step of document.querySelectorAll<HTMLElement>("[data-step]")) {
    if (isPlaceRead(read, step.dataset.step ?? "")) step.before(tick());
  }
  for (const { path, done } of pathStates(index, reads)) {
    const walked = done.filter(Boolean).length;
    const state = walked === done.length ? words.pathEnded : words.pathReached(walked, done.length);
    const note = Array.from(document.querySelectorAll<HTMLElement>("p[data-path]"));
    if (walked === 0) continue;
    for (const one of note) if (one.dataset.path === path.title) fill(one, state);
    leadOn(path.title, done);
  }
}

/** The button of a path leads to the first step that is not read yet; of one that is walked, to its start. */
function leadOn(title: string, done: readonly boolean[]): void {
  const start = Array.from(document.querySelectorAll<HTMLAnchorElement>("[data-go]")).find(
    ({ dataset }) => dataset.go === title,
  );
  const steps = start?.closest(".course-card")?.querySelectorAll<HTMLAnchorElement>("[data-step]");
  const next = steps?.[done.indexOf(false)];
  if (start && next) start.href = next.href;
  if (start) fill(start, next ? words.pathGoOn : words.pathAgain);
}

/** Ticks the pages in the menu that are read. */
export function markMenu(reads: readonly Read[]): void {
  const read = new Set(Array.from(placesRead(reads), (page) => address(page)));
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".md-sidebar--primary a.md-nav__link")) {
    if (read.has(link.href.split("#")[0] ?? "")) link.append(tick());
  }
}
