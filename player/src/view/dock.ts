/** The edge of the window: the panel 阅读设置 and offers. It covers little of the page. */

import { readingTexts as words } from "../texts/reading";
import { make } from "./dom";

/** Returns the dock of the page. It stands in the header, so that the keyboard reaches it right after its button. */
export function dock(): HTMLElement {
  const found = document.querySelector<HTMLElement>(".cq-dock");
  if (found) return found;
  const element = make("div", { class: "cq-dock" });
  const tools = make(
    "section",
    { class: "md-typeset cq-player cq-reading", "aria-label": words.tools },
    element,
  );
  const bar = document.querySelector(".md-header__inner") ?? document.body;
  bar.insertBefore(tools, bar.querySelector("[data-md-component=palette], label[for=__search]"));
  return element;
}
