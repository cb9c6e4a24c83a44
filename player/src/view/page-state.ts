/** How far a study page is read, and how many of its questions are right. */

import { mapTexts as words } from "../texts/map";
import { make } from "./dom";
import { icon } from "./icon";

export function pageState(state: "read" | "begun" | "unread", right: number, all: number): HTMLElement {
  return make(
    "span",
    { class: "course-state", "data-state": state },
    make("span", {}, state === "read" && icon("done"), words[state]),
    all > 0 && make("span", {}, words.reached(right, all)),
    all > 0 && make("progress", { max: all, value: right, "aria-hidden": "true" }),
  );
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
