/** The notes of one place: what was written, with buttons to change it, and a field for another. */

import { LONGEST_NOTE, type NotePlace } from "../core/note-places";
import { addNote, changeNote, type NoteEvent } from "../store/notes";
import { askToPersist } from "../store/persistence";
import { noteTexts as words } from "../texts/notes";
import { dayText } from "../view/dates";
import { button, type Child, fill, make, uniqueName } from "../view/dom";
import { records, tab } from "./host";

export class NoteBox {
  readonly element: HTMLElement;
  private readonly list = make("ul", { class: "cq-notes" });
  private readonly writing = make("div", {});
  private readonly said = make("p", { class: "cq-hint", role: "status" });

  /** `changed` is called after every change, to read the notes again; `left` when the form was closed. */
  constructor(
    private readonly changed: () => Promise<void>,
    private readonly left: () => void,
  ) {
    const label = { role: "group", "aria-label": words.notes };
    this.element = make("div", { class: "cq-note-box", ...label }, this.list, this.writing, this.said);
  }

  get isWriting(): boolean {
    return this.writing.childNodes.length > 0;
  }

  /** Shows notes; `quote` is the text that needs no repeating, `label` says what any other quotation is. */
  show(notes: readonly NoteEvent[], quote: string, label: (note: NoteEvent) => string): void {
    fill(
      this.list,
      ...notes.map((note) => make("li", { "data-note": note.note }, ...this.item(note, quote, label))),
    );
  }

  /** Opens the form for a new note, or for another text of this one. */
  write(place: NotePlace, note: NoteEvent | null = null): void {
    const id = uniqueName();
    const field = make("textarea", { id, class: "cq-note-field", rows: 2, maxlength: LONGEST_NOTE });
    const before = note?.text ?? "";
    // What was written and not saved is there again when the page was left and opened again in this tab.
    const draft = draftName(place, note);
    field.value = tab.read(draft) ?? before;
    field.addEventListener("input", () => tab.write(draft, field.value === before ? null : field.value));
    const problem = make("p", { class: "cq-hint", role: "alert" });
    const save = async () => {
      const text = field.value.trim();
      // What is typed until it is saved would be lost.
      field.readOnly = true;
      const outcome = note ? await changeNote(records, note, { text }) : await added(place, text);
      field.readOnly = false;
      if (outcome === "failed") fill(problem, words.notKept);
      else {
        tab.write(draft, null);
        await this.keep(outcome === "apart" ? words.apart : words.kept);
      }
    };
    const cancel = () => {
      tab.write(draft, null);
      this.close();
    };
    const actions = [
      button("save-note", words.save, save),
      button("cancel-note", words.cancel, cancel, { class: "cq-quiet" }),
    ];
    const form = make(
      "div",
      {},
      make("label", { for: id }, words.field),
      field,
      problem,
      make("div", { class: "cq-actions" }, ...actions),
    );
    form.addEventListener("keydown", (event) => {
      // What was written is not thrown away by a key.
      if (event.key === "Escape" && field.value.trim() === before) cancel();
    });
    fill(this.said);
    fill(this.writing, form);
    field.focus();
  }

  private async keep(said: string): Promise<void> {
    await this.changed();
    this.close();
    fill(this.said, said);
    void askToPersist();
  }

  private close(): void {
    fill(this.writing);
    this.left();
  }

  private item(note: NoteEvent, quote: string, label: (note: NoteEvent) => string): readonly Child[] {
    const isOther =
      note.quote !== quote && make("p", { class: "cq-hint" }, label(note), make("q", {}, note.quote));
    return [
      make("p", { class: "cq-note-text" }, note.text || words.markOnly),
      isOther,
      make(
        "div",
        { class: "cq-note-foot" },
        button("edit-note", words.edit, () => this.write(note, note), { class: "cq-quiet" }),
        button("remove-note", words.remove, () => this.remove(note), { class: "cq-quiet" }),
        make("span", { class: "cq-hint" }, dayText(note.at)),
      ),
    ];
  }

  private async remove(note: NoteEvent): Promise<void> {
    if (!(await this.apply(note, true))) return fill(this.said, words.unchanged);
    const restore = button("restore-note", words.restore, async () => {
      const isBack = await this.apply(note, false);
      if (isBack) fill(this.said);
      else fill(this.said, words.unchanged, restore);
      (isBack ? this.itemOf(note)?.querySelector("button") : restore)?.focus();
    });
    fill(this.said, words.removed, restore);
    restore.focus();
  }

  private itemOf({ note }: NoteEvent): HTMLElement | undefined {
    return Array.from(this.list.querySelectorAll("li")).find(({ dataset }) => dataset.note === note);
  }

  private async apply(note: NoteEvent, removed: boolean): Promise<boolean> {
    const kept = (await changeNote(records, note, { removed })) !== "failed";
    if (kept) await this.changed();
    return kept;
  }
}

async function added(place: NotePlace, text: string): Promise<"kept" | "failed"> {
  return (await addNote(records, place, text)) ? "kept" : "failed";
}

/** The name in this tab's storage under which a text is kept until it is saved. */
function draftName({ page, place, digest, question }: NotePlace, note: NoteEvent | null): string {
  return ["note", records.profile, page, place, digest, question, note?.id ?? ""].join(":");
}
