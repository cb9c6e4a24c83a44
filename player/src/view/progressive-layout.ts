/**
 * Lays out a page in pieces: on a phone the layout of a whole page blocks input for too long.
 *
 * First come the surroundings of the text, which is hidden until then (style/progressive-layout.css), and the first
 * piece of the text; then the theme's script, which restyles everything several times; then the rest, one piece per
 * frame. A reader who comes for a certain place, or interacts before everything is there, gets the rest at once. On a
 * quiz page the static questions wait with the rest; usually the player replaces them before they are laid out.
 */

/** Classes on the root while the layout is incomplete, and while the page is being parsed. */
const LAYING = "course-laying";
const PARSING = "course-parsing";

/**
 * Marks a pending piece. Not a class: removing it would leave `class=""` on elements without one, and the theme
 * styles tables without a class.
 */
const LATER = "data-course-later";

/** The characters that a slow phone lays out in a tenth of a second. */
const PIECE = 600;

/** Elements that can be laid out in parts: the columns of a table would shift with every row. */
const DIVISIBLE = /^(div|section|ul|ol|li|dl|course-map)$/;

/** Events that show that the reader wants more than is there. */
const WANTING = ["click", "keydown", "hashchange"];

/** Sent to the window when the theme's script has run. */
const THEME_CAME = "course:theme";

/** Milliseconds that anything waits for the theme's script. */
export const THEME_PATIENCE = 500;

/** Returns whether parts of the page are not laid out yet. */
export function isLayoutPending(): boolean {
  return document.documentElement.classList.contains(LAYING);
}

/** Called before the body exists. */
export function startProgressiveLayout(): void {
  // After a reload or a navigation back, the browser restores the scroll position.
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (location.hash || visit?.type !== "navigate") return;
  document.documentElement.classList.add(LAYING, PARSING);
  for (const event of WANTING) window.addEventListener(event, want, { capture: true, passive: true });
  document.addEventListener("DOMContentLoaded", begin, { once: true });
}

/** Continues with the rest of the page: the theme's script has run. */
export function announceTheme(): void {
  window.dispatchEvent(new Event(THEME_CAME));
}

function begin(): void {
  const left = Array.from(document.querySelectorAll(".md-content__inner > *")).flatMap(divided).reverse();
  // From here on, content added by scripts is visible at once.
  for (const piece of left) piece.setAttribute(LATER, "");
  document.documentElement.classList.remove(PARSING);
  // Reading the size makes the browser lay out the page.
  document.body.getBoundingClientRect();
  setTimeout(layFirst, 0, left);
}

/** Returns a piece; for a large one, followed by its parts. */
function divided(piece: Element): Element[] {
  const isLarge = DIVISIBLE.test(piece.localName) && textLength(piece) > PIECE;
  return isLarge ? [piece, ...Array.from(piece.children).flatMap(divided)] : [piece];
}

function textLength({ textContent }: Element): number {
  return textContent?.length ?? 0;
}

function layFirst(left: Element[]): void {
  lay(left);
  const goOn = () => {
    clearTimeout(waiting);
    proceed(left);
  };
  const waiting = setTimeout(goOn, THEME_PATIENCE);
  window.addEventListener(THEME_CAME, goOn, { once: true });
}

function proceed(left: Element[]): void {
  lay(left);
  if (left.length === 0) finishLayout();
  else requestAnimationFrame(() => setTimeout(proceed, 0, left));
}

/** Lays out as many of the remaining pieces as fit, at least one; the first is at the end of the list. */
function lay(left: Element[]): void {
  let laid = 0;
  for (let piece = left.pop(); piece; piece = left.pop()) {
    // The parts of a divided piece follow separately.
    const size = piece.querySelector(`[${LATER}]`) ? 0 : textLength(piece);
    if (laid > 0 && laid + size > PIECE) {
      left.push(piece);
      return;
    }
    laid += size;
    piece.removeAttribute(LATER);
  }
}

function want({ type, target }: Event): void {
  // Only clicks that may lead to a place on the page.
  if (type !== "click" || (target instanceof Element && target.closest("a"))) finishLayout();
}

/** Lays out everything at once. */
export function finishLayout(): void {
  document.documentElement.classList.remove(LAYING, PARSING);
}
