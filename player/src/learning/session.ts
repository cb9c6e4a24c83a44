/**
 * One run through a bank: which questions, where the learner is, what they answered.
 *
 * A session never changes; every step returns the next one, or the same if the step does not apply.
 */

import { type Entry, type Response, readResponse, type ShortResponse, UNANSWERED } from "../core/answer";
import type { Question } from "../core/data";
import { grade, isSelfMarked } from "../core/grade";

export interface Session {
  /** All shuffling in this run follows from it. */
  readonly seed: number;
  /** The ids of a run over some questions only; null for all, which then takes in questions added later. */
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
  /** Not handed in, or not marked yet. */
  readonly open: number;
}

/** Starts a run over all questions, or over some of them in the bank's order. */
export function begin(
  bank: readonly Question[],
  seed: number,
  only: readonly string[] | null = null,
): Session {
  const questions = only ? bank.filter(({ id }) => only.includes(id)) : bank;
  // A run over questions that no longer exist would have nothing to ask.
  if (questions.length === 0) return { seed, only: null, questions: bank, entries: new Map(), position: 0 };
  return { seed, only, questions, entries: new Map(), position: 0 };
}

/** Takes a run up again where the stored entries left it. */
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

/** Notes what the learner has filled in so far. After handing in nothing changes but their own marks. */
export function write(session: Session, id: string, response: Response | null): Session {
  const { standing } = entryOf(session, id);
  return standing === null || standing === "pending" ? enter(session, id, { response, standing }) : session;
}

/** Hands an answer in. */
export function submit(session: Session, id: string): Session {
  const question = session.questions.find((candidate) => candidate.id === id);
  const { response, standing } = entryOf(session, id);
  if (!question || response === null || standing !== null) return session;
  const judged = isSelfMarked(question) ? "pending" : grade(question, response);
  return enter(session, id, { response, standing: judged });
}

/** Takes the learner's own marks on an answer that no program can mark. */
export function mark(session: Session, id: string): Session {
  const question = session.questions.find((candidate) => candidate.id === id);
  const { response, standing } = entryOf(session, id);
  if (!question || standing !== "pending") return session;
  return enter(session, id, { response, standing: grade(question, response) });
}

/** Starts again with the questions that were handed in and not right. */
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

/** Where the first open question after a place is, going round; null if none is left. */
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

/** A stored entry as one of this question now: what no longer fits counts as not answered. */
export function restore(question: Question, response: unknown, standing: Entry["standing"]): Entry {
  const read = readResponse(question, response);
  return read === null ? UNANSWERED : { response: read, standing };
}

/** The ticks of a self-marked answer, as part of its response. */
export function cover(response: Response | null, covered: readonly number[]): Response | null {
  return response && { ...(response as ShortResponse), covered };
}

function isOpen(session: Session, question: Question | undefined): boolean {
  return question !== undefined && tally(session, [question]).open > 0;
}

function enter(session: Session, id: string, entry: Entry): Session {
  return { ...session, entries: new Map(session.entries).set(id, entry) };
}
