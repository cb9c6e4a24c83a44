/** Folds the hints for leaders below the questions for discussion. */

import { readingTexts as words } from "../texts/reading";
import { button, make } from "../view/dom";

/** Marks a question whose hints are shown. Not a class: removing it would leave `class=""` on the page's elements. */
const SHOWN = "data-cq-hints";

/** The questions are items of numbered lists; what follows the first paragraph is for the leader. */
export function foldLeaderHints(): void {
  for (const item of document.querySelectorAll(".course-opening ~ ol > li")) {
    const question = item.querySelector(":scope > p");
    if (!question?.nextElementSibling) continue;
    const opener = button("leader-hint", words.leaderHint, () => {
      opener.setAttribute("aria-expanded", String(item.toggleAttribute(SHOWN)));
    });
    opener.setAttribute("aria-expanded", "false");
    opener.classList.add("cq-quiet");
    question.after(make("div", { class: "cq-player cq-leader-hint" }, opener));
  }
}
