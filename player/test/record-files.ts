/** Records and record files for the tests of export and import. */

import assert from "node:assert/strict";
import { checksum } from "../src/core/checksum";
import type { Attempt } from "../src/store/attempts";
import type { Holdings } from "../src/store/holdings";
import type { NoteEvent } from "../src/store/notes";
import type { HandedIn } from "../src/store/papers";
import type { Read } from "../src/store/reads";
import { type RecordFile, readRecordFile } from "../src/store/record-file";
import type { Reason } from "../src/store/record-validation";
import type { Tick } from "../src/store/ticks";
import { exam } from "./bank";

export const NOW = Date.UTC(2026, 10, 25);
export const NOTHING: Holdings = { attempts: [], papers: [], ticks: [], reads: [], notes: [], learner: "" };

export function attempt(id: string, others: Partial<Attempt> = {}): Attempt {
  return {
    format: 1,
    id,
    question: "lending-archive-01",
    version: "0123456789ab",
    response: [0, 2],
    verdict: "partial",
    at: NOW - 1000,
    zone: 480,
    took: 4200,
    mode: "practice",
    paper: null,
    profile: "local",
    ...others,
  };
}

export function paper(id: string, standing: "right" | "pending" = "right"): HandedIn {
  return {
    id,
    number: "quick-1",
    exam: exam("quick", 6, { title: "一", type: "short", count: 1, marks: 1, partly: "none" }),
    course: "0badcafe",
    sections: [["a"]],
    started: NOW - 5000,
    ended: NOW - 1000,
    zone: 480,
    used: 4000,
    timedOut: false,
    marked: [{ question: "a", version: "v", response: { text: "答", covered: [0] }, standing, halves: 2 }],
    ...({ format: 1, profile: "local" } as object),
  };
}

export function note(id: string, others: Partial<NoteEvent> = {}): NoteEvent {
  return {
    id,
    note: id,
    page: "study/a.html",
    place: "r1",
    digest: "0123abcd",
    question: "",
    quote: "原文",
    text: "记一笔",
    removed: false,
    at: NOW - 1,
    order: NOW - 1,
    ...others,
    ...({ format: 1, profile: "local" } as object),
  };
}

export const ORIGIN = { id: "sample", title: "样例", course: "0badcafe" };
export const ALL_KNOWN = { has: () => true };

export function read(text: string): RecordFile {
  const file = readRecordFile(text, ORIGIN.id, ALL_KNOWN);
  assert.ok(!("problem" in file), JSON.stringify(file));
  return file;
}

export function problem(text: string): string {
  const file = readRecordFile(text, ORIGIN.id, ALL_KNOWN);
  return "problem" in file ? file.problem : "none";
}

/** A file with these fields and the right checksum. */
export function file(fields: object): string {
  const content = { format: "course-record", version: 1, name: "", course: "c", made: NOW, ...fields };
  return JSON.stringify({ ...content, checksum: checksum(content) });
}

export function reasons(fields: object): [Reason, number][] {
  return Array.from(read(file(fields)).refused);
}

export const HELD: Holdings = {
  attempts: [attempt("1"), attempt("2", { rating: "hard" })],
  papers: [paper("p")],
  ticks: [{ page: "study/a.html", text: "甲", ticked: true, at: NOW - 1 }],
  reads: [{ page: "study/a.html", place: "r1", at: NOW - 1, ended: null }],
  notes: [note("n"), note("m", { note: "n", removed: true })],
  learner: "abc",
};

/** What a store holds after the changes. */
export function applied(before: Holdings, changes: readonly object[]): Holdings {
  const after = {
    attempts: new Map(before.attempts.map((one) => [one.id, one])),
    papers: new Map(before.papers.map((one) => [one.id, one])),
    ticks: new Map(before.ticks.map((one) => [`${one.page} ${one.text}`, one])),
    reads: new Map(before.reads.map((one) => [one.page, one])),
    notes: new Map(before.notes.map((one) => [one.id, one])),
  };
  let { learner } = before;
  for (const change of changes as { store: string; put?: object; add?: object }[]) {
    const record = (change.put ?? change.add) as Record<string, unknown> & { id: string };
    if (change.store === "attempts") after.attempts.set(record.id, record as unknown as Attempt);
    if (change.store === "papers") after.papers.set(record.id, record as unknown as HandedIn);
    if (change.store === "ticks") after.ticks.set(`${record.page} ${record.text}`, record as unknown as Tick);
    if (change.store === "reads") after.reads.set(String(record.page), record as unknown as Read);
    if (change.store === "notes") after.notes.set(record.id, record as unknown as NoteEvent);
    if (change.store === "settings") learner = String(record.value);
  }
  return normal({
    attempts: Array.from(after.attempts.values()),
    papers: Array.from(after.papers.values()),
    ticks: Array.from(after.ticks.values()),
    reads: Array.from(after.reads.values()),
    notes: Array.from(after.notes.values()),
    learner,
  });
}

/** In one order, and without what only a stored record has. */
export function normal({ attempts, papers, ticks, reads, notes, learner }: Holdings): Holdings {
  const sorted = <Item extends object>(items: readonly Item[]) =>
    items
      .map((item) => ({ ...item, format: 1, profile: "local" }))
      .sort((one, other) => (checksum(one) < checksum(other) ? -1 : 1));
  return {
    // One without a number stands where its time says, and is numbered so when it comes in.
    attempts: sorted(attempts.map((one) => ({ ...one, order: one.order ?? one.at }))),
    papers: sorted(papers),
    ticks: sorted(ticks),
    reads: sorted(reads),
    notes: sorted(notes),
    learner,
  };
}

/** Mulberry32. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
