import type { Rating, ShortResponse } from "../core/answer";
import type { Short } from "../core/data";
import { isBlank } from "../core/visible";
import { texts } from "../texts/player";
import { button, make, uniqueName } from "./dom";
import type { Field, Setting } from "./field";
import { limitLength } from "./length-limit";
import { ratingButtons } from "./rating";
import { rich } from "./rich";

export function shortField({ body, response, changed }: Setting<Short>): Field {
  const id = uniqueName();
  const area = make("textarea", { id, class: "cq-text", rows: 6 });
  const given = response as ShortResponse | null;
  area.value = given?.text ?? "";
  area.addEventListener("input", changed);
  const stem = make("label", { for: id, class: "cq-stem" }, ...rich(body.stem));
  return {
    element: make("div", { class: "cq-field" }, stem, area, limitLength([area])),
    read: () => (isBlank(area.value) ? null : { text: area.value, covered: given?.covered ?? [] }),
    settle() {
      area.readOnly = true;
    },
  };
}

/** A button that saves the self-assessment; or one button for each rating. */
export function saveButtons(
  done: (rating?: Rating) => void,
  ratings: readonly Rating[],
): readonly HTMLElement[] {
  if (ratings.length > 0) return ratingButtons(ratings, texts.markRated, done);
  return [button("mark", texts.mark, () => done(), { class: "cq-primary" })];
}

/** The reference points to tick, with buttons below. */
export function selfMarking(
  body: Short,
  covered: readonly number[],
  ticked: (covered: readonly number[]) => void,
  buttons: readonly HTMLElement[],
): HTMLElement {
  const inputs = body.reference.map((_, index) => {
    const input = make("input", { type: "checkbox", value: index });
    input.checked = covered.includes(index);
    return input;
  });
  const rows = body.reference.map((point, index) =>
    make(
      "label",
      { class: "cq-choice" },
      inputs[index],
      make("span", { class: "cq-choice-text" }, ...rich(point)),
    ),
  );
  const element = make(
    "fieldset",
    { class: "cq-field" },
    make("legend", { class: "cq-subtitle" }, texts.reference),
    make("div", { class: "cq-choices" }, ...rows),
    make("div", { class: "cq-actions" }, ...buttons),
  );
  element.addEventListener("change", () => {
    ticked(inputs.filter(({ checked }) => checked).map(({ value }) => Number(value)));
  });
  return element;
}
