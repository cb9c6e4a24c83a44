import { texts } from "../texts/player";
import { button } from "../view/dom";

/** Adds a print button to pages that are made for paper. */
export function offerPrinting(): void {
  for (const line of document.querySelectorAll(".course-print")) {
    line.prepend(
      button("print", texts.printPage, () => window.print(), { class: "cq-primary" }),
      " ",
    );
  }
}
