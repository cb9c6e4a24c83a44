/** The tools at the top of a reading page: preferences, reading aloud, projection. */

import { readingTexts as words } from "../texts/reading";
import { button, make, uniqueName } from "../view/dom";
import { articleOf } from "../view/landmarks";
import { hasRequirements } from "../view/study-sections";
import { groupTools } from "./group-tools";
import { ReadAloud } from "./read-aloud";
import { rememberPosition } from "./reading-position";
import { PreferenceControls } from "./reading-preferences";
import { whenVoices } from "./voices";

export function offerReadingTools(): void {
  const article = articleOf();
  if (!article) return;
  const panel = new ReadingPanel(article);
  const group = hasRequirements(article) ? groupTools(article, () => panel.leave()) : [];
  const buttons = make("div", { class: "cq-reading-buttons" }, ...group, panel.opener);
  // First on the page, so that the keyboard reaches it first.
  article.prepend(
    make("section", { class: "cq-player cq-reading", "aria-label": words.tools }, buttons, panel.dock),
  );
  void rememberPosition(article, panel.dock);
}

/** The panel 阅读设置. It is fixed to the edge of the window and covers little of the page. */
class ReadingPanel {
  readonly opener: HTMLButtonElement;
  /** The edge of the window, for the panel and other fixed content. */
  readonly dock: HTMLElement;
  private readonly aloud: ReadAloud;
  /** Visible only while the panel is open; the rest also while reading aloud. */
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

  /** Stops reading aloud and closes, when the page is used in another way. */
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
    // The focused element may be hidden now; the scroll position must not change.
    const isLost = focused instanceof HTMLElement && focused.offsetParent === null;
    if (isLost && this.panel.contains(focused)) this.opener.focus({ preventScroll: true });
  }
}
