/**
 * Explains a term in place: on hover, on keyboard focus, and at the first touch.
 *
 * Links to the glossary have the meaning as their title, which browsers show on hover only. The tooltip closes with
 * Escape and stays while the pointer is on it (WCAG 2.2, 1.4.13).
 */

import { toolTexts as words } from "../texts/tools";
import { fill, make, uniqueName } from "../view/dom";

const TERMS = '.md-content a[href*="glossary.html#term-"]';

/** Milliseconds for moving the pointer from the term to the tooltip. */
const GRACE = 250;

/** Pixels between term and tooltip, and between tooltip and window edge. */
const GAP = 6;

export function explainTerms(): void {
  const bubble = new Bubble();
  let pointer = "";
  const placeOf = ({ clientX, clientY }: MouseEvent) => `${clientX} ${clientY}`;
  /** Returns whether the pointer rests: then the page has moved below it, and it points at nothing else. */
  const isAtRest = (event: Event) => event instanceof MouseEvent && placeOf(event) === pointer;
  const entered = (event: Event) => {
    const term = termOf(event.target);
    if (term && !isAtRest(event)) bubble.open(term);
  };
  document.addEventListener(
    "mousemove",
    (event) => {
      pointer = placeOf(event);
    },
    { passive: true },
  );
  const left = (event: Event) => {
    const term = termOf(event.target);
    // After a touch there is no pointer that could leave, whatever the browser reports.
    if (!term || (event instanceof MouseEvent && (isAtRest(event) || bubble.invites(term)))) return;
    bubble.leave();
  };
  document.addEventListener("mouseover", entered);
  document.addEventListener("mouseout", left);
  document.addEventListener("focusin", entered);
  document.addEventListener("focusout", left);
  document.addEventListener("keydown", (event) => {
    // A key press means that the pointer no longer matters.
    if (event.key === "Escape" || !bubble.isFocused) bubble.close();
  });
  window.addEventListener("resize", () => bubble.close());
  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
  });
  document.addEventListener("click", (event) => {
    const term = termOf(event.target);
    // Touch has no hover: the first touch explains, the second follows the link.
    if (touched && term && !bubble.invites(term)) {
      event.preventDefault();
      bubble.open(term, words.touchAgain);
    } else if (!term) bubble.close();
  });
}

function termOf(target: EventTarget | null): HTMLAnchorElement | null {
  const term = target instanceof Element ? target.closest<HTMLAnchorElement>(TERMS) : null;
  if (!term) return null;
  // The tooltip replaces the browser's own.
  if (term.title) {
    term.dataset.meaning = term.title;
    term.removeAttribute("title");
  }
  return term.dataset.meaning ? term : null;
}

class Bubble {
  private readonly element = make("div", { class: "cq-term", role: "tooltip", id: uniqueName() });
  private term: HTMLAnchorElement | null = null;
  private inviting = false;
  private leaving = 0;

  constructor() {
    this.element.addEventListener("mouseenter", () => clearTimeout(this.leaving));
    this.element.addEventListener("mouseleave", () => this.leave());
  }

  get isFocused(): boolean {
    return this.term !== null && this.term === document.activeElement;
  }

  /** Returns whether the tooltip of this term is open with a hint at the next step. */
  invites(term: HTMLAnchorElement): boolean {
    return this.inviting && this.term === term;
  }

  open(term: HTMLAnchorElement, hint = ""): void {
    clearTimeout(this.leaving);
    if (this.term === term && !hint) return;
    this.close();
    this.term = term;
    this.inviting = hint !== "";
    term.setAttribute("aria-describedby", this.element.id);
    const name = make("strong", {}, term.textContent ?? "");
    fill(this.element, name, term.dataset.meaning ?? "", this.inviting && make("em", {}, hint));
    document.body.append(this.element);
    this.place(term);
  }

  leave(): void {
    clearTimeout(this.leaving);
    this.leaving = window.setTimeout(() => this.close(), GRACE);
  }

  close(): void {
    clearTimeout(this.leaving);
    this.term?.removeAttribute("aria-describedby");
    this.term = null;
    this.element.remove();
  }

  /** Below the last line of the term, or above the first if there is no space; never beyond the edge. */
  private place(term: HTMLAnchorElement): void {
    const lines = term.getClientRects();
    const first = lines[0];
    const last = lines[lines.length - 1];
    if (!first || !last) return;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const below = last.bottom + GAP;
    const top = below + height > window.innerHeight ? Math.max(GAP, first.top - GAP - height) : below;
    const left = Math.max(GAP, Math.min(last.left, document.documentElement.clientWidth - width - GAP));
    this.element.style.top = `${top + window.scrollY}px`;
    this.element.style.left = `${left + window.scrollX}px`;
  }
}
