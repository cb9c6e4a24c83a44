/** Single choice, multiple choice and true/false: radio buttons or checkboxes with the whole line as label. */

import type { Multiple, Single, Text, TrueFalse } from "../core/data";
import { shuffle } from "../core/shuffle";
import { SYMBOLS, texts } from "../texts/player";
import { make, uniqueName } from "./dom";
import type { Field, Setting } from "./field";
import { rich } from "./rich";
import { stemFieldset } from "./stem-fieldset";

interface Choice {
  readonly value: string;
  readonly text: Text;
  readonly letter: string;
  readonly right: boolean;
  readonly chosen: boolean;
}

export function singleField({ body, response, seed, changed }: Setting<Single>): Field {
  const choices = lettered(body, seed, [body.key], response === null ? [] : [response]);
  const group = choiceGroup("radio", body.stem, choices, changed);
  return { ...group, read: () => group.values().map(Number)[0] ?? null };
}

export function multipleField({ body, response, seed, changed }: Setting<Multiple>): Field {
  const chosen = (response ?? []) as readonly number[];
  const group = choiceGroup("checkbox", body.stem, lettered(body, seed, body.key, chosen), changed);
  const read = () => {
    const values = group.values().map(Number);
    return values.length > 0 ? values.sort((one, other) => one - other) : null;
  };
  return { ...group, read };
}

export function trueFalseField({ body, response, changed }: Setting<TrueFalse>): Field {
  const choices = [true, false].map((value) => ({
    value: String(value),
    text: value ? texts.right : texts.wrong,
    letter: "",
    right: body.key === value,
    chosen: response === value,
  }));
  const group = choiceGroup("radio", body.stem, choices, changed);
  const read = () => group.values().map((value) => value === "true")[0] ?? null;
  return { ...group, read };
}

function lettered(
  body: Single | Multiple,
  seed: number,
  key: readonly number[],
  chosen: readonly unknown[],
): readonly Choice[] {
  const fixed = body.options.flatMap((option, index) => (option.fixed ? [index] : []));
  return shuffle(seed, body.options.length, fixed).map((index, place) => ({
    value: String(index),
    text: body.options[index]?.text ?? "",
    letter: String.fromCharCode(65 + place),
    right: key.includes(index),
    chosen: chosen.includes(index),
  }));
}

function choiceGroup(
  type: "radio" | "checkbox",
  stem: Text,
  choices: readonly Choice[],
  changed: () => void,
): { element: HTMLElement; values(): string[]; settle(): void } {
  const name = uniqueName();
  const rows = choices.map((choice) => choiceRow(type, name, choice));
  const element = stemFieldset(stem, make("div", { class: "cq-choices" }, ...rows.map(({ row }) => row)));
  element.addEventListener("change", changed);
  return {
    element,
    values: () => rows.filter(({ input }) => input.checked).map(({ choice }) => choice.value),
    settle() {
      element.disabled = true;
      for (const { row, input, choice } of rows) showTruth(row, choice, input);
    },
  };
}

function choiceRow(type: "radio" | "checkbox", name: string, choice: Choice) {
  const input = make("input", { type, name, value: choice.value });
  input.checked = choice.chosen;
  const letter = choice.letter && make("span", { class: "cq-letter" }, choice.letter);
  const words = make("span", { class: "cq-choice-text" }, ...rich(choice.text));
  return { row: make("label", { class: "cq-choice" }, input, letter, words), input, choice };
}

function showTruth(row: HTMLElement, { right }: Choice, input: HTMLInputElement): void {
  if (!right && !input.checked) return;
  const missed = input.type === "checkbox" ? texts.missed : texts.rightAnswer;
  const words = right ? (input.checked ? texts.chosenRight : missed) : texts.yourChoice;
  row.classList.add(right ? "cq-is-right" : "cq-is-wrong");
  row.append(make("span", { class: "cq-tag" }, `${SYMBOLS[right ? "right" : "wrong"]} ${words}`));
}
