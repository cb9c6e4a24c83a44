import type { Text } from "../core/data";
import { type Child, make } from "./dom";
import { rich } from "./rich";

/** The fields of one question, named by its stem. */
export function stemFieldset(stem: Text, ...fields: readonly Child[]): HTMLFieldSetElement {
  return make(
    "fieldset",
    { class: "cq-field" },
    make("legend", { class: "cq-stem" }, ...rich(stem)),
    ...fields,
  );
}
