/**
 * Builds records of our own from the fields of a record file of unknown origin.
 *
 * Each record is built from known fields only: unknown ones are dropped, invalid records are left out.
 */

import { LONGEST_ANSWER, RATING_NAMES } from "../core/answer";
import type { Body } from "../core/data";
import { type Fields, isFields } from "../core/foreign";
import { LONGEST_NOTE, LONGEST_QUOTE } from "../core/note-places";
import { type Attempt, isAttempt } from "./attempts";
import { isNumber, isText } from "./fields";
import type { Holdings } from "./holdings";
import { isNoteEvent, type NoteEvent } from "./notes";
import { type HandedIn, isHandedIn } from "./papers";
import { isRead, type Read } from "./reads";
import { FORMAT } from "./schema";
import { LONGEST_PAGE, LONGEST_TICK, type Tick } from "./ticks";

/** Why an entry of a file is left out; `other-profile`: its id is used otherwise in this browser. */
export type Reason = "shape" | "time" | "long" | "twice" | "other-profile";

const DEEPEST_RESPONSE = 4;
export const LONGEST_ID = 120;

/** The longest line of a blueprint. */
export const LONGEST_LINE = 300;

/** Answers from before fields had a limit are accepted, up to a length beyond any real one. */
const LONGEST_IMPORTED_ANSWER = 10 * LONGEST_ANSWER;

/** The most questions of a blueprint. */
const MOST_QUESTIONS = 4000;
const MOST_ITEMS = 500;

const MOST_MARKS = 10_000;

/** Clocks can be wrong by years in either direction; a time after 2200 is invalid. */
const LATEST = Date.UTC(2200, 0, 1);

/** The longest apparent jump of a clock that is corrected, in milliseconds. */
const LONGEST_SPAN = 100 * 366 * 86_400_000;
const TYPES: readonly unknown[] = [
  "single",
  "multiple",
  "truefalse",
  "blank",
  "order",
  "match",
  "case",
  "short",
] satisfies Body["type"][];

/** The valid records of a file, and the number of refused entries by reason. */
export interface Validated {
  readonly holdings: Holdings;
  readonly refused: ReadonlyMap<Reason, number>;
}

/** Builds records from the fields of a file. Invalid entries are left out and counted. */
export function validateHoldings(fields: Fields): Validated {
  const collector = new Collector();
  return {
    holdings: {
      attempts: collector.take(fields.attempts, validateAttempt, ({ id }) => id),
      papers: collector.take(fields.papers, validatePaper, ({ id }) => id),
      ticks: collector.take(fields.ticks, validateTick, ({ page, text }) => JSON.stringify([page, text])),
      reads: collector.take(fields.reads, validateRead, ({ page }) => page),
      notes: collector.take(fields.notes, validateNote, ({ id }) => id),
      learner: shortText(fields.learner) ?? "",
    },
    refused: collector.refused,
  };
}

/** Collects valid entries, each once, and counts the others by reason. */
class Collector {
  readonly refused = new Map<Reason, number>();

  take<Item>(
    list: unknown,
    validate: (fields: Fields) => Item | Reason,
    nameOf: (item: Item) => string,
  ): readonly Item[] {
    const found = new Map<string, Item>();
    for (const value of listOf(list)) {
      const reason = this.refuse(value);
      const item = reason ?? validate(value as Fields);
      if (isReason(item)) this.count(item);
      else if (found.has(nameOf(item))) this.count("twice");
      else found.set(nameOf(item), item);
    }
    return Array.from(found.values());
  }

  private refuse(value: unknown): Reason | null {
    if (!isFields(value)) return "shape";
    const { at, started, ended } = value;
    const times = [at, started, ended].filter((time) => time !== undefined && time !== null);
    return times.every(isTime) ? null : "time";
  }

  private count(reason: Reason): void {
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
  }
}

function validateAttempt(fields: Fields): Attempt | Reason {
  const { id, question, version, verdict, at, zone, took, mode, paper, rating, order } = fields;
  const response = validateResponse(fields.response, DEEPEST_RESPONSE);
  if (response === undefined) return "shape";
  const texts = [id, question, version, mode, ...(paper === null ? [] : [paper])];
  if (texts.some((text) => isText(text) && text.length > LONGEST_ID)) return "long";
  const attempt: unknown = {
    format: FORMAT,
    id,
    question,
    version,
    response,
    verdict,
    at,
    zone,
    took,
    mode,
    paper,
    profile: "",
    ...(RATING_NAMES.some((name) => name === rating) ? { rating } : {}),
    ...(isTime(order) ? { order } : {}),
  };
  if (!isAttempt(attempt) || !isZone(zone) || attempt.id === "") return "shape";
  // It is negative if a clock was set back.
  return isSpan(Math.abs(attempt.took)) ? attempt : "shape";
}

function validatePaper(fields: Fields): HandedIn | Reason {
  const { id, number, course, started, ended, zone, used, timedOut } = fields;
  if ([id, number, course].some((text) => !isText(text) || text.length > LONGEST_ID)) return "shape";
  if (![fields.marked, fields.sections].every(Array.isArray)) return "shape";
  const marked = listOf(fields.marked).map(validateMark);
  const sections = listOf(fields.sections).map(validateIds);
  if (marked.length > MOST_QUESTIONS || sections.flat().length > MOST_QUESTIONS) return "long";
  const paper: unknown = {
    format: FORMAT,
    profile: "",
    id,
    number,
    course,
    started,
    ended,
    zone,
    used,
    timedOut,
    sections,
    exam: validateExam(fields.exam),
    marked,
  };
  return isHandedIn(paper) && isZone(zone) && isSpan(used) && id !== "" ? paper : "shape";
}

/** Returns the ids of a section; null, which is invalid there, if the value is no list. */
function validateIds(value: unknown): unknown {
  return Array.isArray(value) ? value.map((id) => shortText(id)) : null;
}

function validateExam(value: unknown): unknown {
  if (!isFields(value)) return null;
  const { minutes, passing, choosePage } = value;
  if (![minutes, passing].every((number) => isWhole(number, 0, MOST_MARKS))) return null;
  const shares = Array.isArray(value.shares) ? value.shares.filter(isNumber).slice(0, 3) : null;
  return {
    name: shortText(value.name),
    title: shortText(value.title, LONGEST_LINE),
    about: shortText(value.about, LONGEST_LINE) ?? "",
    minutes,
    passing,
    choosePage: choosePage === true,
    pages: listOf(value.pages)
      .slice(0, MOST_ITEMS)
      .flatMap((page) => shortText(page, LONGEST_LINE) ?? []),
    shares,
    sections: listOf(value.sections).slice(0, MOST_ITEMS).map(validateSection),
  };
}

function validateSection(value: unknown): unknown {
  if (!isFields(value)) return null;
  const { type, count, marks, partly } = value;
  if (!TYPES.includes(type) || ![count, marks].every((number) => isWhole(number, 0, MOST_MARKS))) return null;
  return { title: shortText(value.title, LONGEST_LINE), type, count, marks, partly };
}

function validateMark(value: unknown): unknown {
  if (!isFields(value)) return null;
  const { standing, halves } = value;
  const response = validateResponse(value.response, DEEPEST_RESPONSE);
  if (response === undefined || !isWhole(halves, 0, 2 * MOST_MARKS)) return null;
  return {
    question: shortText(value.question),
    version: shortText(value.version),
    response,
    standing,
    halves,
  };
}

function validateTick({ page, text, ticked, at }: Fields): Tick | Reason {
  if (!isText(page) || !isText(text) || typeof ticked !== "boolean" || !isNumber(at)) return "shape";
  if (page.length > LONGEST_PAGE || text.length > LONGEST_TICK) return "long";
  return { page, text, ticked, at };
}

function validateRead({ page, place, at, ended }: Fields): Read | Reason {
  const read: unknown = { format: FORMAT, page, place, at, ended };
  if (!isRead(read)) return "shape";
  if (read.page.length > LONGEST_ID || read.place.length > LONGEST_ID) return "long";
  return { page: read.page, place: read.place, at: read.at, ended: read.ended };
}

function validateNote(fields: Fields): NoteEvent | Reason {
  const { id, note, page, place, digest, question, quote, text, removed, at, order } = fields;
  const short = [id, note, page, place, digest, question];
  if (![...short, quote, text].every(isText)) return "shape";
  if (short.some((one) => isText(one) && one.length > LONGEST_ID)) return "long";
  if (String(quote).length > LONGEST_QUOTE || String(text).length > LONGEST_NOTE) return "long";
  if (!isTime(order)) return "time";
  const event: unknown = {
    format: FORMAT,
    id,
    note,
    page,
    place,
    digest,
    question,
    quote,
    text,
    removed,
    at,
    order,
  };
  return isNoteEvent(event) && event.id !== "" && event.note !== "" ? event : "shape";
}

/** Returns a copy of a response of any type; undefined if it is invalid. */
function validateResponse(value: unknown, deepest: number): unknown {
  if (value === null || typeof value === "boolean" || isNumber(value)) return value;
  if (isText(value)) return value.length <= LONGEST_IMPORTED_ANSWER ? value : undefined;
  if (deepest === 0) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => validateResponse(item, deepest - 1));
    return items.length <= MOST_ITEMS && items.every((item) => item !== undefined) ? items : undefined;
  }
  if (!isFields(value) || !isText(value.text) || value.text.length > LONGEST_IMPORTED_ANSWER)
    return undefined;
  return { text: value.text, covered: listOf(value.covered).filter(isNumber).slice(0, MOST_ITEMS) };
}

function isReason(value: unknown): value is Reason {
  return typeof value === "string";
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function shortText(value: unknown, longest = LONGEST_ID): string | null {
  return isText(value) && value.length <= longest ? value : null;
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return isNumber(value) && Number.isInteger(value) && value >= least && value <= most;
}

function isSpan(value: unknown): boolean {
  return isNumber(value) && value >= 0 && value <= LONGEST_SPAN;
}

export function isTime(value: unknown): value is number {
  return isNumber(value) && value >= 0 && value <= LATEST;
}

/** Returns whether a value is a time zone, in minutes east of UTC. */
function isZone(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) <= 14 * 60;
}
