/** <course-quiz data-bank="…">: practice with a whole bank. */

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
  const run = new Run(practice, layout, { tools: (current) => tools(current, list) });
  return {
    element: make("div", { class: "cq-player" }, trouble.element, run.element),
    arrived() {
      finishLayout();
      run.followHash();
      window.addEventListener("hashchange", () => run.followHash());
    },
  };
}

function tools(run: Run, list: HTMLElement | null): readonly HTMLElement[] {
  const plain = { class: "cq-quiet" };
  return [
    button("restart", texts.restart, () => run.restart(), plain),
    button("print", texts.print, () => print(list, false), plain),
    button("print-answers", texts.printAnswers, () => print(list, true), plain),
  ];
}

async function print(list: HTMLElement | null, withAnswers: boolean): Promise<void> {
  (await loadOnDemand("print")).printList(list, withAnswers);
}
