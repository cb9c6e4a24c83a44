/**
 * 投影讲解: the page shown to a group, one screen at a time, moved by keys, by a clicker or by buttons.
 *
 * A screen may be longer than the window. Every step forward scrolls to its end before the next screen comes; a step
 * back is the mirror image and comes to the end of the screen before.
 */

import type { ReadingPosition } from "../core/reading-position";
import { readingTexts as words } from "../texts/reading";
import { button, fill, make } from "../view/dom";
import { headingInView, positionInView, scrollToPosition, wordsOf } from "../view/landmarks";
import { isProjecting, PROJECTING } from "../view/projecting";
import { type Screen, showScreen, showWhole } from "../view/screens";
import { openGroupChecks } from "./group-check";
import { type Move, moveOf } from "./projector-keys";

/** The share of what is visible that one step scrolls; the rest is seen again, so that no line is cut in both views. */
const STEPS = { page: 0.85, line: 0.35 } as const;

/** Pixels of a screen that may be left without counting as more to see: the space below the last line is larger. */
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
  /** Holds the bar, and keeps its height free below the text: the bar itself stays at the edge of the window. */
  private readonly room: HTMLElement;
  /** Covers everything while the leader wants no screen. */
  private readonly dark = make("button", { type: "button", class: "cq-dark", "aria-label": words.dark });
  private readonly size = new ResizeObserver(() => this.look());
  private position = 0;
  /** Where the reader was when the projection began; null at the top. */
  private before: ReadingPosition | null = null;

  constructor(
    private readonly article: HTMLElement,
    private readonly screens: readonly Screen[],
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
    // The focus stays where it is, so that the keys of a clicker mean the same after a click on a button.
    this.bar.addEventListener("mousedown", (event) => event.preventDefault());
    this.dark.addEventListener("click", () => this.brighten());
  }

  enter(): void {
    this.before = window.scrollY > 0 ? positionInView(this.article) : null;
    const heading = headingInView(this.screens.map((screen) => screen.heading));
    this.root.classList.add(PROJECTING);
    this.article.append(this.room);
    this.watch(true);
    // Where it is not allowed the window does as well.
    this.root.requestFullscreen?.().then(leaveIfOver, () => {});
    this.show(
      Math.max(
        0,
        this.screens.findIndex((screen) => screen.heading === heading),
      ),
    );
    this.bar.focus({ preventScroll: true });
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
    // The window is about to have another size, and the text other lines.
    if (document.fullscreenElement) void document.exitFullscreen().then(() => this.restore());
  }

  private restore(): void {
    if (this.before) scrollToPosition(this.article, this.before);
    else window.scrollTo({ top: 0 });
  }

  /** The browser's own way out of the full screen leaves the projection too. */
  private readonly resized = () => {
    if (!document.fullscreenElement) this.leave();
  };

  private show(position: number, atEnd = false): void {
    const screen = this.screens[position];
    if (!screen) return;
    this.position = position;
    openGroupChecks(screen.section);
    showScreen(this.article, screen, this.room);
    this.article.classList.remove(HINTED);
    fill(this.counter, words.counter(position + 1, this.screens.length));
    fill(this.title, screen.item?.firstElementChild?.textContent ?? wordsOf(screen.heading));
    this.hint.hidden = !screen.item;
    this.hint.setAttribute("aria-pressed", "false");
    window.scrollTo({ top: atEnd ? this.root.scrollHeight : 0 });
    this.look();
  }

  private toggleHint(): void {
    const isShown = this.article.classList.toggle(HINTED);
    this.hint.setAttribute("aria-pressed", String(isShown));
  }

  /** Says whether more follows, and offers the steps that lead somewhere; for whenever something has moved. */
  private readonly look = () => {
    this.room.style.height = `${this.bar.offsetHeight}px`;
    const more = this.left(1) > SLACK ? words.more : "";
    // The same text written again would be announced again.
    if (this.more.textContent !== more) fill(this.more, more);
    this.allow(this.back, -1);
    this.allow(this.forward, 1);
  };

  private allow(step: HTMLButtonElement, way: 1 | -1): void {
    step.disabled = this.left(way) <= SLACK && !this.screens[this.position + way];
    // A button that is disabled loses the focus, and the keys with it.
    if (step.disabled && step === document.activeElement) this.bar.focus({ preventScroll: true });
  }

  private readonly pressed = (event: KeyboardEvent) => {
    // The meaning of a term is closed first.
    if (event.key === "Escape" && document.querySelector(".cq-term")) return;
    const move = moveOf(event);
    if (move === null) return;
    // The theme has keys of its own, which lead to other pages.
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

  /** Through a screen that is longer than the window; at its end, on to the next. */
  private scroll({ by, way }: Exclude<Move, string>): void {
    const visible = window.innerHeight - this.bar.offsetHeight;
    if (this.left(way) > SLACK) window.scrollBy({ top: way * STEPS[by] * visible });
    else this.show(this.position + way, way < 0);
  }

  /** How many pixels of the screen are out of sight in this direction. */
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

/** The full screen may come after the projection has been left again. */
function leaveIfOver(): void {
  if (!isProjecting()) void document.exitFullscreen();
}
