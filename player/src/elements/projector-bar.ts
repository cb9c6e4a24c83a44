/** The bar below the slides: steps, the place among the screens, and the leader's tools. */

import { projectorTexts as words } from "../texts/projector";
import { button, fill, make } from "../view/dom";
import type { Slide } from "../view/slide";

type Action = "back" | "forward" | "uncover" | "list" | "timer" | "notes" | "full-screen" | "leave";

const LABELS: Readonly<Record<Action, string>> = {
  back: words.back,
  forward: words.forward,
  uncover: words.key,
  list: words.list,
  timer: words.timer,
  notes: words.notes,
  "full-screen": words.fullScreen,
  leave: words.leave,
};

export class ProjectorBar {
  readonly element: HTMLElement;
  private readonly counter = make("span", {});
  private readonly more = make("span", { class: "cq-more" });
  private readonly title = make("span", { class: "cq-unseen" });
  private readonly warning = make("p", { class: "cq-projector-warning", role: "alert" });
  private readonly buttons: Readonly<Record<Action, HTMLButtonElement>>;

  /** `panels` open above the row of buttons; `clock` stands in it. */
  constructor(act: (action: Action) => void, panels: readonly HTMLElement[], clock: HTMLElement) {
    const made = Object.entries(LABELS).map(([name, label]) => {
      return [name, button(name, label, () => act(name as Action))] as const;
    });
    this.buttons = Object.fromEntries(made) as Record<Action, HTMLButtonElement>;
    const { back, forward, uncover, ...tools } = this.buttons;
    const label = make("span", { class: "cq-counter", role: "status" }, this.counter, this.more, this.title);
    this.element = make(
      "section",
      { class: "cq-projector", "aria-label": words.label, tabindex: -1 },
      ...panels,
      this.warning,
      make(
        "div",
        { class: "cq-projector-row" },
        ...[clock, back, label, forward, uncover],
        ...Object.values(tools),
      ),
    );
    this.element.addEventListener("mousedown", keepFocus);
  }

  get height(): number {
    return this.element.offsetHeight;
  }

  /** Names the current screen. */
  name(counter: string, { section, title }: Slide): void {
    fill(this.counter, counter);
    // Writing the same text again would announce it again.
    const text = section === title ? title : `${section}，${title}`;
    if (this.title.textContent !== text) fill(this.title, text);
  }

  say(isMore: boolean): void {
    const text = isMore ? words.more : "";
    if (this.more.textContent !== text) fill(this.more, text);
  }

  /** Shows what can be uncovered on a screen. */
  offer({ cover }: Slide): void {
    const { uncover } = this.buttons;
    uncover.hidden = cover === null;
    fill(uncover, cover?.kind === "hint" ? words.hint : words.key);
    uncover.setAttribute("aria-pressed", String(cover?.isOpen ?? false));
  }

  allow(action: "back" | "forward", isAllowed: boolean): void {
    const step = this.buttons[action];
    step.disabled = !isAllowed;
    // A disabled button loses the focus, and the keys with it.
    if (step.disabled && step === document.activeElement) this.focus();
  }

  /** Marks the buttons whose panels are open. */
  expand(action: "list" | "timer", isOpen: boolean): void {
    this.buttons[action].setAttribute("aria-expanded", String(isOpen));
  }

  offerFullScreen(): void {
    this.buttons["full-screen"].hidden = !document.fullscreenEnabled || document.fullscreenElement !== null;
  }

  warn(text: string): void {
    fill(this.warning, text);
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }
}

/** The focus stays, so that the keys of a presentation remote keep their meaning after a click on a button. */
function keepFocus(event: MouseEvent): void {
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
}
