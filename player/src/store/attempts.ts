/** The log of attempts: one immutable event for each answer given. Everything about progress derives from it. */

import { RATING_NAMES, type Rating, type Response, type Standing } from "../core/answer";
import { inOrder } from "../core/attempt-order";
import { randomId } from "../core/random";
import { fieldsOf, isNumber, isText } from "./fields";
import { readAttempts } from "./pack";
import type { Records } from "./records";
import { FORMAT } from "./schema";

const STANDINGS: readonly unknown[] = ["right", "partial", "wrong", "pending"] satisfies Standing[];

const RATINGS: readonly unknown[] = [...RATING_NAMES, undefined];

/** What happened; the log adds the rest. */
export interface Given {
  readonly question: string;
  /** The question's answer version: after a change of the key this attempt no longer counts. */
  readonly version: string;
  readonly response: Response;
  readonly verdict: Standing;
  /** Milliseconds from seeing the question to handing in. */
  readonly took: number;
  /** Where it was answered: "practice", "self-check" … */
  readonly mode: string;
  /** The paper's number, in an exam. */
  readonly paper: string | null;
  /** How hard it was to recall, where the learner said so. */
  readonly rating?: Rating;
}

export interface Attempt extends Omit<Given, "response"> {
  readonly format: typeof FORMAT;
  readonly id: string;
  /** Read it with `readResponse`: the question may have changed since. */
  readonly response: unknown;
  /** When, in milliseconds since 1970, by the clock of the machine. */
  readonly at: number;
  /** Higher than that of every attempt before it; given out when it is stored. Earlier versions gave none. */
  readonly order?: number;
  /** Minutes east of UTC at that time and place, to know which day it was for the learner. */
  readonly zone: number;
  readonly profile: string;
}

/** Appends to the log; false if the browser did not keep it. */
export function logAttempt(records: Records, given: Given): Promise<boolean> {
  return records.add("attempts", attemptOf(records, given));
}

/** The event to append, here and now. An id of its own keeps the same event from being logged twice. */
export function attemptOf(records: Records, given: Given, id = randomId()): Attempt {
  const now = new Date();
  return {
    format: FORMAT,
    id,
    ...given,
    at: now.getTime(),
    // Not negated: that would store a negative zero in London.
    zone: 0 - now.getTimezoneOffset(),
    profile: records.profile,
  };
}

/**
 * Reads the whole log of this profile, oldest first, with times that agree with that order. Records that make no
 * sense here are left alone.
 */
export async function readLog(records: Records): Promise<readonly Attempt[]> {
  const found = await readAttempts(records);
  const own = found.filter(isAttempt).filter(({ profile }) => profile === records.profile);
  return inOrder(own, Date.now());
}

/** Does a value from anywhere make sense as an attempt? */
export function isAttempt(value: unknown): value is Attempt {
  const fields = fieldsOf(value);
  if (!fields) return false;
  const { id, question, version, verdict, at, zone, took, mode, paper, profile, rating, order } = fields;
  return (
    [id, question, version, mode, profile].every(isText) &&
    [at, zone, took].every(isNumber) &&
    STANDINGS.includes(verdict) &&
    (paper === null || isText(paper)) &&
    RATINGS.includes(rating) &&
    (order === undefined || isNumber(order)) &&
    "response" in fields
  );
}
