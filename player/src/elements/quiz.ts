/** <course-quiz data-bank="…">: practice with a whole bank, or with some of its questions. */

import type { Shard } from "../core/data";
import { readSetting } from "../store/settings";
import { texts } from "../texts/player";
import { button, make } from "../view/dom";
import { LAYOUTS } from "../view/layout";
import { notice } from "../view/notice";
import { finishLayout } from "../view/progressive-layout";
import { bankElement, type Player, records, staticList } from "./host";
import { loadOnDemand, loadViews } from "./on-demand";
import { Practice } from "./practice";
import { Run } from "./run";

/** How many questions a run can be limited to. */
const SIZES = [10, 20];

export const CourseQuiz = bankElement(openQuiz);

async function openQuiz(host: HTMLElement, shard: Shard): Promise<Player> {
  const trouble = notice();
  const place = {
    shard,
    questions: shard.questions,
    scope: `quiz:${shard.bank}`,
    mode: "practice",
    records,
    troubled: trouble.warn,
  } as const;
  const [practice, layout] = await Promise.all([
    Practice.open(place),
    readSetting(records, "layout", LAYOUTS),
    loadViews(shard.questions),
  ]);
  trouble.warn(records.trouble);
  const list = staticList(host);
  const run = new Run(practice, layout, { tools: (current) => tools(current, list), before: sizes });
  return {
    element: make("div", { class: "cq-player" }, trouble.element, run.element),
    arrived() {
      finishLayout();
      run.followHash();
      window.addEventListener("hashchange", () => run.followHash());
    },
  };
}

/** The choice of how many questions to answer. */
function sizes(run: Run): readonly HTMLElement[] {
  const { place, session } = run.practice;
  const all = place.questions.length;
  const offered = [...SIZES.filter((size) => size < all), all];
  if (offered.length === 1) return [];
  const buttons = offered.map((size) =>
    button("size", size === all ? texts.allSizes : texts.size(size), () => narrow(run, size, all), {
      "data-size": size,
      "aria-pressed": String(size === session.questions.length),
      class: "cq-toggle",
    }),
  );
  return [make("div", { class: "cq-sizes", role: "group", "aria-label": texts.sizes }, ...buttons)];
}

async function narrow(run: Run, size: number, all: number): Promise<void> {
  const { questions } = run.practice.place;
  const { chooseQuestions } = await loadOnDemand("choose-questions");
  const chosen = size === all ? null : await chooseQuestions(questions, size);
  // Meanwhile the first question may have been answered.
  if (run.isFresh) run.narrow(chosen);
}

function tools(run: Run, list: HTMLElement | null): readonly HTMLElement[] {
  const plain = { class: "cq-quiet" };
  const print = async (keyed: boolean) => (await loadOnDemand("print")).printList(list, keyed);
  return [
    button("restart", texts.restart, () => run.restart(), plain),
    button("print", texts.print, () => print(false), plain),
    button("print-answers", texts.printAnswers, () => print(true), plain),
  ];
}
