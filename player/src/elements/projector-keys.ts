/** Keys during projection. Presentation remotes send PageUp and PageDown, and `b` or `.` for a black screen. */

import { isComposing } from "../view/composing";

export type Move =
  | "leave"
  | "first"
  | "last"
  | "dark"
  | { readonly by: "page" | "line"; readonly way: 1 | -1 };

const KEYS: Readonly<Record<string, Move>> = {
  Escape: "leave",
  Home: "first",
  End: "last",
  ArrowRight: { by: "page", way: 1 },
  ArrowLeft: { by: "page", way: -1 },
  ArrowDown: { by: "line", way: 1 },
  ArrowUp: { by: "line", way: -1 },
  PageDown: { by: "page", way: 1 },
  PageUp: { by: "page", way: -1 },
  " ": { by: "page", way: 1 },
  b: "dark",
  B: "dark",
  ".": "dark",
};

const BACK: Move = { by: "page", way: -1 };

/** In text fields and radio groups, keys keep their usual meaning. */
const WRITING = "textarea, select, input:not([type=radio]):not([type=checkbox])";
const CHOOSING = "input[type=radio]";
const PRESSING = "button, a, summary, input";

/** The theme has no use for them; they press the choices of a scenario. */
const CHOICES = /^[1-4]$/;

/** Returns the action of a key; `none` for a key that must not reach the theme, null for any other. */
export function moveOf(event: KeyboardEvent): Move | "none" | null {
  const { key, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || isComposing(event)) return null;
  const move = KEYS[key];
  if (move === "leave") return move;
  if (isIn(target, WRITING)) return null;
  if (isIn(target, CHOOSING) && key.startsWith("Arrow")) return null;
  if (key === " " && isIn(target, PRESSING)) return null;
  if (key === " " && event.shiftKey) return BACK;
  return move ?? (key.length === 1 && !CHOICES.test(key) ? "none" : null);
}

function isIn(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
