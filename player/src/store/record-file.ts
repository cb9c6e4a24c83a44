/** A learner's record as a file: written as text, and read with limits on its size, depth and origin. */

import { checksum } from "../core/checksum";
import { type Fields, isFields, parseJson, TRAPS } from "../core/foreign";
import { isNumber, isText } from "./fields";
import type { Holdings } from "./holdings";
import {
  isTime,
  LONGEST_ID,
  LONGEST_LINE,
  listOf,
  shortText,
  type Validated,
  validateHoldings,
} from "./record-validation";

export const RECORD_FORMAT = "course-record";

export const RECORD_VERSION = 1;

/** The largest file that is read, in bytes. */
export const LARGEST_FILE = 50 * 1024 * 1024;
const MOST_ATTEMPTS = 200_000;

const MOST_OTHERS = 20_000;
const DEEPEST = 16;

/** Why a whole file is refused. */
export type Problem =
  | "unreadable"
  | "not-json"
  | "too-deep"
  | "foreign"
  | "slip"
  | "newer"
  | "damaged"
  | "too-many"
  | "other-course";

/** A refused file; `title` is its course, if it names one. */
export interface Refused {
  readonly problem: Problem;
  readonly title?: string;
}

/** The course that a file belongs to. */
export interface Origin {
  /** The course's permanent id. */
  readonly id: string;
  readonly title: string;
  /** The course version. */
  readonly course: string;
}

export interface RecordFile extends Validated {
  /** The name of the profile; empty without one. */
  readonly name: string;
  readonly made: number;
  readonly course: string;
}

/** Returns a file of a profile's holdings as text; `made` in milliseconds since 1970. */
export function recordFile(holdings: Holdings, name: string, origin: Origin, made: number): string {
  const content = {
    format: RECORD_FORMAT,
    version: RECORD_VERSION,
    ...origin,
    name,
    made,
    attempts: holdings.attempts.map(withoutHome),
    papers: holdings.papers.map(withoutHome),
    ticks: holdings.ticks.map(({ page, text, ticked, at }) => ({ page, text, ticked, at })),
    reads: holdings.reads.map(({ page, place, at, ended }) => ({ page, place, at, ended })),
    notes: holdings.notes.map(withoutHome),
    learner: holdings.learner,
  };
  return JSON.stringify({ ...content, checksum: checksum(content) });
}

/** Reads a file of the course with this id; a file without an id must contain questions of this course. */
export function readRecordFile(
  text: string,
  id: string,
  questions: { has(question: string): boolean },
): RecordFile | Refused {
  if (depthOf(text) > DEEPEST) return { problem: "too-deep" };
  const value = parseJson(text);
  if (value === undefined) return { problem: "not-json" };
  if (hasTrap(value)) return { problem: "foreign" };
  if (!isFields(value) || value.format !== RECORD_FORMAT) {
    return { problem: isFields(value) && value.format === "course-slip" ? "slip" : "foreign" };
  }
  if (isNumber(value.version) && value.version > RECORD_VERSION) return { problem: "newer" };
  const { checksum: sum, ...content } = value;
  if (sum !== checksum(content) || value.version !== RECORD_VERSION) return { problem: "damaged" };
  if (hasTooMany(value)) return { problem: "too-many" };
  return readOwn(value, id, questions, readContent(value));
}

function readContent(value: Fields): RecordFile {
  return {
    name: shortText(value.name) ?? "",
    made: isTime(value.made) ? value.made : 0,
    course: shortText(value.course) ?? "",
    ...validateHoldings(value),
  };
}

function hasTooMany({ attempts, papers, ticks, reads, notes }: Fields): boolean {
  if (listOf(attempts).length > MOST_ATTEMPTS) return true;
  return [papers, ticks, reads, notes].some((list) => listOf(list).length > MOST_OTHERS);
}

function readOwn(
  { id: named, title }: Fields,
  id: string,
  questions: { has(question: string): boolean },
  file: RecordFile,
): RecordFile | Refused {
  if (isText(named)) {
    if (named === id) return file;
    return { problem: "other-course", title: shortText(title, LONGEST_LINE) || named.slice(0, LONGEST_ID) };
  }
  // Files of earlier versions contain no course id.
  const { attempts, papers } = file.holdings;
  const asked = [
    ...attempts.map(({ question }) => question),
    ...papers.flatMap(({ sections }) => sections.flat()),
  ];
  return asked.length === 0 || asked.some((one) => questions.has(one)) ? file : { problem: "other-course" };
}

function withoutHome<Item extends object>(item: Item): object {
  const { profile: _, format: __, ...rest } = item as Item & { profile?: unknown; format?: unknown };
  return rest;
}

/** Returns whether a value of bounded depth has a field that would reach prototypes. */
function hasTrap(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (!Array.isArray(value) && Object.keys(value).some((name) => TRAPS.includes(name))) return true;
  return Object.values(value).some(hasTrap);
}

/** Returns the nesting depth of a JSON text, before it is parsed. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let place = 0; place < text.length && deepest <= DEEPEST; place++) {
    const character = text[place];
    if (character === '"') place = endOfString(text, place);
    if (character === "{" || character === "[") depth++;
    if (character === "}" || character === "]") depth--;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Returns the end of the string that starts at a position; the end of the text if it is not closed. */
function endOfString(text: string, start: number): number {
  for (let place = start + 1; place < text.length; place++) {
    if (text[place] === "\\") place++;
    else if (text[place] === '"') return place;
  }
  return text.length;
}
