/** Prompts above the text that must be answered before anything is recorded. */

import type { Profile } from "../store/profiles";
import { promptTexts as words } from "../texts/prompts";
import { button, make } from "../view/dom";
import { profileMark, shownName } from "../view/profile";

/** Resolves with the learner that the reader chooses. */
export function askWhoLearns(profiles: readonly Profile[], visit: () => void): Promise<Profile> {
  return new Promise((resolve) => {
    const choices = profiles.map((profile) => {
      const choose = () => {
        answered();
        resolve(profile);
      };
      const choice = button("learner", profileMark(profile), choose, { "data-learner": profile.id });
      choice.append(shownName(profile.name));
      return choice;
    });
    const visitor = button("visitor", words.visitor, visit, { class: "cq-quiet" });
    const answered = putQuestion(words.whoLearns, ...choices, visitor);
  });
}

/** Resolves if the reader continues a visit that was over; else calls `end`. */
export function askToGoOn(end: () => void): Promise<void> {
  return new Promise((resolve) => {
    const goOn = button("visitor", words.visitor, () => {
      answered();
      resolve();
    });
    const answered = putQuestion(words.visitOver, goOn, button("end-visit", words.endVisit, end));
  });
}

/** Shows a prompt above the text; the returned function removes it and moves the focus. */
function putQuestion(question: string, ...choices: readonly HTMLElement[]): () => void {
  const card = make(
    "section",
    { class: "cq-player cq-card cq-who", "aria-label": question },
    make("p", { class: "cq-stem" }, question),
    make("div", { class: "cq-actions" }, ...choices),
  );
  document.querySelector(".md-content__inner")?.prepend(card);
  return () => {
    card.remove();
    // The focused button is gone.
    const heading = document.querySelector<HTMLElement>(".md-content h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
  };
}
