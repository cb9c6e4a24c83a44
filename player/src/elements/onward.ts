/** On study pages: ticks in the menu, where a learning path goes on, and the next step at the end. */

import { pathStates, pathThrough } from "../learning/paths";
import { readReads } from "../store/reads";
import { make } from "../view/dom";
import { PAGE } from "../view/site";
import { loadIndex } from "./course";
import { records } from "./host";
import { fillWithNextStep } from "./next-step-place";
import { markMenu } from "./path-marks";

/** How far below the window something is prepared. */
const AHEAD = "0px 0px 100% 0px";

export function leadOnward(): void {
  void readReads(records).then(markMenu);
  const rows = Array.from(document.querySelectorAll<HTMLElement>(".course-path-row"));
  if (rows.length > 0) choosePath(rows).catch(console.error);
  const list = document.querySelector<HTMLElement>(".course-onward");
  if (!list) return;
  const place = make("p", { class: "course-next-place course-screen" });
  const end = make("div", { class: "course-path-end" }, place);
  list.before(end);
  whenNear(list, () => lead(end, place, rows));
}

/**
 * Shows the next step in its `place` at the `end` of the page. A path that leads there too need not say so again, and
 * says beside it how far it has come.
 */
async function lead(end: HTMLElement, place: HTMLElement, rows: readonly HTMLElement[]): Promise<void> {
  await fillWithNextStep(place, PAGE);
  const next = place.querySelector("a")?.href;
  for (const row of rows.filter(({ parentElement }) => parentElement === end.parentElement)) {
    const link = row.querySelector("a");
    if (!link || link.href !== next) continue;
    link.remove();
    end.prepend(row);
  }
}

/** Of the paths that have a step, shows the one that the reader follows. */
async function choosePath(rows: readonly HTMLElement[]): Promise<void> {
  const [index, reads] = await Promise.all([loadIndex(), readReads(records)]);
  const states = pathStates(index, reads);
  for (const row of rows) {
    row.hidden = pathThrough(states, row.dataset.at ?? "")?.path.title !== row.dataset.path;
  }
}

/** Acts once, when an element comes near the window. */
function whenNear(element: HTMLElement, act: () => Promise<void>): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      act().catch(console.error);
    },
    { rootMargin: AHEAD },
  );
  observer.observe(element);
}
