/** Keys while a question is answered: A to F or 1 to 6 choose, Enter submits or goes on. */

import { isComposing } from "../view/composing";

const LETTERS = "abcdef";
const DIGITS = "123456";

/** Elements that take keys themselves. */
const WRITING = "textarea, select, input:not([type=radio]):not([type=checkbox]), [contenteditable]";
const PRESSED = "a, button, summary, input, label";

/** `escaped` is called on Escape outside the search. */
export function watchAnswerKeys(escaped: () => void): void {
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const bar = document.querySelector("course-answer-bar");
    if (!bar || !(target instanceof Element) || isTaken(event)) return;
    if (key === "Escape") {
      if (!target.closest(".md-search")) escaped();
    } else if (target.matches(WRITING)) return;
    else if (key === "Enter") goOn(bar, event);
    else choose(bar, target, event);
  });
}

function isTaken(event: KeyboardEvent): boolean {
  const { defaultPrevented, ctrlKey, altKey, metaKey, repeat } = event;
  return defaultPrevented || ctrlKey || altKey || metaKey || repeat || isComposing(event);
}

/** Presses the filled button, unless the key presses what has the focus. */
function goOn(bar: Element, event: KeyboardEvent): void {
  const { target } = event;
  const isChoice = target instanceof HTMLInputElement && target.form === null;
  if (!isChoice && (target as Element).closest(PRESSED)) return;
  const primary = bar.querySelector<HTMLElement>(".cq-primary");
  if (!primary) return;
  event.preventDefault();
  primary.click();
}

/** Chooses in the group with the focus, else in the first one. */
function choose(bar: Element, target: Element, event: KeyboardEvent): void {
  const key = event.key.toLowerCase();
  const place = key.length === 1 ? Math.max(LETTERS.indexOf(key), DIGITS.indexOf(key)) : -1;
  const question = bar.closest("[data-question]");
  const group = target.closest(".cq-choices") ?? question?.querySelector(".cq-choices");
  if (place < 0 || !group || !question?.contains(group)) return;
  const row = group.querySelectorAll(".cq-choice")[place];
  const choice = row?.matches("button") ? row : row?.querySelector("input");
  if (!(choice instanceof HTMLElement) || choice.matches(":disabled")) return;
  event.preventDefault();
  choice.focus();
  choice.click();
}
