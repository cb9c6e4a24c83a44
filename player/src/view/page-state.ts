/** How far a study page is read, and how many of its questions are right. */

import { mapTexts as words } from "../texts/map";
import { make } from "./dom";
import { icon } from "./icon";

/** A requirement of the page. */
export interface PagePart {
  readonly title: string;
  readonly right: number;
  readonly all: number;
}

/** The bar has a segment for each part. */
export function pageState(
  state: "read" | "begun" | "unread",
  right: number,
  all: number,
  parts: readonly PagePart[],
): HTMLElement {
  return make(
    "span",
    { class: "course-state", "data-state": state },
    make("span", {}, state === "read" && icon("done"), words[state]),
    all > 0 && make("span", {}, words.reached(right, all)),
    all > 0 && make("span", { class: "course-segments", "aria-hidden": "true" }, ...parts.map(segment)),
  );
}

function segment({ title, right, all }: PagePart): HTMLElement {
  return make("progress", { max: all, value: right, title: `${title}：${words.reached(right, all)}` });
}

/** A tick beside what is read. */
export function tick(): HTMLElement {
  return make(
    "span",
    { class: "course-tick" },
    icon("done"),
    make("span", { class: "course-unseen" }, words.isRead),
  );
}
