/** 学习情况表: a learner's progress on one sheet of paper. */

import { byPage, type PageMastery } from "../learning/pages";
import { progressTexts as words } from "../texts/progress";
import { dayText } from "../view/dates";
import { make } from "../view/dom";
import { withName } from "../view/profile";
import { marksText } from "./marks-text";
import { type Study, stateWords } from "./study";

/** The most papers on the sheet. */
const MOST_PAPERS = 6;

export function studySheet({ name, index, reads, masteries, papers, answered, days }: Study): HTMLElement {
  const known = new Map(reads.map((read) => [read.page, read]));
  const figures = [
    `${words.answeredOnce}：${words.of(answered.asked, answered.all)}`,
    `${words.rightNow}：${words.of(answered.right, answered.all)}`,
    `${words.studyDays}：${words.days(days.length)}`,
  ];
  return make(
    "div",
    { class: "cq-paper cq-study-sheet" },
    make("h2", { class: "cq-paper-title" }, words.sheet),
    make(
      "p",
      { class: "cq-paper-head" },
      withName((whose) => words.sheetHead(whose, dayText(Date.now())), name),
    ),
    make("p", {}, figures.join("；")),
    make("h3", {}, words.mastery),
    make(
      "div",
      { class: "cq-columns" },
      ...byPage(index, masteries).map((page) => pageBlock(page, stateWords(known.get(page.page)))),
    ),
    make("h3", {}, words.papers),
    papers.length === 0
      ? make("p", {}, words.noPapers)
      : make("ul", {}, ...papers.slice(0, MOST_PAPERS).map((paper) => make("li", {}, paperLine(paper)))),
  );
}

/** A page and its requirements. */
function pageBlock({ title, requirements }: PageMastery, state: string): HTMLElement {
  const rows = requirements.map(({ title, mastery, right, all }) =>
    make("li", {}, `${title}：${words.percent(mastery)}（${words.right} ${words.rightOf(right, all)}）`),
  );
  return make("section", {}, make("p", {}, make("strong", {}, title), `　${state}`), make("ul", {}, ...rows));
}

function paperLine(paper: Study["papers"][number]): string {
  return `${dayText(paper.ended)}　${paper.exam.title}（${paper.number}）　${marksText(paper)}`;
}
