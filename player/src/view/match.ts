import type { Match } from "../core/data";
import { marks } from "../core/grade";
import { shuffle } from "../core/shuffle";
import { SYMBOLS, texts } from "../texts/player";
import { fill, make, uniqueName } from "./dom";
import type { Field, Setting } from "./field";
import { plain, rich } from "./rich";
import { stemFieldset } from "./stem-fieldset";

/** One select for each item on the left; all offer the right items in the same shuffled order. */
export function matchField({ body, response, seed, changed }: Setting<Match>): Field {
  const given = (response ?? []) as readonly (number | null)[];
  const offered = shuffle(seed, body.right.length);
  const rows = body.left.map((_, index) => matchRow(body, index, offered, given[index] ?? null));
  const element = stemFieldset(body.stem, make("ul", { class: "cq-pairs" }, ...rows.map(({ row }) => row)));
  element.addEventListener("change", changed);
  const values = () => rows.map(({ select }) => (select.value === "" ? null : Number(select.value)));
  return {
    element,
    read: () => (values().some((value) => value !== null) ? values() : null),
    settle() {
      element.disabled = true;
      marks(body, values()).forEach((good, index) => {
        const right = plain(body.right[index] ?? "");
        rows[index]?.row.classList.add(good ? "cq-is-right" : "cq-is-wrong");
        fill(
          rows[index]?.note ?? element,
          `${SYMBOLS[good ? "right" : "wrong"]} ${good ? texts.right : texts.rightMatch(right)}`,
        );
      });
    },
  };
}

function matchRow(body: Match, index: number, offered: readonly number[], chosen: number | null) {
  const id = uniqueName();
  const options = offered.map((right) => make("option", { value: right }, plain(body.right[right] ?? "")));
  const select = make(
    "select",
    { id, class: "cq-select" },
    make("option", { value: "" }, texts.choose),
    ...options,
  );
  select.value = chosen === null ? "" : String(chosen);
  const label = make("label", { for: id, class: "cq-left" }, ...rich(body.left[index] ?? ""));
  const note = make("span", { class: "cq-tag" });
  return { row: make("li", { class: "cq-pair", "data-pair": index }, label, select, note), select, note };
}
