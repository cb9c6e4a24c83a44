/** <desk-question>: one question as members read it, with its answer; for the staff's desk. */

import type { Question } from "../core/data";
import { fill, make } from "../view/dom";
import { printedQuestion } from "../view/printed";

export class DeskQuestion extends HTMLElement {
  static readonly observedAttributes = ["data-question"];

  connectedCallback(): void {
    this.show();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.show();
  }

  private show(): void {
    const { question: text, number = "1" } = this.dataset;
    if (!text) {
      fill(this);
      return;
    }
    const question = JSON.parse(text) as Question;
    const printed = { question, number: Number(number), seed: 0, keyed: true, sources: [] };
    fill(this, make("div", { class: "cq-card" }, printedQuestion(printed)));
  }
}
