/** <course-map>: the course map with the reader's progress. */

import { type Mastery, mastery, total } from "../learning/progress";
import { mapTexts as words } from "../texts/map";
import { make } from "../view/dom";
import { link } from "../view/rich";
import { firstLog, loadIndex } from "./course";
import { addingElement } from "./host";

export const CourseMap = addingElement(draw);

async function draw(host: HTMLElement): Promise<void> {
  const [log, index] = await Promise.all([firstLog(), loadIndex()]);
  if (log.length === 0) return;
  const found = mastery(index, log);
  for (const [requirement, reached] of found) show(host, requirement, reached);
  host.prepend(summary(host, total(index, log), found));
}

function show(host: HTMLElement, requirement: string, { right, all }: Mastery): void {
  for (const bar of host.querySelectorAll<SVGElement>(`[data-bar="${requirement}"]`)) {
    bar.setAttribute("width", String((Number(bar.dataset.full) * right) / all));
  }
  for (const note of host.querySelectorAll<HTMLElement | SVGElement>(`[data-note="${requirement}"]`)) {
    note.removeAttribute("hidden");
    note.textContent = words.reached(right, all);
  }
}

/** The progress, and the next step: the first requirement that is not complete. */
function summary(
  host: HTMLElement,
  { right, all }: Mastery,
  found: ReadonlyMap<string, Mastery>,
): HTMLElement {
  const rows = Array.from(host.querySelectorAll<HTMLElement>(".course-tree a[data-row]"));
  const next = rows.find((row) => {
    const reached = found.get(row.dataset.row ?? "");
    return reached && reached.right < reached.all;
  });
  const onward = next && [words.goOn, link(next.textContent ?? "", next.dataset.path ?? "")];
  return make(
    "p",
    { class: "course-reached", role: "status" },
    words.reachedInAll(right, all),
    ...(onward ?? []),
  );
}
