/** <course-today>: where a returning learner can continue; empty for new ones. */

import type { CourseIndex } from "../core/course-index";
import { total } from "../learning/progress";
import { readRunning } from "../store/papers";
import type { Read } from "../store/reads";
import { todayTexts } from "../texts/today";
import { type Child, make } from "../view/dom";
import { link } from "../view/rich";
import { firstLog, loadIndex } from "./course";
import { addingElement, records } from "./host";
import { readLimits, readPlan, type TodaysPlan } from "./plan";

export const CourseToday = addingElement(draw);

async function draw(host: HTMLElement): Promise<void> {
  const [index, limits, running] = await Promise.all([loadIndex(), readLimits(), readRunning(records)]);
  const plan = await readPlan(index, limits, firstLog());
  if (!running && plan.log.length === 0 && plan.reads.length === 0) return;
  const rows = [
    running && row("paper", todayTexts.paper, link(todayTexts.running, "practice/exam.html")),
    review(plan),
    stopped(index, plan.reads),
    row("far", todayTexts.far, link(reached(index, plan), "practice/progress.html")),
  ];
  host.append(
    make(
      "section",
      { class: "cq-player cq-today", "aria-label": todayTexts.label },
      make("dl", {}, ...rows.flatMap((one) => one ?? [])),
    ),
  );
}

function row(name: string, label: string, content: Child): readonly HTMLElement[] {
  return [make("div", { "data-today": name }, make("dt", {}, label), make("dd", {}, content))];
}

function review({ due, fresh, doneDue, doneFresh }: TodaysPlan): readonly HTMLElement[] {
  const words = todayTexts.planned(due.length, fresh.length);
  if (words) return row("review", todayTexts.review, link(words, "practice/review.html"));
  return doneDue + doneFresh > 0 ? row("review", todayTexts.review, todayTexts.done) : [];
}

/** Where the reader was last, if the course still has that place. */
function stopped({ pages }: CourseIndex, reads: readonly Read[]): readonly HTMLElement[] {
  const last = reads.find(({ page }) => pages.some(({ path }) => path === page));
  const page = pages.find(({ path }) => path === last?.page);
  if (!page) return [];
  const place = page.requirements.find(({ id }) => id === last?.place);
  const path = place ? `${page.path}#${place.id}` : page.path;
  return row("stopped", todayTexts.stopped, link(todayTexts.place(page.title, place?.title ?? ""), path));
}

function reached(index: CourseIndex, { log, reads }: TodaysPlan): string {
  const ended = new Set(reads.filter((read) => read.ended !== null).map(({ page }) => page));
  const read = index.pages.filter(({ path }) => ended.has(path)).length;
  const { right, all } = total(index, log);
  return todayTexts.reached(read, index.pages.length, right, all);
}
