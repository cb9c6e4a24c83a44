/** Applies preferences to the page, as attributes of its root for the style sheets. */

import type { ReadingPreferences } from "../core/reading-preferences";

export function applyPreferences({ size, leading, contrast }: ReadingPreferences): void {
  const { dataset } = document.documentElement;
  dataset.courseSize = size;
  dataset.courseLeading = leading;
  dataset.courseContrast = contrast;
}

/** Shows what scripts would unfold, if a script does not load. */
export function watchScripts(): void {
  const failed = ({ target }: Event) => target instanceof HTMLScriptElement && showStaticContent();
  addEventListener("error", failed, true);
}

/** Shows the static content that style sheets hide where scripts run. */
export function showStaticContent(): void {
  document.documentElement.classList.add("course-static-shown");
}

/** Sets classes that the theme's script would set later, each time restyling the whole page. */
export function markScriptsRun(): void {
  const { classList } = document.documentElement;
  classList.replace("no-js", "js");
  classList.add("js-focus-visible");
}
