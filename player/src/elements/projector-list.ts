/** The list of screens, to jump to one; below it the counts of hands, to take away. */

import { projectorTexts as words } from "../texts/projector";
import { copyText } from "../view/clipboard";
import { dayText } from "../view/dates";
import { button, fill, make } from "../view/dom";
import { saveFile } from "../view/download";
import type { Slide } from "../view/slide";

export class ScreenList {
  readonly element = make("nav", { class: "cq-screens", "aria-label": words.listLabel, hidden: true });

  constructor(
    private readonly title: string,
    private readonly jump: (position: number) => void,
  ) {}

  /** Shows the list; the current screen has the focus. */
  open(slides: readonly Slide[], position: number): void {
    fill(this.element, ...this.sections(slides, position), this.results(slides));
    this.element.hidden = false;
    const current = this.element.querySelector<HTMLElement>("[aria-current]");
    current?.focus();
    current?.scrollIntoView({ block: "nearest" });
  }

  /** Moves the focus to the next entry, or to the one before. */
  move(way: 1 | -1): void {
    const entries = Array.from(this.element.querySelectorAll<HTMLElement>("[data-action=jump]"));
    const focused = entries.indexOf(document.activeElement as HTMLElement);
    entries[focused + way]?.focus();
  }

  private sections(slides: readonly Slide[], position: number): readonly HTMLElement[] {
    const found: HTMLElement[] = [];
    let rows = make("ol");
    slides.forEach((slide, place) => {
      if (slide.section !== slides[place - 1]?.section) {
        rows = make("ol");
        found.push(make("section", {}, make("h2", {}, slide.section), rows));
      }
      const label = words.screen(place + 1, slide.title);
      const current = place === position && "true";
      rows.append(
        make(
          "li",
          {},
          button("jump", label, () => this.jump(place), { "aria-current": current }),
        ),
      );
    });
    return found;
  }

  private results(slides: readonly Slide[]): HTMLElement {
    const lines = slides.flatMap((slide) => slide.results());
    const status = make("span", { role: "status" });
    const day = dayText(Date.now());
    const text = [words.resultsHead(this.title, day), "", ...lines, ""].join("\r\n");
    const section = make("section", { class: "cq-results" }, make("h2", {}, words.results));
    const save = button("save-results", words.save, () => {
      const file = `${words.file}-${day}.txt`;
      saveFile(file, "text/plain;charset=utf-8", text);
      fill(status, words.saved(file));
    });
    const copy = button("copy-results", words.copy, () => {
      fill(status, copyText(text, section, words.results) ? words.copied : words.notCopied);
    });
    if (lines.length === 0) section.append(make("p", {}, words.resultsNone));
    else section.append(make("div", { class: "cq-actions" }, save, copy, status));
    return section;
  }
}
