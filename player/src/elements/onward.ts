/** The one button that leads on from the end of a run or a paper: only this module decides where. */

import type { CourseIndex } from "../core/course-index";
import { resultTexts as words } from "../texts/result";
import { button, type Child, fill, make } from "../view/dom";
import { link } from "../view/rich";

export interface Ending {
  /** The number of answers that were not right. */
  readonly wrong: number;
  /** The number of questions without an answer. */
  readonly open: number;
  /** The study page that the questions belong to; empty if there are several. */
  readonly page: string;
  retry(): unknown;
  toOpen(): unknown;
  index(): Promise<CourseIndex>;
}

const PRIMARY = { class: "cq-primary" };

/** The next step; a link to another page is added once the course index is loaded. */
export function onward(ending: Ending): HTMLElement {
  const { wrong, open, retry, toOpen } = ending;
  if (wrong > 0) return button("retry", words.retry(wrong), retry, PRIMARY);
  if (open > 0) return button("open", words.toOpen, toOpen, PRIMARY);
  const place = make("div", { class: "cq-buttons" });
  ending.index().then((index) => fill(place, nextQuiz(index, ending.page)), console.error);
  return place;
}

function nextQuiz(index: CourseIndex, page: string): Child {
  const place = index.pages.findIndex(({ path }) => path === page);
  const following = place < 0 ? [] : index.pages.slice(place + 1);
  const [found] = following.flatMap(({ path }) =>
    Object.entries(index.banks).filter((bank) => bank[1].page === path),
  );
  const next = found
    ? link(words.nextQuiz(found[1].title), `quizzes/${found[0]}.html`)
    : link(words.toQuizzes, "quizzes/index.html");
  if (next instanceof HTMLElement) next.className = "cq-button cq-primary";
  return next;
}
