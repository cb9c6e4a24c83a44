/** The summary of a branch's slips. */

import { pastTime } from "../core/attempt-order";
import { nameKey } from "../core/visible";
import type { Reading, Refusal, Slip, SlipPaper } from "./slip";

/** A file and the result of reading it. */
export interface ReadFile {
  readonly file: string;
  readonly reading: Reading;
}

export interface Counted {
  readonly file: string;
  readonly slip: Slip;
}

/** A message about a file. */
export interface Remark {
  /** Its index among the files: names are not unique. */
  readonly place: number;
  readonly file: string;
  readonly what: Refusal | "replaced" | "twice" | "otherCourse" | "sameName";
  /** The file or the course that the message refers to, if any. */
  readonly other?: string;
}

export interface Pile {
  /** One slip for each member. */
  readonly counted: readonly Counted[];
  /** In the order of the files. */
  readonly remarks: readonly Remark[];
}

/** Determines which files count: for each learner, the latest slip; `now` is in milliseconds since 1970. */
export function sortOut(files: readonly ReadFile[], course: string, now: number): Pile {
  const latest = latestOf(files, now);
  const counted: Counted[] = [];
  const remarks: Remark[] = [];
  for (const [place, one] of files.entries()) {
    const { file, reading } = one;
    const remark = remarkOn(one, latest);
    if (remark) remarks.push({ place, file, ...remark });
    if (remark || !reading.slip) continue;
    const namesake = namesakeOf(one, latest);
    if (namesake) remarks.push({ place, file, what: "sameName", other: namesake.file });
    if (reading.slip.course !== course) remarks.push({ place, file, what: "otherCourse" });
    counted.push({ file, slip: reading.slip });
  }
  return { counted, remarks };
}

/** Returns the files without one that counts and those that do not count because of it. */
export function without(files: readonly ReadFile[], place: number): readonly ReadFile[] {
  const learner = files[place]?.reading.slip?.learner;
  return files.filter(
    ({ reading: { slip } }, other) => other !== place && (slip === null || slip.learner !== learner),
  );
}

function latestOf(files: readonly ReadFile[], now: number): ReadonlyMap<string, ReadFile> {
  const latest = new Map<string, ReadFile>();
  for (const one of files) {
    const { slip } = one.reading;
    if (!slip) continue;
    const before = latest.get(slip.learner)?.reading.slip;
    if (!before || isLater(slip.made, before.made, now)) latest.set(slip.learner, one);
  }
  return latest;
}

/** A time in the future is wrong, and earlier than any other: a later slip replaces it. */
function isLater(made: number, before: number, now: number): boolean {
  return (pastTime(made, now) - pastTime(before, now) || made - before) > 0;
}

/** Returns why a file does not count; null if it does. */
function remarkOn(
  one: ReadFile,
  latest: ReadonlyMap<string, ReadFile>,
): Pick<Remark, "what" | "other"> | null {
  const { reading } = one;
  if (!reading.slip) return { what: reading.why, ...(reading.title && { other: reading.title }) };
  const last = latest.get(reading.slip.learner);
  if (!last || last === one) return null;
  const isSame = last.reading.slip && last.reading.sum === reading.sum;
  return { what: isSame ? "twice" : "replaced", other: last.file };
}

/** Returns another file that counts and has the same name in it. */
function namesakeOf(one: ReadFile, latest: ReadonlyMap<string, ReadFile>): ReadFile | undefined {
  return Array.from(latest.values()).find(
    (other) => other !== one && isSameName(other.reading.slip, one.reading.slip),
  );
}

function isSameName(one: Slip | null, other: Slip | null): boolean {
  if (!one?.name || !other?.name) return false;
  return nameKey(one.name) === nameKey(other.name);
}

/** Fewer slips than this are not significant, and reveal too much about individuals. */
export const FEWEST = 3;

/** The length of the list of hardest items. */
const NAMED = 10;

export interface Participation {
  readonly slips: number;
  /** Members with at least one paper. */
  readonly sat: number;
  readonly papers: number;
  /** Members who share their counts by question. */
  readonly revealed: number;
  readonly branches: readonly string[];
}

export function participation(slips: readonly Slip[]): Participation {
  return {
    slips: slips.length,
    sat: slips.filter(({ papers }) => papers.length > 0).length,
    papers: slips.reduce((sum, { papers }) => sum + papers.length, 0),
    revealed: slips.filter(({ questions }) => questions).length,
    branches: Array.from(new Set(slips.map(({ branch }) => branch).filter(Boolean))),
  };
}

/** The lower bounds of the score bands, in percent. */
export const BANDS = [0, 60, 70, 80, 90] as const;

/** Counts papers by band, for one paper number, or for all (null). */
export function bands(slips: readonly Slip[], number: string | null): readonly number[] {
  const percents = papersOf(slips, number).map(({ halves, full }) => (halves * 100) / full);
  return BANDS.map((low, place) => {
    const next = BANDS[place + 1] ?? Infinity;
    return percents.filter((percent) => percent >= low && percent < next).length;
  });
}

export interface PaperRow {
  readonly number: string;
  readonly title: string;
  /** How often it was submitted, and how often passed. */
  readonly count: number;
  readonly passed: number;
}

/** The papers by number, most submitted first. */
export function paperRows(slips: readonly Slip[]): readonly PaperRow[] {
  const rows = new Map<string, PaperRow>();
  for (const paper of papersOf(slips, null)) {
    const { number, title } = paper;
    const before = rows.get(number) ?? { number, title, count: 0, passed: 0 };
    rows.set(number, { ...before, count: before.count + 1, passed: before.passed + (isPass(paper) ? 1 : 0) });
  }
  return Array.from(rows.values()).sort(
    (one, other) => other.count - one.count || (one.number < other.number ? -1 : 1),
  );
}

export function isPass({ halves, passing }: SlipPaper): boolean {
  return halves >= passing;
}

export type Unit = "day" | "month";

export interface Period {
  /** For example 2026-01 or 2026-01-31. */
  readonly label: string;
  readonly count: number;
}

/** The most periods for which gaps are filled. */
const MOST_PERIODS = 120;

/** Counts papers by month or day, in the time zone of each member; gaps are filled with zero. */
export function overTime(slips: readonly Slip[], unit: Unit): readonly Period[] {
  const counts = new Map<string, number>();
  for (const { zone, papers } of slips) {
    for (const { ended } of papers) {
      const label = periodOf(ended + zone * 60_000, unit);
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
  }
  const labels = Array.from(counts.keys()).sort();
  return withGaps(labels, unit).map((label) => ({ label, count: counts.get(label) ?? 0 }));
}

function periodOf(at: number, unit: Unit): string {
  return new Date(at).toISOString().slice(0, unit === "day" ? 10 : 7);
}

function withGaps(labels: readonly string[], unit: Unit): readonly string[] {
  const last = labels[labels.length - 1];
  const all: string[] = [];
  for (let label = labels[0]; label !== undefined && last !== undefined && label <= last; ) {
    all.push(label);
    if (all.length > MOST_PERIODS) return labels;
    label = following(label, unit);
  }
  return all;
}

function following(label: string, unit: Unit): string {
  const [year = 0, month = 1, day = 1] = label.split("-").map(Number);
  return periodOf(unit === "day" ? Date.UTC(year, month - 1, day + 1) : Date.UTC(year, month, 1), unit);
}

/** A question or a requirement: correct answers, all answers, and the number of members. */
export interface Hard {
  readonly id: string;
  readonly right: number;
  readonly asked: number;
  readonly slips: number;
}

/** The requirements with the lowest share of correct answers, lowest first. */
export function hardestRequirements(slips: readonly Slip[]): readonly Hard[] {
  return hardest(
    slips.map(({ totals }) =>
      totals.map(({ requirement, right, asked }) => ({ id: requirement, right, asked })),
    ),
  );
}

/** The questions with the lowest share of correct answers, from the slips that share them. */
export function hardestQuestions(slips: readonly Slip[]): readonly Hard[] {
  return hardest(
    slips.map(({ questions }) =>
      (questions ?? []).map(({ question, right, wrong }) => ({ id: question, right, asked: right + wrong })),
    ),
  );
}

function hardest(members: readonly (readonly Omit<Hard, "slips">[])[]): readonly Hard[] {
  const sums = new Map<string, Hard>();
  for (const { id, right, asked } of members.flat()) {
    if (asked === 0) continue;
    const before = sums.get(id) ?? { id, right: 0, asked: 0, slips: 0 };
    sums.set(id, {
      id,
      right: before.right + right,
      asked: before.asked + asked,
      slips: before.slips + 1,
    });
  }
  return Array.from(sums.values())
    .filter((one) => one.slips >= FEWEST && one.right < one.asked)
    .sort((one, other) => one.right * other.asked - other.right * one.asked || (one.id < other.id ? -1 : 1))
    .slice(0, NAMED);
}

/** Sorted by name; members without a name come last. */
export function byName(counted: readonly Counted[]): readonly Counted[] {
  const order = new Intl.Collator("zh-CN");
  return [...counted].sort(
    ({ slip: one }, { slip: other }) =>
      Number(one.name === null) - Number(other.name === null) ||
      order.compare(one.name ?? "", other.name ?? "") ||
      order.compare(one.branch, other.branch),
  );
}

function papersOf(slips: readonly Slip[], number: string | null): readonly SlipPaper[] {
  const all = slips.flatMap(({ papers }) => papers);
  return number === null ? all : all.filter((paper) => paper.number === number);
}

/** Formats rows as CSV (RFC 4180), and escapes cells that a spreadsheet would run as a formula. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** The characters that start a formula, including full-width ones. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const guarded = FORMULA.test(value) ? `'${value}` : value;
  return `"${guarded.replace(/"/g, '""')}"`;
}
