/** A duty list: how many are ticked, printing, and a drill of the questions on these duties. */

import type { CourseIndex } from "../core/course-index";
import { randomSeed } from "../core/random";
import { pick } from "../learning/pick";
import { readLog } from "../store/attempts";
import { readTicks } from "../store/ticks";
import { dutyTexts as words } from "../texts/duties";
import { PRINT } from "../texts/printed";
import { button, fill, make } from "../view/dom";
import { icon } from "../view/icon";
import { notice } from "../view/notice";
import { PAGE } from "../view/site";
import { loadIndex } from "./course";
import { records } from "./host";
import { beginRound, type Round, unfinishedRound } from "./rounds";

/** The questions of one drill; the next takes others. */
const COUNT = 10;

/** Marks the page while its questions are asked. */
const DRILLING = "data-drilling";

export class DutyList {
  private readonly boxes: readonly HTMLInputElement[];
  private readonly ticked = new Set<string>();
  private readonly count = make("span", { role: "status" });
  private readonly bar: HTMLProgressElement;
  private readonly stage = make("div", { class: "cq-player", hidden: true });
  private readonly message = notice();
  private readonly tools: HTMLElement;
  private readonly drill = button("drill", words.drill, () => this.ask());

  constructor(
    private readonly host: HTMLElement,
    private readonly page: HTMLElement,
  ) {
    this.boxes = Array.from(page.querySelectorAll<HTMLInputElement>("input[data-tick]"));
    this.bar = make("progress", {
      class: "cq-progress",
      max: this.boxes.length,
      value: 0,
      "aria-hidden": "true",
    });
    const print = button("print", PRINT, () => window.print());
    print.prepend(icon("print"));
    this.tools = make(
      "div",
      { class: "cq-player cq-duty-tools" },
      make("p", { class: "cq-duty-count" }, this.count, this.bar),
      make("div", { class: "cq-actions" }, this.drill, print),
      this.message.element,
    );
  }

  async open(): Promise<void> {
    const ticks = await readTicks(records, PAGE);
    for (const { dataset } of this.boxes)
      if (ticks.has(dataset.tick ?? "")) this.ticked.add(dataset.tick ?? "");
    this.page.addEventListener("input", ({ target }) => this.changed(target));
    this.show();
    if (!this.host.isConnected) return;
    this.host.append(this.tools);
    this.page.append(this.stage);
  }

  private changed(target: EventTarget | null): void {
    if (!(target instanceof HTMLInputElement) || !target.dataset.tick) return;
    if (target.checked) this.ticked.add(target.dataset.tick);
    else this.ticked.delete(target.dataset.tick);
    this.show();
  }

  private show(): void {
    const count = this.ticked.size;
    fill(this.count, words.ticked(count, this.boxes.length));
    this.bar.value = count;
  }

  /** Continues the unfinished drill of this role, or begins another. */
  private async ask(): Promise<void> {
    const index = await loadIndex();
    const kind = { scope: PAGE, mode: "drill" } as const;
    const unfinished = await unfinishedRound(index, kind, this.setting);
    const ids = unfinished ? [] : await this.chosen(index);
    if (!unfinished && ids.length === 0) {
      this.message.show(words.none);
      return;
    }
    const round = await (unfinished?.show() ?? beginRound(index, kind, ids, this.setting));
    if (this.host.isConnected) this.put(round);
  }

  private async chosen(index: CourseIndex): Promise<readonly string[]> {
    const duties = new Set(this.boxes.map(({ dataset }) => dataset.tick));
    const asking = index.questions.filter(({ points }) => points.some((point) => duties.has(point)));
    return pick(asking, await readLog(records), COUNT, randomSeed());
  }

  private readonly setting = {
    tools: () => [button("back", words.back, () => this.goBack(), { class: "cq-quiet" })],
    onward: () => [button("drill-again", words.drill, () => this.ask())],
  };

  private put(round: Round): void {
    fill(this.stage, round.element);
    this.stage.hidden = false;
    this.page.setAttribute(DRILLING, "");
    round.focus();
  }

  private goBack(): void {
    this.page.removeAttribute(DRILLING);
    this.stage.hidden = true;
    fill(this.stage);
    this.drill.focus();
  }
}
