import { LONGEST_ANSWER } from "../core/answer";
import { texts } from "../texts/player";
import { fill, make } from "./dom";

/**
 * Limits the length of fields; returns the notice shown when a field is full.
 *
 * The browser truncates pasted text without notice. Existing text stays whole, whatever its length; it can only be
 * shortened.
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
