/** The bar at the bottom edge: the buttons for the question on screen, in the same place for every question. */

import { texts } from "../texts/player";
import { button, type Child, make } from "./dom";
import { doublePressGuard } from "./rest";

declare global {
  interface HTMLElementTagNameMap {
    /** Marks the page while it is there (elements/answering.ts). */
    "course-answer-bar": HTMLElement;
  }
}

export type AnswerBar = ReturnType<typeof answerBar>;

/** Buttons to the previous and next questions, other content between them, and a slot for the buttons of the card. */
export function answerBar(go: (by: -1 | 1) => void, ...between: readonly Child[]) {
  const guard = doublePressGuard();
  const previous = button("previous", texts.previous, () => go(-1), { class: "cq-quiet" });
  const next = button("next", texts.next, () => go(1));
  const place = make("span", { class: "cq-place" });
  const slot = make("div", { class: "cq-buttons" });
  const element = make(
    "course-answer-bar",
    { class: "cq-answer-bar", role: "group", "aria-label": texts.bar },
    previous,
    place,
    ...between,
    next,
    slot,
  );
  // On the way down, before any button acts.
  element.addEventListener(
    "click",
    (event) => {
      if (guard.counts(event)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  return {
    element,
    previous,
    next,
    place,
    slot,
    /** Makes the bar deaf briefly, so that a double press does not act on what the first one showed. */
    rest: () => guard.rest(Array.from(element.querySelectorAll<HTMLElement>(".cq-button"))),
  };
}
