/** What the slips of a branch say together. */

import { nameKey } from "../core/visible";
import type { Reading, Refusal, Slip, SlipPaper } from "./slip";

/** A file as it was handed over, and what came of reading it. */
export interface ReadFile {
  readonly file: string;
  readonly reading: Reading;
}

export interface Counted {
  readonly file: string;
  readonly slip: Slip;
}

/** What there is to say of a file. */
export interface Remark {
  /** Its place among the files: names can come twice. */
  readonly place: number;
  readonly file: string;
  readonly what: Refusal | "replaced" | "twice" | "otherCourse" | "sameName";
  /** The file, or the course, that this one is about, where there is one. */
  readonly other?: string;
}

export interface Pile {
  /** One slip for each member. */
  readonly counted: readonly Counted[];
  /** In the order of the files. */
  readonly remarks: readonly Remark[];
}

/** Sorts out which files count. Of one learner it is the slip made last. */
export function sortOut(files: readonly ReadFile[], course: string): Pile {
  const latest = latestOf(files);
  const counted: Counted[] = [];
  const remarks: Remark[] = [];
  for (const [place, one] of files.entries()) {
    const { file, reading } = one;
    const remark = remarkOn(one, latest);
    if (remark) remarks.push({ place, file, ...remark });
    if (remark || !reading.slip) continue;
    const namesake = counted.find(({ slip }) => isSameName(slip, reading.slip));
    if (namesake) remarks.push({ place, file, what: "sameName", other: namesake.file });
    if (reading.slip.course !== course) remarks.push({ place, file, what: "otherCourse" });
    counted.push({ file, slip: reading.slip });
  }
  return { counted, remarks };
}

function latestOf(files: readonly ReadFile[]): ReadonlyMap<string, ReadFile> {
  const latest = new Map<string, ReadFile>();
  for (const one of files) {
    const { slip } = one.reading;
    if (!slip) continue;
    const before = latest.get(slip.learner)?.reading.slip;
    if (!before || slip.made > before.made) latest.set(slip.learner, one);
  }
  return latest;
}

/** Why a file does not count; null if it does. */
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

function isSameName(one: Slip, other: Slip): boolean {
  return one.name !== null && other.name !== null && nameKey(one.name) === nameKey(other.name);
}

/** Fewer slips than this say nothing of what is hard, and too much of the person. */
export const FEWEST = 3;

/** How many of the hardest are named. */
const NAMED = 10;

export interface Participation {
  readonly slips: number;
  /** Members with at least one paper. */
  readonly sat: number;
  readonly papers: number;
  /** Members who let the counts by question be seen. */
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

/** The lowest percent of each band, which reaches up to the next. */
export const BANDS = [0, 60, 70, 80, 90] as const;

/** How many papers lie in each band; of one paper number, or of all (null). */
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
  /** How often it was handed in, and how often with a pass. */
  readonly count: number;
  readonly passed: number;
}

/** Each paper number, those handed in most often first. */
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
  /** Such as 2026-01, or 2026-01-31. */
  readonly label: string;
  readonly count: number;
}

/** More periods than this are not shown with the empty ones between them. */
const MOST_PERIODS = 120;

/** Papers handed in by month or by day, in the time zone of each member; empty periods in between count too. */
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

/** Something that was asked: how often right, how often at all, and of how many members. */
export interface Hard {
  readonly id: string;
  readonly right: number;
  readonly asked: number;
  readonly slips: number;
}

/** The requirements with the lowest share of right answers, the lowest first. */
export function hardestRequirements(slips: readonly Slip[]): readonly Hard[] {
  return hardest(slips.map(({ totals }) => totals.map(([id, right, asked]) => ({ id, right, asked }))));
}

/** The questions with the lowest share of right answers, of those slips that say so. */
export function hardestQuestions(slips: readonly Slip[]): readonly Hard[] {
  return hardest(
    slips.map(({ questions }) =>
      (questions ?? []).map(([id, right, wrong]) => ({ id, right, asked: right + wrong })),
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

/** In the order of names, those without a name last. */
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

/** The lines of a table as RFC 4180 has them, with no cell that a spreadsheet would run as a formula. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** What begins a formula, in full width too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const guarded = FORMULA.test(value) ? `'${value}` : value;
  return `"${guarded.replace(/"/g, '""')}"`;
}
