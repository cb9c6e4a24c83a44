/** Saves the reading position of a page, and offers to continue there. It never scrolls by itself. */

import { formatPosition, parsePosition, type ReadingPosition } from "../core/reading-position";
import { readText, saveSetting } from "../store/settings";
import { readingTexts as words } from "../texts/reading";
import { button, make } from "../view/dom";
import { landmarks, positionInView, scrollToPosition, wordsOf } from "../view/landmarks";
import { isProjecting } from "../view/projecting";
import { PAGE } from "../view/site";
import { records } from "./host";

const NAME = `place:${PAGE}`;

/** Milliseconds without scrolling after which a position is saved. */
const SETTLED = 400;

/** Offers the position of the last visit inside `dock`, and saves the position from then on. */
export async function rememberPosition(article: HTMLElement, dock: HTMLElement): Promise<void> {
  const place = parsePosition(await readText(records, NAME));
  // Only after loading has the browser scrolled to the fragment, or restored the position.
  await loaded();
  if (place && !location.hash && !isBelow()) offer(article, dock, place);
  keep(article);
}

function offer(article: HTMLElement, dock: HTMLElement, place: ReadingPosition): void {
  const heading = landmarks(article).find(({ id }) => id === place.heading);
  if (!heading) return;
  const remove = () => {
    bar.remove();
    window.removeEventListener("scroll", passed);
  };
  // A reader who has scrolled on needs no offer.
  const passed = () => isBelow() && remove();
  const goOn = () => {
    remove();
    scrollToPosition(article, place);
    heading.setAttribute("tabindex", "-1");
    heading.focus({ preventScroll: true });
  };
  const bar = make(
    "div",
    { class: "cq-offer cq-dock-part" },
    make("p", { role: "status" }, words.leftOff, make("strong", {}, wordsOf(heading))),
    button("read-on", words.readOn, goOn, { class: "cq-primary" }),
    button("dismiss", words.dismiss, remove, { class: "cq-quiet" }),
  );
  window.addEventListener("scroll", passed, { passive: true });
  dock.prepend(bar);
}

function keep(article: HTMLElement): void {
  let timer = 0;
  let kept: string | null = null;
  const save = () => {
    clearTimeout(timer);
    if (isProjecting()) return;
    // The saved position stays until this visit has passed the first screen; back there, it is removed.
    if (!isBelow() && kept === null) return;
    const place = formatPosition(isBelow() ? positionInView(article) : null);
    if (place !== kept) void saveSetting(records, NAME, place);
    kept = place;
  };
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(save, SETTLED);
  };
  window.addEventListener("scroll", later, { passive: true });
  document.addEventListener("visibilitychange", save);
  window.addEventListener("pagehide", save);
}

function isBelow(): boolean {
  return window.scrollY >= window.innerHeight;
}

function loaded(): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => requestAnimationFrame(() => resolve());
    if (document.readyState === "complete") settle();
    else window.addEventListener("load", settle, { once: true });
  });
}
