/** The questions of a self-check on one card: folded at first, then one at a time. */

import { entryOf, nextOpen, tally } from "../learning/session";
import { texts } from "../texts/player";
import { readingTexts as words } from "../texts/reading";
import { resultTexts } from "../texts/result";
import type { Card } from "../view/card";
import { button, fill, make, uniqueName } from "../view/dom";
import { reveal } from "../view/reveal";
import { steps } from "../view/steps";
import { practiceCard } from "./cards";
import type { Practice } from "./practice";

export class SelfCheckSteps {
  /** Opens and folds the card; its label says how far the questions are answered. */
  readonly opener: HTMLButtonElement;
  readonly element: HTMLElement;
  private readonly stage = make("div", { class: "cq-stage" });
  private readonly score = make("p", { class: "cq-score", role: "status" });
  private readonly steps = steps((by) => this.goTo(this.session.position + by), this.score);
  private readonly again = button("restart", texts.again, () => this.restart());
  private card: Card | null = null;

  constructor(private readonly practice: Practice) {
    const id = uniqueName();
    this.opener = button("start", "", () => this.toggle(), { "aria-controls": id });
    this.element = make("div", { id, hidden: true }, this.stage, this.steps.element, this.again);
    this.update();
  }

  private get session() {
    return this.practice.session;
  }

  private toggle(): void {
    this.element.hidden = !this.element.hidden;
    if (this.element.hidden) this.update();
    else this.goTo(nextOpen(this.session, -1) ?? 0);
  }

  private restart(): void {
    this.practice.restart();
    this.goTo(0);
  }

  private goTo(position: number): void {
    this.practice.goTo(position);
    const question = this.session.questions[position];
    if (!question) return;
    this.card = practiceCard(this.practice, question, { number: position + 1, heading: "h3" }, () =>
      this.judged(),
    );
    fill(this.stage, this.card.element);
    this.steps.rest();
    this.update();
    this.card.focusHeading();
  }

  private judged(): void {
    this.update();
    // After the card has shown its verdict: the way on must be in view with it.
    requestAnimationFrame(() => reveal(this.steps.element));
  }

  private update(): void {
    const { questions, position } = this.session;
    const all = questions.length;
    const { open, right } = tally(this.session);
    const isOpen = !this.element.hidden;
    fill(this.opener, isOpen ? words.fold : words.selfCheck(all, all - open, right));
    this.opener.setAttribute("aria-expanded", String(isOpen));
    const { previous, next } = this.steps;
    const current = questions[position];
    const isAnswered = current !== undefined && entryOf(this.session, current.id).standing !== null;
    previous.disabled = position === 0;
    next.disabled = position >= all - 1;
    next.classList.toggle("cq-primary", isAnswered && !next.disabled);
    fill(this.score, open === 0 ? resultTexts.score(right, all) : texts.place(position + 1, all));
    this.again.hidden = open > 0;
  }
}
