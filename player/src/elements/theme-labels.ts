/** Labels that the theme lacks for screen readers. */

import { toolTexts as words } from "../texts/tools";

/** Gives the theme's search dialog its accessible name. */
export function nameSearchDialog(): void {
  document
    .querySelector(".md-search[role=dialog]:not([aria-label])")
    ?.setAttribute("aria-label", words.search);
}
