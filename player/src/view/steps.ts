import { texts } from "../texts/player";
import { button, type Child, make, turnOff } from "./dom";

/** Milliseconds after a step in which a press is taken for the second half of a double press. */
const REST = 400;

/** The buttons to the questions before and after, with what stands between them. */
export function steps(go: (by: -1 | 1) => void, ...between: readonly Child[]) {
  let rested = 0;
  let timer = 0;
  // A page that was busy drawing sees a press late, so the time of the press counts.
  const press = (by: -1 | 1) => (event: MouseEvent) => event.timeStamp >= rested && go(by);
  const previous = button("previous", texts.previous, press(-1));
  const next = button("next", texts.next, press(1));
  return {
    element: make("div", { class: "cq-steps" }, previous, ...between, next),
    previous,
    next,
    /** Lets both buttons rest, so that a double press does not skip a question. */
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
