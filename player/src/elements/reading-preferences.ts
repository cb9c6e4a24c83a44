/** The controls of 阅读设置: the look of pages, and reading aloud. */

import {
  DEFAULT_PREFERENCES,
  PREFERENCE_CHOICES,
  type ReadingPreferences,
} from "../core/reading-preferences";
import { loadPreferences, savePreferences } from "../store/reading-preferences";
import { panelTexts as words } from "../texts/reading-panel";
import { applyPreferences } from "../view/appearance";
import { button, fill, make } from "../view/dom";
import { positionInView, scrollToPosition } from "../view/landmarks";
import { radios } from "./form";
import { tab } from "./host";

export class PreferenceControls {
  /** The controls for the look of pages. */
  readonly looks: readonly HTMLElement[];
  readonly rate: HTMLElement;
  readonly plain = button("plain", words.plain, () => this.choose(DEFAULT_PREFERENCES));
  readonly notice = make("p", { class: "cq-notice", role: "status" });
  comfort = loadPreferences(tab) ?? DEFAULT_PREFERENCES;
  private readonly show: () => void;

  /** `paced` is called when the speech rate changes. */
  constructor(
    private readonly article: HTMLElement,
    private readonly paced: () => void,
  ) {
    const size = this.row("size", words.size, PREFERENCE_CHOICES.size, words.sizes, (one) => ({ size: one }));
    const leading = this.row("leading", words.leading, PREFERENCE_CHOICES.leading, words.leadings, (one) => ({
      leading: one,
    }));
    const rate = this.row("rate", words.rate, PREFERENCE_CHOICES.rate, words.rates, (one) => ({ rate: one }));
    const contrast = make("input", { type: "checkbox", name: "comfort-contrast" });
    contrast.addEventListener("change", () =>
      this.choose({ contrast: contrast.checked ? "high" : "normal" }),
    );
    const box = make("label", { class: "cq-check" }, contrast, words.contrast);
    this.looks = [size.element, leading.element, make("div", { class: "cq-setting" }, box)];
    this.rate = rate.element;
    this.show = () => {
      size.show(this.comfort.size);
      leading.show(this.comfort.leading);
      rate.show(this.comfort.rate);
      contrast.checked = this.comfort.contrast === "high";
    };
    this.show();
  }

  private row<Value extends string>(
    name: string,
    label: string,
    values: readonly Value[],
    names: Readonly<Record<Value, string>>,
    part: (value: Value) => Partial<ReadingPreferences>,
  ) {
    const options = values.map((value) => [value, names[value]] as const);
    return radios(label, `comfort-${name}`, options, (value) => this.choose(part(value)));
  }

  private choose(part: Partial<ReadingPreferences>): void {
    const { rate } = this.comfort;
    this.comfort = { ...this.comfort, ...part };
    const place = window.scrollY > 0 ? positionInView(this.article) : null;
    applyPreferences(this.comfort);
    // A new text size moves the text: the reading position stays in place.
    if (place) scrollToPosition(this.article, place);
    fill(this.notice, !savePreferences(tab, this.comfort) && words.notKept);
    this.show();
    if (this.comfort.rate !== rate) this.paced();
  }
}
