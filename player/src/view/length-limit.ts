import { LONGEST_ANSWER } from "../core/answer";
import { texts } from "../texts/player";
import { fill, make } from "./dom";

/**
 * Limits what can be written in these fields; returns the line that says so once a field is full.
 *
 * The browser cuts off what is pasted beyond the limit without a sign. What a field holds already stays whole, however
 * long: it can only become shorter.
 */
export function limitLength(fields: readonly (HTMLInputElement | HTMLTextAreaElement)[]): HTMLElement {
  const note = make("p", { class: "cq-hint", role: "status" });
  const show = () => {
    const longest = Math.max(...fields.map(({ value }) => value.length));
    const text = longest < LONGEST_ANSWER ? "" : texts.full(longest, LONGEST_ANSWER);
    if (note.textContent !== text) fill(note, text);
    note.hidden = text === "";
  };
  for (const field of fields) {
    field.maxLength = LONGEST_ANSWER;
    field.addEventListener("input", show);
  }
  show();
  return note;
}
