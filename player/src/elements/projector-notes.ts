/**
 * The leader's own window: hints, key, explanation, what comes next, and the time.
 *
 * It is an empty window that this page fills and drives. So it works from a folder too, where two pages of the site
 * may not speak to each other, and it closes with the page.
 */

import { durationText } from "../core/stopwatch";
import { projectorTexts as words } from "../texts/projector";
import { button, type Child, fill, make } from "../view/dom";
import type { Slide } from "../view/slide";

const PACE = 500;

/** What the leader's window shows. */
export interface Shown {
  readonly slide: Slide;
  readonly next: Slide | undefined;
  readonly counter: string;
}

export interface Control {
  go(way: 1 | -1): void;
  uncover(): void;
  darken(): void;
  pressed(event: KeyboardEvent): void;
  /** The time left of the countdown; empty without one. */
  left(): string;
}

export class LeaderNotes {
  private opened: Window | null = null;
  private began = 0;
  private arrived = 0;
  private slide: Slide | null = null;
  private ticking = 0;
  private readonly clock = make("p", { class: "cq-notes-clock" });
  private readonly counter = make("span", { class: "cq-counter" });
  private readonly now = make("section");
  private readonly next = make("section", { class: "cq-notes-next" });
  private readonly key: HTMLButtonElement;

  constructor(private readonly control: Control) {
    this.key = button("uncover", words.key, () => control.uncover());
  }

  get isOpen(): boolean {
    return this.opened !== null && !this.opened.closed;
  }

  /** Starts to measure the time. */
  begin(): void {
    this.began = performance.now();
    this.arrived = this.began;
  }

  /** Opens the window, or brings it to the front; returns whether the browser allowed it. */
  open(shown: Shown): boolean {
    if (this.isOpen) this.opened?.focus();
    else this.opened = this.build();
    if (this.opened) this.show(shown);
    return this.opened !== null;
  }

  close(): void {
    clearInterval(this.ticking);
    this.opened?.close();
    this.opened = null;
  }

  show({ slide, next, counter }: Shown): void {
    if (slide !== this.slide) this.arrived = performance.now();
    this.slide = slide;
    if (!this.isOpen) return;
    const notes = slide.notes().filter(Boolean);
    fill(this.counter, counter);
    fill(this.now, ...titled(words.now, slide), ...orNothing(notes));
    fill(this.next, ...(next ? titled(words.next, next) : [make("p", {}, words.lastScreen)]));
    this.key.hidden = slide.cover === null;
    fill(this.key, slide.cover?.kind === "hint" ? words.hint : words.key);
    this.key.setAttribute("aria-pressed", String(slide.cover?.isOpen ?? false));
    this.tick();
  }

  private build(): Window | null {
    const opened = window.open("", "course-notes", "popup,width=640,height=720");
    if (!opened) return null;
    const page = opened.document;
    page.title = words.notesTitle;
    page.documentElement.lang = document.documentElement.lang;
    page.documentElement.className = "cq-notes-root";
    for (const { name, value } of Array.from(document.body.attributes))
      if (name.startsWith("data-md-color")) page.body.setAttribute(name, value);
    page.head.append(...styles());
    page.body.replaceChildren(this.content());
    opened.addEventListener("keydown", (event) => {
      // Escape would end the projection from afar.
      if (event.key !== "Escape") this.control.pressed(event);
    });
    clearInterval(this.ticking);
    this.ticking = window.setInterval(() => this.tick(), PACE);
    return opened;
  }

  private content(): HTMLElement {
    const { control } = this;
    const steps = make(
      "div",
      { class: "cq-notes-steps" },
      button("notes-back", words.back, () => control.go(-1)),
      this.counter,
      button("notes-forward", words.forward, () => control.go(1), { class: "cq-primary" }),
      this.key,
      button("notes-dark", words.black, () => control.darken()),
    );
    const help = make("p", { class: "cq-hint" }, words.notesHelp);
    const title = make("h1", { class: "cq-unseen" }, words.notesTitle);
    const parts = [title, this.clock, this.now, this.next, steps, help];
    return make("main", { class: "md-typeset cq-notes" }, make("div", { class: "cq-player" }, ...parts));
  }

  private tick(): void {
    if (!this.isOpen) clearInterval(this.ticking);
    const now = performance.now();
    const left = this.control.left();
    const times = [
      words.elapsed(durationText(now - this.began)),
      words.onScreen(durationText(now - this.arrived)),
      left && words.timeLeft(left),
    ];
    const text = times.filter(Boolean).join("　");
    if (this.clock.textContent !== text) fill(this.clock, text);
  }
}

function titled(label: string, { section, title }: Slide): readonly HTMLElement[] {
  return [
    make("p", { class: "cq-hint" }, label),
    make("h2", {}, title),
    ...(section === title ? [] : [make("p", { class: "cq-notes-section" }, section)]),
  ];
}

function orNothing(notes: readonly Child[]): readonly Child[] {
  return notes.length > 0 ? notes : [make("p", { class: "cq-hint" }, words.nothing)];
}

/** The style sheets of this page, by their whole addresses: the new window has none of its own. */
function styles(): readonly HTMLElement[] {
  const links = Array.from(document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]'));
  return links.map(({ href }) => make("link", { rel: "stylesheet", href }));
}
