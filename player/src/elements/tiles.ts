/** <course-tiles>: the reader's numbers on the tiles of 练习 and 自测. */

import type { CourseIndex } from "../core/course-index";
import { type BankCount, bankCounts, inAll } from "../learning/bank-counts";
import { mistakes } from "../learning/mistakes";
import { byPage, weakestPages } from "../learning/pages";
import { isPassed, pendingCount, score } from "../learning/sitting";
import { masteries } from "../learning/study";
import { type HandedIn, readPapers, readRunning } from "../store/papers";
import { examTexts } from "../texts/exam";
import { tileTexts as words } from "../texts/tiles";
import { fill } from "../view/dom";
import { shareBar } from "../view/share-bar";
import { firstLog, loadIndex } from "./course";
import { addingElement, records } from "./host";
import { readLimits, readPlan, type TodaysPlan } from "./plan";

export const CourseTiles = addingElement(draw);

async function draw(host: HTMLElement): Promise<void> {
  const [index, log] = await Promise.all([loadIndex(), firstLog()]);
  const counts = bankCounts(index, log);
  for (const place of host.querySelectorAll<HTMLElement>("[data-bank-number]")) {
    const count = counts.get(place.dataset.bankNumber ?? "");
    if (count) fill(place, bankBar(count));
  }
  const places = Array.from(host.querySelectorAll<HTMLElement>("[data-number]"));
  if (places.length === 0) return;
  const numbers = await readNumbers(index, counts);
  for (const place of places) fill(place, numbers[place.dataset.number ?? ""]);
}

function bankBar({ asked, right, all }: BankCount): HTMLElement {
  return shareBar(asked / all, words.bank(asked, all, right));
}

/** The numbers by the name of their tile; those that say nothing yet are left out. */
async function readNumbers(
  index: CourseIndex,
  counts: ReadonlyMap<string, BankCount>,
): Promise<Readonly<Record<string, string | undefined>>> {
  const limits = await readLimits(records);
  const [plan, papers, running] = await Promise.all([
    readPlan(records, index, limits, firstLog()),
    readPapers(records),
    readRunning(records),
  ]);
  const { asked, all } = inAll(counts);
  const begun = plan.log.length > 0;
  const known = masteries(index, plan.log, plan.cards, plan.day);
  const weak = weakestPages(byPage(index, known)).length;
  const ended = index.pages.filter(({ path }) =>
    plan.reads.some((read) => read.page === path && read.ended !== null),
  );
  return {
    review: reviewWords(plan),
    mistakes: begun ? words.mistakes(mistakes(index, plan.log).length) : undefined,
    unseen: begun ? words.unseen(all - asked) : undefined,
    quizzes: asked > 0 ? words.quizzes(asked, all) : undefined,
    exam: running ? words.running : papers[0] && paperWords(papers[0]),
    weak: weak > 0 ? words.weak(weak) : undefined,
    progress: ended.length > 0 ? words.progress(ended.length, index.pages.length) : undefined,
    papers: papers.length > 0 ? words.papers(papers.length) : undefined,
  };
}

function reviewWords({ due, fresh, doneDue, doneFresh }: TodaysPlan): string | undefined {
  if (due.length + fresh.length > 0) return words.review(due.length, fresh.length);
  return doneDue + doneFresh > 0 ? words.reviewDone : undefined;
}

function paperWords(paper: HandedIn): string {
  const { marked } = paper;
  if (pendingCount(marked) > 0) return words.pending;
  return words.exam(examTexts.points(score(marked)), isPassed(paper, marked));
}
