import { texts } from "../texts/player";
import { make } from "./dom";

/** The box for reporting a problem with a question; `opened` fills it when it is first opened. */
export function reportBox(opened: (box: HTMLElement) => void): HTMLElement {
  const box = make("details", { class: "cq-report" }, make("summary", {}, texts.report));
  // Fields that are not needed would be in the way of the question's.
  box.addEventListener("toggle", () => opened(box), { once: true });
  return box;
}
