/** The page as the reader likes it: signs on its root that the style sheets go by. */

import type { ReadingPreferences } from "../core/reading-preferences";
import { isForReading } from "./site";

export function applyPreferences({ size, leading, contrast }: ReadingPreferences): void {
  const { dataset } = document.documentElement;
  dataset.courseSize = size;
  dataset.courseLeading = leading;
  dataset.courseContrast = contrast;
}

/** Keeps room for the tools at the top of a page, which come later: nothing may jump when they do. */
export function expectTools(): void {
  if (isForReading()) document.documentElement.dataset.courseTools = "";
}

/** The theme would say so when its own script comes, and have the whole page styled once more for each of these. */
export function markScriptsRun(): void {
  const { classList } = document.documentElement;
  classList.replace("no-js", "js");
  classList.add("js-focus-visible");
}
