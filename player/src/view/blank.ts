import type { Blank } from "../core/data";
import { marks } from "../core/grade";
import { isBlank } from "../core/visible";
import { SYMBOLS, texts } from "../texts/player";
import { isComposing } from "./composing";
import { type Child, make } from "./dom";
import type { Field, Setting } from "./field";
import { limitLength } from "./length-limit";
import { plain, rich } from "./rich";

/** Text inputs within the stem. */
export function blankField({ body, response, changed }: Setting<Blank>): Field {
  const given = (response ?? []) as readonly string[];
  const inputs = body.answers.map((_, index) => blankInput(index, body.answers.length, given[index] ?? ""));
  const sentence = body.parts.flatMap((part, index): Child[] => [...rich(part), inputs[index]]);
  const legend = make("legend", { class: "cq-unseen" }, body.parts.map(plain).join(" ___ "));
  const stem = make("p", { class: "cq-stem cq-sentence" }, ...sentence);
  const element = make("fieldset", { class: "cq-field" }, legend, stem, limitLength(inputs));
  element.addEventListener("input", changed);
  element.addEventListener("keydown", (event) => enterMovesOn(event, inputs));
  const values = () => inputs.map(({ value }) => value);
  return {
    element,
    read: () => (values().every(isBlank) ? null : values()),
    settle() {
      marks(body, values()).forEach((good, index) => {
        inputs[index]?.setAttribute("readonly", "");
        inputs[index]?.classList.add(good ? "cq-is-right" : "cq-is-wrong");
        inputs[index]?.after(make("span", { class: "cq-blank-mark" }, SYMBOLS[good ? "right" : "wrong"]));
      });
    },
  };
}

function blankInput(index: number, count: number, value: string): HTMLInputElement {
  const input = make("input", {
    type: "text",
    class: "cq-blank",
    "data-blank": index,
    "aria-label": texts.blank(index + 1, count),
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
  });
  input.value = value;
  return input;
}

/** Enter submits the form; but if a later blank is empty, it moves there. */
function enterMovesOn(event: KeyboardEvent, inputs: readonly HTMLInputElement[]): void {
  // While a Chinese input method is composing, Enter belongs to it.
  if (event.key !== "Enter" || isComposing(event)) return;
  const here = inputs.indexOf(event.target as HTMLInputElement);
  const next = inputs.slice(here + 1).find(({ value }) => isBlank(value));
  if (!next) return;
  event.preventDefault();
  next.focus();
}
