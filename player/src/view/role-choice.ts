/** The choice of a role on a narrow screen, where a table has no space for all of them. */

import { dutyTexts as words } from "../texts/duties";
import { make, uniqueName } from "./dom";

/** Marks the columns that were not chosen; a style sheet for narrow screens hides them. */
const OFF = "data-cq-off";

export function roleChoice(table: HTMLTableElement): HTMLElement {
  const id = uniqueName();
  const roles = Array.from(table.querySelectorAll("thead th a"), ({ textContent }) => textContent ?? "");
  const options = roles.map((role, place) => make("option", { value: place }, role));
  const all = make("option", { value: "" }, words.allRoles);
  const field = make("select", { id, class: "cq-select" }, all, ...options);
  field.addEventListener("change", () => showRole(table, field.value === "" ? null : Number(field.value)));
  return make(
    "div",
    { class: "cq-player cq-setting cq-role-choice" },
    make("label", { for: id }, words.role),
    field,
  );
}

function showRole(table: HTMLTableElement, role: number | null): void {
  for (const row of Array.from(table.rows)) {
    Array.from(row.cells).forEach((cell, place) => {
      // The first column names the points.
      cell.toggleAttribute(OFF, role !== null && place > 0 && place - 1 !== role);
    });
  }
  table.toggleAttribute("data-cq-one", role !== null);
}
