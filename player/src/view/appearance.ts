/** Applies preferences to the page, as attributes of its root for the style sheets. */

import type { ReadingPreferences } from "../core/reading-preferences";
import { isForReading } from "./site";

export function applyPreferences({ size, leading, contrast }: ReadingPreferences): void {
  const { dataset } = document.documentElement;
  dataset.courseSize = size;
  dataset.courseLeading = leading;
  dataset.courseContrast = contrast;
}

/** Reserves space for the tools at the top of a page, which are added later: nothing must shift. */
export function expectTools(): void {
  if (isForReading()) document.documentElement.dataset.courseTools = "";
}

/** Sets classes that the theme's script would set later, each time restyling the whole page. */
export function markScriptsRun(): void {
  const { classList } = document.documentElement;
  classList.replace("no-js", "js");
  classList.add("js-focus-visible");
}
