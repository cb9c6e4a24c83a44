/** <course-sprint>: before an exam in three steps: weak pages, mistakes, a quick paper. */

import type { CourseIndex } from "../core/course-index";
import { dayOf, today } from "../core/day";
import { mistakes } from "../learning/mistakes";
import { byPage, type PageMastery, weakestPages } from "../learning/pages";
import { quickExam } from "../learning/paper";
import { masteries } from "../learning/study";
import { type HandedIn, readPapers } from "../store/papers";
import { sprintTexts as words } from "../texts/sprint";
import { type Child, make } from "../view/dom";
import { icon } from "../view/icon";
import { link, linkButton } from "../view/rich";
import { rowHead, shareBar } from "../view/share-bar";
import { firstLog, loadIndex } from "./course";
import { panel } from "./form";
import { type Player, playerElement, records } from "./host";
import { marksText } from "./marks-text";
import { readLimits, readPlan, type TodaysPlan } from "./plan";

export const CourseSprint = playerElement(openSprint);

interface Step {
  readonly name: string;
  /** Whether there is nothing left to do. */
  readonly done: boolean;
  readonly content: readonly Child[];
  /** Where its button leads, and what it says. */
  readonly go: readonly [label: string, path: string] | null;
}

async function openSprint(): Promise<Player> {
  const [index, limits] = await Promise.all([loadIndex(), readLimits(records)]);
  const [plan, papers] = await Promise.all([
    readPlan(records, index, limits, firstLog()),
    readPapers(records),
  ]);
  const steps = [pagesStep(index, plan), mistakesStep(index, plan), paperStep(index, papers)];
  const next = steps.findIndex(({ done, go }) => !done && go !== null);
  const element = make("div", { class: "cq-player cq-sprint" });
  element.append(...steps.map((step, place) => stepPanel(step, place, place === next)));
  return { element };
}

/** A step; the button of the next one is filled. */
function stepPanel({ name, done, content, go }: Step, place: number, isNext: boolean): HTMLElement {
  const element = panel(
    words.step(place + 1, name),
    ...content,
    done && make("p", { class: "cq-sprint-done" }, icon("done"), words.done),
    go && make("div", { class: "cq-actions" }, linkButton(...go, isNext)),
  );
  element.dataset.step = done ? "done" : "open";
  return element;
}

function pagesStep(index: CourseIndex, { log, cards, day, reads }: TodaysPlan): Step {
  const name = words.pages;
  const pages = byPage(index, masteries(index, log, cards, day));
  if (pages.every(({ asked }) => asked === 0)) {
    const go = [words.toQuizzes, "quizzes/index.html"] as const;
    return { name, done: false, content: [make("p", {}, words.tooEarly)], go };
  }
  const weak = weakestPages(pages);
  const readToday = new Set(reads.filter(({ at }) => isToday(at)).map(({ page }) => page));
  const next = weak.find(({ page }) => !readToday.has(page));
  if (weak.length === 0) return { name, done: true, content: [make("p", {}, words.noPages)], go: null };
  const rows = weak.map((page) => pageRow(page, readToday.has(page.page)));
  return {
    name,
    done: next === undefined,
    content: [make("p", {}, words.pagesAbout), make("ol", { class: "cq-rows" }, ...rows)],
    go: next ? [words.readPage(next.title), placeOf(next)] : null,
  };
}

function pageRow(page: PageMastery, isRead: boolean): HTMLElement {
  return make(
    "li",
    {},
    rowHead(link(page.title, placeOf(page)), ...(isRead ? [icon("done"), words.done] : [])),
    shareBar(page.mastery, words.percent(page.mastery)),
  );
}

/** The weakest requirement of a page. */
function placeOf({ page, requirements }: PageMastery): string {
  const [weak] = requirements.slice().sort((one, other) => one.mastery - other.mastery);
  return weak ? `${page}#${weak.id}` : page;
}

function mistakesStep(index: CourseIndex, { log }: TodaysPlan): Step {
  const { length } = mistakes(index, log);
  return {
    name: words.mistakes,
    done: length === 0 && log.length > 0,
    content: [make("p", {}, length > 0 ? words.mistakesLeft(length) : words.noMistakes)],
    go: length > 0 ? [words.redo(length), "practice/mistakes.html"] : null,
  };
}

function paperStep(index: CourseIndex, papers: readonly HandedIn[]): Step {
  const name = words.paper;
  const exam = quickExam(index);
  if (!exam) {
    const go = [words.toDrill, "practice/drill.html"] as const;
    return { name, done: false, content: [make("p", {}, words.noPaper)], go };
  }
  const sat = papers.find(({ ended }) => isToday(ended));
  const questions = exam.sections.reduce((sum, { count }) => sum + count, 0);
  const about = sat ? words.paperDone(marksText(sat)) : words.paperAbout(exam.title, questions, exam.minutes);
  return {
    name,
    done: sat !== undefined,
    content: [make("p", {}, about)],
    go: [sat ? words.again : words.start, "practice/exam.html?quick"],
  };
}

function isToday(at: number): boolean {
  return dayOf(at, -new Date(at).getTimezoneOffset()) === today();
}
