/**
 * 投影讲解: presents a study page to a group as slides, controlled by keys, a presentation remote or buttons.
 *
 * A slide can be longer than the window. A step forward scrolls to its end, then uncovers what it holds back, before
 * the next slide follows; a step back does the reverse.
 */

import { fragmentOf } from "../core/address";
import type { ReadingPosition } from "../core/reading-position";
import { projectorTexts as words } from "../texts/projector";
import { fill, make } from "../view/dom";
import { headingInView, positionInView, scrollToPosition, wordsOf } from "../view/landmarks";
import { isProjecting, PROJECTING } from "../view/projecting";
import { ScenarioSlide } from "../view/scenario-slide";
import type { Slide } from "../view/slide";
import { fitSlide } from "../view/slide-fit";
import { studySections } from "../view/study-sections";
import { ProjectorBar } from "./projector-bar";
import { deckOf, scenarioSlides } from "./projector-deck";
import { choiceOf, type Move, moveOf } from "./projector-keys";
import { ScreenList } from "./projector-list";
import { LeaderNotes } from "./projector-notes";
import { ProjectorTimer } from "./projector-timer";

/** The share of the visible height that one step scrolls; the overlap keeps lines from being cut in both views. */
const STEPS = { page: 0.85, line: 0.35 } as const;

/** Sizes are fractions of pixels, positions are rounded. */
const SLACK = 1;

export class Projector {
  private readonly root = document.documentElement;
  private readonly stage = make("div", { class: "cq-stage-slide" });
  private readonly bar: ProjectorBar;
  private readonly list: ScreenList;
  private readonly timer = new ProjectorTimer(() => this.closePanels());
  private readonly notes: LeaderNotes;
  /** Contains the slide and the bar. The class of the theme's content lets terms be explained in it. */
  private readonly room: HTMLElement;
  /** Covers everything: a black screen. */
  private readonly dark = make("button", { type: "button", class: "cq-dark", "aria-label": words.dark });
  private readonly size = new ResizeObserver(() => this.look());
  private slides: readonly Slide[];
  private position = 0;
  /** The position before the projection; null at the top. */
  private before: ReadingPosition | null = null;
  private hasScenarios = false;

  constructor(
    private readonly article: HTMLElement,
    private readonly opener: HTMLElement,
  ) {
    this.slides = deckOf(article, () => this.refresh());
    this.list = new ScreenList(wordsOf(article.querySelector("h1") ?? article), (place) => this.jump(place));
    this.notes = new LeaderNotes({
      go: (way) => this.go({ by: "page", way }),
      uncover: () => this.uncover(),
      darken: () => this.go("dark"),
      pressed: (event) => this.pressed(event),
      left: () => this.timer.left,
    });
    const panels = [this.list.element, this.timer.panel];
    this.bar = new ProjectorBar((action) => this.act(action), panels, this.timer.display);
    const inner = make("div", { class: "cq-player" }, this.stage, this.bar.element);
    this.room = make("main", { class: "md-content md-typeset cq-slides" }, inner);
    this.dark.addEventListener("click", () => this.brighten());
  }

  /** Begins with the slide of what is in view, or of the address. */
  enter(): void {
    if (this.room.isConnected) return;
    this.before = window.scrollY > 0 ? positionInView(this.article) : null;
    const begin = this.beginning();
    this.notes.begin();
    this.root.classList.add(PROJECTING);
    document.body.append(this.room);
    this.watch(true);
    // Where full screen is not allowed, the window is enough.
    this.root.requestFullscreen?.().then(leaveIfOver, () => {});
    this.show(begin);
    this.bar.focus();
    // Without their data, the page's own slides are enough.
    if (!this.hasScenarios) this.addScenarios().catch(console.error);
  }

  private beginning(): number {
    const named = this.slideOf(fragmentOf(location.hash));
    const heading = headingInView(studySections(this.article).map((section) => section.heading));
    const inView = this.slideOf(heading?.id ?? "");
    const isNear = this.slides[named]?.section === this.slides[inView]?.section;
    if (named >= 0 && (isNear || inView < 0)) return named;
    return Math.max(0, inView);
  }

  private slideOf(id: string): number {
    return this.slides.findIndex(({ shows }) => shows.includes(id));
  }

  /** Adds a slide for each scenario after those of the page. */
  private async addScenarios(): Promise<void> {
    const scenarios = await scenarioSlides(() => this.show(this.position));
    if (this.hasScenarios) return;
    this.hasScenarios = true;
    this.slides = [...this.slides, ...scenarios];
    this.refresh();
  }

  private watch(begins: boolean): void {
    const act = begins ? "addEventListener" : "removeEventListener";
    document[act]("keydown", this.pressed as EventListener, true);
    document[act]("fullscreenchange", this.resized);
    window[act]("scroll", this.look);
    window[act]("resize", this.fit);
    window[act]("pagehide", this.gone);
    this.size.disconnect();
    if (begins) for (const one of [this.stage, this.bar.element]) this.size.observe(one);
  }

  private leave(): void {
    this.watch(false);
    this.closePanels();
    this.notes.close();
    this.timer.stop();
    this.dark.remove();
    this.room.remove();
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

  private readonly gone = () => this.notes.close();

  /**
   * Leaving full screen by the browser's own means leaves the projection too, unless the leader's window is open: some
   * browsers end the full screen when a window opens.
   */
  private readonly resized = () => {
    if (!document.fullscreenElement && !this.notes.isOpen) this.leave();
    else this.bar.offerFullScreen();
  };

  private get slide(): Slide {
    return this.slides[this.position] as Slide;
  }

  private jump(position: number): void {
    this.closePanels();
    this.show(position);
    this.bar.focus();
  }

  private show(position: number, atEnd = false): void {
    const slide = this.slides[position];
    if (!slide) return;
    this.position = position;
    fill(this.stage, slide.element);
    this.refresh();
    window.scrollTo({ top: atEnd ? this.root.scrollHeight : 0 });
    this.look();
  }

  /** Says which slide it is, here and in the leader's window. */
  private refresh(): void {
    if (!this.room.isConnected) return;
    const counter = words.counter(this.position + 1, this.slides.length);
    this.bar.name(counter, this.slide);
    this.bar.offer(this.slide);
    this.bar.offerFullScreen();
    this.notes.show({ slide: this.slide, next: this.slides[this.position + 1], counter });
    this.fit();
  }

  private readonly fit = () => {
    const { element } = this.slide;
    const above = element.getBoundingClientRect().top + window.scrollY;
    fitSlide(element, window.innerHeight - this.bar.height - above);
    this.look();
  };

  /** Shows whether more follows, and enables the steps that are possible; called after every movement. */
  private readonly look = () => {
    this.room.style.paddingBottom = `${this.bar.height}px`;
    this.bar.say(this.left(1) > SLACK);
    this.bar.allow("back", this.left(-1) > SLACK || this.position > 0 || this.slide.cover?.kind === "key");
    this.bar.allow("forward", this.left(1) > SLACK || !this.isLast || this.holdsBack());
  };

  private get isLast(): boolean {
    return this.position === this.slides.length - 1;
  }

  /** Whether a step forward would show more of this slide. */
  private holdsBack(): boolean {
    const { cover } = this.slide;
    return cover?.kind === "key" ? !cover.isOpen : this.slide instanceof ScenarioSlide;
  }

  private act(action: Parameters<ConstructorParameters<typeof ProjectorBar>[0]>[0]): void {
    if (action === "back" || action === "forward") this.go({ by: "page", way: action === "back" ? -1 : 1 });
    else if (action === "uncover") this.uncover();
    else if (action === "leave") this.leave();
    else if (action === "notes") this.openNotes();
    else if (action === "full-screen") void this.root.requestFullscreen?.().catch(() => {});
    else this.toggle(action);
  }

  private toggle(panel: "list" | "timer"): void {
    const wasOpen = !this.panel(panel).hidden;
    this.closePanels();
    if (wasOpen) return;
    this.bar.expand(panel, true);
    if (panel === "list") this.list.open(this.slides, this.position);
    else {
      this.timer.panel.hidden = false;
      this.timer.panel.querySelector("button")?.focus();
    }
  }

  private panel(name: "list" | "timer"): HTMLElement {
    return name === "list" ? this.list.element : this.timer.panel;
  }

  private closePanels(): boolean {
    const open = (["list", "timer"] as const).filter((name) => !this.panel(name).hidden);
    for (const name of open) {
      this.panel(name).hidden = true;
      this.bar.expand(name, false);
    }
    if (open.length > 0) this.bar.focus();
    return open.length > 0;
  }

  private openNotes(): void {
    const counter = words.counter(this.position + 1, this.slides.length);
    const shown = { slide: this.slide, next: this.slides[this.position + 1], counter };
    if (!this.notes.open(shown)) this.bar.warn(words.notesBlocked);
  }

  private uncover(): void {
    if (this.dark.isConnected) this.brighten();
    else {
      this.slide.cover?.toggle();
      this.reveal();
    }
  }

  /** Scrolls to what was uncovered; a slide that ends above the bar stays where it is. */
  private reveal(): void {
    this.refresh();
    if (this.left(1) <= SLACK) return;
    const { element } = this.slide;
    element.querySelector(".cq-slide-key:not([hidden]), .cq-slide-hint:not([hidden])")?.scrollIntoView({
      block: "nearest",
    });
  }

  private readonly pressed = (event: KeyboardEvent) => {
    // Escape closes the explanation of a term first.
    if (event.key === "Escape" && document.querySelector(".cq-term")) return;
    if (this.list.element.contains(event.target as Node) && this.moveInList(event)) return;
    // Nobody sees a choice on a black screen.
    const choice = this.dark.isConnected ? null : choiceOf(event);
    if (choice !== null && this.slide instanceof ScenarioSlide && this.slide.press(choice)) return;
    const move = moveOf(event);
    if (move === null) return;
    // The theme has its own keys, which lead to other pages.
    event.stopPropagation();
    if (move === "none") return;
    event.preventDefault();
    if (move !== "leave" || !this.closePanels()) this.go(move);
  };

  /** In the list of screens the arrows lead from entry to entry. */
  private moveInList(event: KeyboardEvent): boolean {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return false;
    event.preventDefault();
    event.stopPropagation();
    this.list.move(event.key === "ArrowDown" ? 1 : -1);
    return true;
  }

  private go(move: Move): void {
    if (move === "leave") this.leave();
    else if (this.dark.isConnected) this.brighten();
    else if (move === "dark") this.darken();
    else if (move === "first") this.show(0);
    else if (move === "last") this.show(this.slides.length - 1);
    else this.step(move);
  }

  /** Scrolls through a slide that is longer than the window, goes on within it, and then to the next. */
  private step({ by, way }: Exclude<Move, string>): void {
    const visible = window.innerHeight - this.bar.height;
    if (this.left(way) > SLACK) window.scrollBy({ top: way * STEPS[by] * visible });
    else if (way < 0 ? this.slide.retreat() : this.slide.advance()) this.reveal();
    else this.show(this.position + way, way < 0);
  }

  /** The hidden pixels of the slide in this direction. */
  private left(way: 1 | -1): number {
    if (way < 0) return window.scrollY;
    const { bottom } = this.slide.element.getBoundingClientRect();
    return bottom - (window.innerHeight - this.bar.height);
  }

  private darken(): void {
    this.room.append(this.dark);
    this.dark.focus({ preventScroll: true });
  }

  private brighten(): void {
    this.dark.remove();
    this.bar.focus();
  }
}

/** Full screen can arrive after the projection has been left. */
function leaveIfOver(): void {
  if (!isProjecting()) void document.exitFullscreen();
}
