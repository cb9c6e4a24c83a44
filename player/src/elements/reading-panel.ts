/** The panel 阅读设置: the look of pages, and on reading pages reading aloud; loaded when it is first opened. */

import { readingTexts } from "../texts/reading";
import { panelTexts as words } from "../texts/reading-panel";
import { dock } from "../view/dock";
import { button, make, uniqueName } from "../view/dom";
import { isForReading } from "../view/site";
import { ReadAloud } from "./read-aloud";
import { LEAVING } from "./reading-opener";
import { PreferenceControls } from "./reading-preferences";
import { whenVoices } from "./voices";

export class ReadingPanel {
  private readonly aloud: ReadAloud;
  /** Visible only while the panel is open; the rest also while reading aloud. */
  private readonly folded: readonly HTMLElement[];
  private readonly panel: HTMLElement;
  private isOpen = false;

  constructor(
    article: HTMLElement,
    private readonly opener: HTMLElement,
  ) {
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
    const attributes = { id, class: "cq-dock-part", role: "group", "aria-label": readingTexts.settings };
    this.panel = make("div", attributes, looks, isForReading() && voice, choices.notice, foot);
    opener.setAttribute("aria-controls", id);
    const edge = dock();
    edge.append(this.panel);
    edge.addEventListener("keydown", ({ key }) => key === "Escape" && this.close());
    window.addEventListener(LEAVING, () => this.leave());
    this.show();
  }

  private leave(): void {
    this.aloud.stop();
    this.isOpen = false;
    this.show();
  }

  toggle(): void {
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
