/** The theme has single keys that open the search or another page. While a question is answered they must do nothing. */

/** Where the reader last pointed or moved the focus; text that is clicked takes no focus. */
export class ThemeKeys {
  private isAtPlayer = false;

  /** Keeps keys that are pressed at a player from the theme, which listens on the window. */
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

  /** Is this key none of the theme's? */
  isFree({ target }: KeyboardEvent): boolean {
    return isInPlayer(target) || (target === document.body && this.isAtPlayer);
  }
}

function isInPlayer(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".cq-player") !== null;
}
