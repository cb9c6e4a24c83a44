/** A run on screen: its questions one by one or all at once, an overview, and the result. */

import { fragmentOf } from "../core/address";
import type { Question } from "../core/data";
import { entryOf, nextOpen, tally } from "../learning/session";
import { saveSetting } from "../store/settings";
import { texts } from "../texts/player";
import { answerBar } from "../view/answer-bar";
import type { Card } from "../view/card";
import { ChunkedRender } from "../view/chunked-render";
import { type Child, fill, make } from "../view/dom";
import { type Layout, toolbar } from "../view/layout";
import { notice } from "../view/notice";
import { overview } from "../view/overview";
import { progress } from "../view/progress";
import { practiceCard } from "./cards";
import { records } from "./host";
import { loadOnDemand } from "./on-demand";
import type { Practice } from "./practice";
import type { RunResult } from "./run-result";
import { requireTheme } from "./theme-loader";

/** Cards rendered per animation frame. */
const CARDS = 4;

export interface RunSetting {
  /** Content below the questions. */
  tools(run: Run): readonly Child[];
  /** Content above the questions until the first is answered; created again when the run changes. */
  before?(run: Run): readonly Child[];
  /** Content below the result; created again when the result changes. */
  onward?(): readonly Child[];
  /** Whether the learner rates how hard the recall was. */
  readonly rated?: boolean;
}

export class Run {
  readonly element: HTMLElement;
  private readonly progress = progress();
  private readonly toolbar = toolbar((layout) => this.choose(layout));
  private readonly map = overview((position) => this.goTo(position));
  private readonly head = make("div");
  private readonly stage = make("div", { class: "cq-stage" });
  private readonly bar = answerBar((by) => this.goTo(this.session.position + by));
  private readonly status = notice();
  /** By position; the last of many are added later. */
  private cards: Card[] = [];
  private readonly chunks = new ChunkedRender(CARDS);
  /** The result, once its script is loaded; null if it is not on screen. */
  private result: Promise<RunResult> | null = null;

  constructor(
    readonly practice: Practice,
    private layout: Layout,
    private readonly setting: RunSetting,
  ) {
    this.element = make(
      "div",
      { class: "cq-quiz" },
      make("div", { class: "cq-bar" }, this.progress.element, this.toolbar.element),
      this.head,
      this.status.element,
      make("div", { class: "cq-side" }, this.map.element),
      this.stage,
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

  /** Whether nothing has been answered yet. */
  get isFresh(): boolean {
    return this.session.entries.size === 0;
  }

  private get isOver(): boolean {
    return this.session.position === this.session.questions.length;
  }

  private get session() {
    return this.practice.session;
  }

  private draw(): void {
    const { questions, position } = this.session;
    const shown = this.layout === "all" ? questions : questions.slice(position).slice(0, 1);
    this.cards = [];
    const end = this.layout === "all" || this.isOver ? make("div") : null;
    this.result = end && this.openResult(end);
    // Readers of many questions scroll, and the theme styles all that is there several times when it is loaded.
    const ready = this.layout === "all" ? requireTheme() : undefined;
    const cards = shown.map((question) => () => this.card(question));
    const slots = this.chunks.begin(cards, CARDS, ready);
    fill(this.stage, ...slots, end);
    fill(this.head, ...(this.setting.before?.(this) ?? []));
    this.toolbar.show(this.layout);
    this.update();
    this.bar.rest();
  }

  private card(question: Question): HTMLElement {
    const number = this.session.questions.indexOf(question) + 1;
    const { rated = false } = this.setting;
    const bar = this.layout === "one" ? this.bar : null;
    const card = practiceCard(this.practice, question, { number, heading: "h2", rated, bar }, () => {
      this.update();
      this.bar.rest();
      // At the end of the run the result is needed at once.
      if (this.session.entries.size === 1) loadOnDemand("result").catch(console.error);
    });
    this.cards.push(card);
    return card.element;
  }

  /** Updates everything around the questions. */
  private update(): void {
    const { questions, position } = this.session;
    const { open } = tally(this.session);
    const all = questions.length;
    this.head.hidden = !this.isFresh || this.isOver;
    this.progress.show(all - open, all, this.practice.place.questions.length);
    this.map.show(
      questions.map(({ id }) => entryOf(this.session, id).standing),
      this.layout === "one" ? position : null,
    );
    const { previous, next, place } = this.bar;
    const question = questions[position];
    const standing = question ? this.practice.entry(question.id).standing : null;
    const done = standing !== null && standing !== "pending";
    const last = position === all - 1;
    fill(place, texts.place(position + 1, all));
    previous.disabled = position === 0;
    next.classList.toggle("cq-primary", done);
    fill(next, last ? texts.toResult : done ? texts.next : texts.skip);
    this.showResult();
  }

  private async openResult(place: HTMLElement): Promise<RunResult> {
    const { RunResult } = await loadOnDemand("result");
    const result = new RunResult({
      practice: this.practice,
      isOver: () => this.isOver,
      retry: () => this.startOver(() => this.practice.retry()),
      toOpen: () => this.goTo(nextOpen(this.session, this.session.questions.length - 1) ?? 0),
      onward: () => this.setting.onward?.() ?? [],
    });
    fill(place, result.element);
    return result;
  }

  private showResult(): void {
    const { result } = this;
    result?.then(
      (section) => this.result === result && section.show(),
      () => this.status.show(texts.pageFailed),
    );
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
    const { result } = this;
    // Of many cards one below would else show no more than its heading.
    if (card) card.focusHeading(this.layout === "all" ? "start" : "nearest");
    else result?.then((section) => this.result === result && section.focus(), console.error);
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

  /** Starts with these questions, or with all, before anything is answered. */
  narrow(ids: readonly string[] | null): void {
    this.practice.narrow(ids);
    this.draw();
    this.head.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
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
