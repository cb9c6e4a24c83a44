import { texts } from "../texts/player";
import { make } from "./dom";

export const LAYOUTS = ["one", "all"] as const;

/** One question at a time, or all on the page. */
export type Layout = (typeof LAYOUTS)[number];

/** The control for the layout. */
export function toolbar(choose: (layout: Layout) => void) {
  const buttons = LAYOUTS.map((layout) => {
    const button = make(
      "button",
      { type: "button", class: "cq-toggle", "data-layout": layout },
      texts[layout],
    );
    button.addEventListener("click", () => choose(layout));
    return button;
  });
  return {
    element: make("div", { class: "cq-layout", role: "group", "aria-label": texts.layout }, ...buttons),
    show(layout: Layout) {
      for (const button of buttons)
        button.setAttribute("aria-pressed", String(button.dataset.layout === layout));
    },
  };
}
