/**
 * A learner's record as a file: to keep it safe, to carry it to another machine, to bring two together.
 *
 * What comes in is data from anywhere. It is read field by field into records of our own; what does not fit is left
 * out and named. Bringing in is a union: the same file twice adds nothing, and the order of two files does not matter.
 */

import { LONGEST_ANSWER, RATING_NAMES } from "../core/answer";
import { pastTime } from "../core/attempt-order";
import { checksum } from "../core/checksum";
import type { Body } from "../core/data";
import { type Fields, isFields, parseJson, TRAPS } from "../core/foreign";
import { type Attempt, isAttempt } from "./attempts";
import { fieldsOf, isNumber, isText } from "./fields";
import { readAttempts } from "./pack";
import { type HandedIn, isHandedIn } from "./papers";
import { isRead, type Read } from "./reads";
import type { Change, Records } from "./records";
import { FORMAT } from "./schema";
import { LEARNER } from "./settings";

export const RECORD_FORMAT = "course-record";
export const RECORD_VERSION = 1;

/** The most bytes of a file that is read. */
export const LARGEST_FILE = 50 * 1024 * 1024;

const MOST_ATTEMPTS = 200_000;
const MOST_OTHERS = 20_000;
const DEEPEST = 16;
const DEEPEST_RESPONSE = 4;
const LONGEST_ID = 120;
/** As long as a blueprint's lines may be. */
const LONGEST_LINE = 300;
const LONGEST_TEXT = 5000;
/** Answers written before fields had a limit come in again as they went out, up to a length beyond any real one. */
const LONGEST_IMPORTED_ANSWER = 10 * LONGEST_ANSWER;
/** As many as a blueprint can ask for. */
const MOST_QUESTIONS = 4000;
const MOST_ITEMS = 500;
const MOST_MARKS = 10_000;
/** Clocks are set wrong by years in either direction; beyond the year 2200 it is no time at all. */
const LATEST = Date.UTC(2200, 0, 1);
/** The most milliseconds that a clock set right again can seem to have jumped. */
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

export interface Tick {
  readonly page: string;
  readonly text: string;
  readonly ticked: boolean;
  readonly at: number;
}

/** What one profile has: all that is worth carrying. */
export interface Holdings {
  readonly attempts: readonly Attempt[];
  readonly papers: readonly HandedIn[];
  readonly ticks: readonly Tick[];
  readonly reads: readonly Read[];
  /** Marks the slips of this learner; empty if none was made. */
  readonly learner: string;
}

/** Why something in a file is left out; `other-profile`: its id stands for something else in this browser. */
export type Reason = "shape" | "time" | "long" | "twice" | "other-profile";

/** Why a whole file is left alone. */
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

/** A file that is left alone; `title` names the course that it is of, where it says so. */
export interface Refused {
  readonly problem: Problem;
  readonly title?: string;
}

/** Which course a file is of: what goes into one, and what one is compared with. */
export interface Origin {
  /** The course's permanent id. */
  readonly id: string;
  readonly title: string;
  /** The course version. */
  readonly course: string;
}

export interface RecordFile {
  /** Whose it is; empty if they gave no name. */
  readonly name: string;
  readonly made: number;
  readonly course: string;
  readonly holdings: Holdings;
  /** How many entries were left out, by reason. */
  readonly refused: ReadonlyMap<Reason, number>;
}

/** What bringing a file in comes to. */
export interface Plan {
  readonly attempts: { readonly fresh: number; readonly known: number };
  readonly papers: { readonly fresh: number; readonly known: number };
  /** Ticks and pages that change. */
  readonly others: number;
  readonly refused: ReadonlyMap<Reason, number>;
  readonly changes: readonly Change[];
}

/** Reads what the current profile has; `others` are ids that stand for something else in this browser. */
export async function readHoldings(records: Records): Promise<Holdings & { others: ReadonlySet<string> }> {
  const { profile } = records;
  const [attempts, papers, ticks, reads, settings] = await Promise.all([
    readAttempts(records),
    // Everybody's: a paper that is somebody else's here must not come in again under this name.
    records.all("papers"),
    records.all("ticks", [profile]),
    records.all("reads", [profile]),
    records.all("settings", [profile, LEARNER]),
  ]);
  const logged = attempts.filter(isAttempt).filter((attempt) => attempt.profile === profile);
  const handedIn = papers.filter(isHandedIn).filter((paper) => fieldsOf(paper)?.profile === profile);
  const own = new Set<unknown>([...logged, ...handedIn]);
  const rest = [...attempts, ...papers].filter((record) => !own.has(record));
  const learner = fieldsOf(settings[0])?.value;
  return {
    attempts: logged,
    papers: handedIn,
    ticks: ticks.filter(isTick),
    reads: reads.filter(isRead),
    learner: isText(learner) ? learner : "",
    others: new Set(rest.map((record) => (record as Fields | null)?.id).filter(isText)),
  };
}

/** The file of a profile's holdings, as text; `made` in milliseconds since 1970. */
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
    learner: holdings.learner,
  };
  return JSON.stringify({ ...content, checksum: checksum(content) });
}

/** Reads a file of the course with this id; one that names no course must answer questions that this one has. */
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
  const lists = [value.attempts, value.papers, value.ticks, value.reads].map(listOf);
  const [attempts = [], ...others] = lists;
  if (attempts.length > MOST_ATTEMPTS || others.some(({ length }) => length > MOST_OTHERS)) {
    return { problem: "too-many" };
  }
  return readOwn(value, id, questions, readContent(value, lists));
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
  // Files of earlier versions name no course.
  const { attempts, papers } = file.holdings;
  const asked = [
    ...attempts.map(({ question }) => question),
    ...papers.flatMap(({ sections }) => sections.flat()),
  ];
  return asked.length === 0 || asked.some((one) => questions.has(one)) ? file : { problem: "other-course" };
}

function readContent(value: Fields, lists: readonly (readonly unknown[])[]): RecordFile {
  const [attempts = [], papers = [], ticks = [], reads = []] = lists;
  const sieve = new Sieve();
  return {
    name: shortText(value.name) ?? "",
    made: isTime(value.made) ? value.made : 0,
    course: shortText(value.course) ?? "",
    holdings: {
      attempts: sieve.take(attempts, cleanAttempt, ({ id }) => id),
      papers: sieve.take(papers, cleanPaper, ({ id }) => id),
      ticks: sieve.take(ticks, cleanTick, ({ page, text }) => JSON.stringify([page, text])),
      reads: sieve.take(reads, cleanRead, ({ page }) => page),
      learner: shortText(value.learner) ?? "",
    },
    refused: sieve.refused,
  };
}

/** Lets through what makes sense, once each, and counts the rest by reason. */
class Sieve {
  readonly refused = new Map<Reason, number>();

  take<Item>(
    values: readonly unknown[],
    clean: (fields: Fields) => Item | Reason,
    nameOf: (item: Item) => string,
  ): readonly Item[] {
    const found = new Map<string, Item>();
    for (const value of values) {
      const reason = this.refuse(value);
      const item = reason ?? clean(value as Fields);
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

/** What importing a file would change at `now`; `others` are ids that stand for something else in this browser. */
export function planImport(
  mine: Holdings,
  others: ReadonlySet<string>,
  { holdings, refused }: Pick<RecordFile, "holdings" | "refused">,
  profile: string,
  now: number,
): Plan {
  const attempts = apart(holdings.attempts, mine.attempts, ({ id }) => id);
  const papers = apart(holdings.papers, mine.papers, ({ id }) => id);
  const settled = settledPapers(mine.papers, holdings.papers);
  const own = attempts.fresh.filter(({ id }) => !others.has(id));
  const ownPapers = papers.fresh.filter(({ id }) => !others.has(id));
  const foreign = attempts.fresh.length - own.length + papers.fresh.length - ownPapers.length;
  const ticks = changedTicks(mine.ticks, holdings.ticks, now);
  const reads = changedReads(mine.reads, holdings.reads, now);
  const learner = firstOf(mine.learner, holdings.learner);
  const home = { format: FORMAT, profile };
  const sum = new Map(refused);
  if (foreign > 0) sum.set("other-profile", foreign);
  return {
    attempts: { fresh: own.length, known: attempts.known },
    papers: { fresh: ownPapers.length, known: papers.known },
    others: ticks.length + reads.length + settled.length,
    refused: sum,
    changes: [
      ...own.map((attempt): Change => ({ store: "attempts", add: { ...attempt, ...home } })),
      ...ownPapers.map((paper): Change => ({ store: "papers", add: { ...paper, ...home } })),
      ...settled.map((paper): Change => ({ store: "papers", put: { ...paper, ...home } })),
      ...ticks.map((tick): Change => ({ store: "ticks", put: { ...tick, ...home } })),
      ...reads.map((read): Change => ({ store: "reads", put: { ...read, ...home } })),
      ...(learner === mine.learner
        ? []
        : [{ store: "settings", put: { ...home, name: LEARNER, value: learner } } as const]),
    ],
  };
}

function apart<Item>(given: readonly Item[], mine: readonly Item[], nameOf: (item: Item) => string) {
  const known = new Set(mine.map(nameOf));
  const fresh = given.filter((item) => !known.has(nameOf(item)));
  return { fresh, known: given.length - fresh.length };
}

/** Papers of which the other side knows more: there the learner has marked what no program can. */
function settledPapers(mine: readonly HandedIn[], given: readonly HandedIn[]): readonly HandedIn[] {
  const waiting = new Map(mine.map((paper) => [paper.id, pendingOf(paper)]));
  return given.filter((paper) => pendingOf(paper) < (waiting.get(paper.id) ?? 0));
}

function pendingOf({ marked }: HandedIn): number {
  return marked.filter(({ standing }) => standing === "pending").length;
}

/** The later word on a line holds; at the same moment a tick does. A time in the future is of a wrong clock. */
function changedTicks(mine: readonly Tick[], given: readonly Tick[], now: number): readonly Tick[] {
  const known = new Map(mine.map((tick) => [JSON.stringify([tick.page, tick.text]), tick]));
  return given.filter((tick) => {
    const before = known.get(JSON.stringify([tick.page, tick.text]));
    if (!before) return true;
    const [later, earlier] = [pastTime(tick.at, now), pastTime(before.at, now)];
    return later > earlier || (later === earlier && tick.ticked && !before.ticked);
  });
}

/** Read to the end as early as either says; the place is where the later one was. */
function changedReads(mine: readonly Read[], given: readonly Read[], now: number): readonly Read[] {
  const known = new Map(mine.map((read) => [read.page, read]));
  return given.flatMap((read) => {
    const before = known.get(read.page);
    if (!before) return [read];
    const [theirs, ours] = [pastTime(read.at, now), pastTime(before.at, now)];
    const later = theirs > ours || (theirs === ours && read.place > before.place) ? read : before;
    const ended = earliest(read.ended, before.ended);
    const same = later === before && ended === before.ended;
    return same ? [] : [{ page: read.page, place: later.place, at: later.at, ended }];
  });
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** Of two marks of the same learner one is kept, whichever way round they come. */
function firstOf(one: string, other: string): string {
  if (one === "" || other === "") return one || other;
  return one < other ? one : other;
}

function cleanAttempt(fields: Fields): Attempt | Reason {
  const { id, question, version, verdict, at, zone, took, mode, paper, rating, order } = fields;
  const response = cleanResponse(fields.response, DEEPEST_RESPONSE);
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
  // A clock that was set back makes it negative.
  return isSpan(Math.abs(attempt.took)) ? attempt : "shape";
}

function cleanPaper(fields: Fields): HandedIn | Reason {
  const { id, number, course, started, ended, zone, used, timedOut } = fields;
  if ([id, number, course].some((text) => !isText(text) || text.length > LONGEST_ID)) return "shape";
  if (![fields.marked, fields.sections].every(Array.isArray)) return "shape";
  const marked = listOf(fields.marked).map(cleanMark);
  const sections = listOf(fields.sections).map(cleanIds);
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
    exam: cleanExam(fields.exam),
    marked,
  };
  return isHandedIn(paper) && isZone(zone) && isSpan(used) && id !== "" ? paper : "shape";
}

/** The ids of a section; null, which no paper has there, if they are no list. */
function cleanIds(value: unknown): unknown {
  return Array.isArray(value) ? value.map((id) => shortText(id)) : null;
}

function cleanExam(value: unknown): unknown {
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
    sections: listOf(value.sections).slice(0, MOST_ITEMS).map(cleanSection),
  };
}

function cleanSection(value: unknown): unknown {
  if (!isFields(value)) return null;
  const { type, count, marks, partly } = value;
  if (!TYPES.includes(type) || ![count, marks].every((number) => isWhole(number, 0, MOST_MARKS))) return null;
  return { title: shortText(value.title, LONGEST_LINE), type, count, marks, partly };
}

function cleanMark(value: unknown): unknown {
  if (!isFields(value)) return null;
  const { standing, halves } = value;
  const response = cleanResponse(value.response, DEEPEST_RESPONSE);
  if (response === undefined || !isWhole(halves, 0, 2 * MOST_MARKS)) return null;
  return {
    question: shortText(value.question),
    version: shortText(value.version),
    response,
    standing,
    halves,
  };
}

function cleanTick({ page, text, ticked, at }: Fields): Tick | Reason {
  if (!isText(page) || !isText(text) || typeof ticked !== "boolean" || !isNumber(at)) return "shape";
  if (page.length > LONGEST_ID || text.length > LONGEST_TEXT) return "long";
  return { page, text, ticked, at };
}

function cleanRead({ page, place, at, ended }: Fields): Read | Reason {
  const read: unknown = { format: FORMAT, page, place, at, ended };
  if (!isRead(read)) return "shape";
  if (read.page.length > LONGEST_ID || read.place.length > LONGEST_ID) return "long";
  return { page: read.page, place: read.place, at: read.at, ended: read.ended };
}

/** A copy of an answer of any type; undefined if it cannot be one. */
function cleanResponse(value: unknown, deepest: number): unknown {
  if (value === null || typeof value === "boolean" || isNumber(value)) return value;
  if (isText(value)) return value.length <= LONGEST_IMPORTED_ANSWER ? value : undefined;
  if (deepest === 0) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => cleanResponse(item, deepest - 1));
    return items.length <= MOST_ITEMS && items.every((item) => item !== undefined) ? items : undefined;
  }
  if (!isFields(value) || !isText(value.text) || value.text.length > LONGEST_IMPORTED_ANSWER)
    return undefined;
  return { text: value.text, covered: listOf(value.covered).filter(isNumber).slice(0, MOST_ITEMS) };
}

function withoutHome<Item extends object>(item: Item): object {
  const { profile: _, format: __, ...rest } = item as Item & { profile?: unknown; format?: unknown };
  return rest;
}

function isTick(value: unknown): value is Tick {
  const fields = fieldsOf(value);
  return fields !== null && typeof cleanTick(fields) === "object";
}

function isReason(value: unknown): value is Reason {
  return typeof value === "string";
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function shortText(value: unknown, longest = LONGEST_ID): string | null {
  return isText(value) && value.length <= longest ? value : null;
}

/** Does a value of bounded depth have a field that would reach into the objects of the program? */
function hasTrap(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (!Array.isArray(value) && Object.keys(value).some((name) => TRAPS.includes(name))) return true;
  return Object.values(value).some(hasTrap);
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return isNumber(value) && Number.isInteger(value) && value >= least && value <= most;
}

function isSpan(value: unknown): boolean {
  return isNumber(value) && value >= 0 && value <= LONGEST_SPAN;
}

function isTime(value: unknown): value is number {
  return isNumber(value) && value >= 0 && value <= LATEST;
}

/** Minutes east of UTC: from the far west to the far east. */
function isZone(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) <= 14 * 60;
}

/** How deep the brackets of a text go, outside its strings: known before anything is built from it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let place = 0; place < text.length && deepest <= DEEPEST; place++) {
    const letter = text[place];
    if (letter === '"') place = endOfString(text, place);
    if (letter === "{" || letter === "[") depth++;
    if (letter === "}" || letter === "]") depth--;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Where the string that begins at a place ends; the end of the text if it does not. */
function endOfString(text: string, start: number): number {
  for (let place = start + 1; place < text.length; place++) {
    if (text[place] === "\\") place++;
    else if (text[place] === '"') return place;
  }
  return text.length;
}
