/** Notices about the store, above the text. */

import type { Notice } from "../store/records";
import { noticeTexts as words } from "../texts/notices";
import { button, fill, make } from "../view/dom";

/** Replaces the current notice; null removes it. `visit` continues without records. */
export function showStoreNotice(notice: Notice | null, visit: () => void): void {
  const line = place();
  const quiet = { class: "cq-quiet" };
  const isReload = notice === "upgraded" || notice === "blocked";
  fill(
    line,
    notice && words[notice],
    isReload && button("reload", words.reload, () => location.reload(), quiet),
    notice === "opening" && button("visitor", words.visit, visit, quiet),
  );
  line.hidden = notice === null;
}

/** Shows permanently that this browser gives each page of a folder its own store. */
export function showPagesApart(): void {
  above(make("p", { class: "cq-notice cq-pages-apart", role: "status" }, words.apart));
}

function place(): HTMLElement {
  const known = document.querySelector<HTMLElement>(".cq-store-notice");
  if (known) return known;
  return above(make("p", { class: "cq-notice cq-store-notice", role: "status", hidden: true }));
}

/** Inserts a line above the text of the page. */
function above(line: HTMLElement): HTMLElement {
  document.querySelector(".md-content__inner")?.prepend(make("div", { class: "cq-player" }, line));
  return line;
}
