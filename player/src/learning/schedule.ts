/**
 * When each question is worth asking again, derived from the log of attempts, in whole days.
 *
 * The memory model is FSRS-6 (github.com/open-spaced-repetition, wiki of fsrs4anki, “The Algorithm”), as ts-fsrs
 * 5.4.2 implements it. Chance of recall t days after an answer, at a stability of S days:
 *
 *   R(t, S) = (1 + f · t / S) ^ −w₂₀, with f = 0.9 ^ (−1 / w₂₀) − 1, so that R(S, S) = 0.9
 *
 * A question is due when R falls to 0.9. How S and the difficulty move with each answer, and all weights w, are
 * the published defaults: nothing here is fitted to one learner.
 */

import { FSRSAlgorithm } from "ts-fsrs";
import { RATING_NAMES, type Rating } from "../core/answer";
import type { CourseIndex, IndexedQuestion } from "../core/course-index";
import type { StudyPage } from "../core/data";
import { dayOf } from "../core/day";

/** The longest interval between two reviews, in days. */
const LONGEST = 365;

const algorithm = new FSRSAlgorithm({
  request_retention: 0.9,
  maximum_interval: LONGEST,
  enable_fuzz: false,
});

/** The fields of an attempt that are used here. */
export interface Logged {
  readonly id: string;
  readonly question: string;
  readonly version: string;
  readonly verdict: string;
  readonly mode: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  /** Minutes east of UTC. */
  readonly zone: number;
  /** Higher than that of all earlier attempts, if there is one. */
  readonly order?: number;
  readonly rating?: Rating;
}

/** The memory state of one question. */
export interface Card {
  readonly question: string;
  /** Days after which nine of ten learners still recall it. */
  readonly stability: number;
  /** From 1 to 10. */
  readonly difficulty: number;
  /** The day of the last answer that counts. */
  readonly last: number;
  /** The day from which it is due. */
  readonly due: number;
  /** The number of days on which it was answered. */
  readonly times: number;
  /** How often it was forgotten after the first time. */
  readonly lapses: number;
}

export type Cards = ReadonlyMap<string, Card>;

/** The daily limits. */
export interface Limits {
  readonly due: number;
  readonly fresh: number;
}

/** The review plan of a day, and what is done of it. */
export interface Plan {
  /** Questions due for review, weakest first. */
  readonly due: readonly string[];
  /** Questions to ask for the first time. */
  readonly fresh: readonly string[];
  readonly doneDue: number;
  readonly doneFresh: number;
}

export interface Planning {
  readonly cards: Cards;
  readonly index: CourseIndex;
  readonly reads: readonly { readonly page: string; readonly ended: number | null }[];
  readonly log: readonly Logged[];
  readonly day: number;
  readonly limits: Limits;
}

/**
 * Returns the card of every question that was answered.
 *
 * Answers to an earlier version of a question do not count, and of several on one day only the first does: the others
 * are practice, not spacing. `until` is the last day that counts, so that attempts logged while a clock was wrong
 * wait for their day.
 */
export function cards(
  questions: readonly IndexedQuestion[],
  log: readonly Logged[],
  until = Infinity,
): Cards {
  const known = new Map(questions.map((question) => [question.id, question]));
  const counted = new Set<string>();
  const found = new Map<string, Card>();
  for (const attempt of inOrder(log)) {
    const rating = ratingOf(attempt, known.get(attempt.question));
    const day = dayOf(attempt.at, attempt.zone);
    const key = `${attempt.question} ${day}`;
    if (rating === null || day > until || counted.has(key)) continue;
    counted.add(key);
    found.set(attempt.question, next(found.get(attempt.question), attempt.question, day, rating));
  }
  return found;
}

/** Returns the probability of recalling a question on a day. */
export function retrievability(card: Card, day: number): number {
  return algorithm.forgetting_curve(Math.max(0, day - card.last), card.stability);
}

/** Returns the cards due on a day, most nearly forgotten first. */
export function dueToday(all: Cards, day: number): readonly Card[] {
  return Array.from(all.values())
    .filter(({ due }) => due <= day)
    .map((card) => ({ card, chance: retrievability(card, day) }))
    .sort((one, other) => one.chance - other.chance || order(one.card.question, other.card.question))
    .map(({ card }) => card);
}

/** Returns the next day after `day` on which something is due; null if there is none. */
export function nextDue(all: Cards, day: number): number | null {
  if (all.size === 0) return null;
  const days = Array.from(all.values(), ({ due }) => Math.max(due, day + 1));
  return days.reduce((one, other) => Math.min(one, other));
}

/** Plans a day within the limits, however many reviews are due. */
export function plan({ cards: all, index, reads, log, day, limits }: Planning): Plan {
  const done = doneOn(day, log, all);
  const begun = done.filter(({ times, last }) => times === 1 && last === day).length;
  const doneDue = done.length - begun;
  const due = dueToday(all, day).map(({ question }) => question);
  const fresh = inTurn(index, reads).filter((id) => !all.has(id));
  return {
    due: due.slice(0, Math.max(0, limits.due - doneDue)),
    fresh: fresh.slice(0, Math.max(0, limits.fresh - begun)),
    doneDue,
    doneFresh: begun,
  };
}

/** Returns the rating of an attempt; null if it does not count. */
function ratingOf(
  { version, verdict, rating }: Logged,
  question: IndexedQuestion | undefined,
): Rating | null {
  if (question?.version !== version || verdict === "pending") return null;
  if (rating && (verdict === "right" || question.type === "short")) return rating;
  return verdict === "right" ? "good" : "again";
}

function next(card: Card | undefined, question: string, day: number, rating: Rating): Card {
  // A clock set back, or a flight to the west, must not count as elapsed time.
  const last = Math.max(day, card?.last ?? day);
  const elapsed = card ? last - card.last : 0;
  const grade = RATING_NAMES.indexOf(rating) + 1;
  const { stability, difficulty } = algorithm.next_state(card ?? null, elapsed, grade);
  const forgotten = card && rating === "again" ? 1 : 0;
  return {
    question,
    stability,
    difficulty,
    last,
    due: last + Math.max(1, algorithm.next_interval(stability, elapsed)),
    times: (card?.times ?? 0) + 1,
    lapses: (card?.lapses ?? 0) + forgotten,
  };
}

function inOrder(log: readonly Logged[]): readonly Logged[] {
  return log
    .slice()
    .sort(
      (one, other) => one.at - other.at || (one.order ?? 0) - (other.order ?? 0) || order(one.id, other.id),
    );
}

/** The cards that were reviewed on a day. */
function doneOn(day: number, log: readonly Logged[], all: Cards): readonly Card[] {
  const done = log.filter(({ mode, at, zone }) => mode === "review" && dayOf(at, zone) === day);
  const ids = new Set(done.map(({ question }) => question));
  return Array.from(ids).flatMap((id) => all.get(id) ?? []);
}

/** The questions of pages read to the end, page by page, alternating between requirements. */
function inTurn(index: CourseIndex, reads: Planning["reads"]): readonly string[] {
  const ended = new Set(reads.filter((read) => read.ended !== null).map(({ page }) => page));
  const pages = index.pages.filter(({ path }) => ended.has(path));
  return pages.flatMap((page) => {
    const questions = index.questions.filter(({ bank }) => index.banks[bank]?.page === page.path);
    return dealt(questions, page);
  });
}

/** The first question of each requirement, then the second of each, and so on. */
function dealt(questions: readonly IndexedQuestion[], { requirements }: StudyPage): readonly string[] {
  const asked = new Map<number, number>();
  return questions
    .map(({ id, points: [point] }) => {
      const place = requirements.findIndex(({ points }) => points.includes(point ?? ""));
      const round = asked.get(place) ?? 0;
      asked.set(place, round + 1);
      return { id, place, round };
    })
    .sort((one, other) => one.round - other.round || one.place - other.place)
    .map(({ id }) => id);
}

function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
