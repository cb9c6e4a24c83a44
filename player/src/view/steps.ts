import { texts } from "../texts/player";
import { button, type Child, make, turnOff } from "./dom";

/** Milliseconds after a step in which a press counts as part of a double press. */
const REST = 400;

/** Buttons to the previous and next questions, with other content between them. */
export function steps(go: (by: -1 | 1) => void, ...between: readonly Child[]) {
  let rested = 0;
  let timer = 0;
  // A busy page handles a press late, so the time of the press counts.
  const press = (by: -1 | 1) => (event: MouseEvent) => event.timeStamp >= rested && go(by);
  const previous = button("previous", texts.previous, press(-1));
  const next = button("next", texts.next, press(1));
  return {
    element: make("div", { class: "cq-steps" }, previous, ...between, next),
    previous,
    next,
    /** Disables both buttons briefly, so that a double press does not skip a question. */
    rest() {
      rested = performance.now() + REST;
      clearTimeout(timer);
      for (const one of [previous, next]) turnOff(one, true);
      timer = window.setTimeout(() => {
        for (const one of [previous, next]) turnOff(one, false);
      }, REST);
    },
  };
}
