/** Offers to note the part of a paragraph that was selected. */

import { noteOfferTexts as words } from "../texts/note-offer";
import { button, make } from "../view/dom";
import type { Spot } from "../view/note-spots";
import { isProjecting } from "../view/projecting";

/** Milliseconds without a change after which a selection counts as made. */
const SETTLED = 300;

/** Pixels between the selection and the button. */
const GAP = 6;

export function offerAtSelection(spots: readonly Spot[], write: (spot: Spot, quote: string) => void): void {
  const offer = make("div", { class: "md-typeset cq-player cq-note-offer" });
  let timer = 0;
  const look = () => {
    offer.remove();
    const selection = document.getSelection();
    const chosen = selection && !selection.isCollapsed && !isProjecting() ? selection.getRangeAt(0) : null;
    const spot = chosen && spots.find(({ element }) => element.contains(chosen.startContainer));
    const quote = chosen?.toString().replace(/\s+/g, " ").trim() ?? "";
    if (!chosen || !spot || quote === "" || chosen.startContainer.parentElement?.closest(".cq-player"))
      return;
    const begin = button("note-selection", words.write, () => {
      offer.remove();
      document.getSelection()?.removeAllRanges();
      write(spot, quote);
    });
    // The selection stays while the button is pressed.
    begin.addEventListener("pointerdown", (event) => event.preventDefault());
    offer.replaceChildren(begin);
    document.body.append(offer);
    place(offer, chosen.getBoundingClientRect());
  };
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, SETTLED);
  });
  look();
}

function place(offer: HTMLElement, { bottom, left }: DOMRect): void {
  const most = document.documentElement.clientWidth - offer.offsetWidth - GAP;
  offer.style.top = `${bottom + window.scrollY + GAP}px`;
  offer.style.left = `${Math.max(GAP, Math.min(left, most))}px`;
}
