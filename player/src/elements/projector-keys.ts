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

/** In text fields keys keep their usual meaning, except those of a remote, which a single line has no use for. */
const WRITING = "textarea, select, input";
const REMOTE: readonly string[] = ["PageUp", "PageDown"];
const PRESSING = "button, a, summary";

/** The theme has no use for them; they press the choices of a scenario. */
const CHOICES = /^[1-4]$/;

/** Returns the action of a key; `none` for a key that must not reach the theme, null for any other. */
export function moveOf(event: KeyboardEvent): Move | "none" | null {
  const { key, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || isComposing(event)) return null;
  const move = KEYS[key];
  if (move === "leave") return move;
  if (isIn(target, WRITING)) return (isIn(target, "input") && REMOTE.includes(key) && move) || null;
  if (key === " " && isIn(target, PRESSING)) return null;
  if (key === " " && event.shiftKey) return BACK;
  return move ?? (key.length === 1 && !CHOICES.test(key) ? "none" : null);
}

/** Returns the number of the choice that a key presses; null for any other key. */
export function choiceOf({ key, target, repeat }: KeyboardEvent): number | null {
  return CHOICES.test(key) && !repeat && !isIn(target, WRITING) ? Number(key) : null;
}

function isIn(target: EventTarget | null, selector: string): boolean {
  // Also in the leader's window, whose classes are not those of this one.
  const element = target as Partial<Element> | null;
  return typeof element?.closest === "function" && element.closest(selector) !== null;
}
