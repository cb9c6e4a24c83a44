/** What only some pages need comes as a script of its own, which only these pages load. */

import { loadScript } from "./script";

const PAGES = ["exam", "review", "mistakes", "progress", "settings", "branch", "drill", "today"] as const;

/** Loads the script of each element `<course-…>` that the page holds. */
export function loadPages(): void {
  for (const name of PAGES) {
    // Without its script the element keeps its static content, which says what it would be.
    if (document.querySelector(`course-${name}`)) loadScript(`assets/player/${name}.js`).catch(console.error);
  }
}
