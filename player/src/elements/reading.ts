/** Records how far a study page has been read: the last heading reached, its requirements, and its end. */

import { saveRead } from "../store/reads";
import { isLayoutPending } from "../view/progressive-layout";
import { isProjecting } from "../view/projecting";
import { PAGE } from "../view/site";
import { records } from "./host";

/** Milliseconds before a page counts as read to the end: scrolling through it is not reading. */
const SETTLED = 10_000;

/** Milliseconds between checks of the position. */
const PACE = 1000;

/** How often a requirement must have been the current one to count as read to its end. */
const LOOKS = 5;

/** The share of the window's height above which a heading counts as reached. */
const REACHED = 0.6;

/** Watches a study page; ignores other pages. */
export function watchReading(): void {
  if (!/^study\/(?!index\.html)/.test(PAGE)) return;
  const article = document.querySelector<HTMLElement>(".md-content__inner");
  if (!article) return;
  const reading = new Reading(article);
  window.setInterval(() => reading.look(), PACE);
  document.addEventListener("visibilitychange", () => reading.look());
}

class Reading {
  private readonly began = Date.now();
  private readonly headings: readonly HTMLElement[];
  /** How often each heading was the last one reached. */
  private readonly looks = new Map<HTMLElement, number>();
  private readonly endedSections = new Set<HTMLElement>();
  private place: string | null = null;
  private ended = false;

  constructor(private readonly article: HTMLElement) {
    this.headings = Array.from(article.querySelectorAll<HTMLElement>("h2[id]"));
  }

  look(): void {
    // A projected page is read by a group; a page that is not laid out has no position.
    if (document.visibilityState !== "visible" || isProjecting() || isLayoutPending()) return;
    const line = window.innerHeight * REACHED;
    const reached = this.headings.filter((one) => one.getBoundingClientRect().top < line);
    this.lookAtPage(reached[reached.length - 1]?.id ?? "");
    this.lookAtSections(reached);
  }

  private lookAtPage(place: string): void {
    const ended = this.ended || this.atEnd();
    if (place === this.place && ended === this.ended) return;
    this.place = place;
    this.ended = ended;
    void saveRead(records, PAGE, place, ended);
  }

  /** A requirement is read to its end once that has been on screen, after some time on the requirement. */
  private lookAtSections(reached: readonly HTMLElement[]): void {
    const current = reached[reached.length - 1];
    if (current) this.looks.set(current, (this.looks.get(current) ?? 0) + 1);
    for (const heading of reached) {
      const isNew = heading.dataset.locator !== undefined && !this.endedSections.has(heading);
      if (!isNew || (this.looks.get(heading) ?? 0) < LOOKS || !this.isEndSeen(heading)) continue;
      this.endedSections.add(heading);
      void saveRead(records, `${PAGE}#${heading.id}`, heading.id, true);
    }
  }

  private isEndSeen(heading: HTMLElement): boolean {
    const following = this.headings[this.headings.indexOf(heading) + 1];
    const end = following?.getBoundingClientRect().top ?? this.article.getBoundingClientRect().bottom;
    return end <= window.innerHeight;
  }

  private atEnd(): boolean {
    const seen = this.article.getBoundingClientRect().bottom <= window.innerHeight * 1.2;
    return seen && Date.now() - this.began >= SETTLED;
  }
}
