/** Works out the next step from the record, and shows it. Loaded where it is shown: the memory model is large. */

import { fill } from "../view/dom";
import { nextStepLink } from "../view/next-step";
import { loadIndex } from "./course";
import { records } from "./host";
import { readNextStep } from "./read-next-step";

/**
 * Shows the next step in an element, and again whenever the reader comes back to the page: another tab may have done
 * it. `here` is the page that the reader has come to the end of.
 */
export async function showNextStep(element: HTMLElement, here = ""): Promise<void> {
  const show = async () => {
    const step = await readNextStep(records, await loadIndex(), here);
    const shown = step && nextStepLink(step);
    if (!isSame(element.querySelector("a"), shown)) fill(element, shown);
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && element.isConnected) show().catch(console.error);
  });
  await show();
}

/** A link that stays the same keeps the focus. */
function isSame(before: HTMLAnchorElement | null, after: HTMLAnchorElement | null): boolean {
  return before?.href === after?.href && before?.textContent === after?.textContent;
}
