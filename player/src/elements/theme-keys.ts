/**
 * The theme has single-key shortcuts for the search and other pages. They must not work while a question is answered.
 */

import { root } from "../view/root";

/** Tracks where the reader last pointed or focused; clicked text takes no focus. */
export class ThemeKeys {
  private isAtPlayer = false;

  /** Hides key presses within a player from the theme, which listens on the window. */
  watch(): void {
    const turned = ({ target }: Event) => {
      this.isAtPlayer = isInPlayer(target);
    };
    document.addEventListener("pointerdown", turned);
    document.addEventListener("focusin", turned);
    document.addEventListener("keydown", (event) => {
      if (event.key.length === 1 && this.isFree(event)) event.stopPropagation();
    });
  }

  /** Returns whether a key press is not meant for the theme. */
  isFree({ target, key }: KeyboardEvent): boolean {
    // They choose, wherever the reader pointed last (elements/answer-keys.ts).
    const chooses = root.dataset.courseAnswering !== undefined && /^[a-f1-6]$/i.test(key);
    return isInPlayer(target) || (target === document.body && (this.isAtPlayer || chooses));
  }
}

function isInPlayer(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".cq-player") !== null;
}
