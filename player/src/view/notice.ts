import { texts } from "../texts/player";
import { button, fill, make } from "./dom";

/** A line that a screen reader announces when it changes. */
export function notice() {
  const element = make("div", { class: "cq-notice", role: "status" });
  return {
    element,
    /** Shows what the browser cannot save. */
    warn(trouble: keyof typeof texts.trouble | null) {
      const text = trouble && texts.trouble[trouble];
      if (element.textContent !== (text ?? "")) fill(element, text);
    },
    show(text: string) {
      fill(element, text);
    },
    /** Shows a message with a button to undo. */
    showUndo(text: string, label: string, act: () => void) {
      const undo = button("undo", label, () => {
        fill(element);
        act();
      });
      fill(element, text, undo);
    },
  };
}
