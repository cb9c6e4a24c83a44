import { texts } from "../texts/player";
import { fill, make } from "./dom";

/** The position in a run, and how much is done. */
export function progress() {
  const place = make("span", { class: "cq-place" });
  const done = make("span", { class: "cq-done" });
  const bar = make("progress", { class: "cq-progress" });
  return {
    element: make("div", { class: "cq-progress-group" }, make("p", {}, place, done), bar),
    show(where: string, answered: number, all: number, retrying: boolean) {
      fill(place, where);
      // If the position includes the total, it is not repeated.
      fill(
        done,
        where ? texts.done(answered) : texts.answered(answered, all),
        retrying && `（${texts.retrying}）`,
      );
      bar.max = all;
      bar.value = answered;
      bar.setAttribute("aria-label", texts.answered(answered, all));
    },
  };
}
