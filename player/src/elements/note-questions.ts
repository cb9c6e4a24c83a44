/** Adds notes to every question whose answer is judged, on whatever page. */

import { parentRecords } from "../store/parent-frame";
import { loadOnDemand } from "./on-demand";
import { once } from "./once";

/** A graded question; answers of a group are not attributed to a learner. */
const JUDGED = "[data-question] [data-verdict]:not([data-verdict=''])";

/** Marks a question that has its notes. */
const NOTED = "data-cq-noted";

export function offerQuestionNotes(): void {
  const content = document.querySelector(".md-content");
  // A learning platform has no room for notes.
  if (!content || parentRecords()) return;
  const notes = once(async () => new (await loadOnDemand("note-taking")).QuestionNotes());
  const look = () => {
    for (const verdict of content.querySelectorAll(JUDGED)) {
      const card = verdict.closest<HTMLElement>("[data-question]");
      if (!card || card.hasAttribute(NOTED) || card.closest(".cq-group")) continue;
      card.setAttribute(NOTED, "");
      notes()
        .then((own) => own.add(card))
        .catch(console.error);
    }
  };
  new MutationObserver(look).observe(content, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-verdict"],
  });
  look();
}
