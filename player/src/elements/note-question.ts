/** Notes at questions whose answer has been judged. */

import { LONGEST_QUOTE } from "../core/note-places";
import { type NoteEvent, readNotes } from "../store/notes";
import { noteTexts as words } from "../texts/notes";
import { records } from "./host";
import { NoteBox } from "./note-box";

export class QuestionNotes {
  private read: Promise<readonly NoteEvent[]> | null = null;

  /** Shows the notes of its question in a card, before the button that writes one; returns what that button does. */
  async add(card: HTMLElement, opener: HTMLElement): Promise<() => void> {
    const question = card.dataset.question ?? "";
    const stem = card.querySelector<HTMLElement>(".cq-stem");
    const quote = (stem?.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, LONGEST_QUOTE);
    const place = { page: "", place: "", digest: "", question, quote };
    const refresh = async () => {
      this.read = null;
      await show();
    };
    const box = new NoteBox(refresh, () => opener.focus({ preventScroll: true }));
    const show = async () => {
      this.read ??= readNotes(records, "");
      const own = (await this.read).filter((note) => note.question === question);
      box.show(own, quote, () => words.stoodAt);
    };
    opener.before(box.element);
    await show();
    return () => box.write(place);
  }
}
