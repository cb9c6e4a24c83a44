/** A countdown on the projector. Its end is seen and not heard. */

import { countdownText, LONGEST, typedMinutes } from "../core/stopwatch";
import { projectorTexts as words } from "../texts/projector";
import { button, fill, make } from "../view/dom";

const OFFERED = [3, 5, 10];

/** Milliseconds between two looks at the clock: shorter than a second, so that none is left out. */
const PACE = 250;

export class ProjectorTimer {
  /** The choice of minutes. */
  readonly panel: HTMLElement;
  /** The time left, in the corner of the screen; a press stops it. */
  readonly display = make("button", { type: "button", class: "cq-countdown", hidden: true });
  private readonly problem = make("p", { class: "cq-notice", role: "alert" });
  private ends = 0;
  private ticking = 0;

  constructor(private readonly chosen: () => void) {
    const input = make("input", {
      type: "text",
      inputmode: "decimal",
      maxlength: 4,
      autocomplete: "off",
      class: "cq-hand-count",
      "aria-label": words.ownMinutes,
    });
    const own = () => {
      const minutes = typedMinutes(input.value);
      if (minutes !== null) return this.start(minutes);
      fill(this.problem, words.minutesWrong(LONGEST));
      input.focus();
    };
    input.addEventListener("input", () => fill(this.problem));
    input.addEventListener("keydown", ({ key }) => key === "Enter" && own());
    this.panel = make(
      "div",
      { class: "cq-timer", role: "group", "aria-label": words.timerLabel, hidden: true },
      ...OFFERED.map((minutes) =>
        button("countdown", words.minutes(minutes), () => this.start(minutes), { "data-minutes": minutes }),
      ),
      input,
      button("countdown-own", words.start, own),
      this.problem,
    );
    this.display.addEventListener("click", () => this.stop());
  }

  /** The time left as text; empty while no time is measured. */
  get left(): string {
    if (this.ends === 0) return "";
    const left = this.ends - performance.now();
    return left > 0 ? countdownText(left) : words.timeUp;
  }

  start(minutes: number): void {
    fill(this.problem);
    this.ends = performance.now() + minutes * 60_000;
    this.display.hidden = false;
    this.display.classList.remove("cq-over");
    clearInterval(this.ticking);
    this.ticking = window.setInterval(() => this.tick(), PACE);
    this.tick();
    this.chosen();
  }

  stop(): void {
    this.ends = 0;
    clearInterval(this.ticking);
    this.display.hidden = true;
  }

  private tick(): void {
    const { left } = this;
    if (this.display.textContent === left) return;
    fill(this.display, left);
    const isOver = left === words.timeUp;
    this.display.setAttribute("aria-label", isOver ? words.timeUpLabel : words.stopTimer(left));
    if (!isOver) return;
    this.display.classList.add("cq-over");
    clearInterval(this.ticking);
  }
}
