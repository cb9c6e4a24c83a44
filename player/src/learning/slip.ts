/** The result slip: the part of their records that a member chooses to share, as a file. */

import { checksum } from "../core/checksum";
import type { CourseIndex } from "../core/course-index";
import { dayOf } from "../core/day";
import { type Fields, isFields, parseJson, TRAPS } from "../core/foreign";
import { shorten, visible } from "../core/visible";
import { type Answered, mastery } from "./progress";
import { type Drawn, fullScore, type Mark, passMark, pendingCount, score } from "./sitting";

export const SLIP_FORMAT = "course-slip";
export const SLIP_VERSION = 1;

/** The longest name of a person or a branch, in characters. */
export const LONGEST = 40;

/** A requirement: questions last answered right, questions attempted, and all questions of the course. */
export interface Total {
  readonly requirement: string;
  readonly right: number;
  readonly asked: number;
  readonly all: number;
}

/** The number of right answers and of others to a question. */
export interface QuestionCount {
  readonly question: string;
  readonly right: number;
  readonly wrong: number;
}

/** One answer; `at` in milliseconds since 1970. */
export interface RawAttempt {
  readonly question: string;
  readonly version: string;
  readonly verdict: string;
  readonly at: number;
  readonly response: unknown;
}

/** A submitted paper. All marks are counted in halves. */
export interface SlipPaper {
  readonly number: string;
  readonly title: string;
  readonly exam: string;
  readonly halves: number;
  readonly full: number;
  /** The pass mark, in halves. */
  readonly passing: number;
  /** In milliseconds since 1970. */
  readonly ended: number;
  readonly marksUnit: "half";
}

export interface Slip {
  readonly format: typeof SLIP_FORMAT;
  readonly version: typeof SLIP_VERSION;
  /** The course's permanent id and its title; missing in slips of earlier versions. */
  readonly id?: string;
  readonly title?: string;
  /** The course version. */
  readonly course: string;
  /** In milliseconds since 1970. */
  readonly made: number;
  /** Minutes east of UTC. */
  readonly zone: number;
  /** The same on every slip of one profile. */
  readonly learner: string;
  readonly name: string | null;
  readonly branch: string;
  readonly totals: readonly Total[];
  /** Days with at least one answer. */
  readonly days: number;
  readonly papers: readonly SlipPaper[];
  readonly questions?: readonly QuestionCount[];
  readonly attempts?: readonly RawAttempt[];
}

/** The data from which a slip is made. */
export interface Known {
  /** The course's permanent id. */
  readonly id: string;
  readonly title: string;
  readonly index: CourseIndex;
  /** Oldest first. */
  readonly log: readonly Logged[];
  readonly papers: readonly Done[];
  readonly learner: string;
  readonly made: number;
  readonly zone: number;
}

export interface Logged extends Answered {
  readonly at: number;
  readonly zone: number;
  readonly response: unknown;
}

export interface Done extends Drawn {
  readonly number: string;
  readonly ended: number;
  readonly marked: readonly Mark[];
}

/** What the member shares beyond totals and papers. */
export interface Reveal {
  readonly name: string | null;
  readonly branch: string;
  readonly questions: boolean;
  readonly attempts: boolean;
}

export function makeSlip(known: Known, reveal: Reveal): Slip {
  const { id, title, index, log, papers, learner, made, zone } = known;
  const versions = new Map(index.questions.map(({ id: question, version }) => [question, version]));
  const valid = log.filter(({ question, version }) => versions.get(question) === version);
  return {
    format: SLIP_FORMAT,
    version: SLIP_VERSION,
    id,
    title: shorten(title, LONGEST),
    course: index.course,
    made,
    zone,
    learner,
    name: shorten(reveal.name ?? "", LONGEST) || null,
    branch: shorten(reveal.branch, LONGEST),
    totals: totalsOf(index, valid),
    days: new Set(log.map(({ at, zone }) => dayOf(at, zone))).size,
    papers: papers.filter(({ marked }) => pendingCount(marked) === 0).flatMap(paperOf),
    ...(reveal.questions && { questions: countsOf(valid) }),
    ...(reveal.attempts && { attempts: log.flatMap(rawOf) }),
  };
}

/** Returns the content of the file, with its checksum. */
export function slipText(slip: Slip): string {
  const rows = encoded(slip);
  return `${JSON.stringify({ ...rows, checksum: checksum(rows) }, null, 1)}\n`;
}

/** The file has totals, counts and attempts as rows. */
function encoded(slip: Slip): object {
  const { totals, questions, attempts } = slip;
  return {
    ...slip,
    totals: totals.map(({ requirement, right, asked, all }) => [requirement, right, asked, all]),
    ...(questions && { questions: questions.map(({ question, right, wrong }) => [question, right, wrong]) }),
    ...(attempts && { attempts: attempts.map(attemptRow) }),
  };
}

function attemptRow({ question, version, verdict, at, response }: RawAttempt): readonly unknown[] {
  return [question, version, verdict, at, response];
}

/** Returns the file's name; `day` such as 2026-01-31, `anonymous` replaces a missing name. */
export function slipFileName({ branch, name, learner }: Slip, day: string, anonymous: string): string {
  // Slips without names lie in one folder, too.
  const who = name ?? `${anonymous}${learner.slice(0, 4)}`;
  const parts = ["成绩单", branch, who, day].map(safeForFile);
  return `${parts.filter(Boolean).join("-")}.json`;
}

function safeForFile(text: string): string {
  return text.replace(/[\\/:*?"<>|.\s]+/g, "_");
}

function totalsOf(index: CourseIndex, valid: readonly Logged[]): readonly Total[] {
  const known = mastery(index, valid);
  // With every answer counted as right, the last verdict shows what was attempted.
  const attempted = mastery(
    index,
    valid.map(({ question, version }) => ({ question, version, verdict: "right" })),
  );
  return Array.from(known, ([requirement, { right, all }]) => {
    return { requirement, right, asked: attempted.get(requirement)?.right ?? 0, all };
  });
}

function countsOf(valid: readonly Logged[]): readonly QuestionCount[] {
  const counts = new Map<string, QuestionCount>();
  for (const { question, verdict } of valid) {
    const { right, wrong } = counts.get(question) ?? { right: 0, wrong: 0 };
    const isRight = verdict === "right";
    counts.set(question, { question, right: right + (isRight ? 1 : 0), wrong: wrong + (isRight ? 0 : 1) });
  }
  return Array.from(counts.values());
}

/** Returns the attempt, unless a slip with it could not be read: records can come from anywhere. */
function rawOf(logged: Logged): readonly RawAttempt[] {
  const raw = attemptOf(attemptRow(logged));
  return raw && isBounded({ attempts: [raw] }) ? [raw] : [];
}

function paperOf(paper: Done): readonly SlipPaper[] {
  const { number, exam, marked, ended } = paper;
  const full = fullScore(paper);
  const found = slipPaperOf({
    number,
    title: shorten(exam.title, LONGEST),
    exam: exam.name,
    halves: score(marked),
    full,
    passing: passMark(paper),
    ended,
    marksUnit: "half",
  });
  return found ? [found] : [];
}

/** Why a file is refused. */
export type Refusal =
  /** Too large, or unreadable for the browser. */
  | "unreadable"
  /** Another kind of file. */
  | "foreign"
  /** A file of learning records. */
  | "record"
  /** A slip of another course. */
  | "ofOtherCourse"
  | "newer"
  /** A truncated slip. */
  | "broken"
  /** A slip that was changed after it was created. */
  | "changed"
  /** A slip with invalid fields. */
  | "senseless";

export type Reading =
  | { readonly slip: Slip; readonly sum: string }
  /** `title` is the course of the slip, if it names one. */
  | { readonly slip: null; readonly why: Refusal; readonly title?: string };

/** Identifies slips of a course. */
export interface SlipCourse {
  /** The course's permanent id. */
  readonly id: string;
  /** The ids of its requirements. */
  readonly requirements: { has(requirement: string): boolean };
}

const RECORD_FORMAT = "course-record";

/** Reads a file as a slip of this course; `text` is null if it could not be read. */
export function readSlip(text: string | null, course: SlipCourse): Reading {
  if (text === null) return refused("unreadable");
  const value = parseJson(text);
  if (value === undefined) return refused(text.includes(`"${SLIP_FORMAT}"`) ? "broken" : "foreign");
  if (!isFields(value)) return refused("foreign");
  if (value.format === RECORD_FORMAT) return refused("record");
  if (value.format !== SLIP_FORMAT) return refused("foreign");
  if (isNumber(value.version, SLIP_VERSION + 1, Infinity)) return refused("newer");
  if (!isBounded(value)) return refused("senseless");
  const { checksum: sum, ...rest } = value;
  if (checksum(rest) !== sum) return refused("changed");
  const slip = slipOf(rest);
  if (!slip) return refused("senseless");
  return isOf(slip, course) ? { slip, sum } : { ...refused("ofOtherCourse"), title: slip.title ?? "" };
}

function refused(why: Refusal): { readonly slip: null; readonly why: Refusal } {
  return { slip: null, why };
}

/** A slip without a course id belongs to this course if it counts any of its requirements. */
function isOf({ id, totals }: Slip, course: SlipCourse): boolean {
  if (id !== undefined) return id === course.id;
  return totals.length === 0 || totals.some(({ requirement }) => course.requirements.has(requirement));
}

const DEEPEST = 8;

/** Returns whether a value is no deeper than a slip, and has no field names that reach prototypes. */
function isBounded(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return false;
    const objects = level.filter((one): one is object => typeof one === "object" && one !== null);
    if (objects.some((one) => Object.keys(one).some((name) => TRAPS.includes(name)))) return false;
    level = objects.flatMap((one) => Object.values(one));
  }
  return true;
}

const MOST = { count: 100_000, totals: 2000, papers: 2000, questions: 20_000, attempts: 100_000 };
const LONGEST_ID = 100;
/** The year 2200, in milliseconds since 1970. */
const LAST = 7_258_118_400_000;
const VERDICTS: readonly unknown[] = ["right", "partial", "wrong", "pending"];

/** Returns a slip of the known fields, if all are valid. */
function slipOf(fields: Fields): Slip | null {
  const { version, id, title, course, made, zone, learner, name, branch, days } = fields;
  const totals = listOf(fields.totals, MOST.totals, totalOf, ({ requirement }) => requirement);
  const papers = listOf(fields.papers, MOST.papers, slipPaperOf, paperKey);
  const extras = extrasOf(fields);
  if (version !== SLIP_VERSION || !totals || !papers || !extras) return null;
  if (!isId(course) || !isId(learner) || !isNumber(made, 0, LAST) || !isNumber(zone, -1000, 1000))
    return null;
  if (!isName(branch) || (name !== null && !isName(name)) || !isNumber(days, 0, MOST.count)) return null;
  return {
    format: SLIP_FORMAT,
    version: SLIP_VERSION,
    ...(isId(id) && { id }),
    ...(isName(title) && { title: shorten(title, LONGEST) }),
    course,
    made,
    zone,
    learner,
    name: name === null ? null : visible(name) || null,
    branch: visible(branch),
    totals,
    days,
    papers,
    ...extras,
  };
}

function paperKey({ number, ended }: SlipPaper): string {
  return `${number} ${ended}`;
}

function extrasOf(fields: Fields): Pick<Slip, "questions" | "attempts"> | null {
  const questions =
    "questions" in fields
      ? listOf(fields.questions, MOST.questions, countOf, ({ question }) => question)
      : [];
  const attempts = "attempts" in fields ? listOf(fields.attempts, MOST.attempts, attemptOf, null) : [];
  if (!questions || !attempts) return null;
  return { ...("questions" in fields && { questions }), ...("attempts" in fields && { attempts }) };
}

/** Returns all items, if each is valid and no key occurs twice. */
function listOf<Item>(
  value: unknown,
  most: number,
  read: (value: unknown) => Item | null,
  key: ((item: Item) => string) | null,
): readonly Item[] | null {
  if (!Array.isArray(value) || value.length > most) return null;
  const items = value.map(read);
  const sound = items.filter((item): item is NonNullable<typeof item> => item !== null);
  if (sound.length < items.length) return null;
  return key && new Set(sound.map(key)).size < sound.length ? null : sound;
}

function totalOf(value: unknown): Total | null {
  if (!Array.isArray(value) || value.length !== 4) return null;
  const [requirement, right, asked, all] = value as unknown[];
  const sound =
    isId(requirement) && isNumber(all, 0, MOST.count) && isNumber(asked, 0, all) && isNumber(right, 0, asked);
  return sound ? { requirement, right, asked, all } : null;
}

function countOf(value: unknown): QuestionCount | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [question, right, wrong] = value as unknown[];
  const sound = isId(question) && isNumber(right, 0, MOST.count) && isNumber(wrong, 0, MOST.count);
  return sound ? { question, right, wrong } : null;
}

function attemptOf(value: unknown): RawAttempt | null {
  if (!Array.isArray(value) || value.length !== 5) return null;
  const [question, version, verdict, at, response] = value as unknown[];
  const sound = isId(question) && isId(version) && VERDICTS.includes(verdict) && isNumber(at, 0, LAST);
  return sound ? { question, version, verdict: String(verdict), at, response } : null;
}

function slipPaperOf(value: unknown): SlipPaper | null {
  if (!isFields(value)) return null;
  const { number, title, exam, halves, full, passing, ended, marksUnit } = value;
  if (!isId(number) || !isId(exam) || !isName(title) || marksUnit !== "half") return null;
  if (!isNumber(full, 1, MOST.count) || !isNumber(halves, 0, full)) return null;
  if (!isNumber(passing, 0, full) || !isNumber(ended, 0, LAST)) return null;
  return { number, title: visible(title), exam, halves, full, passing, ended, marksUnit };
}

/** Returns whether a value is a whole number within bounds. */
function isNumber(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

/** Returns whether a value is an identifier: visible, without white space, not too long. */
function isId(value: unknown): value is string {
  return (
    typeof value === "string" && value !== "" && value.length <= LONGEST_ID && !/[\p{C}\p{Z}]/u.test(value)
  );
}

/** Returns whether a value is a name; a character may take two code units. */
function isName(value: unknown): value is string {
  return typeof value === "string" && value.length <= 2 * LONGEST;
}
