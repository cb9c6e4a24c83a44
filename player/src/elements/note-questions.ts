/** Offers notes at every question whose answer is judged, on whatever page. */

import { fieldsOf } from "../store/fields";
import { parentRecords } from "../store/parent-frame";
import { noteOfferTexts as words } from "../texts/note-offer";
import { button, make } from "../view/dom";
import { records } from "./host";
import type { QuestionNotes } from "./note-question";
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
  const offer = new Offer();
  const look = () => {
    for (const verdict of content.querySelectorAll(JUDGED)) {
      const card = verdict.closest<HTMLElement>("[data-question]");
      if (!card || card.hasAttribute(NOTED) || card.closest(".cq-group")) continue;
      card.setAttribute(NOTED, "");
      offer.add(card).catch(console.error);
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

/** Loads the script for notes where a question has some, or when one is to be written. */
class Offer {
  private readonly notes = once(
    async (): Promise<QuestionNotes> => new (await loadOnDemand("note-taking")).QuestionNotes(),
  );
  private readonly noted = once(async () => {
    const found = await records.all("notes", [records.profile, ""]);
    return new Set(found.map((note) => fieldsOf(note)?.question));
  });

  async add(card: HTMLElement): Promise<void> {
    const shown = once(async () => (await this.notes()).add(card, opener));
    const write = async () => (await shown())();
    const opener = button("note", words.write, write, { class: "cq-quiet" });
    card.append(make("div", { class: "cq-note-question" }, opener));
    if ((await this.noted()).has(card.dataset.question ?? "")) await shown();
  }
}
