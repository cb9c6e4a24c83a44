import { texts } from "../texts/player";
import { fill, make } from "./dom";

/** How much of a run is done. */
export function progress() {
  const done = make("p", { class: "cq-done" });
  const bar = make("progress", { class: "cq-progress" });
  return {
    element: make("div", { class: "cq-progress-group" }, done, bar),
    /** `bank` is the number of questions that the run was chosen from. */
    show(answered: number, all: number, bank: number) {
      const words = texts.answered(answered, all);
      fill(done, words, all < bank && texts.chosen(bank));
      bar.max = all;
      bar.value = answered;
      bar.setAttribute("aria-label", words);
    },
  };
}
