/**
 * The theme's scripts on a quiz page: they serve what stands around the questions (search, colours, menu, way back up)
 * and are heavier than the page itself, so they come when somebody turns to that. The page holds them as scripts of a
 * type that no browser runs (overrides/main.html); until they come, the markup and its style sheets do what they can.
 */

import { insertScript } from "./script";

const LATER = 'script[type="course/later"]';

/** The theme's keys: to search, and to the page before and after. */
const KEYS = /^[fs/np,.]$/;

/** Prepares a page whose theme waits, and calls for the theme when it is needed; other pages have none to wait for. */
export function expectTheme(): void {
  const waiting = Array.from(document.querySelectorAll<HTMLScriptElement>(LATER));
  if (waiting.length === 0) return;
  document.documentElement.classList.replace("no-js", "js");
  const theme = new Theme(waiting);
  theme.watch();
  if (isDue()) theme.call();
}

/** Has the reader's machine other colours than the page came with, or was the page opened in order to search? */
function isDue(): boolean {
  const shown = shownPalette();
  if (shown?.nextElementSibling instanceof HTMLElement) shown.nextElementSibling.hidden = false;
  const media = shown?.dataset.mdColorMedia;
  const chosen = document.body.dataset.mdColorMedia !== undefined;
  return location.search !== "" || (!chosen && Boolean(media) && !matchMedia(media ?? "").matches);
}

/** The theme's switch for the colours that the page has now; beside it stands the button to the next ones. */
function shownPalette(): HTMLElement | null {
  const scheme = document.body.dataset.mdColorScheme ?? "";
  return document.querySelector<HTMLElement>(`.md-option[data-md-color-scheme="${CSS.escape(scheme)}"]`);
}

class Theme {
  private called: Promise<void> | null = null;
  private arrived = false;
  /** The latest key that the theme was not there to see. */
  private missed = "";

  constructor(private readonly waiting: readonly HTMLScriptElement[]) {}

  watch(): void {
    const call = () => this.call();
    const turned = ({ target }: Event) => {
      if (target instanceof Element && !target.closest(".md-content")) call();
    };
    document.addEventListener("pointerover", turned);
    document.addEventListener("focusin", turned);
    document.addEventListener("click", (event) => this.recolour(event), true);
    window.addEventListener("keydown", (event) => this.press(event), true);
    window.addEventListener("scroll", call, { once: true, passive: true });
    matchMedia("(prefers-color-scheme: light)").addEventListener("change", call, { once: true });
  }

  call(): void {
    this.called ??= this.load().catch((error: unknown) => {
      this.called = null;
      console.error(error);
    });
  }

  private async load(): Promise<void> {
    await Promise.all(this.waiting.map(({ src }) => insertScript(src, true)));
    this.arrived = true;
    if (this.missed) window.dispatchEvent(new KeyboardEvent("keydown", { key: this.missed }));
  }

  /** The theme takes the colours that it finds for those it was left with, so a change waits for it. */
  private recolour(event: Event): void {
    const label =
      event.target instanceof Element && event.target.closest<HTMLElement>("form label[for^=__palette]");
    if (!label || this.arrived) return;
    event.preventDefault();
    this.call();
    void this.called?.then(() => this.arrived && label.click());
  }

  private press(event: KeyboardEvent): void {
    if (this.arrived || event.ctrlKey || event.metaKey || !KEYS.test(event.key) || isWriting(event.target))
      return;
    event.preventDefault();
    this.missed = event.key;
    this.call();
  }
}

/** Does a key mean a letter there? */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("textarea, select, input:not([type=radio])");
}
