/** Loads the scripts that only some pages need. */

import { arePagesApart, isForReading } from "../view/site";
import { firstLog } from "./course";
import { playerSettled } from "./host";
import { loadOnDemand } from "./on-demand";
import { loadScript } from "./script";

/** These pages start by reading the log. */
const READING = ["review", "mistakes", "progress", "sprint", "tiles", "today", "map"];

/** These pages show answers from other pages. */
const SHOWING_OTHERS = [...READING, "notes", "settings", "slip"];

const PAGES = [...SHOWING_OTHERS, "exam", "branch", "drill", "duties", "recite"];

/** Loads the script of each `<course-…>` element on the page, and the script for reading pages. */
export function loadPageScripts(): void {
  if (isForReading()) load("reading");
  const areApart = arePagesApart();
  if (areApart) void loadOnDemand("notices").then(({ showPagesApart }) => showPagesApart());
  for (const name of PAGES) {
    if (!document.querySelector(`course-${name}`) || (areApart && SHOWING_OTHERS.includes(name))) continue;
    load(name);
    // Reading a long log takes longer than loading the script.
    if (READING.includes(name)) void firstLog();
  }
}

/** Loads the script for every page; where there are questions, after them. */
export async function loadTools(): Promise<void> {
  if (document.querySelector("course-quiz")) {
    await playerSettled;
    await untilIdle();
  }
  load("tools");
}

/** Resolves when the browser has nothing more urgent to do. */
function untilIdle(): Promise<unknown> {
  return new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve));
}

/** Loads the print button of pages that are made for paper. */
export function loadPrinting(): void {
  if (!document.querySelector(".course-print")) return;
  loadOnDemand("print")
    .then(({ offerPrinting }) => offerPrinting())
    .catch(console.error);
}

/** Without its script an element keeps its static content, which describes it. */
function load(name: string): void {
  loadScript(`assets/player/${name}.js`).catch(console.error);
}
