/** A table of figures; on a narrow screen each row becomes a block with its headings beside the values. */

import { type Child, make } from "./dom";

export function dataTable(
  heads: readonly string[],
  rows: readonly (readonly Child[])[],
  caption?: string,
): HTMLTableElement {
  const head = heads.map((label) => make("th", { scope: "col" }, label));
  return make(
    "table",
    { class: "cq-data" },
    caption && make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...rows.map((row) => line(heads, row))),
  );
}

function line(heads: readonly string[], [first, ...others]: readonly Child[]): HTMLElement {
  const cells = others.map((child, place) => {
    const figure = typeof child === "string" && FIGURE.test(child);
    return make("td", { "data-head": heads[place + 1] ?? "", class: figure && "cq-figure" }, child);
  });
  return make("tr", {}, make("th", { scope: "row" }, first), ...cells);
}

/** Not wrapped: a number, a share, a date. */
const FIGURE = /^[\d/.%—-]+$/;
