/** Form controls of the practice pages, each with its label. */

import { type Child, make, uniqueName } from "../view/dom";

/** The characters of a label that stands in a column of its own on a phone. */
const SHORT = 4;

/** A select with its label before it. */
export function select(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  changed: (value: string) => void,
): HTMLElement {
  const id = uniqueName();
  const rows = options.map(([value, text]) => make("option", { value, selected: value === chosen }, text));
  const field = make("select", { id, class: "cq-select", name: label }, ...rows);
  field.addEventListener("change", () => changed(field.value));
  return make("div", { class: "cq-setting" }, make("label", { for: id }, label), field);
}

/** A group of checkboxes. */
export function checks(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  changed: (values: readonly string[]) => void,
): HTMLElement {
  const boxes = options.map(([value]) => make("input", { type: "checkbox", value }));
  const rows = options.map(([, text], index) =>
    make("label", { class: "cq-check" }, boxes[index], make("span", {}, text)),
  );
  const areShort = options.every(([, text]) => text.length <= SHORT);
  const set = make(
    "fieldset",
    { class: "cq-setting" },
    make("legend", {}, label),
    make("div", { class: areShort ? "cq-checks cq-checks-short" : "cq-checks" }, ...rows),
  );
  set.addEventListener("change", () => {
    changed(boxes.filter(({ checked }) => checked).map(({ value }) => value));
  });
  return set;
}

/** A group of radio buttons. */
export function radios<Value extends string>(
  label: string,
  name: string,
  options: readonly (readonly [value: Value, text: string])[],
  changed: (value: Value) => void,
): { element: HTMLElement; show(chosen: Value): void } {
  const buttons = options.map(([value]) => make("input", { type: "radio", name, value }));
  const rows = options.map(([value, text], index) => {
    buttons[index]?.addEventListener("change", () => changed(value));
    return make("label", { class: "cq-check" }, buttons[index], make("span", {}, text));
  });
  return {
    element: make("fieldset", { class: "cq-setting" }, make("legend", {}, label), ...rows),
    show(chosen) {
      for (const one of buttons) one.checked = one.value === chosen;
    },
  };
}

/** A single-line text field. */
export function textInput(
  label: string,
  value: string,
  attributes: Readonly<Record<string, string | number | boolean>>,
  changed: (value: string) => void = () => {},
): { element: HTMLElement; input: HTMLInputElement } {
  const id = uniqueName();
  const input = make("input", { type: "text", class: "cq-input", autocomplete: "off", ...attributes, id });
  input.value = value;
  input.addEventListener("input", () => changed(input.value));
  return { element: make("div", { class: "cq-setting" }, make("label", { for: id }, label), input), input };
}

/** A single-line text field that offers texts to choose from; any other may be entered. */
export function choiceInput(
  label: string,
  value: string,
  texts: readonly string[],
): { element: HTMLElement; input: HTMLInputElement } {
  const list = uniqueName();
  const field = textInput(label, value, texts.length > 0 ? { list } : {});
  if (texts.length > 0) {
    field.element.append(
      make("datalist", { id: list }, ...texts.map((text) => make("option", { value: text }))),
    );
  }
  return field;
}

/** Settings that only some want, folded. */
export function fold(label: string, ...settings: readonly Child[]): HTMLElement {
  return make("details", { class: "cq-fold cq-settings" }, make("summary", {}, label), ...settings);
}

/** A card with a heading. */
export function panel(heading: string, ...content: readonly Child[]): HTMLElement {
  const id = uniqueName();
  return make(
    "section",
    { class: "cq-card cq-panel", "aria-labelledby": id },
    make("h2", { id, class: "cq-title", tabindex: -1 }, heading),
    ...content,
  );
}
