import { texts } from "../texts/player";
import { make } from "./dom";

/** A box for a word to the staff about a question; `opened` fills it when it is opened for the first time. */
export function reportBox(opened: (box: HTMLElement) => void): HTMLElement {
  const box = make("details", { class: "cq-report" }, make("summary", {}, texts.report));
  // Fields that are not wanted only stand in the way of those of the question.
  box.addEventListener("toggle", () => opened(box), { once: true });
  return box;
}
