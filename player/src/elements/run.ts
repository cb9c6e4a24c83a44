/** A run on screen: its questions one by one or all at once, an overview, and the result. */

import { fragmentOf } from "../core/address";
import type { Question } from "../core/data";
import { byRequirement } from "../learning/result";
import { entryOf, mistakes, nextOpen, tally } from "../learning/session";
import { saveSetting } from "../store/settings";
import { texts } from "../texts/player";
import type { Card } from "../view/card";
import { ChunkedRender } from "../view/chunked-render";
import { type Child, fill, make } from "../view/dom";
import { type Layout, toolbar } from "../view/layout";
import { notice } from "../view/notice";
import { overview } from "../view/overview";
import { progress } from "../view/progress";
import { type ResultSection, resultSection } from "../view/result";
import { steps } from "../view/steps";
import { practiceCard } from "./cards";
import { records } from "./host";
import { nextStepPlace } from "./next-step-place";
import type { Practice } from "./practice";

/** Cards rendered per animation frame. */
const CARDS = 4;

export interface RunSetting {
  /** Content below the questions. */
  tools(run: Run): readonly Child[];
  /** Content below the result; created again when the result changes. */
  onward?(): readonly Child[];
  /** Whether the learner rates how hard the recall was. */
  readonly rated?: boolean;
}

export class Run {
  readonly element: HTMLElement;
  private readonly bar = progress();
  private readonly toolbar = toolbar((layout) => this.choose(layout));
  private readonly map = overview((position) => this.goTo(position));
  private readonly stage = make("div", { class: "cq-stage" });
  private readonly steps = steps((by) => this.goTo(this.session.position + by));
  private readonly status = notice();
  /** By position; the last of many are added later. */
  private cards: Card[] = [];
  private readonly chunks = new ChunkedRender(CARDS);
  private result: ResultSection | null = null;

  constructor(
    private readonly practice: Practice,
    private layout: Layout,
    private readonly setting: RunSetting,
  ) {
    this.element = make(
      "div",
      { class: "cq-quiz" },
      make("div", { class: "cq-bar" }, this.bar.element, this.toolbar.element),
      this.map.element,
      this.status.element,
      this.stage,
      this.steps.element,
      make("div", { class: "cq-tools" }, ...setting.tools(this)),
    );
    this.draw();
    if (practice.voided > 0) this.status.show(texts.voided(practice.voided));
  }

  /** Shows the question named in the address, if any. */
  followHash(): void {
    const id = fragmentOf(location.hash);
    const position = this.session.questions.findIndex((question) => question.id === id);
    if (position >= 0) this.goTo(position);
  }

  private get session() {
    return this.practice.session;
  }

  private get isOver(): boolean {
    return this.session.position === this.session.questions.length;
  }

  private draw(): void {
    const shown =
      this.layout === "all"
        ? this.session.questions
        : this.session.questions.slice(this.session.position).slice(0, 1);
    this.cards = [];
    this.result = this.layout === "all" || this.isOver ? resultSection() : null;
    const slots = this.chunks.begin(shown.map((question) => () => this.card(question)));
    fill(this.stage, ...slots, this.result?.element);
    this.steps.element.hidden = this.layout === "all";
    this.steps.rest();
    this.toolbar.show(this.layout);
    this.update();
  }

  private card(question: Question): HTMLElement {
    const number = this.session.questions.indexOf(question) + 1;
    const { rated } = this.setting;
    const card = practiceCard(this.practice, question, number, "h2", () => this.update(), rated);
    this.cards.push(card);
    return card.element;
  }

  /** Updates everything around the questions. */
  private update(): void {
    const { questions, position } = this.session;
    const { open } = tally(this.session);
    const all = questions.length;
    const place = this.layout === "all" || this.isOver ? "" : texts.place(position + 1, all);
    this.bar.show(place, all - open, all, all < this.practice.place.questions.length);
    this.map.show(
      questions.map(({ id }) => entryOf(this.session, id).standing),
      this.layout === "one" ? position : null,
    );
    const { previous, next } = this.steps;
    previous.disabled = position === 0;
    next.hidden = this.isOver;
    const question = questions[position];
    const done = question !== undefined && entryOf(this.session, question.id).standing !== null;
    next.classList.toggle("cq-primary", done);
    fill(next, position === all - 1 ? texts.toResult : texts.next);
    this.showResult();
  }

  private showResult(): void {
    if (!this.result) return;
    // In the layout with all questions, it appears after the first answer.
    this.result.element.hidden = !this.isOver && this.session.entries.size === 0;
    const wrong = mistakes(this.session).length;
    const counts = tally(this.session);
    this.result.show({
      counts,
      rows: byRequirement(this.session, this.practice.place.shard),
      mistakes: wrong,
      retry: () => this.startOver(() => this.practice.retry()),
      onward: this.isOver || counts.open === 0 ? [...(this.setting.onward?.() ?? []), nextStepPlace()] : [],
      toOpen: () => this.goTo(nextOpen(this.session, this.session.questions.length - 1) ?? 0),
    });
  }

  private goTo(position: number): void {
    this.practice.goTo(position);
    if (this.layout === "one") this.draw();
    else this.update();
    this.focusPlace();
  }

  /** Moves keyboard and screen reader to the new content. */
  focusPlace(): void {
    const place = this.layout === "all" ? this.session.position : 0;
    while (!this.cards[place] && this.chunks.proceed());
    const card = this.cards[place];
    if (card) card.focusHeading();
    else this.result?.focus();
  }

  private choose(layout: Layout): void {
    if (layout === this.layout) return;
    this.layout = layout;
    void saveSetting(records, "layout", layout);
    if (this.isOver) this.practice.goTo(0);
    this.draw();
  }

  /** Restarts the whole run; it can be undone. */
  restart(): void {
    this.startOver(() => this.practice.restart());
  }

  private startOver(begin: () => void): void {
    begin();
    this.draw();
    this.focusPlace();
    this.status.showUndo(texts.restarted, texts.undo, () => {
      this.practice.undo();
      this.draw();
      this.focusPlace();
    });
  }
}
