/**
 * Notes at a paragraph or a question: a log of what was written, changed and removed.
 *
 * Nothing in the log is changed; the last event of a note is its state. Two tabs or machines that change the same note
 * both add an event.
 */

import { nextOrder } from "../core/attempt-order";
import { LONGEST_NOTE, LONGEST_QUOTE, type NotePlace } from "../core/note-places";
import { randomId } from "../core/random";
import { fieldsOf, isNumber, isText } from "./fields";
import type { Records } from "./records";
import { FORMAT } from "./schema";

export interface NoteEvent extends NotePlace {
  /** Of the event. */
  readonly id: string;
  /** Of the note, the same in all its events. */
  readonly note: string;
  /** What the reader wrote; may be empty. */
  readonly text: string;
  readonly removed: boolean;
  /** Milliseconds since 1970, by the clock of the device. */
  readonly at: number;
  /** Higher than that of the event which it follows. */
  readonly order: number;
}

/** What came of a change: kept, not kept, or kept as a note of its own because another tab had changed the note. */
export type NoteOutcome = "kept" | "failed" | "apart";

/** Adds a note; false if the browser did not save it. */
export function addNote(records: Records, place: NotePlace, text: string): Promise<boolean> {
  const now = Date.now();
  return log(records, {
    ...place,
    id: randomId(),
    note: randomId(),
    text,
    removed: false,
    at: now,
    order: now,
  });
}

/**
 * Changes, removes or restores a note as it was shown. If another tab has changed it since, a new text becomes a note of
 * its own, so that neither text is hidden.
 */
export async function changeNote(
  records: Records,
  shown: NoteEvent,
  change: { readonly text: string } | { readonly removed: boolean },
): Promise<NoteOutcome> {
  const latest = (await readEvents(records, shown.page))
    .filter(({ note }) => note === shown.note)
    .reduce(later, shown);
  const isApart = "text" in change && latest.id !== shown.id;
  const now = Date.now();
  const event = { ...latest, ...change, id: randomId(), at: now, order: nextOrder(now, latest.order) };
  const kept = isApart ? addNote(records, shown, change.text) : log(records, event);
  if (!(await kept)) return "failed";
  return isApart ? "apart" : "kept";
}

/** Reads the current notes of a page, of all questions (an empty page), or of everything; the oldest first. */
export async function readNotes(records: Records, page?: string): Promise<readonly NoteEvent[]> {
  return currentNotes(await readEvents(records, page));
}

/** Returns the last event of each note that is not removed, in the order in which they were first written. */
export function currentNotes(events: readonly NoteEvent[]): readonly NoteEvent[] {
  const sorted = [...events].sort((one, other) => (later(one, other) === one ? 1 : -1));
  // A map keeps the place of the first event of each note.
  const latest = new Map(sorted.map((event) => [event.note, event]));
  return Array.from(latest.values()).filter(({ removed }) => !removed);
}

/** Returns whether a value of unknown origin is an event of the log. */
export function isNoteEvent(value: unknown): value is NoteEvent {
  const fields = fieldsOf(value);
  if (!fields) return false;
  const { id, note, page, place, digest, question, quote, text, removed, at, order } = fields;
  return (
    [id, note, page, place, digest, question].every(isText) &&
    isText(quote) &&
    quote.length <= LONGEST_QUOTE &&
    isText(text) &&
    text.length <= LONGEST_NOTE &&
    typeof removed === "boolean" &&
    [at, order].every(isNumber)
  );
}

async function readEvents(records: Records, page?: string): Promise<readonly NoteEvent[]> {
  const prefix = page === undefined ? [records.profile] : [records.profile, page];
  return (await records.all("notes", prefix)).filter(isNoteEvent);
}

function log(records: Records, event: NoteEvent): Promise<boolean> {
  return records.add("notes", { ...event, format: FORMAT, profile: records.profile });
}

/** Returns the later of two events; events at once are ordered by their ids, on every machine alike. */
function later(one: NoteEvent, other: NoteEvent): NoteEvent {
  if (one.order !== other.order) return one.order > other.order ? one : other;
  return one.id > other.id ? one : other;
}
