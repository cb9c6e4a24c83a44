/** A show of hands: a field for the count of each choice, and bars with the numbers. Nothing is stored. */

import { type Hands, handShares, handsTotal, typedCount } from "../core/show-of-hands";
import { projectorTexts as words } from "../texts/projector";
import { fill, make } from "./dom";

interface Line {
  readonly input: HTMLInputElement;
  readonly bar: HTMLElement;
  readonly figure: HTMLElement;
  readonly result: HTMLElement;
}

export class HandBoard {
  readonly total = make("p", { class: "cq-hands-total", role: "status" });
  private readonly lines: readonly Line[];
  private counts: Hands;

  /** `labels` name the choices; `changed` is called after every entry. */
  constructor(
    labels: readonly string[],
    private readonly changed: () => void = () => {},
  ) {
    this.counts = labels.map(() => null);
    this.lines = labels.map((label, index) => this.line(label, index));
  }

  get hands(): Hands {
    return this.counts;
  }

  get isEmpty(): boolean {
    return this.counts.every((count) => count === null);
  }

  /** The field and the bar of a choice, to stand in its row. */
  row(index: number): readonly HTMLElement[] {
    const line = this.lines[index];
    if (!line) return [];
    const field = make("label", { class: "cq-hands-field" }, line.input, words.unit);
    fill(line.result, make("span", { class: "cq-hands-track" }, line.bar), line.figure);
    return [field, line.result];
  }

  private line(label: string, index: number): Line {
    const input = make("input", {
      type: "text",
      inputmode: "numeric",
      maxlength: 3,
      autocomplete: "off",
      class: "cq-hand-count",
      "data-hands": index,
      "aria-label": words.hands(label),
    });
    input.addEventListener("input", () => this.enter(index, typedCount(input.value)));
    input.addEventListener("keydown", (event) => this.goOn(event, index));
    return {
      input,
      bar: make("span", { class: "cq-hands-bar" }),
      figure: make("span", { class: "cq-hands-figure" }),
      result: make("span", { class: "cq-hands-result", hidden: true }),
    };
  }

  /** Enter leads to the next field, and from the last back to the keys of the slides. */
  private goOn(event: KeyboardEvent, index: number): void {
    if (event.key !== "Enter") return;
    const next = this.lines[index + 1];
    if (next) next.input.focus();
    else this.lines[index]?.input.blur();
  }

  private enter(index: number, count: number | null): void {
    this.counts = this.counts.map((before, place) => (place === index ? count : before));
    const shares = handShares(this.counts);
    this.lines.forEach(({ bar, figure, result }, place) => {
      const share = shares[place] ?? 0;
      bar.style.width = `${share}%`;
      fill(figure, words.share(share));
      result.hidden = this.isEmpty;
    });
    fill(this.total, words.total(handsTotal(this.counts)));
    this.changed();
  }
}
