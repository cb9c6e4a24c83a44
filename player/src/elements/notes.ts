/** <course-notes>: all notes of the reader, by page. */

import type { CourseIndex } from "../core/course-index";
import { fold } from "../core/text-folding";
import { changeNote, type NoteEvent, readNotes } from "../store/notes";
import { noteTexts as words } from "../texts/notes";
import { dayText } from "../view/dates";
import { button, fill, make, uniqueName } from "../view/dom";
import { notice } from "../view/notice";
import { link } from "../view/rich";
import { loadIndex } from "./course";
import { type Player, playerElement, records } from "./host";

export const CourseNotes = playerElement(openNotes);

/** Notes under one heading. */
interface Group {
  readonly title: string;
  /** Below the site's root; empty if there is no such page any more, and for questions. */
  readonly path: string;
  readonly notes: readonly NoteEvent[];
}

interface Row {
  /** Has the class `cq-removed` while its note is removed and can be restored. */
  readonly element: HTMLElement;
  /** What is searched, folded. */
  readonly text: string;
}

/** The rows of a group, under its heading. */
interface Section {
  readonly element: HTMLElement;
  readonly rows: readonly Row[];
}

async function openNotes(): Promise<Player> {
  const [index, notes] = await Promise.all([loadIndex(), readNotes(records)]);
  const trouble = notice();
  trouble.warn(records.trouble);
  const content = notes.length > 0 ? [listed(index, notes)] : nothing();
  return { element: make("div", { class: "cq-player cq-printable" }, trouble.element, ...content) };
}

function nothing(): readonly HTMLElement[] {
  return [
    make("p", {}, make("strong", {}, words.none)),
    make("p", {}, words.noneWhat),
    make("p", {}, link(words.toPages, "study/index.html")),
  ];
}

/** The class of what is not printed: a removed note, and a heading without others. */
const REMOVED = "cq-removed";

function isRemoved({ element }: Row): boolean {
  return element.classList.contains(REMOVED);
}

function isFound(row: Row): boolean {
  return !isRemoved(row) && !row.element.hidden;
}

function listed(index: CourseIndex, notes: readonly NoteEvent[]): HTMLElement {
  const id = uniqueName();
  const field = make("input", { id, type: "search", class: "cq-input", autocomplete: "off" });
  const count = make("p", { class: "cq-hint", role: "status" });
  const tell = () => tally(sections, count);
  const sections = groupsOf(index, notes).map((group) => sectionOf(group, index, tell));
  const search = () => {
    const wanted = fold(field.value.trim());
    for (const row of sections.flatMap(({ rows }) => rows))
      row.element.hidden = wanted !== "" && (isRemoved(row) || !row.text.includes(wanted));
    tell();
  };
  field.addEventListener("input", search);
  search();
  const print = button("print", words.print, () => window.print());
  return make(
    "div",
    {},
    make("div", { class: "cq-setting cq-note-search" }, make("label", { for: id }, words.find), field, print),
    count,
    ...sections.map(({ element }) => element),
    make(
      "p",
      { class: "cq-hint cq-note-search" },
      words.toSettings,
      link(words.settings, "practice/settings.html"),
      words.toSettingsEnd,
    ),
  );
}

function sectionOf(group: Group, index: CourseIndex, changed: () => void): Section {
  const rows = group.notes.map((note) => rowOf(note, group, index, changed));
  const heading = make("h2", {}, group.path ? link(group.title, group.path) : group.title);
  const list = make("ul", { class: "cq-notes" }, ...rows.map(({ element }) => element));
  return { rows, element: make("section", { class: "cq-note-group" }, heading, list) };
}

/** Says how many notes are found, and hides the headings without any. */
function tally(sections: readonly Section[], count: HTMLElement): void {
  for (const { rows, element } of sections) {
    element.hidden = rows.every((row) => row.element.hidden);
    element.classList.toggle(REMOVED, !rows.some(isFound));
  }
  const kept = sections.flatMap(({ rows }) => rows).filter((row) => !isRemoved(row));
  fill(count, words.found(kept.filter(isFound).length, kept.length));
}

/** In the order of the course; pages that are no longer there follow, then questions. */
function groupsOf({ pages }: CourseIndex, notes: readonly NoteEvent[]): readonly Group[] {
  const known = pages.map(({ path, title }) => ({
    title,
    path,
    notes: notes.filter(({ page }) => page === path),
  }));
  const paths = new Set(["", ...pages.map(({ path }) => path)]);
  const gone = { title: words.gone, path: "", notes: notes.filter(({ page }) => !paths.has(page)) };
  const asked = { title: words.questions, path: "", notes: notes.filter(({ page }) => page === "") };
  return [...known, gone, asked].filter((group) => group.notes.length > 0);
}

function rowOf(note: NoteEvent, { title }: Group, index: CourseIndex, changed: () => void): Row {
  const target = targetOf(note, index);
  const body = make(
    "div",
    {},
    make("blockquote", {}, note.quote),
    make("p", { class: "cq-note-text" }, note.text || words.markOnly),
  );
  const foot = make("div", { class: "cq-note-foot" });
  const problem = make("span", { role: "alert" }, words.unchanged);
  const element = make("li", {}, body, foot);
  const apply = async (removed: boolean) => {
    problem.remove();
    if ((await changeNote(records, note, { removed })) === "failed") return foot.append(problem);
    draw(removed).focus();
    changed();
  };
  const draw = (removed: boolean) => {
    body.hidden = removed;
    element.classList.toggle(REMOVED, removed);
    const act = button(
      removed ? "restore-note" : "remove-note",
      removed ? words.restore : words.remove,
      () => apply(!removed),
      {
        class: "cq-quiet",
      },
    );
    const back = target && make("span", { class: "cq-note-back" }, link(words.back, target));
    fill(
      foot,
      make("span", { class: "cq-hint" }, removed ? words.removed : dayText(note.at)),
      back || null,
      act,
    );
    return act;
  };
  draw(false);
  return { element, text: fold(`${title} ${note.quote} ${note.text}`) };
}

/** Where a note stands, below the site's root; empty if it is not there any more. */
function targetOf({ page, place, question }: NoteEvent, index: CourseIndex): string {
  if (page !== "") return index.pages.some(({ path }) => path === page) ? `${page}#${place}` : "";
  const asked = index.questions.find(({ id }) => id === question);
  return asked ? `quizzes/${asked.bank}.html#${question}` : "";
}
