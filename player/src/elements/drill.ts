/** <course-drill>: a selection of questions to practise. */

import type { CourseIndex } from "../core/course-index";
import { drillTexts } from "../texts/drill";
import { button, fill, make } from "../view/dom";
import { link } from "../view/rich";
import { loadIndex } from "./course";
import { type Player, playerElement } from "./host";
import { QuestionFilter } from "./question-filter";
import { beginRound, type Round, unfinishedRound } from "./rounds";

const KIND = { scope: "drill", mode: "drill" } as const;

export const CourseDrill = playerElement(openDrill);

async function openDrill(): Promise<Player> {
  const drill = new Drill(await loadIndex());
  await drill.offer();
  return { element: drill.element };
}

class Drill {
  readonly element = make("div", { class: "cq-player" });

  constructor(private readonly index: CourseIndex) {}

  /** Shows the form, and the unfinished run if there is one. */
  async offer(): Promise<void> {
    const unfinished = await unfinishedRound(this.index, KIND, this.setting);
    const goOn =
      unfinished && button("resume", drillTexts.goOn, async () => this.open(await unfinished.show()));
    fill(
      this.element,
      unfinished && make("p", { class: "cq-notice" }, drillTexts.unfinished(unfinished.open), goOn),
      this.form(),
    );
  }

  private readonly setting = {
    tools: () => [button("back", drillTexts.back, () => this.goBack(), { class: "cq-quiet" })],
  };

  private async goBack(): Promise<void> {
    await this.offer();
    this.element.querySelector<HTMLElement>("select")?.focus();
  }

  private form(): HTMLElement {
    const practise = async () =>
      this.open(await beginRound(this.index, KIND, await filter.picked(), this.setting));
    const start = button("start", drillTexts.start, practise, { class: "cq-primary" });
    const toReading = make(
      "p",
      { class: "cq-hint" },
      drillTexts.toReading,
      link(drillTexts.read, "practice/recite.html"),
    );
    const filter = new QuestionFilter(this.index, start, toReading);
    return filter.element;
  }

  private readonly open = (round: Round): void => {
    fill(this.element, round.element);
    round.focus();
  };
}
