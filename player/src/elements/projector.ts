/** 投影讲解: the page shown to a group, one screen at a time, moved by keys, by a clicker or by buttons. */

import type { Place } from "../place";
import { readingTexts as words } from "../texts/reading";
import { button, fill, make } from "../view/dom";
import { headingInView, placeInView, scrollToPlace, wordsOf } from "../view/landmarks";
import { isProjecting, PROJECTING } from "../view/projecting";
import { type Screen, showScreen, showWhole } from "../view/screens";
import { openGroupChecks } from "./group-check";
import { type Move, moveOf } from "./projector-keys";

/** How much of a window is scrolled by one step, so that the last lines are seen again. */
const STEPS = { page: 0.85, line: 0.35 } as const;

const HINTED = "cq-hinted";

export class Projector {
  private readonly root = document.documentElement;
  private readonly counter = make("span", {});
  private readonly title = make("span", { class: "cq-unseen" });
  private readonly back = button("back", words.back, () => this.show(this.position - 1));
  private readonly forward = button("forward", words.forward, () => this.show(this.position + 1));
  private readonly hint = button("hint", words.hint, () => this.toggleHint());
  private readonly bar: HTMLElement;
  private position = 0;
  /** Where the reader was when the projection began; null at the top. */
  private before: Place | null = null;

  constructor(
    private readonly article: HTMLElement,
    private readonly screens: readonly Screen[],
    private readonly opener: HTMLElement,
  ) {
    this.bar = make(
      "section",
      { class: "cq-player cq-projector", "aria-label": words.project },
      this.back,
      make("span", { class: "cq-counter", role: "status" }, this.counter, this.title),
      this.forward,
      this.hint,
      button("leave", words.leave, () => this.leave()),
    );
  }

  enter(): void {
    this.before = window.scrollY > 0 ? placeInView(this.article) : null;
    const heading = headingInView(this.screens.map((screen) => screen.heading));
    this.root.classList.add(PROJECTING);
    this.article.append(this.bar);
    document.addEventListener("keydown", this.pressed, true);
    document.addEventListener("fullscreenchange", this.resized);
    // Where it is not allowed the window does as well.
    this.root.requestFullscreen?.().then(leaveIfOver, () => {});
    this.show(
      Math.max(
        0,
        this.screens.findIndex((screen) => screen.heading === heading),
      ),
    );
    this.forward.focus({ preventScroll: true });
  }

  private leave(): void {
    document.removeEventListener("keydown", this.pressed, true);
    document.removeEventListener("fullscreenchange", this.resized);
    this.bar.remove();
    showWhole(this.article);
    this.root.classList.remove(PROJECTING);
    this.opener.focus({ preventScroll: true });
    this.restore();
    // The window is about to have another size, and the text other lines.
    if (document.fullscreenElement) void document.exitFullscreen().then(() => this.restore());
  }

  private restore(): void {
    if (this.before) scrollToPlace(this.article, this.before);
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
    showScreen(this.article, screen, this.bar);
    this.article.classList.remove(HINTED);
    fill(this.counter, words.counter(position + 1, this.screens.length));
    fill(this.title, screen.item?.firstElementChild?.textContent ?? wordsOf(screen.heading));
    this.back.disabled = position === 0;
    this.forward.disabled = position === this.screens.length - 1;
    this.hint.hidden = !screen.item;
    this.hint.setAttribute("aria-pressed", "false");
    window.scrollTo({ top: atEnd ? this.root.scrollHeight : 0 });
  }

  private toggleHint(): void {
    const isShown = this.article.classList.toggle(HINTED);
    this.hint.setAttribute("aria-pressed", String(isShown));
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
    const last = this.screens.length - 1;
    if (move === "leave") this.leave();
    else if (move === "first") this.show(0);
    else if (move === "last") this.show(last);
    else if (move === "next" || move === "previous") this.show(this.position + (move === "next" ? 1 : -1));
    else this.scroll(move);
  }

  /** Through a screen that is longer than the window; at its end, on to the next. */
  private scroll({ by, way }: Exclude<Move, string>): void {
    const before = Math.round(window.scrollY);
    window.scrollBy({ top: way * STEPS[by] * window.innerHeight });
    if (Math.abs(window.scrollY - before) < 2) this.show(this.position + way, way < 0);
  }
}

/** The full screen may come after the projection has been left again. */
function leaveIfOver(): void {
  if (!isProjecting()) void document.exitFullscreen();
}
