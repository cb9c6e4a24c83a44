/** What a page for reading offers at its top: reading it as one likes, reading it aloud, showing it to a group. */

import { readingTexts as words } from "../texts/reading";
import { button, make, uniqueName } from "../view/dom";
import { articleOf } from "../view/landmarks";
import { screensOf } from "../view/screens";
import { Projector } from "./projector";
import { ReadAloud } from "./read-aloud";
import { rememberPosition } from "./reading-position";
import { PreferenceControls } from "./reading-preferences";
import { whenVoices } from "./voices";

export function offerReadingTools(): void {
  const article = articleOf();
  if (!article) return;
  const panel = new ReadingPanel(article);
  const screens = screensOf(article);
  const project = button("project", words.project, () => {
    panel.leave();
    projector.enter();
  });
  const projector = new Projector(article, screens, project);
  const buttons = make("div", { class: "cq-reading-buttons" }, screens.length > 0 && project, panel.opener);
  // First of all in the page, so that it is what the keyboard reaches first.
  article.prepend(
    make("section", { class: "cq-player cq-reading", "aria-label": words.tools }, buttons, panel.dock),
  );
  void rememberPosition(article, panel.dock);
}

/** The panel 阅读设置. It stays at the edge of the window while the page is scrolled, and covers little of it. */
class ReadingPanel {
  readonly opener: HTMLButtonElement;
  /** The edge of the window, where the panel stands and whatever else stays in sight. */
  readonly dock: HTMLElement;
  private readonly aloud: ReadAloud;
  /** What is seen only while the panel is open; the rest also while a voice reads. */
  private readonly folded: readonly HTMLElement[];
  private readonly panel: HTMLElement;
  private isOpen = false;

  constructor(article: HTMLElement) {
    const choices = new PreferenceControls(article, () => this.aloud.rateChanged());
    const rate = () => Number(choices.comfort.rate);
    this.aloud = new ReadAloud(article, rate, () => this.show());
    const voice = make("div", { hidden: true }, this.aloud.element, choices.rate);
    whenVoices(() => voice.removeAttribute("hidden"));
    const close = button("close", words.close, () => this.close(), { class: "cq-quiet" });
    const foot = make("div", { class: "cq-actions" }, choices.plain, close);
    const looks = make("div", {}, ...choices.looks);
    this.folded = [looks, choices.rate, foot];
    const id = uniqueName();
    const attributes = { id, class: "cq-dock-part", role: "group", "aria-label": words.settings };
    this.panel = make("div", attributes, looks, voice, choices.notice, foot);
    this.opener = button("reading-settings", words.settings, () => this.toggle(), { "aria-controls": id });
    this.dock = make("div", { class: "cq-dock" }, this.panel);
    this.dock.addEventListener("keydown", ({ key }) => key === "Escape" && this.close());
    this.show();
  }

  /** Falls silent and folds away, where the page is used in another way. */
  leave(): void {
    this.aloud.stop();
    this.isOpen = false;
    this.show();
  }

  private toggle(): void {
    this.isOpen = !this.isOpen;
    this.show();
  }

  private close(): void {
    if (this.isOpen) this.toggle();
  }

  private show(): void {
    const focused = document.activeElement;
    this.opener.setAttribute("aria-expanded", String(this.isOpen));
    this.panel.hidden = !this.isOpen && this.aloud.isSilent;
    for (const element of this.folded) element.hidden = !this.isOpen;
    // What had the focus may be folded away now; the page stays where it is being read.
    const isLost = focused instanceof HTMLElement && focused.offsetParent === null;
    if (isLost && this.panel.contains(focused)) this.opener.focus({ preventScroll: true });
  }
}
