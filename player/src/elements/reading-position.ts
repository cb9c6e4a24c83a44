/** Keeps where a page was left, and offers to go on there. It never jumps by itself. */

import { formatPosition, parsePosition, type ReadingPosition } from "../core/reading-position";
import { readText, saveSetting } from "../store/settings";
import { readingTexts as words } from "../texts/reading";
import { button, make } from "../view/dom";
import { landmarks, positionInView, scrollToPosition, wordsOf } from "../view/landmarks";
import { isProjecting } from "../view/projecting";
import { PAGE } from "../view/site";
import { records } from "./host";

const NAME = `place:${PAGE}`;

/** Milliseconds without scrolling after which a place is where somebody reads. */
const SETTLED = 400;

/** Offers the place kept from the last visit inside `dock`, and keeps the place from now on. */
export async function rememberPosition(article: HTMLElement, dock: HTMLElement): Promise<void> {
  const place = parsePosition(await readText(records, NAME));
  // Only then has the browser gone where the address, or a reload, takes it.
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
  // Whoever has gone on alone needs no offer any more.
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
    // What was kept stands until this visit has gone beyond the first screen; back there, nothing is left off.
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
