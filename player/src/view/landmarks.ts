/** The headings of an article, and the reading position among them. */

import type { ReadingPosition } from "../core/reading-position";

/** Tolerance in pixels, so that a heading just scrolled to counts as reached. */
const SLACK = 2;

/** The article of the page. */
export function articleOf(): HTMLElement | null {
  return document.querySelector<HTMLElement>(".md-content__inner");
}

/** The headings of the text, in order, without those of questions. */
export function landmarks(article: HTMLElement): readonly HTMLElement[] {
  return Array.from(article.querySelectorAll<HTMLElement>("h2[id]:not(.cq-title), h3[id]:not(.cq-title)"));
}

/** The text of a heading, without its permalink. */
export function wordsOf(heading: HTMLElement): string {
  return Array.from(heading.childNodes, (node) =>
    node instanceof Element && node.matches(".headerlink, small") ? "" : node.textContent,
  )
    .join("")
    .trim();
}

/** The heading of what is at the top of the window; null above the first. */
export function headingInView(headings: readonly HTMLElement[]): HTMLElement | null {
  const line = topLine() + SLACK;
  const reached = headings.filter((one) => one.getBoundingClientRect().top <= line);
  return reached[reached.length - 1] ?? null;
}

export function positionInView(article: HTMLElement): ReadingPosition | null {
  const headings = landmarks(article);
  const reached = headingInView(headings);
  const heading = reached ?? headings[0];
  if (!heading) return null;
  const { top } = heading.getBoundingClientRect();
  const length = reached ? lengthBelow(article, headings, heading) : lengthAbove(article, heading);
  return { heading: heading.id, share: Math.min(1, (topLine() - top) / length) };
}

/** Scrolls to a position, if its heading exists. */
export function scrollToPosition(article: HTMLElement, { heading, share }: ReadingPosition): void {
  const headings = landmarks(article);
  const found = headings.find(({ id }) => id === heading);
  if (!found) return;
  const { top } = found.getBoundingClientRect();
  const length = share < 0 ? lengthAbove(article, found) : lengthBelow(article, headings, found);
  window.scrollTo({ top: window.scrollY + top + share * length - topLine() });
}

/** The height of a heading's section. */
function lengthBelow(article: HTMLElement, headings: readonly HTMLElement[], heading: HTMLElement): number {
  const next = headings[headings.indexOf(heading) + 1];
  const end = next ? next.getBoundingClientRect().top : article.getBoundingClientRect().bottom;
  return Math.max(1, end - heading.getBoundingClientRect().top);
}

/** The height above the first heading. */
function lengthAbove(article: HTMLElement, first: HTMLElement): number {
  return Math.max(1, first.getBoundingClientRect().top - article.getBoundingClientRect().top);
}

/** Where the browser places a heading that a link leads to: half a header's height below the theme's header. */
export function topLine(): number {
  return (document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0) * 1.5;
}
