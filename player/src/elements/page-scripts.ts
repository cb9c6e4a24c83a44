/** What only some pages need comes as a script of its own, which only these pages load. */

import { arePagesApart, isForReading } from "../view/site";
import { firstLog } from "./course";
import { loadOnDemand } from "./on-demand";
import { loadScript } from "./script";

const PAGES = [
  "exam",
  "review",
  "mistakes",
  "progress",
  "settings",
  "branch",
  "drill",
  "today",
  "map",
] as const;

/** These read the log first of all. */
const READING: readonly string[] = ["review", "mistakes", "progress", "today", "map"];

/** These show what was answered on other pages. */
const SHOWING_OTHERS: readonly string[] = ["review", "mistakes", "progress", "settings", "today", "map"];

/** Loads the script of each element `<course-…>` that the page holds, and that of pages for reading. */
export function loadPageScripts(): void {
  if (isForReading()) load("reading");
  const areApart = arePagesApart();
  if (areApart) void loadOnDemand("notices").then(({ showPagesApart }) => showPagesApart());
  for (const name of PAGES) {
    if (!document.querySelector(`course-${name}`) || (areApart && SHOWING_OTHERS.includes(name))) continue;
    load(name);
    // A long log takes longer to read than the script to load.
    if (READING.includes(name)) void firstLog();
  }
}

/** Without its script an element keeps its static content, which says what it would be. */
function load(name: string): void {
  loadScript(`assets/player/${name}.js`).catch(console.error);
}
