/** A place for the next step on any page. */

import { make } from "../view/dom";
import { arePagesApart } from "../view/site";
import { loadOnDemand } from "./on-demand";

/** Returns an element that shows the next step as soon as it is known. */
export function nextStepPlace(here?: string): HTMLElement {
  return fillWithNextStep(make("p", { class: "course-next-place" }), here);
}

/** Shows the next step in an element. Where pages cannot see each other's records, what is there stays. */
export function fillWithNextStep(element: HTMLElement, here?: string): HTMLElement {
  if (!arePagesApart()) {
    loadOnDemand("next-step")
      .then(({ showNextStep }) => showNextStep(element, here))
      .catch(console.error);
  }
  return element;
}
