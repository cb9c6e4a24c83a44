/**
 * A page is laid out in pieces: on a phone the layout of a whole one takes so long that touches wait for it.
 *
 * First comes what stands around the text, which is left out until then (style/progressive-layout.css), and the text's first piece;
 * then the theme's script, which styles all that is there several times; then the rest, a piece to a frame. Whoever
 * comes for a certain place, or goes on before everything is there, gets it all at once. On a quiz page the questions for
 * reading wait with the rest, and the player is mostly there before they are laid out for nothing.
 */

/** Classes on the root of a page that is not all there yet, and while it is being parsed. */
const LAYING = "course-laying";
const PARSING = "course-parsing";

/**
 * Marks a piece to come. An attribute, because a class would leave `class=""` behind on an element that had none, and
 * the theme styles tables without a class.
 */
const LATER = "data-course-later";

/** Letters that a slow phone lays out in a tenth of a second. */
const PIECE = 600;

/** What can be laid out in parts: the columns of a table would jump with every row. */
const DIVISIBLE = /^(div|section|ul|ol|li|dl|course-map)$/;

/** What shows that somebody wants more than stands there. */
const WANTING = ["click", "keydown", "hashchange"];

/** Told to the window when the theme's script has run. */
const THEME_CAME = "course:theme";

/** Milliseconds that the text waits for the theme's script. */
const PATIENCE = 500;

/** Is there more to the page than what is laid out? */
export function isLayoutPending(): boolean {
  return document.documentElement.classList.contains(LAYING);
}

/** Called before there is a body. */
export function startProgressiveLayout(): void {
  // After a reload, or a way back, the browser looks for the place where the reader was.
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (location.hash || visit?.type !== "navigate") return;
  document.documentElement.classList.add(LAYING, PARSING);
  for (const event of WANTING) window.addEventListener(event, want, { capture: true, passive: true });
  document.addEventListener("DOMContentLoaded", begin, { once: true });
}

/** Lets the rest of the page come: the theme's script has run. */
export function announceTheme(): void {
  window.dispatchEvent(new Event(THEME_CAME));
}

function begin(): void {
  const left = Array.from(document.querySelectorAll(".md-content__inner > *")).flatMap(divided).reverse();
  // From here on what scripts put there is seen at once.
  for (const piece of left) piece.setAttribute(LATER, "");
  document.documentElement.classList.remove(PARSING);
  // Asked where it ends, the browser lays out the page as it is.
  document.body.getBoundingClientRect();
  setTimeout(layFirst, 0, left);
}

/** A piece as it is; of a large one also what it consists of, after itself. */
function divided(piece: Element): Element[] {
  const isLarge = DIVISIBLE.test(piece.localName) && letters(piece) > PIECE;
  return isLarge ? [piece, ...Array.from(piece.children).flatMap(divided)] : [piece];
}

function letters({ textContent }: Element): number {
  return textContent?.length ?? 0;
}

function layFirst(left: Element[]): void {
  lay(left);
  const goOn = () => {
    clearTimeout(waiting);
    proceed(left);
  };
  const waiting = setTimeout(goOn, PATIENCE);
  window.addEventListener(THEME_CAME, goOn, { once: true });
}

function proceed(left: Element[]): void {
  lay(left);
  if (left.length === 0) finishLayout();
  else requestAnimationFrame(() => setTimeout(proceed, 0, left));
}

/** Lays out as much of what is left as fits, at least one piece; the first is at its end. */
function lay(left: Element[]): void {
  let laid = 0;
  for (let piece = left.pop(); piece; piece = left.pop()) {
    // Of one that was divided the parts are still to come.
    const size = piece.querySelector(`[${LATER}]`) ? 0 : letters(piece);
    if (laid > 0 && laid + size > PIECE) {
      left.push(piece);
      return;
    }
    laid += size;
    piece.removeAttribute(LATER);
  }
}

function want({ type, target }: Event): void {
  // Of clicks only those that may lead to a place on the page.
  if (type !== "click" || (target instanceof Element && target.closest("a"))) finishLayout();
}

/** Everything comes at once. */
export function finishLayout(): void {
  document.documentElement.classList.remove(LAYING, PARSING);
}
