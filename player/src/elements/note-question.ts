/** Notes at questions whose answer has been judged. */

import { LONGEST_QUOTE } from "../core/note-places";
import { type NoteEvent, readNotes } from "../store/notes";
import { noteTexts as words } from "../texts/notes";
import { button, make } from "../view/dom";
import { records } from "./host";
import { NoteBox } from "./note-box";

export class QuestionNotes {
  private read: Promise<readonly NoteEvent[]> | null = null;

  /** Adds the notes of its question to a card. */
  async add(card: HTMLElement): Promise<void> {
    const question = card.dataset.question ?? "";
    const stem = card.querySelector<HTMLElement>(".cq-stem");
    const quote = (stem?.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, LONGEST_QUOTE);
    const place = { page: "", place: "", digest: "", question, quote };
    const refresh = async () => {
      this.read = null;
      await show();
    };
    const box = new NoteBox(refresh, () => opener.focus({ preventScroll: true }));
    const opener = button("note", words.write, () => box.write(place), { class: "cq-quiet" });
    const show = async () => {
      this.read ??= readNotes(records, "");
      const own = (await this.read).filter((note) => note.question === question);
      box.show(own, quote, () => words.stoodAt);
    };
    card.append(make("div", { class: "cq-note-question" }, box.element, opener));
    await show();
  }
}
