/** <course-recite>: a selection of questions to read with their answers; nothing is recorded. */

import type { CourseIndex } from "../core/course-index";
import type { Shard } from "../core/data";
import { sources } from "../learning/sources";
import { drillTexts } from "../texts/drill";
import { ChunkedRender } from "../view/chunked-render";
import { button, fill, make } from "../view/dom";
import { printedQuestion } from "../view/printed";
import { loadIndex, loadQuestions } from "./course";
import { type Player, playerElement } from "./host";
import { QuestionFilter } from "./question-filter";

/** Cards rendered per animation frame. */
const CARDS = 10;

export const CourseRecite = playerElement(openRecite);

async function openRecite(): Promise<Player> {
  const index = await loadIndex();
  const element = make("div", { class: "cq-player" });
  offer(element, index);
  return { element };
}

function offer(element: HTMLElement, index: CourseIndex): void {
  const show = async () => read(element, index, await loadQuestions(index, await filter.picked()));
  const start = button("read", drillTexts.startReading, show, { class: "cq-primary" });
  const filter = new QuestionFilter(index, start);
  fill(element, filter.element);
}

function read(element: HTMLElement, index: CourseIndex, shard: Shard): void {
  const { questions } = shard;
  const heading = make("h2", { class: "cq-title", tabindex: -1 }, drillTexts.reading(questions.length));
  const cards = questions.map((question, place) => () => {
    const printed = {
      question,
      number: place + 1,
      seed: 0,
      keyed: true,
      sources: sources(question, shard),
    };
    return make("div", { class: "cq-card" }, printedQuestion(printed));
  });
  const back = () => {
    offer(element, index);
    element.querySelector<HTMLElement>("select")?.focus();
  };
  fill(
    element,
    heading,
    make("div", { class: "cq-stage" }, ...new ChunkedRender(CARDS).begin(cards)),
    make("div", { class: "cq-actions" }, button("back", drillTexts.back, back)),
  );
  heading.focus();
}
