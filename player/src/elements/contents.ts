/** Marks in 目录 the section that is read. The theme does it by the top of the window, where the last ones never come. */

import { fragmentOf } from "../core/address";
import { readingLine } from "../core/reading-line";
import { topLine } from "../view/landmarks";

const MARKED = "md-nav__link--active";

/** Pixels that are no scrolling: browsers round. */
const SLACK = 2;

interface Entry {
  readonly link: HTMLAnchorElement;
  readonly heading: HTMLElement;
}

export function markContents(): void {
  const links = document.querySelectorAll<HTMLAnchorElement>("[data-course-contents] a[href^='#']");
  const entries = Array.from(links).flatMap((link): readonly Entry[] => {
    const heading = document.getElementById(fragmentOf(link.hash));
    return heading ? [{ link, heading }] : [];
  });
  if (entries.length > 0) new Contents(entries).watch();
}

class Contents {
  /** The section that a link led to, which counts until the reader scrolls on. */
  private chosen: HTMLElement | null = null;
  /** Where it stood in the window when the link had led there; what is added above or below it does not move it. */
  private arrived = 0;
  private pending = 0;

  constructor(private readonly entries: readonly Entry[]) {}

  watch(): void {
    const later = () => {
      if (this.pending === 0) this.pending = requestAnimationFrame(() => this.show());
    };
    for (const event of ["scroll", "resize"]) window.addEventListener(event, later, { passive: true });
    window.addEventListener("hashchange", () => this.choose(location.hash));
    document.addEventListener("click", ({ target }) => {
      // A link to where the address already leads changes no address.
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href^='#']") : null;
      if (link) this.choose(link.hash);
    });
    // The page grows while it is laid out in pieces.
    new ResizeObserver(later).observe(document.body);
    this.choose(location.hash);
  }

  private choose(hash: string): void {
    const id = fragmentOf(hash);
    const found = this.entries.find(({ heading }) => heading.id === id);
    this.chosen = found?.heading ?? null;
    // The browser scrolls after this event.
    requestAnimationFrame(() => {
      this.arrived = this.chosen?.getBoundingClientRect().top ?? 0;
      this.show();
    });
  }

  private show(): void {
    this.pending = 0;
    const moved = this.chosen ? this.chosen.getBoundingClientRect().top - this.arrived : 0;
    if (Math.abs(moved) > SLACK) this.chosen = null;
    const read = this.chosen ?? this.inView();
    for (const { link, heading } of this.entries) {
      const isRead = heading === read;
      if (isRead && !link.classList.contains(MARKED)) reveal(link);
      link.classList.toggle(MARKED, isRead);
      if (isRead) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }

  private inView(): HTMLElement | null {
    const { scrollHeight } = document.documentElement;
    const line = readingLine(topLine(), window.innerHeight, window.scrollY, scrollHeight);
    const reached = this.entries.filter(({ heading }) => heading.getBoundingClientRect().top <= line);
    return reached[reached.length - 1]?.heading ?? null;
  }
}

/** Scrolls a long list of contents so that an entry is visible; the page stays. */
function reveal(link: HTMLElement): void {
  const box = link.closest(".md-sidebar__scrollwrap");
  if (!box) return;
  const { top, bottom } = box.getBoundingClientRect();
  const own = link.getBoundingClientRect();
  if (own.top < top || own.bottom > bottom) box.scrollTop += own.top - top - box.clientHeight / 2;
}
