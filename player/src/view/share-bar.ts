/** Shares as bars: the length says what the number beside it says. */

import { type Child, make } from "./dom";
import { percent, svg } from "./svg";

/** `share` is from 0 to 1; `words` says the same beside the bar. */
export function shareBar(share: number, words: string): HTMLElement {
  const drawing = svg(
    "svg",
    { class: "cq-share-bar", "aria-hidden": "true" },
    svg("rect", { class: "cq-chart-whole", width: "100%", height: "100%" }),
    svg("rect", { class: "cq-chart-bar", width: percent(share), height: "100%" }),
  );
  return make("span", { class: "cq-share" }, drawing, make("span", { class: "cq-figure" }, words));
}

/** The name of a row, and a note at the end of its line, or below it where there is no room. */
export function rowHead(name: Child, ...note: readonly Child[]): HTMLElement {
  return make("span", { class: "cq-row-head" }, name, make("span", { class: "cq-row-note" }, ...note));
}
