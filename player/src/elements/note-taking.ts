/** Notes at the paragraphs of a study page, and at questions; loaded where they are used. */

import { placeNotes } from "../core/note-places";
import { readNotes } from "../store/notes";
import { noteTexts as words } from "../texts/notes";
import { make } from "../view/dom";
import { type Spot, spotsOf } from "../view/note-spots";
import { PAGE } from "../view/site";
import { records } from "./host";
import { NoteBox } from "./note-box";
import { NoteMark } from "./note-mark";
import { offerAtSelection } from "./note-selection";

export { QuestionNotes } from "./note-question";

/** The notes of a study page. */
export class PageNotes {
  private readonly marks: readonly NoteMark[];
  private readonly lost = new NoteBox(
    () => this.refresh(),
    () => {},
  );
  private readonly lostSection = make(
    "section",
    { class: "cq-player cq-notes-lost", hidden: true },
    make("h2", { class: "cq-title" }, words.lost),
    make("p", {}, words.lostWhat),
    this.lost.element,
  );

  constructor(article: HTMLElement) {
    const spots = spotsOf(article);
    this.marks = spots.map((spot) => new NoteMark(spot, () => this.refresh()));
    article.append(this.lostSection);
    offerAtSelection(spots, (spot, quote) => this.markOf(spot)?.write(quote));
    document.addEventListener("visibilitychange", () => {
      // Another tab may have changed them.
      if (document.visibilityState === "visible") void this.refresh();
    });
  }

  /** Reads the notes, and shows each at its paragraph. */
  async refresh(): Promise<void> {
    const notes = await readNotes(records, PAGE);
    const { found, lost } = placeNotes(
      this.marks.map(({ spot }) => spot),
      notes,
    );
    for (const [index, mark] of this.marks.entries()) mark.show(found.get(index) ?? []);
    this.lost.show(lost, "", () => words.stoodAt);
    // Once shown, it stays: the button that restores the last of them is in it.
    if (lost.length > 0) this.lostSection.hidden = false;
  }

  /** Shows or hides the marks of paragraphs without notes. */
  offer(isOn: boolean): void {
    for (const mark of this.marks) mark.offer(isOn);
  }

  private markOf(spot: Spot): NoteMark | undefined {
    return this.marks.find((mark) => mark.spot === spot);
  }
}
