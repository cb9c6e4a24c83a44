/** <course-quiz data-bank="…">: a whole bank to practise with. */

import type { Shard } from "../data";
import { byRequirement } from "../result";
import { entryOf, mistakes, nextOpen, tally } from "../session";
import { readSetting, saveSetting } from "../store/settings";
import { texts } from "../texts";
import type { Card } from "../view/card";
import { button, fill, make } from "../view/dom";
import { LAYOUTS, type Layout, toolbar } from "../view/layout";
import { notice } from "../view/notice";
import { overview } from "../view/overview";
import { progress } from "../view/progress";
import { type ResultSection, resultSection } from "../view/result";
import { practiceCard } from "./cards";
import { connection, type Player, staticList, takeOver } from "./host";
import { Practice } from "./practice";
import { printList } from "./print";

export class CourseQuiz extends HTMLElement {
  private started = false;

  connectedCallback(): void {
    if (this.started) return;
    this.started = true;
    void takeOver(this, (shard) => openQuiz(this, shard));
  }
}

async function openQuiz(host: HTMLElement, shard: Shard): Promise<Player> {
  const trouble = notice();
  const place = {
    shard,
    questions: shard.questions,
    scope: `quiz:${shard.bank}`,
    mode: "practice",
    connection,
    troubled: trouble.warn,
  } as const;
  const [practice, layout] = await Promise.all([
    Practice.open(place),
    readSetting(connection, "layout", LAYOUTS),
  ]);
  trouble.warn(connection.trouble);
  const quiz = new Quiz(practice, layout, staticList(host));
  return {
    element: make("div", { class: "cq-player" }, trouble.element, quiz.element),
    arrived() {
      quiz.followHash();
      window.addEventListener("hashchange", () => quiz.followHash());
    },
  };
}

class Quiz {
  readonly element: HTMLElement;
  private readonly bar = progress();
  private readonly toolbar = toolbar((layout) => this.choose(layout));
  private readonly map = overview((position) => this.goTo(position));
  private readonly stage = make("div", { class: "cq-stage" });
  private readonly previous = button("previous", texts.previous, () => this.step(-1));
  private readonly next = button("next", texts.next, () => this.step(1));
  private readonly steps = make("div", { class: "cq-steps" }, this.previous, this.next);
  private readonly status = notice();
  private cards: readonly Card[] = [];
  private result: ResultSection | null = null;

  constructor(
    private readonly practice: Practice,
    private layout: Layout,
    list: HTMLElement | null,
  ) {
    this.element = make(
      "div",
      { class: "cq-quiz" },
      make("div", { class: "cq-bar" }, this.bar.element, this.toolbar.element),
      this.map.element,
      this.status.element,
      this.stage,
      this.steps,
      this.tools(list),
    );
    this.draw();
    if (practice.voided > 0) this.status.tell(texts.voided(practice.voided));
  }

  /** Shows the question that the address names, if it names one. */
  followHash(): void {
    const id = decodeURIComponent(location.hash.slice(1));
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
    this.cards = shown.map((question) => {
      const number = this.session.questions.indexOf(question) + 1;
      return practiceCard(this.practice, question, number, "h2", () => this.update());
    });
    this.result = this.layout === "all" || this.isOver ? resultSection() : null;
    fill(this.stage, ...this.cards.map(({ element }) => element), this.result?.element);
    this.steps.hidden = this.layout === "all";
    this.toolbar.show(this.layout);
    this.update();
  }

  /** Brings everything around the questions up to date. */
  private update(): void {
    const { questions, position } = this.session;
    const { open } = tally(this.session);
    const all = questions.length;
    const place = this.layout === "all" || this.isOver ? "" : texts.place(position + 1, all);
    this.bar.show(place, all - open, all, this.session.only !== null);
    this.map.show(
      questions.map(({ id }) => entryOf(this.session, id).standing),
      this.layout === "one" ? position : null,
    );
    this.previous.disabled = position === 0;
    this.next.hidden = this.isOver;
    const question = questions[position];
    const done = question !== undefined && entryOf(this.session, question.id).standing !== null;
    this.next.classList.toggle("cq-primary", done);
    fill(this.next, position === all - 1 ? texts.toResult : texts.next);
    this.showResult();
  }

  private showResult(): void {
    if (!this.result) return;
    // Below all questions it waits for the first answer.
    this.result.element.hidden = !this.isOver && this.session.entries.size === 0;
    const wrong = mistakes(this.session).length;
    this.result.show({
      counts: tally(this.session),
      rows: byRequirement(this.session, this.practice.place.shard),
      mistakes: wrong,
      retry: () => this.startOver(() => this.practice.retry()),
      toOpen: () => this.goTo(nextOpen(this.session, this.session.questions.length - 1) ?? 0),
    });
  }

  private step(by: -1 | 1): void {
    this.goTo(this.session.position + by);
  }

  private goTo(position: number): void {
    this.practice.goTo(position);
    if (this.layout === "one") this.draw();
    else this.update();
    this.focusPlace();
  }

  /** Takes keyboard and screen reader along to what is new on screen. */
  private focusPlace(): void {
    const card = this.layout === "all" ? this.cards[this.session.position] : this.cards[0];
    if (card) card.focusHeading();
    else this.result?.focus();
  }

  private choose(layout: Layout): void {
    if (layout === this.layout) return;
    this.layout = layout;
    void saveSetting(connection, "layout", layout);
    if (this.isOver) this.practice.goTo(0);
    this.draw();
  }

  private startOver(begin: () => void): void {
    begin();
    this.draw();
    this.focusPlace();
    this.status.say(texts.restarted, texts.undo, () => {
      this.practice.undo();
      this.draw();
      this.focusPlace();
    });
  }

  private tools(list: HTMLElement | null): HTMLElement {
    const plain = { class: "cq-quiet" };
    return make(
      "div",
      { class: "cq-tools" },
      button("restart", texts.restart, () => this.startOver(() => this.practice.restart()), plain),
      button("print", texts.print, () => printList(list, false), plain),
      button("print-answers", texts.printAnswers, () => printList(list, true), plain),
    );
  }
}
