/** A table of figures; on a narrow screen each row becomes a block with its headings beside the values. */

import { ChunkedRender } from "./chunked-render";
import { type Child, make } from "./dom";

/** Rows rendered per animation frame in a long table. */
const ROWS = 25;

export function dataTable(
  heads: readonly string[],
  rows: readonly (readonly Child[])[],
  caption?: string,
): HTMLTableElement {
  return tableOf(heads, [make("tbody", {}, ...rows.map((row) => line(heads, row)))], caption);
}

/** A long table, rendered in chunks. */
export function longTable<Row>(
  heads: readonly string[],
  rows: readonly Row[],
  cells: (row: Row) => readonly Child[],
): HTMLTableElement {
  const groups = Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, number) => {
    return rows.slice(number * ROWS, (number + 1) * ROWS);
  });
  const pieces = groups.map((group) => () => {
    const piece = document.createDocumentFragment();
    piece.append(...group.map((row) => line(heads, cells(row))));
    return piece;
  });
  return tableOf(heads, new ChunkedRender(1).begin(pieces, 1, "tbody"));
}

function tableOf(
  heads: readonly string[],
  bodies: readonly HTMLElement[],
  caption?: string,
): HTMLTableElement {
  const head = heads.map((label) => make("th", { scope: "col" }, label));
  return make(
    "table",
    { class: "cq-data" },
    caption && make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...head)),
    ...bodies,
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
