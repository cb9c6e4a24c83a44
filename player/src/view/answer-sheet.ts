import { examTexts } from "../texts/exam";
import { button, fill, make } from "./dom";

export interface Cell {
  readonly answered: boolean;
  readonly flagged: boolean;
}

/** The answer sheet: a button for each question of a paper, by section. */
export function answerSheet(
  sections: readonly { readonly title: string; readonly count: number }[],
  go: (position: number) => void,
) {
  const grids = sections.map(() => make("div", { class: "cq-map-grid" }));
  const parts = sections.map(({ title }, place) =>
    make("div", {}, make("p", { class: "cq-sheet-title" }, title), grids[place]),
  );
  const element = make(
    "details",
    { class: "cq-fold cq-sheet" },
    make("summary", {}, examTexts.sheet),
    ...parts,
    make("p", { class: "cq-hint" }, examTexts.legend),
  );
  return {
    element,
    show(cells: readonly Cell[], current: number) {
      let first = 0;
      sections.forEach(({ count }, place) => {
        const start = first;
        const own = cells.slice(start, start + count);
        fill(grids[place] ?? element, ...own.map((cell, at) => cellButton(cell, start + at, current, go)));
        first += count;
      });
    },
  };
}

function cellButton(
  { answered, flagged }: Cell,
  position: number,
  current: number,
  go: (position: number) => void,
): HTMLElement {
  const label = `${position + 1}${flagged ? " ⚑" : ""}`;
  return button("jump", label, () => go(position), {
    class: `cq-cell ${answered ? "cq-cell-answered" : "cq-cell-open"}`,
    "aria-label": examTexts.cell(position + 1, answered, flagged),
    "aria-current": position === current && "step",
    "data-answered": String(answered),
    "data-flagged": String(flagged),
  });
}
