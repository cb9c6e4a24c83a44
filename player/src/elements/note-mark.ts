/** The mark of a paragraph: says that there are notes and opens them, or offers to write one. */

import { LONGEST_QUOTE } from "../core/note-places";
import type { NoteEvent } from "../store/notes";
import { noteOfferTexts } from "../texts/note-offer";
import { noteTexts as words } from "../texts/notes";
import { button, fill, make, uniqueName } from "../view/dom";
import type { Spot } from "../view/note-spots";
import { NoteBox } from "./note-box";

/** The characters of a paragraph that name it in a label. */
const START = 20;

export class NoteMark {
  private readonly element = make("span", { class: "cq-player cq-note-mark" });
  private readonly opener = button("note", "", () => this.toggle());
  private box: NoteBox | null = null;
  private notes: readonly NoteEvent[] = [];
  private isOffered = false;

  constructor(
    readonly spot: Spot,
    private readonly changed: () => Promise<void>,
  ) {
    this.element.append(this.opener);
  }

  show(notes: readonly NoteEvent[]): void {
    this.notes = notes;
    this.box?.show(notes, this.spot.where.quote, (note) =>
      note.digest === this.spot.digest ? words.selected : words.stoodAt,
    );
    this.draw();
  }

  offer(isOn: boolean): void {
    this.isOffered = isOn;
    this.draw();
  }

  /** Opens the field; `quote` is the selected part of the paragraph. */
  write(quote = this.spot.where.quote): void {
    this.open();
    this.box?.write({ ...this.spot.where, quote: quote.slice(0, LONGEST_QUOTE) });
  }

  private toggle(): void {
    if (!this.box) {
      if (this.notes.length === 0) this.write();
      else this.open();
    } else if (!this.box.isWriting) this.close();
  }

  private open(): void {
    if (this.box) return;
    this.box = new NoteBox(this.changed, () => this.left());
    this.box.element.id = uniqueName();
    this.box.element.classList.add("cq-player");
    const more = button("add-note", noteOfferTexts.write, () => this.write(), { class: "cq-quiet" });
    this.box.element.append(more);
    const { element, holder } = this.spot;
    const table = element.localName === "tr" ? element.closest(".md-typeset__scrollwrap, table") : null;
    // A cell is too narrow to write in.
    if (table) table.after(this.box.element);
    else if (holder.localName === "p") holder.after(this.box.element);
    else element.append(this.box.element);
    this.show(this.notes);
  }

  private close(): void {
    this.box?.element.remove();
    this.box = null;
    this.draw();
  }

  /** After the form: without notes, nothing stays open. */
  private left(): void {
    if (this.notes.length === 0) this.close();
    this.draw();
    this.opener.focus({ preventScroll: true });
  }

  private draw(): void {
    const { holder, where } = this.spot;
    const count = this.notes.length;
    const start = where.quote.slice(0, START);
    const isShown = count > 0 || this.isOffered || this.box !== null;
    if (!isShown) {
      this.element.remove();
      return;
    }
    if (!this.element.isConnected) holder.append(this.element);
    fill(this.opener, count > 0 ? words.notes : words.short);
    this.opener.setAttribute("aria-label", count > 0 ? words.notesAt(count, start) : words.writeAt(start));
    this.opener.setAttribute("aria-expanded", String(this.box !== null));
    this.element.toggleAttribute("data-noted", count > 0);
  }
}
