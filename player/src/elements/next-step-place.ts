/** A place for the next step on any page. */

import { make } from "../view/dom";
import { arePagesApart } from "../view/site";
import { loadOnDemand } from "./on-demand";

/** Returns an element that shows the next step as soon as it is known. */
export function nextStepPlace(): HTMLElement {
  const element = make("p", { class: "course-next-place" });
  fillWithNextStep(element).catch(console.error);
  return element;
}

/** Shows the next step in an element. Where pages cannot see each other's records, what is there stays. */
export async function fillWithNextStep(element: HTMLElement, here?: string): Promise<void> {
  if (!arePagesApart()) await (await loadOnDemand("next-step")).showNextStep(element, here);
}
