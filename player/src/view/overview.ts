import type { Standing } from "../core/answer";
import { SYMBOLS, texts } from "../texts/player";
import { button, fill, make } from "./dom";
import { hasFreeColumn } from "./wide";

/** An overview of all questions of the run, as buttons. */
export function overview(go: (position: number) => void) {
  const grid = make("div", { class: "cq-map-grid" });
  const element = make("details", { class: "cq-map cq-fold" }, make("summary", {}, texts.overview), grid);
  element.open = hasFreeColumn();
  return {
    element,
    show(standings: readonly (Standing | null)[], current: number | null) {
      const cells = standings.map((standing, index) => {
        const label = `${index + 1}${standing ? ` ${SYMBOLS[standing]}` : ""}`;
        return button("jump", label, () => go(index), {
          class: `cq-cell cq-cell-${standing ?? "open"}`,
          "aria-label": texts.jump(index + 1, standing),
          "aria-current": index === current && "step",
        });
      });
      fill(grid, ...cells);
    },
  };
}
