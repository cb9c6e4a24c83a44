/** Pixels by which a heading that a link leads to may stand below the line, because browsers round. */
const SLACK = 2;

/**
 * Returns how far below the top of the window a heading counts as reached.
 *
 * It is just below the header, `top`, for most of a page. Over the last window of the page it sinks to the bottom,
 * so that each of the last sections is reached, also those too short to come to the top.
 */
export function readingLine(top: number, windowHeight: number, scrolled: number, pageHeight: number): number {
  const last = Math.max(0, pageHeight - windowHeight);
  const span = Math.min(last, windowHeight);
  const left = Math.max(0, last - scrolled);
  const share = span > 0 && left < span ? 1 - left / span : 0;
  return top + SLACK + share * (windowHeight - top);
}
