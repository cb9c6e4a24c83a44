import { texts } from "../texts/player";
import { button, type Child, make } from "./dom";
import { doublePressGuard } from "./rest";

/** Buttons to the previous and next questions, with other content between them. */
export function steps(go: (by: -1 | 1) => void, ...between: readonly Child[]) {
  const guard = doublePressGuard();
  const press = (by: -1 | 1) => (event: MouseEvent) => guard.counts(event) && go(by);
  const previous = button("previous", texts.previous, press(-1));
  const next = button("next", texts.next, press(1));
  return {
    element: make("div", { class: "cq-steps" }, previous, ...between, next),
    previous,
    next,
    /** Disables both buttons briefly, so that a double press does not skip a question. */
    rest: () => guard.rest([previous, next]),
  };
}
