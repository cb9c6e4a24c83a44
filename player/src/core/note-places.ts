/** Where notes stand, and how they find their paragraph again after a page has changed. */

/** The longest note and the longest quotation, in characters. */
export const LONGEST_NOTE = 500;
export const LONGEST_QUOTE = 300;

export interface NotePlace {
  /** The study page, below the site's root; empty for a question. */
  readonly page: string;
  /** The id of the point or of the heading above; empty above the first, and for a question. */
  readonly place: string;
  /** A digest of the paragraph; empty for a question. */
  readonly digest: string;
  /** The id of the question; empty for a paragraph. */
  readonly question: string;
  /** What was noted: the text of the paragraph or the question, or the part of it that was selected. */
  readonly quote: string;
}

/** A paragraph that can be noted. */
export interface Paragraph extends Pick<NotePlace, "place" | "digest"> {
  /** Whether it is a point, which keeps its id when its text changes. */
  readonly isPoint: boolean;
}

export interface Placed<Note> {
  /** By the index of their paragraphs. */
  readonly found: ReadonlyMap<number, readonly Note[]>;
  readonly lost: readonly Note[];
}

/**
 * Finds the paragraph of each note: the same text in the same place, else the same text elsewhere on the page, else the
 * same point, whatever it says now.
 */
export function placeNotes<Note extends Pick<NotePlace, "place" | "digest">>(
  paragraphs: readonly Paragraph[],
  notes: readonly Note[],
): Placed<Note> {
  const found = new Map<number, Note[]>();
  const lost: Note[] = [];
  for (const note of notes) {
    const tests: ((one: Paragraph) => boolean)[] = [
      ({ place, digest }) => place === note.place && digest === note.digest,
      ({ digest }) => digest === note.digest,
      ({ place, isPoint }) => isPoint && place === note.place,
    ];
    const index = tests.map((test) => paragraphs.findIndex(test)).find((one) => one >= 0);
    if (index === undefined) lost.push(note);
    else found.set(index, [...(found.get(index) ?? []), note]);
  }
  return { found, lost };
}
