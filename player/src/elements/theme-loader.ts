/**
 * Loads the theme's scripts after the first paint. They serve what is around the text (search, colours, menu, back to
 * top), and on a phone they take longer than the page itself. On a quiz page, which is lighter than they are, they
 * load when the reader uses them. The page contains them as scripts of a type that no browser runs
 * (theme/overrides/main.html); until then the markup and its style sheets are functional without them.
 */

import { announceTheme, THEME_PATIENCE } from "../view/progressive-layout";
import { root } from "../view/root";
import { yieldToBrowser } from "../view/yield-to-browser";
import { insertScript } from "./script";
import { ThemeKeys } from "./theme-keys";

const LATER = 'script[type="course/later"]';

/** The theme's keys: search, and the previous and next page. */
const SEARCH_KEYS = /^[fs/]$/;
const KEYS = /^[fs/np,.]$/;

let theme: Theme | null = null;

/** Loads the theme, if this page is to have it; resolves when it is there, or when it takes too long. */
export function requireTheme(): Promise<unknown> {
  return Promise.race([theme?.call(), new Promise((resolve) => setTimeout(resolve, THEME_PATIENCE))]);
}

/** Loads the theme when it is needed. */
export function expectTheme(): void {
  theme = new Theme(Array.from(document.querySelectorAll<HTMLScriptElement>(LATER)));
  theme.watch();
  if (isDue()) theme.call();
  else if (!document.querySelector("course-quiz")) afterPaint(() => theme?.call());
}

function afterPaint(then: () => void): void {
  requestAnimationFrame(() => setTimeout(then));
}

/** Returns whether the colours of the page differ from the system's, or the page was opened for a search. */
function isDue(): boolean {
  const shown = shownPalette();
  if (shown?.nextElementSibling instanceof HTMLElement) shown.nextElementSibling.hidden = false;
  const media = shown?.dataset.mdColorMedia;
  const chosen = document.body.dataset.mdColorMedia !== undefined;
  return location.search !== "" || (!chosen && Boolean(media) && !matchMedia(media ?? "").matches);
}

/** The theme's input for the current colours; next to it is the button for the next ones. */
function shownPalette(): HTMLElement | null {
  const scheme = document.body.dataset.mdColorScheme ?? "";
  return document.querySelector<HTMLElement>(`.md-option[data-md-color-scheme="${CSS.escape(scheme)}"]`);
}

class Theme {
  private readonly keys = new ThemeKeys();
  private called: Promise<void> | null = null;
  private arrived = false;
  /** The latest key that was pressed before the theme was loaded. */
  private missed = "";

  constructor(private readonly waiting: readonly HTMLScriptElement[]) {}

  watch(): void {
    const call = () => this.call();
    this.keys.watch();
    const turned = ({ target }: Event) => {
      if (target instanceof Element && !target.closest(".md-content")) call();
    };
    // A page that opens below a mouse at rest receives events of it; for those, the questions would wait.
    const moved = (event: PointerEvent) => (event.movementX || event.movementY) && turned(event);
    document.addEventListener("pointermove", moved);
    document.addEventListener("pointerdown", turned);
    document.addEventListener("focusin", turned);
    document.addEventListener("click", (event) => this.recolour(event), true);
    window.addEventListener("keydown", (event) => this.press(event), true);
    const scrolled = () => root.dataset.courseAnswering === undefined && call();
    // An answer scrolls the page itself, and then nothing of the theme is needed.
    window.addEventListener("scroll", scrolled, { passive: true });
    matchMedia("(prefers-color-scheme: light)").addEventListener("change", call, { once: true });
  }

  call(): Promise<void> {
    this.called ??= this.load().catch((error: unknown) => {
      this.called = null;
      console.error(error);
    });
    return this.called;
  }

  private async load(): Promise<void> {
    await Promise.all(this.waiting.map(({ src }) => insertScript(src, true)));
    this.arrived = true;
    // The theme changes the text on this event, which has already fired. In a task of its own: both are long.
    await yieldToBrowser();
    document.dispatchEvent(new Event("DOMContentLoaded"));
    announceTheme();
    if (this.missed) window.dispatchEvent(new KeyboardEvent("keydown", { key: this.missed }));
  }

  /** The theme assumes that the colours it finds are the saved ones, so a change waits for it. */
  private recolour(event: Event): void {
    const label =
      event.target instanceof Element && event.target.closest<HTMLElement>("form label[for^=__palette]");
    if (!label || this.arrived) return;
    event.preventDefault();
    this.call();
    void this.called?.then(() => this.arrived && label.click());
  }

  private press(event: KeyboardEvent): void {
    const isOurs = !event.ctrlKey && !event.metaKey && KEYS.test(event.key);
    if (this.arrived || !isOurs || isWriting(event.target) || this.keys.isFree(event)) return;
    event.preventDefault();
    // Typing must not wait for the theme.
    if (SEARCH_KEYS.test(event.key)) document.querySelector<HTMLElement>(".md-search__input")?.focus();
    else this.missed = event.key;
    this.call();
  }
}

/** Returns whether keys write text there. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("textarea, select, input:not([type=radio])");
}
