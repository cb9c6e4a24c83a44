/** What the theme leaves out for people who cannot see it. */

import { texts } from "../texts/player";

/** Gives the theme's search dialog the name that a screen reader says on entering it. */
export function nameSearchDialog(): void {
  document
    .querySelector(".md-search[role=dialog]:not([aria-label])")
    ?.setAttribute("aria-label", texts.search);
}
