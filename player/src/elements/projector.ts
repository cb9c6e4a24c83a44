/**
 * 投影讲解: presents the page to a group, screen by screen, controlled by keys, a presentation remote or buttons.
 *
 * A screen can be longer than the window. A step forward scrolls to its end before the next screen follows; a step
 * back does the reverse and shows the end of the previous screen.
 */

import type { ReadingPosition } from "../core/reading-position";
import { readingTexts as words } from "../texts/reading";
import { button, fill, make } from "../view/dom";
import { headingInView, positionInView, scrollToPosition, wordsOf } from "../view/landmarks";
import { isProjecting, PROJECTING } from "../view/projecting";
import { type Screen, showScreen, showWhole } from "../view/screens";
import { groupScenarios, openGroupChecks } from "./group-check";
import { type Move, moveOf } from "./projector-keys";

/** The share of the visible height that one step scrolls; the overlap keeps lines from being cut in both views. */
const STEPS = { page: 0.85, line: 0.35 } as const;

/** Pixels of a screen that may stay hidden without counting as more: the space below the last line is larger. */
const SLACK = 8;

const HINTED = "cq-hinted";

export class Projector {
  private readonly root = document.documentElement;
  private readonly counter = make("span", {});
  private readonly more = make("span", { class: "cq-more" });
  private readonly title = make("span", { class: "cq-unseen" });
  private readonly back = button("back", words.back, () => this.scroll({ by: "page", way: -1 }));
  private readonly forward = button("forward", words.forward, () => this.scroll({ by: "page", way: 1 }));
  private readonly hint = button("hint", words.hint, () => this.toggleHint());
  private readonly bar: HTMLElement;
  /** Contains the bar, and reserves its height below the text: the bar is fixed to the edge of the window. */
  private readonly room: HTMLElement;
  /** Covers everything: a black screen. */
  private readonly dark = make("button", { type: "button", class: "cq-dark", "aria-label": words.dark });
  private readonly size = new ResizeObserver(() => this.look());
  private position = 0;
  /** The position before the projection; null at the top. */
  private before: ReadingPosition | null = null;
  private hasScenarios = false;

  constructor(
    private readonly article: HTMLElement,
    private screens: readonly Screen[],
    private readonly opener: HTMLElement,
  ) {
    const label = make("span", { class: "cq-counter", role: "status" }, this.counter, this.more, this.title);
    const leave = button("leave", words.leave, () => this.leave());
    this.bar = make(
      "section",
      { class: "cq-projector", "aria-label": words.project, tabindex: -1 },
      ...[this.back, label, this.forward, this.hint, leave],
    );
    this.room = make("div", { class: "cq-player cq-projector-room" }, this.bar);
    // The focus stays, so that the keys of a presentation remote keep their meaning after a click on a button.
    this.bar.addEventListener("mousedown", (event) => event.preventDefault());
    this.dark.addEventListener("click", () => this.brighten());
  }

  enter(): void {
    this.before = window.scrollY > 0 ? positionInView(this.article) : null;
    const heading = headingInView(this.screens.map((screen) => screen.heading));
    this.root.classList.add(PROJECTING);
    this.article.append(this.room);
    this.watch(true);
    // Where full screen is not allowed, the window is enough.
    this.root.requestFullscreen?.().then(leaveIfOver, () => {});
    this.show(
      Math.max(
        0,
        this.screens.findIndex((screen) => screen.heading === heading),
      ),
    );
    this.bar.focus({ preventScroll: true });
    // Without their data, the page's own screens are enough.
    if (!this.hasScenarios) this.addScenarios().catch(console.error);
  }

  /** Adds a screen for each scenario after those of the page. */
  private async addScenarios(): Promise<void> {
    const scenarios = await groupScenarios();
    if (!this.room.isConnected || this.hasScenarios) return;
    this.hasScenarios = true;
    this.screens = [...this.screens, ...scenarios];
    this.room.before(...scenarios.flatMap(({ section }) => section));
    this.mark();
  }

  private watch(begins: boolean): void {
    const act = begins ? "addEventListener" : "removeEventListener";
    document[act]("keydown", this.pressed as EventListener, true);
    document[act]("fullscreenchange", this.resized);
    for (const event of ["scroll", "resize"]) window[act](event, this.look);
    this.size.disconnect();
    if (begins) for (const one of [this.article, this.bar]) this.size.observe(one);
  }

  private leave(): void {
    this.watch(false);
    this.dark.remove();
    this.room.remove();
    showWhole(this.article);
    this.root.classList.remove(PROJECTING);
    this.opener.focus({ preventScroll: true });
    this.restore();
    // The window is about to be resized, and the text to be reflowed.
    if (document.fullscreenElement) void document.exitFullscreen().then(() => this.restore());
  }

  private restore(): void {
    if (this.before) scrollToPosition(this.article, this.before);
    else window.scrollTo({ top: 0 });
  }

  /** Leaving full screen by the browser's own means leaves the projection too. */
  private readonly resized = () => {
    if (!document.fullscreenElement) this.leave();
  };

  private show(position: number, atEnd = false): void {
    const screen = this.screens[position];
    if (!screen) return;
    this.position = position;
    openGroupChecks(screen.section);
    this.mark();
    this.article.classList.remove(HINTED);
    const question = screen.item?.querySelector(":scope > p") ?? screen.item;
    fill(this.title, question?.textContent ?? wordsOf(screen.heading));
    this.hint.hidden = !screen.item?.querySelector(":scope > p ~ p");
    this.hint.setAttribute("aria-pressed", "false");
    window.scrollTo({ top: atEnd ? this.root.scrollHeight : 0 });
    this.look();
  }

  /** Hides what is not on the current screen, and says which one it is. */
  private mark(): void {
    const screen = this.screens[this.position];
    if (!screen) return;
    showScreen(this.article, screen, this.room);
    fill(this.counter, words.counter(this.position + 1, this.screens.length));
    this.look();
  }

  private toggleHint(): void {
    const isShown = this.article.classList.toggle(HINTED);
    this.hint.setAttribute("aria-pressed", String(isShown));
  }

  /** Shows whether more follows, and enables the steps that are possible; called after every movement. */
  private readonly look = () => {
    this.room.style.height = `${this.bar.offsetHeight}px`;
    const more = this.left(1) > SLACK ? words.more : "";
    // Writing the same text again would announce it again.
    if (this.more.textContent !== more) fill(this.more, more);
    this.allow(this.back, -1);
    this.allow(this.forward, 1);
  };

  private allow(step: HTMLButtonElement, way: 1 | -1): void {
    step.disabled = this.left(way) <= SLACK && !this.screens[this.position + way];
    // A disabled button loses the focus, and the keys with it.
    if (step.disabled && step === document.activeElement) this.bar.focus({ preventScroll: true });
  }

  private readonly pressed = (event: KeyboardEvent) => {
    // Escape closes the explanation of a term first.
    if (event.key === "Escape" && document.querySelector(".cq-term")) return;
    const move = moveOf(event);
    if (move === null) return;
    // The theme has its own keys, which lead to other pages.
    event.stopPropagation();
    if (move === "none") return;
    event.preventDefault();
    this.go(move);
  };

  private go(move: Move): void {
    if (move === "leave") this.leave();
    else if (this.dark.isConnected) this.brighten();
    else if (move === "dark") this.darken();
    else if (move === "first") this.show(0);
    else if (move === "last") this.show(this.screens.length - 1);
    else this.scroll(move);
  }

  /** Scrolls through a screen that is longer than the window; at its end, moves to the next. */
  private scroll({ by, way }: Exclude<Move, string>): void {
    const visible = window.innerHeight - this.bar.offsetHeight;
    if (this.left(way) > SLACK) window.scrollBy({ top: way * STEPS[by] * visible });
    else this.show(this.position + way, way < 0);
  }

  /** The hidden pixels of the screen in this direction. */
  private left(way: 1 | -1): number {
    return way < 0 ? window.scrollY : this.root.scrollHeight - window.innerHeight - window.scrollY;
  }

  private darken(): void {
    this.room.append(this.dark);
    this.dark.focus({ preventScroll: true });
  }

  private brighten(): void {
    this.dark.remove();
    this.bar.focus({ preventScroll: true });
  }
}

/** Full screen can arrive after the projection has been left. */
function leaveIfOver(): void {
  if (!isProjecting()) void document.exitFullscreen();
}
