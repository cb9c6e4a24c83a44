/**
 * One run through questions: which ones, the position, and the answers.
 *
 * A session is immutable; each step returns the next session, or the same one if the step does not apply.
 */

import {
  type Entry,
  type Response,
  readDraft,
  readResponse,
  type ShortResponse,
  UNANSWERED,
} from "../core/answer";
import type { Question } from "../core/data";
import { grade, isSelfMarked } from "../core/grade";

export interface Session {
  /** The seed for all shuffling in this run. */
  readonly seed: number;
  /** The ids of a run over some questions; null for all, which then includes questions added later. */
  readonly only: readonly string[] | null;
  readonly questions: readonly Question[];
  readonly entries: ReadonlyMap<string, Entry>;
  /** The question on screen; one past the last is the result. */
  readonly position: number;
}

export interface Tally {
  readonly right: number;
  readonly partial: number;
  readonly wrong: number;
  /** Not submitted, or not self-assessed. */
  readonly open: number;
}

/** Starts a run over all questions, or over some in the order of the bank. */
export function begin(
  bank: readonly Question[],
  seed: number,
  only: readonly string[] | null = null,
): Session {
  const questions = only ? bank.filter(({ id }) => only.includes(id)) : bank;
  // A run over questions that no longer exist would be empty.
  if (questions.length === 0) return { seed, only: null, questions: bank, entries: new Map(), position: 0 };
  return { seed, only, questions, entries: new Map(), position: 0 };
}

/** Resumes a run from stored entries. */
export function resume(session: Session, entries: ReadonlyMap<string, Entry>, position: number): Session {
  const asked = new Set(session.questions.map(({ id }) => id));
  const kept = new Map([...entries].filter(([id]) => asked.has(id)));
  return goTo({ ...session, entries: kept }, position);
}

export function entryOf(session: Session, id: string): Entry {
  return session.entries.get(id) ?? UNANSWERED;
}

export function goTo(session: Session, position: number): Session {
  const within = Math.max(0, Math.min(session.questions.length, Math.trunc(position)));
  return { ...session, position: within };
}

/** Stores a response. After submission only self-assessment can change. */
export function write(session: Session, id: string, response: Response | null): Session {
  const { standing } = entryOf(session, id);
  return standing === null || standing === "pending" ? enter(session, id, { response, standing }) : session;
}

/** Submits an answer. */
export function submit(session: Session, id: string): Session {
  const question = session.questions.find((candidate) => candidate.id === id);
  const { response, standing } = entryOf(session, id);
  if (!question || standing !== null || readResponse(question, response) === null) return session;
  const judged = isSelfMarked(question) ? "pending" : grade(question, response);
  return enter(session, id, { response, standing: judged });
}

/** Applies the learner's self-assessment to an answer that no program can grade. */
export function mark(session: Session, id: string): Session {
  const question = session.questions.find((candidate) => candidate.id === id);
  const { response, standing } = entryOf(session, id);
  if (!question || standing !== "pending") return session;
  return enter(session, id, { response, standing: grade(question, response) });
}

/** Restarts with the questions that were submitted and not right. */
export function retry(session: Session, bank: readonly Question[], seed: number): Session {
  const ids = mistakes(session).map(({ id }) => id);
  return ids.length > 0 ? begin(bank, seed, ids) : session;
}

export function mistakes(session: Session): readonly Question[] {
  return session.questions.filter(({ id }) => {
    const { standing } = entryOf(session, id);
    return standing === "wrong" || standing === "partial";
  });
}

/** Returns the position of the next open question, wrapping around; null if there is none. */
export function nextOpen(session: Session, after: number): number | null {
  const count = session.questions.length;
  for (let step = 1; step <= count; step++) {
    const place = (after + step) % count;
    if (isOpen(session, session.questions[place])) return place;
  }
  return null;
}

export function tally(session: Session, questions: readonly Question[] = session.questions): Tally {
  const counts = { right: 0, partial: 0, wrong: 0, open: 0 };
  for (const { id } of questions) {
    const { standing } = entryOf(session, id);
    counts[standing === null || standing === "pending" ? "open" : standing] += 1;
  }
  return counts;
}

/** Reads a stored entry for the current question; a response that no longer fits counts as unanswered. */
export function restore(question: Question, response: unknown, standing: Entry["standing"]): Entry {
  const read = (standing === null ? readDraft : readResponse)(question, response);
  return read === null ? UNANSWERED : { response: read, standing };
}

/** Stores the ticks of a self-assessed answer in its response. */
export function cover(response: Response | null, covered: readonly number[]): Response | null {
  return response && { ...(response as ShortResponse), covered };
}

function isOpen(session: Session, question: Question | undefined): boolean {
  return question !== undefined && tally(session, [question]).open > 0;
}

function enter(session: Session, id: string, entry: Entry): Session {
  return { ...session, entries: new Map(session.entries).set(id, entry) };
}
